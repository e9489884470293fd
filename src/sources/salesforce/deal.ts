import Big from 'big.js';
import type { Deal } from '../crm.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions } from '../source.ts';
import { isId, quoted } from './client.ts';
import type { SalesforceClient } from './client.ts';
import { stages } from './map.ts';
import type { HubFields } from './options.ts';

const lineFields = [
  'Id',
  'Quantity',
  'UnitPrice',
  'Discount',
  'ServiceDate',
  'Product2Id',
  'Product2.ProductCode',
];
const dealFields = [
  'Id',
  'Name',
  'StageName',
  'CloseDate',
  'CurrencyIsoCode',
  'Amount',
  'AccountId',
  'ContractId',
];

/** What an approval process's state means; what was taken back was not asked for. Source: object reference, ProcessInstance. */
const approvals = new Map<string, Deal['approval']>([
  ['Started', 'PENDING'],
  ['Pending', 'PENDING'],
  ['Held', 'PENDING'],
  ['Reassigned', 'PENDING'],
  ['NoResponse', 'PENDING'],
  ['Approved', 'APPROVED'],
  ['Rejected', 'REJECTED'],
  ['Fault', 'REJECTED'],
  ['Removed', 'NONE'],
]);

function approvalOf(instances: readonly Row[]): Deal['approval'] {
  const [last] = instances;
  if (last === undefined) return 'NONE';
  const approval = approvals.get(last.text('Status'));
  if (approval === undefined) throw last.drift('Status', `one of ${[...approvals.keys()].join(', ')}`);
  return approval;
}

function lineOf(row: Row): Deal['lines'][number] {
  const discount = row.decimalOrNull('Discount') ?? '0';
  const price = new Big(row.decimal('UnitPrice')).times(new Big(100).minus(discount)).div(100);
  return {
    lineId: row.id('Id'),
    sku: row.row('Product2').textOrNull('ProductCode') ?? '',
    productExternalId: row.id('Product2Id'),
    quantity: row.decimal('Quantity'),
    unitPrice: price.toFixed(),
    start: row.dateOrNull('ServiceDate'),
  };
}

/** A deal with its lines and its last approval as they are now, in one query; null when there is none with the id. */
export async function readDeal(
  client: SalesforceClient,
  names: HubFields,
  externalId: string,
  call?: CallOptions,
): Promise<Deal | null> {
  if (!isId(externalId)) return null;
  const [row] = await client.query(
    [
      `SELECT ${[...dealFields, names.orderStatus, names.orderNumber].join(',')},`,
      `(SELECT ${lineFields.join(',')} FROM OpportunityLineItems ORDER BY Id),`,
      '(SELECT Id,Status FROM ProcessInstances ORDER BY CreatedDate DESC, Id DESC LIMIT 1)',
      `FROM Opportunity WHERE Id = ${quoted(externalId)}`,
    ].join(' '),
    call,
  );
  if (row === undefined) return null;
  const list = row.rowOrNull('OpportunityLineItems');
  const rest = list === null || list.bool('done') ? [] : await client.rest(list.text('nextRecordsUrl'), call);
  return {
    externalId: row.id('Id'),
    name: row.text('Name'),
    stage: stages.get(row.text('StageName')) ?? 'OPEN',
    closeDate: row.date('CloseDate'),
    currency: row.text('CurrencyIsoCode'),
    amount: row.decimalOrNull('Amount'),
    approval: approvalOf(row.rowOrNull('ProcessInstances')?.rows('records') ?? []),
    customerExternalId: row.idOrNull('AccountId'),
    contractExternalId: row.idOrNull('ContractId'),
    orderStatus: row.textOrNull(names.orderStatus),
    orderNumber: row.textOrNull(names.orderNumber),
    lines: [...(list?.rows('records') ?? []), ...rest].map(lineOf),
  };
}
