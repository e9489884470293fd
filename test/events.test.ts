import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CanonicalEvent } from '../src/canonical/event.ts';
import { eventsById, givePositions } from '../src/store/event.ts';
import { createTestCopy, record, type TestCopy, usd } from './support/copy.ts';

let copy: TestCopy;
beforeAll(async () => {
  copy = await createTestCopy();
});
afterAll(() => copy.close());

/** The events written since the last look, in order. */
const seen = new Set<string>();
async function news(): Promise<CanonicalEvent[]> {
  const { rows } = await copy.database.query<{ id: string }>('select id from event order by seq');
  const fresh = rows.map(({ id }) => id).filter((id) => !seen.has(id));
  for (const id of fresh) seen.add(id);
  const events = await eventsById(copy.database, fresh);
  return fresh.map((id) => events.find((event) => event.id === id)!);
}
const typesOf = (events: readonly CanonicalEvent[]): string[] => events.map((event) => event.type);

const invoice = (status: string, balance: string, sourceTime: string) =>
  record(
    'Invoice',
    'zuora/INV-1',
    {
      number: 'INV-1',
      status,
      rawStatus: status,
      issueDate: '2026-01-01',
      dueDate: '2026-02-01',
      balance: usd(balance),
    },
    { links: { customer: { kind: 'Customer', key: 'ref:zuora:Account:A1' } }, sourceTime },
  );

test('a record that no source had before is told once as created, and what is confirmed unchanged is not told', async () => {
  const acme = record('Customer', 'zuora/A1', { name: 'Acme' }, { sourceTime: '2026-01-01T00:00:00.000Z' });
  await copy.give('zuora', 'Customer', [acme]);
  await copy.give('zuora', 'Customer', [acme]);
  const [event, ...more] = await news();
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    type: 'customer.created',
    change: 'CREATED',
    entityVersion: 1,
    source: 'zuora',
    occurredAt: '2026-01-01T00:00:00.000Z',
    causationId: null,
    attempts: 1,
  });
  expect(event!.subjectId).toBe(event!.customerId);
  expect(event!.data).toMatchObject({ record: { kind: 'Customer', name: 'Acme', version: 1 }, changed: [] });
});

test('a change is told with what caused it, the milestone it reached and the former values', async () => {
  await copy.give('zuora', 'Invoice', [invoice('ISSUED', '100.00', '2026-01-02T00:00:00.000Z')]);
  const cause = {
    correlationId: 'cor-1',
    causationId: 'inb_1',
    receivedAt: '2026-01-03T00:00:05.000Z',
    attempts: 2,
  };
  await copy.give('zuora', 'Invoice', [invoice('PAID', '0.00', '2026-01-03T00:00:00.000Z')], { cause });
  const [issued, paid] = await news();
  expect(typesOf([issued!, paid!])).toEqual(['invoice.issued', 'invoice.paid']);
  expect(paid).toMatchObject({
    change: 'UPDATED',
    entityVersion: 2,
    correlationId: 'cor-1',
    causationId: 'inb_1',
    attempts: 2,
    occurredAt: '2026-01-03T00:00:00.000Z',
    receivedAt: '2026-01-03T00:00:05.000Z',
  });
  expect(paid!.data['changed']).toEqual(expect.arrayContaining(['status', 'balance']));
  expect(paid!.data['previous']).toMatchObject({ status: 'ISSUED', balance: usd('100.00') });
  expect(Date.parse(paid!.processedAt)).toBeGreaterThanOrEqual(Date.parse(paid!.receivedAt));
});

test('an older state that arrives late changes nothing and is not told', async () => {
  await copy.give('zuora', 'Invoice', [invoice('ISSUED', '50.00', '2026-01-02T12:00:00.000Z')]);
  expect(await news()).toEqual([]);
});

test('what is read for the first time in an import is no news', async () => {
  await copy.give('zuora', 'Customer', [record('Customer', 'zuora/A2', { name: 'Quiet Ltd' })], {
    silent: true,
  });
  expect(await news()).toEqual([]);
});

test('a record that its source no longer has is told as deleted, and told again when it comes back', async () => {
  await copy.give('zuora', 'Invoice', [], { askedFor: { object: 'Invoice', externalIds: ['INV-1'] } });
  await copy.give('zuora', 'Invoice', [invoice('PAID', '0.00', '2026-01-05T00:00:00.000Z')]);
  const [gone, back] = await news();
  expect(gone).toMatchObject({ type: 'invoice.deleted', change: 'DELETED' });
  expect(gone!.customerId).not.toBeNull();
  expect(gone!.data).toMatchObject({ record: { number: 'INV-1' } });
  expect(back).toMatchObject({ change: 'CREATED', subjectId: gone!.subjectId });
});

