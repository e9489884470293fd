import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Problem } from '../src/canonical/problem.ts';
import { bury } from '../src/store/dead-letter.ts';
import { inboxDepth } from './support/depth.ts';
import { claimMessages, dueLanes, failMessages, finishMessages, releaseClaims } from '../src/store/inbox.ts';
import { noteOutOfStep } from '../src/store/sync-state.ts';
import { sweep } from '../src/store/sweep.ts';
import { accept } from '../src/sync/inbox.ts';
import { settle } from '../src/sync/settle.ts';
import { createTestCopy, record, type TestCopy } from './support/copy.ts';
import { cause, hint, inboxOf, statusesOf } from './support/inbox.ts';

let copy: TestCopy;
beforeAll(async () => {
  copy = await createTestCopy();
});
afterAll(() => copy.close());
beforeEach(() =>
  copy.database.query('truncate inbox, dead_letter, sync_state, feed, event, entity, facet cascade'),
);

const receivedAt = '2026-11-21T10:00:00.000Z';
const arrival = { instance: 'zuora', feed: 'webhook', receivedAt };
const lane = { instance: 'zuora', kind: 'Customer', object: 'Account' } as const;
const give = (...hints: ReturnType<typeof hint>[]) => accept(copy.database, { ...arrival, hints });
const claim = (node: string, limit = 100) => claimMessages(copy.database, lane, node, 60_000, limit);
const idsOf = (claimed: Awaited<ReturnType<typeof claim>>) => claimed.map((each) => each.externalId);

test('a delivery that comes again leaves no second message, one about two records leaves one for each', async () => {
  const both = [hint('A', { deliveryId: 'd' }), hint('B', { deliveryId: 'd' })];
  expect(await give(...both)).toEqual({ accepted: 2, repeated: 0 });
  expect(await give(...both, hint('C', { deliveryId: 'd' }))).toEqual({ accepted: 1, repeated: 2 });
  const kept = await inboxOf(copy.database);
  expect(kept.map((each) => each.external_id).toSorted()).toEqual(['A', 'B', 'C']);
  expect(kept.every((each) => each.state === 'PENDING' && each.feed === 'webhook')).toBe(true);
});

test('the same delivery twice in one breath is one message', async () => {
  expect(await give(hint('A', { deliveryId: 'x' }), hint('A', { deliveryId: 'x' }))).toEqual({
    accepted: 1,
    repeated: 1,
  });
});

test('a message carries the correlation id it is given, else the id of the first message of its delivery', async () => {
  await give(hint('A', { deliveryId: 'x' }), hint('B', { deliveryId: 'x' }));
  await accept(copy.database, { ...arrival, hints: [hint('C')], correlationId: 'mine-1234' });
  const kept = new Map((await inboxOf(copy.database)).map((each) => [each.external_id, each]));
  expect(kept.get('A')!.correlation_id).toBe(kept.get('A')!.id);
  expect(kept.get('B')!.correlation_id).toBe(kept.get('A')!.id);
  expect(kept.get('C')!.correlation_id).toBe('mine-1234');
});

test('what PostgreSQL could not hold or index is refused, and nothing of its delivery is kept', async () => {
  for (const wrong of ['', 'a\0b', '\ud800', 'x'.repeat(5000), '😀'.repeat(101)])
    for (const field of ['externalId', 'deliveryId', 'object'] as const)
      await expect(give(hint('A'), hint('B', { [field]: wrong }))).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      } satisfies Partial<Problem>);
  expect(await inboxOf(copy.database)).toEqual([]);
  const long = '\u{1F600}'.repeat(100);
  await give(hint(long, { deliveryId: long, object: long, changedAt: 'yesterday' }));
  expect(await inboxOf(copy.database)).toMatchObject([{ external_id: long, changed_at: null }]);
});

test('what is accepted in a transaction that fails was never there', async () => {
  const failing = copy.database.transaction(async (db) => {
    await accept(db, { ...arrival, hints: [hint('A')] });
    throw new Error('the cursor could not be saved');
  });
  await expect(failing).rejects.toThrow('cursor');
  expect(await inboxOf(copy.database)).toEqual([]);
});

test('senders of the same messages in different orders never stand in each other’s way', async () => {
  const hints = Array.from({ length: 60 }, (_, i) => hint(`R${i}`, { deliveryId: `s-${i % 7}` }));
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, i) => give(...(i % 2 ? hints : hints.toReversed()))),
  );
  expect(results.reduce((sum, each) => sum + each.accepted, 0)).toBe(60);
  expect(await inboxOf(copy.database)).toHaveLength(60);
});

