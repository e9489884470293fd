import type { Http } from '../http/http.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions } from '../source.ts';
import { aboutAbsence, reasonsOf, sentence } from './policy.ts';

/** An order as Zuora keeps it. */
export interface VendorOrder {
  readonly orderNumber: string;
  readonly accountNumber: string;
  /** Draft, Pending, Completed, Scheduled, Executing, Failed, Cancelled or Reverted. */
  readonly status: string;
  readonly subscriptionNumber: string;
  /** The version of the subscription that it was made on; null: there was none. */
  readonly baseVersion: number | null;
  /** The version that it has made. */
  readonly newVersion: number;
}

/** The order of a number; null when there is none. Source: Orders API, "Retrieve an order". */
export function vendorOrder(
  http: Http,
  orderNumber: string,
  call?: CallOptions,
): Promise<VendorOrder | null> {
  return http.request(
    { method: 'GET', path: `/v1/orders/${encodeURIComponent(orderNumber)}` },
    (answer) => {
      const json = answer.json();
      const reasons = reasonsOf(json);
      if (reasons && aboutAbsence(reasons)) return null;
      if (reasons) throw http.problem('SOURCE_REJECTED', `the order cannot be read: ${sentence(reasons)}`);
      return orderOf(http.row(json, 'answer').row('order'));
    },
    call,
  );
}

const pageSize = 40;

/** The orders of a subscription, newest first, page by page until `wanted` says yes. Source: "List orders by subscription number". */
export async function findOrder(
  http: Http,
  subscriptionNumber: string,
  wanted: (order: VendorOrder) => boolean,
  call?: CallOptions,
): Promise<VendorOrder | null> {
  for (let page = 1; ; page++) {
    const rows = await http.request(
      {
        method: 'GET',
        path: `/v1/orders/subscription/${encodeURIComponent(subscriptionNumber)}`,
        query: [
          ['page', String(page)],
          ['pageSize', String(pageSize)],
        ],
      },
      (answer) => http.row(answer.json(), 'answer').rows('orders').map(orderOf),
      call,
    );
    const found = rows.find(wanted);
    if (found || rows.length < pageSize) return found ?? null;
  }
}

function orderOf(order: Row): VendorOrder {
  const subscription = onlySubscription(order);
  return {
    orderNumber: order.text('orderNumber'),
    accountNumber: order.text('existingAccountNumber'),
    status: order.text('status'),
    subscriptionNumber: subscription.text('subscriptionNumber'),
    baseVersion: subscription.sparse().integerOrNull('baseVersion'),
    newVersion: subscription.integer('newVersion'),
  };
}

function onlySubscription(order: Row): Row {
  const [first, ...more] = order.rows('subscriptions');
  if (first === undefined || more.length > 0) throw order.drift('subscriptions', 'one subscription');
  return first;
}

/** What Zuora answers to an order that it has taken: its number, and the numbers of what it billed. */
export interface OrderAnswer {
  readonly orderNumber: string;
  readonly status: string;
  readonly subscriptionNumber: string;
  readonly invoices: readonly string[];
  readonly creditMemos: readonly string[];
}

/** Reads the answer to "Create an order" and "Revert an order". */
export function orderAnswer(row: Row): OrderAnswer {
  const numbers = (name: string): readonly string[] =>
    row.has(name) && row.raw[name] !== null ? row.texts(name) : [];
  return {
    orderNumber: row.text('orderNumber'),
    status: row.text('status'),
    subscriptionNumber: onlySubscription(row).text('subscriptionNumber'),
    invoices: numbers('invoiceNumbers'),
    creditMemos: numbers('creditMemoNumbers'),
  };
}
