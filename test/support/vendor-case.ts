import type { Kind } from '../../src/canonical/kind.ts';
import type { SourceRecord } from '../../src/canonical/record.ts';
import { centsOf, decimalText, divideHalfUp, sum } from '../../sandbox/world/cents.ts';
import type { Company, Subscription, World } from '../../sandbox/world/types.ts';

/** The world that every contract test seeds. Fifty customers of it at least are in each system. */
export const seeded = { n: 70, seed: 42, today: '2026-11-21' } as const;

/** What only a person can say of a vendor: which records of the world it must show, and how its wire names one field. */
export interface VendorCase {
  /** The external ids of every kind that a complete scan finds. */
  readonly ids: (world: World) => Partial<Record<Kind, readonly (string | null)[]>>;
  /** What some of the records must say, to the cent: kind, external id, fields. */
  readonly facts: (world: World) => readonly Fact[];
  /** A wire field that the mapping of Customer needs. */
  readonly customerField: string;
  /** The wire field with the id of most records, Customers among them. */
  readonly idField: string;
  /** The wire field with the stamp of every record. */
  readonly stampField: string;
  /** Since when a poll tells of every Customer, where ten days back are not enough. */
  readonly customersSince?: string;
  /** An edit that makes a Customer one that has changed lately, where a poll cannot look back to when the world was seeded. */
  readonly touch?: (id: string) => object;
  /** How many rows of an answer a record takes; one where it is not said. */
  readonly rowsOf?: (record: SourceRecord) => number;
  /** How many rows one answer holds at most: a list of more takes further calls. */
  readonly pageSize: number;
}

export type Fact = readonly [kind: Kind, externalId: string, fields: object];

const money = (amount: string, { currency }: Company) => ({ amount, currency });
/** Cents a year: monthly amounts twelve times, so that nothing is rounded before the sum. */
const annual = (world: World, { items }: Subscription): number =>
  sum(
    items.map((item) => {
      const { interval } = world.products.find((product) => product.sku === item.sku)!;
      return centsOf(item.amount) * (interval === 'MONTH' ? 12 : 1);
    }),
  );
const each = <T>(world: World, pick: (company: Company) => readonly T[]): T[] =>
  world.companies.flatMap(pick);

