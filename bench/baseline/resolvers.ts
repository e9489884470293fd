import type { AccountRow, Context, CustomerRow, OwnedRow } from './loaders.ts';

interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

const money = (amount: string, currency: string) => ({ amount, currency });

function connection<T extends { id: string }>(rows: readonly T[], first: number, startsAtTop: boolean) {
  const edges = rows.slice(0, first).map((node) => ({ cursor: node.id, node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: !startsAtTop,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** Turns a row's text amounts into Money in the row's currency. */
const inCurrency =
  (field: string) =>
  (row: OwnedRow): { amount: string; currency: string } =>
    money((row as unknown as Record<string, string>)[field]!, row.currency);

type ListName = 'subscriptions' | 'invoices' | 'payments' | 'cases';

const list =
  (name: ListName) =>
  async ({ id }: CustomerRow, { first, after }: PageArgs, { loaders }: Context) => {
    const rows = (await loaders[name].load(id)) ?? [];
    const from = after ? rows.findIndex((row) => row.id === after) + 1 : 0;
    return connection(rows.slice(from), first ?? 50, from === 0);
  };

const account =
  <T>(read: (row: AccountRow) => T) =>
  async ({ id }: CustomerRow, _: unknown, { loaders }: Context): Promise<T | null> => {
    const row = await loaders.accounts.load(id);
    return row && read(row);
  };

interface Row extends OwnedRow {
  readonly items: readonly { id: string; quantity: string; amount: string }[];
  readonly lines: readonly { amount: string; taxes: readonly { amount: string }[] }[];
}

export const resolvers = {
  Query: {
    customer: (_: unknown, { id }: { id: string }, { loaders }: Context) => loaders.customers.load(id),
    customers: async (_: unknown, { first, after }: PageArgs, { loaders }: Context) => {
      const size = first ?? 50;
      const rows = await loaders.page(size, after ?? null);
      for (const row of rows) loaders.customers.prime(row.id, row);
      return connection(rows, size, !after);
    },
  },
  Customer: {
    legalName: account((row) => row.legalName),
    legalEntity: account((row) => ({ code: row.legalEntity })),
    paymentTerms: account((row) => row.paymentTerms),
    creditLimit: account((row) => money(row.creditLimit, row.currency)),
    creditHold: account((row) => row.creditHold),
    billingAddress: account((row) => row.billingAddress),
    balances: account(({ open, overdue, unapplied, credit, currency }) => ({
      open: money(open, currency),
      overdue: money(overdue, currency),
      unapplied: money(unapplied, currency),
      credit: money(credit, currency),
    })),
    subscriptions: list('subscriptions'),
    invoices: list('invoices'),
    payments: list('payments'),
    cases: list('cases'),
  },
  BillingSubscription: {
    mrr: inCurrency('mrr'),
    arr: inCurrency('arr'),
    items: ({ items, currency }: Row) =>
      items.map((item) => ({ ...item, amount: money(item.amount, currency) })),
  },
  Invoice: {
    subtotal: inCurrency('subtotal'),
    tax: inCurrency('tax'),
    total: inCurrency('total'),
    balance: inCurrency('balance'),
    lines: ({ lines, currency }: Row) =>
      lines.map((line) => ({
        ...line,
        amount: money(line.amount, currency),
        taxes: line.taxes.map((tax) => ({ ...tax, amount: money(tax.amount, currency) })),
      })),
  },
  Payment: { amount: inCurrency('amount'), unapplied: inCurrency('unapplied') },
};
