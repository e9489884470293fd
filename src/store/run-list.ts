import type { RowScope } from '../canonical/scope.ts';
import { withinSql } from './belongs.ts';
import type { Queryable } from './database.ts';
import { type List, pageOf, pageSize, type Parameters, parameters, readPage } from './page.ts';
import type { IdPage, PageArgs } from './read.ts';
import { approvalsOf, type SlaHours, slaSql } from './sla.ts';

/** Conditions on runs; null: no such condition. */
export interface RunFilter {
  readonly process: readonly string[] | null;
  readonly status: readonly string[] | null;
  readonly slaState: readonly string[] | null;
  readonly correlationId: string | null;
  /** When it began, ISO 8601: from included, to not. */
  readonly from: string | null;
  readonly to: string | null;
}

const newestFirst = { sql: 'r.started_at', type: 'timestamptz', descending: true } as const;

/** The condition that everything a run concerns lies within a scope; what concerns nothing is for those without one. */
export const runWithin = (scope: RowScope, params: Parameters): string =>
  `cardinality(r.concerns) > 0 and not exists (select from unnest(r.concerns) as c (id) where not (${withinSql(scope, params).id('c.id')}))`;

/** Runs that meet a filter and concern only records within a scope (null: any), the newest first. */
export function runList(
  { process, status, slaState, correlationId, from, to }: RunFilter,
  hours: SlaHours,
  scope: RowScope | null,
): List {
  const params = parameters();
  const where = ['true'];
  if (process) where.push(`r.process = any(${params.add(process, 'text[]')})`);
  if (status) where.push(`r.status = any(${params.add(status, 'text[]')})`);
  if (correlationId !== null) where.push(`r.correlation_id = ${params.add(correlationId, 'text')}`);
  if (from !== null) where.push(`r.started_at >= ${params.add(from, 'timestamptz')}`);
  if (to !== null) where.push(`r.started_at < ${params.add(to, 'timestamptz')}`);
  if (slaState)
    where.push(
      `(select s.state from ${slaSql('r', hours, params)} s) = any(${params.add(slaState, 'text[]')})`,
    );
  if (scope) where.push(runWithin(scope, params));
  return {
    name: 'runs',
    from: 'run r',
    where: where.join(' and '),
    id: 'r.id',
    order: [newestFirst],
    parameters: params,
  };
}

/** The runs of one customer, the newest first. */
function customerRunList(customerId: string, scope: RowScope | null): List {
  const params = parameters();
  const own = `r.customer_id = ${params.add(customerId, 'text')}`;
  return {
    name: 'customer-runs',
    from: 'run r',
    where: scope ? `${own} and ${runWithin(scope, params)}` : own,
    id: 'r.id',
    order: [newestFirst],
    parameters: params,
  };
}

/** A page of each customer's runs. First pages are read in one statement; a cursor is one customer's, so pages behind one are read one by one. */
export async function readCustomerRuns(
  db: Queryable,
  customerIds: readonly string[],
  page: PageArgs,
  scope: RowScope | null,
): Promise<IdPage[]> {
  const { size, backwards } = pageSize(page);
  const one = (id: string, of: PageArgs): Promise<IdPage> => readPage(db, customerRunList(id, scope), of);
  if (page.after != null || backwards) return Promise.all(customerIds.map((id) => one(id, page)));
  const params = parameters();
  const ids = params.add([...new Set(customerIds)], 'text[]');
  const { rows } = await db.query<{ customer_id: string; at: string; id: string }>(
    `select c.id as customer_id, t.at::text as at, t.id from unnest(${ids}) as c (id) cross join lateral (
       select r.started_at as at, r.id from run r where r.customer_id = c.id${scope ? ` and ${runWithin(scope, params)}` : ''}
       order by r.started_at desc, r.id limit ${params.add(size + 1, 'int')}) t order by c.id, t.at desc, t.id`,
    params.values,
  );
  const found = Map.groupBy(rows, (row) => row.customer_id);
  return customerIds.map((id) => {
    const tuples = (found.get(id) ?? []).map((row) => [row.at, row.id]);
    return pageOf('customer-runs', tuples, { size, backwards, cut: false }, async () =>
      (await one(id, { first: 1 })).total(),
    );
  });
}

/** The ids of the approvals of runs, by run and in the order in which they were asked for. */
export async function approvalIdsOf(
  db: Queryable,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{ runId: string; ids: string[] }>({
    name: 'run-approvals',
    text: `select r.id as "runId", array_agg(a.id order by a.created_at, a.id) as ids
           from run r join approval a on ${approvalsOf('r', 'a')} where r.id = any($1) group by r.id`,
    values: [runIds],
  });
  return new Map(rows.map(({ runId, ids }) => [runId, ids]));
}

/** The run that each of these is about: the run itself, that of an exception, or that of an amendment or of its preview. */
export async function runIdsAbout(
  db: Queryable,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ subject: string; runId: string }>({
    name: 'run-about',
    text: `select id as subject, id as "runId" from run where id = any($1)
           union all select id, run_id from exception where id = any($1)
           union all select id, run_id from amendment where id = any($1)
           union all select preview_id, run_id from amendment where preview_id = any($1)`,
    values: [subjectIds],
  });
  return new Map(rows.map(({ subject, runId }) => [subject, runId]));
}

/** The last run about each of these records, by the record. */
export async function lastRunIds(
  db: Queryable,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ subject: string; id: string }>({
    name: 'run-last',
    text: `select distinct on (subject_id) subject_id as subject, id from run where subject_id = any($1)
           order by subject_id, started_at desc, id desc`,
    values: [subjectIds],
  });
  return new Map(rows.map(({ subject, id }) => [subject, id]));
}
