import type { Queryable } from './database.ts';
import { openRuns } from './run.ts';

/** What waits in a tenant's database, as counted now. */
export interface Backlog {
  /** Committed events without a position: how many, and how long the oldest has waited, seconds. */
  readonly outbox: { readonly depth: number; readonly oldestSeconds: number };
  /** Positions of the log: the last one given, and the last one that the broker is known to hold. */
  readonly position: number;
  readonly published: number;
  /** Messages of sources that are not taken in yet, by source. */
  readonly inbox: readonly {
    readonly instance: string;
    readonly pending: number;
    readonly oldestSeconds: number;
  }[];
  readonly deadLetters: readonly { readonly instance: string; readonly open: number }[];
  readonly replays: readonly {
    readonly status: string;
    readonly count: number;
    readonly oldestSeconds: number;
  }[];
  /** Orchestrated writes that are not over, by where they stand. */
  readonly runs: Awaited<ReturnType<typeof openRuns>>;
  /** What waits for somebody's decision, by kind. */
  readonly approvals: readonly {
    readonly kind: string;
    readonly count: number;
    readonly oldestSeconds: number;
  }[];
}

const age = (column: string): string =>
  `coalesce(extract(epoch from now() - min(${column})), 0)::float8 as "oldestSeconds"`;

/** Counts what waits. Every part of it is found through an index of what is open. */
export async function readBacklog(db: Queryable): Promise<Backlog> {
  const [outbox, head, inbox, letters, replays, approvals, runs] = await Promise.all([
    db.query<Backlog['outbox']>({
      name: 'backlog-outbox',
      text: `select count(*)::int as depth, ${age('processed_at')} from event where position is null`,
    }),
    db.query<{ position: string; published: string }>({
      name: 'backlog-head',
      text: 'select position::text, published::text from event_head',
    }),
    db.query<Backlog['inbox'][number]>({
      name: 'backlog-inbox',
      text: `select instance, count(*)::int as pending, ${age('received_at')} from inbox where state = 'PENDING' group by instance`,
    }),
    db.query<Backlog['deadLetters'][number]>({
      name: 'backlog-dead-letters',
      text: 'select instance, count(*)::int as open from dead_letter where resolved_at is null group by instance',
    }),
    db.query<Backlog['replays'][number]>({
      name: 'backlog-replays',
      text: `select status, count(*)::int as count, ${age('created_at')} from replay where finished_at is null group by status`,
    }),
    db.query<Backlog['approvals'][number]>({
      name: 'backlog-approvals',
      text: `select kind, count(*)::int as count, ${age('created_at')} from approval where status = 'PENDING' group by kind`,
    }),
    openRuns(db),
  ]);
  return {
    outbox: outbox.rows[0]!,
    position: Number(head.rows[0]!.position),
    published: Number(head.rows[0]!.published),
    inbox: inbox.rows,
    deadLetters: letters.rows,
    replays: replays.rows,
    approvals: approvals.rows,
    runs,
  };
}
