import type { Kind } from '../canonical/kind.ts';
import type { Link } from '../canonical/record.ts';
import type { Queryable } from './database.ts';
import { storedKeys } from './personal.ts';
import { openRows, sealRecords } from './sealed.ts';

/** A stored facet: one source's view of one record. */
export interface FacetRow {
  readonly instance: string;
  readonly object: string;
  readonly externalId: string;
  readonly kind: Kind;
  readonly entityId: string;
  /** Fields that it decides whatever the system-of-record table says, because a person chose so when customers were merged. */
  readonly decides: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, Link>>;
  readonly sourceVersion: string | null;
  readonly observedAt: string;
}

/** What must be known of facets already stored before a batch is ingested. */
export interface KnownFacet {
  readonly externalId: string;
  readonly entityId: string;
  readonly hash: string;
  readonly sourceTime: string | null;
  readonly observedAt: string;
  readonly deleted: boolean;
  /** Whether its person was erased: what it says of a person is not taken in. */
  readonly erased: boolean;
}

/** A facet to write. */
export interface FacetWrite {
  readonly object: string;
  readonly external_id: string;
  readonly entity_id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly links: unknown;
  readonly keys: readonly string[];
  readonly hash: string;
  readonly source_version: string | null;
  readonly source_time: string | null;
  readonly deleted: boolean;
}

const columns = `instance, object, external_id as "externalId", kind, entity_id as "entityId", decides, fields, links,
  source_version as "sourceVersion", observed_at as "observedAt"`;

/** The facets of one instance and object among `externalIds`, by external id. */
export async function knownFacets(
  db: Queryable,
  instance: string,
  object: string,
  externalIds: readonly string[],
): Promise<Map<string, KnownFacet>> {
  const { rows } = await db.query<KnownFacet>({
    name: 'facet-known',
    text: `select external_id as "externalId", entity_id as "entityId", hash, source_time as "sourceTime",
             observed_at as "observedAt", deleted_at is not null as deleted, erased_at is not null as erased
           from facet where instance = $1 and object = $2 and external_id = any($3)`,
    values: [instance, object, externalIds],
  });
  return new Map(rows.map((row) => [row.externalId, row]));
}

/** Inserts facets, or replaces them; a facet keeps the entity it was first given. */
export async function writeFacets(
  db: Queryable,
  instance: string,
  kind: Kind,
  facets: readonly FacetWrite[],
  now: string,
): Promise<void> {
  if (facets.length === 0) return;
  const fields = await sealRecords(
    db,
    kind,
    facets.map((facet) => ({ id: facet.entity_id, fields: facet.fields })),
  );
  const stored = await storedKeys(
    db,
    facets.flatMap(({ keys }) => keys),
  );
  const rows = facets.map((facet, i) => ({ ...facet, fields: fields[i], keys: facet.keys.map(stored) }));
  await db.query({
    name: 'facet-write',
    text: `insert into facet (instance, object, external_id, kind, entity_id, fields, links, keys, hash, source_version,
             source_time, received_at, observed_at, deleted_at)
           select $1, object, external_id, $2, entity_id, fields, links, keys, hash, source_version, source_time, $4, $4,
             case when deleted then $4::timestamptz end
           from jsonb_to_recordset($3::jsonb) as f (object text, external_id text, entity_id text, fields jsonb, links jsonb,
             keys text[], hash text, source_version text, source_time timestamptz, deleted boolean)
           on conflict (instance, object, external_id) do update set fields = excluded.fields, links = excluded.links,
             keys = excluded.keys, hash = excluded.hash, source_version = excluded.source_version,
             source_time = excluded.source_time, received_at = excluded.received_at, observed_at = excluded.observed_at,
             deleted_at = excluded.deleted_at`,
    values: [instance, kind, JSON.stringify(rows), now],
  });
}

/** Notes that a source confirmed these facets unchanged. */
export async function touchFacets(
  db: Queryable,
  instance: string,
  object: string,
  externalIds: readonly string[],
  now: string,
): Promise<void> {
  if (externalIds.length === 0) return;
  await db.query({
    name: 'facet-touch',
    text: `with held as materialized (
             select external_id from facet where instance = $1 and object = $2 and external_id = any($3) order by external_id for update
           ) update facet f set observed_at = greatest(f.observed_at, $4) from held h
           where f.instance = $1 and f.object = $2 and f.external_id = h.external_id`,
    values: [instance, object, externalIds, now],
  });
}

/** The live facets of entities, those of a merge's survivor first, in one order, so that assembling is deterministic. */
export async function facetsOf(db: Queryable, entityIds: readonly string[]): Promise<FacetRow[]> {
  const { rows } = await db.query<FacetRow>({
    name: 'facet-of',
    text: `select ${columns} from facet where entity_id = any($1) and deleted_at is null
           order by entity_id, rank, instance, object, external_id`,
    values: [entityIds],
  });
  return openRows(db, rows, 'fields');
}

/** The entities that hold these places in these instances; several instances may be tried for one place. */
export async function entitiesAt(
  db: Queryable,
  places: readonly { readonly instance: string; readonly object: string; readonly external_id: string }[],
): Promise<Map<string, string>> {
  if (places.length === 0) return new Map();
  const { rows } = await db.query<{ place: string; entity_id: string }>({
    name: 'facet-at',
    text: `select f.instance || ':' || f.object || ':' || f.external_id as place, f.entity_id
           from jsonb_to_recordset($1::jsonb) as p (instance text, object text, external_id text)
           join facet f using (instance, object, external_id)`,
    values: [JSON.stringify(places)],
  });
  return new Map(rows.map((row) => [row.place, row.entity_id]));
}

/** A facet that its source no longer holds. */
export interface Missing {
  readonly entityId: string;
  readonly externalId: string;
}

/**
 * Marks as deleted what a complete list did not confirm: the facets of a kind of these customers that were last observed before
 * `since`. Returns what it marked.
 */
export async function deleteUnconfirmed(
  db: Queryable,
  instance: string,
  kind: Kind,
  customerIds: readonly string[],
  since: string,
): Promise<readonly Missing[]> {
  const { rows } = await db.query<Missing>({
    name: 'facet-unconfirmed',
    text: `update facet f set deleted_at = now() from entity e
           where f.instance = $1 and f.kind = $2 and f.observed_at < $3 and f.deleted_at is null and e.id = f.entity_id
             and e.kind = $2 and e.customer_id = any($4) and e.deleted_at is null and e.merged_into is null
           returning f.entity_id as "entityId", f.external_id as "externalId"`,
    values: [instance, kind, since, customerIds],
  });
  return rows;
}

/** Marks as deleted facets that their source no longer has, as of `askedAt`; those confirmed since stay. Returns what it marked. */
export async function deleteFacets(
  db: Queryable,
  instance: string,
  object: string,
  externalIds: readonly string[],
  askedAt: string,
): Promise<readonly Missing[]> {
  const { rows } = await db.query<Missing>({
    name: 'facet-delete',
    text: `update facet set deleted_at = $4, observed_at = $4
           where instance = $1 and object = $2 and external_id = any($3) and deleted_at is null and observed_at <= $4
           returning entity_id as "entityId", external_id as "externalId"`,
    values: [instance, object, externalIds, askedAt],
  });
  return rows;
}
