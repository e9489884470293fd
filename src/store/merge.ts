import type { Queryable } from './database.ts';

/** A place at a source, as `[instance, object, external id]`. */
export type Place = readonly [instance: string, object: string, externalId: string];

/** A facet's part in the order of its record's facets. */
export interface Ranked {
  readonly place: Place;
  readonly rank: number;
  readonly decides: readonly string[];
}

/** What was whose before two customers became one: everything that it takes to make them two again. */
export interface MergeBefore {
  readonly survivorFacets: readonly Ranked[];
  readonly absorbedFacets: readonly Ranked[];
  /** Ids of the records that belonged to the absorbed customer. */
  readonly records: readonly string[];
  /** What the absorbed one was known by, and what of that the survivor was known by too. */
  readonly keys: readonly string[];
  readonly sharedKeys: readonly string[];
  /** When lists of the two were last known to be whole; null: never. */
  readonly lists: readonly {
    readonly instance: string;
    readonly kind: string;
    readonly survivor: string | null;
    readonly absorbed: string | null;
  }[];
  /** Whom the absorbed one had absorbed. */
  readonly merged: readonly string[];
  /** Whom it resembled. */
  readonly candidates: readonly {
    readonly id: string;
    readonly leftId: string;
    readonly rightId: string;
    readonly status: string;
  }[];
}

/** A merge that somebody decided. */
export interface MergeRecord {
  readonly id: string;
  readonly survivorId: string;
  readonly absorbedId: string;
  /** ISO 8601. */
  readonly at: string;
  /** `usr_...` */
  readonly mergedBy: string;
  readonly chosen: readonly string[];
  readonly before: MergeBefore;
  readonly approvalId: string | null;
  readonly undoneAt: string | null;
  /** Whether it can be undone now: it stands, it is the survivor's last one, and the survivor itself stands. */
  readonly reversible: boolean;
}

const columns = `m.id, m.survivor_id as "survivorId", m.absorbed_id as "absorbedId", m.at, m.merged_by as "mergedBy", m.chosen, m.before,
  m.approval_id as "approvalId", m.undone_at as "undoneAt",
  m.undone_at is null and exists (select from entity s join entity a on a.id = m.absorbed_id
      where s.id = m.survivor_id and s.merged_into is null and s.deleted_at is null and a.merged_into = s.id)
    and not exists (select from merge_record l where l.survivor_id = m.survivor_id and l.undone_at is null and (l.at, l.id) > (m.at, m.id))
    as reversible`;

/** Merges by id, in no order. */
export async function mergesById(db: Queryable, ids: readonly string[]): Promise<readonly MergeRecord[]> {
  const { rows } = await db.query<MergeRecord>(`select ${columns} from merge_record m where m.id = any($1)`, [
    ids,
  ]);
  return rows;
}

/** The merges by which these customers absorbed others, undone ones too, the last first; those of whom they absorbed come along. */
export async function mergesInto(
  db: Queryable,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MergeRecord[]>> {
  const { rows } = await db.query<MergeRecord & { owner: string }>({
    name: 'merges-into',
    text: `select c.id as owner, ${columns} from unnest($1::text[]) as c (id)
           join entity e on e.id = c.id or e.merged_into = c.id join merge_record m on m.survivor_id = e.id
           order by c.id, m.at desc, m.id desc`,
    values: [customerIds],
  });
  return Map.groupBy(rows, ({ owner }) => owner);
}

/** Notes a merge with what was before it. */
export async function addMerge(
  db: Queryable,
  merge: Pick<
    MergeRecord,
    'id' | 'survivorId' | 'absorbedId' | 'mergedBy' | 'chosen' | 'before' | 'approvalId'
  >,
): Promise<void> {
  await db.query(
    `insert into merge_record (id, survivor_id, absorbed_id, at, merged_by, chosen, before, approval_id)
     values ($1, $2, $3, clock_timestamp(), $4, $5, $6, $7)`,
    [
      merge.id,
      merge.survivorId,
      merge.absorbedId,
      merge.mergedBy,
      merge.chosen,
      JSON.stringify(merge.before),
      merge.approvalId,
    ],
  );
}

/** Notes that a merge was undone. */
export async function closeMerge(db: Queryable, id: string, undoneBy: string): Promise<void> {
  await db.query('update merge_record set undone_at = now(), undone_by = $2 where id = $1', [id, undoneBy]);
}

/** The facets of each of these entities, deleted ones too, in the order in which they decide. */
export async function rankedFacets(
  db: Queryable,
  entityIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Ranked[]>> {
  const { rows } = await db.query<{ owner: string; place: Place; rank: number; decides: string[] }>(
    `select entity_id as owner, jsonb_build_array(instance, object, external_id) as place, rank, decides from facet
     where entity_id = any($1) order by entity_id, rank, instance, object, external_id`,
    [entityIds],
  );
  return Map.groupBy(rows, ({ owner }) => owner);
}

/** Gives facets to an entity, with their part in the order of its facets. */
export async function placeFacets(db: Queryable, entityId: string, facets: readonly Ranked[]): Promise<void> {
  await db.query(
    `update facet f set entity_id = $1, rank = g.rank, decides = array(select jsonb_array_elements_text(g.decides))
     from jsonb_to_recordset($2::jsonb) as g (place jsonb, rank integer, decides jsonb)
     where f.instance = g.place->>0 and f.object = g.place->>1 and f.external_id = g.place->>2`,
    [entityId, JSON.stringify(facets)],
  );
}

/** What is whose of two customers now. */
export async function readBefore(
  db: Queryable,
  survivorId: string,
  absorbedId: string,
): Promise<MergeBefore> {
  const facets = await rankedFacets(db, [survivorId, absorbedId]);
  const bare = (id: string): Ranked[] =>
    (facets.get(id) ?? []).map(({ place, rank, decides }) => ({ place, rank, decides }));
  const { rows } = await db.query<Omit<MergeBefore, 'survivorFacets' | 'absorbedFacets'>>(
    `select
       array(select id from entity where customer_id = $2 and id <> $1 order by id) as records,
       array(select key from identity_key where entity_id = $2 order by key) as keys,
       array(select key from identity_key where entity_id = $2 intersect select key from identity_key where entity_id = $1 order by key) as "sharedKeys",
       coalesce((select jsonb_agg(jsonb_build_object('instance', instance, 'kind', kind, 'survivor', s.synced_at, 'absorbed', a.synced_at) order by instance, kind)
         from (select * from list_sync where customer_id = $1) s full join (select * from list_sync where customer_id = $2) a using (instance, kind)
         where a.synced_at is not null), '[]') as lists,
       array(select id from entity where merged_into = $2 order by id) as merged,
       coalesce((select jsonb_agg(jsonb_build_object('id', id, 'leftId', left_id, 'rightId', right_id, 'status', status) order by id)
         from match_candidate where left_id = $2 or right_id = $2), '[]') as candidates`,
    [survivorId, absorbedId],
  );
  return { survivorFacets: bare(survivorId), absorbedFacets: bare(absorbedId), ...rows[0]! };
}
