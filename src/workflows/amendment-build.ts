import Big from 'big.js';
import type { AmendmentChange, AmendmentRequest } from '../canonical/amendment.ts';
import { type Finding, finding } from '../canonical/finding.ts';
import type { SystemKind } from '../canonical/kind.ts';
import { money, type Money } from '../canonical/money.ts';
import { monthOf } from '../canonical/day.ts';
import { caughtUp, revenueDelta } from '../canonical/revenue.ts';
import { type Service, type ServiceLevel, serviceChanges } from '../canonical/service.ts';
import type { LedgerDimensions, LedgerOrder } from '../sources/ledger.ts';
import { contractAfter, type ContractInput, keepsTerm } from './amendment-contract.ts';
import { type Known, type Live, valueOf } from './amendment-facts.ts';
import { type Lines, linesAfter, revenueOf, termEndAfter } from './amendment-ledger.ts';
import { isSilent, legalEntityOf, partyFindings, silence } from './amendment-party.ts';
import type { AmendmentRules, AmendmentPlan, Impact, PreviewContent } from './amendment-plan.ts';
import { accountOf, postingOf } from './amendment-posting.ts';
import { dimensionFindings, mappingFindings, priceFindings } from './amendment-products.ts';
import { serviceAfter } from './amendment-service.ts';
import { termFindings } from './amendment-terms.ts';
import { writesOf } from './amendment-writes.ts';

/** Everything that a preview is made of. */
export interface BuildInput {
  readonly known: Known;
  readonly live: Live;
  readonly request: AmendmentRequest;
  /** The day of the order, YYYY-MM-DD. */
  readonly today: string;
  readonly settings: AmendmentRules;
  readonly correlationId: string;
  /** An amount of a currency in the reporting currency; null: nobody quotes it. */
  readonly inReporting: (amount: Money) => string | null;
}

const monthsOf: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** SKUs, list prices and lengths of periods by the external id of a price in billing. */
function catalogueOf(known: Known, currency: string) {
  const skus: Record<string, string> = {};
  const listPrices: Record<string, string> = {};
  const months: Record<string, number> = {};
  for (const [externalId, { price, product }] of known.offers.byExternalId) {
    skus[externalId] = product?.sku ?? externalId;
    months[externalId] = monthsOf[price.interval ?? ''] ?? 1;
    if (price.amount?.currency === currency) listPrices[externalId] = price.amount.amount;
  }
  return { skus, listPrices, months };
}

/** What the revenue of a customer is posted under: as the ledger has its order, else by the settings and the customer's segment. */
export function dimensionsOf(
  known: Known,
  former: LedgerOrder | null,
  { dimensions: set }: Pick<AmendmentRules, 'dimensions'>,
): LedgerDimensions {
  const held = former?.lines[0]?.dimensions;
  return {
    department: held?.department ?? set.department,
    class: held?.class ?? set.class ?? known.customer?.segment ?? null,
    location: held?.location ?? set.location,
  };
}

/** All findings, what the change comes to, and everything that a run would send; without asking anybody anything. */
export function buildPreview(input: BuildInput): PreviewContent {
  const { known, live, request, today, settings } = input;
  const now = valueOf(live.subscription) ?? null;
  const preview = valueOf(live.preview) ?? null;
  const currency = now?.currency ?? '';
  const catalogue = catalogueOf(known, currency);
  const dimensions = dimensionsOf(known, valueOf(live.ledgerOrder) ?? null, settings);
  const lines: Lines | null =
    now && live.order && preview
      ? linesAfter({
          now,
          order: live.order,
          documents: preview.documents,
          former: valueOf(live.ledgerOrder) ?? null,
          ...catalogue,
          dimensions,
        })
      : null;
  const posts = preview !== null && preview.documents.length > 0;
  const found = [
    partyFindings(known, live, request, settings),
    termFindings(known, live, request, today),
    priceFindings(known, live, request),
    mappingFindings(known, live, request, lines, null),
    {
      blockers: [
        ...silence(live),
        ...(posts ? periodFindings(live) : []),
        ...(posts && 'value' in live.ledgerOrder ? dimensionFindings(dimensions) : []),
      ],
      warnings: contractWarnings(contractInputOf(input)),
    },
  ];
  const blockers = found.flatMap((each) => each.blockers);
  const warnings = found.flatMap((each) => each.warnings);
  if (preview && (request.type === 'UPGRADE' || request.type === 'DOWNGRADE')) {
    const sign = new Big(preview.mrrDelta).s * (new Big(preview.mrrDelta).eq(0) ? 0 : 1);
    if (sign !== (request.type === 'UPGRADE' ? 1 : -1))
      blockers.push(
        finding({
          code: 'TERMS_INVALID',
          message: `The monthly revenue would ${sign > 0 ? 'grow' : sign < 0 ? 'fall' : 'stay as it is'}; that is no ${request.type.toLowerCase()}.`,
          path: 'type',
        }),
      );
  }
  const degraded = [...new Set(blockers.filter(isSilent).map(({ system }) => system!))] as SystemKind[];
  const plan = planOf(input, lines, dimensions, catalogue.skus);
  const impact = plan && preview ? impactOf(plan, live) : null;
  return {
    plan,
    impact,
    writes: plan ? writesOf(plan, known) : [],
    changes: changesOf(known, request),
    warnings,
    blockers:
      plan || blockers.length > 0
        ? blockers
        : [finding({ code: 'SOURCE_REJECTED', message: 'What this comes to cannot be computed.' })],
    degraded,
    amount: impact && largest(impact, input.inReporting),
    correlationId: input.correlationId,
  };
}

