import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceRecord } from '../src/canonical/record.ts';
import { nameSimilarity } from '../src/identity/compare.ts';
import { plainName } from '../src/canonical/name.ts';
import { createTestCopy, record, type TestCopy } from './support/copy.ts';

let copy: TestCopy;
beforeAll(async () => {
  copy = await createTestCopy();
});
afterAll(() => copy.close());
beforeEach(() =>
  copy.database.query(
    'truncate entity, facet, identity_key, match_candidate, list_sync, customer_summary cascade',
  ),
);

const crm = (id: string, name: string, keys: string[] = []): SourceRecord =>
  record('Customer', `salesforce/${id}`, { name }, { keys });
const billing = (id: string, name: string, crmId: string | null, number = `A${id}`): SourceRecord =>
  record(
    'Customer',
    `zuora/${id}`,
    { name },
    { keys: [...(crmId ? [`ref:crm:Account:${crmId}`] : []), `number:billing:${number}`] },
  );
const erp = (id: string, name: string, keys: string[]): SourceRecord =>
  record('Customer', `netsuite/${id}`, { name }, { keys });
const support = (id: string, name: string, keys: string[]): SourceRecord =>
  record('Customer', `zendesk/${id}`, { name }, { keys });

const entityAt = (instance: string, externalId: string): Promise<string | null> =>
  copy.reader.byReference(
    instance,
    instance === 'netsuite' ? 'customer' : instance === 'zendesk' ? 'organization' : 'Account',
    externalId,
  );

const candidates = async () => {
  const page = await copy.reader.matchCandidates(['PENDING'], {});
  return copy.reader.matchCandidatesById(page.ids);
};

describe('identity by explicit reference', () => {
  it('makes one customer of records that name each other, in whatever order they arrive', async () => {
    const arrivals: [string, SourceRecord][] = [
      ['salesforce', crm('001A', 'Acme')],
      ['zuora', billing('z1', 'Acme Billing Entity', '001A', 'A77')],
      ['netsuite', erp('7', 'ACME HOLDINGS', ['number:billing:A77'])],
      ['zendesk', support('500', 'acme support', ['ref:crm:Account:001A'])],
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(arrivals, { minLength: 4 }), async (order) => {
        await copy.database.query(
          'truncate entity, facet, identity_key, match_candidate, customer_summary cascade',
        );
        for (const [instance, each] of order) await copy.give(instance, 'Customer', [each]);
        const ids = await Promise.all([
          entityAt('salesforce', '001A'),
          entityAt('zuora', 'z1'),
          entityAt('netsuite', '7'),
          entityAt('zendesk', '500'),
        ]);
        expect(new Set(ids).size).toBe(1);
        expect(await candidates()).toEqual([]);
      }),
      { numRuns: 24 },
    );
  });

  it('lets an id that was absorbed when a later reference joined two customers still resolve', async () => {
    await copy.give('zuora', 'Customer', [billing('z1', 'Acme', null, 'A1')]);
    await copy.give('salesforce', 'Customer', [crm('001A', 'Acme')]);
    const [left, right] = [(await entityAt('zuora', 'z1'))!, (await entityAt('salesforce', '001A'))!];
    expect(left).not.toBe(right);
    await copy.give('zuora', 'Customer', [billing('z1', 'Acme', '001A', 'A1')]);
    const survivor = await entityAt('salesforce', '001A');
    expect(await entityAt('zuora', 'z1')).toBe(survivor);
    const records = await copy.reader.records([left, right]);
    expect(records.map((each) => each?.id)).toEqual([survivor, survivor]);
  });

  it('gives the records of an absorbed customer to the survivor', async () => {
    await copy.give('zuora', 'Customer', [billing('z1', 'Acme', null, 'A1')]);
    await copy.give('salesforce', 'Customer', [crm('001A', 'Acme')]);
    const links = { customer: { kind: 'Customer', key: 'ref:zuora:Account:z1' } } as const;
    await copy.give('zuora', 'BillingSubscription', [
      record('BillingSubscription', 'zuora/S1', { number: 'S1' }, { links }),
    ]);
    await copy.give('zuora', 'Customer', [billing('z1', 'Acme', '001A', 'A1')]);
    const survivor = (await entityAt('salesforce', '001A'))!;
    const [subscriptions] = await copy.reader.lists('BillingSubscription', [survivor]);
    expect(subscriptions).toHaveLength(1);
  });

  it('never joins two accounts of the CRM because billing corrects which one it means; it keeps the pair for review', async () => {
    const [crm, other] = ['001A', '001B'].map((id) =>
      record('Customer', `salesforce/${id}`, { name: `Firm ${id}` }),
    );
    await copy.give('salesforce', 'Customer', [crm!, other!]);
    const billing = (id: string) =>
      record('Customer', 'zuora/z1', { name: 'Firm' }, { keys: [`ref:crm:Account:${id}`] });
    await copy.give('zuora', 'Customer', [billing('001A')]);
    await copy.give('zuora', 'Customer', [billing('001B')]);
    const at = (id: string) => copy.reader.byReference('CRM', 'Account', id);
    expect(await at('001A')).not.toBe(await at('001B'));
    const { ids } = await copy.reader.matchCandidates(['PENDING'], { first: 10 });
    const pairs = await copy.reader.matchCandidatesById(ids);
    expect(pairs.filter((pair) => pair!.reasons.some(({ feature }) => feature === 'reference'))).toHaveLength(
      1,
    );
    // What names the account that was meant all along still finds that account.
    await copy.give('zendesk', 'Customer', [
      record('Customer', 'zendesk/9', { name: 'Else' }, { keys: ['ref:crm:Account:001B'] }),
    ]);
    expect(await copy.reader.byReference('zendesk', 'organization', '9')).toBe(await at('001B'));
  });
});

