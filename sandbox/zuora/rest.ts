import type { Sim, SimResponse } from '../kit/types.ts';
import { accountCode, Refusal, success } from './answer.ts';
import { readCustomFields } from './custom-field.ts';
import { model } from './model.ts';
import { shownRow } from './query.ts';
import type { Row } from './render.ts';

export type Shown = Record<string, unknown>;

/** A row by id or number; refuses as the classic API does: HTTP 200 and category 40. */
export function rowByKey(sim: Sim, name: string, key: string): Row {
  const { table, number } = model[name]!;
  const newest = name === 'Subscription' ? 'order by version desc' : '';
  const sql = `select * from ${table} where id = ? or "${number ?? 'id'}" = ? ${newest} limit 1`;
  const row = sim.db.prepare(sql).get(key, key);
  if (!row) throw new Refusal(200, accountCode('notFound'), `Cannot find entity by key: '${key}'.`);
  return row;
}

/** The rows of an object whose column has a value, as they are shown. */
export function children(sim: Sim, name: string, column: string, id: unknown, more = ''): Shown[] {
  const sql = `select * from ${model[name]!.table} where "${column}" = ? ${more}`;
  return (sim.db.prepare(sql).all(String(id)) as Row[]).map((row) => shownRow(name, row));
}

/** Some members; null where there is none. */
export function pick(from: Shown, ...names: readonly string[]): Shown {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
}

/** `GET /v1/accounts/{key}` */
export function account(sim: Sim, key: string): SimResponse {
  const row = shownRow('Account', rowByKey(sim, 'Account', key));
  const [billTo] = children(sim, 'Contact', 'id', row.billToId);
  const [soldTo] = children(sim, 'Contact', 'id', row.soldToId);
  return success({
    basicInfo: {
      ...pick(row, 'id', 'name', 'accountNumber', 'notes', 'status', 'crmId', 'batch'),
      ...readCustomFields(sim, String(row.id)),
    },
    billingAndPayment: pick(row, 'billCycleDay', 'currency', 'paymentTerm', 'autoPay'),
    metrics: pick(row, 'balance', 'totalInvoiceBalance', 'unappliedBalance'),
    billToContact: billTo ? classicContact(billTo) : null,
    soldToContact: soldTo ? classicContact(soldTo) : null,
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
