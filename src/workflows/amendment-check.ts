import { type Finding, finding, Refused } from '../canonical/finding.ts';
import { addDays, monthOf } from '../canonical/day.ts';
import { same } from '../canonical/event.ts';
import { Problem } from '../canonical/problem.ts';
import { caughtUp, type MonthAmount } from '../canonical/revenue.ts';
import type { BilledDocument } from '../sources/billing.ts';
import type { Ledger, LedgerDimensions } from '../sources/ledger.ts';
import { readKnown, readLive, valueOf } from './amendment-facts.ts';
import { linesAfter, revenueOf } from './amendment-ledger.ts';
import { movedFindings } from './amendment-moved.ts';
import { isSilent, legalEntityOf, partyFindings, silence } from './amendment-party.ts';
import type { AmendmentRules, AmendmentPlan, Items } from './amendment-plan.ts';
import { dimensionFindings, itemFindings, mappingFindings, priceFindings } from './amendment-products.ts';
import { termFindings } from './amendment-terms.ts';
import type { Looking } from './saga.ts';

/** What a run that amends a subscription was given. */
export interface AmendmentInput {
  readonly amendmentId: string;
  readonly plan: AmendmentPlan;
  /** The rules by which it was previewed. */
  readonly rules: Pick<AmendmentRules, 'legalEntities' | 'taxIdCountries'>;
}

type Patch = Readonly<Record<string, unknown>>;

/**
 * Looks at everything again before the first write. Throws Refused with all that was found; what a person has mended is not found again.
 * A system that does not answer is a Problem: it is asked again.
 */
export async function validateAgain(
  { plan, rules }: AmendmentInput,
  patch: Patch,
  looking: Looking,
): Promise<void> {
  const { request } = plan;
  const today = plan.order.orderDate;
  const known = await readKnown(looking, request);
  const call = { signal: looking.signal };
  const live = await readLive(known, request, today, legalEntityOf(known, null, rules), call);
  const unanswered = [
    live.subscription,
    live.preview,
    live.items,
    live.ledgerCustomer,
    live.ledgerOrder,
    live.revenue,
    plan.entitlement && live.entitlement,
    plan.contract && live.contract,
  ].find((told) => told && 'problem' in told && told.problem.retryable);
  if (unanswered && 'problem' in unanswered) throw unanswered.problem;
  const now = valueOf(live.subscription);
  const preview = valueOf(live.preview);
  const month = monthOf(new Date(looking.now()).toISOString().slice(0, 10));
  const stale = [
    ...staleFindings(plan, now?.version, preview?.documents ?? null),
    ...revenueFindings(plan, valueOf(live.revenue), month),
    ...movedFindings(plan, live),
  ];
  if (stale.length > 0) throw new Refused(stale, true);
  const lines =
    now && live.order && preview
      ? linesAfter({
          now,
          order: live.order,
          documents: preview.documents,
          former: plan.ledger.former,
          skus: plan.skus,
          listPrices: {},
          months: {},
          dimensions: plan.ledger.dimensions,
        })
      : null;
  const found = [
    partyFindings(known, live, request, rules),
    termFindings(known, live, request, today),
    priceFindings(known, live, request),
    mappingFindings(
      known,
      live,
      request,
      lines && { ...lines, unpriced: [] },
      await looking.role(plan.instances.ledger, 'ledger').choices(call),
    ),
    { blockers: silence(live).filter((each) => !isSilent(each)) },
  ].flatMap(({ blockers }) => blockers);
  // The copy may lag behind billing, which is asked itself; and what somebody has chosen instead is no longer missing.
  const open = found.filter(
    ({ code, path }) => code !== 'STALE_VERSION' && !(path !== null && path in patch),
  );
  if (open.length > 0) throw new Refused(open);
}

/** Whether billing is still where the preview was computed from. */
function staleFindings(
  plan: AmendmentPlan,
  version: number | undefined,
  documents: readonly BilledDocument[] | null,
): readonly Finding[] {
  if (version !== undefined && version !== plan.sourceVersion)
    return [
      finding({
        code: 'STALE_VERSION',
        message: `Billing has version ${version} of the subscription and not ${plan.sourceVersion}, from which this was previewed. Nothing was written; preview it again.`,
        system: 'BILLING',
        path: 'previewId',
      }),
    ];
  if (documents && !sameDocuments(plan.documents, documents))
    return [
      finding({
        code: 'PREVIEW_STALE',
        message: 'Billing comes to other amounts than were previewed. Nothing was written; preview it again.',
        system: 'BILLING',
        path: 'previewId',
      }),
    ];
  return [];
}

