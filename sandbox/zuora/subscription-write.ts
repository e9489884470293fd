import { randomBytes } from 'node:crypto';
import { changed } from '../kit/change.ts';
import type { Sim } from '../kit/types.ts';
import { dateText } from '../world/days.ts';
import { decimal, fixed, portion, times } from './decimal.ts';
import { monthly, type Span, worthCents } from './proration.ts';
import type { Row } from './render.ts';
import {
  type Charge,
  chargesOf,
  contracted,
  lastTerm,
  statusOn,
  type SubscriptionState,
  turningDays,
} from './subscription-state.ts';
import { latestRow, readSubscription } from './subscription-read.ts';
import { derivedId, inserter } from './table.ts';
import { dayText } from './term.ts';
import { todayOf, todayText } from './today.ts';

/** A new id, 32 hexadecimal digits. */
export function newId(): string {
  return `8a${randomBytes(15).toString('hex')}`;
}

/** A version of a subscription as it was written. */
export interface Version {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  /** Ids of the last segments by charge number. */
  readonly chargeIds: ReadonlyMap<string, string>;
}

function instant(sim: Sim): string {
  return new Date(sim.now()).toISOString();
}

/**
 * Writes the state as the next version of its subscription: ids of the subscription, its rate plans and charges are new, numbers stay. The
 * version before is no longer the latest one, and is otherwise left as it was.
 */
export function writeSubscription(sim: Sim, state: SubscriptionState): Version {
  const before = latestRow(sim, state.number);
  const id = newId();
  const version = Number(before?.version ?? 0) + 1;
  const now = instant(sim);
  const status = statusOn(state, todayOf(sim));
  const term = lastTerm(state);
  const value = chargesOf(state).reduce((sum, charge) => sum + contracted(state, charge), 0n);
  if (before) retire(sim, before, now);
  inserter(
    sim.db,
    'Subscription',
  )({
    id,
    createdDate: now,
    updatedDate: now,
    accountId: state.accountId,
    invoiceOwnerId: state.accountId,
    name: state.number,
    version,
    isLatestVersion: 1,
    originalId: before?.originalId ?? id,
    previousSubscriptionId: before?.id ?? null,
    status,
    termType: state.evergreen ? 'EVERGREEN' : 'TERMED',
    currency: state.currency,
    contractEffectiveDate: dateText(state.contractEffective),
    subscriptionStartDate: dateText(state.start),
    subscriptionEndDate: dayText(term.end),
    termStartDate: dateText(term.start),
    termEndDate: dayText(term.end),
    currentTerm: state.currentTerm.period,
    currentTermPeriodType: state.currentTerm.type,
    autoRenew: state.autoRenew ? 1 : 0,
    cMRR: fixed(value, 2),
    cancelledDate: state.cancelled === null ? null : dateText(state.cancelled),
    ContractNumber__c: state.customFields.ContractNumber__c ?? null,
  });
  const chargeIds = writePlans(sim, state, id, now);
  keepDetail(sim, state);
  changed(sim, { object: 'Subscription', id, change: 'insert', before: null });
  return { id, version, status, chargeIds };
}

function retire(sim: Sim, before: Row, now: string): void {
  sim.db
    .prepare(
      `update subscription set "isLatestVersion" = 0, status = 'Expired', "updatedDate" = ? where id = ?`,
    )
    .run(now, String(before.id));
  changed(sim, { object: 'Subscription', id: String(before.id), change: 'update', before });
}

function writePlans(
  sim: Sim,
  state: SubscriptionState,
  subscriptionId: string,
  now: string,
): Map<string, string> {
  const stamps = { createdDate: now, updatedDate: now };
  const put = inserter(sim.db, 'RatePlan');
  const chargeIds = new Map<string, string>();
  for (const plan of state.plans) {
    const id = newId();
    put({
      id,
      ...stamps,
      subscriptionId,
      subscriptionOwnerId: state.accountId,
      productId: plan.productId,
      productRatePlanId: plan.productRatePlanId,
      name: plan.name,
      amendmentType: plan.change,
      subscriptionRatePlanNumber: plan.number,
    });
    for (const charge of plan.charges)
      for (const [index, span] of charge.segments.entries()) {
        const row = segmentRow(state, charge, index);
        const segmentId = newId();
        inserter(
          sim.db,
          'RatePlanCharge',
        )({ id: segmentId, ...stamps, ratePlanId: id, subscriptionId, ...row });
        putTier(sim, segmentId, charge, span, state.currency, stamps);
        chargeIds.set(charge.number, segmentId);
      }
  }
  return chargeIds;
}

