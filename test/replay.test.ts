import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../src/store/database.ts';
import { eventually, type Landscape, type RunningHub, startLandscape } from './support/hub.ts';
import { watch } from './support/stream-client.ts';

let land: Landscape;
let hub: RunningHub;
let db: Database;
beforeAll(async () => {
  land = await startLandscape({ n: 12, seed: 3 });
  await land.backfill();
  db = openDatabase(land.databaseUrl);
  hub = await land.serve({}, { roles: ['api', 'ingest'], feeds: { ...quiet } });
  await eventually('the polls have begun', async () => (await liveFeeds()) >= 11);
});
afterAll(async () => {
  await hub.close();
  await db.close();
  await land.close();
});

/** Polls so seldom that whatever a test changes is found by nobody but a replay. */
const quiet = {
  pollEveryMs: 3_600_000,
  batchSchedule: '0 3 1 1 *',
  timeZone: 'UTC',
  maxAttempts: 2,
  retryAfterMs: 10,
};

async function liveFeeds(): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from feed where mode = 'POLL' and state = 'LIVE'`,
  );
  return rows[0]!.count;
}

interface Replay {
  readonly id: string;
  readonly status: string;
  readonly matched: number;
  readonly wouldApply: number;
  readonly applied: number;
  readonly skippedAsDuplicate: number;
  readonly failed: number;
}
const fields = 'id status mode matched wouldApply applied skippedAsDuplicate failed error';
const preview = async (input: object): Promise<Replay> =>
  (
    await hub.data<{ replayPreview: Replay }>(
      `query($input: ReplayInput!) { replayPreview(input: $input) { ${fields} } }`,
      { input },
    )
  ).replayPreview;
interface Payload {
  readonly replayed: boolean;
  readonly clientMutationId: string | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
  readonly replay: Replay | null;
}
const start = async (input: object): Promise<Payload> =>
  (
    await hub.data<{ replayEvents: Payload }>(
      `mutation($input: ReplayInput!) { replayEvents(input: $input) { replayed clientMutationId userErrors { code field } replay { ${fields} } } }`,
      { input },
    )
  ).replayEvents;
const ended = (id: string): Promise<Replay> =>
  eventually('the replay has ended', async () => {
    const { node } = await hub.data<{ node: Replay }>(
      `{ node(id: "${id}") { ... on Replay { ${fields} } } }`,
    );
    return node.status === 'COMPLETED' || node.status === 'FAILED' ? node : undefined;
  });

async function tickets(): Promise<string[]> {
  const answer = await fetch(`${land.simulator('zendesk').url}/__sim/state?object=ticket&limit=5`);
  return ((await answer.json()) as { rows: { id: number | string }[] }).rows.map((row) => String(row.id));
}

/** Takes the tickets in as they are now, so that there are events about them. */
async function tell(ids: readonly string[], subject: string): Promise<void> {
  for (const id of ids) await land.change('zendesk', 'ticket', id, { subject });
  const source = hub.data(
    `query($ids: [ID!]!) @freshness(maxAgeMs: 0, onError: FAIL) { nodes(ids: $ids) { ... on SupportCase { subject } } }`,
    { ids: await casesOf(ids) },
  );
  await source;
}

async function casesOf(ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ entity_id: string }>(
    `select entity_id from facet where instance = 'zendesk' and object = 'ticket' and external_id = any($1) order by external_id`,
    [ids],
  );
  return rows.map((row) => row.entity_id);
}

const events = async (): Promise<number> =>
  (
    await hub.data<{ events: { totalCount: number } }>(
      '{ events(first: 1, type: ["case.*"]) { totalCount } }',
    )
  ).events.totalCount;

test('a preview counts what a replay would change and changes nothing; the replay changes just that; a second one nothing', async () => {
  const ids = (await tickets()).slice(0, 3);
  await tell(ids, 'told once');
  await eventually('three events are in the log', async () => (await events()) === 3);
  await land.change('zendesk', 'ticket', ids[0]!, { subject: 'changed unheard' });
  await land.remove('zendesk', 'ticket', ids[1]!);

  const filter = { types: ['case.*'], mode: 'LIVE' };
  expect(await preview(filter)).toMatchObject({
    matched: 3,
    wouldApply: 2,
    applied: 0,
    skippedAsDuplicate: 1,
  });
  expect(await events()).toBe(3);

  const first = await start({ ...filter, idempotencyKey: 'first', clientMutationId: 'mine' });
  expect(first).toMatchObject({ replayed: false, clientMutationId: 'mine', userErrors: [] });
  expect(await ended(first.replay!.id)).toMatchObject({
    status: 'COMPLETED',
    matched: 3,
    applied: 2,
    skippedAsDuplicate: 1,
  });
  await eventually('what it changed is in the log', async () => (await events()) === 5);
  const { rows } = await db.query('select type from event where correlation_id = $1 order by type', [
    first.replay!.id,
  ]);
  expect(rows).toEqual([{ type: 'case.deleted' }, { type: 'case.updated' }]);

  const second = await start({ ...filter, idempotencyKey: 'second' });
  expect(await ended(second.replay!.id)).toMatchObject({
    matched: 5,
    applied: 0,
    skippedAsDuplicate: 5,
    failed: 0,
  });
  expect(await events()).toBe(5);
});

test('a key gives the replay of then, and is refused for another one; what cannot be asked is told by field', async () => {
  const again = await start({ types: ['case.*'], mode: 'LIVE', idempotencyKey: 'first' });
  expect(again).toMatchObject({ replayed: true, replay: { matched: 3, applied: 2 } });
  const other = await start({ types: ['invoice.*'], mode: 'LIVE', idempotencyKey: 'first' });
  expect(other).toMatchObject({
    replay: null,
    userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['idempotencyKey'] }],
  });
  for (const [input, field] of [
    [{ mode: 'LIVE' }, 'input'],
    [{ mode: 'LIVE', types: ['nonsense.*'] }, 'types'],
    [{ mode: 'LIVE', types: ['case.*'], ratePerSecond: 0 }, 'ratePerSecond'],
    [{ mode: 'LIVE', types: ['case.*'], deadLetterIds: ['dlt_1'] }, 'deadLetterIds'],
    [
      { mode: 'LIVE', types: ['case.*'], idempotencyKey: randomBytes(2000).toString('hex') },
      'idempotencyKey',
    ],
    [{ mode: 'LIVE', types: ['case.*'], idempotencyKey: 'a\0b' }, 'idempotencyKey'],
    [{ mode: 'LIVE', types: ['case.*'], idempotencyKey: '' }, 'idempotencyKey'],
    [{ mode: 'LIVE', types: [] }, 'types'],
    [{ mode: 'LIVE', types: ['case.*'], correlationId: 'a\0b' }, 'correlationId'],
    [{ mode: 'LIVE', types: ['case.*'], correlationId: 'a\ud800' }, 'correlationId'],
    [{ mode: 'LIVE', types: ['case.*'], correlationId: '' }, 'correlationId'],
    [{ mode: 'LIVE', types: ['case.*'], subjectId: '' }, 'subjectId'],
    [{ mode: 'LIVE', subjectId: 'nobody' }, 'subjectId'],
    [{ mode: 'LIVE', subjectId: 'inv_\0' }, 'subjectId'],
    [{ mode: 'LIVE', deadLetterIds: [] }, 'deadLetterIds'],
    [{ mode: 'LIVE', deadLetterIds: ['dlt_\0'] }, 'deadLetterIds'],
  ] as const)
    expect(await start(input)).toMatchObject({
      replay: null,
      userErrors: [{ code: 'INVALID_INPUT', field: [field] }],
    });
  for (const [input, field] of [
    [{ mode: 'LIVE', subjectId: 'inv_01nobody' }, 'subjectId'],
    [{ mode: 'LIVE', deadLetterIds: ['dlt_01nobody'] }, 'deadLetterIds'],
  ] as const)
    expect(await start(input)).toMatchObject({
      replay: null,
      userErrors: [{ code: 'NOT_FOUND', field: [field] }],
    });
});

test('a dry run over any number counts in the background', async () => {
  const { replay } = await start({ types: ['case.*'], mode: 'DRY_RUN' });
  expect(await ended(replay!.id)).toMatchObject({
    matched: 5,
    wouldApply: 0,
    applied: 0,
    skippedAsDuplicate: 5,
  });
});

test('its progress is a stream that ends with it', async () => {
  const { replay } = await start({ types: ['case.*'], mode: 'LIVE', ratePerSecond: 1 });
  const seen: { status: string; matched: number }[] = [];
  const query = `subscription { replayProgress(id: "${replay!.id}") { status matched } }`;
  const watching = watch(hub.wsUrl, query, null, (message) => seen.push(message as never));
  await eventually('the last state has come', async () => seen.at(-1)?.status === 'COMPLETED');
  watching.cut();
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.map(({ matched }) => matched)).toEqual(
    seen.map(({ matched }) => matched).toSorted((a, b) => a - b),
  );
  expect(seen.at(-1)).toMatchObject({ matched: 5 });
});

test('a dead letter is replayed once its record fits, and is then closed', async () => {
  const [id] = (await tickets()).slice(-1);
  await land
    .simulator('zendesk')
    .fault({ match: { objectType: 'ticket' }, act: 'patch', rename: { status: 'state' } });
  await land.change('zendesk', 'ticket', id!, { subject: 'cannot be read' });
  await db.query(
    `insert into inbox (id, instance, feed, delivery_id, kind, object, external_id, received_at, correlation_id, due_at)
     values ('inb_test', 'zendesk', 'webhook', 'd1', 'SupportCase', 'ticket', $1, now(), 'cor_test', now())`,
    [id],
  );
  const letter = await eventually('the record is a dead letter', async () => {
    const { deadLetters } = await hub.data<{
      deadLetters: { edges: { node: { id: string; externalId: string; attempts: number } }[] };
    }>('{ deadLetters(first: 5) { edges { node { id externalId attempts } } } }');
    return deadLetters.edges[0]?.node;
  });
  expect(letter).toMatchObject({ externalId: id, attempts: 2 });
  const input = { deadLetterIds: [letter.id], mode: 'LIVE' };
  const tried = await start(input);
  expect(await ended(tried.replay!.id)).toMatchObject({ matched: 1, applied: 0, failed: 1 });

  await land.simulator('zendesk').calm();
  const { replay } = await start(input);
  expect(await ended(replay!.id)).toMatchObject({ matched: 1, applied: 1, failed: 0 });
  const { deadLetters } = await hub.data<{ deadLetters: { totalCount: number } }>(
    '{ deadLetters { totalCount } }',
  );
  expect(deadLetters.totalCount).toBe(0);
});

test('a replay that a killed node left is finished by another node', async () => {
  const { rows } = await db.query<{ id: string }>(
    `insert into replay (id, request_hash, status, filter, mode, rate_per_second, cursor, matched, claimed_by, claimed_until, created_at)
     select 'rpl_orphan', 'x', 'RUNNING', jsonb_build_object('types', array['case.updated', 'case.deleted'], 'until', position), 'LIVE', 50,
       (select min(position)::text from event where type like 'case.%'), 1, 'node-of-the-dead', now() - interval '1 second', now()
     from event_head returning id`,
  );
  const replay = await ended(rows[0]!.id);
  const { rows: all } = await db.query<{ count: number }>(
    `select count(*)::int as count from event where type in ('case.updated', 'case.deleted')`,
  );
  expect(replay).toMatchObject({ status: 'COMPLETED', applied: 0, matched: all[0]!.count });
});
