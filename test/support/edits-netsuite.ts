import { found, pair, type VendorEdits, wellKnown } from './edit.ts';

const lastModified = (at: Date) => ({ lastmodifieddate: `${at.toISOString().slice(0, 19)}Z` });

/** What people change in NetSuite. */
export const netsuiteEdits: VendorEdits = {
  settlesInMs: 0,
  quietCalls: 3,
  edits: (world) => {
    const c = wellKnown(world);
    const [journal] = c.journals;
    const period = world.periods.at(-1)!;
    const entity = world.legalEntities[0]!;
    const product = world.products[0]!;
    return [
      {
        what: 'a subsidiary is renamed',
        kind: 'LegalEntity',
        externalId: entity.erpId,
        row: { object: 'subsidiary', id: entity.erpId },
        set: { name: 'Moved subsidiary' },
        shows: 'Moved subsidiary',
      },
      {
        what: 'a rate is corrected',
        kind: 'LegalEntity',
        externalId: entity.erpId,
        row: async (simulator) => {
          const currencies = await simulator.rows('currency');
          const base = currencies.find((row) => row['symbol'] === entity.currency)!['id'];
          const rates = (await simulator.rows('currencyrate')).filter((row) => row['basecurrency'] === base);
          const newest = rates.toSorted((a, b) =>
            String(a['effectivedate']) < String(b['effectivedate']) ? 1 : -1,
          )[0]!;
          return { object: 'currencyrate', id: String(newest['id']) };
        },
        set: { exchangerate: '0.98765' },
        shows: '0.98765',
      },
      {
        what: 'a period is closed',
        kind: 'AccountingPeriod',
        externalId: period.erpId,
        row: { object: 'accountingperiod', id: period.erpId },
        set: { closed: 'T' },
        shows: 'CLOSED',
      },
      {
        what: 'an item is renamed',
        kind: 'Product',
        externalId: product.erpId!,
        row: { object: 'item', id: product.erpId! },
        set: { displayname: 'Moved item' },
        shows: 'Moved item',
      },
      {
        what: 'a customer is renamed',
        kind: 'Customer',
        externalId: c.erp!.id,
        row: { object: 'customer', id: c.erp!.id },
        set: { companyname: 'Moved customer' },
        shows: 'Moved customer',
      },
      {
        what: 'the address of a customer is corrected',
        kind: 'Customer',
        externalId: c.erp!.id,
        row: { object: 'entityaddress', id: c.erp!.id },
        set: { addr1: '2 Moved Street' },
        shows: '2 Moved Street',
      },
      {
        what: 'a journal entry gets another memo',
        kind: 'LedgerPosting',
        externalId: journal!.erpId,
        row: { object: 'transaction', id: journal!.erpId },
        set: { memo: 'Moved memo' },
        shows: 'Moved memo',
      },
      {
        what: 'a line of a journal entry changes',
        kind: 'LedgerPosting',
        externalId: journal!.erpId,
        row: found(
          'transactionline',
          'uniquekey',
          (row) => String(row['transaction']) === journal!.erpId && row['id'] === 0,
        ),
        set: { memo: 'Moved line' },
        shows: 'Moved line',
      },
    ];
  },
  unfit: (world) => {
    const [first, second] = world.companies.flatMap((each) => each.erp ?? []);
    const customer = { kind: 'Customer', object: 'customer' } as const;
    return pair(customer, [first!.id, { taxable: 'perhaps' }], [second!.id, { companyname: '5432.10' }]);
  },
  deletions: (world) => {
    const journal = wellKnown(world).journals.at(-1)!.erpId;
    const product = world.products.at(-1)!.erpId!;
    return [
      ['LedgerPosting', journal, { object: 'transaction', id: journal }],
      ['Product', product, { object: 'item', id: product }],
    ];
  },
  stamps: { Customer: lastModified, LedgerPosting: lastModified, Product: lastModified },
  crowd: {
    kind: 'Product',
    count: 1_300,
    row: (n, at) => ({
      object: 'item',
      id: String(50_000 + n),
      set: { ...lastModified(at), itemid: `CROWD-${n}`, displayname: `Crowd ${n}`, itemtype: 'Service' },
    }),
  },
};
