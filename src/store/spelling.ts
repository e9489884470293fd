import type { LineagePlace } from '../canonical/lineage.ts';
import type { Queryable } from './database.ts';

/** Where the records are that somebody names at vendors, with the names of their objects spelled as they are kept, whatever their case. */
export async function placesSpelled(
  db: Queryable,
  {
    instances,
    object,
    externalId,
  }: Omit<LineagePlace, 'instance'> & { readonly instances: readonly string[] },
): Promise<readonly LineagePlace[]> {
  // Objects are few and records are many: each name is looked up from the one before it, never by reading every record.
  const { rows } = await db.query<{ instance: string; object: string }>({
    name: 'places-spelled',
    text: `with recursive kept as (
             select i.instance, (select min(f.object) from facet f where f.instance = i.instance) as object from unnest($1::text[]) i (instance)
             union all
             select k.instance, (select min(f.object) from facet f where f.instance = k.instance and f.object > k.object)
             from kept k where k.object is not null
           ), done as (
             select i.instance, (select min(e.object) from effect e where e.instance = i.instance and e.external_id is not null) as object
             from unnest($1::text[]) i (instance)
             union all
             select d.instance, (select min(e.object) from effect e where e.instance = d.instance and e.external_id is not null
               and e.object > d.object)
             from done d where d.object is not null
           ) select distinct instance, object from (select * from kept union all select * from done) o
             where lower(object) = lower($2) order by 1, 2`,
    values: [instances, object],
  });
  return rows.map((row) => ({ ...row, externalId }));
}
