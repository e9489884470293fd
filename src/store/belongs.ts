import { idPrefix, type Kind, kinds } from '../canonical/kind.ts';
import type { RowScope } from '../canonical/scope.ts';
import type { Queryable } from './database.ts';
import { type Parameters as Params, parameters } from './page.ts';

// To which legal entities of ours a row belongs, as SQL of type text[]: ids of LegalEntity records, or one of these marks; empty where
// it cannot be decided, so that nobody with a scope sees it. Lists and single records are decided by the same expressions.

/** Of what belongs to nobody in particular and is shown to everybody. */
export const everybody = '*';
/** Of what belongs to no legal entity yet. */
export const nobody = '-';

const publicKinds: readonly Kind[] = ['Product', 'Price', 'User'];
/** Kinds that belong to a legal entity by themselves, whatever their customer is. */
const ownKinds: readonly Kind[] = ['LegalEntity', 'AccountingPeriod', 'LedgerPosting'];

export const isPublic = (kind: Kind): boolean => publicKinds.includes(kind);
export const isOwn = (kind: Kind): boolean => ownKinds.includes(kind);

const none = `'{}'::text[]`;
const only = (mark: string): string => `array['${mark}']`;
const listed = (kinds: readonly string[]): string => kinds.map((kind) => `'${kind}'`).join(', ');
const prefixes = (kinds: readonly Kind[]): string => listed(kinds.map((kind) => `${idPrefix[kind]}_`));

/** The legal entity that the links of a record name. */
const ofLink = (links: string): string => {
  const part = (n: number): string => `split_part(${links} #>> '{legalEntity,key}', ':', ${n})`;
  return `(case when ${links} ? 'legalEntity' then array(select le.entity_id from facet le where le.instance = ${part(2)}
    and le.object = ${part(3)} and le.external_id = ${part(4)}) else ${only(nobody)} end)`;
};

// What is gone has no links any more; the log has told the last it had.
const linksOf = (row: string): string => `(case when ${row}.deleted_at is null then ${row}.links else
  (select lw.data #> '{record,links}' from event lw where lw.subject_id = ${row}.id and lw.data #> '{record,links}' is not null
   order by lw.position desc nulls first, lw.seq desc limit 1) end)`;

const ofCustomer = (
  row: string,
): string => `(select case when lc.links is null then ${none} else ${ofLink('lc.links')} end
  from (select ${linksOf(row)} as links) lc)`;

/** Of a row of `entity` that is no merged one. */
const entityBelongs = (row: string): string => `(case
  when ${row}.kind in (${listed(publicKinds)}) then ${only(everybody)}
  when ${row}.kind = 'LegalEntity' then array[${row}.id]
  when ${row}.kind = 'AccountingPeriod' then array(select distinct bl.entity_id from facet bp
    join facet bl on bl.instance = bp.instance and bl.kind = 'LegalEntity' and bl.deleted_at is null where bp.entity_id = ${row}.id)
  when ${row}.kind = 'Customer' then ${ofCustomer(row)}
  else (select case
      when ${row}.kind = 'LedgerPosting' and bk.links ? 'legalEntity' then ${ofLink('bk.links')}
      when ${row}.customer_id is not null then (select ${ofCustomer('bc')} from entity ba
        join entity bc on bc.id = coalesce(ba.merged_into, ba.id) where ba.id = ${row}.customer_id)
      when bk.links is null or bk.links ? 'customer' then ${none}
      else ${only(nobody)} end from (select ${linksOf(row)} as links) bk)
  end)`;

/** Of the record with an id, through merges. */
const idBelongs = (id: string): string => `coalesce((select ${entityBelongs('be')} from entity bi
  join entity be on be.id = coalesce(bi.merged_into, bi.id) where bi.id = ${id}), ${none})`;

/** Of the record at a place of a source; one that was never taken in belongs to nobody yet. */
const placeBelongs = (place: {
  readonly instance: string;
  readonly object: string;
  readonly externalId: string;
  readonly kind: string;
}): string => `(case when ${place.kind} in (${listed(publicKinds)}) then ${only(everybody)}
  else coalesce((select ${entityBelongs('pe')} from facet pf join entity pe on pe.id = pf.entity_id where pf.instance = ${place.instance}
    and pf.object = ${place.object} and pf.external_id = ${place.externalId}), ${only(nobody)}) end)`;

/** Of a row of `event`: as the customer that it told of stands now, not as it stood then. */
const eventBelongs = (row: string): string => `(case
  when left(${row}.subject_id, 4) in (${prefixes(publicKinds)}) then ${only(everybody)}
  when left(${row}.subject_id, 4) in (${prefixes(ownKinds)}) then ${idBelongs(`${row}.subject_id`)}
  when ${row}.customer_id is not null then ${idBelongs(`${row}.customer_id`)}
  when left(${row}.subject_id, 4) in (${prefixes(kinds)}) then ${idBelongs(`${row}.subject_id`)}
  when ${row}.type like 'source.%' then ${only(everybody)}
  when ${row}.type = 'sync.status_changed' then ${placeBelongs({
    instance: `${row}.data ->> 'instance'`,
    object: `${row}.data ->> 'object'`,
    externalId: `${row}.data ->> 'externalId'`,
    kind: `${row}.data ->> 'kind'`,
  })}
  else ${none} end)`;

