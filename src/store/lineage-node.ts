import type { CanonicalEvent } from '../canonical/event.ts';
import type { Kind } from '../canonical/kind.ts';
import { lineageType, type LineageType, placeId, placeOfId } from '../canonical/lineage.ts';
import type { Queryable } from './database.ts';

/** Something that a lineage leads through, with what decides who may see it. */
export interface LineageNode {
  readonly id: string;
  readonly type: LineageType;
  /** The kind of record, also of one at a vendor; null where it is none that the hub holds. */
  readonly kind: Kind | null;
  readonly instance: string | null;
  /** In words, without anything of the record's own. */
  readonly label: string;
  /** When it happened, or since when it is known, ISO 8601; `time` by the hub's own clock, for what came before and after. */
  readonly at: string;
  readonly time: string;
  /** sha256, hexadecimal, of what is stored of it: the data of an event, what an effect sent, what a vendor said. */
  readonly payloadHash: string | null;
  /** Ids of records: whoever sees all of one of these lists may see it. */
  readonly concerns: readonly (readonly string[])[];
  /** Of an event: what its rights are decided by. */
  readonly event: Pick<
    CanonicalEvent,
    'id' | 'type' | 'subjectId' | 'customerId' | 'source' | 'data' | 'causationId'
  > | null;
  /** Whether something is known to be lacking behind it: a record that the copy should have, an outcome that nobody knows. */
  readonly lacks: boolean;
}

type Row = Omit<LineageNode, 'type'>;

const hashOf = (column: string): string => `encode(sha256(convert_to(${column}::text, 'UTF8')), 'hex')`;

const texts: Readonly<Record<Exclude<LineageType, 'place'>, string>> = {
  event: `select e.id, null as kind, e.source as instance, e.type as label, e.occurred_at as at, e.processed_at as time,
      ${hashOf('e.data')} as "payloadHash", '[]'::jsonb as concerns, jsonb_build_object('id', e.id, 'type', e.type, 'subjectId', e.subject_id,
        'customerId', e.customer_id, 'source', e.source, 'data', e.data, 'causationId', e.causation_id) as event, false as lacks
    from event e where e.id = any($1)`,
  run: `select r.id, null as kind, null as instance, r.process || ' run, ' || lower(r.status) as label, r.started_at as at,
      r.started_at as time, null as "payloadHash", jsonb_build_array(r.concerns) as concerns, null as event,
      r.trigger_event is not null and not exists (select from event e where e.id = r.trigger_event) as lacks
    from run r where r.id = any($1)`,
  effect: `select e.key as id, null as kind, e.instance, case e.act when 'UNDO' then 'undid by ' else '' end || e.operation ||
      case e.state when 'DONE' then '' when 'UNDONE' then ', undone' else ', outcome not known' end as label,
      coalesce(e.called_at, e.intent_at) as at, e.intent_at as time, ${hashOf('e.input')} as "payloadHash",
      jsonb_build_array(r.concerns) as concerns, null as event, e.state in ('INTENT', 'UNKNOWN') as lacks
    from effect e join run r on r.id = e.run_id where e.key = any($1)`,
  exception: `select x.id, null as kind, null as instance, 'exception ' || x.code || ', ' || lower(x.status) as label, x.opened_at as at,
      x.opened_at as time, null as "payloadHash", jsonb_build_array(x.concerns) as concerns, null as event, false as lacks
    from exception x where x.id = any($1)`,
  amendment: `select m.id, null as kind, null as instance, m.type || ' amendment, ' || lower(m.status) as label, m.created_at as at,
      m.created_at as time, null as "payloadHash", jsonb_build_array(jsonb_build_array(m.subscription_id, m.customer_id)) as concerns,
      null as event, false as lacks from amendment m where m.id = any($1)`,
  record: `select e.id, e.kind, null as instance, e.kind as label, e.created_at as at, e.created_at as time, null as "payloadHash",
      jsonb_build_array(jsonb_build_array(e.id)) as concerns, null as event, false as lacks
    from entity e where e.id = any($1)`,
};

// A record at a vendor that the copy does not have is what runs did there, and seen by whoever sees one of them; it lacks its record when the
// copy has others of its sort.
const placeText = `select p.instance, p.object, p."externalId", f.kind, coalesce(f.received_at, d.at) as at, coalesce(f.received_at, d.at) as time,
    case when f.entity_id is not null then ${hashOf('f.fields')} end as "payloadHash",
    case when f.entity_id is not null then jsonb_build_array(jsonb_build_array(f.entity_id)) else d.concerns end as concerns,
    f.entity_id is null and exists (select from facet o where o.instance = p.instance and o.object = p.object) as lacks
  from jsonb_to_recordset($1::jsonb) as p (instance text, object text, "externalId" text)
  left join facet f on f.instance = p.instance and f.object = p.object and f.external_id = p."externalId"
  left join lateral (select min(e.intent_at) as at, jsonb_agg(to_jsonb(r.concerns)) as concerns from effect e join run r on r.id = e.run_id
    where e.instance = p.instance and e.object = p.object and e.external_id = p."externalId") d on f.entity_id is null
  where coalesce(f.received_at, d.at) is not null`;

/** What has these ids of a lineage, by id; absent where nothing has it any more. */
export async function lineageNodes(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, LineageNode>> {
  const found = new Map<string, LineageNode>();
  for (const [type, of] of Map.groupBy(ids, lineageType)) {
    if (type === undefined) continue;
    const rows = type === 'place' ? await placesAt(db, of) : await rowsOf(db, type, of);
    for (const row of rows) found.set(row.id, { ...row, type });
  }
  return found;
}

async function rowsOf(
  db: Queryable,
  type: Exclude<LineageType, 'place'>,
  ids: readonly string[],
): Promise<readonly Row[]> {
  const { rows } = await db.query<Row>({ name: `lineage-${type}`, text: texts[type], values: [ids] });
  return rows;
}

async function placesAt(db: Queryable, ids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await db.query<
    Omit<Row, 'id' | 'label' | 'event'> & {
      readonly instance: string;
      readonly object: string;
      readonly externalId: string;
    }
  >({ name: 'lineage-place', text: placeText, values: [JSON.stringify(ids.map(placeOfId))] });
  return rows.map(({ object, externalId, ...row }) => ({
    ...row,
    id: placeId({ instance: row.instance, object, externalId }),
    label: `${object} ${externalId}`,
    event: null,
  }));
}
