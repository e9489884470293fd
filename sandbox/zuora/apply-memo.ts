import { changed } from '../kit/change.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { dateText } from '../world/days.ts';
import { accountCode, Refusal } from './answer.ts';
import { centsOf, fixed } from './decimal.ts';
import { amountAt, dayAt, givenBody, listAt, neededText, type Given } from './given.ts';
import { creditMemo } from './document-rest.ts';
import type { Row } from './render.ts';
import { rowByKey } from './rest.ts';
import { newId } from './subscription-write.ts';
import { inserter } from './table.ts';
import { todayOf } from './today.ts';

function refused(message: string): Refusal {
  return new Refusal(200, accountCode('businessRule'), message);
}

function cents(row: Row, column: string): bigint {
  return centsOf(String(row[column]));
}

/**
 * `PUT /v1/creditmemos/{key}/apply`: a posted memo pays posted invoices of its account, by the amounts that are asked for: all of them or none.
 * Each takes from what is left of the memo and from what is due on the invoice; what the account owes in all stays the same, what is due on its
 * invoices falls. Debit memos and amounts by item are not supported. Source: developer.zuora.com, PUT_ApplyCreditMemo.
 */
export function applyCreditMemo(sim: Sim, request: SimRequest, key: string): SimResponse {
  const body = givenBody(request);
  const invoices = listAt(body, 'invoices');
  if (listAt(body, 'debitMemos').length > 0) throw refused('Debit memos are not enabled for the tenant.');
  if (invoices.length === 0) throw refused('There is nothing to apply the credit memo to.');
  const effectiveDate = dateText(dayAt(body, 'effectiveDate') ?? todayOf(sim));
  const memo = rowByKey(sim, 'CreditMemo', key);
  if (memo.status !== 'Posted')
    throw refused(`Only a posted credit memo can be applied; it is ${String(memo.status)}.`);
  const before = sim.db.prepare('select * from account where id = ?').get(String(memo.accountId))!;
  const applied = invoices.reduce((sum, each) => sum + applyTo(sim, memo, each, effectiveDate), 0n);
  if (applied > cents(memo, 'balance'))
    throw refused('The amount to apply must not be more than the unapplied amount of the credit memo.');
  const id = String(memo.id);
  const now = new Date(sim.now()).toISOString();
  sim.db
    .prepare('update credit_memo set "appliedAmount" = ?, balance = ?, "updatedDate" = ? where id = ?')
    .run(
      fixed(cents(memo, 'appliedAmount') + applied, 2),
      fixed(cents(memo, 'balance') - applied, 2),
      now,
      id,
    );
  changed(sim, { object: 'CreditMemo', id, change: 'update', before: memo });
  sim.db
    .prepare('update account set "totalInvoiceBalance" = ?, "updatedDate" = ? where id = ?')
    .run(fixed(cents(before, 'totalInvoiceBalance') - applied, 2), now, String(before.id));
  changed(sim, { object: 'Account', id: String(before.id), change: 'update', before });
  const note = {
    outcome: 'APPLIED',
    objectType: 'CreditMemo',
    objectId: id,
    externalId: String(memo.memoNumber),
  } as const;
  return { ...creditMemo(sim, id), note };
}

/** Applies a memo to one invoice, and says how much of it, in cents. */
function applyTo(sim: Sim, memo: Row, asked: Given, effectiveDate: string): bigint {
  const named = neededText(asked, 'invoiceId');
  const invoice = sim.db.prepare('select * from invoice where id = ?').get(named);
  if (!invoice) throw new Refusal(200, accountCode('notFound'), `Cannot find entity by key: '${named}'.`);
  const amount = centsOf(amountAt(asked, 'amount') ?? '0');
  if (amount <= 0n) throw refused('The amount to apply must be more than zero.');
  if (invoice.status !== 'Posted')
    throw refused(`A credit memo pays posted invoices only; it is ${String(invoice.status)}.`);
  if (invoice.accountId !== memo.accountId)
    throw refused('The invoice and the credit memo must belong to the same account.');
  if (amount > cents(invoice, 'balance'))
    throw refused('The amount to apply must not be more than the balance of the invoice.');
  const id = String(invoice.id);
  const now = new Date(sim.now()).toISOString();
  sim.db
    .prepare('update invoice set balance = ?, "creditMemoAmount" = ?, "updatedDate" = ? where id = ?')
    .run(
      fixed(cents(invoice, 'balance') - amount, 2),
      fixed(cents(invoice, 'creditMemoAmount') + amount, 2),
      now,
      id,
    );
  changed(sim, { object: 'Invoice', id, change: 'update', before: invoice });
  inserter(
    sim.db,
    'CreditMemoApplication',
  )({
    id: newId(),
    createdDate: now,
    updatedDate: now,
    creditMemoId: String(memo.id),
    invoiceId: id,
    accountId: String(memo.accountId),
    applyAmount: fixed(amount, 2),
    effectiveDate,
  });
  return amount;
}
