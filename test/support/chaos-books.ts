import Big from 'big.js';
import type { Landscape, VendorName } from './hub.ts';

// What the vendors hold at one moment, and how it is compared with what it must be.

export type Row = Readonly<Record<string, unknown>>;

/** Rows of the vendors at one moment. */
export interface Books {
  readonly orders: readonly Row[];
  readonly subscriptions: readonly Row[];
  readonly accounts: readonly Row[];
  readonly invoices: readonly Row[];
  readonly ledgerCustomers: readonly Row[];
  readonly transactions: readonly Row[];
  readonly lines: readonly Row[];
  readonly organizations: readonly Row[];
  readonly contracts: readonly Row[];
  readonly deals: readonly Row[];
}

/** Reads what the audit looks at. */
export async function readBooks(land: Landscape): Promise<Books> {
  const of = (vendor: VendorName, object: string) => land.simulator(vendor).rows(object);
  const [orders, subscriptions, accounts, invoices] = await Promise.all(
    ['Order', 'Subscription', 'Account', 'Invoice'].map((object) => of('zuora', object)),
  );
  const [ledgerCustomers, transactions, lines] = await Promise.all(
    ['customer', 'transaction', 'transactionline'].map((object) => of('netsuite', object)),
  );
  const [contracts, deals] = await Promise.all(
    ['Contract', 'Opportunity'].map((object) => of('salesforce', object)),
  );
  return {
    orders: orders!,
    subscriptions: subscriptions!,
    accounts: accounts!,
    invoices: invoices!,
    ledgerCustomers: ledgerCustomers!,
    transactions: transactions!,
    lines: lines!,
    organizations: await of('zendesk', 'organization'),
    contracts: contracts!,
    deals: deals!,
  };
}

/** What the hub calls its things at vendors for a run. */
export const tailOf = (runId: string): string => runId.replace(/^run_/, '').toUpperCase();

/** Collects what is not as it must be. */
export interface Complaints {
  readonly found: string[];
  /** Complains unless the two say the same. */
  must(what: string, is: unknown, wanted: unknown): void;
}

/** JSON in which the order of members says nothing. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

export function complaints(runId: string): Complaints {
  const found: string[] = [];
  return {
    found,
    must(what, is, wanted) {
      const [a, b] = [plain(is), plain(wanted)];
      if (a !== b) found.push(`${runId}: ${what} ${a}, not ${b}`);
    },
  };
}

export const textOf = (row: Row | undefined, name: string): string | null =>
  row === undefined || row[name] === null || row[name] === undefined ? null : String(row[name]);

/** Entries of the ledger by the end of their external id: `I`, `C`, and with `-R` what reverses them. */
export function entriesOf({ transactions }: Books, tail: string): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(
    transactions.filter(
      ({ recordtype, externalid }) =>
        recordtype === 'journalentry' && String(externalid ?? '').startsWith(`ISO-${tail}-`),
    ),
    ({ externalid }) => String(externalid).slice(`ISO-${tail}-`.length),
  );
}

/** What entries come to on each account, debits less credits; accounts that come to nothing are left out. */
export function sums({ lines }: Books, entries: readonly Row[]): Readonly<Record<string, string>> {
  const ids = new Set(entries.map(({ id }) => id));
  const totals = new Map<string, Big>();
  for (const line of lines.filter(({ transaction }) => ids.has(transaction))) {
    const account = String(line['expenseaccount']);
    const amount = new Big(textOf(line, 'debitforeignamount') ?? 0).minus(
      textOf(line, 'creditforeignamount') ?? 0,
    );
    totals.set(account, (totals.get(account) ?? new Big(0)).plus(amount));
  }
  return Object.fromEntries(
    [...totals].filter(([, total]) => !total.eq(0)).map(([account, total]) => [account, total.toFixed(2)]),
  );
}

const balance = (totals: Readonly<Record<string, string>>): string =>
  Object.values(totals)
    .reduce((sum, each) => sum.plus(each), new Big(0))
    .toFixed(2);

/** Every entry is balanced; none was reversed, or each was once, to nothing, and is still there. */
export function checkEntries(
  books: Books,
  tail: string,
  { must }: Complaints,
  wanted: { readonly kinds: readonly string[] } | 'undone',
): void {
  const entries = entriesOf(books, tail);
  const counts = Object.fromEntries([...entries].map(([kind, rows]) => [kind, rows.length]).toSorted());
  for (const [kind, rows] of entries)
    must(`entry ${kind} is out of balance by`, balance(sums(books, rows)), '0.00');
  if (wanted !== 'undone') {
    must('entries', counts, Object.fromEntries(wanted.kinds.toSorted().map((kind) => [kind, 1])));
    return;
  }
  const posted = [...entries.keys()].filter((kind) => !kind.endsWith('-R'));
  must(
    'entries',
    counts,
    Object.fromEntries(
      posted
        .flatMap((kind) => [kind, `${kind}-R`])
        .toSorted()
        .map((kind) => [kind, 1]),
    ),
  );
  must('entries with what reverses them come to', sums(books, [...entries.values()].flat()), {});
}

export const ordersOf = ({ orders }: Books, tail: string): readonly Row[] =>
  orders.filter(({ orderNumber }) => String(orderNumber).startsWith(`ISO-${tail}-`));
export const saleOf = ({ transactions }: Books, externalId: string): readonly Row[] =>
  transactions.filter((row) => row['recordtype'] === 'salesorder' && row['externalid'] === externalId);
export const linesOf = ({ lines }: Books, sale: Row | undefined): readonly Row[] =>
  lines.filter(
    ({ transaction, custcol_charge_segment: segment }) => transaction === sale?.['id'] && segment !== null,
  );
