import type { Authority } from '../canonical/authority.ts';
import { comparedFields, comparedKinds, driftOf, driftReason } from '../canonical/drift.ts';
import { decide, type FacetView } from '../canonical/golden.ts';
import type { Kind } from '../canonical/kind.ts';
import { syncOf, type SyncStatus, type Trouble } from '../canonical/sync.ts';
import type { RowScope } from '../canonical/scope.ts';
import { withinSql } from './belongs.ts';
import type { Queryable } from './database.ts';
import type { Instances } from './key.ts';
import { parameters } from './page.ts';
import type { PlaceSync } from './read.ts';
import { openRows, sealedMember } from './sealed.ts';

/** What telling how records stand needs to know besides the store. */
export interface SyncDeps {
  readonly instances: Instances;
  readonly authority: Readonly<Record<Kind, Authority>>;
  /** Whether a source is known not to answer. */
  isDown(instance: string): boolean;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What a source holds of a record. */
interface HeldRow {
  readonly recordId: string;
  readonly instance: string;
  readonly externalId: string;
  readonly kind: Kind;
  readonly receivedAt: string;
  readonly decides: readonly string[];
  /** Null for kinds whose master data is not compared. */
  readonly fields: Readonly<Record<string, unknown>> | null;
}

interface PlaceRow extends HeldRow {
  readonly object: string;
  readonly noted: SyncStatus | null;
  readonly notedReason: string | null;
  readonly notedSince: string | null;
  readonly letterReason: string | null;
  readonly failedSince: string | null;
  /** Runs that concern the record and wait for a person because of the source. */
  readonly stopped: number | null;
  readonly waitingSince: string | null;
  readonly feedError: string | null;
  readonly feedSuccessAt: string | null;
  readonly feedFailed: boolean | null;
  readonly positionAt: string | null;
  readonly downSince: string | null;
  readonly lastEventId: string | null;
}

const question = `select f.entity_id as "recordId", f.instance, f.object, f.external_id as "externalId", f.kind,
    f.received_at as "receivedAt", f.decides, case when f.kind = any($2) then f.fields end as fields,
    s.status as noted, s.reason as "notedReason", s.since as "notedSince",
    d.reason as "letterReason", d.first_failed_at as "failedSince", x.stopped,
    (select min(i.received_at) from inbox i where i.instance = f.instance and i.object = f.object and i.external_id = f.external_id
       and i.state = 'PENDING') as "waitingSince",
    p.state = 'FAILED' as "feedFailed", p.error_code as "feedError", p.last_success_at as "feedSuccessAt", p.position_at as "positionAt",
    case when h.state = 'DOWN' then h.since end as "downSince",
    (select l.id from event l where l.subject_id = f.entity_id and l.source = f.instance order by l.position desc limit 1) as "lastEventId"
  from facet f
  left join sync_state s on s.instance = f.instance and s.object = f.object and s.external_id = f.external_id
  left join dead_letter d on d.instance = f.instance and d.object = f.object and d.external_id = f.external_id and d.resolved_at is null
  left join lateral (select * from feed p where p.instance = f.instance and p.name in ('poll:' || f.kind, 'batch:' || f.kind)
    order by p.mode desc limit 1) p on true
  left join source_health h on h.instance = f.instance
  left join (select c.id, e.instance, count(*)::int as stopped from exception e cross join lateral unnest(e.concerns) as c (id)
    where e.settled_at is null and e.concerns && $1 group by c.id, e.instance) x on x.id = f.entity_id and x.instance = f.instance
  where f.entity_id = any($1) and f.deleted_at is null
  order by f.entity_id, f.rank, f.instance, f.object, f.external_id`;

/** How each record stands at each of its places, in the order of the ids, in one statement. */
export async function readSyncStates(
  db: Queryable,
  deps: SyncDeps,
  ids: readonly string[],
): Promise<(readonly PlaceSync[])[]> {
  const { rows } = await db.query<PlaceRow>({
    name: 'sync-states',
    text: question,
    values: [[...new Set(ids)], comparedKinds],
  });
  const byRecord = Map.groupBy(await openRows(db, rows, 'fields'), (row) => row.recordId);
  return ids.map((id) => placesOf(deps, byRecord.get(id) ?? []));
}

function placesOf(deps: SyncDeps, rows: readonly PlaceRow[]): PlaceSync[] {
  const drift = driftOfRecord(deps, rows);
  const counted = new Set<string>();
  return rows.map((row) => {
    const { instance, object, externalId, noted, notedReason: reason, notedSince: since } = row;
    const sync = syncOf({
      failed: row.failedSince === null ? null : { reason: row.letterReason, since: row.failedSince },
      blocked: blockOf(deps, row),
      waiting: row.waitingSince === null ? null : { reason: null, since: row.waitingSince },
      drifted: drift.get(row) ?? null,
      noted: noted === null ? null : { status: noted, reason, since },
    });
    // A record may have several places in a source, where its runs are stopped once.
    const stopped = counted.has(instance) ? 0 : (row.stopped ?? 0);
    counted.add(instance);
    const stuck = sync.status === 'PENDING' || sync.status === 'BLOCKED';
    return {
      ...sync,
      instance,
      object,
      externalId,
      lastInboundAt: row.receivedAt,
      lagMs: agoOf(stuck ? sync.since : row.positionAt, deps.now()),
      openExceptions: (row.failedSince === null ? 0 : 1) + stopped,
      lastEventId: row.lastEventId,
    };
  });
}

function blockOf(deps: SyncDeps, row: PlaceRow): Trouble | null {
  if (deps.isDown(row.instance)) return { reason: `${row.instance} does not answer`, since: row.downSince };
  if (row.feedFailed !== true) return null;
  const why = row.feedError === null ? '' : ` with ${row.feedError}`;
  return { reason: `reading changes of ${row.kind} fails${why}`, since: row.feedSuccessAt };
}

/** The places whose source holds other master data than the record; since the later of what it and the deciding source last gave. */
function driftOfRecord<R extends HeldRow>(
  deps: Pick<SyncDeps, 'instances' | 'authority'>,
  rows: readonly R[],
): Map<R, Trouble> {
  const [first] = rows;
  if (!first?.fields || rows.length < 2) return new Map();
  const views = rows.flatMap((row): (FacetView & { row: R })[] => {
    const system = deps.instances.systemOf(row.instance);
    return system && row.fields
      ? [{ ...row, row, fields: row.fields, system, observedAt: row.receivedAt, links: {} }]
      : [];
  });
  const decisions = decide(first.kind, views, deps.authority);
  const golden = Object.fromEntries([...decisions].map(([field, { value }]) => [field, value]));
  return new Map(
    views.flatMap(({ row, fields }): [R, Trouble][] => {
      const drifted = driftOf(row.kind, fields, golden);
      if (drifted.length === 0) return [];
      const given = drifted.map((field) => decisions.get(field)!.facet.observedAt);
      return [[row, { reason: driftReason(drifted), since: latest([row.receivedAt, ...given]) }]];
    }),
  );
}

const latest = (instants: readonly string[]): string =>
  instants.reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b));

