import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';
import { channel } from './notice.ts';

/** An answer of a source that may say nothing new. */
export interface Confirmation {
  readonly instance: string;
  readonly kind: Kind;
  readonly object: string;
  /** `bare` is the hash of what is taken in of somebody who was erased. */
  readonly facets: readonly { readonly externalId: string; readonly hash: string; readonly bare: string }[];
  readonly askedAt: string;
  /** The customers whose list this is; empty when records were asked for by id. */
  readonly listOf: readonly string[];
  /** Whether the list is complete: then a record of theirs that is not in it is news. */
  readonly complete: boolean;
}

/**
 * When an answer holds exactly what the copy has, notes that it was confirmed and returns true: one statement instead of a
 * transaction. Otherwise returns false; what was confirmed on the way stays so, and the answer has to be ingested.
 */
export async function confirm(db: Queryable, confirmation: Confirmation): Promise<boolean> {
  const { instance, kind, object, facets, askedAt, listOf, complete } = confirmation;
  const { rows } = await db.query<{ confirmed: boolean }>({
    name: 'confirm',
    // Rows are locked in the order of their ids, so that two answers with the same records never wait for one another in a circle.
    text: `with given as (select * from unnest($4::text[], $5::text[], $11::text[]) as g (external_id, hash, bare)),
      same as materialized (
        select f.external_id from facet f join given g on f.external_id = g.external_id
          and f.hash = case when f.erased_at is null then g.hash else g.bare end
        where f.instance = $1 and f.object = $3 and f.deleted_at is null order by f.external_id for update of f
      ), touched as (
        update facet f set observed_at = greatest(f.observed_at, $6::timestamptz) from same s
        where f.instance = $1 and f.object = $3 and f.external_id = s.external_id
        returning 1
      ), stray as (
        select 1 from entity e join facet f on f.entity_id = e.id
        where $8 and e.customer_id = any($7::text[]) and e.kind = $2 and e.deleted_at is null and e.merged_into is null
          and f.instance = $1 and f.kind = $2 and f.deleted_at is null and f.external_id <> all($4) limit 1
      ), verdict as (
        select (select count(*) from touched) = cardinality($4) and not exists (select from stray) as confirmed
      ), noted as (
        insert into list_sync (instance, kind, customer_id, synced_at)
        select $1, $2, c, $6 from unnest($7::text[]) as c, verdict where confirmed order by c
        on conflict (customer_id, kind, instance) do update set synced_at = greatest(list_sync.synced_at, excluded.synced_at)
      )
      select confirmed, case when confirmed and cardinality($7) > 0 then pg_notify($9, $10) end from verdict`,
    values: [
      instance,
      kind,
      object,
      facets.map((facet) => facet.externalId),
      facets.map((facet) => facet.hash),
      askedAt,
      listOf,
      complete,
      channel,
      JSON.stringify({ customers: [], records: [], confirmed: listOf }),
      facets.map((facet) => facet.bare),
    ],
  });
  return rows[0]!.confirmed;
}
