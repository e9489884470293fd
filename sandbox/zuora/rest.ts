import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { accountCode, Refusal, success } from './answer.ts';
import { model } from './model.ts';
import { shownRow } from './query.ts';
import type { Row } from './render.ts';

type Shown = Record<string, unknown>;

/** A row by id or number; refuses as the classic API does: HTTP 200 and category 40. */
export function rowByKey(sim: Sim, name: string, key: string): Row {
  const { table, number } = model[name]!;
  const newest = name === 'Subscription' ? 'order by version desc' : '';
  const sql = `select * from ${table} where id = ? or "${number ?? 'id'}" = ? ${newest} limit 1`;
  const row = sim.db.prepare(sql).get(key, key);
  if (!row) throw new Refusal(200, accountCode('notFound'), `Cannot find entity by key: '${key}'.`);
  return row;
}

function children(sim: Sim, name: string, column: string, id: unknown, more = ''): Shown[] {
  const sql = `select * from ${model[name]!.table} where "${column}" = ? ${more}`;
  return (sim.db.prepare(sql).all(String(id)) as Row[]).map((row) => shownRow(name, row));
}

function pick(from: Shown, ...names: readonly string[]): Shown {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
}

/** `GET /v1/accounts/{key}` */
export function account(sim: Sim, key: string): SimResponse {
  const row = shownRow('Account', rowByKey(sim, 'Account', key));
  const [billTo] = children(sim, 'Contact', 'id', row.billToId);
  return success({
    basicInfo: pick(row, 'id', 'name', 'accountNumber', 'notes', 'status', 'crmId', 'batch'),
    billingAndPayment: pick(row, 'billCycleDay', 'currency', 'paymentTerm', 'autoPay'),
    metrics: pick(row, 'balance', 'totalInvoiceBalance', 'unappliedBalance'),
    billToContact: billTo ? classicContact(billTo) : null,
    soldToContact: billTo ? classicContact(billTo) : null,
    taxInfo: { VATId: row.vATId, exemptStatus: row.taxExemptStatus },
  });
}

/** The classic API says `zipCode` where snapshots and object queries say `postalCode`. */
function classicContact(contact: Shown): Shown {
  const names = [
    'id',
    'firstName',
    'lastName',
    'address1',
    'address2',
    'city',
    'state',
    'country',
    'workEmail',
  ];
  return { ...pick(contact, ...names), zipCode: contact.postalCode };
}

/** `GET /v1/accounts/{key}/summary` */
export function accountSummary(sim: Sim, key: string): SimResponse {
  const row = shownRow('Account', rowByKey(sim, 'Account', key));
  const [billTo] = children(sim, 'Contact', 'id', row.billToId);
  const subscriptions = children(sim, 'Subscription', 'accountId', row.id, 'and "isLatestVersion" = 1');
  const newestSix = 'order by "invoiceDate" desc limit 6';
  return success({
    basicInfo: pick(row, 'id', 'name', 'accountNumber', 'status', 'balance', 'currency', 'lastInvoiceDate'),
    billToContact: billTo ? classicContact(billTo) : null,
    subscriptions: subscriptions.map((each) => ({
      ...pick(each, 'id', 'status', 'termType', 'termStartDate', 'termEndDate', 'autoRenew'),
      subscriptionNumber: each.name,
      ratePlan: children(sim, 'RatePlan', 'subscriptionId', each.id).map((plan) => ({
        ratePlanName: plan.name,
        productRatePlanId: plan.productRatePlanId,
      })),
    })),
    invoices: children(sim, 'Invoice', 'accountId', row.id, newestSix).map((each) =>
      pick(each, 'id', 'invoiceNumber', 'invoiceDate', 'dueDate', 'amount', 'balance', 'status'),
    ),
    payments: children(sim, 'Payment', 'accountId', row.id, 'order by "effectiveDate" desc limit 6').map(
      (each) => pick(each, 'id', 'paymentNumber', 'effectiveDate', 'status', 'type'),
    ),
    usage: [],
  });
}

/** `GET /v1/invoices/{key}` */
export function invoice(sim: Sim, key: string): SimResponse {
  return success(shownRow('Invoice', rowByKey(sim, 'Invoice', key)));
}

/** `GET /v1/subscriptions/{key}`: the newest version for a number; no `name`, but `subscriptionNumber`. */
export function subscription(sim: Sim, key: string): SimResponse {
  const { name, isLatestVersion: _, ...row } = shownRow('Subscription', rowByKey(sim, 'Subscription', key));
  const owner = shownRow('Account', rowByKey(sim, 'Account', String(row.accountId)));
  return success({
    ...row,
    subscriptionNumber: name,
    accountNumber: owner.accountNumber,
    accountName: owner.name,
    ratePlans: children(sim, 'RatePlan', 'subscriptionId', row.id).map((plan) => ({
      ...pick(plan, 'id', 'productId', 'productRatePlanId'),
      ratePlanName: plan.name,
      ratePlanCharges: children(sim, 'RatePlanCharge', 'ratePlanId', plan.id).map((charge) => ({
        ...pick(charge, 'id', 'name', 'quantity', 'billingPeriod', 'effectiveStartDate', 'effectiveEndDate'),
        number: charge.chargeNumber,
        type: charge.chargeType,
        model: charge.chargeModel,
        mrr: charge.mRR,
      })),
    })),
  });
}

/** The answer of a classic read, or undefined when the path is none of them. */
export function classicRead(sim: Sim, request: SimRequest): SimResponse | undefined {
  if (request.method !== 'GET') return undefined;
  const match = /^\/v1\/(accounts|invoices|subscriptions)\/([^/]+)(\/summary)?$/.exec(request.path);
  if (!match) return undefined;
  const key = decodeURIComponent(match[2]!);
  if (match[3]) return match[1] === 'accounts' ? accountSummary(sim, key) : undefined;
  return match[1] === 'accounts'
    ? account(sim, key)
    : match[1] === 'invoices'
      ? invoice(sim, key)
      : subscription(sim, key);
}
