import { changed } from '../kit/change.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { accountCode, Refusal, success } from './answer.ts';
import { centsOf, fixed } from './decimal.ts';
import { givenBody } from './given.ts';
import { rowByKey } from './rest.ts';

const kinds = {
  Invoice: { table: 'invoice', number: 'invoiceNumber', total: 'amount' },
  CreditMemo: { table: 'credit_memo', number: 'memoNumber', total: 'totalAmount' },
} as const;

/** `PUT /v1/invoices/{key}/post` and `PUT /v1/credit-memos/{key}/post`: a draft becomes final and moves the account's balance. */
export function postDocument(
  sim: Sim,
  request: SimRequest,
  kind: keyof typeof kinds,
  key: string,
): SimResponse {
  givenBody(request);
  const { table, number, total } = kinds[kind];
  const held = rowByKey(sim, kind, key);
  const id = String(held.id);
  if (held.status !== 'Draft')
    throw new Refusal(
      200,
      accountCode('businessRule'),
      `Only a draft can be posted; it is ${String(held.status)}.`,
    );
  const now = new Date(sim.now()).toISOString();
  sim.db.prepare(`update ${table} set status = 'Posted', "updatedDate" = ? where id = ?`).run(now, id);
  changed(sim, { object: kind, id, change: 'update', before: held });
  const account = sim.db.prepare('select * from account where id = ?').get(String(held.accountId))!;
  const cents = centsOf(String(held[total]));
  const invoiced = kind === 'Invoice' ? cents : 0n;
  sim.db
    .prepare('update account set balance = ?, "totalInvoiceBalance" = ?, "updatedDate" = ? where id = ?')
    .run(
      fixed(centsOf(String(account.balance)) + (kind === 'Invoice' ? cents : -cents), 2),
      fixed(centsOf(String(account.totalInvoiceBalance)) + invoiced, 2),
      now,
      String(account.id),
    );
  changed(sim, { object: 'Account', id: String(account.id), change: 'update', before: account });
  const note = {
    outcome: 'APPLIED',
    objectType: kind,
    objectId: id,
    externalId: String(held[number]),
  } as const;
  return { ...success({ id, number: held[number], status: 'Posted' }), note };
}