/** Whether the books are open on the day of posting. */
function periodFindings(live: Live): readonly Finding[] {
  if (!('value' in live.period)) return [];
  const period = live.period.value;
  if (period && !period.closed) return [];
  return [
    finding({
      code: 'PERIOD_CLOSED',
      message: period
        ? `The period ${period.name} of the ledger is closed; have it opened.`
        : 'The ledger has no period for today; set it up there.',
      path: 'postingDate',
      system: 'ERP',
      rootCauseKey: `PERIOD_CLOSED:${period?.name ?? 'none'}`,
    }),
  ];
}

const nothing: ServiceLevel = {
  tier: null,
  status: null,
  validFrom: null,
  validTo: null,
  subscriptionNumber: null,
  features: [],
};

function planOf(
  { known, live, request, today, settings }: BuildInput,
  lines: Lines | null,
  dimensions: LedgerDimensions,
  skus: Readonly<Record<string, string>>,
): AmendmentPlan | null {
  const now = valueOf(live.subscription);
  const preview = valueOf(live.preview);
  const customer = valueOf(live.ledgerCustomer);
  const items = valueOf(live.items);
  const accounts = valueOf(live.accounts);
  const { order } = live;
  if (!now || !preview || !order || !lines || !customer || !items || !accounts || !known.ledger) return null;
  if ('problem' in live.ledgerOrder || 'problem' in live.revenue) return null;
  if ((live.entitlement && 'problem' in live.entitlement) || (live.contract && 'problem' in live.contract))
    return null;
  const legalEntity = legalEntityOf(known, customer.legalEntity, settings);
  if (legalEntity === null) return null;
  const former = live.ledgerOrder.value;
  const ledgerItems = Object.fromEntries(items);
  // What cannot be posted cannot be previewed either; the findings say why.
  const billed = new Set(
    preview.documents.flatMap((each) => each.lines.map(({ priceId }) => skus[priceId] ?? '')),
  );
  if ([...billed, ...lines.concerned].some((sku) => accountOf(ledgerItems, sku) === null)) return null;
  const { type } = request;
  const entitled = known.support && (valueOf(live.entitlement) ?? nothing);
  const next =
    entitled &&
    serviceAfter({
      type,
      today,
      now,
      order,
      skus,
      siblings: siblingsOf(known, skus),
      former: entitled,
      services: servicesOf(settings),
    });
  const about = contractInputOf({ known, live, request, today });
  const set = about && contractAfter(about);
  return {
    request,
    customerId: known.customer?.id ?? known.subscription.customerId!,
    contractId: known.contract?.id ?? null,
    currency: now.currency,
    legalEntity,
    sourceVersion: now.version,
    instances: {
      billing: known.billing.instance,
      ledger: known.ledger.instance,
      support: known.support?.source.instance ?? null,
      crm: known.crm?.source.instance ?? null,
    },
    order,
    documents: preview.documents,
    skus,
    ledger: {
      customer: `id:${customer.id}`,
      former,
      orderDate: former?.date ?? today,
      lines: lines.lines,
      items: ledgerItems,
      concerned: [...new Set([...lines.concerned, ...billed])].toSorted(),
      accounts,
      dimensions,
    },
    revenue: caughtUp(
      live.revenue.value,
      revenueOf(lines.lines, ledgerItems, now.currency),
      monthOf(today),
      now.currency,
    ),
    entitlement:
      entitled && next && serviceChanges(entitled, next, request.effectiveDate).length > 0
        ? { customerExternalId: known.support.customer, former: entitled, next }
        : null,
    contract: set && known.crm ? { externalId: known.crm.contract, ...set } : null,
  };
}

/** What the contract follows from; null: there is none, or billing did not say what it takes. */
function contractInputOf({
  known,
  live,
  request,
  today,
}: Pick<BuildInput, 'known' | 'live' | 'request' | 'today'>): ContractInput | null {
  const now = valueOf(live.subscription);
  const preview = valueOf(live.preview);
  const contract = valueOf(live.contract);
  if (!now || !preview || !live.order || !contract) return null;
  return {
    type: request.type,
    today,
    effectiveDate: request.effectiveDate,
    now: contract,
    currency: now.currency,
    tcvDelta: preview.tcvDelta,
    formerEnd: now.termEnd,
    termEnd: termEndAfter(now, live.order),
    autoRenew: request.autoRenew,
    shared: isShared(known),
  };
}