/** Whether the ledger, where it stands now, will still recognise what was previewed: what is caught up falls into the month of today. */
function revenueFindings(
  { revenue, ledger, currency }: AmendmentPlan,
  stands: readonly MonthAmount[] | undefined,
  month: string,
): readonly Finding[] {
  if (!stands) return [];
  const next = revenueOf(ledger.lines, ledger.items, currency);
  if (sameMonths(revenue, caughtUp(stands, next, month, currency))) return [];
  return [
    finding({
      code: 'PREVIEW_STALE',
      message:
        'The ledger would recognise other amounts by month than were previewed. Nothing was written; preview it again.',
      system: 'ERP',
      path: 'previewId',
    }),
  ];
}

/** What documents come to, line by line; numbers and days are given when they are made. */
const amountsOf = (documents: readonly BilledDocument[]) =>
  documents
    .map(({ kind, lines, subtotal, tax, total }) => ({
      kind,
      subtotal,
      tax,
      total,
      lines: lines
        .map(({ priceId, amount, tax: taxed, periodStart, periodEnd }) => ({
          priceId,
          amount,
          tax: taxed,
          periodStart,
          periodEnd,
        }))
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    }))
    .toSorted((a, b) => (a.kind < b.kind ? 1 : -1));

/** Whether two sets of documents come to the same, to the cent and in every line. */
export const sameDocuments = (left: readonly BilledDocument[], right: readonly BilledDocument[]): boolean =>
  same(amountsOf(left), amountsOf(right));

const mismatch = (system: 'BILLING' | 'ERP', message: string): Refused =>
  new Refused([
    finding({ code: 'AMOUNT_MISMATCH', message, system, rootCauseKey: `AMOUNT_MISMATCH:${system}` }),
  ]);

/** Throws AMOUNT_MISMATCH where billing billed something else than it had said. */
export function checkBilled(planned: readonly BilledDocument[], made: readonly BilledDocument[]): void {
  if (sameDocuments(planned, made)) return;
  // Without amounts: everybody who sees exceptions reads it.
  const words = (documents: readonly BilledDocument[]): string =>
    documents.map(({ kind }) => (kind === 'INVOICE' ? 'an invoice' : 'a credit memo')).join(' and ') ||
    'nothing';
  const [of, instead] = [words(made), words(planned)];
  throw mismatch(
    'BILLING',
    `Billing made ${of === instead ? `${of} of other amounts than were previewed` : `${of} where ${instead} was previewed`}; compare it with the amendment. Nothing further was written; undo the run, or go on if this is right.`,
  );
}

/** Whether two schedules come to the same in every month. */
export function sameMonths(left: readonly MonthAmount[], right: readonly MonthAmount[]): boolean {
  const text = (months: readonly MonthAmount[]): string =>
    JSON.stringify(
      months
        .filter(({ amount }) => Number(amount) !== 0)
        .map(({ period, amount }) => [period, amount])
        .toSorted(),
    );
  return text(left) === text(right);
}

/** Throws AMOUNT_MISMATCH where the ledger recognises something else than was previewed. */
export function checkRecognised(planned: readonly MonthAmount[], now: readonly MonthAmount[]): void {
  if (sameMonths(planned, now)) return;
  const off = planned.find(
    ({ period, amount }) => now.find((each) => each.period === period)?.amount !== amount,
  );
  throw mismatch(
    'ERP',
    `The ledger recognises other amounts than were previewed${off ? `, first in ${off.period}` : ''}. Nothing further was written.`,
  );
}

/** What the ledger is ready to take: its items by SKU, with those that a person has chosen, and the day to post on. */
export interface Ready {
  readonly items: Items;
  readonly postingDate: string | null;
}

/**
 * Whether the ledger can take up what was billed: an item for each product and an open period. Throws Refused with what a person may
 * choose instead.
 */
