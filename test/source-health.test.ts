import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCopy, type Copy } from '../src/copy.ts';
import { watchHealth } from '../src/sync/health.ts';
import { eventually, type Landscape, startLandscape } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

let land: Landscape;
let database: pg.Pool;
beforeAll(async () => {
  land = await startLandscape({ n: 3, seed: 41 });
  database = new pg.Pool({ connectionString: land.databaseUrl });
});
afterAll(async () => {
  await database?.end();
  await land?.close();
});

interface Told {
  readonly state: string;
  readonly circuit: string;
  readonly previous: string | null;
}
const told = async (): Promise<Told[]> =>
  (
    await database.query<{ data: Told }>(
      `select data from event where type = 'source.health_changed' and subject_id = 'src_zendesk' order by seq`,
    )
  ).rows.map(({ data }) => data);
/** A node that watches its sources, and whose calls soon find out how they are. */
const start = (): Copy & { probe(): Promise<void> } => {
  const options = { breakerOpenMs: 300 };
  const copy = createCopy(
    land.config({ zendesk: { deadlineMs: 500, options } }),
    land.databaseUrl,
    testKeyring,
  );
  const watch = watchHealth({ ...copy, everyMs: 50 });
  const zendesk = copy.sources.find(({ instance }) => instance === 'zendesk')!;
  return {
    ...copy,
    probe: () => zendesk.probe().catch(() => {}),
    async close() {
      await watch.close();
      await copy.close();
    },
  };
};
const probeUntil = (what: string, nodes: readonly ReturnType<typeof start>[], done: () => Promise<boolean>) =>
  eventually(what, async () => {
    await Promise.all(nodes.map((node) => node.probe()));
    return done();
  });
const last = async (): Promise<string | undefined> => (await told()).at(-1)?.state;

describe('the health of a source', () => {
  it('is told when it changes, once, though two nodes notice; and by the node that is left', async () => {
    const nodes = [start(), start()];
    try {
      await Promise.all(nodes.map((node) => node.probe()));
      await eventually(
        'both look',
        async () => (await database.query('select 1 from source_health')).rowCount === 4,
      );
      expect(await told()).toEqual([]);
      await land.kill('zendesk');
      await probeUntil('it is down', nodes, async () => (await last()) === 'DOWN');
      await nodes.shift()!.close();
      await land.mend();
      await probeUntil('it is up', nodes, async () => (await last()) === 'UP');
      const all = await told();
      expect(all[0]!.previous).toBe('UP');
      for (const [i, { state, circuit, previous }] of all.entries()) {
        const before = all[i - 1] ?? { state: 'UP', circuit: 'CLOSED' };
        expect(previous).toBe(before.state);
        expect([state, circuit]).not.toEqual([before.state, before.circuit]);
      }
    } finally {
      await Promise.all(nodes.map((node) => node.close()));
    }
  });

  it('is told to be well again by a node that never saw the trouble, once a call of its own succeeds', async () => {
    await database.query(
      `update source_health set state = 'DOWN', circuit = 'OPEN', since = now() where instance = 'zendesk'`,
    );
    const count = (await told()).length;
    const node = start();
    try {
      await probeUntil('it is up', [node], async () => (await told()).length > count);
      expect((await told()).slice(count)).toMatchObject([
        { state: 'UP', circuit: 'CLOSED', previous: 'DOWN' },
      ]);
    } finally {
      await node.close();
    }
  });
});
