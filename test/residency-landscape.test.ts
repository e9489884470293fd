import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCopy, openCopy } from '../src/copy.ts';
import type { Config } from '../src/config.ts';
import { backfill } from '../src/sync/backfill.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually, type Landscape, serveHub, startLandscape } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

let land: Landscape;
beforeAll(async () => {
  land = await startLandscape({ n: 40, seed: 41 });
});
afterAll(() => land?.close());

const pinned = { region: 'us', residency: [{ legalEntities: ['EU01'], regions: ['eu'] }] };

/** Imports everything, as the command line does, as often as is said. */
async function imported(config: Config, databaseUrl: string, times = 1): Promise<void> {
  for (let n = 0; n < times; n++) {
    const copy = createCopy(config, databaseUrl, testKeyring);
    try {
      await copy.database.query(
        `insert into audit_head (tenant, seq, hash) values ('main', 0, 'x') on conflict do nothing`,
      );
      await backfill(copy, copy.sources, { anew: n > 0 });
    } finally {
      await copy.close();
    }
  }
}

async function ask<T extends object>(databaseUrl: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Every text of every table. */
async function dump(databaseUrl: string): Promise<string> {
  const tables = await ask<{ name: string }>(
    databaseUrl,
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of tables)
    texts.push(
      (
        await ask<{ all: string | null }>(
          databaseUrl,
          `select string_agg(t::text, E'\\n') as all from "${name}" t`,
        )
      )[0]!.all ?? '',
    );
  return texts.join('\n');
}

/** Companies of the world whose records every system connects with one another; of the others nobody can tell whose they are. */
const connected = (code: string) =>
  land.world.companies.filter(
    ({ legalEntity, crm, billing, erp, taxId }) =>
      legalEntity === code && taxId !== null && crm && erp?.billingNumber && billing?.crmId === crm.id,
  );

describe('a hub in the United States', () => {
  it('holds nothing of customers that Europe sells to, after an import and after a second one', async () => {
    const { url, drop } = await createTestDatabase();
    await imported(land.config({}, pinned), url);
    const european = connected('EU01');
    const american = connected('US01');
    expect(Math.min(european.length, american.length)).toBeGreaterThan(3);
    const first = await dump(url);
    for (const company of european) {
      expect(first).not.toContain(company.address.line1);
      for (const { number } of company.invoices) expect(first).not.toMatch(new RegExp(`\\b${number}\\b`));
    }
    // Nor what support alone has, without a reference to the CRM.
    const told = european.flatMap(({ support }) => support ?? []).filter(({ name }) => first.includes(name));
    expect(told).toEqual([]);
    for (const company of american) expect(first).toContain(company.crm!.name);
    const books = await ask<{ code: string }>(
      url,
      `select distinct l.body ->> 'code' as code from customer_summary s join entity l on l.id = s.legal_entity_id`,
    );
    expect(books).toEqual([{ code: 'US01' }]);
    const count = (): Promise<object[]> =>
      ask(
        url,
        `select (select count(*) from entity where deleted_at is null) as entities, (select count(*) from facet) as facets`,
      );
    const before = await count();
    await imported(land.config({}, pinned), url, 2);
    expect(await count()).toEqual(before);
    await drop();
  });

  it('serves and streams none of them, and reads on', async () => {
    const { url, drop } = await createTestDatabase();
    await imported(land.config({}, pinned), url);
    const config = land.config({}, { ...pinned, roles: ['api', 'ingest'], feeds: { pollEveryMs: 200 } });
    const hub = await serveHub(config, url);
    const [european] = connected('EU01');
    const [american] = connected('US01');
    await land.change('salesforce', 'Account', european!.crm!.id, { Name: 'Steinbach was here' });
    await land.change('salesforce', 'Account', american!.crm!.id, { Name: 'Another name' });
    await eventually('the change of the other one', async () => {
      const { customers } = await hub.data<{ customers: { totalCount: number } }>(
        '{ customers(filter: { search: "another" }) { totalCount } }',
      );
      return customers.totalCount === 1;
    });
    const { customers } = await hub.data<{ customers: { totalCount: number } }>(
      '{ customers(filter: { search: "steinbach" }) { totalCount } }',
    );
    expect(customers.totalCount).toBe(0);
    await hub.close();
    expect(await dump(url)).not.toContain('Steinbach was here');
    await drop();
  });

  it('leaves out a source that is pinned elsewhere, and says so', async () => {
    const { url, drop } = await createTestDatabase();
    const config = land.config({}, { region: 'us', residency: [{ sources: ['netsuite'], regions: ['eu'] }] });
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
    const copy = await openCopy(config, url, testKeyring, logger);
    expect(copy.sources.map(({ instance }) => instance)).not.toContain('netsuite');
    expect(copy.sources.length).toBe(config.sources.length - 1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      instance: 'netsuite',
      regions: ['eu'],
      region: 'us',
      msg: 'a source is left out, because residency pins it to other regions',
    });
    await copy.close();
    const elsewhere = await openCopy({ ...config, region: 'eu' }, url, testKeyring, logger);
    expect(elsewhere.sources.length).toBe(config.sources.length);
    expect(elsewhere.residency).toBeNull();
    await elsewhere.close();
    await drop();
  });
});
