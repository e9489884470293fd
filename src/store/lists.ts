import type { RowScope } from '../canonical/scope.ts';
import { scopeKey } from '../canonical/scope.ts';
import { type Within, withinSql } from './belongs.ts';
import { customerList } from './customers.ts';
import { deadLetterList } from './dead-letter.ts';
import { eventList, readEvents } from './event-list.ts';
import { readRollups } from './figures.ts';
import { type List, parameters, readPage } from './page.ts';
import type { Reader } from './read.ts';
import type { ReaderDeps } from './reader.ts';
import { reportingRates } from './summary.ts';
import { readOutOfStep } from './sync-status.ts';
import { readTimelines } from './timeline.ts';

/** What of the reader picks its rows itself, so that a scope must be part of its statements. */
export type Lists = Pick<
  Reader,
  | 'customers'
  | 'invoices'
  | 'timelines'
  | 'events'
  | 'rollups'
  | 'outOfStep'
  | 'deadLetters'
  | 'matchCandidates'
>;

/** Lists of the rows within a scope (null: of all rows): what is outside is neither listed nor counted, nor does it move a page. */
export function createLists(deps: ReaderDeps, scope: RowScope | null): Lists {
  const { database: db, memory } = deps;
  const today = (): string => new Date(deps.now()).toISOString().slice(0, 10);
  const own = scope && scopeKey(scope);
  const narrowed = (list: List, within: (sql: Within) => string): List =>
    scope ? { ...list, where: `(${list.where}) and ${within(withinSql(scope, list.parameters))}` } : list;

  return {
    async customers(filter, order, page) {
      const day = today();
      const key = JSON.stringify([day, filter, order, page, own]);
      const kept = memory.page(key);
      if (kept) return kept;
      const since = memory.epoch();
      const list = narrowed(customerList(filter, order, day), (within) => within.summary('s'));
      const read = await readPage(db, list, page);
      memory.keepPage(key, read, since);
      return read;
    },
    invoices: (status, legalEntity, page) =>
      readPage(
        db,
        narrowed(
          invoiceList(status, legalEntity, today()),
          (
            within,
          ) => `(exists (select from customer_summary ws where ws.customer_id = e.customer_id and ${within.summary('ws')})
            or (e.customer_id is null and ${within.entity('e')}))`,
        ),
        page,
      ),
    async timelines(customerIds, page, types) {
      const pages = await readTimelines(db, customerIds, page, today(), scope, types);
      const entries = await readEvents(
        db,
        pages.flatMap(({ ids }) => ids),
      );
      let next = 0;
      return pages.map((each) => ({ page: each, entries: each.ids.map(() => entries[next++]!) }));
    },
    events: (filter, page) =>
      readPage(
        db,
        narrowed(eventList(filter), (within) => within.event('l')),
        page,
      ),
    async rollups(customerIds) {
      const { reportingCurrency } = deps;
      const rates = await reportingRates(db, reportingCurrency);
      const found = await readRollups(db, customerIds, rates, reportingCurrency, scope);
      return customerIds.map((id) => found.get(id) ?? null);
    },
    outOfStep: (limit) => readOutOfStep(db, deps, limit, scope),
    deadLetters: (page) => readPage(db, narrowed(deadLetterList(), letterWithin), page),
    matchCandidates: (status, page) =>
      readPage(
        db,
        // Both must be seen: what one is like tells of the other.
        narrowed(
          candidateList(status),
          (within) => `${within.id('m.left_id')} and ${within.id('m.right_id')}`,
        ),
        page,
      ),
  };
}

const letterWithin = (within: Within): string =>
  within.place({ instance: 'd.instance', object: 'd.object', externalId: 'd.external_id', kind: 'd.kind' });

/** The status a person sees: an issued invoice that is not paid by its due date is overdue. */
const invoiceStatus = (
  today: string,
): string => `(case when e.status in ('ISSUED', 'POSTED', 'PARTIALLY_PAID') and e.body->>'dueDate' < ${today}
  and (e.body#>>'{balance,amount}')::numeric > 0 then 'OVERDUE' else e.status end)`;

function invoiceList(status: readonly string[] | null, legalEntity: string | null, today: string) {
  const params = parameters();
  const where = [`e.kind = 'Invoice' and e.deleted_at is null and e.merged_into is null`];
  if (status)
    where.push(`${invoiceStatus(params.add(today, 'text'))} = any(${params.add(status, 'text[]')})`);
  if (legalEntity)
    where.push(
      `exists (select from customer_summary s where s.customer_id = e.customer_id and s.legal_entity_id = ${params.add(legalEntity, 'text')})`,
    );
  const order = [{ sql: 'e.sort_at', type: 'text', descending: true }] as const;
  return {
    name: 'invoices',
    from: 'entity e',
    where: where.join(' and '),
    id: 'e.id',
    order,
    parameters: params,
  };
}

function candidateList(status: readonly string[] | null) {
  const params = parameters();
  const given = status ? `m.status = any(${params.add(status, 'text[]')})` : 'true';
  // Of whoever was absorbed nothing is left to decide: the survivor has a pair of its own.
  const where = `${given} and not (m.status = 'PENDING' and exists (
    select from entity e where e.id in (m.left_id, m.right_id) and e.merged_into is not null))`;
  const order = [{ sql: 'm.score', type: 'numeric', descending: true }] as const;
  return { name: 'matchCandidates', from: 'match_candidate m', where, id: 'm.id', order, parameters: params };
}
