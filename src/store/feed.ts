import type { Kind } from '../canonical/kind.ts';
import { withoutAddresses } from '../canonical/personal.ts';
import type { Queryable } from './database.ts';
import { forgetReading } from './reading.ts';

export type FeedMode = 'PUSH' | 'POLL' | 'BATCH';
export type FeedState = 'LIVE' | 'CATCHING_UP' | 'RESYNCING' | 'PAUSED' | 'FAILED';

/** One way by which changes of a source reach the hub. Instants are ISO 8601. */
export interface Feed {
  readonly instance: string;
  readonly name: string;
  readonly mode: FeedMode;
  /** Null for a feed of all kinds. */
  readonly kind: Kind | null;
  readonly state: FeedState;
  /** Opaque, the vendor's own. */
  readonly cursor: string | null;
  /** Every change up to here is known. */
  readonly positionAt: string | null;
  /** When a change last came. */
  readonly lastChangeAt: string | null;
  readonly lastSuccessAt: string | null;
  /** When a feed by the clock runs next. */
  readonly nextRunAt: string | null;
  /** In a row. */
  readonly failures: number;
  readonly errorCode: string | null;
  readonly error: string | null;
}

const columns = `instance, name, mode, kind, state, cursor, position_at as "positionAt", last_change_at as "lastChangeAt",
  last_success_at as "lastSuccessAt", next_run_at as "nextRunAt", failures, error_code as "errorCode", error`;

/** Makes the rows of a source's feeds that are not there yet, and removes those of feeds that it no longer has. */
export async function declareFeeds(
  db: Queryable,
  instance: string,
  feeds: readonly Pick<Feed, 'name' | 'mode' | 'kind' | 'state'>[],
): Promise<void> {
  const values = [instance, JSON.stringify(feeds)];
  await db.query(
    `delete from feed where instance = $1
       and (name, mode) not in (select name, mode from jsonb_to_recordset($2::jsonb) as f (name text, mode text))`,
    values,
  );
  await db.query(
    `insert into feed (instance, name, mode, kind, state)
     select $1, name, mode, kind, state from jsonb_to_recordset($2::jsonb) as f (name text, mode text, kind text, state text)
     on conflict (instance, name) do nothing`,
    values,
  );
}

/** A feed as it stands; undefined when there is none of that name. */
export async function readFeed(db: Queryable, instance: string, name: string): Promise<Feed | undefined> {
  const { rows } = await db.query<Feed>({
    name: 'feed-read',
    text: `select ${columns} from feed where instance = $1 and name = $2`,
    values: [instance, name],
  });
  return rows[0];
}

/**
 * Changes a feed that was read before. Undefined when somebody else moved it meanwhile (another node, or a demand to read the kind
 * anew): then nothing is written, and whoever asked must look again.
 */
export async function writeFeed(
  db: Queryable,
  before: Feed,
  change: Partial<Omit<Feed, 'instance' | 'name' | 'mode' | 'kind'>>,
): Promise<Feed | undefined> {
  const after = { ...before, ...change };
  const { rowCount } = await db.query({
    name: 'feed-write',
    text: `update feed set state = $6, cursor = $7, position_at = $8, last_change_at = $9, last_success_at = $10, next_run_at = $11,
             failures = $12, error_code = $13, error = $14
           where instance = $1 and name = $2 and state = $3 and cursor is not distinct from $4 and date_trunc('milliseconds', next_run_at) is not distinct from $5`,
    values: [
      before.instance,
      before.name,
      before.state,
      before.cursor,
      before.nextRunAt,
      after.state,
      after.cursor,
      after.positionAt,
      after.lastChangeAt,
      after.lastSuccessAt,
      after.nextRunAt,
      after.failures,
      after.errorCode,
      after.error === null ? null : withoutAddresses(after.error),
    ],
  });
  return rowCount === 0 ? undefined : after;
}

/**
 * Demands that kinds be read anew as a whole, because changes of them were lost. What is polled goes on behind the reading from where
 * that began, so one that is under way suffices; what is read by the clock is read once more.
 */
export async function demandReading(
  db: Queryable,
  instance: string,
  kinds: readonly Kind[],
  now: string,
): Promise<void> {
  const { rows } = await db.query<{ kind: Kind }>(
    `update feed set state = 'RESYNCING' where instance = $1 and kind = any($2) and mode = 'POLL' and state not in ('RESYNCING', 'PAUSED')
     returning kind`,
    [instance, kinds],
  );
  for (const { kind } of rows) await forgetReading(db, instance, kind);
  await db.query(
    `update feed set next_run_at = $3 where instance = $1 and name in (select 'batch:' || k from unnest($2::text[]) as k) and state <> 'PAUSED'`,
    [instance, kinds, now],
  );
}

/** Notes that something came by a feed that the vendor drives. Exact to a second, so that a storm does not wait for one row. */
export async function noteArrival(db: Queryable, instance: string, name: string, at: string): Promise<void> {
  await db.query({
    name: 'feed-arrival',
    text: `update feed set last_change_at = $3, last_success_at = $3
           where instance = $1 and name = $2 and (last_change_at is null or last_change_at < $3::timestamptz - interval '1 second')`,
    values: [instance, name, at],
  });
}

/** A feed with what waits of it to be taken in. */
export interface FeedView extends Feed {
  /** Changes that were received and are not taken in yet. */
  readonly pending: number;
  /** How far behind the source the copy may be by this feed; null where that is not known. */
  readonly lagMs: number | null;
}

interface FeedRow extends Feed {
  readonly pending: number;
  readonly waitingSince: string | null;
}

/** The feeds of sources, by name, at the time `now` (milliseconds since the epoch), in the order of `instances`. */
export async function readFeeds(
  db: Queryable,
  instances: readonly string[],
  now: number,
): Promise<(readonly FeedView[])[]> {
  const { rows } = await db.query<FeedRow>({
    name: 'feeds-read',
    text: `select f.*, coalesce(i.pending, 0)::int as pending, i.since as "waitingSince"
           from (select ${columns} from feed where instance = any($1)) f
           left join (
             select instance, feed, count(*) as pending, min(received_at) as since from inbox
             where state = 'PENDING' and instance = any($1) group by instance, feed
           ) i on i.instance = f.instance and i.feed = f.name
           order by f.name`,
    values: [instances],
  });
  const found = Map.groupBy(rows, ({ instance }) => instance);
  return instances.map((instance) =>
    (found.get(instance) ?? []).map(({ waitingSince, ...feed }) => ({
      ...feed,
      lagMs: lagOf(feed, waitingSince, now),
    })),
  );
}

/**
 * By polls: the age of the last instant up to which everything is known. By a stream: nothing while it stands and nothing waits, else
 * since when it was broken or the oldest message waits. By the clock: how far it is behind its plan.
 */
function lagOf(feed: Feed, waitingSince: string | null, now: number): number | null {
  if (feed.state === 'PAUSED') return null;
  const ages = (...instants: (string | null)[]): number =>
    Math.max(0, ...instants.flatMap((at) => (at === null ? [] : [now - Date.parse(at)])));
  if (feed.mode === 'BATCH') return ages(feed.nextRunAt);
  if (feed.mode === 'PUSH') return ages(waitingSince, feed.state === 'LIVE' ? null : feed.positionAt);
  return feed.positionAt === null ? null : ages(feed.positionAt);
}
