import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { dateText } from '../world/days.ts';
import { Refusal } from './answer.ts';
import { contrary, draftOf } from './document.ts';
import { givenBody, dayAt, refused } from './given.ts';
import { inOrder } from './lock.ts';
import { orderAnswer, writeOrder } from './order.ts';
import { readSubscription } from './subscription-read.ts';
import type { SubscriptionState } from './subscription-state.ts';
import { cancelledAt } from './term-action.ts';

/** Codes of the reversal of orders, resource 707700, as a tenant answered them. */
function revertRefused(category: 22 | 30, message: string): Refusal {
  return new Refusal(200, 70_770_000 + category, message);
}

/** The last order of a subscription that still counts: neither reverted nor the reversal of another. */
function lastOrder(sim: Sim, subscription: string): string | undefined {
  const row = sim.db
    .prepare(
      `select d.number from order_subscription s join order_detail d on d.number = s.number
         join customer_order o on o."orderNumber" = d.number
       where s.subscription = ? and d.reverts is null and o.status <> 'Reverted' order by d.seq desc limit 1`,
    )
    .get(subscription);
  return row && String(row.number);
}

/**
 * `POST /v1/orders/{orderNumber}/revert`: a further order that puts the subscription back to what it was before, and a document that takes back,
 * line for line, the one that the order made. Only the last order of a subscription that still counts, and only an order of one subscription,
 * can be reverted; the setting `revertOrders` (true) is the feature. A subscription that the order created ends on its first day.
 * Source: developer.zuora.com, revertOrder; docs.zuora.com, Orders Revert.
 */
export function revertOrder(sim: Sim, request: SimRequest, number: string): SimResponse {
  const orderDate = dayAt(givenBody(request), 'orderDate');
  if (orderDate === undefined) throw revertRefused(22, 'Missing required field orderDate.');
  if (!sim.setting('revertOrders', true))
    throw revertRefused(30, 'The Reverting Order API is not available.');
  const order = sim.db.prepare('select * from customer_order where "orderNumber" = ?').get(number);
  const detail = sim.db.prepare('select * from order_detail where number = ?').get(number);
  if (!order || !detail) throw refused('notFound', `Cannot find the order ${number}.`);
  inOrder(sim, request);
  if (order.status === 'Reverted') throw revertRefused(30, `The order ${number} has been reverted.`);
  if (order.status !== 'Completed') throw revertRefused(30, `The order ${number} is not completed.`);
  if (detail.reverts !== null) throw revertRefused(30, `The order ${number} reverts another one.`);
  const [subscription, ...more] = JSON.parse(String(detail.versions)) as { subscriptionNumber: string }[];
  if (!subscription || more.length > 0)
    throw revertRefused(30, `The order ${number} contains more than one subscription.`);
  if (lastOrder(sim, subscription.subscriptionNumber) !== number)
    throw revertRefused(30, `The order ${number} is not the last one of its subscription.`);
  const state = readSubscription(sim, subscription.subscriptionNumber)!;
  const [before] = JSON.parse(String(detail.before)) as (SubscriptionState | null)[];
  const account = sim.db.prepare('select * from account where id = ?').get(state.accountId)!;
  const draft = draftOf(String(detail.draft));
  const made = writeOrder(sim, {
    number: undefined,
    orderDate: dateText(orderDate),
    description: `Reverts ${number}`,
    request: { subscriptions: [{ ...subscription, orderActions: [{ type: 'RevertOrder' }] }] },
    account,
    subscriptions: [{ before: state, after: before ?? { ...cancelledAt(state, state.start), billed: {} } }],
    pending: false,
    document: draft && contrary(draft, orderDate),
    options: { date: orderDate, draft: !sim.setting('autoPost', true), reasonCode: null },
    reverts: number,
  });
  sim.db
    .prepare(`update customer_order set status = 'Reverted', "updatedDate" = ? where "orderNumber" = ?`)
    .run(new Date(sim.now()).toISOString(), number);
  return orderAnswer(request, account, made);
}
