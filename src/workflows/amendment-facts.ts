import type { AmendmentRequest } from '../canonical/amendment.ts';
import { Problem } from '../canonical/problem.ts';
import type { BillingOrder, OrderPreview, SubscriptionNow } from '../sources/billing.ts';
import type { CrmContract } from '../sources/crm.ts';
import type { Ledger, LedgerItem, LedgerOrder, LedgerPeriod, RecognisedPeriod } from '../sources/ledger.ts';
import type { CallOptions, Source } from '../sources/source.ts';
import type { SupportEntitlement } from '../sources/support.ts';
import type { Reader, Stored } from '../store/read.ts';
import { orderOf } from './amendment-actions.ts';
import { type Offer, type Offers, readOffers } from './amendment-offers.ts';

/** What a source said, or why it said nothing. */
export type Answer<T> = { readonly value: T } | { readonly problem: Problem };

/** Of the ledger's customer. */
export type LedgerCustomerNow = NonNullable<Awaited<ReturnType<Ledger['customer']>>>;

/** What our copy holds of a subscription and everything around it. */
export interface Known {
  readonly subscription: Stored<'BillingSubscription'>;
  readonly customer: Stored<'Customer'> | null;
  /** The customer's parents, the nearest first. */
  readonly parents: readonly Stored<'Customer'>[];
  /** Whether going up comes back to where it was. */
  readonly ring: boolean;
  readonly contract: Stored<'Contract'> | null;
  /** Every subscription of the customer, this one included. */
  readonly subscriptions: readonly Stored<'BillingSubscription'>[];
  readonly contractOf: ReadonlyMap<string, string | null>;
  readonly offers: Offers;
  readonly number: string;
  readonly billing: Source;
  readonly ledger: Source | null;
  readonly support: { readonly source: Source; readonly customer: string } | null;
  readonly crm: { readonly source: Source; readonly contract: string } | null;
}

/** What the systems say now. */
export interface Live {
  readonly subscription: Answer<SubscriptionNow | null>;
  readonly preview: Answer<OrderPreview> | null;
  readonly order: Omit<BillingOrder, 'orderNumber'> | null;
  readonly ledgerCustomer: Answer<LedgerCustomerNow | null> | null;
  readonly items: Answer<ReadonlyMap<string, LedgerItem>>;
  readonly ledgerOrder: Answer<LedgerOrder | null>;
  readonly revenue: Answer<readonly RecognisedPeriod[]>;
  readonly period: Answer<LedgerPeriod | null>;
  readonly accounts: Answer<{ readonly receivable: string; readonly taxPayable: string }> | null;
  readonly entitlement: Answer<SupportEntitlement | null> | null;
  readonly contract: Answer<CrmContract | null> | null;
}

export interface FactsDeps {
  readonly reader: Reader;
  readonly sources: readonly Source[];
}

/** The role of a source for the system that a kind of it plays; null where there is none. */
const withRole = (sources: readonly Source[], role: 'billing' | 'ledger' | 'support' | 'crm'): Source[] =>
  sources.filter((source) => source.roles?.[role] !== undefined);

const most = 50;

/** Reads what the copy holds. NOT_FOUND for a subscription that is not there, or not seen by the reader. */
export async function readKnown(
  { reader, sources }: FactsDeps,
  request: Pick<AmendmentRequest, 'subscriptionId' | 'items'>,
): Promise<Known> {
  const [found] = await reader.records([request.subscriptionId]);
  if (found?.kind !== 'BillingSubscription' || found.customerId === null)
    throw new Problem('NOT_FOUND', 'There is no such subscription.', { path: 'subscriptionId' });
  const subscription = found as Stored<'BillingSubscription'>;
  const [[customer], [subscriptions], references] = await Promise.all([
    reader.records([subscription.customerId!]),
    reader.lists('BillingSubscription', [subscription.customerId!]),
    reader.references([subscription.id, subscription.customerId!]),
  ]);
  const billing = withRole(sources, 'billing').find(({ instance }) =>
    references[0]!.some((reference) => reference.instance === instance),
  );
  if (!billing)
    throw new Problem('SOURCE_REJECTED', 'The billing system of this subscription cannot be written to.', {
      system: 'BILLING',
    });
  const place = (role: 'ledger' | 'support'): { source: Source; id: string | null } | null => {
    const candidates = withRole(sources, role);
    for (const source of candidates) {
      const own = references[1]!.find(
        (each) => each.instance === source.instance && each.object === source.objectOf('Customer'),
      );
      if (own) return { source, id: own.externalId };
    }
    return candidates[0] ? { source: candidates[0], id: null } : null;
  };
  const all = (subscriptions ?? []) as readonly Stored<'BillingSubscription'>[];
  const linked = all.flatMap((each) => (each.links.contract ? [each.links.contract] : []));
  const resolved = await reader.resolve(linked);
  let next = 0;
  const contractOf = new Map(
    all.map((each) => [each.id, each.links.contract ? (resolved[next++] ?? null) : null]),
  );
  const contractId = contractOf.get(subscription.id) ?? null;
  const [[contract = null], contractRefs, lineage, offers] = await Promise.all([
    contractId === null ? [null] : reader.records([contractId]),
    contractId === null ? [[]] : reader.references([contractId]),
    parentsOf(reader, customer as Stored<'Customer'> | null),
    readOffers(reader, billing.instance, [
      ...all.flatMap((each) => each.items ?? []).map(({ price }) => price),
      ...request.items.flatMap(({ priceId }) => (priceId === null ? [] : [priceId])),
    ]),
  ]);
  const support = place('support');
  const crm = withRole(sources, 'crm').flatMap((source) => {
    const own = contractRefs[0]!.find((reference) => reference.instance === source.instance);
    return own ? [{ source, contract: own.externalId }] : [];
  })[0];
  return {
    subscription,
    customer: (customer ?? null) as Stored<'Customer'> | null,
    ...lineage,
    contract: contract as Stored<'Contract'> | null,
    subscriptions: all,
    contractOf,
    offers,
    number: subscription.number ?? references[0]![0]!.externalId,
    billing,
    ledger: place('ledger')?.source ?? null,
    support: support?.id ? { source: support.source, customer: support.id } : null,
    crm: crm ?? null,
  };
}

