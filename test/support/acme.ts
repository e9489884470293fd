import type { Kind } from '../../src/canonical/kind.ts';
import type { Link, SourceRecord } from '../../src/canonical/record.ts';
import { eur, record, usd } from './copy.ts';

// A small company group with one of everything: Acme Group (USD, United States) owns Acme Robotics (EUR, sold to by EU01).

/** The day on which the invoices below are one paid, one open and one 45 days overdue. */
export const today = new Date().toISOString().slice(0, 10);
/** The day that lies this many days before today. */
export const daysAgo = (days: number): string =>
  new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);

const link = (kind: Kind, key: string): Link => ({ kind, key });
const ref = (kind: Kind, instance: string, object: string, id: string): Link =>
  link(kind, `ref:${instance}:${object}:${id}`);
const billed = { customer: ref('Customer', 'zuora', 'Account', 'z2') };
const supported = { customer: ref('Customer', 'zendesk', 'organization', '502') };
const sold = { customer: ref('Customer', 'salesforce', 'Account', '002') };

const line = (id: string, amount: string, tax: string) => ({
  id,
  description: 'Robot care, one month',
  product: link('Product', 'sku:CARE'),
  quantity: '2',
  amount: eur(amount),
  periodStart: daysAgo(60),
  periodEnd: daysAgo(30),
  taxes: [{ jurisdiction: 'DE', rate: '0.19', amount: eur(tax) }],
});

function invoice(id: string, status: string, age: number, due: number, balance: string): SourceRecord {
  const fields = {
    number: `INV-${id}`,
    status,
    rawStatus: 'Posted',
    issueDate: daysAgo(age),
    dueDate: daysAgo(due),
    subtotal: eur('100.00'),
    tax: eur('19.00'),
    total: eur('119.00'),
    balance: eur(balance),
    lines: [line(`${id}-1`, '60.00', '11.40'), line(`${id}-2`, '40.00', '7.60')],
  };
  const links = { ...billed, subscription: link('BillingSubscription', 'number:billing:S-1') };
  return record('Invoice', `zuora/${id}`, fields, { keys: [`number:billing:INV-${id}`], links });
}

const posting = (id: string, links: Record<string, Link>): SourceRecord =>
  record(
    'LedgerPosting',
    `netsuite/${id}`,
    {
      number: `JE-${id}`,
      status: 'POSTED',
      rawStatus: 'Approved for Posting',
      date: daysAgo(75),
      memo: 'billing run',
      lines: [
        { account: '1200', debit: eur('119.00'), credit: null, dimensions, memo: 'receivable' },
        { account: '4000', debit: null, credit: eur('119.00'), dimensions, memo: null },
      ],
    },
    {
      links: {
        customer: ref('Customer', 'netsuite', 'customer', '72'),
        legalEntity: ref('LegalEntity', 'netsuite', 'LegalEntity', '2'),
        period: ref('AccountingPeriod', 'netsuite', 'AccountingPeriod', '11'),
        ...links,
      },
    },
  );
const dimensions = {
  account: '4000',
  department: 'Sales',
  costCenter: 'CC-1',
  class: 'Care',
  location: 'Bremen',
};

const supportCase = (id: string, status: string, priority: string): SourceRecord =>
  record(
    'SupportCase',
    `zendesk/${id}`,
    {
      number: id,
      subject: 'The arm does not move',
      status,
      rawStatus: status.toLowerCase(),
      priority,
      escalated: priority === 'P1',
      openedAt: `${daysAgo(3)}T08:00:00Z`,
    },
    { links: { ...supported, contact: ref('Contact', 'salesforce', 'Contact', '003A') } },
  );

