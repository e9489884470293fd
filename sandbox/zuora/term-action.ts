import type { Day } from '../world/days.ts';
import {
  countAt,
  dayAt,
  flagAt,
  type Given,
  listAt,
  neededDay,
  neededWord,
  objectAt,
  refused,
  wordAt,
} from './given.ts';
import type { OrderAction } from './order-body.ts';
import { addProduct, type Desk, endCharges, moveEnd } from './product-action.ts';
import { lastTerm, statusOn, type SubscriptionState } from './subscription-state.ts';
import { after, never, type PeriodType } from './term.ts';

const periodTypes = ['Day', 'Week', 'Month', 'Year'] as const;
const termTypes = ['TERMED', 'EVERGREEN'] as const;
const renewalSettings = ['RENEW_WITH_SPECIFIC_TERM', 'RENEW_TO_EVERGREEN'] as const;

function period(given: Given): { period: number; type: PeriodType } {
  const count = countAt(given, 'period');
  if (count === undefined) throw refused('missingField', 'Missing required field period.');
  return { period: count, type: neededWord(given, 'periodType', periodTypes) };
}

function renewalOf(told: Given, held: SubscriptionState['renewal']): SubscriptionState['renewal'] {
  const setting =
    wordAt(told, 'renewalSetting', renewalSettings) ?? held?.setting ?? 'RENEW_WITH_SPECIFIC_TERM';
  const [first] = listAt(told, 'renewalTerms');
  const length = first ? period(first) : held;
  return length ? { setting, period: length.period, type: length.type } : null;
}

/** A subscription that is not there yet, with its first products. */
export function createSubscription(
  action: OrderAction,
  account: { readonly id: string; readonly currency: string },
  pending: string | null,
  desk: Desk,
): SubscriptionState {
  const { told } = action;
  const terms = objectAt(told, 'terms') ?? {};
  const initial = objectAt(terms, 'initialTerm');
  if (!initial) throw refused('missingField', 'Missing required field initialTerm.');
  const evergreen = neededWord(initial, 'termType', termTypes) === 'EVERGREEN';
  const start = dayAt(initial, 'startDate') ?? action.effective;
  const length = evergreen ? null : period(initial);
  const named = told.subscriptionNumber;
  if (named !== undefined && (typeof named !== 'string' || !/^[\w-]{1,100}$/.test(named)))
    throw refused('invalidValue', 'Invalid value for field subscriptionNumber.');
  if (named !== undefined && desk.taken('A-S', named))
    throw refused('businessRule', `The subscription number ${named} already exists.`);
  const plans = listAt(told, 'subscribeToRatePlans');
  if (plans.length === 0) throw refused('missingField', 'Missing required field subscribeToRatePlans.');
  const empty: SubscriptionState = {
    number: named ?? desk.number('A-S'),
    accountId: account.id,
    currency: account.currency,
    status: pending ?? 'Active',
    evergreen,
    contractEffective: action.effective,
    start,
    terms: [{ start, end: length ? after(start, length.period, length.type) : never }],
    currentTerm: { period: length?.period ?? null, type: length?.type ?? null },
    autoRenew: flagAt(terms, 'autoRenew') ?? false,
    renewal: renewalOf(terms, null),
    cancelled: null,
    suspensions: [],
    customFields: {},
    plans: [],
    billed: {},
  };
  const from = Math.max(start, action.effective);
  return plans.reduce((state, plan) => addProduct(state, plan, from, desk), empty);
}

/** Changes the length of the current term, and how the subscription renews. */
export function changeTerms(state: SubscriptionState, action: OrderAction): SubscriptionState {
  const { told } = action;
  const given = objectAt(told, 'lastTerm');
  const changed: SubscriptionState = {
    ...state,
    autoRenew: flagAt(told, 'autoRenew') ?? state.autoRenew,
    renewal: renewalOf(told, state.renewal),
  };
  if (!given) return changed;
  const current = lastTerm(state);
  const start = dayAt(given, 'startDate') ?? current.start;
  if (start !== current.start)
    throw refused('unsupported', 'Changing the start of the current term is not enabled for the tenant.');
  const evergreen = neededWord(given, 'termType', termTypes) === 'EVERGREEN';
  const length = evergreen ? null : period(given);
  const end = length ? after(start, length.period, length.type) : never;
  if (end < action.effective)
    throw refused('businessRule', 'The term must not end before the day on which the change takes effect.');
  return {
    ...moveEnd(changed, end),
    evergreen,
    currentTerm: { period: length?.period ?? null, type: length?.type ?? null },
    terms: [...state.terms.slice(0, -1), { start, end }],
  };
}

/** A further term, which begins where the current one ends. */
export function renewSubscription(state: SubscriptionState): SubscriptionState {
  if (state.evergreen) throw refused('businessRule', 'Only a termed subscription can be renewed.');
  if (!state.renewal) throw refused('businessRule', 'The subscription has no renewal term.');
  const evergreen = state.renewal.setting === 'RENEW_TO_EVERGREEN';
  const start = lastTerm(state).end;
  const end = evergreen ? never : after(start, state.renewal.period, state.renewal.type);
  return {
    ...moveEnd(state, end),
    evergreen,
    status: state.status === 'Expired' ? 'Active' : state.status,
    currentTerm: evergreen
      ? { period: null, type: null }
      : { period: state.renewal.period, type: state.renewal.type },
    terms: [...state.terms, { start, end }],
  };
}

/** The first day that no document has charged for. */
function invoicedTo(state: SubscriptionState): Day {
  const ends = Object.values(state.billed).flatMap((slices) => slices.map((slice) => slice.to));
  return ends.length > 0 ? Math.max(...ends) : state.start;
}