/** The largest Int of GraphQL. */
const most = 2_147_483_647;

const agoOf = (instant: string | null, now: number): number | null =>
  instant === null ? null : Math.min(most, Math.max(0, now - Date.parse(instant)));

/** At most `limit` records with a place that fails or waits, and then those with a place that drifted; in no other order. With a scope only records within it. */
export async function readOutOfStep(
  db: Queryable,
  deps: Pick<SyncDeps, 'instances' | 'authority'>,
  limit: number,
  scope: RowScope | null = null,
): Promise<string[]> {
  const { add, values } = parameters();
  const most = add(limit, 'int');
  const { rows } = await db.query<{ id: string }>({
    ...(!scope && { name: 'sync-out-of-step' }),
    text: `select distinct f.entity_id as id
           from (select instance, object, external_id from sync_state
             union select instance, object, external_id from dead_letter where resolved_at is null) o
           join facet f using (instance, object, external_id)
           where f.deleted_at is null${scope ? ` and ${withinSql(scope, { add, values }).id('f.entity_id')}` : ''} limit ${most}`,
    values,
  });
  const troubled = rows.map((row) => row.id);
  if (troubled.length >= limit) return troubled;
  return [...new Set([...troubled, ...(await readDrifted(db, deps, scope))])].slice(0, limit);
}

/** Most records whose master data is compared at a time. */
const mostCompared = 2000;

/**
 * The records with a place whose source holds other master data, among the `mostCompared` that last heard of some that is written
 * otherwise: drift is not stored, and what is written otherwise need not differ.
 */
async function readDrifted(
  db: Queryable,
  deps: Pick<SyncDeps, 'instances' | 'authority'>,
  scope: RowScope | null,
): Promise<string[]> {
  const { add, values } = parameters();
  const [kinds, fields, count] = [
    add(comparedKinds, 'text[]'),
    // What is personal is sealed alike where it is the same.
    add([...comparedFields, sealedMember], 'text[]'),
    add(mostCompared, 'int'),
  ];
  const { rows } = await db.query<HeldRow>({
    ...(!scope && { name: 'sync-drifted' }),
    text: `with suspect as (
             select f.entity_id as id from facet f join entity e on e.id = f.entity_id
             where f.kind = any(${kinds}) and f.deleted_at is null and e.deleted_at is null${scope ? ` and ${withinSql(scope, { add, values }).entity('e')}` : ''} and exists (
               select from unnest(${fields}) as c (field)
               where lower(f.fields ->> c.field) <> lower(e.body ->> c.field) and f.fields ->> c.field not in ('', '[]'))
             group by f.entity_id order by max(f.received_at) desc limit ${count})
           select f.entity_id as "recordId", f.instance, f.external_id as "externalId", f.kind, f.received_at as "receivedAt", f.decides, f.fields
           from suspect s join facet f on f.entity_id = s.id
           where f.deleted_at is null order by f.entity_id, f.rank, f.instance, f.object, f.external_id`,
    values,
  });
  const places = await openRows(db, rows, 'fields');
  return [...Map.groupBy(places, (row) => row.recordId)].flatMap(([id, places]) =>
    driftOfRecord(deps, places).size > 0 ? [id] : [],
  );
}
