import { money } from '../../canonical/money.ts';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { refKey } from '../../canonical/record.ts';
import { common, customerLink, worded, type Noun } from './noun.ts';

const statuses = {
  Draft: 'DRAFT',
  Generating: 'DRAFT',
  Error: 'DRAFT',
  PendingForTax: 'PENDING_APPROVAL',
  Posted: 'ISSUED',
  CancelInProgress: 'ISSUED',
  Canceled: 'VOID',
} as const;

/** A credit memo; its invoice is the one it was applied to, else the one it was made from. */
export const creditMemo: Noun = {
  kind: 'CreditMemo',
  object: 'CreditMemo',
  path: 'credit-memos',
  singular: 'creditmemo',
  key: 'id',
  ofAccount: { expand: 'creditmemos', member: 'creditMemos' },
  fields: [
    'id',
    'updatedDate',
    'accountId',
    'memoNumber',
    'status',
    'currency',
    'memoDate',
    'reasonCode',
    'comments',
    'totalAmount',
    'balance',
    'invoiceId',
  ],
  relations: [
    {
      expand: 'creditmemoapplications',
      member: 'creditMemoApplications',
      fields: ['id', 'creditMemoId', 'invoiceId'],
      alone: { path: 'credit-memo-applications', singular: 'creditmemoapplication', foreign: 'creditMemoId' },
      below: [],
    },
  ],
  map: (row, instance) => {
    const currency = row.text('currency');
    const number = row.text('memoNumber');
    const balance = row.decimal('balance');
    const status = worded(row, 'status', statuses);
    const applied = row.rows('creditMemoApplications').map((each) => each.idOrNull('invoiceId'));
    const invoice = applied.find((each) => each !== null) ?? row.idOrNull('invoiceId');
    const fields: PartialFieldsOf<'CreditMemo'> = {
      number,
      reason: row.textOrNull('reasonCode') ?? row.textOrNull('comments') ?? 'Not stated',
      status: status === 'ISSUED' && Number(balance) === 0 ? 'APPLIED' : status,
      rawStatus: row.text('status'),
      issueDate: row.date('memoDate'),
      amount: money(row.decimal('totalAmount'), currency),
      balance: money(balance, currency),
    };
    return {
      kind: 'CreditMemo',
      object: 'CreditMemo',
      externalId: row.id('id'),
      ...common(row),
      fields,
      keys: [`number:billing:${number}`],
      links: {
        customer: customerLink(row, instance),
        ...(invoice !== null && { invoice: { kind: 'Invoice', key: refKey(instance, 'Invoice', invoice) } }),
      },
    };
  },
};
