import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';

/** What is to be replayed: events that match all that is given, or dead letters by id. */
export interface ReplayFilter {
  readonly types?: readonly string[];
  readonly subjectId?: string;
  readonly correlationId?: string;
  readonly deadLetterIds?: readonly string[];
  /** By when it happened, ISO 8601; `from` included, `to` not. */
  readonly from?: string;
  readonly to?: string;
}

export type ReplayMode = 'DRY_RUN' | 'LIVE';
export type ReplayStatus = 'QUEUED' | 'WAITING_APPROVAL' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';

export interface Replay {
  readonly id: string;
  readonly status: ReplayStatus;
  readonly filter: ReplayFilter;
  readonly mode: ReplayMode;
  readonly ratePerSecond: number;
  /** Events or dead letters that fit the filter. */
  readonly matched: number;
  /** Records that are not at their source what they are in the copy: what a live replay would change. */
  readonly wouldApply: number;
  /** Records that it changed. */
  readonly applied: number;
  /** Matched ones that changed nothing, because the copy had it already. */
  readonly skippedAsDuplicate: number;
  readonly failed: number;
  readonly error: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** How far a replay has come, for whoever goes on with it. */
export interface ReplayJob extends Replay {
  readonly cursor: string | null;
  /** The last position of the log when it was asked for: what it causes itself is behind it. */
  readonly until: number;
}

/** A matched event or dead letter, and the record at a source that it is about; null where that is not known any more. */
export interface ReplayItem {
  /** Where it is in the order of the replay. */
  readonly at: string;
  readonly place: {
    readonly instance: string;
    readonly kind: Kind;
    readonly object: string;
    readonly externalId: string;
  } | null;
}

const columns = `id, status, filter - 'until' as filter, mode, rate_per_second as "ratePerSecond", matched, would_apply as "wouldApply",
  applied, skipped_as_duplicate as "skippedAsDuplicate", failed, error, created_at as "createdAt", finished_at as "finishedAt"`;

/** Queues a replay. A key that was used before gives the replay of then, with the hash of what was asked then. */
export async function addReplay(
  db: Queryable,
  replay: {
    readonly id: string;
    readonly key: string | null;
    readonly requestHash: string;
    readonly filter: ReplayFilter;
    readonly mode: ReplayMode;
    readonly ratePerSecond: number;
  },
): Promise<{ readonly replay: Replay; readonly requestHash: string; readonly isNew: boolean }> {
  const { id, key, requestHash, filter, mode, ratePerSecond } = replay;
  const values = [id, key, requestHash, JSON.stringify(filter), mode, ratePerSecond];
  const inserted = await db.query<Replay>(
    `insert into replay (id, idempotency_key, request_hash, status, filter, mode, rate_per_second, created_at)
     select $1, $2, $3, 'QUEUED', $4::jsonb || jsonb_build_object('until', h.position), $5, $6, now() from event_head h
     on conflict (idempotency_key) do nothing returning ${columns}`,
    values,
  );
  if (inserted.rows[0]) return { replay: inserted.rows[0], requestHash, isNew: true };
  return { ...(await replayByKey(db, key!))!, isNew: false };
}

/** The replay that was asked for with a key, with the hash of what was asked; undefined when there is none. */
export async function replayByKey(
  db: Queryable,
  key: string,
): Promise<{ readonly replay: Replay; readonly requestHash: string } | undefined> {
  const { rows } = await db.query<Replay & { requestHash: string }>(
    `select ${columns}, request_hash as "requestHash" from replay where idempotency_key = $1`,
    [key],
  );
  if (!rows[0]) return undefined;
  const { requestHash, ...replay } = rows[0];
  return { replay, requestHash };
}

/** Those of these ids of records that no record ever had, and those of dead letters that no dead letter has, in their order. */
export async function unknownIds(
  db: Queryable,
  recordIds: readonly string[],
  deadLetterIds: readonly string[],
): Promise<{ readonly records: readonly string[]; readonly deadLetters: readonly string[] }> {
  const { rows } = await db.query<{ records: string[]; deadLetters: string[] }>(
    `select array(select id from unnest($1::text[]) with ordinality as a (id, nth) where not exists (select from entity e where e.id = a.id) order by nth) as records,
       array(select id from unnest($2::text[]) with ordinality as a (id, nth) where not exists (select from dead_letter d where d.id = a.id) order by nth) as "deadLetters"`,
    [recordIds, deadLetterIds],
  );
  return rows[0]!;
}

/** Replays by id, in no order. */
export async function replaysById(db: Queryable, ids: readonly string[]): Promise<readonly Replay[]> {
  const { rows } = await db.query<Replay>(`select ${columns} from replay where id = any($1)`, [ids]);
  return rows;
}

/** Takes the oldest replay that nobody works on, for `leaseMs` at a time; undefined when there is none. */
export async function claimReplay(
  db: Queryable,
  node: string,
  leaseMs: number,
): Promise<ReplayJob | undefined> {
  const { rows } = await db.query<ReplayJob>(
    `update replay set status = 'RUNNING', claimed_by = $1, claimed_until = now() + $2::float8 * interval '1 millisecond'
     where id = (select id from replay where status in ('QUEUED', 'RUNNING') and (claimed_until is null or claimed_until < now())
       order by created_at, id limit 1 for update skip locked)
     returning ${columns}, cursor, (filter ->> 'until')::float8 as until`,
    [node, leaseMs],
  );
  return rows[0];
}

/** Notes how far a replay has come and keeps it claimed; false when another node has taken it over meanwhile. */
export async function advanceReplay(
  db: Queryable,
  id: string,
  node: string,
  leaseMs: number,
  progress: {
    readonly cursor: string | null;
    readonly matched: number;
    readonly wouldApply: number;
    readonly failed: number;
  },
): Promise<boolean> {
  // What it changed is told by the log itself, so that no crash can make the count wrong.
  const { rowCount } = await db.query(
    `update replay r set cursor = $3, matched = r.matched + $4, would_apply = r.would_apply + $5, failed = r.failed + $6,
       applied = a.count, skipped_as_duplicate = case when r.mode = 'LIVE' then greatest(0, r.matched + $4 - r.failed - $6 - a.count)
         else greatest(0, r.matched + $4 - r.failed - $6 - r.would_apply - $5) end,
       claimed_until = now() + $7::float8 * interval '1 millisecond'
     from (select count(distinct subject_id)::int as count from event where correlation_id = $1 and entity_version is not null) a
     where r.id = $1 and r.claimed_by = $2`,
    [id, node, progress.cursor, progress.matched, progress.wouldApply, progress.failed, leaseMs],
  );
  return rowCount === 1;
}

/** Ends a replay. */
export async function finishReplay(
  db: Queryable,
  id: string,
  node: string,
  status: 'COMPLETED' | 'FAILED',
  error: string | null,
): Promise<void> {
  await db.query(
    'update replay set status = $3, error = $4, finished_at = now(), claimed_until = null where id = $1 and claimed_by = $2',
    [id, node, status, error],
  );
}

/** Gives a replay back, for any node to go on with it. */
export async function releaseReplay(db: Queryable, id: string, node: string): Promise<void> {
  await db.query('update replay set claimed_until = null where id = $1 and claimed_by = $2', [id, node]);
}

/** How many events or dead letters a replay matches, as of when it was asked for. */
export async function countMatched(db: Queryable, id: string): Promise<number> {
  const { rows } = await db.query<{ matched: number }>(
    `select case when r.filter ? 'deadLetterIds'
       then (select count(*) from dead_letter d where r.filter->'deadLetterIds' ? d.id)
       else (select count(*) from event e where e.position <= (r.filter->>'until')::bigint and e.entity_version is not null
         and (not r.filter ? 'types' or r.filter->'types' ? e.type)
         and (not r.filter ? 'subjectId' or e.subject_id = r.filter->>'subjectId')
         and (not r.filter ? 'correlationId' or e.correlation_id = r.filter->>'correlationId')
         and (not r.filter ? 'from' or e.occurred_at >= (r.filter->>'from')::timestamptz)
         and (not r.filter ? 'to' or e.occurred_at < (r.filter->>'to')::timestamptz)) end::float8 as matched
     from replay r where r.id = $1`,
    [id],
  );
  return rows[0]!.matched;
}

/** Lets a queued replay wait for its approval. */
export async function holdReplay(db: Queryable, id: string): Promise<Replay> {
  const { rows } = await db.query<Replay>(
    `update replay set status = 'WAITING_APPROVAL' where id = $1 returning ${columns}`,
    [id],
  );
  return rows[0]!;
}

/** Queues a replay that waited for its approval; false when it does not wait. */
export async function queueReplay(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update replay set status = 'QUEUED' where id = $1 and status = 'WAITING_APPROVAL'`,
    [id],
  );
  return rowCount === 1;
}

/** Ends a replay that waited for its approval in vain. */
export async function cancelReplay(db: Queryable, id: string, why: string): Promise<void> {
  await db.query(
    `update replay set status = 'CANCELLED', error = $2, finished_at = now() where id = $1 and status = 'WAITING_APPROVAL'`,
    [id, why],
  );
}

/** The next matched ones behind a cursor, in order, at most `limit`; of events those up to position `until`. */
export async function replayItems(
  db: Queryable,
  filter: ReplayFilter,
  until: number,
  cursor: string | null,
  limit: number,
): Promise<readonly ReplayItem[]> {
  const { rows } = await db.query<{
    at: string;
    instance: string | null;
    kind: Kind;
    object: string;
    external_id: string;
  }>(
    filter.deadLetterIds
      ? {
          text: `select d.id as at, d.instance, d.kind, d.object, d.external_id from dead_letter d
                 where d.id = any($1) and d.id > coalesce($2, '') order by d.id limit $3`,
          values: [filter.deadLetterIds, cursor, limit],
        }
      : {
          text: `select e.position::text as at, f.instance, f.kind, f.object, f.external_id
                 from event e left join entity n on n.id = e.subject_id
                 left join lateral (select * from facet f where f.entity_id = coalesce(n.merged_into, n.id) and f.instance = e.source
                   order by f.object, f.external_id limit 1) f on true
                 where e.position > coalesce($6::bigint, 0) and e.position <= $7 and e.entity_version is not null
                   and ($1::text[] is null or e.type = any($1)) and ($2::text is null or e.subject_id = $2)
                   and ($3::text is null or e.correlation_id = $3) and ($4::timestamptz is null or e.occurred_at >= $4)
                   and ($5::timestamptz is null or e.occurred_at < $5)
                 order by e.position limit $8`,
          values: [
            filter.types ?? null,
            filter.subjectId ?? null,
            filter.correlationId ?? null,
            filter.from ?? null,
            filter.to ?? null,
            cursor,
            until,
            limit,
          ],
        },
  );
  return rows.map(({ at, instance, kind, object, external_id }) => ({
    at,
    place: instance === null ? null : { instance, kind, object, externalId: external_id },
  }));
}
