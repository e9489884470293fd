import Big from 'big.js';
import type { RowScope } from '../canonical/scope.ts';
import { withinSql } from './belongs.ts';
import type { Queryable } from './database.ts';
import { type Exception, exceptionColumns, exceptionFrom } from './exception.ts';
import { type List, type Parameters, parameters } from './page.ts';

/** Conditions on exceptions; null: no such condition. */
export interface ExceptionFilter {
  /** Null: those that are open. */
  readonly status: readonly string[] | null;
  readonly category: readonly string[] | null;
  readonly severity: readonly string[] | null;
  readonly ownerTeam: string | null;
  readonly process: readonly string[] | null;
  /** `len_...` */
  readonly legalEntity: string | null;
  readonly rootCauseKey: string | null;
  /** In the reporting currency, decimal text; what has no rate counts as large. */
  readonly moneyAtRiskGte: string | null;
  readonly olderThanMs: number | null;
  /** When it was opened, ISO 8601: from included, to not. */
  readonly openedFrom: string | null;
  readonly openedTo: string | null;
  /** `usr_...` */
  readonly assigneeId: string | null;
  /** Whether the engine goes on trying it, or it is being tried again; what is merely looked at now and then waits for a person. */
  readonly retrying: boolean | null;
}

/** The condition that everything an exception concerns lies within a scope; what concerns nothing is for those without one. */
const within = (scope: RowScope, params: Parameters): string =>
  `cardinality(x.concerns) > 0 and not exists (select from unnest(x.concerns) as c (id) where not (${withinSql(scope, params).id('c.id')}))`;

/** The amount at risk by which exceptions are compared: nothing is nothing, and what nobody can say is more than anything. */
const risk = `case when x.money_amount is null then 0 else coalesce(x.money_at_risk, 1e30) end`;
const rank = `array_position(array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'], x.severity)`;

function conditions(filter: ExceptionFilter, scope: RowScope | null, params: Parameters): string {
  const { status, category, severity, ownerTeam, process, legalEntity, rootCauseKey } = filter;
  const { moneyAtRiskGte, olderThanMs, openedFrom, openedTo, assigneeId, retrying } = filter;
  const among = (column: string, values: readonly string[]): string =>
    `${column} = any(${params.add(values, 'text[]')})`;
  const where = [status ? among('x.status', status) : 'x.settled_at is null'];
  if (category) where.push(among('x.category', category));
  if (severity) where.push(among('x.severity', severity));
  if (process) where.push(among('x.process', process));
  if (ownerTeam !== null) where.push(`x.owner_team = ${params.add(ownerTeam, 'text')}`);
  if (legalEntity !== null) where.push(`x.legal_entity = ${params.add(legalEntity, 'text')}`);
  if (rootCauseKey !== null) where.push(`x.root_cause_key = ${params.add(rootCauseKey, 'text')}`);
  if (moneyAtRiskGte !== null) where.push(`${risk} >= ${params.add(moneyAtRiskGte, 'numeric')}`);
  if (olderThanMs !== null)
    where.push(`x.opened_at <= now() - ${params.add(olderThanMs, 'float8')} * interval '1 ms'`);
  if (openedFrom !== null) where.push(`x.opened_at >= ${params.add(openedFrom, 'timestamptz')}`);
  if (openedTo !== null) where.push(`x.opened_at < ${params.add(openedTo, 'timestamptz')}`);
  if (assigneeId !== null) where.push(`x.assignee = ${params.add(assigneeId, 'text')}`);
  if (retrying !== null)
    where.push(
      `((x.next_at is not null and not x.recheck) or x.status = 'RETRYING') = ${params.add(retrying, 'boolean')}`,
    );
  if (scope) where.push(within(scope, params));
  return where.join(' and ');
}

/** Whose view a list is: how far it reaches (null: everywhere), and whether amounts may decide the order, which cursors tell of. */
export interface ExceptionSight {
  readonly scope: RowScope | null;
  readonly amounts: boolean;
}

/** Exceptions that meet a filter and concern only records within a scope: the most severe first, then what most is at risk of, then the oldest. */
export function exceptionList(filter: ExceptionFilter, { scope, amounts }: ExceptionSight): List {
  const params = parameters();
  const byRisk: List['order'] = amounts ? [{ sql: risk, type: 'numeric', descending: true }] : [];
  return {
    name: amounts ? 'exceptions' : 'exceptions-by-age',
    from: 'exception x',
    where: conditions(filter, scope, params),
    id: 'x.id',
    order: [
      { sql: rank, type: 'int', descending: true },
      ...byRisk,
      { sql: 'x.opened_at', type: 'timestamptz', descending: false },
    ],
    parameters: params,
  };
}

/** What is at risk together, in the reporting currency; null where one amount has no rate, because any sum would be a lie. */
const total = `case when bool_or(x.money_amount is not null and x.money_at_risk is null) then null
  else coalesce(sum(x.money_at_risk), 0)::text end`;

