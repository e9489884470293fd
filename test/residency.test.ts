import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isCountry } from '../src/canonical/country.ts';
import type { Kind } from '../src/canonical/kind.ts';
import type { Link, SourceRecord } from '../src/canonical/record.ts';
import { bury } from '../src/store/dead-letter.ts';
import { noteOutOfStep } from '../src/store/sync-state.ts';
import { ingest } from '../src/sync/ingest.ts';
import { elsewhere, type Pin, residencyIn } from '../src/sync/residency.ts';
import { ownCause } from '../src/sync/tell.ts';
import { summariseAll } from '../src/sync/summary.ts';
import { createTestCopy, record, type TestCopy, usd } from './support/copy.ts';

const ref = (kind: Kind, place: string): Link => {
  const [instance, object, id] = place.split('/');
  return { kind, key: `ref:${instance}:${object}:${id}` };
};
const pin = (more: Partial<Pin>): Pin => ({
  legalEntities: [],
  countries: [],
  sources: [],
  regions: ['eu'],
  ...more,
});

const entity = (id: string, code: string): SourceRecord =>
  record('LegalEntity', `netsuite/${id}`, {
    code,
    name: `Isthmus ${code}`,
    region: code.slice(0, 2),
    residency: code.slice(0, 2),
    functionalCurrency: 'USD',
    rates: [],
  });
const account = (id: string, name: string, more: Parameters<typeof record>[3] = {}): SourceRecord =>
  record('Customer', `salesforce/${id}`, { name, status: 'ACTIVE', rawStatus: 'Customer' }, more);
const billing = (id: string, name: string, crm: string, country = 'US'): SourceRecord =>
  record(
    'Customer',
    `zuora/${id}`,
    {
      name,
      status: 'ACTIVE',
      rawStatus: 'Active',
      currency: 'USD',
      billingAddress: {
        line1: `${name} 1`,
        line2: null,
        city: `${name} City`,
        region: null,
        postalCode: '1',
        country,
      },
    },
    { keys: [`ref:crm:Account:${crm}`, `number:billing:${id}`] },
  );
const kept = (id: string, billed: string, books: string): SourceRecord =>
  record(
    'Customer',
    `netsuite/${id}`,
    { name: `${id} Steinbach ERP`, currency: 'USD' },
    {
      keys: [`number:billing:${billed}`],
      links: { legalEntity: ref('LegalEntity', `netsuite/LegalEntity/${books}`) },
    },
  );
const contact = (id: string, of: string, name: string): SourceRecord =>
  record(
    'Contact',
    `salesforce/${id}`,
    { name, email: `${id}@steinbach.example` },
    {
      keys: [`email:${id}@steinbach.example`],
      links: { customer: ref('Customer', `salesforce/Account/${of}`) },
    },
  );
const invoice = (id: string, of: string): SourceRecord =>
  record(
    'Invoice',
    `zuora/${id}`,
    {
      number: `Steinbach-${id}`,
      status: 'POSTED',
      rawStatus: 'Posted',
      issueDate: '2026-01-01',
      dueDate: '2026-02-01',
      subtotal: usd('1.00'),
      tax: usd('0.00'),
      total: usd('1.00'),
      balance: usd('1.00'),
      lines: [],
    },
    { keys: [`number:billing:Steinbach-${id}`], links: { customer: ref('Customer', `zuora/Account/${of}`) } },
  );
const posting = (id: string, books: string, customer?: string): SourceRecord =>
  record(
    'LedgerPosting',
    `netsuite/${id}`,
    {
      number: `Steinbach-JE-${id}`,
      status: 'POSTED',
      rawStatus: 'x',
      date: '2026-01-01',
      memo: `Steinbach ${id}`,
      lines: [],
    },
    {
      links: {
        legalEntity: ref('LegalEntity', `netsuite/LegalEntity/${books}`),
        ...(customer && { customer: ref('Customer', `netsuite/customer/${customer}`) }),
      },
    },
  );