/** Conditions that rows are within a scope, as parts of one statement. */
export interface Within {
  /** Of a row of `customer_summary`: by its own column, so that a list need not look at each customer. */
  summary(row: string): string;
  /** Of a row of `entity` that is no merged one. */
  entity(row: string): string;
  /** Of a row of `event`. */
  event(row: string): string;
  /** Of the record with an id, through merges. */
  id(id: string): string;
  place(place: Parameters<typeof placeBelongs>[0]): string;
}

/** What the ids begin with of what may concern several customers: an approval, a run, an exception, an amendment. */
const concerning: readonly string[] = ['apr_', 'run_', 'exc_', 'amd_'];

/** Whether an id is that of something that is seen by whoever sees every record that it concerns. */
export const isConcerning = (id: string): boolean => concerning.includes(id.slice(0, 4));

/** The rows of what concerns records, with `id` and `concerns`; `match` compares the id. */
const concernsOf = (match: string): string => `select id, concerns from approval where id ${match}
  union all select id, concerns from run where id ${match} union all select id, concerns from exception where id ${match}
  union all select m.id, r.concerns from amendment m join run r on r.id = m.run_id where m.id ${match}`;

/** The conditions of a scope, with `params` of the statement that they become part of. */
export function withinSql(scope: RowScope, params: Params): Within {
  const allowed = allowedSql(scope, params);
  const loose = (row: string): string => ` or (${row}.legal_entity_id is null and not exists (
    select from entity sc where sc.id = ${row}.customer_id and sc.links ? 'legalEntity'))`;
  return {
    summary: (row) =>
      `(${row}.legal_entity_id = any(${allowed}::text[])${scope.unassigned ? loose(row) : ''})`,
    entity: (row) => `${entityBelongs(row)} && ${allowed}`,
    event: (
      row,
    ) => `(case when left(${row}.subject_id, 4) in (${listed(concerning)}) then coalesce((select cardinality(ea.concerns) > 0 and not exists (
      select from unnest(ea.concerns) as ec (id) where not (${idBelongs('ec.id')} && ${allowed}))
      from (${concernsOf(`= ${row}.subject_id`)}) ea), false) else ${eventBelongs(row)} && ${allowed} end)`,
    id: (id) => `${idBelongs(id)} && ${allowed}`,
    place: (place) => `${placeBelongs(place)} && ${allowed}`,
  };
}

/** What a row must belong to, one of them, to be within a scope. */
function allowedSql({ legalEntities, regions, unassigned }: RowScope, { add }: Params): string {
  const among = (field: string, set: ReadonlySet<string> | null): string =>
    set ? ` and al.body ->> '${field}' = any(${add([...set], 'text[]')})` : '';
  const marks = unassigned ? [everybody, nobody] : [everybody];
  return `(select array(select aa.id from entity aa join entity al on al.id = coalesce(aa.merged_into, aa.id)
    where aa.kind = 'LegalEntity' and al.deleted_at is null${among('code', legalEntities)}${among('region', regions)})
    || '{${marks.join(',')}}'::text[])`;
}

/** Everything that a scope allows: ids of legal entities, and the marks. */
export async function readAllowed(db: Queryable, scope: RowScope): Promise<ReadonlySet<string>> {
  const params = parameters();
  const { rows } = await db.query<{ allowed: string[] }>(
    `select ${allowedSql(scope, params)} as allowed`,
    params.values,
  );
  return new Set(rows[0]!.allowed);
}

/** To what a record belongs. */
export interface Belonging {
  readonly id: string;
  readonly belongs: readonly string[];
  /** Whether the id is that of a record which was merged into another one. */
  readonly absorbed: boolean;
}

/** What records belong to; an id that nothing has is absent. */
export async function readBelongs(db: Queryable, ids: readonly string[]): Promise<readonly Belonging[]> {
  const { rows } = await db.query<Belonging>({
    name: 'belongs-of-records',
    text: `select a.id, ${entityBelongs('e')} as belongs, a.merged_into is not null as absorbed
           from entity a join entity e on e.id = coalesce(a.merged_into, a.id) where a.id = any($1)`,
    values: [ids],
  });
  return rows;
}

/** The records that approvals, runs, exceptions and amendments concern, by id: whoever may not see them all does not see it. */
export async function readConcerns(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{ id: string; concerns: string[] }>({
    name: 'belongs-by-concerns',
    text: concernsOf('= any($1)'),
    values: [ids],
  });
  return new Map(rows.map(({ id, concerns }) => [id, concerns]));
}

/** A place of a source, as an event or a dead letter names it. */
export interface PlaceOf {
  readonly instance: string;
  readonly object: string;
  readonly externalId: string;
  readonly kind: string;
}

/** What the records at these places belong to, in their order. */
export async function readPlacesBelong(
  db: Queryable,
  places: readonly PlaceOf[],
): Promise<readonly (readonly string[])[]> {
  const row = { instance: 'p.instance', object: 'p.object', externalId: 'p."externalId"', kind: 'p.kind' };
  const { rows } = await db.query<{ belongs: string[] }>({
    name: 'belongs-of-places',
    text: `select ${placeBelongs(row)} as belongs
           from rows from (jsonb_to_recordset($1::jsonb) as (instance text, object text, "externalId" text, kind text))
             with ordinality as p (instance, object, "externalId", kind, nth) order by p.nth`,
    values: [JSON.stringify(places)],
  });
  return rows.map(({ belongs }) => belongs);
}