test('two customers shown to be one are told as a merge, and a record that finds its customer is told as changed', async () => {
  const orphan = record(
    'SupportCase',
    'zendesk/7',
    {
      number: '7',
      subject: 'Help',
      status: 'OPEN',
      rawStatus: 'open',
      priority: 'P2',
      escalated: false,
      openedAt: '2026-01-01T00:00:00.000Z',
    },
    { links: { customer: { kind: 'Customer', key: 'ref:zendesk:organization:70' } } },
  );
  await copy.give('zendesk', 'SupportCase', [orphan]);
  await copy.give('zendesk', 'Customer', [record('Customer', 'zendesk/70', { name: 'Borealis' })]);
  const first = await news();
  expect(typesOf(first)).toEqual(['case.opened', 'customer.created', 'case.updated']);
  expect(first[2]).toMatchObject({ entityVersion: 2, customerId: first[1]!.subjectId });
  expect(first[2]!.data['changed']).toEqual(['customerId']);

  await copy.give('salesforce', 'Customer', [record('Customer', 'salesforce/001B', { name: 'Borealis' })]);
  await copy.give('salesforce', 'Customer', [
    record('Customer', 'salesforce/001B', { name: 'Borealis' }, { keys: ['ref:zendesk:organization:70'] }),
  ]);
  const merge = (await news()).find((event) => event.type === 'customer.merged');
  expect(merge?.data).toMatchObject({ survivorId: expect.stringMatching(/^cus_/) });
});

test('a source that begins to hold another name than the record is told of, and again when it agrees', async () => {
  await copy.give('salesforce', 'Customer', [record('Customer', 'salesforce/001D', { name: 'Delta Works' })]);
  const erp = (name: string): ReturnType<typeof record> =>
    record('Customer', 'netsuite/501', { name }, { keys: ['ref:crm:Account:001D'] });
  await copy.give('netsuite', 'Customer', [erp('Delta Works Ltd.')]);
  await news();
  await copy.give('netsuite', 'Customer', [erp('Omega Works')]);
  const [drifted, ...none] = await news();
  expect(none).toEqual([]);
  expect(drifted).toMatchObject({
    type: 'sync.status_changed',
    subjectId: expect.stringMatching(/^cus_/),
    data: {
      instance: 'netsuite',
      externalId: '501',
      status: 'DRIFTED',
      previous: 'IN_SYNC',
      reason: 'name differs',
    },
  });
  await copy.give('netsuite', 'Customer', [erp('Delta Works')]);
  expect((await news()).map(({ data }) => [data['status'], data['previous']])).toEqual([
    ['IN_SYNC', 'DRIFTED'],
  ]);
});

test('a contract that is activated with its term in one change is told as activated, and a later change of its term as amended', async () => {
  const contract = (status: string, termEnd: string) =>
    record('Contract', 'salesforce/800C', {
      number: '800C',
      status,
      rawStatus: status,
      termStart: '2026-01-01',
      termEnd,
    });
  await copy.give('salesforce', 'Contract', [contract('DRAFT', '2026-06-30')]);
  await copy.give('salesforce', 'Contract', [contract('ACTIVE', '2026-12-31')]);
  await copy.give('salesforce', 'Contract', [contract('ACTIVE', '2027-12-31')]);
  await copy.give('salesforce', 'Contract', [contract('TERMINATED', '2027-03-31')]);
  expect(typesOf(await news())).toEqual([
    'contract.created',
    'contract.activated',
    'contract.amended',
    'contract.terminated',
  ]);
});

test('the three times of an event are in order, also when the clock of the source is ahead', async () => {
  const ahead = new Date(Date.now() + 1_800_000).toISOString();
  await copy.give('salesforce', 'Customer', [
    record('Customer', 'salesforce/001F', { name: 'Future Corp' }, { sourceTime: ahead }),
  ]);
  const [{ occurredAt, receivedAt, processedAt } = { occurredAt: '', receivedAt: '', processedAt: '' }] =
    await news();
  expect([occurredAt, receivedAt, processedAt].toSorted()).toEqual([occurredAt, receivedAt, processedAt]);
});

test('every version of a record has exactly one event, and positions are given without gaps', async () => {
  const { rows } = await copy.database.query<{ version: number; told: number }>(
    `select e.version, count(v.id)::int as told from entity e join event v on v.subject_id = e.id and v.entity_version is not null
     where e.merged_into is null group by e.id, e.version`,
  );
  for (const { version, told } of rows) expect(told).toBe(version);
  const given: number[] = [];
  for (;;) {
    const events = await copy.database.transaction((db) => givePositions(db, 3));
    if (events.length === 0) break;
    given.push(...events.map((event) => event.position));
  }
  expect(given).toEqual(given.map((_, i) => i + 1));
  expect(given).toHaveLength(seen.size);
});