export async function readyLedger(
  plan: {
    readonly ledger: Pick<AmendmentPlan['ledger'], 'concerned' | 'items'> &
      Partial<Pick<AmendmentPlan['ledger'], 'dimensions'>>;
  },
  documents: readonly BilledDocument[],
  patch: Patch,
  ledger: Ledger,
  signal: AbortSignal,
): Promise<Ready> {
  const call = { signal };
  const { concerned } = plan.ledger;
  const chosen = new Map(
    concerned.map((sku) => {
      const instead = patch[`ledgerItem.${sku}`];
      return [sku, typeof instead === 'string' ? instead : sku] as const;
    }),
  );
  const all = [...new Set([...Object.keys(plan.ledger.items), ...concerned, ...chosen.values()])];
  const found = await ledger.items(all, call);
  const items = Object.fromEntries(
    all.flatMap((sku) => {
      const item = found.get(chosen.get(sku) ?? sku);
      return item ? [[sku, item] as const] : [];
    }),
  );
  const lacking = concerned.filter((sku) => {
    const item = items[sku];
    return (
      !item?.active || item.revenueRule === null || (item.incomeAccount ?? item.deferredAccount) === null
    );
  });
  const choices = lacking.length === 0 ? [] : await ledger.choices(call);
  const findings = lacking.flatMap((sku) => itemFindings(sku, items[sku] ?? null, [], choices));
  const given = patch['postingDate'];
  const postingDate = documents.length === 0 ? null : typeof given === 'string' ? given : documents[0]!.date;
  if (postingDate !== null)
    findings.push(
      ...(await closedFindings(ledger, postingDate, call)),
      ...(plan.ledger.dimensions
        ? dimensionFindings({ ...plan.ledger.dimensions, ...dimensionsIn(patch) })
        : []),
    );
  if (findings.length > 0) throw new Refused(findings);
  return { items, postingDate };
}

/** The dimensions that a person has given. */
export function dimensionsIn(patch: Patch): Partial<LedgerDimensions> {
  return Object.fromEntries(
    (['department', 'class', 'location'] as const).flatMap((name) => {
      const value = patch[`dimensions.${name}`];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

/** How many closed periods are looked past for an open one. */
const most = 24;

async function closedFindings(
  ledger: Ledger,
  day: string,
  call: { readonly signal: AbortSignal },
): Promise<readonly Finding[]> {
  const period = await ledger.period(day, call);
  if (period && !period.closed) return [];
  let next = period;
  for (let tried = 0; next?.closed && tried < most; tried++)
    next = await ledger.period(addDays(next.end, 1), call);
  return [
    finding({
      code: 'PERIOD_CLOSED',
      message: `${period ? `The period ${period.name} of the ledger is closed` : `The ledger has no period for ${day}`}; choose another day of posting or have it opened.`,
      path: 'postingDate',
      system: 'ERP',
      rootCauseKey: `PERIOD_CLOSED:ERP:${period?.name ?? day}`,
      editable: [{ path: 'postingDate', type: 'date', current: day, allowed: null, touchesMoney: true }],
      suggestions: next
        ? [
            {
              label: `Post on ${next.start}`,
              patch: { postingDate: next.start },
              confidence: 0.9,
              basis: `It is the first day of the next open period, ${next.name}.`,
            },
          ]
        : [],
    }),
  ];
}

/** The numbers that billing gave to the charges that an order added, in the order of the plan. Throws SOURCE_DRIFTED where one is missing. */
export function addedCharges(
  plan: AmendmentPlan,
  items: readonly { readonly itemId: string; readonly priceId: string; readonly from: string }[],
): readonly string[] {
  const before = new Set(
    plan.ledger.lines.flatMap(({ lineId }) => (lineId === null ? [] : [lineId.split('@', 1)[0]!])),
  );
  const gone = new Set(
    plan.order.actions.flatMap((each) => (each.type === 'REMOVE_ITEM' ? [each.itemId] : [])),
  );
  const rest = items.filter(({ itemId }) => !before.has(itemId) && !gone.has(itemId));
  return plan.order.actions.flatMap((action) => {
    if (action.type !== 'ADD_ITEM') return [];
    const at = rest.findIndex(({ priceId }) => priceId === action.priceId);
    const [item] = at < 0 ? [] : rest.splice(at, 1);
    if (!item)
      throw new Problem(
        'SOURCE_DRIFTED',
        'Billing took the order and does not show the charge that it adds.',
        {
          source: plan.instances.billing,
          system: 'BILLING',
          retryable: true,
        },
      );
    return [item.itemId];
  });
}
