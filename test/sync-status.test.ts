import { type ExecutionResult, execute, parse, validate } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { driftOf } from '../src/canonical/drift.ts';
import { Problem } from '../src/canonical/problem.ts';
import { syncOf } from '../src/canonical/sync.ts';
import type { Hub } from '../src/context.ts';
import { loadSchema } from '../src/http/schema.ts';
import { graphContext } from '../src/resolvers/request.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { bury } from '../src/store/dead-letter.ts';
import { createMemory } from '../src/store/memory.ts';
import { createReader } from '../src/store/reader.ts';
import { noteOutOfStep } from '../src/store/sync-state.ts';
import { accept } from '../src/sync/inbox.ts';
import { settle } from '../src/sync/settle.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';

const schema = loadSchema();
let hub: TestHub;
let robotics: string;
let invoice: string;
beforeAll(async () => {
  hub = await createTestHub();
  robotics = await hub.idOf('salesforce', 'Account', '002');
  invoice = await hub.idOf('zuora', 'Invoice', '2');
});
afterAll(() => hub.close());
afterEach(async () => {
  for (const shelf of Object.values(hub.shelves)) shelf.fault = null;
  await sql('truncate sync_state, dead_letter, inbox, feed, source_health');
});

const sql = (text: string, values: unknown[] = []) => hub.copy.database.query(text, values);
async function ask(
  source: string,
  variableValues: Record<string, unknown> = {},
  on: Hub = hub,
): Promise<ExecutionResult> {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  return execute({ schema, document, variableValues, contextValue: graphContext(on) });
}

interface State {
  readonly system: { readonly name: string };
  readonly status: string;
  readonly lagMs: number | null;
  readonly openExceptions: number;
  readonly lastInboundAt: string | null;
  readonly lastEventId: string | null;
  readonly reason: string | null;
  readonly since: string | null;
}
const state = 'system { name } status lagMs openExceptions lastInboundAt lastEventId reason since';
async function statesOf(id: string): Promise<Record<string, State>> {
  const { data, errors } = await ask(
    `query ($id: ID!) { node(id: $id) { ... on CanonicalRecord { syncStatus { ${state} } } ... on Contact { syncStatus { ${state} } } } }`,
    { id },
  );
  expect(errors).toBeUndefined();
  const { node } = data as { node: { syncStatus: State[] } };
  return Object.fromEntries(node.syncStatus.map((each) => [each.system.name, each]));
}
const statuses = async (id: string): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(await statesOf(id)).map(([name, each]) => [name, each.status]));
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const cause = { correlationId: 'cor_1', causationId: null, receivedAt: ago(1), attempts: 5 };
const invoiceAt = (externalId: string) =>
  ({ instance: 'zuora', system: 'BILLING', kind: 'Invoice', object: 'Invoice', externalId }) as const;

async function note(status: 'PENDING' | 'FAILED', since: string, reason: string, externalId = '2') {
  const { database } = hub.copy;
  await database.transaction((db) => noteOutOfStep(db, { ...invoiceAt(externalId), status, reason }, cause));
  await sql('update sync_state set since = $1 where external_id = $2', [since, externalId]);
}
/** A message of the source that an invoice has changed. */
const wait = (externalId: string, receivedAt: string) =>
  hub.copy.database.transaction((db) => {
    const hint = {
      ...invoiceAt(externalId),
      deliveryId: receivedAt,
      deleted: false,
      own: false,
      changedAt: null,
    };
    return accept(db, { instance: 'zuora', feed: 'webhook', hints: [hint], receivedAt });
  });
async function dead(externalId: string, firstFailedAt: string) {
  const letter = {
    ...invoiceAt(externalId),
    feed: 'webhook',
    code: 'SOURCE_DRIFTED',
    reason: 'total is no amount',
  };
  await hub.copy.database.transaction((db) => bury(db, { ...letter, attempts: 5, cause }));
  await sql('update dead_letter set first_failed_at = $1 where external_id = $2 and resolved_at is null', [
    firstFailedAt,
    externalId,
  ]);
}
const well = (externalId: string) =>
  hub.copy.database.transaction((db) => settle(db, 'zuora', 'Invoice', [externalId], cause));
const feed = (name: string, mode: string, kind: string, feedState: string, positionAt: string | null) =>
  sql(
    `insert into feed (instance, name, mode, kind, state, position_at, last_success_at, error_code) values ('zuora', $1, $2, $3, $4, $5, $5,
       case when $4 = 'FAILED' then 'SOURCE_UNAVAILABLE' end)`,
    [name, mode, kind, feedState, positionAt],
  );

