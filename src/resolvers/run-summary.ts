import type { AmendmentType } from '../canonical/amendment.ts';
import type { Rights } from '../auth/rights.ts';
import type { RunDeed, RunView, Stored } from '../context.ts';
import type { Batch, ProcessKind } from '../generated/graphql.ts';
import { isKind } from './model.ts';
import type { GraphContext } from './request.ts';

type Change = RunDeed['changes'][number];

/** What a run is called of which nothing more is known, or may be. */
const processes: Readonly<Record<ProcessKind, string>> = {
  QUOTE_TO_CASH: 'Deal',
  AMENDMENT: 'Amendment',
  RENEWAL: 'Renewal',
  CANCELLATION: 'Cancellation',
};

const types: Readonly<Record<AmendmentType, string>> = {
  UPGRADE: 'Upgrade',
  DOWNGRADE: 'Downgrade',
  QUANTITY: 'Quantity',
  ADD_ON: 'Add-on',
  REMOVE_PRODUCT: 'Removal',
  RENEW: 'Renewal',
  CANCEL: 'Cancellation',
  CO_TERM: 'Common term',
  PAUSE: 'Pause',
  RESUME: 'Resumption',
  TERMS: 'Change of terms',
};

/** Changes that are named one by one. */
const named = 3;

/** The records that some runs tell of, as the caller sees them. */
type Known = ReadonlyMap<string, Stored>;

/** What each run does, in words, of what the caller may see. */
export const runSummary: Required<Batch.Loaders<GraphContext>>['WorkflowRun']['summary'] = async (
  queries,
  { hub, rights },
) => {
  const runs = queries.map(({ obj }) => obj);
  const deeds = await hub.runs.deeds(runs.map(({ id }) => id));
  const ids = runs.flatMap(({ subjectId, customerId }, index) => [
    subjectId,
    ...(customerId === null ? [] : [customerId]),
    ...(deeds[index]?.changes ?? []).map(({ productId }) => productId),
  ]);
  const known = await read(hub.reader, ids);
  const owners = [...known.values()].flatMap((each) => each.customerId ?? []);
  const all = new Map([
    ...known,
    ...(await read(
      hub.reader,
      owners.filter((id) => !known.has(id)),
    )),
  ]);
  return runs.map((run, index) => {
    const { process, subjectId, customerId } = run;
    const customer = customerId ?? all.get(subjectId)?.customerId ?? null;
    const party = nameOf(rights, all, customer);
    if (process === 'QUOTE_TO_CASH') return dealOf(rights, all, run, party);
    const deed = deeds[index];
    const done = deed ? deedOf(rights, all, deed) : null;
    return `${done ?? processes[process]}${party === null ? '' : ` for ${party}`}`;
  });
};

async function read(reader: GraphContext['hub']['reader'], ids: readonly string[]): Promise<Known> {
  const distinct = [...new Set(ids)];
  const found = distinct.length === 0 ? [] : await reader.records(distinct);
  // Under the id asked for: what was merged answers under another one.
  return new Map(found.flatMap((record, index) => (record ? [[distinct[index]!, record] as const] : [])));
}

function nameOf(rights: Rights, known: Known, id: string | null): string | null {
  const record = id === null ? undefined : known.get(id);
  if (!isKind(record, 'Customer') && !isKind(record, 'Product') && !isKind(record, 'Opportunity'))
    return null;
  const seen = rights.sees(record.kind) && rights.decide(`${record.kind}.name`) === 'allow';
  return seen ? (record.name ?? null) : null;
}

function dealOf(rights: Rights, known: Known, { subjectId }: RunView, party: string | null): string {
  const name = nameOf(rights, known, subjectId);
  return `${processes.QUOTE_TO_CASH}${name === null ? '' : ` ${name}`}${party === null ? '' : ` of ${party}`}`;
}

/** What is done to a subscription; its products and quantities only for who sees the changes of amendments. Null: not even what it is. */
function deedOf(rights: Rights, known: Known, { type, changes }: RunDeed): string | null {
  if (rights.decide('Amendment.type') !== 'allow') return null;
  const seen = rights.decide('Amendment.changes') === 'allow' && rights.sees('AmendmentChange');
  const told = seen ? changes.slice(0, named).map((each) => changeOf(rights, known, type, each)) : [];
  if (told.length === 0) return type === 'QUANTITY' ? 'Change of quantity' : types[type];
  const more = changes.length > named ? `, and ${changes.length - named} more` : '';
  return `${types[type]} ${told.join(', ')}${more}`;
}

/** What becomes of one product: `5 to 9 of Advanced seats`. */
function changeOf(
  rights: Rights,
  known: Known,
  type: AmendmentType,
  { productId, from, to }: Change,
): string {
  const product = nameOf(rights, known, productId) ?? 'a product';
  if (to === null) return type === 'REMOVE_PRODUCT' ? `of ${product}` : `from ${product}`;
  if (from === null)
    return type === 'ADD_ON' ? `${plain(to)} of ${product}` : `to ${plain(to)} of ${product}`;
  return plain(from) === plain(to) ? `of ${product}` : `${plain(from)} to ${plain(to)} of ${product}`;
}

/** A quantity without zeros that say nothing. */
const plain = (quantity: string): string =>
  quantity.includes('.') ? quantity.replace(/\.?0+$/, '') : quantity;