/** What a reader of the contract would otherwise wonder about. */
function contractWarnings(about: ContractInput | null): readonly Finding[] {
  if (!about || !keepsTerm(about)) return [];
  return [
    finding({
      code: 'TERMS_INVALID',
      message: `The CRM knows terms of whole months only: its contract keeps the term that it has, while the subscription ends on ${about.termEnd}.`,
      path: about.type === 'CANCEL' ? 'effectiveDate' : 'newTermEnd',
      system: 'CRM',
    }),
  ];
}

/** What products give the right to, in the words of support. */
export function servicesOf({
  entitlements,
}: Pick<AmendmentRules, 'entitlements'>): Readonly<Record<string, Service>> {
  return Object.fromEntries(
    Object.entries(entitlements).map(([sku, { tier, features }]) => [
      sku,
      { tier, features: features.map((name) => `feature_${name}`) },
    ]),
  );
}

/** The customer's other subscriptions, with what they give the right to. */
function siblingsOf(known: Known, skus: Readonly<Record<string, string>>) {
  return known.subscriptions
    .filter(({ id }) => id !== known.subscription.id)
    .map(({ number, status, termStart, termEnd, items }) => ({
      number: number ?? '',
      status: status ?? '',
      termStart: termStart ?? null,
      termEnd: termEnd ?? null,
      skus: (items ?? []).flatMap(({ price }) => {
        const sku = skus[price?.key.split(':').at(-1) ?? ''];
        return sku === undefined ? [] : [sku];
      }),
    }));
}

/** Whether another subscription that runs belongs to the same contract. */
function isShared({ contractOf, subscription, subscriptions }: Known): boolean {
  const own = contractOf.get(subscription.id) ?? null;
  return subscriptions.some(
    ({ id, status }) =>
      id !== subscription.id &&
      contractOf.get(id) === own &&
      ['ACTIVE', 'PAST_DUE', 'PAUSED', 'SUSPENDED'].includes(status ?? ''),
  );
}

function impactOf(plan: AmendmentPlan, live: Live): Impact {
  const { currency, documents, skus, ledger } = plan;
  const preview = valueOf(live.preview)!;
  const total = (kind: 'INVOICE' | 'CREDIT_MEMO', of: 'subtotal' | 'tax'): Big =>
    documents
      .filter((document) => document.kind === kind)
      .reduce((sum, document) => sum.plus(document[of]), new Big(0));
  const amount = (value: Big): Money => money(value.toFixed(), currency);
  const { items, accounts, dimensions } = ledger;
  return {
    chargeNow: amount(total('INVOICE', 'subtotal')),
    creditNow: amount(total('CREDIT_MEMO', 'subtotal')),
    tax: amount(total('INVOICE', 'tax').minus(total('CREDIT_MEMO', 'tax'))),
    mrrDelta: money(preview.mrrDelta, currency),
    tcvDelta: money(preview.tcvDelta, currency),
    documents,
    skus,
    postings: documents.flatMap((document) =>
      postingOf(document, { currency, skus, items, accounts, dimensions }),
    ),
    revenueDelta: revenueDelta(valueOf(live.revenue) ?? [], plan.revenue, currency),
    entitlementChanges: plan.entitlement
      ? serviceChanges(plan.entitlement.former, plan.entitlement.next, plan.request.effectiveDate)
      : [],
  };
}

/** The largest of what is charged, credited and changed in value, in the reporting currency; null: nobody can say. */
function largest(impact: Impact, inReporting: BuildInput['inReporting']): string | null {
  const { chargeNow, creditNow, tcvDelta } = impact;
  const amounts = [chargeNow, creditNow, tcvDelta].map(inReporting);
  if (amounts.some((amount) => amount === null)) return null;
  return amounts
    .map((amount) => new Big(amount!).abs())
    .reduce((a, b) => (a.gt(b) ? a : b))
    .toFixed();
}

function changesOf(known: Known, { type, items }: AmendmentRequest): readonly AmendmentChange[] {
  return items.flatMap(({ itemId, priceId, quantity }) => {
    const held = known.subscription.items?.find(({ id }) => id === itemId);
    const heldOffer = [...known.offers.byExternalId].find(([externalId]) =>
      held?.price?.key.endsWith(`:${externalId}`),
    )?.[1];
    const next = priceId === null ? null : known.offers.byId.get(priceId);
    const gone = (offer: typeof heldOffer): AmendmentChange[] =>
      offer?.product
        ? [
            {
              productId: offer.product.id,
              from: held!.quantity,
              to: null,
              fromPriceId: offer.priceId,
              toPriceId: null,
            },
          ]
        : [];
    if (type === 'REMOVE_PRODUCT') return gone(heldOffer);
    const to = quantity ?? held?.quantity ?? '1';
    const same = next === null || next?.product?.id === heldOffer?.product?.id;
    const product = next?.product ?? (next === null ? heldOffer?.product : null);
    if (!product) return [];
    return [
      ...(same ? [] : gone(heldOffer)),
      {
        productId: product.id,
        from: same ? (held?.quantity ?? null) : null,
        to,
        fromPriceId: same ? (heldOffer?.priceId ?? null) : null,
        toPriceId: next?.priceId ?? heldOffer?.priceId ?? null,
      },
    ];
  });
}
