import { money, shortest } from '../../canonical/money.ts';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { refKey } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';
import { common, customerLink, worded, type Noun } from './noun.ts';

const statuses = {
  Draft: 'DRAFT',
  Generating: 'DRAFT',
  Error: 'DRAFT',
  Posted: 'POSTED',
  Canceled: 'VOID',
  Reversed: 'VOID',
} as const;

/** An invoice with its items and their taxes. */
export const invoice: Noun = {
  kind: 'Invoice',
  object: 'Invoice',
  path: 'invoices',
  singular: 'invoice',
  key: 'id',
  ofAccount: { expand: 'invoices', member: 'invoices' },
  fields: [
    'id',
    'updatedDate',
    'accountId',
    'invoiceNumber',
    'status',
    'reversed',
    'currency',
    'invoiceDate',
    'dueDate',
    'amount',
    'amountWithoutTax',
    'taxAmount',
    'balance',
    'subscriptionNumber__c',
  ],
  relations: [
    {
      expand: 'invoiceitems',
      member: 'invoiceItems',
      fields: [
        'id',
        'invoiceId',
        'productId',
        'subscriptionNumber',
        'chargeName',
        'description',
        'quantity',
        'chargeAmount',
        'serviceStartDate',
        'serviceEndDate',
      ],
      alone: { path: 'invoice-items', singular: 'invoiceitem', foreign: 'invoiceId' },
      below: [
        {
          expand: 'taxationitems',
          member: 'taxationItems',
          fields: ['id', 'invoiceItemId', 'jurisdiction', 'name', 'taxRate', 'taxAmount'],
          alone: { path: 'taxation-items', singular: 'taxationitem', foreign: 'invoiceItemId' },
          below: [],
        },
      ],
    },
  ],
  map: (row, instance) => {
    const currency = row.text('currency');
    const number = row.text('invoiceNumber');
    const items = row.rows('invoiceItems');
    const subscription =
      row.textOrNull('subscriptionNumber__c') ??
      items.map((item) => item.textOrNull('subscriptionNumber')).find((each) => each !== null) ??
      null;
    const fields: PartialFieldsOf<'Invoice'> = {
      number,
      status: statusOf(row),
      rawStatus: row.text('status'),
      issueDate: row.date('invoiceDate'),
      dueDate: row.date('dueDate'),
      subtotal: money(row.decimal('amountWithoutTax'), currency),
      tax: money(row.decimal('taxAmount'), currency),
      total: money(row.decimal('amount'), currency),
      balance: money(row.decimal('balance'), currency),
      lines: items.map((item) => lineOf(item, currency, instance)),
    };
    return {
      kind: 'Invoice',
      object: 'Invoice',
      externalId: row.id('id'),
      ...common(row),
      fields,
      keys: [`number:billing:${number}`],
      links: {
        customer: customerLink(row, instance),
        ...(subscription !== null && {
          subscription: { kind: 'BillingSubscription', key: `number:billing:${subscription}` },
        }),
      },
    };
  },
};

function statusOf(row: Row): NonNullable<PartialFieldsOf<'Invoice'>['status']> {
  const status = worded(row, 'status', statuses);
  if (row.boolOrNull('reversed') === true) return 'VOID';
  if (status !== 'POSTED') return status;
  const balance = Number(row.decimal('balance'));
  const total = Number(row.decimal('amount'));
  return balance === 0 ? 'PAID' : balance < total ? 'PARTIALLY_PAID' : 'POSTED';
}

type Line = NonNullable<PartialFieldsOf<'Invoice'>['lines']>[number];

function lineOf(item: Row, currency: string, instance: string): Line {
  const product = item.idOrNull('productId');
  return {
    id: item.id('id'),
    description: item.textOrNull('description') ?? item.text('chargeName'),
    product: product === null ? null : { kind: 'Product', key: refKey(instance, 'Product', product) },
    quantity: shortest(item.decimal('quantity')),
    amount: money(item.decimal('chargeAmount'), currency),
    periodStart: item.dateOrNull('serviceStartDate'),
    periodEnd: item.dateOrNull('serviceEndDate'),
    taxes: item.rows('taxationItems').map((tax) => ({
      jurisdiction: tax.textOrNull('jurisdiction') ?? tax.text('name'),
      rate: shortest(tax.decimal('taxRate')),
      amount: money(tax.decimal('taxAmount'), currency),
    })),
  };
}
