import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealing, sealNext } from '../src/audit/seal.ts';
import { verifyLog } from '../src/audit/verify-log.ts';
import { expire } from '../src/events/retention.ts';
import { auditRows } from '../src/store/audit-chain.ts';
import { openAuditChain } from '../src/store/audit.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { appendEvents, givePositions } from '../src/store/event.ts';
import { eventImages } from '../src/store/seal.ts';
import { createTestDatabase } from './support/database.ts';
import { anEvent } from './support/events.ts';
import { eventually } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const place = await createTestDatabase();
  drop = place.drop;
  database = openDatabase(place.url, 10, testKeyring);
  await openAuditChain(database, 'main');
});
afterAll(async () => {
  await database.close();
  await drop();
});

async function happen(types: readonly string[]): Promise<void> {
  await database.transaction((tx) =>
    appendEvents(
      tx,
      types.map((type) => ({ ...anEvent(), type })),
    ),
  );
  while ((await givePositions(database, 1000)).length > 0);
}

/** A log of its own with some events. */
async function createLog(count: number) {
  const place = await createTestDatabase();
  const own = openDatabase(place.url, 10, testKeyring);
  await openAuditChain(own, 'main');
  await own.transaction((tx) =>
    appendEvents(
      tx,
      Array.from({ length: count }, () => anEvent()),
    ),
  );
  await givePositions(own, 1000);
  return { database: own, drop: place.drop };
}

const seals = async (): Promise<number[]> =>
  (
    await database.query<{ seq: string }>(
      `select seq from audit_entry where action = 'log.sealed' order by seq`,
    )
  ).rows.map(({ seq }) => Number(seq));

const verify = async ({ retentionDays = 400, now = Date.now() } = {}) =>
  verifyLog({
    seals: await seals(),
    entry: async (seq) => (await auditRows(database, 'seq', [seq]))[0]!,
    images: (from, to) => eventImages(database, from, to),
    retentionDays,
    now,
  });

/** What is found after a change of the log, which is undone. */
async function after(change: string) {
  await database.query('create table kept as select * from event');
  await database.query(change);
  const found = await verify();
  await database.query(
    'truncate event; insert into event overriding system value select * from kept; drop table kept',
  );
  return found.fault;
}

describe('the event log in the audit trail', () => {
  it('is vouched for, a thousand events at most in one entry', async () => {
    await happen(Array.from({ length: 1500 }, (_, nth) => (nth % 3 === 0 ? 'invoice.paid' : 'case.opened')));
    expect(await sealNext(database)).toBe(true);
    expect(await sealNext(database)).toBe(false);
    expect(await sealNext(database)).toBe(false);
    const rows = await auditRows(database, 'seq', await seals());
    expect(rows.map(({ after: text }) => JSON.parse(text!) as object)).toEqual([
      expect.objectContaining({ from: 1, to: 1000 }),
      expect.objectContaining({ from: 1001, to: 1500 }),
    ]);
    expect(await verify()).toEqual({ events: 1500, fault: null });
  });

  it('is not edited, nor is anything deleted from it or moved in it, without being found', async () => {
    const last = (await seals()).at(-1)!;
    const fault = (position: number, what: string) => ({
      position,
      seq: position > 1000 ? last : last - 1,
      message: `The event at position ${position} was ${what}.`,
    });
    expect(await after(`update event set data = data || '{"amount":"1"}' where position = 1200`)).toEqual(
      fault(1200, 'edited'),
    );
    expect(
      await after(`update event set occurred_at = occurred_at + interval '1 microsecond' where position = 7`),
    ).toEqual(fault(7, 'edited'));
    expect(await after('delete from event where position = 1500')).toEqual(fault(1500, 'deleted'));
    expect(
      await after(
        `update event set position = -position where position in (20, 21); update event set position = 41 + position where position < 0`,
      ),
    ).toEqual(fault(20, 'edited'));
    expect(await verify()).toEqual({ events: 1500, fault: null });
  });

  it('may lose for its age what may be lost, and what tells of money never', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await expire(database, soon)).toBe(1000);
    const later = Date.now() + 401 * 86_400_000;
    expect(await verify({ now: later })).toEqual({ events: 1500, fault: null });
    expect((await verify()).fault).toMatchObject({ position: 2 });
    expect((await verify({ now: later, retentionDays: 0 })).fault).toMatchObject({ position: 2 });
    await database.query('delete from event where position = 4');
    expect((await verify({ now: later })).fault).toMatchObject({
      position: 4,
      message: 'The event at position 4 was deleted.',
    });
  });

  it('is not left out of the trail without being found', async () => {
    const { database: own, drop: end } = await createLog(30);
    await own.query('update audit_head set sealed = 10');
    await sealNext(own);
    const { rows } = await own.query<{ seq: string }>('select seq from audit_entry');
    const found = await verifyLog({
      seals: rows.map(({ seq }) => Number(seq)),
      entry: async (seq) => (await auditRows(own, 'seq', [seq]))[0]!,
      images: (from, to) => eventImages(own, from, to),
      retentionDays: 400,
      now: Date.now(),
    });
    await own.close();
    await end();
    expect(found.fault).toEqual({
      position: 1,
      seq: 1,
      message: 'The events from position 1 to 10 are vouched for by no entry.',
    });
  });

  it('is vouched for by one node as it grows, and each event once although two nodes try', async () => {
    const stop = new AbortController();
    const trouble: string[] = [];
    const works = [1, 2].map(() =>
      createSealing(database, (message) => void trouble.push(message))(stop.signal),
    );
    await happen(Array.from({ length: 30 }, () => 'invoice.issued'));
    await eventually('the events in the audit trail', async () => {
      const [entry] = await auditRows(database, 'seq', (await seals()).slice(-1));
      return (JSON.parse(entry!.after!) as { to: number }).to === 1530;
    });
    stop.abort();
    await Promise.all(works);
    const rows = await auditRows(database, 'seq', await seals());
    const spans = rows.map((row) => JSON.parse(row.after!) as { from: number; to: number });
    expect(spans.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(1530);
    expect(trouble).toEqual([]);
  });
});
