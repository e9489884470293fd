import type { AmendmentType } from '../../src/canonical/amendment.ts';
import { makeUp } from './amending.ts';
import type { Arena } from './chaos.ts';
import { eventually } from './hub.ts';

// Deals and amendments that are under way together.

/** A deal that is to be carried out. */
export interface ChaosDeal {
  readonly id: string;
  readonly crmId: string;
  readonly accountId: string;
  readonly name: string;
}

/** A company that nobody but the CRM knows, with a deal that is approved and, unless told otherwise, won. */
export async function aDeal({ shop }: Pick<Arena, 'shop'>, win = true): Promise<ChaosDeal> {
  const company = await shop.stranger();
  const { id, crmId } = await shop.sell(company, { win });
  return { id, crmId, accountId: company.crmId, name: company.name };
}

interface Previewed {
  readonly id: string;
  readonly blockers: readonly { readonly code: string }[];
}

/** A preview that nothing forbids; null where something does. */
export async function aPreview({ hub }: Pick<Arena, 'hub'>, input: object): Promise<string | null> {
  const { previewAmendment } = await hub.data<{ previewAmendment: Previewed }>(
    'query ($input: AmendmentInput!) { previewAmendment(input: $input) { id blockers { code } } }',
    { input },
  );
  return previewAmendment.blockers.length === 0 ? previewAmendment.id : null;
}

export interface Committed {
  readonly userErrors: readonly {
    readonly code: string;
    readonly message: string;
  }[];
  readonly run: { readonly id: string } | null;
  readonly replayed: boolean;
}

/** Commits a preview; the same key again is the same commit. */
export async function commit(
  { hub }: Pick<Arena, 'hub'>,
  previewId: string,
  idempotencyKey = previewId,
): Promise<Committed> {
  const { commitAmendment } = await hub.data<{ commitAmendment: Committed }>(
    'mutation ($input: CommitAmendmentInput!) { commitAmendment(input: $input) { userErrors { code message } run { id } replayed } }',
    { input: { idempotencyKey, previewId } },
  );
  return commitAmendment;
}

const today = new Date().toISOString().slice(0, 10);
const given = new WeakMap<object, Set<string>>();

interface Planned {
  readonly content: {
    readonly plan: {
      readonly entitlement: unknown;
      readonly contract: unknown;
      readonly documents: readonly { readonly kind: string }[];
    };
  };
}

/** Whether an amendment writes to every system, and one document of the kind that its type makes. */
const concernsAll = (type: AmendmentType, { entitlement, contract, documents }: Planned['content']['plan']) =>
  entitlement !== null &&
  contract !== null &&
  documents.map(({ kind }) => kind).join() === (type === 'CANCEL' ? 'CREDIT_MEMO' : 'INVOICE');

type Field = Pick<Arena, 'hub' | 'stage' | 'subjects' | 'catalogue'>;

/**
 * A preview of a change of a subscription that was not changed yet; `whole`: of one whose writes are those of `amendmentWrites`. A system that
 * was silent until now is not asked for a while: it is waited for.
 */
export const anAmendment = (
  field: Field,
  type: AmendmentType,
  whole = true,
  draw = Math.random,
): Promise<string> =>
  eventually(
    `a subscription can be changed by ${type}`,
    () => previewOfAny(field, type, whole, draw),
    120_000,
  );

async function previewOfAny(
  arena: Field,
  type: AmendmentType,
  whole: boolean,
  draw: () => number,
): Promise<string | undefined> {
  const { subjects, catalogue, stage } = arena;
  const used = given.get(subjects) ?? new Set();
  given.set(subjects, used);
  for (const subject of subjects) {
    const { id } = subject.subscription;
    const input = used.has(id) ? null : makeUp(type, subject, catalogue, today, draw);
    if (!input) continue;
    const previewId = await aPreview(arena, input);
    if (previewId === null) continue;
    const { rows } = await stage.database.query<Planned>(
      'select content from amendment_preview where id = $1',
      [previewId],
    );
    if (whole && !concernsAll(type, rows[0]!.content.plan)) continue;
    used.add(id);
    return previewId;
  }
  return undefined;
}

/** Runs under way, each with its deal; null: it is an amendment. */
export type Begun = ReadonlyMap<string, ChaosDeal | null>;

/**
 * Begins many at once: deals, which are won now and each of which somebody starts too, whom the event of the CRM may forestall (`byEvent`:
 * nobody does), and what was previewed.
 */
export async function beginAll(
  arena: Pick<Arena, 'hub' | 'shop' | 'counter' | 'begun'>,
  {
    deals,
    previews,
    byEvent = [],
  }: {
    readonly deals: readonly ChaosDeal[];
    readonly previews: readonly string[];
    readonly byEvent?: readonly ChaosDeal[];
  },
): Promise<Begun> {
  const { shop, counter } = arena;
  const takenUp = (deal: ChaosDeal): Promise<string> =>
    eventually('the deal is taken up', async () => (await counter.runFor(deal.id)) ?? undefined, 120_000);
  const begun = await Promise.all([
    ...byEvent.map(async (deal) => {
      await shop.desk.win(deal.crmId);
      return [await takenUp(deal), deal] as const;
    }),
    ...deals.map(async (deal) => {
      await shop.desk.win(deal.crmId);
      const { run } = await counter.start(deal.id, `start ${deal.id}`);
      return [run?.id ?? (await takenUp(deal)), deal] as const;
    }),
    ...previews.map(async (previewId) => [(await commit(arena, previewId)).run!.id, null] as const),
  ]);
  for (const [runId] of begun) arena.begun.add(runId);
  return new Map(begun);
}

/** Deals that are not won yet, and previews of amendments of these types, so many of each. */
export async function prepare(
  arena: Pick<Arena, 'hub' | 'shop' | 'stage' | 'subjects' | 'catalogue'>,
  count: number,
  types: readonly AmendmentType[] = ['QUANTITY', 'CANCEL', 'UPGRADE', 'TERMS', 'ADD_ON'],
  draw = Math.random,
): Promise<{
  readonly deals: readonly ChaosDeal[];
  readonly previews: readonly string[];
}> {
  const deals: ChaosDeal[] = [];
  const previews: string[] = [];
  for (let n = 0; n < count; n++) {
    deals.push(await aDeal(arena, false));
    previews.push(await anAmendment(arena, types[n % types.length]!, false, draw));
  }
  return { deals, previews };
}