describe('the sync status of a record', () => {
  it('has one state for each source that can speak of its kind', async () => {
    expect(await statuses(robotics)).toEqual({
      salesforce: 'IN_SYNC',
      zuora: 'IN_SYNC',
      zendesk: 'IN_SYNC',
      netsuite: 'DRIFTED',
    });
    expect(await statuses(invoice)).toEqual({ zuora: 'IN_SYNC' });
    const group = await hub.idOf('salesforce', 'Account', '001');
    expect(await statuses(group)).toMatchObject({ salesforce: 'IN_SYNC', zuora: 'NOT_APPLICABLE' });
    const contact = await hub.idOf('salesforce', 'Contact', '003A');
    expect(Object.keys(await statuses(contact))).toEqual(['salesforce']);
  });

  it('tells when the state arrived, the last event and how far the reading is behind', async () => {
    await feed('poll:Invoice', 'POLL', 'Invoice', 'LIVE', ago(5_000));
    await feed('batch:Invoice', 'BATCH', 'Invoice', 'LIVE', ago(90_000_000_000));
    const { zuora } = await statesOf(invoice);
    const { rows } = await sql(
      `select e.id, f.received_at from event e join facet f on f.entity_id = e.subject_id and f.instance = e.source where e.subject_id = $1`,
      [invoice],
    );
    expect(zuora).toMatchObject({
      lastEventId: rows[0].id,
      lastInboundAt: rows[0].received_at,
      openExceptions: 0,
      reason: null,
      since: null,
    });
    expect(zuora!.lagMs).toBeGreaterThanOrEqual(5_000);
    expect(zuora!.lagMs).toBeLessThan(3_600_000);
    await sql(`update feed set position_at = now() - interval '300 days'`);
    expect((await statesOf(invoice))['zuora']!.lagMs).toBe(2_147_483_647);
  });

  it('is PENDING while a change that the source told of waits, and says for how long', async () => {
    await wait('2', ago(900_000));
    await sql(`update inbox set state = 'DONE'`);
    await wait('2', ago(7_000));
    await wait('2', ago(3_000));
    await wait('3', ago(600_000));
    const { zuora } = await statesOf(invoice);
    expect(zuora!.status).toBe('PENDING');
    expect(zuora!.lagMs).toBeGreaterThanOrEqual(7_000);
    expect(zuora!.lagMs).toBeLessThan(600_000);
    await sql(`update inbox set state = 'DONE'`);
    await note('PENDING', ago(1_000), 'SOURCE_REJECTED');
    expect((await statesOf(invoice))['zuora']).toMatchObject({
      status: 'PENDING',
      reason: 'SOURCE_REJECTED',
    });
  });

  it('is BLOCKED while the source does not answer or reading its changes fails, whatever waits', async () => {
    await wait('2', ago(7_000));
    hub.shelves.zuora.fault = new Problem('SOURCE_UNAVAILABLE', 'down');
    expect((await statesOf(invoice))['zuora']).toMatchObject({
      status: 'BLOCKED',
      reason: 'zuora does not answer',
      lagMs: null,
    });
    await sql(
      `insert into source_health (instance, state, circuit, since) values ('zuora', 'DOWN', 'OPEN', $1)`,
      [ago(60_000)],
    );
    expect((await statesOf(invoice))['zuora']!.lagMs).toBeGreaterThanOrEqual(60_000);
    expect(await statuses(robotics)).toMatchObject({ zuora: 'BLOCKED', salesforce: 'IN_SYNC' });
    hub.shelves.zuora.fault = null;
    await feed('poll:Invoice', 'POLL', 'Invoice', 'FAILED', ago(5_000));
    expect((await statesOf(invoice))['zuora']).toMatchObject({
      status: 'BLOCKED',
      reason: 'reading changes of Invoice fails with SOURCE_UNAVAILABLE',
    });
    expect(await statuses(robotics)).toMatchObject({ zuora: 'IN_SYNC' });
  });

  it('is FAILED with an open dead letter, whatever else is the matter, until that is resolved', async () => {
    const failedAt = ago(9_000);
    await dead('2', ago(99_000));
    await well('2');
    await dead('2', failedAt);
    await dead('3', failedAt);
    await wait('2', ago(7_000));
    hub.shelves.zuora.fault = new Problem('SOURCE_UNAVAILABLE', 'down');
    const failed = { status: 'FAILED', reason: 'total is no amount', lagMs: null };
    expect((await statesOf(invoice))['zuora']).toMatchObject({
      ...failed,
      since: failedAt,
      openExceptions: 1,
    });
    hub.shelves.zuora.fault = null;
    await sql('delete from inbox');
    await well('2');
    expect((await statesOf(invoice))['zuora']).toMatchObject({ status: 'IN_SYNC', openExceptions: 0 });
    await note('FAILED', failedAt, 'noted');
    expect((await statesOf(invoice))['zuora']).toMatchObject({
      status: 'FAILED',
      openExceptions: 0,
      reason: 'noted',
      since: failedAt,
    });
  });

  it('is DRIFTED where a source holds other master data, and names the fields without their values', async () => {
    const named = (await statesOf(robotics))['netsuite'];
    expect(named).toMatchObject({ status: 'DRIFTED', reason: 'name differs', since: named!.lastInboundAt });
    const booked = hub.shelves.netsuite.records.find(
      ({ kind, externalId }) => kind === 'Customer' && externalId === '72',
    )!;
    const give = (fields: object) =>
      hub.copy.give('netsuite', 'Customer', [{ ...booked, fields: { ...booked.fields, ...fields } }]);
    await give({ name: 'ACME Robotics, GmbH' });
    expect(await statuses(robotics)).toMatchObject({ netsuite: 'IN_SYNC' });
    // The currency is billing's to say.
    await give({ name: 'ACME Robotics', currency: 'USD' });
    const { netsuite, zuora } = await statesOf(robotics);
    expect([netsuite!.status, netsuite!.reason, zuora!.status]).toEqual([
      'DRIFTED',
      'currency differs',
      'IN_SYNC',
    ]);
    await give({ name: 'ACME Robotics' });
  });

  it('is the worst of its places where a source has it more than once, and each reference tells its own', async () => {
    const twin = record(
      'Customer',
      'zuora/z2b',
      { name: 'Acme Robotics Inc.', currency: 'EUR' },
      { keys: ['ref:crm:Account:002', 'number:billing:A-2b'] },
    );
    await hub.copy.give('zuora', 'Customer', [twin]);
    await sql(
      `insert into sync_state (instance, system, object, external_id, kind, status, since) values ('zuora', 'BILLING', 'Account', 'z2b', 'Customer', 'PENDING', now())`,
    );
    expect(await statuses(robotics)).toMatchObject({ zuora: 'PENDING' });
    const { data, errors } = await ask(
      'query ($id: ID!) { customer(id: $id) { externalRefs { instance { name } externalId sync { status system { name } } } } }',
      { id: robotics },
    );
    expect(errors).toBeUndefined();
    const { externalRefs } = (
      data as { customer: { externalRefs: { instance: object; sync: { system: object } }[] } }
    ).customer;
    for (const { instance, sync } of externalRefs) expect(sync.system).toEqual(instance);
    expect(
      externalRefs
        .map((each) => each as unknown as { externalId: string; sync: { status: string } })
        .map(({ externalId, sync }) => `${externalId} ${sync.status}`)
        .toSorted(),
    ).toEqual(['002 IN_SYNC', '502 IN_SYNC', '72 IN_SYNC', 'z2 IN_SYNC', 'z2b PENDING']);
    await hub.copy.give('zuora', 'Customer', [{ ...twin, deleted: true }]);
    expect(await statuses(robotics)).toMatchObject({ zuora: 'IN_SYNC' });
  });

  it('is read for a page of customers in one statement', async () => {
    await hub.copy.give(
      'salesforce',
      'Customer',
      Array.from({ length: 30 }, (_, i) =>
        record('Customer', `salesforce/8${i}`, { name: `Filler ${i}`, status: 'PROSPECT' }),
      ),
    );
    const database = openDatabase(hub.copy.database.url);
    const statements: string[] = [];
    const counting = new Proxy(database, {
      get(target, name: keyof Database) {
        if (name !== 'query') return target[name];
        return (query: string | { text: string }, values?: unknown[]) => {
          statements.push(typeof query === 'string' ? query : query.text);
          return target.query(query as string, values);
        };
      },
    });
    const reader = createReader({
      ...hub.copy,
      database: counting,
      memory: createMemory(1),
      staleAfterMs: 1,
      isDown: () => false,
      urlOf: () => null,
      now: Date.now,
    });
    try {
      const query = (fields: string) => `{ customers(first: 50) { edges { node { name ${fields} } } } }`;
      const { data, errors } = await ask(query('syncStatus { status }'), {}, { ...hub, reader });
      expect(errors).toBeUndefined();
      expect((data as { customers: { edges: unknown[] } }).customers.edges).toHaveLength(33);
      const withStatus = statements.length;
      statements.length = 0;
      await ask(query(''), {}, { ...hub, reader });
      expect(withStatus - statements.length).toBe(1);
    } finally {
      await database.close();
    }
  });
});

