import { eventNoun, schemaVersion } from '../canonical/event.ts';
import { idPrefix, type Kind, kinds } from '../canonical/kind.ts';
import type { RowScope } from '../canonical/scope.ts';
import { type Within, withinSql } from './belongs.ts';
import type { Queryable } from './database.ts';
import { type List, pageOf, pageSize, type Parameters, parameters, readPage } from './page.ts';
import type { EventView, IdPage, PageArgs } from './read.ts';

interface Fact {
  readonly type: string;
  /** The states of a record that has come so far; absent: any. */
  readonly states?: readonly string[];
  /** A further type by which the log tells the same. */
  readonly or?: string;
}

/** What a record of a kind, in a state, adds to its customer's history; kinds and states not named add nothing. */
const facts: Partial<Record<Kind, readonly Fact[]>> = {
  Opportunity: [
    { type: 'opportunity.closed_won', states: ['CLOSED_WON'] },
    { type: 'opportunity.closed_lost', states: ['CLOSED_LOST'] },
  ],
  Contract: [
    { type: 'contract.activated', states: ['ACTIVE', 'AMENDING', 'RENEWED', 'EXPIRED', 'TERMINATED'] },
  ],
  BillingSubscription: [
    {
      type: 'subscription.activated',
      states: ['TRIALING', 'ACTIVE', 'PAST_DUE', 'PAUSED', 'SUSPENDED', 'CANCELLED', 'EXPIRED'],
    },
  ],
  Invoice: [
    {
      type: 'invoice.issued',
      states: ['ISSUED', 'POSTED', 'PARTIALLY_PAID', 'PAID', 'UNCOLLECTIBLE'],
      or: 'invoice.posted',
    },
  ],
  CreditMemo: [{ type: 'credit_memo.generated', states: ['ISSUED', 'APPLIED'] }],
  Payment: [
    { type: 'payment.settled', states: ['SETTLED', 'REFUNDED', 'PARTIALLY_REFUNDED'] },
    { type: 'payment.failed', states: ['FAILED'] },
  ],
  SupportCase: [{ type: 'case.opened' }],
  Entitlement: [{ type: 'entitlement.granted' }],
  LedgerPosting: [{ type: 'posting.posted', states: ['POSTED', 'REVERSED'] }],
};

const allFacts = Object.entries(facts).flatMap(([kind, each]) => each.map((fact) => ({ kind, ...fact })));
const typeCase = allFacts
  .map(({ kind, type, states }) => {
    const reached = states ? ` and e.status in (${states.map((state) => `'${state}'`).join(', ')})` : '';
    return `when e.kind = '${kind}'${reached} then '${type}'`;
  })
  .join(' ');
const factType = `(case ${typeCase} end)`;
const otherwiseCase = allFacts
  .flatMap(({ type, or }) => (or ? [`when '${or}' then '${type}'`] : []))
  .join(' ');
/** The fact that an event of the log tells. */
const toldType = `(case l.type ${otherwiseCase} else l.type end)`;
const alive = `e.deleted_at is null and e.merged_into is null and e.sort_at <> '' and ${factType} is not null`;
/** A day begins at midnight UTC, whatever the time zone of the connection. */
const happenedAt = `(case when length(e.sort_at) = 10 then e.sort_at || 'T00:00:00Z' else nullif(e.sort_at, '') end)::timestamptz`;

/**
 * What the log tells of a customer and of those that turned out to be it, and the dated facts of its records up to `today` that the log
 * does not tell: rows of `at`, `id`. The first two arguments are SQL, as the parts
 * of `meant` are (null: all events). A scope leaves out what of it belongs to others, as a posting may.
 */
const historyOf = (customerId: string, today: string, within: Within | null, meant: Meant | null): string => `
  select l.occurred_at as at, l.id from event l where l.customer_id = any(${knownAs(customerId)})${within ? ` and ${within.event('l')}` : ''}${meant ? ` and l.type = any(${meant.types}) and (l.type <> 'sync.status_changed' or left(l.subject_id, 3) = any(${meant.subjects}))` : ''}
  union all
  select ${happenedAt}, 'evt_' || e.id from entity e
  where e.customer_id = ${customerId} and left(e.sort_at, 10) <= ${today} and ${alive}${within ? ` and ${within.entity('e')}` : ''}${meant ? ` and ${factType} = any(${meant.types})` : ''} and not exists (
    select from event l where l.subject_id = e.id and l.customer_id = any(${knownAs(customerId)})
      and ${toldType} = ${factType})`;

/** Which events are meant: their types, and what the ids of records begin with of whose sync something may be told. */
interface Meant {
  readonly types: string;
  readonly subjects: string;
}

/** What is told of the sync of a record only those are to hear who hear of the record. */
function meantBy(types: readonly string[], { add }: Parameters): Meant {
  const heard = kinds.filter((kind) => types.includes(`${eventNoun[kind]}.updated`));
  return {
    types: add(types, 'text[]'),
    subjects: add(
      heard.map((kind) => idPrefix[kind]),
      'text[]',
    ),
  };
}

