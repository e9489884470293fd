import type { OrderMade } from '../billing.ts';
import type { Applied, Operation } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import { afterwards } from './around.ts';
import type { Document } from './document.ts';
import { keyLifetimeMs } from './keys.ts';
import type { Desk } from './order.ts';
import { applied, callOf, type Made } from './order-made.ts';
import { keyHeader } from './policy.ts';
import { settle } from './settle.ts';
import { findOrder, orderAnswer, vendorOrder, type VendorOrder } from './vendor-order.ts';

interface Reverting {
  readonly orderNumber: string;
  readonly orderDate: string;
}

/**
 * POST /v1/orders/{number}/revert, under our key; an order is reverted once, by a further order. Needs the feature in the
 * tenant. What the one billed and the other gives back (or the other way round) is applied to each other. Source: Orders API, "Revert an order".
 */
export function revertOrderOperation({ http, keys, results }: Desk): Operation<Reverting, OrderMade> {
  /** Documents of an order as they are once drafts among them are posted. */
  const asPosted = async (made: Made, call: CallOptions): Promise<readonly Document[]> => {
    if (!made.documents.some(({ draft }) => draft)) return made.documents;
    const { orderNumber, subscriptionNumber, documents } = made.order;
    const numbers = (kind: 'INVOICE' | 'CREDIT_MEMO'): readonly string[] =>
      documents.flatMap((each) => (each.kind === kind && each.number !== null ? [each.number] : []));
    const answer = { orderNumber, subscriptionNumber, status: 'Completed' };
    const [invoices, creditMemos] = [numbers('INVOICE'), numbers('CREDIT_MEMO')];
    return (await results.answered({ ...answer, invoices, creditMemos }, call)).documents;
  };

  /** The reversal, its documents posted and settled with those of the order that it reverts; doing it again changes nothing. */
  const finished = async (
    { orderDate }: Reverting,
    reverted: VendorOrder | null,
    made: Made,
    call: CallOptions,
  ): Promise<OrderMade> => {
    const order = await results.posted(made, call);
    if (reverted === null || made.documents.length === 0) return order;
    const former = await results.found(reverted, call);
    await settle(http, [...former.documents, ...(await asPosted(made, call))], orderDate, call);
    return order;
  };

  /** The order that took this one back; null while it is in force. Throws NOT_FOUND when there is no such order. */
  const reverting = async (input: Reverting, call: CallOptions): Promise<Applied<OrderMade> | null> => {
    const { orderNumber } = input;
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
    return applied(await finished(input, order, await results.found(found, call), call), true, null);
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
          const order = await vendorOrder(http, input.orderNumber, call);
          return applied(await finished(input, order, made, call), false, status);
        });
      };
      return keys.under(options, send, () => reverting(input, call));
    },
    look: (input, options) => reverting(input, callOf(options)),
  };
}