export const vendorCases: Readonly<Record<string, VendorCase>> = {
  salesforce: {
    customerField: 'Name',
    idField: 'Id',
    stampField: 'SystemModstamp',
    touch: (id) => ({ object: 'Account', id, set: { Industry: 'Energy' } }),
    pageSize: 2000,
    facts: (world) =>
      each(world, (c): readonly Fact[] => [
        ...(c.crm
          ? [
              [
                'Customer',
                c.crm.id,
                { name: c.crm.name, segment: c.segment, industry: c.industry, status: c.status },
              ] as const,
            ]
          : []),
        ...c.opportunities.map(
          (o) => ['Opportunity', o.crmId, { name: o.name, amount: money(o.amount, c) }] as const,
        ),
        ...c.contracts.map(
          (k) =>
            ['Contract', k.crmId, { number: k.number, termStart: k.start, tcv: money(k.tcv, c) }] as const,
        ),
      ]),
    ids: (world) => ({
      User: world.reps.map((rep) => rep.crmId),
      Customer: each(world, (c) => [c.crm?.id ?? null, c.crmDuplicate?.id ?? null]),
      Contact: each(world, (c) => c.contacts.map((contact) => contact.crmId)),
      Opportunity: each(world, (c) => c.opportunities.map((opportunity) => opportunity.crmId)),
      Contract: each(world, (c) => c.contracts.map((contract) => contract.crmId)),
      Product: world.products.map((product) => product.crmId),
    }),
  },
  zuora: {
    customerField: 'name',
    idField: 'id',
    stampField: 'updatedDate',
    pageSize: 99,
    facts: (world) =>
      each(world, (c): readonly Fact[] => [
        ...(c.billing
          ? [['Customer', c.billing.id, { name: c.billing.name, currency: c.currency }] as const]
          : []),
        ...c.subscriptions.map(
          (s) =>
            [
              'BillingSubscription',
              s.number,
              {
                number: s.number,
                sourceVersion: s.version,
                termEnd: s.end,
                // What is over or suspended brings nothing.
                arr: money(decimalText(s.status === 'Active' ? annual(world, s) : 0), c),
                mrr: money(decimalText(s.status === 'Active' ? divideHalfUp(annual(world, s), 12) : 0), c),
              },
            ] as const,
        ),
        ...c.invoices.map(
          (i) =>
            [
              'Invoice',
              i.billingId,
              {
                number: i.number,
                dueDate: i.dueDate,
                subtotal: money(i.subtotal, c),
                tax: money(i.tax, c),
                total: money(i.total, c),
                balance: money(i.balance, c),
              },
            ] as const,
        ),
        ...c.creditMemos.map(
          (m) =>
            [
              'CreditMemo',
              m.billingId,
              { number: m.number, amount: money(m.amount, c), balance: money(m.unapplied, c) },
            ] as const,
        ),
        ...c.payments.map(
          (p) =>
            [
              'Payment',
              p.billingId,
              { number: p.number, amount: money(p.amount, c), unapplied: money(p.unapplied, c) },
            ] as const,
        ),
      ]),
    ids: (world) => ({
      Customer: each(world, (c) => [c.billing?.id ?? null]),
      Product: world.products.map((product) => product.billingId),
      Price: world.products.map((product) => product.chargeId),
      BillingSubscription: each(world, (c) => c.subscriptions.map((subscription) => subscription.number)),
      Invoice: each(world, (c) => c.invoices.map((invoice) => invoice.billingId)),
      CreditMemo: each(world, (c) => c.creditMemos.map((memo) => memo.billingId)),
      Payment: each(world, (c) => c.payments.map((payment) => payment.billingId)),
    }),
  },
  zendesk: {
    customerField: 'name',
    idField: 'id',
    stampField: 'updated_at',
    customersSince: '2000-01-01T00:00:00Z',
    pageSize: 100,
    facts: (world) =>
      each(world, (c): readonly Fact[] => [
        ...(c.support ? [['Customer', c.support.id, { name: c.support.name }] as const] : []),
        ...c.cases.map(
          (k) =>
            [
              'SupportCase',
              k.supportId,
              {
                number: k.supportId,
                subject: k.subject,
                rawStatus: k.status,
                escalated: k.escalated,
                openedAt: new Date(k.createdAt).toISOString(),
              },
            ] as const,
        ),
      ]),
    ids: (world) => ({
      Customer: each(world, (c) => [c.support?.id ?? null]),
      Contact: each(world, (c) => c.contacts.map((contact) => contact.supportId)),
      SupportCase: each(world, (c) => c.cases.map((kase) => kase.supportId)),
      Entitlement: each(world, (c) => [c.support?.id ?? null]),
    }),
  },
  netsuite: {
    customerField: 'companyname',
    idField: 'id',
    stampField: 'lastmodifieddate',
    pageSize: 1000,
    facts: (world) =>
      each(world, (c): readonly Fact[] => [
        ...(c.erp
          ? [
              [
                'Customer',
                c.erp.id,
                {
                  legalName: c.legalName,
                  paymentTerms: c.paymentTerms,
                  creditLimit: money(c.creditLimit, c),
                },
              ] as const,
            ]
          : []),
        ...c.journals.map(
          (j) =>
            [
              'LedgerPosting',
              j.erpId,
              {
                number: j.number,
                date: j.date,
                lines: j.lines.map((line) => ({
                  debit: line.debit && money(line.debit, c),
                  credit: line.credit && money(line.credit, c),
                })),
              },
            ] as const,
        ),
      ]),
    // SuiteQL answers a row for every line.
    rowsOf: ({ fields }) => (Array.isArray(fields['lines']) ? fields['lines'].length : 1),
    ids: (world) => ({
      LegalEntity: world.legalEntities.map((entity) => entity.erpId),
      AccountingPeriod: world.periods.map((period) => period.erpId),
      Product: world.products.map((product) => product.erpId),
      Customer: each(world, (c) => [c.erp?.id ?? null]),
      LedgerPosting: each(world, (c) => c.journals.map((journal) => journal.erpId)),
    }),
  },
};