const knownAs = (customerId: string): string =>
  `array(select m.id from entity m where m.id = ${customerId} union all select m.id from entity m where m.merged_into = ${customerId})`;

/**
 * A page of each customer's history up to `today`, newest first; ids are those of events. First pages are read in one statement; a
 * cursor is one customer's, so pages behind one are read one by one. The customers must be within the scope (null: there is none). Of
 * `types` only those types of event are told.
 */
export async function readTimelines(
  db: Queryable,
  customerIds: readonly string[],
  page: PageArgs,
  today: string,
  scope: RowScope | null = null,
  types: readonly string[] | null = null,
): Promise<IdPage[]> {
  const { size, backwards } = pageSize(page);
  if (page.after != null || backwards)
    return Promise.all(customerIds.map((id) => readPage(db, timelineList(id, today, scope, types), page)));
  const { add, values } = parameters();
  const [ids, day, limit] = [
    add([...new Set(customerIds)], 'text[]'),
    add(today, 'text'),
    add(size + 1, 'int'),
  ];
  const within = scope && withinSql(scope, { add, values });
  const meant = types && meantBy(types, { add, values });
  const { rows } = await db.query<{ customer_id: string; at: string; id: string }>({
    ...(!scope && !types && { name: 'timeline-first-pages' }),
    text: `select c.id as customer_id, t.at::text as at, t.id from unnest(${ids}) as c (id) cross join lateral (
             select h.at, h.id from (${historyOf('c.id', day, within, meant)}) h order by h.at desc, h.id limit ${limit}
           ) t order by c.id, t.at desc, t.id`,
    values,
  });
  const found = Map.groupBy(rows, (row) => row.customer_id);
  let totals: Promise<Map<string, number>> | undefined;
  return customerIds.map((id) => {
    const tuples = (found.get(id) ?? []).map((row) => [row.at, row.id]);
    return pageOf(listName, tuples, { size, backwards, cut: false }, async () => {
      totals ??= countTimelines(db, customerIds, today, scope, types);
      return (await totals).get(id) ?? 0;
    });
  });
}

async function countTimelines(
  db: Queryable,
  customerIds: readonly string[],
  today: string,
  scope: RowScope | null,
  types: readonly string[] | null,
): Promise<Map<string, number>> {
  const { add, values } = parameters();
  const [ids, day] = [add([...new Set(customerIds)], 'text[]'), add(today, 'text')];
  const within = scope && withinSql(scope, { add, values });
  const meant = types && meantBy(types, { add, values });
  const { rows } = await db.query<{ id: string; count: number }>({
    ...(!scope && !types && { name: 'timeline-counts' }),
    text: `select c.id, (select count(*)::int from (${historyOf('c.id', day, within, meant)}) h) as count from unnest(${ids}) as c (id)`,
    values,
  });
  return new Map(rows.map((row) => [row.id, row.count]));
}

const listName = 'timeline';

function timelineList(
  customerId: string,
  today: string,
  scope: RowScope | null,
  types: readonly string[] | null,
): List {
  const params = parameters();
  const within = scope && withinSql(scope, params);
  const meant = types && meantBy(types, params);
  return {
    name: listName,
    from: `(${historyOf(params.add(customerId, 'text'), params.add(today, 'text'), within, meant)}) h`,
    where: 'true',
    id: 'h.id',
    order: [{ sql: 'h.at', type: 'timestamptz', descending: true }],
    parameters: params,
  };
}

interface FactRow {
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly sort_at: string;
  readonly customer_id: string | null;
  readonly version: number;
  readonly instance: string;
  readonly received_at: string;
  readonly processed_at: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly links: Readonly<Record<string, unknown>>;
}

/** The facts that these records stand for, in no order; a record that stands for none is left out. */
export async function derivedFacts(db: Queryable, recordIds: readonly string[]): Promise<EventView[]> {
  const { rows } = await db.query<FactRow>({
    name: 'timeline-facts',
    text: `select distinct on (e.id) e.id, e.kind, ${factType} as type, e.sort_at, e.customer_id, e.version, f.instance,
             f.received_at, greatest(e.updated_at, f.received_at) as processed_at, e.body, e.links
           from entity e join facet f on f.entity_id = e.id and f.deleted_at is null
           where e.id = any($1) and ${alive} order by e.id, f.instance`,
    values: [recordIds],
  });
  return rows.map(factOf);
}

function factOf(row: FactRow): EventView {
  const { id, kind, version, body, links, customer_id: customerId } = row;
  return {
    id: `evt_${id}`,
    type: row.type,
    schemaVersion: schemaVersion[eventNoun[kind]]!,
    change: 'CREATED',
    subjectId: id,
    customerId,
    entityVersion: null,
    source: row.instance,
    correlationId: `evt_${id}`,
    causationId: null,
    occurredAt: new Date(row.sort_at).toISOString(),
    receivedAt: row.received_at,
    processedAt: row.processed_at,
    attempts: 1,
    data: { record: { ...body, id, kind, version, customerId, links }, changed: [], previous: {} },
    position: null,
    state: 'APPLIED',
  };
}