function segmentRow(state: SubscriptionState, charge: Charge, index: number) {
  const span = charge.segments[index]!;
  const billed = (state.billed[charge.number] ?? []).filter(
    (slice) => slice.from < span.to && slice.to > span.from,
  );
  const last = billed.at(-1);
  return {
    productRatePlanChargeId: charge.productRatePlanChargeId,
    chargeNumber: charge.number,
    name: charge.name,
    chargeType: 'Recurring',
    chargeModel: charge.model,
    billingPeriod: charge.billingPeriod,
    quantity: span.quantity,
    mRR: fixed(monthly(span, charge.months), 9),
    tCV: state.evergreen ? null : fixed(worthCents(span, charge.months), 2),
    effectiveStartDate: dateText(span.from),
    effectiveEndDate: dayText(span.to),
    chargedThroughDate: last ? dateText(Math.min(last.to, span.to)) : null,
    processedThroughDate: last ? dateText(last.start) : null,
    isLastSegment: index === charge.segments.length - 1 ? 1 : 0,
    segment: index + 1,
  };
}

/** The price of a segment, as the vendor keeps it: in a tier of its own. */
function tierRow(segmentId: string, model: string, span: Span, currency: string) {
  return {
    id: derivedId(segmentId, 'tier'),
    ratePlanChargeId: segmentId,
    currency,
    price: span.price,
    priceFormat: model === 'Flat Fee Pricing' ? 'Flat Fee' : 'Per Unit',
    tier: 1,
    startingUnit: '0',
  };
}

function putTier(
  sim: Sim,
  segmentId: string,
  charge: Charge,
  span: Span,
  currency: string,
  stamps: { createdDate: string; updatedDate: string },
): void {
  inserter(sim.db, 'RatePlanChargeTier')({ ...tierRow(segmentId, charge.model, span, currency), ...stamps });
}

function keepDetail(sim: Sim, state: SubscriptionState): void {
  const { number, terms, suspensions, renewal, billed } = state;
  const [turning] = turningDays(state, todayOf(sim)).toSorted((a, b) => a - b);
  sim.db
    .prepare('insert or replace into subscription_detail (number, detail, turning) values (?, ?, ?)')
    .run(
      number,
      JSON.stringify({ terms, suspensions, renewal, billed }),
      turning === undefined ? null : dateText(turning),
    );
}

/** What the active subscriptions of an account bring a month today. */
export function revenueOf(sim: Sim, accountId: string): string {
  const rows = sim.db
    .prepare(
      `select c.* from rate_plan_charge c join subscription s on s.id = c."subscriptionId"
       where s."accountId" = ? and s."isLatestVersion" = 1 and s.status = 'Active'
         and c."effectiveStartDate" <= ? and coalesce(c."effectiveEndDate", '9999-12-31') > ?`,
    )
    .all(accountId, todayText(sim), todayText(sim));
  const cents = rows.reduce(
    (sum, row) => sum + portion(times(decimal(String(row.mRR)), decimal('1')), 1n, 1n, 2),
    0n,
  );
  return fixed(cents, 2);
}

/** Lets subscriptions reach the days on which they are suspended, resumed or cancelled. */
export function turnSubscriptions(sim: Sim): void {
  const due = sim.db
    .prepare('select number from subscription_detail where turning is not null and turning <= ?')
    .all(todayText(sim));
  for (const { number } of due) {
    const state = readSubscription(sim, String(number));
    const before = latestRow(sim, String(number));
    if (!state || !before) continue;
    keepDetail(sim, state);
    const status = statusOn(state, todayOf(sim));
    if (status === before.status) continue;
    const now = instant(sim);
    const id = String(before.id);
    sim.db.prepare('update subscription set status = ?, "updatedDate" = ? where id = ?').run(status, now, id);
    changed(sim, { object: 'Subscription', id, change: 'update', before });
    const account = sim.db.prepare('select * from account where id = ?').get(state.accountId)!;
    sim.db
      .prepare('update account set mrr = ?, "updatedDate" = ? where id = ?')
      .run(revenueOf(sim, state.accountId), now, state.accountId);
    changed(sim, { object: 'Account', id: state.accountId, change: 'update', before: account });
  }
}
