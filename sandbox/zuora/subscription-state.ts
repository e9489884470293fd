import type { Day } from '../world/days.ts';
import { monthlyCents, type Slice, type Span } from './proration.ts';
import { never, type PeriodType, type Term } from './term.ts';

/** A recurring charge of a subscription, over all its segments; the number is the one name that stays. */
export interface Charge {
  readonly number: string;
  readonly productRatePlanChargeId: string;
  readonly name: string;
  readonly model: string;
  readonly billingPeriod: string;
  readonly months: number;
  readonly segments: readonly Span[];
}

export interface Plan {
  readonly number: string;
  readonly productId: string;
  readonly productRatePlanId: string;
  readonly name: string;
  readonly change: string | null;
  readonly charges: readonly Charge[];
}

/** A version of a subscription with all that billing and the next version need of it. Dates are days; ends are exclusive. */
export interface SubscriptionState {
  readonly number: string;
  readonly accountId: string;
  readonly currency: string;
  readonly status: string;
  readonly evergreen: boolean;
  readonly contractEffective: Day;
  readonly start: Day;
  /** Oldest first. */
  readonly terms: readonly Term[];
  readonly currentTerm: { readonly period: number | null; readonly type: string | null };
  readonly autoRenew: boolean;
  readonly renewal: { readonly setting: string; readonly period: number; readonly type: PeriodType } | null;
  readonly cancelled: Day | null;
  /** Days that are not charged; `to` is `never` while it is not known. */
  readonly suspensions: readonly { readonly from: Day; readonly to: Day }[];
  readonly customFields: Readonly<Record<string, string | null>>;
  readonly plans: readonly Plan[];
  /** By charge number. */
  readonly billed: Readonly<Record<string, readonly Slice[]>>;
}

export function lastTerm(state: SubscriptionState): Term {
  return state.terms.at(-1)!;
}

export function chargesOf(state: SubscriptionState): readonly Charge[] {
  return state.plans.flatMap((plan) => plan.charges);
}

/** What a charge brings a month by contract, in cents: nothing once it is to end before the subscription does. */
export function contracted(state: SubscriptionState, charge: Charge): bigint {
  const last = charge.segments.at(-1)!;
  const ended = state.cancelled !== null || last.to < lastTerm(state).end || last.from >= last.to;
  return ended ? 0n : monthlyCents(last, charge.months);
}

/** The status that a subscription has on a day. */
export function statusOn(state: SubscriptionState, day: Day): string {
  if (state.status.startsWith('Pending')) return state.status;
  if (state.cancelled !== null && state.cancelled <= day) return 'Cancelled';
  if (state.suspensions.some(({ from, to }) => from <= day && day < to)) return 'Suspended';
  return lastTerm(state).end <= day ? 'Expired' : 'Active';
}

/** The days to come on which the status changes. */
export function turningDays(state: SubscriptionState, today: Day): readonly Day[] {
  const days = [...state.suspensions.flatMap(({ from, to }) => [from, to]), state.cancelled ?? never];
  return days.filter((day) => day > today && day < never);
}
