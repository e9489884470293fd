import type { OrderMade } from '../billing.ts';
import type { Applied, Operation } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import { afterwards } from './around.ts';
import { keyLifetimeMs } from './keys.ts';
import type { Desk } from './order.ts';
import { applied, callOf } from './order-made.ts';
import { keyHeader } from './policy.ts';
import { findOrder, orderAnswer, vendorOrder, type VendorOrder } from './vendor-order.ts';

interface Reverting {
  readonly orderNumber: string;
  readonly orderDate: string;
}

/**
 * POST /v1/orders/{number}/revert, under our key; an order is reverted once, by a further order. Needs the feature in the
 * tenant. Source: Orders API, "Revert an order".
 */
export function revertOrderOperation({ http, keys, results }: Desk): Operation<Reverting, OrderMade> {
  /** The order that took this one back; null while it is in force. Throws NOT_FOUND when there is no such order. */
  const reverting = async (
    { orderNumber }: Reverting,
    call: CallOptions,
  ): Promise<Applied<OrderMade> | null> => {
    const order = await vendorOrder(http, orderNumber, call);
    if (order === null)
      throw http.problem('NOT_FOUND', `there is no order ${orderNumber}`, { outcome: 'NOT_APPLIED' });
    if (order.status !== 'Reverted') return null;
    // Only the last order can be taken back, so the next version is the one that did it.
    const next = ({ baseVersion }: VendorOrder): boolean => baseVersion === order.newVersion;
    const found = await findOrder(http, order.subscriptionNumber, next, call);
    if (found === null)
      throw http.problem('SOURCE_DRIFTED', `nothing tells which order reverted ${orderNumber}`, {
        path: 'orders.subscriptions.baseVersion',
      });
    const made = await results.found(found, call);
    return applied(await results.posted(made, call), true, null);
  };

  return {
    name: 'order.revert',
    class: 'A',
    keyLifetimeMs,
    perform: async (input, options) => {
      const call = callOf(options);
      const send = async (key: string): Promise<Applied<OrderMade>> => {
        const { answer, status } = await http.request(
          {
            method: 'POST',
            path: `/v1/orders/${encodeURIComponent(input.orderNumber)}/revert`,
            headers: { 'content-type': 'application/json', [keyHeader]: key },
            body: JSON.stringify({ orderDate: input.orderDate }),
          },
          (told) => ({ answer: orderAnswer(http.row(told.json(), 'answer')), status: told.status }),
          call,
        );
        return afterwards(async () => {
          const made = await results.answered(answer, call);
          return applied(await results.posted(made, call), false, status);
        });
      };
      return keys.under(options, send, () => reverting(input, call));
    },
    look: (input, options) => reverting(input, callOf(options)),
  };
}
