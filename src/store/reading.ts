import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';

/** Where a record lives in a source. */
export interface Place {
  readonly object: string;
  readonly externalId: string;
}

/** How far the reading of a whole kind has come. */
export interface Reading {
  readonly cursor: string | null;
  readonly records: number;
  readonly rejected: number;
  /** ISO 8601; also tells one reading of a kind from the next. */
  readonly startedAt: string;
  readonly finished: boolean;
  /** Whether the last page was stored: what is left is to ask for what was not met. */
  readonly scanned: boolean;
  /** Whether the kind was never read as a whole before. */
  readonly first: boolean;
}

/** Goes on with the reading of a kind that is under way or done, or begins one. */
export async function beginReading(
  db: Queryable,
  instance: string,
  kind: Kind,
  now: string,
): Promise<Reading> {
  const { rows } = await db.query<Reading>(
    `insert into backfill (instance, kind, started_at) values ($1, $2, $3)
     on conflict (instance, kind) do update set instance = excluded.instance
     returning cursor, records, rejected, started_at as "startedAt", finished_at is not null as finished,
       cursor is null and records + rejected > 0 as scanned,
       not exists (select from coverage where instance = $1 and kind = $2) as first`,
    [instance, kind, now],
  );
  return rows[0]!;
}

/** Forgets the reading of a kind, so that the next one begins from the start. */
export async function forgetReading(db: Queryable, instance: string, kind: Kind): Promise<void> {
  await db.query('delete from backfill where instance = $1 and kind = $2', [instance, kind]);
}

/** Notes that a page was stored and where the next one starts; nothing when another reading of the kind has begun meanwhile. */
export async function advanceReading(
  db: Queryable,
  instance: string,
  kind: Kind,
  startedAt: string,
  page: { readonly next: string | null; readonly records: number; readonly rejected: number },
): Promise<void> {
  await db.query(
    `update backfill set cursor = $4, records = records + $5, rejected = rejected + $6
     where instance = $1 and kind = $2 and started_at = $3`,
    [instance, kind, startedAt, page.next, page.records, page.rejected],
  );
}

/** Notes that the whole of a kind has been read. */
export async function endReading(
  db: Queryable,
  instance: string,
  kind: Kind,
  startedAt: string,
): Promise<void> {
  await db.query(
    `insert into coverage (instance, kind, synced_at) values ($1, $2, $3)
     on conflict (instance, kind) do update set synced_at = greatest(coverage.synced_at, excluded.synced_at)`,
    [instance, kind, startedAt],
  );
  await db.query(
    'update backfill set finished_at = now() where instance = $1 and kind = $2 and started_at = $3',
    [instance, kind, startedAt],
  );
}

/** Since when the whole of a kind is in the copy, ISO 8601; null for a kind that was never imported. */
export async function coveredSince(db: Queryable, instance: string, kind: Kind): Promise<string | null> {
  const { rows } = await db.query<{ syncedAt: string }>({
    name: 'coverage-of',
    text: `select synced_at as "syncedAt" from coverage where instance = $1 and kind = $2`,
    values: [instance, kind],
  });
  return rows[0]?.syncedAt ?? null;
}

/** The kinds of a source that were imported as a whole. */
export async function coveredKinds(db: Queryable, instance: string): Promise<readonly Kind[]> {
  const { rows } = await db.query<{ kind: Kind }>('select kind from coverage where instance = $1', [
    instance,
  ]);
  return rows.map(({ kind }) => kind);
}

/**
 * Records of a kind that were not met since an instant and are not known to be gone, at most `limit`, in the order of their places from
 * behind `after` (null: from the first). One that was met and does not fit (a dead letter that failed since) is left out.
 */
export async function unmet(
  db: Queryable,
  instance: string,
  kind: Kind,
  since: string,
  after: Place | null,
  limit: number,
): Promise<readonly Place[]> {
  const { rows } = await db.query<Place>({
    name: 'reading-unmet',
    text: `select object, external_id as "externalId" from facet f
           where instance = $1 and kind = $2 and observed_at < $3 and deleted_at is null and (object, external_id) > ($4, $5)
             and not exists (select from dead_letter d where d.instance = f.instance and d.object = f.object
               and d.external_id = f.external_id and d.resolved_at is null and d.last_failed_at >= $3)
           order by object, external_id limit $6`,
    values: [instance, kind, since, after?.object ?? '', after?.externalId ?? '', limit],
  });
  return rows;
}

/** Records of a kind that belong to these customers in the copy, were last met before `since`, and are not among those listed. */
export async function unlisted(
  db: Queryable,
  instance: string,
  kind: Kind,
  customerIds: readonly string[],
  listed: readonly string[],
  since: string,
): Promise<readonly Place[]> {
  const { rows } = await db.query<Place>({
    name: 'reading-unlisted',
    text: `select f.object, f.external_id as "externalId" from entity e join facet f on f.entity_id = e.id
           where e.customer_id = any($3) and e.kind = $2 and e.deleted_at is null and e.merged_into is null
             and f.instance = $1 and f.kind = $2 and f.deleted_at is null and f.observed_at < $5 and f.external_id <> all($4)`,
    values: [instance, kind, customerIds, listed, since],
  });
  return rows;
}
