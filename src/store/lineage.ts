import { kindOfId } from '../canonical/kind.ts';
import { type LineageRelation, lineageType, type LineageType, placeOfId } from '../canonical/lineage.ts';
import type { Queryable } from './database.ts';

/** Where a walk stands: what it may go on to lies before the bound (upstream) or behind it (downstream), ISO 8601; null: no bound. */
export interface Standpoint {
  readonly id: string;
  readonly bound: string | null;
  /** Whether it is what was asked for: then also what only happened to it is shown. */
  readonly isStart: boolean;
}

/** That one thing came of another, from the cause on. */
export interface Hop {
  readonly from: string;
  readonly to: string;
  readonly relation: LineageRelation;
}

type Ask = (db: Queryable, at: readonly Standpoint[]) => Promise<readonly Hop[]>;

/** Most events about one record that are shown. */
export const mostEvents = 50;

const placeText = (row: string): string =>
  `${row}.instance || '/' || ${row}.object || '/' || ${row}.external_id`;
// What an order at a vendor made besides itself, by the numbers that it answered with.
const numbers = `array(select d ->> 'number' from jsonb_path_query(e.result, '$.documents[*]') as d union all select e.result ->> 'subscriptionNumber')`;
const made = `x.kind in ('BillingSubscription', 'Invoice', 'CreditMemo') and x.merged_into is null and x.body ->> 'number' = any(${numbers})`;
const stood = `from jsonb_to_recordset($1::jsonb) as s (id text, bound timestamptz, "isStart" boolean, instance text, object text, "externalId" text)`;

const ask =
  (name: string, ...texts: readonly string[]): Ask =>
  async (db, at) => {
    const given = at.map((each) => ({ ...each, ...(each.id.includes('/') && placeOfId(each.id)) }));
    const { rows } = await db.query<Hop>({
      name: `lineage-${name}`,
      text: texts.join(' union '),
      values: [JSON.stringify(given)],
    });
    return rows;
  };

const hop = (from: string, to: string, relation: LineageRelation): string =>
  `select ${from} as "from", ${to} as "to", '${relation}' as relation`;

const down: Partial<Record<LineageType, Ask>> = {
  event: ask('down-event', `${hop('s.id', 'r.id', 'caused')} ${stood} join run r on r.trigger_event = s.id`),
  run: ask(
    'down-run',
    `${hop('s.id', 'e.key', 'did')} ${stood} join effect e on e.run_id = s.id and e.state <> 'REFUSED'`,
    `${hop('s.id', 'x.id', 'caused')} ${stood} join exception x on x.run_id = s.id`,
  ),
  effect: ask(
    'down-effect',
    `${hop('s.id', placeText('e'), 'touched')} ${stood} join effect e on e.key = s.id and e.external_id is not null and e.object is not null`,
    `${hop('s.id', placeText('f'), 'touched')} ${stood} join effect e on e.key = s.id join run r on r.id = e.run_id
      join entity x on x.customer_id = r.customer_id and ${made} join facet f on f.entity_id = x.id and f.instance = e.instance`,
  ),
  place: ask(
    'down-place',
    `${hop('s.id', 'coalesce(x.merged_into, x.id)', 'derived')} ${stood} join facet f on f.instance = s.instance and f.object = s.object
      and f.external_id = s."externalId" join entity x on x.id = f.entity_id`,
  ),
  record: ask(
    'down-record',
    `${hop('s.id', 'e.id', 'caused')} ${stood} join event e on e.subject_id = s.id join run r on r.trigger_event = e.id
      where s.bound is null or e.processed_at >= s.bound`,
    `${hop('s.id', 'e.id', 'caused')} ${stood} cross join lateral (select l.id from event l where l.subject_id = s.id
      and l.type <> 'sync.status_changed' order by l.position desc nulls first limit ${mostEvents}) e where s."isStart"`,
  ),
  amendment: ask(
    'down-amendment',
    `${hop('s.id', 'm.run_id', 'caused')} ${stood} join amendment m on m.id = s.id`,
  ),
};

const isTold = (id: string): boolean => kindOfId(id) !== undefined || /^(?:run|exc|amd)_/.test(id);

const up: Partial<Record<LineageType, Ask>> = {
  async event(db, at) {
    const hops = await ask(
      'up-event',
      `${hop('e.subject_id', 's.id', 'caused')} ${stood} join event e on e.id = s.id`,
      `${hop('e.causation_id', 's.id', 'caused')} ${stood} join event e on e.id = s.id and e.causation_id like 'evt\\_%'`,
    )(db, at);
    return hops.filter(({ from }) => from.startsWith('evt_') || isTold(from));
  },
  run: ask(
    'up-run',
    `${hop('r.trigger_event', 's.id', 'caused')} ${stood} join run r on r.id = s.id and r.trigger_event is not null`,
    `${hop('m.id', 's.id', 'caused')} ${stood} join amendment m on m.run_id = s.id`,
  ),
  effect: ask('up-effect', `${hop('e.run_id', 's.id', 'did')} ${stood} join effect e on e.key = s.id`),
  exception: ask(
    'up-exception',
    `${hop('x.run_id', 's.id', 'caused')} ${stood} join exception x on x.id = s.id`,
  ),
  place: ask(
    'up-place',
    `${hop('e.key', 's.id', 'touched')} ${stood} join effect e on e.instance = s.instance and e.object = s.object
      and e.external_id = s."externalId" and e.state <> 'REFUSED' where s.bound is null or date_trunc('milliseconds', e.intent_at) <= s.bound`,
    `${hop('e.key', 's.id', 'touched')} ${stood} join facet f on f.instance = s.instance and f.object = s.object and f.external_id = s."externalId"
      join entity x on x.id = f.entity_id join run r on r.customer_id = x.customer_id
      join effect e on e.run_id = r.id and e.instance = s.instance and e.state <> 'REFUSED' and ${made}
      where s.bound is null or date_trunc('milliseconds', e.intent_at) <= s.bound`,
  ),
  record: ask(
    'up-record',
    `${hop(placeText('f'), 's.id', 'derived')} ${stood} join facet f on f.entity_id = s.id`,
  ),
};

/** What these led to (`DOWN`), or what led to them (`UP`), one hop far; the links among records are in lineage-family.ts. */
export async function lineageHops(
  db: Queryable,
  way: 'UP' | 'DOWN',
  at: readonly Standpoint[],
): Promise<readonly Hop[]> {
  const asks = way === 'UP' ? up : down;
  const hops: Hop[] = [];
  for (const [type, of] of Map.groupBy(at, ({ id }) => lineageType(id)))
    if (type) hops.push(...((await asks[type]?.(db, of)) ?? []));
  return hops;
}