describe('what is out of step', () => {
  it('is every record that fails or waits, once, as far as the copy has it, and then what drifted', async () => {
    // Billing calls it Robot care, the ERP CARE.
    const care = await hub.idOf('netsuite', 'Product', '901');
    expect(await hub.reader.outOfStep(10)).toEqual([care]);
    const other = await hub.idOf('zuora', 'Invoice', '3');
    await note('PENDING', ago(1), 'refused');
    await dead('2', ago(1));
    await dead('3', ago(1));
    await dead('never seen', ago(1));
    await dead('1', ago(1));
    await well('1');
    expect([...(await hub.reader.outOfStep(10))].toSorted()).toEqual([care, invoice, other].toSorted());
    expect((await hub.reader.outOfStep(10)).at(-1)).toBe(care);
    expect(await hub.reader.outOfStep(1)).toHaveLength(1);
    const booked = hub.shelves.netsuite.records.find(
      ({ kind, externalId }) => kind === 'Customer' && externalId === '72',
    )!;
    const give = (name: string) =>
      hub.copy.give('netsuite', 'Customer', [{ ...booked, fields: { ...booked.fields, name } }]);
    // Written otherwise is not drifted.
    await give('ACME Robotics, GmbH');
    expect(await hub.reader.outOfStep(10)).not.toContain(robotics);
    await give('Another company');
    expect(await hub.reader.outOfStep(10)).toContain(robotics);
    await give('ACME Robotics');
  });
});

