import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';
import { type List, pageOf, pageSize, parameters, readPage } from './page.ts';
import type { IdPage, PageArgs, TimelineEntry } from './read.ts';

/** What a record of a kind, in a state, adds to its customer's history; kinds and states not named add nothing. */
const facts: Partial<Record<Kind, { readonly type: string; readonly states?: readonly string[] }[]>> = {
  Opportunity: [
    { type: 'opportunity.closed_won', states: ['CLOSED_WON'] },
    { type: 'opportunity.closed_lost', states: ['CLOSED_LOST'] },
  ],
  Contract: [
    { type: 'contract.activated', states: ['ACTIVE', 'AMENDING', 'RENEWED', 'EXPIRED', 'TERMINATED'] },
  ],
  BillingSubscription: [{ type: 'subscription.activated' }],
  Invoice: [
    { type: 'invoice.issued', states: ['ISSUED', 'POSTED', 'PARTIALLY_PAID', 'PAID', 'UNCOLLECTIBLE'] },
  ],
  CreditMemo: [{ type: 'credit_memo.generated', states: ['ISSUED', 'APPLIED'] }],
  Payment: [
    { type: 'payment.settled', states: ['SETTLED', 'REFUNDED', 'PARTIALLY_REFUNDED'] },
    { type: 'payment.failed', states: ['FAILED'] },
  ],
  SupportCase: [{ type: 'case.opened' }],
  Entitlement: [{ type: 'entitlement.changed' }],
  LedgerPosting: [{ type: 'ledger.posted', states: ['POSTED', 'REVERSED'] }],
};

const typeCase = Object.entries(facts)
  .flatMap(([kind, each]) =>
    each.map(
      ({ type, states }) =>
        `when e.kind = '${kind}'${states ? ` and e.status in (${states.map((state) => `'${state}'`).join(', ')})` : ''} then '${type}'`,
    ),
  )
  .join(' ');
const entryType = `(case ${typeCase} end)`;
const alive = `e.deleted_at is null and e.merged_into is null and e.sort_at <> '' and ${entryType} is not null`;

/**
 * A page of each customer's dated facts up to `today`, newest first; ids are those of the records. First pages are read in one
 * statement; a cursor is one customer's, so pages behind one are read one by one.
 */
export async function readTimelines(
  db: Queryable,
  customerIds: readonly string[],
  page: PageArgs,
  today: string,
): Promise<IdPage[]> {
  const { size, backwards } = pageSize(page);
  if (page.after != null || backwards)
    return Promise.all(customerIds.map((id) => readPage(db, timelineList(id, today), page)));
  const { rows } = await db.query<{ customer_id: string; sort_at: string; id: string }>({
    name: 'timeline-first-pages',
    text: `select t.* from unnest($1::text[]) as c (id) cross join lateral (
             select e.customer_id, e.sort_at, e.id from entity e
             where e.customer_id = c.id and left(e.sort_at, 10) <= $2 and ${alive} order by e.sort_at desc, e.id limit $3
           ) t order by t.customer_id, t.sort_at desc, t.id`,
    values: [[...new Set(customerIds)], today, size + 1],
  });
  const found = Map.groupBy(rows, (row) => row.customer_id);
  let totals: Promise<Map<string, number>> | undefined;
  return customerIds.map((id) => {
    const tuples = (found.get(id) ?? []).map((row) => [row.sort_at, row.id]);
    return pageOf(listName, tuples, { size, backwards, cut: false }, async () => {
      totals ??= countTimelines(db, customerIds, today);
      return (await totals).get(id) ?? 0;
    });
  });
}

async function countTimelines(
  db: Queryable,
  customerIds: readonly string[],
  today: string,
): Promise<Map<string, number>> {
  const { rows } = await db.query<{ customer_id: string; count: number }>({
    name: 'timeline-counts',
    text: `select e.customer_id, count(*)::int as count from entity e
           where e.customer_id = any($1) and left(e.sort_at, 10) <= $2 and ${alive} group by e.customer_id`,
    values: [customerIds, today],
  });
  return new Map(rows.map((row) => [row.customer_id, row.count]));
}

const listName = 'timeline';

function timelineList(customerId: string, today: string): List {
  const params = parameters();
  const where = `e.customer_id = ${params.add(customerId, 'text')} and left(e.sort_at, 10) <= ${params.add(today, 'text')} and ${alive}`;
  return {
    name: listName,
    from: 'entity e',
    where,
    id: 'e.id',
    order: [{ sql: 'e.sort_at', type: 'text', descending: true }],
    parameters: params,
  };
}

interface EntryRow {
  readonly id: string;
  readonly type: string;
  readonly sort_at: string;
  readonly instance: string;
  readonly received_at: string;
  readonly updated_at: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The timeline entries that these records stand for, by record id. */
export async function timelineEntries(
  db: Queryable,
  ids: readonly string[],
): Promise<Map<string, TimelineEntry>> {
  const { rows } = await db.query<EntryRow>({
    name: 'timeline-entries',
    text: `select distinct on (e.id) e.id, ${entryType} as type, e.sort_at, f.instance, f.received_at, e.updated_at, e.body
           from entity e join facet f on f.entity_id = e.id and f.deleted_at is null
           where e.id = any($1) and ${alive} order by e.id, f.instance`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, entryOf(row)]));
}

function entryOf(row: EntryRow): TimelineEntry {
  return {
    id: `evt_${row.id}`,
    type: row.type,
    subjectId: row.id,
    instance: row.instance,
    occurredAt:
      row.sort_at.length === 10 ? `${row.sort_at}T00:00:00.000Z` : new Date(row.sort_at).toISOString(),
    receivedAt: row.received_at,
    processedAt: row.updated_at,
    data: row.body,
  };
}
