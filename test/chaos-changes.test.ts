import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Database, openDatabase } from '../src/store/database.ts';
import { subscribeSimulators } from '../src/cli/subscribe.ts';
import { freePort } from '../src/provision/port.ts';
import { settings } from '../src/settings.ts';
import { eventually, type Landscape, startLandscape, type VendorName, vendorNames } from './support/hub.ts';
import { type HubNode, startNode } from './support/node.ts';
import { follow, streamQuery } from './support/stream-client.ts';
import { deskOf } from './support/webhook-desk.ts';

let land: Landscape;
let db: Database;
let nodes: HubNode[];
beforeAll(async () => {
  land = await startLandscape({ n: 40, seed: 11 });
  await land.backfill();
  db = openDatabase(land.databaseUrl);
  const port = await freePort();
  const simulators = Object.fromEntries(vendorNames.map((vendor) => [vendor, land.simulator(vendor)]));
  const secrets = await subscribeSimulators(simulators, `http://127.0.0.1:${port}`);
  const config = (http: { port: number }) => {
    const feeds = { pollEveryMs: 1000, retryAfterMs: 100 };
    const usual = land.config(
      {},
      { roles: ['api', 'ingest'], http, feeds: { ...settings.parse({ sources: [] }).feeds, ...feeds } },
    );
    const sources = usual.sources.map((source) => ({
      ...source,
      credentials: { ...source.credentials, ...secrets[source.instance] },
    }));
    return { ...usual, sources };
  };
  nodes = await Promise.all(
    [port, 0].map((each) => startNode(config({ port: each }), land.databaseUrl, inject('natsUrl'))),
  );
});
afterAll(async () => {
  await Promise.all(nodes.map((each) => each.close()));
  await db.close();
  await land.close();
});

const edits: readonly { vendor: VendorName; object: string; field: string; value: (n: number) => unknown }[] =
  [
    { vendor: 'zendesk', object: 'ticket', field: 'subject', value: (n) => `Subject ${n}` },
    {
      vendor: 'zendesk',
      object: 'ticket',
      field: 'priority',
      value: (n) => ['urgent', 'high', 'normal', 'low'][n % 4],
    },
    {
      vendor: 'zuora',
      object: 'Invoice',
      field: 'dueDate',
      value: (n) => `2027-01-${String(1 + (n % 28)).padStart(2, '0')}`,
    },
    { vendor: 'salesforce', object: 'Account', field: 'Name', value: (n) => `Account ${n}` },
    { vendor: 'salesforce', object: 'Opportunity', field: 'Name', value: (n) => `Deal ${n}` },
    { vendor: 'netsuite', object: 'customer', field: 'creditlimit', value: (n) => String(1000 + n) },
  ];

async function idsOf(vendor: VendorName, object: string): Promise<string[]> {
  const answer = await fetch(`${land.simulator(vendor).url}/__sim/state?object=${object}&limit=500`);
  const { rows } = (await answer.json()) as { rows: Record<string, unknown>[] };
  return rows.map((row) => String(row['Id'] ?? row['id']));
}

const eventCount = async (): Promise<number> => {
  const { rows } = await db.query<{ count: number }>('select count(*)::int as count from event');
  return rows[0]!.count;
};

test('what is changed 400 times at four vendors, with lost and doubled webhooks and killed nodes, is in the copy in the end, each change told once', async () => {
  const follower = follow(nodes, streamQuery('eventAppended'), () => Infinity);
  await eventually('the stream has begun', async () => follower.cursor !== null);
  const zendesk = deskOf(() => land.simulator('zendesk').url);
  await zendesk.steer({ drop: 0.1, duplicate: 2, seed: 5 });
  const ids = await Promise.all(edits.map(({ vendor, object }) => idsOf(vendor, object)));
  for (let n = 0; n < 400; n++) {
    const which = Math.floor(Math.random() * edits.length);
    const { vendor, object, field, value } = edits[which]!;
    const id = ids[which]![Math.floor(Math.random() * ids[which]!.length)]!;
    await land.change(vendor, object, id, { [field]: value(n) });
    if (n === 150) await nodes[0]!.kill();
    if (n === 220) await nodes[0]!.restart();
    if (n === 260) await nodes[1]!.kill();
    if (n === 320) await nodes[1]!.restart();
  }
  const ticket = ids[0]![0]!;
  await land.remove('zendesk', 'ticket', ticket);

  // Everything is in when reading it all anew finds nothing that is not known.
  const told = await eventually(
    'the copy equals the vendors',
    async () => {
      const before = await quietCount();
      await land.backfill({ anew: true });
      return before === (await eventCount()) && before;
    },
    180_000,
  );
  expect(told).toBeGreaterThan(100);
  const { rows: doubled } = await db.query(
    'select subject_id from event where entity_version is not null group by subject_id, entity_version having count(*) > 1',
  );
  expect(doubled).toEqual([]);
  const { rows: gone } = await db.query(`select 1 from event where type = 'case.deleted'`);
  expect(gone).toHaveLength(1);

  const { rows } = await db.query<{ id: string }>(
    'select id from event where position is not null order by position',
  );
  await eventually(
    'the stream has told all',
    async () => follower.changes.at(-1)?.eventId === rows.at(-1)!.id,
  );
  follower.stop();
  expect(follower.troubles).toEqual([]);
  const first = rows.findIndex((row) => row.id === follower.changes[0]!.eventId);
  expect(follower.changes.map((change) => change.eventId)).toEqual(rows.slice(first).map((row) => row.id));
});

/** How many events there are, once none has come for a second and nothing waits. */
async function quietCount(): Promise<number> {
  for (;;) {
    const before = await eventCount();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const { rows } = await db.query<{ waiting: number }>(
      `select (select count(*) from inbox where state = 'PENDING')::int + (select count(*) from event where position is null)::int as waiting`,
    );
    if (rows[0]!.waiting === 0 && before === (await eventCount())) return before;
  }
}
