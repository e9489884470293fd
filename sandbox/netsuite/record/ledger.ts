import Big from 'big.js';
import type { Sim } from '../../kit/types.ts';
import { type Row, insertRow } from './store.ts';

interface Entry {
  readonly id: string;
  readonly subsidiary: string;
  readonly exchangerate: string;
  readonly stamp: string;
}

/** Amounts in the books' currency: each rounded to the cent, the largest taking what rounding leaves, so that they balance. */
export function bookAmounts(lines: readonly Row[], rate: string): Big[] {
  const amounts = lines.map((line) =>
    new Big(line.debitforeignamount ?? 0)
      .minus(line.creditforeignamount ?? 0)
      .times(rate)
      .round(2, Big.roundHalfUp),
  );
  const rest = amounts.reduce((total, amount) => total.plus(amount), new Big(0));
  const largest = amounts.reduce(
    (best, amount, index) => (amount.abs().gt(amounts[best]!.abs()) ? index : best),
    0,
  );
  amounts[largest] = amounts[largest]!.minus(rest);
  return amounts;
}

/** Writes the lines of a journal entry and their effect on the books, in place of those it had. */
export function bookLines(sim: Sim, entry: Entry, lines: readonly Row[]): void {
  const { db } = sim;
  db.prepare('delete from transactionaccountingline where "transaction" = ?').run(entry.id);
  db.prepare('delete from transactionline where "transaction" = ?').run(entry.id);
  const posting = String(db.prepare('select posting from "transaction" where id = ?').get(entry.id)!.posting);
  let key = Number(db.prepare('select coalesce(max(uniquekey), 0) as n from transactionline').get()!.n);
  const booked = bookAmounts(lines, entry.exchangerate);
  lines.forEach((line, index) => {
    const debit = line.debitforeignamount ?? null;
    const credit = line.creditforeignamount ?? null;
    const amount = booked[index]!;
    key += 1;
    insertRow(db, 'transactionline', {
      ...line,
      uniquekey: String(key),
      transaction: entry.id,
      id: String(index),
      linesequencenumber: String(index),
      mainline: index === 0 ? 'T' : 'F',
      taxline: 'F',
      subsidiary: entry.subsidiary,
      debitforeignamount: debit,
      creditforeignamount: credit,
      foreignamount: new Big(debit ?? 0).minus(credit ?? 0).toFixed(),
      netamount: amount.toFixed(),
      linelastmodifieddate: entry.stamp,
    });
    insertRow(db, 'transactionaccountingline', {
      transaction: entry.id,
      transactionline: String(index),
      accountingbook: '1',
      account: line.expenseaccount ?? null,
      debit: debit === null ? null : amount.toFixed(),
      credit: credit === null ? null : amount.times(-1).toFixed(),
      amount: amount.toFixed(),
      posting,
      lastmodifieddate: entry.stamp,
    });
  });
}
