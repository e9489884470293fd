import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Landscape, type RunningHub, startLandscape } from './support/hub.ts';

const listening = `select pid from pg_stat_activity where datname = current_database() and query = 'listen isthmus_changed'`;

describe('two hubs on one database', () => {
  let land: Landscape;
  let a: RunningHub;
  let b: RunningHub;
  let admin: pg.Client;
  /** A customer that all four systems know, by its id. */
  let id: string;
  let account: string;

  const pids = async (): Promise<number[]> =>
    (await admin.query<{ pid: number }>(listening)).rows.map((row) => row.pid);
  const plain = `query Plain($id: ID!) { customer(id: $id) { industry name
    opportunities(first: 200) { edges { node { name } } } balances { open { amount } } } }`;
  const live = plain.replace(
    'query Plain($id: ID!)',
    'query Live($id: ID!) @freshness(maxAgeMs: 0, onError: FAIL)',
  );
  interface Shown {
    readonly customer: { readonly industry: string };
  }
  const industryAt = async (hub: RunningHub, query = plain): Promise<string> =>
    (await hub.data<Shown>(query, { id })).customer.industry;
  const rename = (industry: string): Promise<void> =>
    land.change('salesforce', 'Account', account, { Industry: industry });
  /** Changes the stored record without telling anybody, as no part of the hub does: only a hub that reads the database sees it. */
  const changeSilently = (industry: string): Promise<unknown> =>
    admin.query(`update entity set body = jsonb_set(body, '{industry}', to_jsonb($2::text)) where id = $1`, [
      id,
      industry,
    ]);
  const servesFromMemory = (hub: RunningHub): Promise<boolean> =>
    eventually('the hub serves from its memory', async () => {
      const marker = `Silent ${performance.now()}`;
      const before = await industryAt(hub);
      await changeSilently(marker);
      const after = await industryAt(hub);
      await changeSilently(before);
      return after === before;
    });

  beforeAll(async () => {
    land = await startLandscape({ n: 20, seed: 5 });
    await land.backfill();
    a = await land.serve();
    admin = new pg.Client({ connectionString: land.databaseUrl });
    await admin.connect();
    await eventually('hub A listens', async () => (await pids()).length === 1);
    b = await land.serve();
    await eventually('hub B listens', async () => (await pids()).length === 2);
    const company = land.world.companies.find(
      (each) => each.crm && each.billing && each.support && each.erp && each.opportunities.length > 0,
    )!;
    account = company.crm!.id;
    const found = await a.data<{ customer: { id: string } }>(
      `query Find($ref: ExternalRefInput!) { customer(externalRef: $ref) { id } }`,
      { ref: { system: 'salesforce', object: 'Account', externalId: account } },
    );
    id = found.customer.id;
  });
  afterAll(async () => {
    await Promise.all([a?.close(), b?.close()]);
    await admin?.end();
    await land?.close();
  });

  it('show in one what the other has read from a source, without a restart', async () => {
    expect(await servesFromMemory(b)).toBe(true);
    for (const industry of ['Shipbuilding', 'Weaving', 'Brewing']) {
      const before = await industryAt(b);
      await rename(industry);
      expect(await industryAt(b)).toBe(before);
      expect(await industryAt(a, live)).toBe(industry);
      await eventually('hub B has heard of it', async () => (await industryAt(b)) === industry);
      expect(await industryAt(a)).toBe(industry);
    }
  });

  it('never show an old value while one cannot hear of changes, and use the memory again when it can', async () => {
    expect(await servesFromMemory(b)).toBe(true);
    // Enough connections are open afterwards that no more are needed while the database takes no new ones.
    for (const hub of [a, b]) await Promise.all(Array.from({ length: 10 }, () => industryAt(hub, live)));
    const name = new URL(land.databaseUrl).pathname.slice(1);
    const elsewhere = new URL(land.databaseUrl);
    elsewhere.pathname = '/postgres';
    const outside = new pg.Client({ connectionString: elsewhere.href });
    await outside.connect();
    try {
      await outside.query(`alter database ${name} allow_connections false`);
      // Both are deaf: neither may trust its memory.
      for (const pid of await pids()) await admin.query('select pg_terminate_backend($1)', [pid]);
      await eventually('nobody listens', async () => (await pids()).length === 0);
      for (const industry of ['Mining', 'Fishing', 'Printing']) {
        await rename(industry);
        expect(await industryAt(a, live)).toBe(industry);
        for (let time = 0; time < 3; time++) expect(await industryAt(b)).toBe(industry);
      }
      await changeSilently('Seen in the database only');
      expect(await industryAt(b)).toBe('Seen in the database only');
      await changeSilently('Printing');
    } finally {
      await outside.query(`alter database ${name} allow_connections true`);
      await outside.end();
    }
    await eventually('both listen again', async () => (await pids()).length === 2);
    expect(await servesFromMemory(b)).toBe(true);
    await rename('Baking');
    expect(await industryAt(a, live)).toBe('Baking');
    await eventually('hub B has heard of it', async () => (await industryAt(b)) === 'Baking');
  });
});