/** Ends the subscription by the policy; what was charged for later days is given back when it is billed. */
export function cancelSubscription(state: SubscriptionState, action: OrderAction): SubscriptionState {
  const { told } = action;
  const policies = ['EndOfCurrentTerm', 'EndOfLastInvoicePeriod', 'SpecificDate'] as const;
  const policy = neededWord(told, 'cancellationPolicy', policies);
  if (policy !== 'SpecificDate' && dayAt(told, 'cancellationEffectiveDate') !== undefined)
    throw refused(
      'invalidValue',
      'Invalid value for field cancellationEffectiveDate: it goes with SpecificDate.',
    );
  const term = lastTerm(state);
  if (policy === 'EndOfCurrentTerm' && state.evergreen)
    throw refused('businessRule', 'An evergreen subscription has no end of term.');
  const day =
    policy === 'SpecificDate'
      ? neededDay(told, 'cancellationEffectiveDate')
      : policy === 'EndOfCurrentTerm'
        ? term.end
        : Math.min(invoicedTo(state), term.end);
  if (day < state.start || day > term.end)
    throw refused('businessRule', 'The cancellation date must be within the term of the subscription.');
  return cancelledAt(state, day);
}

/** The subscription as it is when it ends on a day. */
export function cancelledAt(state: SubscriptionState, day: Day): SubscriptionState {
  const begun = state.terms.filter((each) => each.start <= day);
  return {
    ...endCharges(state, day),
    cancelled: day,
    evergreen: false,
    terms: [...begun.slice(0, -1), { ...begun.at(-1)!, end: day }],
  };
}

/** Suspends the subscription from the day that the policy names; charges and term stay, the days are not charged. */
export function suspend(state: SubscriptionState, action: OrderAction, today: Day): SubscriptionState {
  const { told } = action;
  const policies = ['Today', 'EndOfLastInvoicePeriod', 'FixedPeriodsFromToday', 'SpecificDate'] as const;
  const policy = neededWord(told, 'suspendPolicy', policies);
  const from =
    policy === 'Today'
      ? today
      : policy === 'EndOfLastInvoicePeriod'
        ? invoicedTo(state)
        : policy === 'SpecificDate'
          ? neededDay(told, 'suspendSpecificDate')
          : fixed(today, told, 'suspendPeriods');
  if (from < state.contractEffective || from >= lastTerm(state).end)
    throw refused('businessRule', 'The suspend date must be within the term of the subscription.');
  if (state.suspensions.some((each) => each.to > from))
    throw refused('businessRule', 'The suspend date must not be before the last resume date.');
  return { ...state, suspensions: [...state.suspensions, { from, to: never }] };
}

function fixed(day: Day, told: Given, name: string): Day {
  const count = countAt(told, name);
  if (count === undefined) throw refused('missingField', `Missing required field ${name}.`);
  return after(day, count, neededWord(told, `${name}Type`, periodTypes));
}

/** Resumes a suspended subscription; with `extendsTerm` its term grows by the days of the suspension. */
export function resume(state: SubscriptionState, action: OrderAction, today: Day): SubscriptionState {
  const { told } = action;
  const policies = [
    'Today',
    'FixedPeriodsFromSuspendDate',
    'FixedPeriodsFromToday',
    'SpecificDate',
    'SuspendDate',
  ] as const;
  const policy = neededWord(told, 'resumePolicy', policies);
  const open = state.suspensions.at(-1);
  if (open?.to !== never) throw refused('businessRule', 'The subscription is not suspended.');
  const to =
    policy === 'Today'
      ? today
      : policy === 'SuspendDate'
        ? open.from
        : policy === 'SpecificDate'
          ? neededDay(told, 'resumeSpecificDate')
          : fixed(policy === 'FixedPeriodsFromToday' ? today : open.from, told, 'resumePeriods');
  if (to < open.from || to > lastTerm(state).end)
    throw refused(
      'businessRule',
      'The resume date must be on the suspend date or later, and within the term of the subscription.',
    );
  const resumed = {
    ...state,
    status: state.status === 'Suspended' ? 'Active' : state.status,
    suspensions: [...state.suspensions.slice(0, -1), ...(to > open.from ? [{ from: open.from, to }] : [])],
  };
  const term = lastTerm(state);
  if (!flagAt(told, 'extendsTerm') || term.end === never) return resumed;
  const end = term.end + (to - open.from);
  return { ...moveEnd(resumed, end), terms: [...state.terms.slice(0, -1), { ...term, end }] };
}

/** Refuses what a subscription does not take in its state: nothing once it is cancelled, and while suspended to be resumed only. */
export function admit(state: SubscriptionState, action: OrderAction, today: Day): void {
  const status = state.status === 'Expired' ? 'Expired' : statusOn(state, today);
  if (state.cancelled !== null)
    throw refused('businessRule', `The subscription ${state.number} is cancelled.`);
  if (state.status.startsWith('Pending'))
    throw refused('businessRule', `The subscription ${state.number} is pending.`);
  if (status === 'Expired' && action.type !== 'RenewSubscription')
    throw refused('businessRule', `The subscription ${state.number} has expired.`);
  const open = state.suspensions.at(-1);
  if (open?.to === never && action.type !== 'Resume')
    throw refused('businessRule', `The subscription ${state.number} is suspended; resume it first.`);
  const product = ['AddProduct', 'UpdateProduct', 'RemoveProduct'].includes(action.type);
  if (product && open && action.effective < open.to)
    throw refused('businessRule', 'The change must not take effect before the last resume date.');
}
