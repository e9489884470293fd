import { convert, type Money } from '../canonical/money.ts';
import type { Stored } from '../context.ts';
import type { Batch, InvoiceResolvers } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { agingBucket, invoiceStatus } from './invoice-status.ts';
import { follow, listsOf, pointingTo, recordsOf, targets } from './links.ts';
import { failureIn } from './marks.ts';
import type { ApplicationParent } from './model.ts';
import { applicationsOf } from './payment.ts';
import { customers, externalRefs, peekCustomer, provenance, sourceStatus } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;

export const invoiceLoaders: Loaders['Invoice'] = {
  externalRefs,
  provenance,
  syncStatus,
  sourceStatus,
  customer: customers,
  subscription: async (queries, { hub }) =>
    follow(
      hub.reader,
      'BillingSubscription',
      queries.map(({ obj }) => obj.links.subscription),
    ),
  amounts: async (queries, { hub }) => {
    const owners = await recordsOf(
      hub.reader,
      'Customer',
      queries.map(({ obj }) => obj.customerId),
    );
    const entities = await follow(
      hub.reader,
      'LegalEntity',
      owners.map((owner) => owner?.links.legalEntity),
    );
    return queries.map(({ obj }, index) => inBooks(obj, entities[index] ?? null));
  },
  applications: async (queries, { hub }) => {
    const payments = await listsOf(
      hub.reader,
      'Payment',
      queries.map(({ obj }) => obj.customerId),
    );
    const applications = [...new Set(payments.flat())].flatMap(applicationsOf);
    const invoiceIds = await targets(
      hub.reader,
      applications.map(({ target }) => target),
    );
    const byInvoice = Map.groupBy(applications, (_, index) => invoiceIds[index]);
    return queries.map(({ obj }): ApplicationParent[] => byInvoice.get(obj.id) ?? []);
  },
  creditMemos: async (queries, { hub }) =>
    pointingTo(
      hub.reader,
      'CreditMemo',
      'invoice',
      queries.map(({ obj }) => obj),
    ),
  postings: async (queries, { hub }) =>
    pointingTo(
      hub.reader,
      'LedgerPosting',
      'invoice',
      queries.map(({ obj }) => obj),
    ),
};

export const invoiceLineLoaders: Loaders['InvoiceLine'] = {
  product: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Product',
      queries.map(({ obj }) => obj.product),
    ),
};

export const invoicePeeks: NonNullable<Peeks['Invoice']> = { customer: peekCustomer };
export const invoiceLinePeeks: NonNullable<Peeks['InvoiceLine']> = {
  product: (line) => (line.product === null ? null : undefined),
};

const dueFields = ['status', 'dueDate', 'balance'];

export const invoiceResolvers: InvoiceResolvers = {
  status(invoice, _args, { today }) {
    const failure = failureIn(invoice, dueFields);
    if (failure) throw failure;
    return invoiceStatus(invoice, today);
  },
  agingBucket(invoice, _args, { today }) {
    const failure = failureIn(invoice, dueFields);
    if (failure) throw failure;
    return invoice.status && invoice.dueDate && invoice.balance ? agingBucket(invoice, today) : null;
  },
};

interface InBooks {
  readonly transaction: Money;
  readonly functional: Money;
  readonly fxRate: string;
  readonly fxDate: string;
}

function inBooks(invoice: Stored<'Invoice'>, entity: Stored<'LegalEntity'> | null): InBooks | null {
  const { total, issueDate } = invoice;
  const currency = entity?.functionalCurrency;
  if (!total || !issueDate || !currency) return null;
  if (currency === total.currency)
    return { transaction: total, functional: total, fxRate: '1', fxDate: issueDate };
  const quote = entity.rates?.find((rate) => rate.currency === total.currency);
  if (!quote) return null;
  return {
    transaction: total,
    functional: convert(total, quote.rate, currency),
    fxRate: quote.rate,
    fxDate: quote.date,
  };
}
