import { money } from '../../canonical/money.ts';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { refKey } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';
import { common, customerLink, worded, type Noun } from './noun.ts';

const statuses = {
  Draft: 'PENDING',
  Processing: 'PENDING',
  Processed: 'SETTLED',
  Posted: 'SETTLED',
  Error: 'FAILED',
  Canceled: 'FAILED',
  Voided: 'FAILED',
} as const;

/** A payment with what it was applied to. Applications to debit memos are left out: they name no invoice. */
export const payment: Noun = {
  kind: 'Payment',
  object: 'Payment',
  path: 'payments',
  singular: 'payment',
  key: 'id',
  ofAccount: { expand: 'payments', member: 'payments' },
  fields: [
    'id',
    'updatedDate',
    'accountId',
    'paymentNumber',
    'status',
    'type',
    'currency',
    'amount',
    'unappliedAmount',
    'effectiveDate',
    'gatewayResponse',
    'gatewayResponseCode',
  ],
  relations: [
    { expand: 'paymentmethod', member: 'paymentMethod', fields: ['type'], alone: null, below: [] },
    {
      expand: 'paymentapplications',
      member: 'paymentApplications',
      fields: ['id', 'paymentId', 'invoiceId', 'applyAmount'],
      alone: { path: 'payment-applications', singular: 'paymentapplication', foreign: 'paymentId' },
      below: [],
    },
  ],
  map: (row, instance) => {
    const currency = row.text('currency');
    const number = row.text('paymentNumber');
    const fields: PartialFieldsOf<'Payment'> = {
      number,
      status: worded(row, 'status', statuses),
      rawStatus: row.text('status'),
      method: row.rowOrNull('paymentMethod')?.text('type') ?? row.text('type'),
      amount: money(row.decimal('amount'), currency),
      unapplied: money(row.decimal('unappliedAmount'), currency),
      receivedAt: row.date('effectiveDate'),
      failure: failureOf(row),
      applications: row.rows('paymentApplications').flatMap((each) => {
        const invoice = each.idOrNull('invoiceId');
        if (invoice === null) return [];
        return [
          {
            id: each.id('id'),
            invoice: { kind: 'Invoice', key: refKey(instance, 'Invoice', invoice) },
            amount: money(each.decimal('applyAmount'), currency),
          },
        ];
      }),
    };
    return {
      kind: 'Payment',
      object: 'Payment',
      externalId: row.id('id'),
      ...common(row),
      fields,
      keys: [`number:billing:${number}`],
      links: { customer: customerLink(row, instance) },
    };
  },
};

function failureOf(row: Row): { code: string; message: string } | null {
  const code = row.textOrNull('gatewayResponseCode');
  const message = row.textOrNull('gatewayResponse');
  const word = row.text('status');
  if (statuses[word as keyof typeof statuses] !== 'FAILED') return null;
  return word === 'Error'
    ? { code: code ?? 'UNKNOWN', message: message ?? 'The payment gateway gave no reason.' }
    : { code: word.toUpperCase(), message: message ?? `The payment was ${word.toLowerCase()}.` };
}
