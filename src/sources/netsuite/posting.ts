import Big from 'big.js';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { type Money, money } from '../../canonical/money.ts';
import type { Link } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';
import { type Account, flag, type Mapping, numbered, own, present, requireSame, stamped } from './map.ts';
import { day, type Statement, utc } from './statement.ts';

type Fields = PartialFieldsOf<'LedgerPosting'>;
type Line = NonNullable<Fields['lines']>[number];

const approved = '2';
const refused = '3';

function statusOf(row: Row): NonNullable<Fields['status']> {
  if (row.idOrNull('reversal') !== null || flag(row, 'voided')) return 'REVERSED';
  // An account without approval routing leaves approvalstatus empty: its entries are approved as they are.
  const approval = row.idOrNull('approvalstatus') ?? approved;
  if (approval === refused) return 'REJECTED';
  return approval === approved && flag(row, 'posting') ? 'POSTED' : 'PENDING';
}

/** Lines that one row of the packed statement holds: with six, nearly every entry is one row, and 1,000 rows are a call. */
const packing = 6;

function lineOf(row: Row, slot: number, currency: string): Line {
  const amount = (name: string): Money | null => {
    const value = row.decimalOrNull(name);
    return value === null ? null : money(value, currency);
  };
  const debit = amount(`debit${slot}`);
  const credit = amount(`credit${slot}`);
  if (!debit && !credit) throw row.drift(`debit${slot}`, `to be present when credit${slot} is not`);
  const account = row.text(`account${slot}`);
  return {
    account,
    debit,
    credit,
    dimensions: {
      account,
      department: row.textOrNull(`department${slot}`),
      // NetSuite has no cost centre of its own: departments, classes and locations serve as such.
      costCenter: null,
      class: row.textOrNull(`class${slot}`),
      location: row.textOrNull(`location${slot}`),
    },
    memo: row.textOrNull(`memo${slot}`),
  };
}

function linesOf(row: Row, currency: string): readonly Line[] {
  const lines: Line[] = [];
  for (let slot = 0; slot < packing; slot += 1)
    if (row.idOrNull(`line${slot}`) !== null) lines.push(lineOf(row, slot, currency));
  if (lines.length !== row.integer('lines')) throw row.drift('lines', 'the number of lines in the row');
  return lines;
}

function requireBalanced(row: Row, lines: readonly Line[]): void {
  const total = lines.reduce(
    (rest, line) => rest.plus(line.debit?.amount ?? 0).minus(line.credit?.amount ?? 0),
    new Big(0),
  );
  if (!total.eq(0)) throw row.drift('debit0', 'such that debits equal credits');
}

/** Billing's numbers say what kind of document they are. */
function documentLinks(document: string | null): Readonly<Record<string, Link | null>> {
  if (document === null) return {};
  if (document.startsWith('INV')) return { invoice: numbered('Invoice', 'billing', document) };
  if (document.startsWith('CM')) return { creditMemo: numbered('CreditMemo', 'billing', document) };
  if (document.startsWith('P-')) return { payment: numbered('Payment', 'billing', document) };
  return {};
}

/** What is read of a line, by the name it has in the answer before the number of its place. */
const lineColumns: Readonly<Record<string, string>> = {
  line: 'tl.id',
  account: 'NVL(a.acctnumber, a.accountsearchdisplayname)',
  debit: 'tl.debitforeignamount',
  credit: 'tl.creditforeignamount',
  memo: 'tl.memo',
  department: 'd.name',
  class: 'cl.name',
  location: 'lo.name',
};

