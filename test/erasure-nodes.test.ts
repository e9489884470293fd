import { connect } from 'nats';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { eraseFrom } from '../src/cli/erase.ts';
import { natsAddress } from '../src/events/address.ts';
import { placeOf } from '../src/events/message.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { namespaceOf } from './support/database.ts';
import { dumpOf, foundIn } from './support/dump.ts';
import { eventually, type Landscape, type RunningHub, startLandscape } from './support/hub.ts';
import { type StreamMessage, streamQuery, watch } from './support/stream-client.ts';

let land: Landscape;
let hubs: readonly [RunningHub, RunningHub];
let db: Database;
beforeAll(async () => {
  land = await startLandscape({ n: 8, seed: 3 });
  await land.backfill();
  db = openDatabase(land.databaseUrl);
  const serve = () => land.serve({}, { roles: ['api', 'ingest'] });
  hubs = [await serve(), await serve()];
});
afterAll(async () => {
  await Promise.all(hubs.map((hub) => hub.close()));
  await db.close();
  await land.close();
});

const people = () => land.world.companies.flatMap(({ contacts }) => contacts);

/** Everything that the broker holds of the hub's log, as text. */
async function heldByBroker(): Promise<string> {
  const link = await connect(natsAddress(inject('natsUrl')));
  try {
    const { stream } = placeOf(namespaceOf(land.databaseUrl));
    const manager = await link.jetstreamManager();
    const { messages } = (await manager.streams.info(stream)).state;
    const consumer = await link.jetstream().consumers.get(stream);
    const texts: string[] = [];
    for await (const message of await consumer.fetch({ max_messages: messages, expires: 30_000 })) {
      texts.push(message.string());
      if (texts.length === messages) break;
    }
    return texts.join('\n');
  } finally {
    await link.close();
  }
}

test('an import of everything leaves no name and no address of a contact in the database', async () => {
  const sought = people().flatMap(({ firstName, lastName, email }) => [`${firstName} ${lastName}`, email]);
  expect(sought.length).toBeGreaterThan(20);
  const text = await dumpOf(db);
  expect(text.length).toBeGreaterThan(100_000);
  expect(foundIn(text, sought)).toEqual([]);
  const { nodes } = await hubs[0].data<{ nodes: { name: string }[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Contact { name } } }',
    {
      ids: (await db.query<{ id: string }>(`select id from entity where kind = 'Contact' limit 5`)).rows.map(
        ({ id }) => id,
      ),
    },
  );
  const names = people().map(({ firstName, lastName }) => `${firstName} ${lastName}`);
  expect(names).toEqual(expect.arrayContaining(nodes.map(({ name }) => name)));
});

const question = 'query ($id: ID!) { node(id: $id) { ... on Contact { name email customer { id } } } }';
const seen = (hub: RunningHub, id: string) =>
  hub.data<{ node: { name: string | null; customer: { id: string } } }>(question, { id });

test('a person erased by the command line is erased on every node, on streams, at the broker, and stays so', async () => {
  const found = people().find(({ crmId, supportId }) => crmId !== null && supportId !== null)!;
  const { rows } = await db.query<{ id: string }>(
    `select entity_id as id from facet where external_id = $1 and object = 'Contact'`,
    [found.crmId],
  );
  const { id } = rows[0]!;
  const told: StreamMessage[] = [];
  const query = streamQuery(
    'eventAppended',
    `subjectId: "${id}"`,
    'node { ... on Contact { name } } event { data }',
  );
  const live = watch(hubs[0].wsUrl, query, null, (message) => told.push(message));
  await eventually('the snapshot', async () => told.length > 0);
  const { customer } = (await seen(hubs[1], id)).node;
  const read = (hub: RunningHub) =>
    hub.data(
      'query ($id: ID!) { customer(id: $id) @freshness(maxAgeMs: 0) { contacts { edges { node { name email } } } } }',
      { id: customer.id },
    );

  await land.change('salesforce', 'Contact', found.crmId!, { LastName: 'Xyzzyquark' });
  await read(hubs[0]);
  await eventually('the change', async () => told.some((each) => each.__typename === 'StreamChange'));
  const change = told.find((each) => each.__typename === 'StreamChange')!;
  expect(change.node).toMatchObject({ name: `${found.firstName} Xyzzyquark` });
  expect(change.event).toMatchObject({ data: { record: { name: `${found.firstName} Xyzzyquark` } } });
  const secret = ['Xyzzyquark', found.email];
  expect(foundIn(JSON.stringify(await seen(hubs[1], id)), secret)).toEqual(secret);
  await eventually('the broker', async () => (await heldByBroker()).includes(change.eventId));
  expect(foundIn(await heldByBroker(), secret)).toEqual([]);

  const config = land.config();
  const { subjects } = await eraseFrom(config, land.databaseUrl, id, 'request 4711');
  expect(subjects).toEqual([id]);
  const emptied = change.event.entityVersion! + 1;
  const isEmptied = (message: StreamMessage): boolean => message.event?.entityVersion === emptied;
  const erased = await eventually('the erasure on the stream', async () => told.find(isEmptied));
  expect(foundIn(JSON.stringify(erased), secret)).toEqual([]);
  for (const hub of hubs)
    await eventually('the erasure', async () => (await seen(hub, id)).node.name === null);

  // From before the change: the node that has told it already, and the one that has not.
  for (const hub of hubs) {
    const again: StreamMessage[] = [];
    const late = watch(hub.wsUrl, query, told[0]!.cursor, (message) => again.push(message));
    await eventually('the replay', async () => again.some(isEmptied));
    expect(again.filter((each) => each.__typename === 'StreamChange').length).toBeGreaterThan(1);
    expect(foundIn(JSON.stringify(again), secret)).toEqual([]);
    late.cut();
  }
  live.cut();

  for (const hub of hubs) expect(foundIn(JSON.stringify(await read(hub)), secret)).toEqual([]);
  await land.change('salesforce', 'Contact', found.crmId!, { LastName: 'Xyzzyquark-Again' });
  for (const hub of hubs) expect(foundIn(JSON.stringify(await read(hub)), secret)).toEqual([]);
  await land.backfill({ anew: true });
  for (const hub of hubs) expect((await seen(hub, id)).node.name).toBeNull();
  expect(foundIn(await dumpOf(db), secret)).toEqual([]);
  expect(foundIn(await heldByBroker(), secret)).toEqual([]);
});