let copy: TestCopy;
let counts: object[];
let give: (instance: string, kind: Kind, records: readonly SourceRecord[]) => Promise<unknown>;
/** The hub stands in the United States. */
const settle = (...pins: Pin[]): void => {
  const residency = { ...residencyIn('us', pins)!, onWithheld: (each: object) => void counts.push(each) };
  give = (instance, kind, records) =>
    ingest({ ...copy, residency }, { instance, kind, records, askedAt: new Date().toISOString() });
};
beforeEach(async () => {
  copy = await createTestCopy();
  counts = [];
  settle(pin({ legalEntities: ['EU01'] }));
  await give('netsuite', 'LegalEntity', [entity('1', 'US01'), entity('2', 'EU01')]);
});
afterEach(() => copy.close());

/** Every text of every table, as one: what a dump of the database would hold. */
async function dump(except: readonly string[] = []): Promise<string> {
  const { rows } = await copy.database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const tables = rows.map(({ name }) => name).filter((name) => !except.includes(name));
  const texts = await Promise.all(
    tables.map((name) =>
      copy.database.query<{ all: string | null }>(
        `select string_agg(t::text, E'\\n') as all from "${name}" t`,
      ),
    ),
  );
  return texts.map((each) => each.rows[0]!.all ?? '').join('\n');
}
const places = async (): Promise<string[]> =>
  (
    await copy.database.query<{ place: string }>(
      `select concat_ws('/', instance, external_id, because, region) as place from withheld order by 1`,
    )
  ).rows.map(({ place }) => place);
const names = async (): Promise<string[]> =>
  (
    await copy.database.query<{ name: string }>(
      `select body ->> 'name' as name from entity where kind = 'Customer' and deleted_at is null and merged_into is null order by 1`,
    )
  ).rows.map(({ name }) => name);

const steps: Readonly<Record<'crm' | 'billing' | 'erp' | 'children', () => Promise<unknown>>> = {
  crm: () => give('salesforce', 'Customer', [account('001', 'Steinbach AG'), account('002', 'Globex')]),
  billing: () =>
    give('zuora', 'Customer', [billing('z1', 'Steinbach GmbH', '001'), billing('z2', 'Globex', '002')]),
  erp: () =>
    give('netsuite', 'Customer', [
      kept('71', 'z1', '2'),
      { ...kept('72', 'z2', '1'), fields: { name: 'Globex', currency: 'USD' } },
    ]),
  async children() {
    await give('salesforce', 'Contact', [contact('c1', '001', 'Petra Steinbach')]);
    await give('zuora', 'Invoice', [invoice('i1', 'z1')]);
    await give('netsuite', 'LedgerPosting', [
      posting('p1', '2', '71'),
      { ...posting('p2', '1'), fields: { number: 'JE-p2' } },
    ]);
  },
};
const orders = [
  ['crm', 'billing', 'children', 'erp'],
  ['erp', 'billing', 'crm', 'children'],
  ['erp', 'crm', 'billing', 'children'],
  ['billing', 'erp', 'crm', 'children'],
  ['children', 'crm', 'billing', 'erp'],
  ['crm', 'erp', 'children', 'billing'],
] as const;

