import { Problem } from '../canonical/problem.ts';
import { refKey } from '../canonical/record.ts';
import type { CrmContract, Deal } from '../sources/crm.ts';
import type { Role } from '../sources/roles.ts';
import type { Source } from '../sources/source.ts';
import type { Queryable } from '../store/database.ts';
import { type Lookalike, lookalikes } from '../store/duplicate.ts';
import type { Reader, Reference, Stored } from '../store/read.ts';
import { parentsOf } from './amendment-facts.ts';
import type { Looking } from './saga.ts';

/** A line of a deal with what the catalogue knows of it. */
export interface DealLine {
  readonly line: Deal['lines'][number];
  readonly product: Stored<'Product'> | null;
  /** Where the product lives. */
  readonly places: readonly Reference[];
  /** What is charged again in every period, with its id in billing; null: billing does not know it. */
  readonly prices: readonly { readonly price: Stored<'Price'>; readonly externalId: string | null }[];
}

/** Which system plays which part. */
export interface Parts {
  readonly crm: Source;
  readonly billing: Source;
  readonly ledger: Source;
  readonly support: Source;
}

/** An account in billing, of the deal's customer. */
export interface AccountNow {
  readonly accountNumber: string;
  readonly currency: string;
}

/** Everything that decides whether a deal can be carried out. Of the ledger only what the copy holds: it is not asked before the deal is approved. */
export interface DealFacts {
  readonly opportunityId: string;
  readonly parts: Parts;
  /** Null: the CRM does not know it any more. */
  readonly deal: Deal | null;
  readonly lines: readonly DealLine[];
  readonly customer: Stored<'Customer'> | null;
  /** The customer's own id in the CRM. */
  readonly customerExternalId: string | null;
  readonly parents: readonly Stored<'Customer'>[];
  readonly ring: boolean;
  readonly contacts: readonly Stored<'Contact'>[];
  readonly contract: CrmContract | null;
  /** Numbers of the customer's subscriptions that belong to the deal's contract and are not over. */
  readonly underContract: readonly string[];
  readonly accounts: readonly AccountNow[];
  /** Ids of the customer in the ledger, as the copy has them. */
  readonly ledgerIds: readonly string[];
  readonly supportId: string | null;
  /** Others that may be the same company, where billing or the ledger does not know this one. */
  readonly lookalikes: readonly Lookalike[];
  /** The code of the legal entity that the ledger says of the customer. */
  readonly legalEntity: string | null;
  /** All of ours. */
  readonly legalEntities: readonly string[];
  /** Products that the ledger knows, which may stand for one that it does not. */
  readonly choices: readonly Stored<'Product'>[];
}

const over = ['CANCELLED', 'EXPIRED'];

/** The system for each part: where the customer is known, that one. Throws SOURCE_REJECTED where there is none. */
function partsOf(sources: readonly Source[], known: readonly Reference[], deal: readonly Reference[]): Parts {
  const pick = (role: Role, system: string, at: readonly Reference[]): Source => {
    const able = sources.filter((source) => source.roles?.[role] !== undefined);
    const own = able.find(({ instance }) => at.some((reference) => reference.instance === instance));
    const found = own ?? able[0];
    if (found) return found;
    throw new Problem('SOURCE_REJECTED', `There is no ${system} that can be written to.`);
  };
  return {
    crm: pick('crm', 'CRM', deal),
    billing: pick('billing', 'billing', known),
    ledger: pick('ledger', 'ledger', known),
    support: pick('support', 'support', known),
  };
}

const idIn = (at: readonly Reference[], source: Source, kind: 'Customer' | 'Opportunity'): string | null =>
  at.find(({ instance, object }) => instance === source.instance && object === source.objectOf(kind))
    ?.externalId ?? null;