/** What each instance holds, in the order in which it must be read. */
export const acme: readonly (readonly [instance: string, kind: Kind, records: readonly SourceRecord[]])[] = [
  ['salesforce', 'User', [record('User', 'salesforce/005A', { name: 'Robin Seller' })]],
  [
    'netsuite',
    'LegalEntity',
    [
      ['1', 'US01', 'US', 'USD', 'EUR', '1.10'],
      ['2', 'EU01', 'EU', 'GBP', 'EUR', '0.85'],
    ].map(([id, code, region, functionalCurrency, currency, rate]) =>
      record('LegalEntity', `netsuite/${id}`, {
        code,
        name: `Isthmus ${code}`,
        region,
        residency: region,
        functionalCurrency,
        rates: [{ currency, rate, date: daysAgo(5) }],
      }),
    ),
  ],
  [
    'netsuite',
    'AccountingPeriod',
    [
      ['10', 'CLOSED', 60],
      ['11', 'OPEN', 30],
    ].map(([id, status, start]) =>
      record('AccountingPeriod', `netsuite/${id}`, {
        name: `Period ${id}`,
        start: daysAgo(Number(start)),
        end: daysAgo(Number(start) - 29),
        status,
      }),
    ),
  ],
  [
    'salesforce',
    'Customer',
    [
      record(
        'Customer',
        'salesforce/001',
        { name: 'Acme Group', status: 'ACTIVE', rawStatus: 'Customer', segment: 'Enterprise' },
        { keys: ['domain:acme.example'], version: '2026-11-01T10:00:00Z' },
      ),
      record(
        'Customer',
        'salesforce/002',
        {
          name: 'Acme Robotics',
          legalName: 'ACME Robotics',
          status: 'ACTIVE',
          rawStatus: 'Customer',
          segment: 'Mid-Market',
          industry: 'Machinery',
          domain: 'acme-robotics.example',
        },
        {
          keys: ['domain:acme-robotics.example'],
          links: {
            parent: ref('Customer', 'salesforce', 'Account', '001'),
            accountOwner: ref('User', 'salesforce', 'User', '005A'),
          },
        },
      ),
      record(
        'Customer',
        'salesforce/003',
        { name: 'Acme Rob. Systems', status: 'PROSPECT', rawStatus: 'Prospect' },
        { keys: ['domain:acme-robotics.example'] },
      ),
    ],
  ],
  [
    'zuora',
    'Customer',
    [
      record(
        'Customer',
        'zuora/z2',
        {
          name: 'ACME Robotics GmbH',
          status: 'ACTIVE',
          rawStatus: 'Active',
          currency: 'EUR',
          billingAddress: {
            line1: '1 Port Road',
            line2: 'Dock 7',
            city: 'Bremen',
            region: 'HB',
            postalCode: '28195',
            country: 'DE',
          },
        },
        { keys: ['ref:crm:Account:002', 'number:billing:A-2'] },
      ),
    ],
  ],
  [
    'zendesk',
    'Customer',
    [
      record(
        'Customer',
        'zendesk/502',
        { name: 'acme robotics', supportTier: 'gold' },
        { keys: ['ref:crm:Account:002'] },
      ),
    ],
  ],
  [
    'netsuite',
    'Customer',
    [
      record(
        'Customer',
        'netsuite/72',
        {
          name: '72 ACME ROBOTICS',
          legalName: 'Acme Robotics GmbH',
          paymentTerms: 'Net 30',
          creditLimit: eur('50000.00'),
          creditHold: false,
          taxIds: ['DE123456789'],
          taxJurisdictions: ['DE'],
          taxExemption: 'none of it is exempt but the spare parts',
          currency: 'EUR',
        },
        {
          keys: ['number:billing:A-2'],
          links: { legalEntity: ref('LegalEntity', 'netsuite', 'LegalEntity', '2') },
        },
      ),
    ],
  ],
  [
    'salesforce',
    'Contact',
    [
      record(
        'Contact',
        'salesforce/003A',
        { name: 'Kim Buyer', email: 'kim@acme-robotics.example', role: 'Procurement' },
        { links: sold },
      ),
    ],
  ],
  [
    'salesforce',
    'Contract',
    [
      record(
        'Contract',
        'salesforce/800',
        {
          number: '00000101',
          status: 'ACTIVE',
          rawStatus: 'Activated',
          termStart: daysAgo(300),
          termEnd: daysAgo(-65),
          autoRenew: true,
          paymentTerms: 'Net 30',
          tcv: eur('2400.00'),
          acv: eur('2400.00'),
        },
        { keys: ['number:crm:00000101'], links: sold },
      ),
    ],
  ],
  [
    'salesforce',
    'Opportunity',
    [
      record(
        'Opportunity',
        'salesforce/006',
        {
          name: 'Robot care',
          stage: 'CLOSED_WON',
          rawStage: 'Closed Won',
          amount: eur('2400.00'),
          closeDate: daysAgo(301),
        },
        { links: { ...sold, contract: ref('Contract', 'salesforce', 'Contract', '800') } },
      ),
    ],
  ],
  [
    'zuora',
    'Product',
    [
      record(
        'Product',
        'zuora/p1',
        { sku: 'CARE', name: 'Robot care', active: true },
        { keys: ['sku:CARE'] },
      ),
      record(
        'Product',
        'zuora/p2',
        { sku: 'PARTS', name: 'Spare parts', active: true },
        { keys: ['sku:PARTS'] },
      ),
    ],
  ],
  [
    'netsuite',
    'Product',
    [
      record(
        'Product',
        'netsuite/901',
        { sku: 'CARE', name: 'CARE', glAccount: '4000', revenueRule: 'Straight line, daily' },
        { keys: ['sku:CARE'] },
      ),
    ],
  ],
  [
    'zuora',
    'Price',
    [
      record(
        'Price',
        'zuora/c1',
        {
          name: 'Care, tiered',
          model: 'TIERED',
          interval: 'MONTH',
          amount: usd('60.00'),
          tiers: [
            { upTo: '10', unitAmount: usd('60.00') },
            { upTo: null, unitAmount: usd('50.00') },
          ],
        },
        { links: { product: ref('Product', 'zuora', 'Product', 'p1') } },
      ),
    ],
  ],
  [
    'zuora',
    'BillingSubscription',
    [
      record(
        'BillingSubscription',
        'zuora/S-1',
        {
          number: 'S-1',
          status: 'ACTIVE',
          rawStatus: 'Active',
          sourceVersion: 3,
          termStart: daysAgo(300),
          termEnd: daysAgo(-65),
          autoRenew: true,
          currentPeriodStart: daysAgo(10),
          currentPeriodEnd: daysAgo(-20),
          mrr: eur('200.00'),
          arr: eur('2400.00'),
          items: [
            {
              id: 'S-1-1',
              product: link('Product', 'sku:CARE'),
              price: ref('Price', 'zuora', 'Price', 'c1'),
              quantity: '2',
              amount: eur('200.00'),
            },
          ],
        },
        {
          keys: ['number:billing:S-1'],
          links: { ...billed, contract: link('Contract', 'number:crm:00000101') },
        },
      ),
    ],
  ],
  [
    'zuora',
    'Invoice',
    [
      invoice('1', 'PAID', 105, 75, '0.00'),
      invoice('2', 'PARTIALLY_PAID', 75, 45, '69.00'),
      invoice('3', 'POSTED', 15, -15, '119.00'),
    ],
  ],
  [
    'zuora',
    'CreditMemo',
    [
      record(
        'CreditMemo',
        'zuora/cm1',
        {
          number: 'CM-1',
          reason: 'Late delivery',
          status: 'ISSUED',
          rawStatus: 'Posted',
          issueDate: daysAgo(40),
          amount: eur('10.00'),
          balance: eur('4.00'),
        },
        {
          keys: ['number:billing:CM-1'],
          links: { ...billed, invoice: ref('Invoice', 'zuora', 'Invoice', '2') },
        },
      ),
    ],
  ],
  [
    'zuora',
    'Payment',
    [
      record(
        'Payment',
        'zuora/pay1',
        {
          number: 'P-1',
          status: 'SETTLED',
          rawStatus: 'Processed',
          method: 'CreditCard',
          amount: eur('170.00'),
          unapplied: eur('1.00'),
          receivedAt: daysAgo(70),
          failure: null,
          applications: [
            { id: 'pay1-1', invoice: ref('Invoice', 'zuora', 'Invoice', '1'), amount: eur('119.00') },
            { id: 'pay1-2', invoice: ref('Invoice', 'zuora', 'Invoice', '2'), amount: eur('50.00') },
          ],
        },
        { links: billed },
      ),
      record(
        'Payment',
        'zuora/pay2',
        {
          number: 'P-2',
          status: 'FAILED',
          rawStatus: 'Error',
          method: 'CreditCard',
          amount: eur('69.00'),
          unapplied: eur('0.00'),
          receivedAt: daysAgo(20),
          failure: { code: 'insufficient_funds', message: 'The card has insufficient funds.' },
          applications: [],
        },
        { links: billed },
      ),
    ],
  ],
  ['zendesk', 'SupportCase', [supportCase('9001', 'OPEN', 'P1'), supportCase('9002', 'SOLVED', 'P3')]],
  [
    'zendesk',
    'Entitlement',
    [
      record(
        'Entitlement',
        'zendesk/502',
        {
          feature: 'support',
          tier: 'gold',
          validFrom: daysAgo(300),
          validTo: daysAgo(-65),
          reason: 'paid by S-1',
        },
        { links: { ...supported, subscription: link('BillingSubscription', 'number:billing:S-1') } },
      ),
    ],
  ],
  [
    'netsuite',
    'LedgerPosting',
    [
      posting('501', { invoice: link('Invoice', 'number:billing:INV-2') }),
      posting('502', { creditMemo: link('CreditMemo', 'number:billing:CM-1') }),
    ],
  ],
];
