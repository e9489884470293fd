import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';
import type { List } from './page.ts';
import { parameters } from './page.ts';
import type { TimelineEntry } from './read.ts';

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

/** The dated facts of one customer up to `today`, newest first; ids are those of the records. */
export function timelineList(customerId: string, today: string): List {
  const params = parameters();
  const where = `e.customer_id = ${params.add(customerId, 'text')} and left(e.sort_at, 10) <= ${params.add(today, 'text')} and ${alive}`;
  return {
    name: 'timeline',
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