test('two nodes never work on the same record, and one that works on it keeps it to itself', async () => {
  await give(...Array.from({ length: 40 }, (_, i) => hint(`R${i % 10}`)));
  const [one, two] = await Promise.all([claim('one', 20), claim('two', 20)]);
  expect(idsOf(one).filter((id) => idsOf(two).includes(id))).toEqual([]);
  const [mine] = [one, two].filter((each) => each.length > 0);
  await give(hint(mine![0]!.externalId));
  expect(idsOf(await claim('three'))).not.toContain(mine![0]!.externalId);
});

test('all that waits about a record is claimed together, however little is asked for', async () => {
  await give(hint('A'), hint('B'), hint('A'), hint('A'));
  expect(idsOf(await claim('one', 1))).toEqual(['A', 'A', 'A']);
});

test('a lease that ended is taken over, and who lost it can neither count a failure nor give back', async () => {
  await give(hint('A'));
  const [late] = await claimMessages(copy.database, lane, 'frozen', 0, 10);
  const [now] = await claim('alive');
  expect(now!.id).toBe(late!.id);
  expect(await failMessages(copy.database, 'frozen', [late!.id], 1, 1000)).toBe(false);
  await releaseClaims(copy.database, 'frozen', [late!.id]);
  expect(await inboxOf(copy.database)).toMatchObject([{ claimed_by: 'alive', attempts: 0 }]);
});

test('a message that failed is due later, and a new one about its record brings it forward', async () => {
  await give(hint('A'));
  const [first] = await claim('one');
  expect(await failMessages(copy.database, 'one', [first!.id], 1, 3_600_000)).toBe(true);
  expect(await claim('one')).toEqual([]);
  await give(hint('A'));
  expect((await claim('one')).map((each) => each.attempts)).toEqual([1, 0]);
});

test('the lanes that have work are those with a message that is due and that nobody works on', async () => {
  const { database } = copy;
  await give(hint('A'), hint('B'), hint('I', { kind: 'Invoice', object: 'Invoice' }));
  await accept(database, { ...arrival, instance: 'netsuite', hints: [hint('N', { object: 'customer' })] });
  const invoices = { instance: 'zuora', kind: 'Invoice', object: 'Invoice' } as const;
  const theirs = { instance: 'netsuite', kind: 'Customer', object: 'customer' } as const;
  expect(await dueLanes(database)).toEqual([theirs, lane, invoices]);
  await claim('one');
  expect(await dueLanes(database)).toEqual([theirs, invoices]);
  const [later] = await claimMessages(database, invoices, 'one', 60_000, 10);
  await failMessages(database, 'one', [later!.id], 1, 60_000);
  expect(await dueLanes(database)).toEqual([theirs]);
});

test('an echo of our own change is told from news: the copy holds a state at least that young', async () => {
  const acme = record('Customer', 'zuora/A', { name: 'Acme' }, { sourceTime: '2026-11-21T09:00:00.000Z' });
  await copy.give('zuora', 'Customer', [acme]);
  const at = (changedAt: string | null, more = {}) => hint('A', { own: true, changedAt, ...more });
  const echoes = async (given: ReturnType<typeof hint>) => {
    await give(given);
    const [claimed] = await claim('one');
    await finishMessages(copy.database, [claimed!.id]);
    return claimed!.echo;
  };
  expect(await echoes(at('2026-11-21T09:00:00.000Z'))).toBe(true);
  expect(await echoes(at('2026-11-21T09:00:01.000Z'))).toBe(false);
  expect(await echoes(at(null))).toBe(false);
  expect(await echoes(hint('A', { changedAt: '2026-11-21T09:00:00.000Z' }))).toBe(false);
  expect(await echoes(at('2026-11-21T09:00:00.000Z', { deleted: true }))).toBe(false);
  expect(await echoes(hint('unknown', { own: true, changedAt: '2020-01-01T00:00:00.000Z' }))).toBe(false);
});

const letter = (externalId: string, more = {}) => ({
  instance: 'zuora',
  system: 'BILLING' as const,
  feed: 'webhook',
  kind: 'Customer' as const,
  object: 'Account',
  externalId,
  code: 'SOURCE_DRIFTED',
  reason: 'Account.name: expected text',
  attempts: 5,
  cause: cause('cor-1'),
  ...more,
});

