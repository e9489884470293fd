import Big from 'big.js';
import type { Sim } from '../../kit/types.ts';
import { userError } from '../words.ts';
import { bookLines } from './ledger.ts';
import { type Row, insertRow, instant, nextId, updateRow } from './store.ts';

/** A posting period is open when it is neither closed nor locked for everyone. Throws Refused otherwise. */
function requireOpen(sim: Sim, period: string): void {
  const row = sim.db
    .prepare('select periodname, closed, alllocked from accountingperiod where id = ?')
    .get(period);
  if (row?.closed === 'T' || row?.alllocked === 'T')
    throw userError(sim, row.closed === 'T' ? 'closed' : 'locked', [String(row.periodname)]);
}

function periodOf(sim: Sim, date: string): string {
  const row = sim.db
    .prepare(
      `select id from accountingperiod where startdate <= ? and enddate >= ? and isyear = 'F' and isquarter = 'F'`,
    )
    .get(date, date);
  if (!row) throw userError(sim, 'noPeriod');
  return String(row.id);
}

/** Accounts whose lines must say department and class, unless the setting `requireDimensions` is false. */
const analysed = ['Income', 'DeferRevenue'];

function requireDimensions(sim: Sim, line: Row, index: number): void {
  const { accttype } = sim.db.prepare('select accttype from account where id = ?').get(line.expenseaccount!)!;
  if (!analysed.includes(String(accttype)) || !sim.setting('requireDimensions', true)) return;
  if (!line.department) throw userError(sim, 'missing', ['Department'], `line.items[${index}].department`);
  if (!line.class) throw userError(sim, 'missing', ['Class'], `line.items[${index}].class`);
}

function requireBalanced(sim: Sim, lines: readonly Row[]): void {
  if (lines.length < 2) throw userError(sim, 'twoLines');
  let total = new Big(0);
  lines.forEach((line, index) => {
    const debit = new Big(line.debitforeignamount ?? 0);
    const credit = new Big(line.creditforeignamount ?? 0);
    if (!line.expenseaccount) throw userError(sim, 'missing', ['Account'], `line.items[${index}].account`);
    if ((line.debitforeignamount === null) === (line.creditforeignamount === null))
      throw userError(sim, 'oneSide');
    requireDimensions(sim, line, index);
    total = total.plus(debit).minus(credit);
  });
  if (!total.eq(0)) throw userError(sim, 'unbalanced', [total.toFixed()]);
}

function approval(values: Row): Row {
  if (values.approvalstatus === undefined) return {};
  const status = ({ 1: 'A', 2: 'B', 3: 'R' } as Readonly<Record<string, string>>)[
    values.approvalstatus ?? ''
  ];
  return { status: status ?? 'A', posting: status === 'B' ? 'T' : 'F' };
}

function rateOf(sim: Sim, currency: string, subsidiary: string, date: string): string {
  const row = sim.db
    .prepare(
      `select r.exchangerate from subsidiary s join currencyrate r on r.basecurrency = s.currency
       where s.id = ? and r.transactioncurrency = ? and r.effectivedate <= ? order by r.effectivedate desc limit 1`,
    )
    .get(subsidiary, currency, date);
  return row ? String(row.exchangerate) : '1';
}

/** Makes a journal entry, and the one that reverses it when it has a reversal date; approved and posted unless `approvalStatus` says otherwise. Throws Refused. Returns the internal id. */
export function createJournal(sim: Sim, values: Row, lines: readonly Row[]): string {
  const { subsidiary, ...own } = values;
  requireBalanced(sim, lines);
  const trandate = own.trandate ?? new Date(sim.now()).toISOString().slice(0, 10);
  const postingperiod = own.postingperiod ?? periodOf(sim, trandate);
  requireOpen(sim, postingperiod);
  const id = nextId(sim.db, 'transaction');
  const now = instant(sim);
  const home = sim.db.prepare('select currency from subsidiary where id = ?').get(subsidiary!);
  const currency = own.currency ?? String(home!.currency);
  const exchangerate = own.exchangerate ?? rateOf(sim, currency, subsidiary!, trandate);
  const approved = { ...own, approvalstatus: own.approvalstatus ?? '2' };
  insertRow(sim.db, 'transaction', {
    tranid: `JE${id.padStart(7, '0')}`,
    type: 'Journal',
    recordtype: 'journalentry',
    voided: 'F',
    isreversal: 'F',
    ...approved,
    ...approval(approved),
    id,
    trandate,
    postingperiod,
    currency,
    exchangerate,
    createddate: now,
    lastmodifieddate: now,
  });
  bookLines(sim, { id, subsidiary: subsidiary!, exchangerate, stamp: now }, lines);
  reverseOn(sim, { ...approved, id, currency, exchangerate, subsidiary: subsidiary! }, lines);
  return id;
}

/** Makes the entry that takes another one back on its reversal date, where it has one and was not reversed before. */
function reverseOn(sim: Sim, entry: Row, lines: readonly Row[]): void {
  const { reversaldate, reversal, memo = null, externalid: _externalid, ...rest } = entry;
  if (!reversaldate || reversal) return;
  const turned = lines.map((line) => ({
    ...line,
    debitforeignamount: line.creditforeignamount ?? null,
    creditforeignamount: line.debitforeignamount ?? null,
  }));
  const own = {
    memo,
    subsidiary: rest.subsidiary!,
    currency: rest.currency!,
    exchangerate: rest.exchangerate!,
  };
  const id = createJournal(sim, { ...own, trandate: reversaldate }, turned);
  updateRow(sim.db, 'transaction', id, { isreversal: 'T' });
  updateRow(sim.db, 'transaction', rest.id!, { reversal: id });
}

/** Changes a journal entry, and its lines when they are given. Throws Refused, also when its period is closed. */
export function updateJournal(sim: Sim, before: Row, values: Row, lines: readonly Row[] | null): void {
  const id = before.id!;
  const { subsidiary = before.subsidiary, ...own } = values;
  requireOpen(sim, before.postingperiod!);
  const period = own.postingperiod ?? (own.trandate ? periodOf(sim, own.trandate) : before.postingperiod!);
  requireOpen(sim, period);
  const now = instant(sim);
  updateRow(sim.db, 'transaction', id, {
    ...own,
    ...approval(own),
    postingperiod: period,
    lastmodifieddate: now,
  });
  if (lines === null) return;
  requireBalanced(sim, lines);
  const exchangerate = own.exchangerate ?? before.exchangerate!;
  bookLines(sim, { id, subsidiary: subsidiary!, exchangerate, stamp: now }, lines);
}

/** Removes a journal entry and its lines. Throws Refused when its period is closed. */
export function deleteJournal(sim: Sim, before: Row): void {
  requireOpen(sim, before.postingperiod!);
  sim.db.prepare('delete from transactionaccountingline where "transaction" = ?').run(before.id!);
  sim.db.prepare('delete from transactionline where "transaction" = ?').run(before.id!);
  sim.db.prepare('delete from "transaction" where id = ?').run(before.id!);
}
