import { changed } from '../kit/change.ts';
import { atomically } from '../kit/database.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { dateText } from '../world/days.ts';
import { success } from './answer.ts';
import { type DocumentDraft, keptDraft } from './document.ts';
import { type DocumentOptions, writeAccount, writeDocument, type WrittenDocument } from './document-write.ts';
import { type Given, givenBody, refused } from './given.ts';
import { inOrder } from './lock.ts';
import { freeNumber, isTaken } from './number.ts';
import { type BillingOptions, billingOf, type OrderBody, orderOf } from './order-body.ts';
import { billPlan, type OrderPlan, planOrder } from './order-plan.ts';
import type { Row } from './render.ts';
import type { SubscriptionState } from './subscription-state.ts';
import { newId, type Version, writeSubscription } from './subscription-write.ts';
import { inserter } from './table.ts';
import { todayOf } from './today.ts';

/**
 * What an order's row does not tell: the request, the subscriptions as they were before it, the document it made, which order reverts which.
 * `versions`: number, base version and new version of each subscription, in the order of the request.
 */
export const orderSchema = `
create table if not exists order_detail (
  number text primary key, seq integer not null, request text not null, versions text not null, before text not null, draft text not null, reverts text
);
create table if not exists order_subscription (subscription text not null, number text not null, primary key (subscription, number));`;

/** One subscription of an order that was made. */
export interface OrderedVersion {
  readonly subscriptionNumber: string;
  readonly baseVersion: number | null;
  readonly newVersion: number;
}

/** An order to be written. */
export interface OrderDraft {
  readonly number: string | undefined;
  readonly orderDate: string;
  readonly description: string | null;
  readonly request: Given;
  readonly account: Row;
  readonly subscriptions: readonly {
    readonly before: SubscriptionState | null;
    readonly after: SubscriptionState;
  }[];
  readonly pending: boolean;
  readonly document: DocumentDraft | null;
  readonly options: DocumentOptions | null;
  readonly reverts: string | null;
}

/** What an order left behind, as its answer tells it. */
export interface OrderMade {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly subscriptions: readonly {
    readonly number: string;
    readonly id: string;
    readonly status: string;
  }[];
  readonly document: WrittenDocument | null;
}

/** Writes an order with its new versions, its document and the account's balance; all of it or nothing. */
export function writeOrder(sim: Sim, order: OrderDraft): OrderMade {
  return atomically(sim.db, () => {
    const number = order.number ?? freeNumber(sim, 'O-');
    const id = newId();
    const now = new Date(sim.now()).toISOString();
    const status = order.pending ? 'Pending' : 'Completed';
    const versions = new Map<string, Version>();
    const made: { number: string; id: string; status: string }[] = [];
    const ordered: OrderedVersion[] = [];
    for (const { before, after } of order.subscriptions) {
      const held = sim.db
        .prepare('select id, version, status from subscription where name = ? and "isLatestVersion" = 1')
        .get(after.number);
      const waits = order.pending && before !== null;
      const version = waits
        ? {
            id: String(held!.id),
            version: Number(held!.version),
            status: String(held!.status),
            chargeIds: new Map<string, string>(),
          }
        : writeSubscription(sim, after);
      versions.set(after.number, version);
      made.push({ number: after.number, id: version.id, status: version.status });
      ordered.push({
        subscriptionNumber: after.number,
        baseVersion: held ? Number(held.version) : null,
        newVersion: version.version,
      });
    }
    const document =
      order.document && order.options
        ? writeDocument(sim, order.account, order.document, versions, order.options)
        : null;
    writeAccount(sim, order.account, document ? order.document : null, order.options);
    inserter(
      sim.db,
      'Order',
    )({
      id,
      createdDate: now,
      updatedDate: now,
      accountId: String(order.account.id),
      orderNumber: number,
      orderDate: order.orderDate,
      status,
      description: order.description,
      category: 'NewSales',
    });
    sim.db
      .prepare(
        'insert into order_detail values (?, (select coalesce(max(seq), 0) + 1 from order_detail), ?, ?, ?, ?, ?)',
      )
      .run(
        number,
        JSON.stringify(order.request),
        JSON.stringify(ordered),
        JSON.stringify(order.subscriptions.map(({ before }) => before)),
        keptDraft(document ? order.document : null),
        order.reverts,
      );
    for (const each of made)
      sim.db.prepare('insert into order_subscription values (?, ?)').run(each.number, number);
    changed(sim, { object: 'Order', id, change: 'insert', before: null });
    return { id, number, status, subscriptions: made, document };
  });
}

/** The answer of an order; with `?returnIds=true` ids in the place of numbers. */
export function orderAnswer(request: SimRequest, account: Row, made: OrderMade): SimResponse {
  const { document } = made;
  const ids = request.query.get('returnIds') === 'true';
  const documents = (kind: WrittenDocument['kind']) =>
    document?.kind === kind ? [ids ? document.id : document.number] : [];
  const body = ids
    ? {
        orderId: made.id,
        accountId: account.id,
        status: made.status,
        subscriptionIds: made.subscriptions.map((each) => each.id),
        invoiceIds: documents('INVOICE'),
        creditMemoIds: documents('CREDIT_MEMO'),
      }
    : {
        orderNumber: made.number,
        accountNumber: account.accountNumber,
        status: made.status,
        subscriptions: made.subscriptions.map((each) => ({
          subscriptionNumber: each.number,
          status: each.status,
        })),
        subscriptionNumbers: made.subscriptions.map((each) => each.number),
        invoiceNumbers: documents('INVOICE'),
        creditMemoNumbers: documents('CREDIT_MEMO'),
      };
  const note = {
    outcome: 'APPLIED',
    objectType: 'Order',
    objectId: made.id,
    externalId: made.number,
  } as const;
  return { ...success(body), note };
}

function documentOptions(sim: Sim, billing: BillingOptions): DocumentOptions {
  return {
    date: billing.documentDate ?? todayOf(sim),
    draft: billing.draft ?? !sim.setting('autoPost', true),
    reasonCode: billing.reasonCode,
  };
}

/** Refuses an order number that is taken. */
function unused(sim: Sim, number: string | undefined): void {
  if (number !== undefined && isTaken(sim, 'O-', number))
    throw refused('businessRule', `The order number ${number} already exists.`);
}

function billedPlan(sim: Sim, body: OrderBody, plan: OrderPlan) {
  const billing = billingOf(body.processing);
  if (!billing || plan.pending)
    return { document: null, options: null, after: plan.subscriptions.map(({ after }) => after) };
  const billed = billPlan(plan, billing.targetDate ?? todayOf(sim));
  return { ...billed, options: documentOptions(sim, billing) };
}

/**
 * `POST /v1/orders`: all actions or none, a new version of every subscription, and with `runBilling` one invoice or credit memo, posted unless the
 * setting `autoPost` is false or a draft is asked for. A second order with a number is refused. Source: developer.zuora.com, POST_Order.
 */
export function createOrder(sim: Sim, request: SimRequest): SimResponse {
  const body = orderOf(givenBody(request));
  inOrder(sim, request);
  unused(sim, body.orderNumber);
  const plan = planOrder(sim, body);
  const { document, options, after } = billedPlan(sim, body, plan);
  const made = writeOrder(sim, {
    number: body.orderNumber,
    orderDate: dateText(body.orderDate),
    description: body.description,
    request: body.sent,
    account: plan.account,
    subscriptions: plan.subscriptions.map(({ before }, index) => ({ before, after: after[index]! })),
    pending: plan.pending,
    document,
    options,
    reverts: null,
  });
  return orderAnswer(request, plan.account, made);
}
