import Big from 'big.js';
import type { EditableField } from '../canonical/finding.ts';
import { decimalsOf } from '../canonical/money.ts';
import type { Problem } from '../canonical/problem.ts';
import type { BilledDocument } from '../sources/billing.ts';
import type { LedgerDimensions, LedgerEntry } from '../sources/ledger.ts';
import type { Items } from './amendment-plan.ts';

const none: LedgerDimensions = { department: null, class: null, location: null };

/** What a document is posted by. */
export interface PostingBasis {
  readonly currency: string;
  readonly skus: Readonly<Record<string, string>>;
  readonly items: Items;
  readonly accounts: { readonly receivable: string; readonly taxPayable: string };
  readonly dimensions: LedgerDimensions;
}

/**
 * The lines by which the books take a document up: the receivable against the accounts of its items (deferred where revenue is recognised
 * over time) and the tax. A credit memo the other way round. They balance, none is of nothing, and their order is always the same.
 * Throws (a bug) for an item without an account: that is to be found before.
 */
export function postingOf(document: BilledDocument, basis: PostingBasis): LedgerEntry['lines'] {
  const { currency, skus, items, accounts, dimensions } = basis;
  const sums = new Map<string, { amount: Big; names: Set<string> }>();
  for (const line of document.lines) {
    const sku = skus[line.priceId] ?? '';
    const account = accountOf(items, sku);
    if (account === null) throw new Error(`no account for ${sku}`);
    const sum = sums.get(account) ?? { amount: new Big(0), names: new Set<string>() };
    sums.set(account, { amount: sum.amount.plus(line.amount), names: sum.names.add(sku) });
  }
  // Positive: owed by the customer.
  const sign = document.kind === 'INVOICE' ? 1 : -1;
  const line = (account: string, owed: Big, under: LedgerDimensions, memo: string) => {
    const text = owed.abs().toFixed(decimalsOf(currency));
    return owed.eq(0)
      ? []
      : [
          {
            account,
            debit: owed.gt(0) ? text : null,
            credit: owed.lt(0) ? text : null,
            dimensions: under,
            memo,
          },
        ];
  };
  return [
    ...line(accounts.receivable, new Big(document.total).times(sign), none, 'Receivable'),
    ...[...sums]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([account, { amount, names }]) =>
        line(account, amount.times(-sign), dimensions, [...names].toSorted().join(', ')),
      ),
    ...line(accounts.taxPayable, new Big(document.tax).times(-sign), none, 'Tax'),
  ];
}

/** The account that a product's lines are posted to; null where the ledger has none for it. */
export function accountOf(items: Items, sku: string): string | null {
  const item = items[sku];
  if (!item) return null;
  return item.revenueRule !== null && item.deferredAccount !== null
    ? item.deferredAccount
    : item.incomeAccount;
}

/** What a person may mend of a posting that the ledger refused, or of its reversal. */
export function mendsPosting(
  { code }: Problem,
  undoing: boolean,
  { date, dimensions }: { readonly date: string; readonly dimensions: LedgerDimensions },
): readonly EditableField[] {
  if (code === 'PERIOD_CLOSED')
    return [
      {
        path: undoing ? 'reversalDate' : 'postingDate',
        type: 'date',
        current: date,
        allowed: null,
        touchesMoney: true,
      },
    ];
  return code === 'ACCOUNT_MAPPING_MISSING' && !undoing ? otherDimensions(dimensions) : [];
}

/** What a person may mend of an order that the ledger refused: what its lines are divided by, where it is that which it does not take. */
export function mendsOrder(
  { code, detail }: Problem,
  undoing: boolean,
  dimensions: LedgerDimensions,
): readonly EditableField[] {
  const divides = /\b(department|class|location)\b/.test(detail.path ?? '');
  const missing = code === 'ACCOUNT_MAPPING_MISSING' || (code === 'SOURCE_REJECTED' && divides);
  return missing && !undoing ? otherDimensions(dimensions) : [];
}

const otherDimensions = (dimensions: LedgerDimensions): readonly EditableField[] =>
  (['department', 'class', 'location'] as const).map((name) => ({
    path: `dimensions.${name}`,
    type: 'text',
    current: dimensions[name],
    allowed: null,
    touchesMoney: true,
  }));