describe('a customer that is pinned to another region', () => {
  it.each(orders)(
    'leaves nothing in the database, in whatever order it comes: %s, %s, %s, %s',
    async (...order) => {
      for (const step of order) await steps[step]();
      // Vendors give everything again and again.
      for (const step of order) await steps[step]();
      expect(await names()).toEqual(['Globex']);
      expect(await dump()).not.toMatch(/stein/i);
      expect(await places()).toEqual([
        'netsuite/71/LEGAL_ENTITY/eu',
        'netsuite/p1/LEGAL_ENTITY/eu',
        'salesforce/001/CUSTOMER/eu',
        'salesforce/c1/CUSTOMER/eu',
        'zuora/i1/CUSTOMER/eu',
        'zuora/z1/CUSTOMER/eu',
      ]);
    },
  );

  it('is held back with everything when nothing is pinned', async () => {
    give = (instance, kind, records) =>
      ingest(copy, { instance, kind, records, askedAt: new Date().toISOString() });
    for (const step of orders[0]) await steps[step]();
    expect((await names()).length).toBe(2);
    expect(await dump()).toMatch(/stein/i);
    expect(await places()).toEqual([]);
  });

  it('is told of by nobody: no event has its data, no later one is of it', async () => {
    await steps.crm();
    await steps.billing();
    await steps.children();
    const before = await copy.database.query<{ id: string }>(
      `select id from event where data::text ~* 'stein'`,
    );
    expect(before.rows.length).toBeGreaterThan(2);
    await steps.erp();
    const { rows } = await copy.database.query<{ id: string; data: object }>(
      'select id, data from event where id = any($1)',
      [before.rows.map(({ id }) => id)],
    );
    expect(rows.map(({ data }) => data)).toEqual(before.rows.map(() => ({})));
    const count = async (): Promise<unknown> =>
      (await copy.database.query('select count(*) from event')).rows[0];
    const then = await count();
    await give('salesforce', 'Customer', [account('001', 'Steinbach SE')]);
    await give('zuora', 'Invoice', [invoice('i1', 'z1'), invoice('i9', 'z1')]);
    expect(await count()).toEqual(then);
  });

  it('leaves an entry in the audit trail that says it was removed, and nothing of it', async () => {
    for (const step of orders[0]) await steps[step]();
    const { rows } = await copy.database.query<{ action: string; after: string }>(
      'select action, after from audit_entry order by seq',
    );
    expect(rows).toEqual([{ action: 'customer.withheld', after: '{"region":"eu"}' }]);
  });

  it('is known by what only its removed copy said', async () => {
    await steps.crm();
    await give('netsuite', 'Customer', [{ ...kept('71', 'z1', '2'), keys: ['ref:salesforce:Account:001'] }]);
    expect(await names()).toEqual(['Globex']);
    // Another system names the account of the CRM, not of this instance of it.
    await give('zendesk', 'Customer', [
      record('Customer', 'zendesk/5', { name: 'Steinbach' }, { keys: ['ref:crm:Account:001'] }),
    ]);
    expect(await names()).toEqual(['Globex']);
    expect(await dump()).not.toMatch(/stein/i);
  });

  it('is known by its name and its domain together where no system refers to it, and by neither alone', async () => {
    const organisation = (id: string, name: string, domain: string) =>
      record('Customer', `zendesk/${id}`, { name }, { keys: [`domain:${domain}`] });
    await give('salesforce', 'Customer', [
      account('001', 'Steinbach AG', { keys: ['domain:steinbach.com'] }),
    ]);
    await give('netsuite', 'Customer', [{ ...kept('71', 'z1', '2'), keys: ['ref:crm:Account:001'] }]);
    await give('zendesk', 'Customer', [
      organisation('5', 'STEINBACH, AG', 'www.steinbach.com'),
      organisation('6', 'Another of the group', 'steinbach.com'),
      organisation('7', 'Steinbach AG', 'elsewhere.com'),
    ]);
    expect(await names()).toEqual(['Another of the group', 'Steinbach AG']);
    expect(await places()).toContain('zendesk/5/CUSTOMER/eu');
  });

  it('is counted in the log, by numbers alone', async () => {
    await steps.erp();
    expect(counts).toEqual([{ instance: 'netsuite', kind: 'Customer', withheld: 1 }]);
  });

  it('leaves its neighbours alone: a subsidiary elsewhere stays, without a parent', async () => {
    await steps.crm();
    await give('salesforce', 'Customer', [
      account('003', 'Nordbach', { links: { parent: ref('Customer', 'salesforce/Account/001') } }),
    ]);
    const id = await copy.reader.byReference('salesforce', 'Account', '003');
    expect((await copy.reader.records([id!]))[0]?.customerId).not.toBeNull();
    await steps.billing();
    await steps.erp();
    expect(await names()).toEqual(['Globex', 'Nordbach']);
    expect((await copy.reader.records([id!]))[0]?.customerId).toBeNull();
    const found = await copy.reader.customers(null, [], { first: 10 });
    expect(await found.total()).toBe(2);
  });

  it('is found out when its legal entity comes in after it', async () => {
    await copy.close();
    copy = await createTestCopy();
    for (const step of ['crm', 'billing', 'erp', 'children'] as const) await steps[step]();
    expect((await names()).length).toBe(2);
    await give('netsuite', 'LegalEntity', [entity('1', 'US01'), entity('2', 'EU01')]);
    expect(await names()).toEqual(['Globex']);
    expect(await dump()).not.toMatch(/stein/i);
    for (const step of ['crm', 'billing', 'erp', 'children'] as const) await steps[step]();
    expect(await dump()).not.toMatch(/stein/i);
    expect((await places()).length).toBe(6);
  });

  it('comes in when nothing pins it any more', async () => {
    for (const step of orders[0]) await steps[step]();
    await give('netsuite', 'Customer', [kept('71', 'z1', '1')]);
    await steps.crm();
    await steps.billing();
    await steps.children();
    expect((await names()).length).toBe(2);
    expect(await places()).toEqual(['netsuite/p1/LEGAL_ENTITY/eu']);
    const { rows } = await copy.database.query('select 1 from withheld_key');
    expect(rows).toEqual([]);
    const id = await copy.reader.byReference('salesforce', 'Account', '001');
    expect((await copy.reader.lists('Invoice', [id!]))[0]!.length).toBe(1);
    expect((await copy.reader.references([id!]))[0]!.map(({ instance }) => instance)).toEqual([
      'netsuite',
      'salesforce',
      'zuora',
    ]);
  });

  it('stays out while another reason is left', async () => {
    settle(pin({ legalEntities: ['EU01'], countries: ['DE'] }));
    await give('zuora', 'Customer', [billing('z1', 'Steinbach GmbH', '001', 'Germany')]);
    await give('netsuite', 'Customer', [kept('71', 'z1', '2')]);
    await give('netsuite', 'Customer', [kept('71', 'z1', '1')]);
    await steps.crm();
    expect(await names()).toEqual(['Globex']);
    expect(await places()).toEqual([
      'netsuite/71/CUSTOMER/eu',
      'salesforce/001/CUSTOMER/eu',
      'zuora/z1/COUNTRY/eu',
    ]);
    // What its source deletes says nothing of where it belongs.
    await give('zuora', 'Customer', [{ ...billing('z1', '', '001'), fields: {}, keys: [], deleted: true }]);
    await steps.crm();
    expect(await names()).toEqual(['Globex']);
    await give('zuora', 'Customer', [billing('z1', 'Steinbach GmbH', '001', 'US')]);
    await steps.crm();
    expect(await names()).toEqual(['Globex', 'Steinbach AG']);
  });

  it('is known by its tax id in another system, though not in the same one', async () => {
    const taxed = (place: string, name: string) => record('Customer', place, { name }, { keys: ['tax:DE1'] });
    await give('netsuite', 'Customer', [
      { ...kept('71', 'z1', '2'), keys: ['tax:DE1'] },
      taxed('netsuite/75', 'Twin'),
    ]);
    await give('salesforce', 'Customer', [taxed('salesforce/009', 'Steinbach')]);
    expect(await names()).toEqual(['Twin']);
    expect(await dump()).not.toMatch(/stein/i);
  });

  it('takes its double in the CRM with it, in whatever order they come, and not the account of a twin', async () => {
    const doubles = [
      account('001', 'Steinbach AG', { keys: ['tax:DE1'] }),
      account('011', 'Steinbach A.G.', { keys: ['tax:DE1'] }),
      account('021', 'Twin', { keys: ['tax:DE1', 'number:billing:twin'] }),
    ];
    const twin = record(
      'Customer',
      'netsuite/75',
      { name: 'Twin' },
      { keys: ['tax:DE1', 'number:billing:twin'] },
    );
    const pinned = { ...kept('71', 'z1', '2'), keys: ['ref:crm:Account:001', 'tax:DE1'] };
    await give('salesforce', 'Customer', doubles);
    await give('netsuite', 'Customer', [twin, pinned]);
    await give('salesforce', 'Customer', doubles);
    expect(await names()).toEqual(['Twin']);
    expect(await dump()).not.toMatch(/stein/i);
  });

  it('has no dead letter, and no status, of what is withheld', async () => {
    await steps.erp();
    const cause = ownCause(new Date().toISOString());
    const place = {
      instance: 'netsuite',
      system: 'ERP',
      kind: 'Customer',
      object: 'customer',
      externalId: '71',
      reason: 'Steinbach does not fit',
    } as const;
    await copy.database.transaction(async (db) => {
      await bury(db, { ...place, feed: 'poll:Customer', code: 'SOURCE_DRIFTED', attempts: 1, cause });
      await noteOutOfStep(db, { ...place, status: 'PENDING' }, cause);
    });
    expect(await dump()).not.toMatch(/stein/i);
    // An unfit record of it is not complained of either.
    const unfit = { ...invoice('i1', 'z1'), fields: { number: 7 } };
    await steps.billing();
    expect(
      await ingest(
        { ...copy, residency: residencyIn('us', [pin({ legalEntities: ['EU01'] })]) },
        {
          instance: 'zuora',
          kind: 'Invoice',
          records: [unfit],
          askedAt: new Date().toISOString(),
        },
      ),
    ).toMatchObject({ created: 0, rejected: [] });
  });

  it('moves a summary in the same transaction, even where the figures come later', async () => {
    await steps.crm();
    await steps.billing();
    await give('netsuite', 'Customer', [{ ...kept('71', 'z1', '1') }]);
    await summariseAll(copy);
    settle(pin({ legalEntities: ['XX01'] }));
    await copy.give('netsuite', 'Customer', [kept('71', 'z1', '2')], { deferSummaries: true });
    const us = await copy.reader.byReference('netsuite', 'LegalEntity', '1');
    const eu = await copy.reader.byReference('netsuite', 'LegalEntity', '2');
    const ids = async (legalEntity: string | null) =>
      (await copy.reader.customers({ legalEntity }, [], { first: 5 })).ids.length;
    expect([await ids(us), await ids(eu)]).toEqual([0, 1]);
  });
});

