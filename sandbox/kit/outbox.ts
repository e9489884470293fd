import type { DatabaseSync } from 'node:sqlite';
import { chance } from './chance.ts';
import { atomically } from './database.ts';
import type { Message } from './types.ts';

/** `place` is the order of sending: the number itself, or a random one below 1. `dueAt` is of the wall clock, in milliseconds. */
const schema = `
create table if not exists sim_webhook (
  seq integer primary key autoincrement, endpoint text not null, eventId text not null, object text not null, objectId text not null,
  body text not null, state text not null default 'queued', attempts integer not null default 0, dueAt integer not null default 0, place real
);
create index if not exists sim_webhook_next on sim_webhook (state, endpoint, place);
create index if not exists sim_webhook_event on sim_webhook (eventId);
create table if not exists sim_webhook_log (
  seq integer primary key autoincrement, message integer not null, endpoint text not null, eventId text not null, object text not null,
  objectId text not null, attempt integer not null, status integer, latencyMs real, at text not null, error text
);`;

/** How a message stands: waiting, on its way, answered with 2xx, given up, or lost on purpose. */
export type MessageState = 'queued' | 'sending' | 'delivered' | 'failed' | 'dropped';

/** A message that was taken out for sending. */
export interface Claimed extends Message {
  readonly seq: number;
  /** Tries before this one. */
  readonly attempts: number;
}

/** One line of the delivery log. */
export interface Delivered {
  readonly attempt: number;
  readonly status: number | null;
  readonly latencyMs: number | null;
  readonly at: string;
  readonly error: string | null;
}

/** Messages in the simulator's database; they survive its kill, and what was on its way then is sent again. */
export interface Outbox {
  /** Queues messages, each `copies` times, in random order when a seed is given. */
  add(messages: readonly Message[], copies: number, shuffle: number | null): void;
  /** Puts what waits into random order. */
  shuffle(seed: number): void;
  /** Queues again, once, what is no longer waiting: everything, or these event ids. Answers how many. */
  resend(eventIds: readonly string[] | null): number;
  /** Takes up to `limit` messages of an endpoint that are due. */
  claim(endpoint: string, limit: number, nowMs: number): readonly Claimed[];
  /** Logs a try and says how the message stands after it; `dueAt` when it is queued again. */
  settle(message: Claimed, state: MessageState, delivery: Delivered, dueAt?: number): void;
  /** When the next message of an endpoint is due, or null when none waits. */
  nextDue(endpoint: string): number | null;
  /** The endpoints for which something waits. */
  waiting(): readonly string[];
  counts(): Readonly<Record<MessageState, number>>;
  log(after: number, limit: number): readonly Record<string, unknown>[];
  clear(): void;
}

const columns = 'endpoint, eventId, object, objectId, body';

/** Opens the messages kept in a simulator's database. */
export function openOutbox(db: DatabaseSync): Outbox {
  db.exec(schema);
  db.exec(`update sim_webhook set state = 'queued' where state = 'sending'`);
  db.function('sim_chance', { deterministic: true }, (seed, seq) => chance(Number(seed), Number(seq)));
  const insert = db.prepare(`insert into sim_webhook (${columns}) values (?, ?, ?, ?, ?)`);
  const place = db.prepare('update sim_webhook set place = ? where seq = ?');
  const claim = db.prepare(
    `update sim_webhook set state = 'sending' where seq in (
       select seq from sim_webhook where state = 'queued' and endpoint = ? and dueAt <= ? order by place limit ?
     ) returning seq, attempts, place, ${columns}`,
  );
  const settle = db.prepare(
    'update sim_webhook set state = ?, attempts = attempts + 1, dueAt = ? where seq = ?',
  );
  const log = db.prepare(
    `insert into sim_webhook_log (message, endpoint, eventId, object, objectId, attempt, status, latencyMs, at, error)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const nextDue = db.prepare(
    `select min(dueAt) as due from sim_webhook where state = 'queued' and endpoint = ?`,
  );
  return {
    add(messages, copies, shuffle) {
      for (const { endpoint, eventId, object, objectId, body } of messages) {
        for (let copy = 0; copy < copies; copy++) {
          const seq = Number(insert.run(endpoint, eventId, object, objectId, body).lastInsertRowid);
          place.run(shuffle === null ? seq : chance(shuffle, seq), seq);
        }
      }
    },
    shuffle(seed) {
      db.prepare(`update sim_webhook set place = sim_chance(?, seq) where state = 'queued'`).run(seed);
    },
    resend(eventIds) {
      const named = eventIds === null ? 'true' : 'eventId in (select value from json_each(?))';
      const sql = `insert into sim_webhook (${columns})
        select ${columns} from sim_webhook where state not in ('queued', 'sending') and ${named} group by endpoint, eventId order by seq`;
      const bound = eventIds === null ? [] : [JSON.stringify(eventIds)];
      return atomically(db, () => {
        const { changes } = db.prepare(sql).run(...bound);
        db.exec(`update sim_webhook set place = seq where state = 'queued' and place is null`);
        return Number(changes);
      });
    },
    claim(endpoint, limit, nowMs) {
      const rows = claim.all(endpoint, nowMs, limit);
      return rows
        .toSorted((a, b) => Number(a.place) - Number(b.place))
        .map((row) => ({
          seq: Number(row.seq),
          attempts: Number(row.attempts),
          endpoint: String(row.endpoint),
          eventId: String(row.eventId),
          object: String(row.object),
          objectId: String(row.objectId),
          body: String(row.body),
        }));
    },
    settle({ seq, endpoint, eventId, object, objectId }, state, delivery, dueAt = 0) {
      const { attempt, status, latencyMs, at, error } = delivery;
      atomically(db, () => {
        // A reset may have taken the message away while it was on its way.
        if (settle.run(state, dueAt, seq).changes === 0) return;
        log.run(seq, endpoint, eventId, object, objectId, attempt, status, latencyMs, at, error);
      });
    },
    nextDue(endpoint) {
      const due = nextDue.get(endpoint)?.due;
      return due === null || due === undefined ? null : Number(due);
    },
    waiting: () =>
      db
        .prepare(`select distinct endpoint from sim_webhook where state = 'queued'`)
        .all()
        .map((row) => String(row.endpoint)),
    counts() {
      const counts = { queued: 0, sending: 0, delivered: 0, failed: 0, dropped: 0 };
      for (const row of db.prepare('select state, count(*) as n from sim_webhook group by state').all()) {
        counts[row.state as MessageState] = Number(row.n);
      }
      return counts;
    },
    log: (after, limit) =>
      db.prepare('select * from sim_webhook_log where seq > ? order by seq limit ?').all(after, limit),
    clear: () => db.exec('delete from sim_webhook; delete from sim_webhook_log'),
  };
}