describe('identity by shared traits', () => {
  it('links a customer whose tax id exactly one other has', async () => {
    await copy.give('salesforce', 'Customer', [crm('001A', 'Acme', ['tax:DE123'])]);
    await copy.give('netsuite', 'Customer', [erp('7', 'Something else entirely', ['tax:DE123'])]);
    expect(await entityAt('netsuite', '7')).toBe(await entityAt('salesforce', '001A'));
  });

  it('never merges two accounts of one system, and keeps the pair for review with its reasons', async () => {
    await copy.give('salesforce', 'Customer', [
      crm('001A', 'Acme Inc', ['tax:DE123', 'domain:acme.example']),
      crm('001B', 'ACME, Incorporated', ['tax:DE123', 'domain:acme.example']),
    ]);
    const [a, b] = [await entityAt('salesforce', '001A'), await entityAt('salesforce', '001B')];
    expect(a).not.toBe(b);
    const [pair] = await candidates();
    expect(pair).toMatchObject({ leftId: a, rightId: b, status: 'PENDING', score: 1 });
    expect(pair!.reasons.map((reason) => reason.feature)).toEqual(['tax id', 'domain', 'name']);
  });

  it('links by domain only when the names agree, and keeps a doubtful pair for review', async () => {
    await copy.give('salesforce', 'Customer', [
      crm('001A', 'Northwind Traders', ['domain:northwind.example']),
      crm('001B', 'Globex', ['domain:globex.example']),
    ]);
    await copy.give('zendesk', 'Customer', [
      support('1', 'Northwind Traders Ltd.', ['domain:www.northwind.example']),
      support('2', 'Initech', ['domain:globex.example']),
    ]);
    expect(await entityAt('zendesk', '1')).toBe(await entityAt('salesforce', '001A'));
    expect(await entityAt('zendesk', '2')).not.toBe(await entityAt('salesforce', '001B'));
    expect((await candidates()).map((pair) => pair?.rightId)).toEqual([await entityAt('zendesk', '2')]);
  });

  it('takes nothing from a domain under which anybody gets an address', async () => {
    await copy.give('salesforce', 'Customer', [crm('001A', 'Blue Bird Bakery', ['domain:gmail.com'])]);
    await copy.give('zendesk', 'Customer', [support('1', 'Hilltop Dairy', ['domain:gmail.com'])]);
    expect(await entityAt('zendesk', '1')).not.toBe(await entityAt('salesforce', '001A'));
    expect(await candidates()).toEqual([]);
  });

  it('suggests but does not link companies that share nothing but a name', async () => {
    await copy.give('salesforce', 'Customer', [crm('001A', 'Summit Logistics LLC')]);
    await copy.give('zuora', 'Customer', [billing('z1', 'Summit Logistics Inc.', null)]);
    expect(await entityAt('zuora', 'z1')).not.toBe(await entityAt('salesforce', '001A'));
    expect(await candidates()).toHaveLength(1);
  });
});

describe('identity of contacts', () => {
  const contact = (place: string, email: string, customer: string): SourceRecord =>
    record(
      'Contact',
      place,
      { name: 'Ann Lee', email },
      { keys: [`email:${email}`], links: { customer: { kind: 'Customer', key: customer } } },
    );

  it('makes one contact of the same address at one customer, and two at two customers', async () => {
    await copy.give('salesforce', 'Customer', [crm('001A', 'Acme'), crm('001B', 'Globex')]);
    await copy.give('zendesk', 'Customer', [support('1', 'Acme', ['ref:crm:Account:001A'])]);
    await copy.give('salesforce', 'Contact', [
      contact('salesforce/003A', 'ann@consult.example', 'ref:salesforce:Account:001A'),
      contact('salesforce/003B', 'ann@consult.example', 'ref:salesforce:Account:001B'),
    ]);
    await copy.give('zendesk', 'Contact', [
      contact('zendesk/9', 'ann@consult.example', 'ref:zendesk:organization:1'),
    ]);
    const ids = [(await entityAt('salesforce', '001A'))!, (await entityAt('salesforce', '001B'))!];
    const [acme, globex] = await copy.reader.lists('Contact', ids);
    expect([acme!.length, globex!.length]).toEqual([1, 1]);
    const [references] = await copy.reader.references([acme![0]!.id]);
    expect(references!.map((each) => each.instance)).toEqual(['salesforce', 'zendesk']);
  });
});

describe('names', () => {
  it.each([
    ['Acme, Inc.', 'ACME Incorporated'],
    ['Müller & Söhne GmbH', 'Muller Sohne'],
    ['The Orchard Group', 'ORCHARD'],
  ])('compares %s with %s as the same', (left, right) => {
    expect(plainName(left)).toBe(plainName(right));
    expect(nameSimilarity(left, right)).toBe(1);
  });

  it('does not reduce a name that is nothing but a legal form to nothing', () => {
    expect(plainName('The Company')).toBe('the company');
  });
});
