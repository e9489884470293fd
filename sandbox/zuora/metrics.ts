import { dateText, type Day } from '../world/days.ts';
import { wanted } from './billing.ts';
import { shownCents } from './decimal.ts';
import { monthlyCents, sliceCents, without, worthCents } from './proration.ts';
import { type Charge, chargesOf, contracted, type SubscriptionState } from './subscription-state.ts';
import { type Levy, taxOn } from './tax.ts';
import { dayText } from './term.ts';

/** One action with the subscription before and after it. */
export interface Step {
  readonly type: string;
  readonly sequence: number;
  readonly before: SubscriptionState | null;
  readonly after: SubscriptionState;
}

type Shown = Record<string, unknown>;

function chargeIn(state: SubscriptionState | null, number: string): Charge | undefined {
  return state ? chargesOf(state).find((charge) => charge.number === number) : undefined;
}

/** What a charge brings a month on a day, in cents; nothing while it is suspended. */
function revenueOn(state: SubscriptionState | null, number: string, day: Day): bigint {
  const charge = chargeIn(state, number);
  const span =
    charge && without(charge.segments, state!.suspensions).find((each) => each.from <= day && day < each.to);
  return span ? monthlyCents(span, charge.months) : 0n;
}

function edgesOf(state: SubscriptionState | null, number: string): Day[] {
  const charge = chargeIn(state, number);
  return charge ? without(charge.segments, state!.suspensions).flatMap(({ from, to }) => [from, to]) : [];
}

/** What a charge is worth over its days, and what billing it comes to, in cents. */
function contractValue(state: SubscriptionState | null, number: string): bigint {
  const charge = chargeIn(state, number);
  if (!charge || state!.evergreen) return 0n;
  const spans = without(charge.segments, state!.suspensions);
  return spans.reduce((sum, span) => sum + worthCents(span, charge.months), 0n);
}

function billings(
  state: SubscriptionState | null,
  number: string,
  levies: readonly Levy[],
): { net: bigint; tax: bigint } {
  const charge = chargeIn(state, number);
  if (!charge || state!.evergreen) return { net: 0n, tax: 0n };
  const amounts = wanted(state!, charge, () => true).map(sliceCents);
  return {
    net: amounts.reduce((sum, each) => sum + each, 0n),
    tax: amounts.reduce(
      (sum, each) => sum + levies.reduce((all, levy) => all + taxOn(each, levy.rate), 0n),
      0n,
    ),
  };
}

function numbersOf({ before, after }: Pick<Step, 'before' | 'after'>): readonly string[] {
  return [
    ...new Set([...(before ? chargesOf(before) : []), ...chargesOf(after)].map((charge) => charge.number)),
  ];
}

/** Days on which something differs between two states of a charge, as intervals whose ends are exclusive. */
function revenueChanges(step: Step, number: string): { from: Day; to: Day; cents: bigint }[] {
  const edges = [...new Set([...edgesOf(step.before, number), ...edgesOf(step.after, number)])];
  edges.sort((a, b) => a - b);
  const changes: { from: Day; to: Day; cents: bigint }[] = [];
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const to = edges[index + 1]!;
    const cents = revenueOn(step.after, number, from) - revenueOn(step.before, number, from);
    const last = changes.at(-1);
    if (cents === 0n) continue;
    if (last?.to === from && last.cents === cents) changes[changes.length - 1] = { ...last, to };
    else changes.push({ from, to, cents });
  }
  return changes;
}

/**
 * `orderDeltaMetrics`: per action and charge the change of monthly revenue over time, of what is billed and of what it is worth. Ends are
 * exclusive, but for contract values, where they are the last day. Source: docs.zuora.com, Order Delta Mrr, Tcb, Tcv - Object and Fields.
 */
export function deltaMetrics(steps: readonly Step[], hidden: ReadonlySet<string>): Shown {
  const mrr: Shown[] = [];
  const tcb: Shown[] = [];
  const tcv: Shown[] = [];
  for (const step of steps)
    for (const number of numbersOf(step)) {
      const { after } = step;
      const entry = (from: Day, to: Day, cents: bigint): Shown => ({
        ...(!hidden.has(number) && { chargeNumber: number }),
        currency: after.currency,
        startDate: dateText(from),
        endDate: dayText(to),
        grossAmount: shownCents(cents),
        netAmount: shownCents(cents),
        orderActionSequence: String(step.sequence),
        orderActionType: step.type,
        productRatePlanChargeId: (chargeIn(after, number) ?? chargeIn(step.before, number))!
          .productRatePlanChargeId,
        subscriptionNumber: after.number,
      });
      const changes = revenueChanges(step, number);
      mrr.push(...changes.map(({ from, to, cents }) => entry(from, to, cents)));
      if (changes.length === 0) continue;
      const [from, to] = [changes[0]!.from, changes.at(-1)!.to];
      const billed = billings(after, number, []).net - billings(step.before, number, []).net;
      const worth = contractValue(after, number) - contractValue(step.before, number);
      if (billed !== 0n) tcb.push(entry(from, to, billed));
      if (worth !== 0n) tcv.push(entry(from, to - 1, worth));
    }
  return { orderDeltaMrr: mrr, orderDeltaTcb: tcb, orderDeltaTcv: tcv };
}

function metric(before: bigint, after: bigint): Shown {
  const none = shownCents(0n);
  return {
    discount: none,
    discountDelta: none,
    regular: shownCents(after),
    regularDelta: shownCents(after - before),
  };
}

/** `chargeMetrics` of one subscription: its charges after the order, and how far they are from before it. */
export function chargeMetrics(
  before: SubscriptionState | null,
  after: SubscriptionState,
  levies: readonly Levy[],
  hidden: ReadonlySet<string>,
): Shown {
  const charges = after.plans.flatMap((plan) =>
    plan.charges.map((charge): Shown => {
      const { number } = charge;
      const earlier = chargeIn(before, number);
      const [old, now] = [billings(before, number, levies), billings(after, number, levies)];
      return {
        ...(!hidden.has(number) && { chargeNumber: number }),
        ...(!hidden.has(plan.number) && { subscriptionRatePlanNumber: plan.number }),
        productRatePlanChargeId: charge.productRatePlanChargeId,
        productRatePlanId: plan.productRatePlanId,
        cmrr: metric(earlier ? contracted(before!, earlier) : 0n, contracted(after, charge)),
        tcb: metric(old.net, now.net),
        tcv: metric(contractValue(before, number), contractValue(after, number)),
        tax: metric(old.tax, now.tax),
      };
    }),
  );
  return { subscriptionNumber: after.number, charges };
}
