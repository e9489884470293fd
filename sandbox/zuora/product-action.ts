import type { Day } from '../world/days.ts';
import { amountAt, type Given, listAt, neededText, objectAt, refused, textAt } from './given.ts';
import { monthsOf, type Offer, type OfferedCharge } from './offer.ts';
import type { OrderAction } from './order-body.ts';
import type { Rate, Span } from './proration.ts';
import { type Charge, lastTerm, type Plan, type SubscriptionState } from './subscription-state.ts';

/** What actions need to know that is not in the subscription. */
export interface Desk {
  readonly today: Day;
  offer(productRatePlanId: string, currency: string): Offer | null;
  /** The number of the rate plan that had an id in some version. */
  planNumber(ratePlanId: string): string | null;
  /** The next free number; nothing is kept of it before the order is. */
  number(prefix: 'C-' | 'SRP-' | 'A-S'): string;
  taken(prefix: 'C-' | 'A-S', number: string): boolean;
}

/** The pricing member that goes with a charge model. */
const pricingOf: Readonly<Record<string, string>> = {
  'Flat Fee Pricing': 'recurringFlatFee',
  'Per Unit Pricing': 'recurringPerUnit',
  'Tiered Pricing': 'recurringTiered',
  'Volume Pricing': 'recurringVolume',
};

/** What is said of price and quantity; refuses pricing of another charge model. */
function pricing(told: Given, model: string): Partial<Rate> {
  const given = objectAt(told, 'pricing');
  if (!given) return {};
  const member = pricingOf[model];
  const wrong = Object.keys(given).find((name) => name !== member && given[name] !== null);
  if (wrong || member === undefined)
    throw refused('invalidValue', `Invalid value for field pricing: ${wrong} does not apply to ${model}.`);
  const said = objectAt(given, member) ?? {};
  const flat = member === 'recurringFlatFee';
  if (flat && said.quantity !== undefined)
    throw refused('invalidValue', 'Invalid value for field quantity: a flat fee has none.');
  const tiers = listAt(said, 'tiers');
  if (tiers.length > 1) throw refused('unsupported', 'Prices in more than one tier are not supported.');
  const quantity = amountAt(said, 'quantity');
  if (quantity === '0')
    throw refused('invalidValue', 'Invalid value for field quantity: it must be above 0.');
  const price = tiers[0] ? amountAt(tiers[0], 'price') : amountAt(said, 'listPrice');
  return { ...(quantity !== undefined && { quantity }), ...(price !== undefined && { price }) };
}

function inTerm(state: SubscriptionState, day: Day): void {
  if (day < state.start || day >= lastTerm(state).end)
    throw refused(
      'businessRule',
      `The effective date must be within the term of the subscription ${state.number}.`,
    );
}

function planOf(state: SubscriptionState, told: Given, desk: Desk): Plan {
  const id = textAt(told, 'ratePlanId');
  const given = textAt(told, 'subscriptionRatePlanNumber');
  const number = given ?? (id === undefined ? undefined : desk.planNumber(id));
  if (id === undefined && given === undefined)
    throw refused('missingField', 'Missing required field ratePlanId or subscriptionRatePlanNumber.');
  const plan = state.plans.find((each) => each.number === number && each.change !== 'RemoveProduct');
  if (!plan)
    throw refused(
      'notFound',
      `Cannot find the rate plan ${given ?? id} in the subscription ${state.number}.`,
    );
  return plan;
}

function withPlan(state: SubscriptionState, plan: Plan): SubscriptionState {
  return { ...state, plans: state.plans.map((each) => (each.number === plan.number ? plan : each)) };
}

/** Plans named by catalogue id and overrides, as `subscribeToRatePlans` and AddProduct have them. */
export function addProduct(state: SubscriptionState, told: Given, from: Day, desk: Desk): SubscriptionState {
  inTerm(state, from);
  const offer = desk.offer(neededText(told, 'productRatePlanId'), state.currency);
  if (!offer)
    throw refused('invalidValue', 'Invalid value for field productRatePlanId: there is no such rate plan.');
  const overrides = new Map(
    listAt(told, 'chargeOverrides').map((each) => [neededText(each, 'productRatePlanChargeId'), each]),
  );
  const stray = [...overrides.keys()].find((id) => !offer.charges.some((charge) => charge.id === id));
  if (stray) throw refused('invalidValue', `Invalid value for field productRatePlanChargeId: ${stray}.`);
  const plan: Plan = {
    number: desk.number('SRP-'),
    productId: offer.productId,
    productRatePlanId: offer.productRatePlanId,
    name: offer.name,
    change: 'NewProduct',
    charges: offer.charges.map((charge) =>
      newCharge(state, charge, overrides.get(charge.id) ?? {}, { from, to: lastTerm(state).end }, desk),
    ),
  };
  return { ...state, plans: [...state.plans, plan] };
}

