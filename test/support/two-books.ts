import type { Kind } from '../../src/canonical/kind.ts';
import type { Link, SourceRecord } from '../../src/canonical/record.ts';
import { bury } from '../../src/store/dead-letter.ts';
import { ownCause } from '../../src/sync/tell.ts';
import { daysAgo } from './acme.ts';
import { record, usd } from './copy.ts';
import { createTestHub, type TestHub } from './graph.ts';

// Beside the Acme group, whose Acme Robotics EU01 sells to: Globex (US01), a child of Acme Robotics in the books of US01, a child of Globex
// in those of EU01, and a posting of US01 for Acme Robotics.

const ref = (kind: Kind, instance: string, object: string, id: string): Link => ({
  kind,
  key: `ref:${instance}:${object}:${id}`,
});
const entity = (id: '1' | '2') => ({ legalEntity: ref('LegalEntity', 'netsuite', 'LegalEntity', id) });
const billed = { customer: ref('Customer', 'zuora', 'Account', 'zg1') };
const sold = { customer: ref('Customer', 'salesforce', 'Account', 'g1') };

const account = (
  id: string,
  name: string,
  parent?: string,
  more: Partial<SourceRecord> = {},
): SourceRecord => ({
  ...record(
    'Customer',
    `salesforce/${id}`,
    { name, status: 'ACTIVE', rawStatus: 'Customer', segment: 'Enterprise' },
    parent === undefined ? {} : { links: { parent: ref('Customer', 'salesforce', 'Account', parent) } },
  ),
  ...more,
});

/** The ERP's view of a CRM account: in whose books it is kept. */
export const kept = (id: string, crm: string, books: '1' | '2'): SourceRecord =>
  record(
    'Customer',
    `netsuite/${id}`,
    { currency: 'USD', paymentTerms: 'Net 30' },
    {
      keys: [`ref:crm:Account:${crm}`],
      links: entity(books),
    },
  );

/** A posting that EU01 or US01 makes for a customer of the ERP. */
export const posting = (id: string, customer: string, books: '1' | '2'): SourceRecord =>
  record(
    'LedgerPosting',
    `netsuite/${id}`,
    {
      number: `JE-${id}`,
      status: 'POSTED',
      rawStatus: 'Approved',
      date: daysAgo(70),
      memo: 'by hand',
      lines: [],
    },
    { links: { ...entity(books), customer: ref('Customer', 'netsuite', 'customer', customer) } },
  );

const globex: readonly (readonly [instance: string, kind: Kind, records: readonly SourceRecord[]])[] = [
  [
    'salesforce',
    'Customer',
    [
      account('g1', 'Globex'),
      account('g2', 'Globex Labs', '002'),
      account('g3', 'Acme Nord', 'g1'),
      account('g4', 'Globex Robotics', undefined, { keys: ['domain:acme-robotics.example'] }),
    ],
  ],
  [
    'zuora',
    'Customer',
    [
      record(
        'Customer',
        'zuora/zg1',
        { name: 'Globex Inc', status: 'ACTIVE', rawStatus: 'Active', currency: 'USD' },
        { keys: ['ref:crm:Account:g1'] },
      ),
    ],
  ],
  [
    'zendesk',
    'Customer',
    [record('Customer', 'zendesk/600', { name: 'Globex' }, { keys: ['ref:crm:Account:g1'] })],
  ],
  [
    'netsuite',
    'Customer',
    [kept('81', 'g1', '1'), kept('82', 'g2', '1'), kept('83', 'g3', '2'), kept('84', 'g4', '1')],
  ],
  [
    'salesforce',
    'Contact',
    [
      record(
        'Contact',
        'salesforce/gc',
        { name: 'Globex Buyer', email: 'buyer@globex.example' },
        { links: sold },
      ),
    ],
  ],
  [
    'zuora',
    'BillingSubscription',
    [
      record(
        'BillingSubscription',
        'zuora/S-9',
        {
          number: 'Globex-S-9',
          status: 'ACTIVE',
          rawStatus: 'Active',
          sourceVersion: 1,
          termStart: daysAgo(100),
          termEnd: daysAgo(-30),
          autoRenew: true,
          currentPeriodStart: daysAgo(10),
          currentPeriodEnd: daysAgo(-20),
          mrr: usd('777.00'),
          arr: usd('9324.00'),
          items: [],
        },
        { keys: ['number:billing:S-9'], links: billed },
      ),
    ],
  ],
  [
    'zuora',
    'Invoice',
    [
      record(
        'Invoice',
        'zuora/gi',
        {
          number: 'Globex-INV',
          status: 'POSTED',
          rawStatus: 'Posted',
          issueDate: daysAgo(90),
          dueDate: daysAgo(60),
          subtotal: usd('777.00'),
          tax: usd('0.00'),
          total: usd('777.00'),
          balance: usd('777.00'),
          lines: [],
        },
        { keys: ['number:billing:Globex-INV'], links: billed },
      ),
    ],
  ],
  [
    'zendesk',
    'SupportCase',
    [
      record(
        'SupportCase',
        'zendesk/9900',
        {
          number: '9900',
          subject: 'Globex is down',
          status: 'OPEN',
          rawStatus: 'open',
          priority: 'P1',
          escalated: true,
          openedAt: `${daysAgo(2)}T08:00:00Z`,
        },
        { links: { customer: ref('Customer', 'zendesk', 'organization', '600') } },
      ),
    ],
  ],
  ['netsuite', 'LedgerPosting', [posting('gp', '81', '1'), posting('rp', '72', '1')]],
];

/** The hub with all of them, a dead letter of a record of each side, and one of a record that was never taken in. */
export async function createTwoBooks(): Promise<TestHub> {
  const hub = await createTestHub();
  for (const [instance, kind, records] of globex) {
    hub.shelves[instance as 'zuora'].records.push(...records);
    await hub.give(instance, kind, records);
  }
  const letters = [
    ['zuora', 'Invoice', 'Invoice', 'gi'],
    ['zuora', 'Invoice', 'Invoice', '2'],
    ['zuora', 'Invoice', 'Invoice', 'never'],
  ] as const;
  for (const [instance, kind, object, externalId] of letters)
    await hub.copy.database.transaction((db) =>
      bury(db, {
        instance,
        system: 'BILLING',
        feed: 'poll:Invoice',
        kind,
        object,
        externalId,
        code: 'SOURCE_DRIFTED',
        reason: 'it does not fit',
        attempts: 1,
        cause: ownCause(new Date().toISOString()),
      }),
    );
  await hub.log.advance();
  return hub;
}