/** What is at risk in all exceptions that meet a filter, in the reporting currency, decimal text; null where it cannot be said. */
export async function totalAtRisk(
  db: Queryable,
  filter: ExceptionFilter,
  scope: RowScope | null,
): Promise<string | null> {
  const params = parameters();
  const where = conditions(filter, scope, params);
  const { rows } = await db.query<{ total: string | null }>(
    `select ${total} as total from exception x where ${where}`,
    params.values,
  );
  return rows[0]!.total;
}

/** The same of exceptions that are in hand. */
export function atRisk(exceptions: readonly Pick<Exception, 'moneyAtRisk'>[]): string | null {
  return exceptions.some(({ moneyAtRisk }) => moneyAtRisk === null)
    ? null
    : exceptions.reduce((sum, { moneyAtRisk }) => sum.plus(moneyAtRisk!), new Big(0)).toFixed();
}

/** Exceptions of one cause. */
export interface ExceptionGroup {
  readonly rootCauseKey: string;
  readonly count: number;
  /** In the reporting currency, decimal text; null where one has no rate. */
  readonly moneyAtRisk: string | null;
  /** The id of one of them, with the most at risk. */
  readonly sample: string;
  /** When the first and the last of them was opened, ISO 8601. */
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Exceptions that meet a filter by their cause, what most is at risk of first, or most often stands; at most `limit` groups. */
export async function exceptionGroups(
  db: Queryable,
  filter: ExceptionFilter,
  limit: number,
  { scope, amounts }: ExceptionSight,
): Promise<readonly ExceptionGroup[]> {
  const params = parameters();
  const where = conditions(filter, scope, params);
  const { rows } = await db.query<ExceptionGroup>(
    `select x.root_cause_key as "rootCauseKey", count(*)::int as count, ${total} as "moneyAtRisk",
       (array_agg(x.id order by ${rank} desc, ${risk} desc, x.id))[1] as sample, min(x.opened_at) as "firstAt", max(x.opened_at) as "lastAt"
     from exception x where ${where} group by x.root_cause_key
     order by ${amounts ? `sum(${risk}) desc, ` : ''}count(*) desc, x.root_cause_key limit ${params.add(limit, 'int')}`,
    params.values,
  );
  return rows;
}

/** The open exceptions of one cause, what most is at risk of first. */
export async function openOfCause(
  db: Queryable,
  rootCauseKey: string,
  limit: number,
  scope: RowScope | null,
): Promise<readonly string[]> {
  const params = parameters();
  const where = `x.settled_at is null and x.root_cause_key = ${params.add(rootCauseKey, 'text')}${scope ? ` and ${within(scope, params)}` : ''}`;
  const { rows } = await db.query<{ id: string }>(
    `select x.id from exception x where ${where} order by ${risk} desc, x.id limit ${params.add(limit, 'int')}`,
    params.values,
  );
  return rows.map(({ id }) => id);
}

/** Of these ids those of exceptions within a scope (null: any). */
export async function visible(
  db: Queryable,
  ids: readonly string[],
  scope: RowScope | null,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const params = parameters();
  const where = `x.id = any(${params.add(ids, 'text[]')})${scope ? ` and ${within(scope, params)}` : ''}`;
  const { rows } = await db.query<{ id: string }>(
    `select x.id from exception x where ${where}`,
    params.values,
  );
  return new Set(rows.map(({ id }) => id));
}

/** The open exceptions of customers, at most `limit` of each, in the order of lists. */
export async function openOfCustomers(
  db: Queryable,
  customerIds: readonly string[],
  limit: number,
  scope: RowScope | null,
): Promise<ReadonlyMap<string, readonly Exception[]>> {
  const params = parameters();
  const ids = params.add([...new Set(customerIds)], 'text[]');
  const { rows } = await db.query<Exception & { of: string }>(
    `select c.id as of, t.* from unnest(${ids}) as c (id) cross join lateral (
       select ${exceptionColumns} from ${exceptionFrom} where x.customer_id = c.id and x.settled_at is null
         ${scope ? `and ${within(scope, params)}` : ''}
       order by ${rank} desc, ${risk} desc, x.opened_at, x.id limit ${params.add(limit, 'int')}) t`,
    params.values,
  );
  return Map.groupBy(rows, ({ of }) => of);
}

/** How many customers wait for each of these causes, as far as a scope lets one see them. */
export async function affectedByCause(
  db: Queryable,
  rootCauseKeys: readonly string[],
  scope: RowScope | null,
): Promise<ReadonlyMap<string, number>> {
  const params = parameters();
  const where = `x.settled_at is null and x.root_cause_key = any(${params.add([...new Set(rootCauseKeys)], 'text[]')})`;
  const { rows } = await db.query<{ key: string; count: number }>(
    `select x.root_cause_key as key, count(distinct x.customer_id)::int as count from exception x
     where ${where}${scope ? ` and ${within(scope, params)}` : ''} group by x.root_cause_key`,
    params.values,
  );
  return new Map(rows.map(({ key, count }) => [key, count]));
}
