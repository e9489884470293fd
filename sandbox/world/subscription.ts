import type { Offer } from './catalogue.ts';
import { decimalText, divideHalfUp, sum } from './cents.ts';
import { addMonths, dateText, type Day } from './days.ts';
import type { Making } from './making.ts';
import type { Subscription } from './types.ts';

export interface Item {
  readonly offer: Offer;
  readonly quantity: number;
  readonly unitCents: number;
  readonly amountCents: number;
  readonly chargeNumber: string;
}

/** A subscription still in days and cents, for the documents that follow from it. */
export interface Plan {
  readonly subscription: Subscription;
  readonly start: Day;
  readonly end: Day;
  readonly interval: 'MONTH' | 'YEAR';
  readonly items: readonly Item[];
  /** What it is worth over its whole term. */
  readonly valueCents: number;
}

type Shape = { start: Day; end: Day; termMonths: number; status: Subscription['status'] };

function shape({ random, story, today }: Making, expired: boolean): Shape {
  if (story.status === 'CHURNED' || expired) {
    const end = today - random.int(30, 200);
    return { start: addMonths(end, -24), end, termMonths: 24, status: expired ? 'Expired' : 'Cancelled' };
  }
  const days = random.int(1, 365);
  // Nine months at least have passed, so that there is something to have been invoiced.
  const termMonths = days > 85 ? random.pick([24, 36]) : random.pick([12, 24, 36]);
  const end = today + days;
  const status = story.status === 'SUSPENDED' ? 'Suspended' : 'Active';
  return { start: addMonths(end, -termMonths), end, termMonths, status };
}

function drawItems(making: Making, interval: 'MONTH' | 'YEAR'): readonly Item[] {
  const { random, ids, offers, story, country } = making;
  const onSale = offers.filter((offer) => offer.product.interval === interval);
  const wanted = Number(random.weighted({ '2': 25, '3': 50, '4': 25 }));
  const chosen = onSale.slice(0, 1);
  while (chosen.length < wanted) {
    const offer = random.pick(onSale);
    if (!chosen.includes(offer)) chosen.push(offer);
  }
  const discount = random.pick(
    story.segment === 'SMB' ? [0, 0, 5] : story.segment === 'Mid-Market' ? [0, 5, 10] : [10, 15, 20],
  );
  return chosen.map((offer) => {
    const quantity = random.int(...offer.quantity[story.segment]);
    const unitCents = divideHalfUp(offer.cents[country.currency]! * (100 - discount), 100);
    return {
      offer,
      quantity,
      unitCents,
      amountCents: quantity * unitCents,
      chargeNumber: ids.number('C-', 8),
    };
  });
}

/** One to three subscriptions: the first billed monthly, the others mostly yearly. `contractOf` says which contract each belongs to. */
export function makePlans(making: Making, contractOf: (index: number) => number | null): readonly Plan[] {
  const { random, ids, story } = making;
  const count = Math.max(story.subscriptions, story.expiredSubscription ? 2 : 1);
  return Array.from({ length: count }, (_, index) => {
    const expired = story.expiredSubscription && index === count - 1;
    const interval = index === 0 || random.chance(0.2) ? 'MONTH' : 'YEAR';
    const { start, end, termMonths, status } = shape(making, expired);
    const items = drawItems(making, interval);
    const monthsPerPeriod = interval === 'MONTH' ? 1 : 12;
    const subscription: Subscription = {
      billingId: ids.zuora(),
      number: ids.number('A-S', 8),
      version: random.int(1, 4),
      status,
      contract: contractOf(index),
      start: dateText(start),
      termMonths,
      end: dateText(end),
      autoRenew: status === 'Active' && random.chance(0.75),
      items: items.map((item) => ({
        ratePlanId: ids.zuora(),
        chargeId: ids.zuora(),
        chargeNumber: item.chargeNumber,
        sku: item.offer.product.sku,
        quantity: String(item.quantity),
        unitPrice: decimalText(item.unitCents),
        amount: decimalText(item.amountCents),
        mrr: decimalText(divideHalfUp(item.amountCents, monthsPerPeriod)),
      })),
    };
    const perPeriod = sum(items.map((item) => item.amountCents));
    return {
      subscription,
      start,
      end,
      interval,
      items,
      valueCents: (perPeriod * termMonths) / monthsPerPeriod,
    };
  });
}
