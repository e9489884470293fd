import type { Company, Subscription, World } from '../../sandbox/world/types.ts';
import type { LedgerEntry, LedgerOrder } from '../../src/sources/ledger.ts';
import type { Netsuite } from './netsuite.ts';

/** A row of the simulator's journal, as far as these tests look at it. */
export interface Written {
  readonly method: string;
  readonly objectType: string;
  readonly objectId: string | null;
  readonly externalId: string | null;
  readonly outcome: string;
}

/** What was written to the ledger while `act` ran: nothing that only read. */
export async function writesOf(erp: Netsuite, act: () => Promise<unknown>): Promise<readonly Written[]> {
  const calls = (await erp.callsOf(act)) as unknown as readonly Written[];
  return calls.filter(({ outcome }) => outcome === 'APPLIED');
}

export interface WellSet {
  readonly company: Company;
  readonly subscription: Subscription;
}

/** Customers of the books, each with a subscription in force of which every product is set up there. */
export function wellSet(world: World): readonly WellSet[] {
  const unset = new Set(world.products.filter(({ erpId }) => erpId === null).map(({ sku }) => sku));
  return world.companies
    .filter(({ erp, status }) => erp !== null && status === 'ACTIVE')
    .flatMap((company) => {
      const found = company.subscriptions.find(
        ({ status, items }) => status === 'Active' && items.every(({ sku }) => !unset.has(sku)),
      );
      return found ? [{ company, subscription: found }] : [];
    });
}

/** A new order of a customer: one line over a year. */
export function newOrder(world: World, company: Company, externalId: string): LedgerOrder {
  return {
    externalId,
    customer: `id:${company.erp!.id}`,
    legalEntity: company.legalEntity,
    currency: company.currency,
    date: '2026-10-01',
    lines: [
      {
        lineId: 'C-90000001@2026-10-01',
        item: world.products[0]!.erpId!,
        quantity: '3',
        rate: '49.00',
        amount: '1764.01',
        start: '2026-10-01',
        end: '2027-09-30',
        dimensions: { department: 'Sales', class: company.segment, location: null },
      },
    ],
  };
}

/** The entry of an invoice of 119.00 with 19.00 of tax. */
export function newEntry(company: Company, externalId: string, date = '2026-10-01'): LedgerEntry {
  const none = { department: null, class: null, location: null };
  return {
    externalId,
    legalEntity: company.legalEntity,
    currency: company.currency,
    date,
    memo: 'Invoice INV90000001',
    sourceDocument: 'INV90000001',
    customer: `id:${company.erp!.id}`,
    lines: [
      { account: '1100', debit: '119.00', credit: null, dimensions: none, memo: 'receivable' },
      {
        account: '2400',
        debit: null,
        credit: '100.00',
        dimensions: { department: 'Sales', class: company.segment, location: null },
        memo: 'deferred',
      },
      { account: '2200', debit: null, credit: '19.00', dimensions: none, memo: 'tax' },
    ],
  };
}