describe('drift', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['spelling and legal forms', { name: 'MÜLLER & Söhne, GmbH' }, { name: 'Muller and Sohne' }, []],
    ['another company', { name: 'Müller' }, { name: 'Miller' }, ['name']],
    ['a tax id written otherwise', { taxIds: ['de 123.456-789'] }, { taxIds: ['DE123456789'] }, []],
    ['the order of tax ids', { taxIds: ['A1', 'B2'] }, { taxIds: ['B2', 'A1'] }, []],
    ['another tax id', { taxIds: ['A1'] }, { taxIds: ['A1', 'B2'] }, ['taxIds']],
    [
      'nothing said',
      { name: null, taxIds: [], currency: undefined },
      { name: 'A', taxIds: ['A1'], currency: 'EUR' },
      [],
    ],
    [
      'another currency and terms',
      { currency: 'EUR', paymentTerms: 'Net 30' },
      { currency: 'USD', paymentTerms: 'Net 60' },
      ['currency', 'paymentTerms'],
    ],
    ['what is no master data', { status: 'ACTIVE', segment: 'A' }, { status: 'CHURNED', segment: 'B' }, []],
  ])('of a customer: %s', (_, held, golden, fields) => {
    expect(driftOf('Customer', held, golden)).toEqual(fields);
  });

  it('is looked for in contacts and products too, and in nothing else', () => {
    expect(
      driftOf('Contact', { name: 'Kim', email: 'KIM@a.example' }, { name: 'kim', email: 'kim@a.example' }),
    ).toEqual([]);
    expect(driftOf('Contact', { email: 'a@a.example' }, { email: 'b@a.example' })).toEqual(['email']);
    expect(driftOf('Product', { name: 'Care' }, { name: 'Care Plus' })).toEqual(['name']);
    expect(driftOf('Invoice', { number: '1' }, { number: '2' })).toEqual([]);
  });
});

describe('a sync status', () => {
  const nothing = { failed: null, blocked: null, waiting: null, drifted: null, noted: null };
  const trouble = { reason: 'why', since: '2026-11-02T00:00:00.000Z' };

  it('is the worst of what is known', () => {
    expect(syncOf(nothing).status).toBe('IN_SYNC');
    expect(syncOf({ ...nothing, drifted: trouble }).status).toBe('DRIFTED');
    expect(syncOf({ ...nothing, drifted: trouble, waiting: trouble }).status).toBe('PENDING');
    expect(syncOf({ ...nothing, waiting: trouble, blocked: trouble }).status).toBe('BLOCKED');
    expect(syncOf({ ...nothing, blocked: trouble, failed: trouble }).status).toBe('FAILED');
    for (const status of ['PENDING', 'BLOCKED', 'DRIFTED', 'FAILED'] as const)
      expect(syncOf({ ...nothing, noted: { ...trouble, status } })).toEqual({ ...trouble, status });
  });

  it('began when the first sign of it was seen', () => {
    const noted = { reason: null, since: '2026-11-01T00:00:00.000Z', status: 'PENDING' } as const;
    expect(syncOf({ ...nothing, waiting: trouble, noted })).toEqual({
      status: 'PENDING',
      reason: 'why',
      since: '2026-11-01T00:00:00.000Z',
    });
    expect(syncOf({ ...nothing, failed: { reason: null, since: null }, noted })).toEqual({
      status: 'FAILED',
      reason: null,
      since: null,
    });
  });
});