test('a record has one open dead letter, whose attempts add up; settling closes it and tells, once', async () => {
  const { database } = copy;
  await copy.give('zuora', 'Customer', [record('Customer', 'zuora/A', { name: 'Acme' })]);
  const { rows } = await database.query<{ id: string }>('select id from entity');
  await noteOutOfStep(database, { ...letter('A'), status: 'PENDING' }, cause('cor-0'));
  await noteOutOfStep(database, { ...letter('A'), status: 'PENDING' }, cause('cor-0'));
  await bury(database, letter('A'));
  await bury(database, letter('A', { attempts: 1, reason: 'nul \0 and half \ud800' }));
  await noteOutOfStep(database, { ...letter('A'), status: 'PENDING' }, cause('cor-2'));
  await bury(database, letter('B'));
  expect(await inboxDepth(database)).toEqual({ feeds: [], deadLetters: 2 });
  expect(
    (await database.query('select * from dead_letter where external_id = $1', ['A'])).rows,
  ).toMatchObject([
    {
      id: expect.stringMatching(/^dlt_/),
      attempts: 6,
      reason: 'nul \uFFFD and half \uFFFD',
      resolved_at: null,
    },
  ]);

  await settle(database, 'zuora', 'Account', ['A', 'C'], cause('cor-3'));
  await settle(database, 'zuora', 'Account', ['A', 'C'], cause('cor-3'));
  expect(await statusesOf(database)).toEqual([
    'A PENDING<IN_SYNC',
    'A FAILED<PENDING',
    'B FAILED<IN_SYNC',
    'A IN_SYNC<FAILED',
  ]);
  expect((await inboxDepth(database)).deadLetters).toBe(1);
  const events = await database.query(
    `select subject_id, customer_id, source, correlation_id, data from event where type = 'sync.status_changed' order by seq`,
  );
  const [id] = rows.map((row) => row.id);
  expect(events.rows[0]).toMatchObject({
    subject_id: id,
    customer_id: id,
    source: null,
    correlation_id: 'cor-0',
  });
  expect(events.rows[2]).toMatchObject({ subject_id: 'src_zuora', customer_id: null });
  expect(events.rows[3]!.data).toEqual({
    instance: 'zuora',
    system: 'BILLING',
    kind: 'Customer',
    object: 'Account',
    externalId: 'A',
    status: 'IN_SYNC',
    previous: 'FAILED',
    reason: null,
  });

  await bury(database, letter('A', { attempts: 1 }));
  const letters = await database.query('select attempts from dead_letter where external_id = $1', ['A']);
  expect(letters.rows.map((row) => row.attempts).toSorted()).toEqual([1, 6]);
});

test('a dead letter tells since when the record has failed', async () => {
  const { database } = copy;
  await noteOutOfStep(database, { ...letter('A'), status: 'PENDING' }, cause('cor-0'));
  await database.query(`update sync_state set since = '2026-11-20T00:00:00Z'`);
  await bury(database, letter('A'));
  const { rows } = await database.query('select first_failed_at, last_failed_at from dead_letter');
  expect(rows[0]!.first_failed_at).toBe('2026-11-20T00:00:00.000Z');
  expect(rows[0]!.last_failed_at > rows[0]!.first_failed_at).toBe(true);
});

test('the depth counts what waits by feed, with its age', async () => {
  await give(hint('A'), hint('B'));
  await accept(copy.database, { ...arrival, receivedAt: '2026-11-21T08:00:00.000Z', hints: [hint('C')] });
  const [claimed] = await claim('one', 1);
  await finishMessages(copy.database, [claimed!.id]);
  const { feeds } = await inboxDepth(copy.database);
  expect(feeds).toEqual([
    { instance: 'zuora', feed: 'webhook', pending: 2, oldestAt: '2026-11-21T08:00:00.000Z' },
  ]);
});

test('old done messages and long resolved dead letters are swept, by one process at a time; nothing else is', async () => {
  const { database } = copy;
  await give(...Array.from({ length: 2300 }, (_, i) => hint(`R${i}`)), hint('young'), hint('waits'));
  await database.query(
    `update inbox set state = 'DONE', done_at = now() - case when external_id = 'young' then interval '6 days' else interval '8 days' end
     where external_id <> 'waits'`,
  );
  for (const id of ['old', 'new', 'open']) await bury(database, letter(id));
  await database.query(
    `update dead_letter set resolved_at = now() - case when external_id = 'old' then interval '91 days' else interval '89 days' end
     where external_id <> 'open'`,
  );
  const removed = await Promise.all([sweep(database), sweep(database)]);
  expect(removed[0] + removed[1]).toBeLessThanOrEqual(2301);
  await sweep(database);
  expect((await inboxOf(database)).map((each) => each.external_id).toSorted()).toEqual(['waits', 'young']);
  const { rows } = await database.query('select external_id from dead_letter order by 1');
  expect(rows.map((row) => row.external_id)).toEqual(['new', 'open']);
});
