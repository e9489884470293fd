import { randomUUID } from 'node:crypto';
import { chance } from '../../kit/chance.ts';
import type { Sim } from '../../kit/types.ts';
import { integrationUserId } from '../id.ts';
import { sobjectNamed } from '../objects.ts';
import { eventSchemaOf } from './schema.ts';
import type { Transaction } from './transaction.ts';

/** How long an event can be had again. Source: Pub/Sub API guide, "Replaying an Event Stream". */
const retentionMs = 72 * 3_600_000;

/**
 * The event bus: a row for each event, written in the transaction of the change. A row without an entity is the bus moving on for
 * others, so that a keepalive has a place of its own to tell; a lost one is never delivered.
 */
export const busSchema = `
create table if not exists sf_event (
  seq integer primary key autoincrement, at integer not null, uuid text not null, entity text, type text, ids text, origin text,
  transactionKey text, number integer, body text, changed text, nulled text, lost integer not null default 0
);
create index if not exists sf_event_transaction on sf_event (transactionKey);
create table if not exists sf_bus (name text primary key, value real not null);`;

/** What is told of a change; the header's other fields follow from the transaction. */
export interface News {
  readonly entity: string;
  readonly type: string;
  readonly ids: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
  /** Bitmaps. */
  readonly changed: readonly string[];
  readonly nulled: readonly string[];
}

/** An event as it is delivered. */
export interface Delivered {
  readonly seq: number;
  readonly id: string;
  readonly schemaId: string;
  readonly payload: Buffer;
}

const wakers = new WeakMap<Sim, Set<() => void>>();

/** Calls `wake` after each transaction that wrote events, and when `wakeAll` is called; gives back how to stop that. */
export function onNews(sim: Sim, wake: () => void): () => void {
  const all = wakers.get(sim) ?? new Set();
  wakers.set(sim, all.add(wake));
  return () => all.delete(wake);
}

export function wakeAll(sim: Sim): void {
  for (const wake of wakers.get(sim) ?? []) wake();
}

/** A number by which the bus is steered (`POST /__sim/webhooks`): `held`, `drop`. */
export function busSetting(sim: Sim, name: 'held' | 'drop'): number {
  return Number(sim.db.prepare('select value from sf_bus where name = ?').get(name)?.value ?? 0);
}

export function setBus(sim: Sim, name: 'held' | 'drop', value: number): void {
  sim.db.prepare('insert or replace into sf_bus (name, value) values (?, ?)').run(name, value);
}

/** Writes an event, or adds its records to the transaction's event before it when that says the same. */
export function tell(sim: Sim, transaction: Transaction, news: News): void {
  const { key, origin } = transaction;
  const [body, changed, nulled] = [news.body, news.changed, news.nulled].map((value) =>
    JSON.stringify(value),
  );
  const last = sim.db
    .prepare('select * from sf_event where transactionKey = ? order by seq desc limit 1')
    .get(key);
  const same =
    last?.entity === news.entity && last.type === news.type && last.body === body && last.changed === changed;
  if (same && news.type !== 'CREATE') {
    const ids = JSON.stringify([...(JSON.parse(String(last.ids)) as string[]), ...news.ids]);
    sim.db.prepare('update sf_event set ids = ? where seq = ?').run(ids, last.seq!);
  } else {
    const head = headOf(sim);
    const lost = chance(head, 0) < busSetting(sim, 'drop') ? 1 : 0;
    sim.db
      .prepare(
        `insert into sf_event (at, uuid, entity, type, ids, origin, transactionKey, number, body, changed, nulled, lost)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        sim.now(),
        randomUUID(),
        news.entity,
        news.type,
        JSON.stringify(news.ids),
        origin,
        key,
        Number(last?.number ?? 0) + 1,
        body!,
        changed!,
        nulled!,
        lost,
      );
  }
  // A turn later the transaction is committed or undone.
  setImmediate(wakeAll, sim);
}

/** The last place of the bus. */
export function headOf(sim: Sim): number {
  const row = sim.db.prepare(`select seq from sqlite_sequence where name = 'sf_event'`).get();
  return Number(row?.seq ?? 0);
}

/** Moves the bus on by a place that is nobody's event. */
export function tick(sim: Sim): number {
  prune(sim);
  return Number(
    sim.db.prepare('insert into sf_event (at, uuid) values (?, ?)').run(sim.now(), randomUUID())
      .lastInsertRowid,
  );
}

/** Forgets what is older than the retention. */
export function prune(sim: Sim): void {
  sim.db.prepare('delete from sf_event where at < ?').run(sim.now() - retentionMs);
}

/** Whether what follows a place can still be delivered: the place itself must still be kept. */
export function isKept(sim: Sim, seq: number): boolean {
  return sim.db.prepare('select 1 from sf_event where seq = ?').get(seq) !== undefined;
}

/** The next events behind a place, oldest first; `entity` null: of all objects. */
export function eventsAfter(
  sim: Sim,
  entity: string | null,
  seq: number,
  limit: number,
): readonly Delivered[] {
  return sim.db
    .prepare(
      `select * from sf_event where seq > ? and entity is not null and lost = 0 and (? is null or entity = ?)
       order by seq limit ?`,
    )
    .all(seq, entity, entity, limit)
    .map((row) => {
      const texts = (name: string): string[] => JSON.parse(String(row[name])) as string[];
      const schema = eventSchemaOf(sobjectNamed(String(row.entity))!);
      const header = {
        entityName: row.entity,
        recordIds: texts('ids'),
        changeType: row.type,
        changeOrigin: row.origin,
        transactionKey: row.transactionKey,
        sequenceNumber: Number(row.number),
        commitTimestamp: Math.floor(Number(row.at) / 1000) * 1000,
        commitNumber: 1_100_000_000_000 + Number(row.seq),
        commitUser: integrationUserId,
        nulledFields: texts('nulled'),
        diffFields: [],
        changedFields: texts('changed'),
      };
      const body = JSON.parse(String(row.body)) as Record<string, unknown>;
      return {
        seq: Number(row.seq),
        id: String(row.uuid),
        schemaId: schema.id,
        payload: schema.encode(header, body),
      };
    });
}
