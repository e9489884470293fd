import type { BilledDocument, OrderMade } from '../billing.ts';
import type { Http } from '../http/http.ts';
import type { Applied, WriteOptions } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import { isPlain, type Client } from './client.ts';
import type { Document, Documents } from './document.ts';
import type { OrderAnswer, VendorOrder } from './vendor-order.ts';

/** An order with its documents, as they are now. */
export interface Made {
  readonly order: OrderMade;
  readonly documents: readonly Document[];
}

/** What an order came to. */
export interface Results {
  /** Of an order that was found: its documents are those of the version of the subscription that it made. */
  found(order: VendorOrder, call?: CallOptions): Promise<Made>;
  /**
   * Of an order that was answered or found: documents that the tenant left as drafts are posted, each of which can be repeated. Throws
   * UNKNOWN when that fails: the order is there.
   */
  posted(made: Made, call: CallOptions): Promise<OrderMade>;
  /** Of an answer to an order. */
  answered(answer: OrderAnswer, call?: CallOptions): Promise<Made>;
}

const pathOf: Readonly<Record<BilledDocument['kind'], string>> = {
  INVOICE: 'invoices',
  CREDIT_MEMO: 'creditmemos',
};

/** Reads and finishes what orders have made. */
export function createResults(http: Http, client: Client, documents: Documents): Results {
  const madeOf = (orderNumber: string, subscriptionNumber: string, found: readonly Document[]): Made => ({
    order: { orderNumber, subscriptionNumber, documents: found.map(({ billed }) => billed) },
    documents: found,
  });
  /** The id of the version of the subscription that an order made. */
  const versionOf = async (order: VendorOrder, call?: CallOptions): Promise<readonly string[]> => {
    if (!isPlain(order.subscriptionNumber)) return [];
    const versions = await client.all(
      {
        path: 'subscriptions',
        singular: 'subscription',
        fields: ['id'],
        filters: [`name.EQ:${order.subscriptionNumber}`, `version.EQ:${order.newVersion}`],
        relations: [],
      },
      call,
    );
    return versions.map((row) => row.id('id'));
  };

  const post = ({ id, billed }: Document, call: CallOptions): Promise<void> =>
    http.request(
      {
        method: 'PUT',
        path: `/v1/${pathOf[billed.kind]}/${id}/post`,
        // Without a body and its type such a call is answered 415; with an idempotency key 400.
        headers: { 'content-type': 'application/json' },
        body: '{}',
      },
      () => undefined,
      call,
    );

  return {
    found: async (order, call) =>
      madeOf(
        order.orderNumber,
        order.subscriptionNumber,
        await documents.ofVersions(await versionOf(order, call), call),
      ),
    answered: async ({ orderNumber, subscriptionNumber, invoices, creditMemos }, call) =>
      madeOf(orderNumber, subscriptionNumber, await documents.numbered({ invoices, creditMemos }, call)),
    posted: async ({ order, documents: found }, call) => {
      for (const document of found) if (document.draft) await post(document, call);
      return order;
    },
  };
}

/** An order as the outcome of a write. */
export function applied(order: OrderMade, found: boolean, httpStatus: number | null): Applied<OrderMade> {
  return { result: order, object: 'Order', externalId: order.orderNumber, found, httpStatus };
}

/** What a call takes over from a write. */
export function callOf({ signal, lane }: WriteOptions): CallOptions {
  return { ...(signal && { signal }), ...(lane && { lane }) };
}
