import type { Sim } from '../kit/types.ts';
import { dayOf, type Day } from '../world/days.ts';
import { decimal, fixed, plain, portion } from './decimal.ts';
import { monthsOf } from './offer.ts';
import { type Slice, sliced, type Span } from './proration.ts';
import type { Row } from './render.ts';
import type { Charge, Plan, SubscriptionState } from './subscription-state.ts';
import { dayOrNever, never, type PeriodType, type Term } from './term.ts';
import { todayOf } from './today.ts';

/**
 * What a subscription's rows do not tell: terms gone by, days of suspension, how it renews, and what is billed of each charge. Absent for
 * what was seeded and never ordered upon. `turning`: the next day on which the status changes.
 */
export const subscriptionSchema = `
create table if not exists subscription_detail (number text primary key, detail text not null, turning text);
create index if not exists subscription_detail_turning on subscription_detail (turning);`;

/** The kept part of a state. */
export type Detail = Pick<SubscriptionState, 'terms' | 'suspensions' | 'renewal' | 'billed'>;

/** The newest version of a subscription, or null. */
export function latestRow(sim: Sim, number: string): Row | null {
  return (
    sim.db
      .prepare(
        'select * from subscription where name = ? and "isLatestVersion" = 1 order by version desc limit 1',
      )
      .get(number) ?? null
  );
}

/** Unit price of a segment: its tier; of a sandbox seeded before there were tiers: its monthly revenue told for a period and a unit. */
function priceOf(sim: Sim, row: Row, months: number): string {
  const tier = sim.db
    .prepare('select price from rate_plan_charge_tier where "ratePlanChargeId" = ? order by tier limit 1')
    .get(String(row.id));
  if (tier) return plain(String(tier.price));
  const amount = portion(decimal(String(row.mRR)), BigInt(months), 1n, 2);
  const quantity = decimal(String(row.quantity));
  const cents = portion({ digits: amount * 10n ** BigInt(quantity.scale), scale: 2 }, 1n, quantity.digits, 2);
  return plain(fixed(cents, 2));
}

function chargesIn(sim: Sim, planId: string): Charge[] {
  const rows = sim.db
    .prepare('select * from rate_plan_charge where "ratePlanId" = ? order by "chargeNumber", segment')
    .all(planId) as Row[];
  return [...new Set(rows.map((row) => String(row.chargeNumber)))].map((number) => {
    const segments = rows.filter((row) => row.chargeNumber === number);
    const [row] = segments;
    const months = monthsOf(String(row!.billingPeriod));
    return {
      number,
      productRatePlanChargeId: String(row!.productRatePlanChargeId),
      name: String(row!.name),
      model: String(row!.chargeModel),
      billingPeriod: String(row!.billingPeriod),
      months,
      segments: segments.map((segment): Span => ({
        quantity: plain(String(segment.quantity ?? '1')),
        price: priceOf(sim, segment, months),
        from: dayOf(String(segment.effectiveStartDate)),
        to: dayOrNever(segment.effectiveEndDate),
      })),
    };
  });
}

/** The first day of a charge that no document has, draft ones included: their lines wait to be posted. */
function billedTo(sim: Sim, subscriptionId: string, charge: string): Day | null {
  const charged = sim.db
    .prepare(
      'select max("chargedThroughDate") as day from rate_plan_charge where "subscriptionId" = ? and "chargeNumber" = ?',
    )
    .get(subscriptionId, charge)?.day;
  const drafted = sim.db
    .prepare(
      `select max(i."serviceEndDate") as day from invoice_item i join invoice v on v.id = i."invoiceId"
       where i."chargeNumber" = ? and v.status = 'Draft'`,
    )
    .get(charge)?.day;
  const days = [charged ? dayOf(String(charged)) : null, drafted ? dayOf(String(drafted)) + 1 : null];
  const known = days.filter((day) => day !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

function seededDetail(sim: Sim, row: Row, plans: readonly Plan[], terms: readonly Term[]): Detail {
  const billed: Record<string, readonly Slice[]> = {};
  const ends: Day[] = [];
  for (const charge of plans.flatMap((plan) => plan.charges)) {
    const to = billedTo(sim, String(row.id), charge.number);
    if (to === null) continue;
    ends.push(to);
    const spans = charge.segments.map((span) => ({ ...span, to: Math.min(span.to, to) }));
    billed[charge.number] = sliced(
      spans.filter((span) => span.from < span.to),
      terms,
      charge.months,
      () => true,
    );
  }
  // When it was suspended is not known; it has been charged until today.
  const suspensions =
    row.status === 'Suspended' ? [{ from: Math.min(todayOf(sim), ...ends), to: never }] : [];
  return { terms, suspensions, renewal: null, billed };
}

/** The state of the newest version of a subscription, or null when there is none of the number. */
export function readSubscription(sim: Sim, number: string): SubscriptionState | null {
  const row = latestRow(sim, number);
  if (!row) return null;
  const plans = (
    sim.db.prepare('select * from rate_plan where "subscriptionId" = ?').all(String(row.id)) as Row[]
  )
    .map((plan): Plan => ({
      number: String(plan.subscriptionRatePlanNumber),
      productId: String(plan.productId),
      productRatePlanId: String(plan.productRatePlanId),
      name: String(plan.name),
      change: plan.amendmentType === null ? null : String(plan.amendmentType),
      charges: chargesIn(sim, String(plan.id)),
    }))
    .filter((plan) => plan.charges.length > 0)
    .toSorted((a, b) => (a.number < b.number ? -1 : 1));
  const kept = sim.db.prepare('select detail from subscription_detail where number = ?').get(number);
  const term = { start: dayOf(String(row.termStartDate)), end: dayOrNever(row.termEndDate) };
  const detail = kept ? (JSON.parse(String(kept.detail)) as Detail) : seededDetail(sim, row, plans, [term]);
  const cancelled = row.status === 'Cancelled' ? (row.cancelledDate ?? row.termEndDate) : row.cancelledDate;
  return {
    number,
    accountId: String(row.accountId),
    currency: String(row.currency),
    status: String(row.status),
    evergreen: row.termType === 'EVERGREEN',
    contractEffective: dayOf(String(row.contractEffectiveDate)),
    start: dayOf(String(row.subscriptionStartDate)),
    currentTerm: {
      period: row.currentTerm === null ? null : Number(row.currentTerm),
      type: row.currentTermPeriodType === null ? null : String(row.currentTermPeriodType),
    },
    autoRenew: row.autoRenew === 1,
    cancelled: cancelled === null ? null : dayOf(String(cancelled)),
    customFields: {
      ContractNumber__c: row.ContractNumber__c === null ? null : String(row.ContractNumber__c),
    },
    plans,
    ...detail,
    renewal: detail.renewal ?? renewalOf(row),
    terms: [...detail.terms.slice(0, -1), term],
  };
}

/** Where nothing else was agreed a subscription renews for as long as its current term is. */
function renewalOf(row: Row): SubscriptionState['renewal'] {
  if (row.currentTerm === null) return null;
  const type = String(row.currentTermPeriodType) as PeriodType;
  return { setting: 'RENEW_WITH_SPECIFIC_TERM', period: Number(row.currentTerm), type };
}