function newCharge(
  state: SubscriptionState,
  offered: OfferedCharge,
  override: Given,
  days: { readonly from: Day; readonly to: Day },
  desk: Desk,
): Charge {
  const said = pricing(override, offered.model);
  const price = said.price ?? offered.price;
  if (price === null)
    throw refused('businessRule', `The charge ${offered.name} has no price in ${state.currency}.`);
  const named = textAt(override, 'chargeNumber');
  if (named !== undefined && desk.taken('C-', named))
    throw refused('businessRule', `The charge number ${named} already exists.`);
  return {
    number: named ?? desk.number('C-'),
    productRatePlanChargeId: offered.id,
    name: offered.name,
    model: offered.model,
    billingPeriod: offered.billingPeriod,
    months: monthsOf(offered.billingPeriod),
    segments: [{ quantity: said.quantity ?? '1', price, ...days }],
  };
}

/** The segments with another rate from a day on: a segment that begins on that day is replaced, one that holds it is ended. */
function changedFrom(charge: Charge, day: Day, rate: Rate): readonly Span[] {
  const last = charge.segments.at(-1)!;
  if (last.from > day)
    throw refused(
      'businessRule',
      `The charge ${charge.number} has a change of a later date; a change must not come before it.`,
    );
  if (day >= last.to) throw refused('businessRule', `The charge ${charge.number} has ended by then.`);
  const kept = last.from === day ? [] : [{ ...last, to: day }];
  return [...charge.segments.slice(0, -1), ...kept, { ...rate, from: day, to: last.to }];
}

export function updateProduct(state: SubscriptionState, action: OrderAction, desk: Desk): SubscriptionState {
  inTerm(state, action.effective);
  const plan = planOf(state, action.told, desk);
  const updates = listAt(action.told, 'chargeUpdates');
  if (updates.length === 0) throw refused('missingField', 'Missing required field chargeUpdates.');
  let { charges } = plan;
  for (const update of updates) {
    const number = textAt(update, 'chargeNumber');
    const catalogue = textAt(update, 'productRatePlanChargeId');
    const charge = charges.find(
      (each) =>
        each.number === number || (number === undefined && each.productRatePlanChargeId === catalogue),
    );
    if (!charge)
      throw refused(
        'notFound',
        `Cannot find the charge ${number ?? catalogue} in the rate plan ${plan.number}.`,
      );
    const { quantity, price } = charge.segments.at(-1)!;
    const rate = { quantity, price, ...pricing(update, charge.model) };
    const segments = changedFrom(charge, action.effective, rate);
    charges = charges.map((each) => (each === charge ? { ...charge, segments } : each));
  }
  const change =
    plan.change === 'NewProduct' && state.status.startsWith('Pending') ? plan.change : 'UpdateProduct';
  return withPlan(state, { ...plan, change, charges });
}

/** The segments up to a day; what would have begun then or later is gone, but for the first, which is left with no days. */
export function endedAt(segments: readonly Span[], day: Day): readonly Span[] {
  const kept = segments
    .filter((span, index) => index === 0 || span.from < day)
    .map((span) => ({ ...span, to: Math.max(span.from, Math.min(span.to, day)) }));
  return kept;
}

export function removeProduct(state: SubscriptionState, action: OrderAction, desk: Desk): SubscriptionState {
  inTerm(state, action.effective);
  const plan = planOf(state, action.told, desk);
  if (plan.charges.some((charge) => charge.segments[0]!.from > action.effective))
    throw refused(
      'businessRule',
      `The rate plan ${plan.number} begins after the day on which it is removed.`,
    );
  const charges = plan.charges.map((charge) => ({
    ...charge,
    segments: endedAt(charge.segments, action.effective),
  }));
  return withPlan(state, { ...plan, change: 'RemoveProduct', charges });
}

/** Ends every charge of a subscription by a day. */
export function endCharges(state: SubscriptionState, day: Day): SubscriptionState {
  return {
    ...state,
    plans: state.plans.map((plan) => ({
      ...plan,
      charges: plan.charges.map((charge) => ({ ...charge, segments: endedAt(charge.segments, day) })),
    })),
  };
}

/** Moves the end of the charges that go on to the end of the subscription. */
export function moveEnd(state: SubscriptionState, to: Day): SubscriptionState {
  const old = lastTerm(state).end;
  const shorter = to < old ? endCharges(state, to) : state;
  const plans = shorter.plans.map((plan) => ({
    ...plan,
    charges: plan.charges.map((charge) => {
      const last = charge.segments.at(-1)!;
      return last.to === old && to > old && plan.change !== 'RemoveProduct'
        ? { ...charge, segments: [...charge.segments.slice(0, -1), { ...last, to }] }
        : charge;
    }),
  }));
  return { ...shorter, plans };
}