describe('where something may be', () => {
  it('is nobody’s matter in a region that every pin allows', () => {
    expect(residencyIn('eu', [pin({ countries: ['DE'] })])).toBeNull();
    expect(residencyIn('us', [])).toBeNull();
    expect(residencyIn('us', [pin({ regions: ['eu', 'us'] })])).toBeNull();
  });

  it('is said of a source as a whole', async () => {
    const residency = residencyIn('us', [pin({ sources: ['zuora'], regions: ['eu', 'ch'] })]);
    expect(elsewhere(residency, 'zuora')).toEqual(['eu', 'ch']);
    expect(elsewhere(residency, 'salesforce')).toBeNull();
    expect(elsewhere(null, 'zuora')).toBeNull();
    settle(pin({ sources: ['zuora'] }));
    await steps.billing();
    expect(await names()).toEqual([]);
    expect(await places()).toEqual(['zuora/z1/SOURCE/eu', 'zuora/z2/SOURCE/eu']);
  });

  it('knows a country however a system writes it', () => {
    for (const written of ['DE', 'de', 'Germany', ' germany ', 'Deutschland', 'DEU'])
      expect([written, isCountry('DE', written)]).toEqual([written, true]);
    for (const written of ['United States', 'USA', 'US', 'United States of America'])
      expect([written, isCountry('US', written)]).toEqual([written, true]);
    for (const written of ['', 'Denmark', 'D', 'Germany (West)'])
      expect(isCountry('DE', written)).toBe(false);
  });
});
