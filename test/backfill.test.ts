import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../src/store/database.ts';
import { openRows } from '../src/store/sealed.ts';
import type { ReadingProgress } from '../src/sync/reading.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually, type Landscape, startLandscape } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

interface Line {
  readonly progress?: ReadingProgress;
  readonly rejected?: { readonly code: string; readonly message: string; readonly path: string };
}
/** A golden record as two databases can be compared: what is made by chance is left out. */
interface Row {
  readonly place: string;
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly updated_at: Date;
  readonly body: Readonly<Record<string, unknown>>;
  readonly links: object;
  readonly owner: string | null;
}

const program = fileURLToPath(new URL('support/backfill-process.ts', import.meta.url));

describe('a backfill of four systems', () => {
  let land: Landscape;
  const databases: { url: string; drop(): Promise<void> }[] = [];
  beforeAll(async () => {
    land = await startLandscape({ n: 70, seed: 23 });
  });
  afterAll(async () => {
    await Promise.all(databases.map((each) => each.drop()));
    await land?.close();
  });

  const database = async (): Promise<string> => {
    const made = await createTestDatabase();
    databases.push(made);
    return made.url;
  };
  const query = async <T extends object>(url: string, sql: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  /** Runs the backfill in a process; `until` ends it by SIGKILL as soon as a line satisfies it. */
  const run = async (
    databaseUrl: string,
    until: (line: Line, lines: readonly Line[]) => boolean = () => false,
    anew = false,
  ): Promise<{ lines: Line[]; killed: boolean }> => {
    const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines: Line[] = [];
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      lines.push(line);
      if (until(line, lines)) child.kill('SIGKILL');
    });
    child.stdin.end(JSON.stringify({ config: land.config(), databaseUrl, anew }));
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the backfill ended with ${code ?? signal}`);
    // What the dead process had sent may still be carried out.
    await eventually('the database has let go of the process', async () => {
      const [others] = await query<{ n: number }>(
        databaseUrl,
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      return others!.n === 0;
    });
    return { lines, killed: signal === 'SIGKILL' };
  };

  /** Every source's record and the golden record it is part of, in a stable order. */
  const rowsOf = async (url: string): Promise<Row[]> => {
    const db = openDatabase(url, 2, testKeyring);
    const { rows } = await db.query<Row>(
      `select f.instance || ' ' || f.object || ' ' || f.external_id as place, e.id, e.kind, e.version, e.updated_at, e.body, e.links,
         (select min(o.instance || ' ' || o.external_id) from facet o where o.entity_id = e.customer_id) as owner
       from facet f join entity e on e.id = f.entity_id
       where f.deleted_at is null and e.deleted_at is null and e.merged_into is null order by place`,
    );
    const opened = await openRows(db, rows, 'body');
    await db.close();
    return opened;
  };
  const comparable = (rows: readonly Row[]) =>
    rows.map(({ place, kind, body, links, owner }) => ({ place, kind, body, links, owner }));
  const countsOf = (url: string) =>
    query(
      url,
      `select kind, count(*)::int as records from entity where deleted_at is null and merged_into is null group by kind order by kind`,
    );
  const summariesOf = (url: string) =>
    query(
      url,
      `select name, status, currency, arr, mrr, open_ar, unapplied, credit, dues, open_cases, subscription_status, renewal_date
       from customer_summary order by name, currency, arr`,
    );

  it('that is killed three times and resumed ends where an uninterrupted one does', async () => {
    const [straight, broken] = [await database(), await database()];
    await run(straight);
    const kept = new Map<string, string>();
    const remember = async (): Promise<void> => {
      for (const { place, id } of await rowsOf(broken)) if (!kept.has(place)) kept.set(place, id);
    };
    const moments: readonly ((line: Line, lines: readonly Line[]) => boolean)[] = [
      ({ progress }) => progress?.kind === 'Product' && progress.records > 0,
      ({ progress }) =>
        progress?.instance === 'salesforce' && progress.kind === 'Customer' && progress.records > 0,
      ({ progress }) => progress?.kind === 'Invoice' && progress.records > 100 && !progress.done,
    ];
    for (const moment of moments) {
      const { killed, lines } = await run(broken, moment);
      expect(killed, JSON.stringify(lines.at(-1))).toBe(true);
      await remember();
    }
    expect(kept.size).toBeGreaterThan(0);
    const last = await run(broken);
    expect(last.killed).toBe(false);

    const rows = await rowsOf(broken);
    const expected = await rowsOf(straight);
    expect(await countsOf(broken)).toEqual(await countsOf(straight));
    expect(comparable(rows)).toEqual(comparable(expected));
    expect(await summariesOf(broken)).toEqual(await summariesOf(straight));
    expect(new Set(rows.map(({ place }) => place)).size).toBe(rows.length);
    // What is one customer in one copy is one customer in the other.
    const together = (all: readonly Row[]): string[][] =>
      [...Map.groupBy(all, ({ id }) => id).values()].map((each) => each.map(({ place }) => place));
    expect(together(rows)).toEqual(together(expected));

    const merged = new Map(
      (
        await query<{ id: string; merged_into: string }>(
          broken,
          'select id, merged_into from entity where merged_into is not null',
        )
      ).map((row) => [row.id, row.merged_into]),
    );
    const idAt = new Map(rows.map(({ place, id }) => [place, id]));
    for (const [place, id] of kept) expect([place, idAt.get(place)]).toEqual([place, merged.get(id) ?? id]);
  });

  it('goes on from the page it had stored, and does not read a finished kind again', async () => {
    const url = await database();
    await run(url, ({ progress }) => progress?.kind === 'Invoice' && progress.records >= 99);
    const [stored] = await query<{ records: number }>(
      url,
      `select records from backfill where kind = 'Invoice'`,
    );
    const { result, calls } = await land.callsOf(() => run(url));
    const resumed = result.lines.find(({ progress }) => progress?.kind === 'Invoice')!;
    expect(resumed.progress!.records).toBe(stored!.records);
    expect(stored!.records).toBeGreaterThanOrEqual(99);
    const done = result.lines.find(({ progress }) => progress?.kind === 'Invoice' && progress.done)!;
    expect(done.progress!.records).toBe(land.world.companies.flatMap(({ invoices }) => invoices).length);
    for (const finished of ['User', 'Account']) {
      const read = [...calls.salesforce, ...calls.zuora].filter(({ objectType }) => objectType === finished);
      expect(read, finished).toEqual([]);
    }
  });

  it('changes nothing when it runs again over what it has read', async () => {
    const url = await database();
    await run(url);
    const before = await rowsOf(url);
    expect(before.length).toBeGreaterThan(1_000);
    const { lines } = await run(url, undefined, true);
    expect(lines.some(({ progress }) => progress?.done === true && progress.records > 0)).toBe(true);
    expect(await rowsOf(url)).toEqual(before);
  });

  it('reports records that do not fit, leaves them out as dead letters and reads the rest', async () => {
    const url = await database();
    const odd = land.world.companies.find((company) => company.billing && company.invoices.length > 1)!;
    const [invoice, lost] = odd.invoices;
    // The wire allows any code; the canonical shape allows ISO 4217.
    await land.change('zuora', 'Invoice', invoice!.billingId, { currency: 'dollars' });
    // A word that the vendor's contract does not have.
    await land.change('zuora', 'Invoice', lost!.billingId, { status: 'Lost' });
    try {
      const { lines } = await run(url);
      const problems = lines.flatMap(({ rejected }) => rejected ?? []);
      expect(problems.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
        {
          code: 'SOURCE_DRIFTED',
          message: expect.stringContaining(invoice!.billingId) as string,
          path: expect.stringMatching(/^Invoice.*currency$/) as string,
        },
        {
          code: 'SOURCE_DRIFTED',
          message: expect.stringContaining('status') as string,
          path: expect.stringMatching(/^invoices.*status$/) as string,
        },
      ]);
      const places = new Set((await rowsOf(url)).map(({ place }) => place));
      for (const each of land.world.companies.flatMap((company) => company.invoices))
        expect([each.number, places.has(`zuora Invoice ${each.billingId}`)]).toEqual([
          each.number,
          each !== invoice && each !== lost,
        ]);
      const [state] = await query<{ rejected: number; finished: boolean }>(
        url,
        `select rejected, finished_at is not null as finished from backfill where kind = 'Invoice'`,
      );
      expect(state).toEqual({ rejected: 2, finished: true });
      const letters = await query<{ id: string }>(
        url,
        'select external_id as id from dead_letter where resolved_at is null and attempts = 1',
      );
      expect(letters.map(({ id }) => id).toSorted()).toEqual(
        [invoice!, lost!].map((each) => each.billingId).toSorted(),
      );
    } finally {
      await land.change('zuora', 'Invoice', invoice!.billingId, { currency: odd.currency });
      await land.change('zuora', 'Invoice', lost!.billingId, { status: 'Posted' });
    }
  });
});
