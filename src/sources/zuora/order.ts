import type { BillingOrder, OrderMade } from '../billing.ts';
import type { Http } from '../http/http.ts';
import type { Applied, Operation } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import { afterwards, beforehand } from './around.ts';
import type { Catalogue } from './catalogue.ts';
import { billsThrough } from './document.ts';
import { keyLifetimeMs, type Keys } from './keys.ts';
import { vendorAction, type Named } from './order-action.ts';
import { applied, callOf, type Results } from './order-made.ts';
import { keyHeader } from './policy.ts';
import { orderAnswer, vendorOrder } from './vendor-order.ts';

/** The part of an order that is previewed as it is sent. */
export type Ordered = (order: BillingOrder, call?: CallOptions) => Promise<Readonly<Record<string, unknown>>>;

/** What operations on orders have at hand. */
export interface Desk {
  readonly http: Http;
  readonly keys: Keys;
  readonly results: Results;
}

/** Where the current term of a subscription starts and ends. */
export type TermOf = (
  number: string,
  call?: CallOptions,
) => Promise<{ readonly termStart: string; readonly termEnd: string | null } | null>;

/**
 * Makes the body of an order without what says how it is billed or previewed. What it looks up no order changes, but where a term starts,
 * which is asked only when an end is given to it.
 */
export function createOrdered(http: Http, catalogue: Catalogue, termOf: TermOf): Ordered {
  const named = async (order: BillingOrder, call?: CallOptions): Promise<Named> => {
    const { actions } = order;
    const prices = actions.flatMap((action) =>
      action.type === 'ADD_ITEM'
        ? [action.priceId]
        : action.type === 'CREATE'
          ? action.items.map(({ priceId }) => priceId)
          : [],
    );
    const items = actions.flatMap((action) =>
      action.type === 'UPDATE_ITEM' || action.type === 'REMOVE_ITEM' ? [action.itemId] : [],
    );
    const [offers, charges, term] = await Promise.all([
      catalogue.offers(prices, call),
      catalogue.charges(items, call),
      movesTerm(order) ? termOf(order.subscriptionNumber, call) : null,
    ]);
    const renewed = actions.some(({ type }) => type === 'RENEW');
    return { offers, charges, termStart: (renewed ? term?.termEnd : term?.termStart) ?? null };
  };
  return async (order, call) => {
    const known = await named(order, call);
    const created = order.actions.find((action) => action.type === 'CREATE');
    const orderActions = order.actions.map((action) => {
      const said = vendorAction(action, order.effectiveDate, known, http.problem);
      return action.type === 'CREATE'
        ? {
            ...said,
            createSubscription: {
              subscriptionNumber: order.subscriptionNumber,
              ...(said['createSubscription'] as object),
            },
          }
        : said;
    });
    return {
      orderNumber: order.orderNumber,
      orderDate: order.orderDate,
      existingAccountNumber: order.accountNumber,
      ...(order.description !== null && { description: order.description }),
      subscriptions: [
        {
          ...(!created && { subscriptionNumber: order.subscriptionNumber }),
          orderActions,
          ...(created &&
            created.contractNumber !== null && {
              customFields: { ContractNumber__c: created.contractNumber },
            }),
        },
      ],
    };
  };
}

const movesTerm = ({ actions }: BillingOrder): boolean =>
  actions.some((action) => action.type === 'TERMS' && action.termEnd !== null);

/**
 * POST /v1/orders, billed through the day of the order, under our key and our number: Zuora answers the same for 24 hours, and takes the
 * number once for ever. All in one order, or nothing of it.
 */
export function createOrderOperation(
  { http, keys, results }: Desk,
  ordered: Ordered,
): Operation<BillingOrder, OrderMade> {
  /** The order where it is there and in force, with drafts posted. */
  const existing = async (order: BillingOrder, call: CallOptions): Promise<Applied<OrderMade> | null> => {
    const found = await vendorOrder(http, order.orderNumber, call);
    if (found === null) return null;
    if (found.accountNumber !== order.accountNumber || found.subscriptionNumber !== order.subscriptionNumber)
      throw http.problem('CONFLICT', `the order number ${order.orderNumber} is that of another order`, {
        outcome: 'NOT_APPLIED',
      });
    inForce(found.status, order.orderNumber);
    const made = await results.found(found, call);
    return applied(await results.posted(made, call), true, null);
  };
  const inForce = (status: string, orderNumber: string): void => {
    if (status !== 'Completed' && status !== 'Reverted')
      throw http.problem(
        'OUTCOME_UNKNOWN',
        `the order ${orderNumber} is ${status}, not completed; complete or cancel it in Zuora`,
        { outcome: 'UNKNOWN', record: { object: 'Order', externalId: orderNumber } },
      );
  };
  return {
    name: 'order.create',
    class: 'A',
    keyLifetimeMs,
    perform: async (order, options) => {
      const call = callOf(options);
      // The start of the term may be one that this very order has moved.
      const already = movesTerm(order) ? await beforehand(existing(order, call)) : null;
      if (already) return already;
      const asked = await beforehand(ordered(order, call));
      const body = JSON.stringify({
        ...asked,
        processingOptions: {
          runBilling: true,
          collectPayment: false,
          billingOptions: { targetDate: billsThrough(order), documentDate: order.orderDate },
        },
      });
      const send = async (key: string): Promise<Applied<OrderMade>> => {
        const { answer, status } = await http.request(
          {
            method: 'POST',
            path: '/v1/orders',
            headers: { 'content-type': 'application/json', [keyHeader]: key },
            body,
          },
          (told) => ({ answer: orderAnswer(http.row(told.json(), 'answer')), status: told.status }),
          call,
        );
        return afterwards(async () => {
          inForce(answer.status, answer.orderNumber);
          const made = await results.answered(answer, call);
          return applied(await results.posted(made, call), false, status);
        });
      };
      return keys.under(options, send, () => existing(order, call));
    },
    look: (order, options) => existing(order, callOf(options)),
  };
}