/** Reads what there is about a deal, from the copy and from the CRM and billing themselves. NOT_FOUND for one that is in neither. */
export async function readDealFacts(opportunityId: string, looking: Looking): Promise<DealFacts> {
  const { reader, sources, signal, database } = looking;
  const call = { signal };
  const [opportunity] = await reader.records([opportunityId]);
  if (opportunity?.kind !== 'Opportunity') throw new Problem('NOT_FOUND', 'The deal is gone.');
  const [[at = []], [record = null]] = await Promise.all([
    reader.references([opportunity.id]),
    opportunity.customerId === null ? [null] : reader.records([opportunity.customerId]),
  ]);
  const customer = record?.kind === 'Customer' ? (record as Stored<'Customer'>) : null;
  const [known = []] = customer ? await reader.references([customer.id]) : [[]];
  const parts = partsOf(sources, known, at);
  const externalId = idIn(at, parts.crm, 'Opportunity');
  const crm = parts.crm.roles!.crm!;
  const deal = externalId === null ? null : await crm.deal(externalId, call);
  const [lines, contract, lineage, own, entities, choices] = await Promise.all([
    Promise.all((deal?.lines ?? []).map((line) => readLine(reader, parts, line))),
    deal?.contractExternalId ? crm.contract(deal.contractExternalId, call) : null,
    parentsOf(reader, customer),
    customer ? readOwn(reader, database, parts, customer, known, call) : nobody,
    reader.legalEntities().then((ids) => reader.records(ids)),
    readChoices(reader, parts.ledger),
  ]);
  const codes = entities as readonly (Stored<'LegalEntity'> | null)[];
  const [legalEntityId = null] = customer?.links.legalEntity
    ? await reader.resolve([customer.links.legalEntity])
    : [];
  const under = contract ? await underContract(reader, customer, deal!.contractExternalId!, parts.crm) : [];
  return {
    opportunityId: opportunity.id,
    parts,
    deal,
    lines,
    customer,
    customerExternalId: deal?.customerExternalId ?? null,
    ...lineage,
    contract,
    underContract: under,
    ...own,
    ledgerIds: known
      .filter(
        ({ instance, object }) =>
          instance === parts.ledger.instance && object === parts.ledger.objectOf('Customer'),
      )
      .map((reference) => reference.externalId),
    supportId: idIn(known, parts.support, 'Customer'),
    legalEntity: codes.find((each) => each?.id === legalEntityId)?.code ?? null,
    legalEntities: codes.flatMap((each) => each?.code ?? []).toSorted(),
    choices,
  };
}

type Own = Pick<DealFacts, 'contacts' | 'accounts' | 'lookalikes'>;
const nobody: Own = { contacts: [], accounts: [], lookalikes: [] };

async function readOwn(
  reader: Reader,
  database: Queryable,
  { billing, ledger }: Parts,
  customer: Stored<'Customer'>,
  known: readonly Reference[],
  call: { readonly signal: AbortSignal },
): Promise<Own> {
  const places = known.filter(
    ({ instance, object }) => instance === billing.instance && object === billing.objectOf('Customer'),
  );
  const [[contacts = []], accounts] = await Promise.all([
    reader.lists('Contact', [customer.id]),
    Promise.all(places.map(({ externalId }) => billing.roles!.billing!.account(externalId, call))),
  ]);
  const active = accounts.filter((account) => account?.active).map((account) => account!);
  const unknown = [
    ...(active.length === 0 ? [billing.instance] : []),
    ...(known.some(({ instance }) => instance === ledger.instance) ? [] : [ledger.instance]),
  ];
  return {
    contacts: (contacts as readonly Stored<'Contact'>[]).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    accounts: active.map(({ accountNumber, currency }) => ({ accountNumber, currency })),
    lookalikes: unknown.length === 0 ? [] : await lookalikes(database, customer.id, unknown),
  };
}

async function readLine(reader: Reader, { crm, billing }: Parts, line: DealLine['line']): Promise<DealLine> {
  const links = [
    ...(line.sku === '' ? [] : [{ kind: 'Product' as const, key: `sku:${line.sku}` }]),
    {
      kind: 'Product' as const,
      key: refKey(crm.instance, crm.objectOf('Product'), line.productExternalId),
    },
  ];
  const id = (await reader.resolve(links)).find((each) => each !== null);
  if (id === undefined) return { line, product: null, places: [], prices: [] };
  const [[product], [places = []], [prices = []]] = await Promise.all([
    reader.records([id]),
    reader.references([id]),
    reader.prices([id]),
  ]);
  const recurring = prices.filter(({ interval, model }) => interval !== 'ONCE' && model !== 'USAGE');
  const references = await reader.references(recurring.map((price) => price.id));
  return {
    line,
    product: product as Stored<'Product'>,
    places,
    prices: recurring
      .map((price, index) => ({
        price,
        externalId:
          references[index]!.find(({ instance }) => instance === billing.instance)?.externalId ?? null,
      }))
      .toSorted((a, b) => (a.price.id < b.price.id ? -1 : 1)),
  };
}

async function readChoices(reader: Reader, ledger: Source): Promise<readonly Stored<'Product'>[]> {
  const { ids } = await reader.products(null, { first: 100 });
  const [products, references] = await Promise.all([reader.records(ids), reader.references(ids)]);
  return products.filter((_, index) =>
    references[index]!.some(({ instance }) => instance === ledger.instance),
  ) as Stored<'Product'>[];
}

async function underContract(
  reader: Reader,
  customer: Stored<'Customer'> | null,
  externalId: string,
  crm: Source,
): Promise<readonly string[]> {
  if (!customer) return [];
  const [[subscriptions = []], contractId] = await Promise.all([
    reader.lists('BillingSubscription', [customer.id]),
    reader.byReference(crm.instance, crm.objectOf('Contract'), externalId),
  ]);
  const going = (subscriptions as readonly Stored<'BillingSubscription'>[]).filter(
    ({ status, links }) => links.contract && !over.includes(status ?? ''),
  );
  const ids = await reader.resolve(going.map(({ links }) => links.contract!));
  return going.flatMap(({ number }, index) =>
    contractId !== null && ids[index] === contractId ? [number ?? ''] : [],
  );
}
