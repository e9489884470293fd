import { rawNumber, parseExact } from '../kit/json.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { success } from './answer.ts';
import { type Given, isGiven, refused } from './given.ts';
import type { OrderedVersion } from './order.ts';
import { shownValue, type Row } from './render.ts';

type Shown = Record<string, unknown>;

/** An order as reads show it: its actions as they were sent, with the versions they led from and to. */
function shownOrder(sim: Sim, row: Row): Shown {
  const detail = sim.db.prepare('select * from order_detail where number = ?').get(String(row.orderNumber))!;
  const account = sim.db
    .prepare('select "accountNumber", currency from account where id = ?')
    .get(String(row.accountId));
  const request = parseExact(String(detail.request)) as Given;
  const sent = (request.subscriptions ?? []) as readonly Given[];
  const versions = JSON.parse(String(detail.versions)) as readonly OrderedVersion[];
  let sequence = 0;
  return {
    orderNumber: row.orderNumber,
    orderDate: row.orderDate,
    status: row.status,
    category: row.category,
    description: row.description,
    existingAccountNumber: account?.accountNumber,
    currency: account?.currency,
    createdDate: shownValue('instant', row.createdDate ?? null),
    updatedDate: shownValue('instant', row.updatedDate ?? null),
    customFields: isGiven(request.customFields) ? request.customFields : {},
    subscriptions: versions.map((version, index) => ({
      ...version,
      ...(version.baseVersion === null ? { baseVersion: undefined } : {}),
      sequence: rawNumber(String(index)),
      subscriptionOwnerAccountNumber: account?.accountNumber,
      customFields: sent[index]?.customFields ?? {},
      orderActions: ((sent[index]?.orderActions ?? []) as readonly Given[]).map((action) => ({
        ...action,
        sequence: (sequence += 1) - 1,
      })),
    })),
  };
}

/** `GET /v1/orders/{orderNumber}` */
export function readOrder(sim: Sim, number: string): SimResponse {
  const row = sim.db.prepare('select * from customer_order where "orderNumber" = ?').get(number);
  if (!row) throw refused('notFound', `Cannot find entity by key: '${number}'.`);
  const note = {
    outcome: 'READ',
    objectType: 'Order',
    objectId: String(row.id),
    externalId: number,
  } as const;
  return { ...success({ order: shownOrder(sim, row) }), note };
}

/** `GET /v1/orders/subscription/{subscriptionNumber}`: newest first, 20 to a page, at most 40. */
export function readOrdersOf(sim: Sim, request: SimRequest, subscription: string): SimResponse {
  const page = Number(request.query.get('page') ?? 1);
  const pageSize = Number(request.query.get('pageSize') ?? 20);
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(pageSize) || pageSize < 1 || pageSize > 40)
    throw refused('queryParameter', 'page and pageSize must be whole numbers; pageSize at most 40.');
  const rows = sim.db
    .prepare(
      `select o.* from order_subscription s join order_detail d on d.number = s.number
         join customer_order o on o."orderNumber" = d.number
       where s.subscription = ? order by d.seq desc limit ? offset ?`,
    )
    .all(subscription, pageSize + 1, (page - 1) * pageSize) as Row[];
  const next = new URLSearchParams({ page: String(page + 1), pageSize: String(pageSize) });
  const orders = rows.slice(0, pageSize).map((row) => shownOrder(sim, row));
  const more = rows.length > pageSize && { nextPage: `${sim.url}${request.path}?${String(next)}` };
  return { ...success({ orders, ...more }), note: { outcome: 'READ', objectType: 'Order' } };
}