/** Everybody above a customer, and whether the way up never ends. */
export async function parentsOf(
  reader: Reader,
  customer: Stored<'Customer'> | null,
): Promise<Pick<Known, 'parents' | 'ring'>> {
  const parents: Stored<'Customer'>[] = [];
  const met = new Set<string>();
  for (let below = customer; below; below = parents.at(-1)!) {
    if (met.has(below.id)) return { parents, ring: true };
    met.add(below.id);
    if (below.customerId === null || parents.length === most) break;
    const [parent] = await reader.records([below.customerId]);
    if (parent?.kind !== 'Customer') break;
    parents.push(parent as Stored<'Customer'>);
  }
  return { parents, ring: false };
}

/** Waits for an answer; only a `Problem` is one. */
async function answer<T>(asked: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await asked };
  } catch (problem) {
    if (problem instanceof Problem) return { problem };
    throw problem;
  }
}

const noLedger = (): Answer<never> => ({
  problem: new Problem('SOURCE_REJECTED', 'There is no ledger that can be written to.', { system: 'ERP' }),
});

/**
 * Asks every system, at once where one answer does not need another. `today` is the day of the order and of what it posts;
 * `legalEntityOf` names ours where the ledger does not.
 */
export async function readLive(
  known: Known,
  request: AmendmentRequest,
  today: string,
  ruled: string | null,
  call: CallOptions,
): Promise<Live> {
  const billing = known.billing.roles!.billing!;
  const ledger = known.ledger?.roles?.ledger;
  const skus = [...new Set([...known.offers.byId.values()].map(({ product }) => product?.sku ?? ''))];
  const ask = <T>(of: (ledger: Ledger) => Promise<T>): Promise<Answer<T>> =>
    ledger ? answer(of(ledger)) : Promise.resolve(noLedger());
  const billed = answer(billing.subscription(known.number, call));
  const ofBilling = billed.then(async (told) => {
    const now = 'value' in told ? told.value : null;
    if (!now) return { subscription: told, preview: null, order: null, ledgerCustomer: null };
    const order = orderOf(known, now, request, today);
    const [preview, ledgerCustomer] = await Promise.all([
      order && answer(billing.preview({ ...order, orderNumber: 'ISO-PREVIEW' }, call)),
      ask((role) => role.customer({ billingAccount: now.accountNumber }, call)),
    ]);
    return { subscription: told, preview, order, ledgerCustomer };
  });
  const [of, items, ledgerOrder, revenue, period, entitlement, contract] = await Promise.all([
    ofBilling,
    ask((role) => role.items(skus, call)),
    ask((role) => role.order(known.number, call)),
    ask((role) => role.revenue(known.number, call)),
    ask((role) => role.period(today, call)),
    known.support && answer(known.support.source.roles!.support!.entitlement(known.support.customer, call)),
    known.crm && answer(known.crm.source.roles!.crm!.contract(known.crm.contract, call)),
  ]);
  const customer = of.ledgerCustomer && 'value' in of.ledgerCustomer ? of.ledgerCustomer.value : null;
  const entity = customer?.legalEntity ?? (customer ? ruled : null);
  const accounts = entity === null ? null : await ask((role) => role.accounts(entity, call));
  return { ...of, items, ledgerOrder, revenue, period, accounts, entitlement, contract };
}

/** The value of an answer; undefined where there is none. */
export const valueOf = <T>(told: Answer<T> | null): T | undefined =>
  told && 'value' in told ? told.value : undefined;

export type { Offer };