/** Journal entries with `slots` lines to a row, in the entry's own currency; accounts are those of the primary book. */
function statementOf(account: Account, slots: number): Statement {
  const { sourceDocument, journalCustomer } = account.options;
  const part = slots === 1 ? 'tl.id' : `FLOOR(tl.id / ${slots})`;
  const own: Readonly<Record<string, string>> = {
    tranid: 't.tranid',
    approvalstatus: 't.approvalstatus',
    status: 'BUILTIN.DF(t.status)',
    posting: 't.posting',
    voided: 't.voided',
    reversal: 't.reversal',
    memo: 't.memo',
    currency: 'cur.symbol',
    postingperiod: 't.postingperiod',
    customer: `t.${journalCustomer}`,
    sourcedocument: `t.${sourceDocument}`,
    subsidiary: 'tl.subsidiary',
  };
  const placed = (sql: string, slot: number) =>
    slots === 1 ? sql : `MAX(DECODE(MOD(tl.id, ${slots}), ${slot}, ${sql}))`;
  const ofLines = Array.from({ length: slots }, (_, slot) =>
    Object.entries(lineColumns).map(([name, sql]) => `${placed(sql, slot)} AS ${name}${slot}`),
  );
  return {
    select: [
      't.id',
      `${part} AS part`,
      ...Object.entries(own).map(([name, sql]) => `${sql} AS ${name}`),
      day('t.trandate', 'trandate'),
      utc('t.lastmodifieddate', 'lastmodifieddate'),
      `${slots === 1 ? '1' : 'COUNT(*)'} AS lines`,
      ...ofLines.flat(),
    ],
    from: [
      'transaction t',
      'JOIN transactionline tl ON tl.transaction = t.id',
      'JOIN currency cur ON cur.id = t.currency',
      'LEFT JOIN transactionaccountingline tal ON tal.transaction = tl.transaction AND tal.transactionline = tl.id AND tal.accountingbook = 1',
      'LEFT JOIN account a ON a.id = NVL(tal.account, tl.expenseaccount)',
      'LEFT JOIN department d ON d.id = tl.department',
      'LEFT JOIN classification cl ON cl.id = tl.class',
      'LEFT JOIN location lo ON lo.id = tl.location',
    ].join(' '),
    where: ["t.type = 'Journal'"],
    ...(slots > 1 && {
      groupBy: ['t.id', part, ...Object.values(own), 't.trandate', 't.lastmodifieddate'],
    }),
    key: [
      { sql: 't.id', name: 'id' },
      { sql: part, name: 'part' },
    ],
  };
}

/**
 * Journal entries. A list packs six lines into a row, because an answer has at most 1,000 rows and the journal entries of
 * 50 customers are often more lines than that; a scan takes one line a row, which spares NetSuite the grouping.
 */
export function postings(account: Account): Mapping {
  return {
    kind: 'LedgerPosting',
    object: 'journalentry',
    customerColumn: `t.${account.options.journalCustomer}`,
    statement: statementOf(account, 1),
    packed: statementOf(account, packing),
    traces: [
      { from: 'transaction t', where: ["t.type = 'Journal'"], id: 't.id', stamp: 't.lastmodifieddate' },
    ],
    deletedAs: ['transaction', 'journalentry', 'journal entry', 'journal'],
    record(rows) {
      const [row] = rows;
      requireSame(rows, 'currency');
      const currency = row.text('currency');
      const lines = rows.flatMap((each) => linesOf(each, currency));
      requireBalanced(row, lines);
      const number = row.text('tranid');
      const customer = row.idOrNull('customer');
      const fields: Fields = {
        number,
        status: statusOf(row),
        rawStatus: row.text('status'),
        date: row.date('trandate'),
        memo: row.textOrNull('memo'),
        lines,
      };
      return stamped(row, {
        kind: 'LedgerPosting',
        object: 'journalentry',
        externalId: row.id('id'),
        fields,
        keys: [`number:erp:${number}`],
        links: present({
          customer: customer === null ? null : own(account, 'Customer', 'customer', customer),
          ...documentLinks(row.textOrNull('sourcedocument')),
          legalEntity: own(account, 'LegalEntity', 'subsidiary', row.id('subsidiary')),
          period: own(account, 'AccountingPeriod', 'accountingperiod', row.id('postingperiod')),
        }),
      });
    },
  };
}
