import { money } from '../../canonical/money.ts';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import type { Row } from '../http/reader.ts';
import { common, worded, type Noun } from './noun.ts';

const statuses = {
  Draft: 'PENDING_APPROVAL',
  Active: 'ACTIVE',
  Suspended: 'SUSPENDED',
  Canceled: 'CHURNED',
} as const;

/** Zuora's billing account: who is billed, in which currency and on which terms. */
export const customer: Noun = {
  kind: 'Customer',
  object: 'Account',
  path: 'accounts',
  singular: 'account',
  key: 'id',
  // Its address is a contact's, and its balance moves with its documents.
  movedBy: [
    { path: 'contacts', singular: 'contact', foreign: 'accountId' },
    { path: 'invoices', singular: 'invoice', foreign: 'accountId' },
    { path: 'payments', singular: 'payment', foreign: 'accountId' },
    { path: 'credit-memos', singular: 'creditmemo', foreign: 'accountId' },
  ],
  fields: [
    'id',
    'updatedDate',
    'accountNumber',
    'name',
    'status',
    'currency',
    'balance',
    'crmId',
    'paymentTerm',
    'vATId',
  ],
  relations: [
    {
      expand: 'billto',
      member: 'billTo',
      fields: ['address1', 'address2', 'city', 'state', 'postalCode', 'country'],
      alone: null,
      below: [],
    },
  ],
  map: (row, _instance) => {
    const crmId = row.textOrNull('crmId');
    const taxId = row.textOrNull('vATId');
    const currency = row.text('currency');
    const fields: PartialFieldsOf<'Customer'> = {
      name: row.text('name'),
      status: worded(row, 'status', statuses),
      rawStatus: row.text('status'),
      paymentTerms: row.textOrNull('paymentTerm'),
      currency,
      ledgerBalance: money(row.decimal('balance'), currency),
      billingAddress: addressOf(row.rowOrNull('billTo')),
      taxIds: taxId === null ? [] : [taxId],
    };
    return {
      kind: 'Customer',
      object: 'Account',
      externalId: row.id('id'),
      ...common(row),
      fields,
      keys: [
        ...(crmId === null ? [] : [`ref:crm:Account:${crmId}`]),
        `number:billing:${row.text('accountNumber')}`,
        ...(taxId === null ? [] : [`tax:${taxId.toUpperCase().replace(/[\s.-]/g, '')}`]),
      ],
      links: {},
    };
  },
};

function addressOf(contact: Row | null): PartialFieldsOf<'Customer'>['billingAddress'] {
  if (contact === null) return null;
  const line1 = contact.textOrNull('address1');
  const city = contact.textOrNull('city');
  const country = contact.textOrNull('country');
  const rest = {
    line2: contact.textOrNull('address2'),
    region: contact.textOrNull('state'),
    postalCode: contact.textOrNull('postalCode'),
  };
  return line1 === null || city === null || country === null ? null : { line1, city, country, ...rest };
}
