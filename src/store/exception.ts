import type { ExceptionCategory, ExceptionStatus, FailureKind, Severity } from '../canonical/exception.ts';
import type { Finding } from '../canonical/finding.ts';
import type { ProblemCode } from '../canonical/problem.ts';
import type { ProcessKind } from '../canonical/run.ts';
import type { Queryable } from './database.ts';

/** What a run could not do by itself and a person can mend. Instants are ISO 8601. */
export interface Exception {
  readonly id: string;
  readonly runId: string;
  readonly process: ProcessKind;
  readonly stepIndex: number;
  readonly stepName: string;
  readonly instance: string | null;
  readonly skippable: boolean;
  readonly failure: FailureKind;
  readonly correlationId: string;
  readonly code: ProblemCode;
  readonly category: ExceptionCategory;
  readonly severity: Severity;
  readonly status: ExceptionStatus;
  readonly message: string;
  /** In the reporting currency, decimal text; null where there is no rate. Nothing at risk is 0. */
  readonly moneyAtRisk: string | null;
  /** As it is in the run; null: nothing is at risk. */
  readonly money: { readonly amount: string; readonly currency: string } | null;
  readonly rootCauseKey: string;
  readonly findings: readonly Finding[];
  readonly ownerTeam: string;
  /** Whose it was before it was escalated. */
  readonly homeTeam: string;
  /** `usr_...` */
  readonly assignee: string | null;
  readonly customerId: string | null;
  /** `len_...` */
  readonly legalEntity: string | null;
  /** Ids of records: whoever may not see them all does not see the exception. */
  readonly concerns: readonly string[];
  /** Ids of records whose change is reason to look again. */
  readonly watches: readonly string[];
  /** What somebody proposed and waits for an approval. */
  readonly patch: Readonly<Record<string, unknown>> | null;
  readonly openedAt: string;
  /** Seconds from when it was opened to when it was settled, or to now. */
  readonly age: number;
  readonly dueAt: string;
  readonly escalation: number;
  readonly settledAt: string | null;
  readonly nextAt: string | null;
  /** Whether exceptions try it again at `nextAt`, and not the engine; and how often they have. */
  readonly recheck: boolean;
  readonly rechecks: number;
  readonly mended: boolean;
  /** What the run is about. */
  readonly subjectId: string;
}

/** The columns of an exception as `x` with its run as `r`. */
export const exceptionColumns = `x.id, x.run_id as "runId", x.process, x.step_index as "stepIndex", x.step_name as "stepName", x.instance,
  x.skippable, x.failure, x.correlation_id as "correlationId", x.code, x.category, x.severity, x.status, x.message,
  case when x.money_amount is null then '0' else x.money_at_risk::text end as "moneyAtRisk",
  case when x.money_amount is null then null else jsonb_build_object('amount', x.money_amount::text, 'currency', x.money_currency) end as money,
  x.root_cause_key as "rootCauseKey", x.findings, x.owner_team as "ownerTeam", x.home_team as "homeTeam", x.assignee,
  x.customer_id as "customerId", x.legal_entity as "legalEntity", x.concerns, x.watches, x.patch, x.opened_at as "openedAt",
  floor(extract(epoch from coalesce(x.settled_at, statement_timestamp()) - x.opened_at))::float8 as age, x.due_at as "dueAt", x.escalation,
  x.settled_at as "settledAt", x.next_at as "nextAt", x.recheck, x.rechecks, x.mended, r.subject_id as "subjectId"`;

export const exceptionFrom = 'exception x join run r on r.id = x.run_id';

/** Exceptions by id, in no order. */
export async function exceptionsById(db: Queryable, ids: readonly string[]): Promise<readonly Exception[]> {
  const { rows } = await db.query<Exception>({
    name: 'exceptions-by-id',
    text: `select ${exceptionColumns} from ${exceptionFrom} where x.id = any($1)`,
    values: [ids],
  });
  return rows;
}

/** The exception of each of these runs that is open, or else the last one, in no order. */
export async function exceptionsOfRuns(
  db: Queryable,
  runIds: readonly string[],
): Promise<readonly Exception[]> {
  const { rows } = await db.query<Exception>({
    name: 'exceptions-of-runs',
    text: `select distinct on (x.run_id) ${exceptionColumns} from ${exceptionFrom} where x.run_id = any($1)
           order by x.run_id, x.settled_at is null desc, x.opened_at desc, x.id desc`,
    values: [runIds],
  });
  return rows;
}

/**
 * An exception that nobody else changes until the transaction ends; undefined for an unknown id. Its run is locked first, in the order in
 * which whoever moves the run on comes to it.
 */
export async function lockException(db: Queryable, id: string): Promise<Exception | undefined> {
  await db.query('select from run where id = (select run_id from exception where id = $1) for update', [id]);
  await db.query('select from exception where id = $1 for update', [id]);
  return (await exceptionsById(db, [id]))[0];
}

/** The open exception of a run that the transaction holds, locked; undefined where none is. */
export async function lockOpenException(db: Queryable, runId: string): Promise<Exception | undefined> {
  const { rows } = await db.query<{ id: string }>({
    name: 'exception-lock-open',
    text: 'select id from exception where run_id = $1 and settled_at is null for update',
    values: [runId],
  });
  return rows[0] && (await exceptionsById(db, [rows[0].id]))[0];
}

/** What a stopped run says of itself, classified: all of an exception that follows from the failure. */
export type Cause = Pick<
  Exception,
  | 'stepIndex'
  | 'stepName'
  | 'instance'
  | 'skippable'
  | 'failure'
  | 'code'
  | 'category'
  | 'severity'
  | 'message'
  | 'rootCauseKey'
  | 'findings'
  | 'ownerTeam'
  | 'watches'
  | 'recheck'
> & {
  readonly money: Exception['money'];
  /** In the reporting currency; null without a rate. */
  readonly moneyAtRisk: string | null;
  /** From now until it is due, and until it is tried again by exceptions; milliseconds. */
  readonly dueInMs: number;
  readonly recheckInMs: number | null;
  /** When the engine tries it again, ISO 8601. */
  readonly nextAt: string | null;
};

export interface NewException {
  readonly id: string;
  readonly runId: string;
  readonly process: ProcessKind;
  readonly correlationId: string;
  readonly customerId: string | null;
  readonly concerns: readonly string[];
}

const next = (at: string, ms: string): string => `coalesce(${at}, now() + ${ms}::float8 * interval '1 ms')`;

const values = (cause: Cause): unknown[] => [
  cause.stepIndex,
  cause.stepName,
  cause.instance,
  cause.skippable,
  cause.failure,
  cause.code,
  cause.category,
  cause.severity,
  cause.message,
  cause.money && cause.moneyAtRisk,
  cause.money?.amount ?? null,
  cause.money?.currency ?? null,
  cause.rootCauseKey,
  JSON.stringify(cause.findings),
  cause.ownerTeam,
  cause.watches,
  cause.recheck,
  cause.dueInMs,
  cause.nextAt,
  cause.recheckInMs,
];

/** Opens an exception of a run that the transaction holds and that has none. */
export async function addException(
  db: Queryable,
  { id, runId, process, correlationId, customerId, concerns }: NewException,
  cause: Cause,
): Promise<Exception> {
  await db.query({
    name: 'exception-add',
    text: `insert into exception (step_index, step_name, instance, skippable, failure, code, category, severity, message, money_at_risk,
             money_amount, money_currency, root_cause_key, findings, owner_team, home_team, watches, recheck, due_at, next_at,
             id, run_id, process, correlation_id, customer_id, legal_entity, concerns, status)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, now() + $18::float8 * interval '1 ms',
             ${next('$19::timestamptz', '$20')}, $21, $22, $23, $24, $25,
             (select legal_entity_id from customer_summary where customer_id = $25), $26, 'OPEN')`,
    values: [...values(cause), id, runId, process, correlationId, customerId, concerns],
  });
  return (await exceptionsById(db, [id]))[0]!;
}

/**
 * Gives an exception that is held another cause. What somebody proposed for the former one is gone; whoever has it keeps it while it stays
 * with the team, and it is due no later than it was.
 */
export async function changeCause(db: Queryable, id: string, cause: Cause): Promise<Exception> {
  await db.query({
    name: 'exception-change',
    text: `update exception x set step_index = $1, step_name = $2, instance = $3, skippable = $4, failure = $5, code = $6, category = $7,
             severity = $8, message = $9, money_at_risk = $10, money_amount = $11, money_currency = $12, root_cause_key = $13, findings = $14,
             owner_team = case when x.home_team = $15 then x.owner_team else $15 end,
             escalation = case when x.home_team = $15 then x.escalation else 0 end, home_team = $15,
             assignee = case when x.home_team = $15 then x.assignee end,
             status = case when x.home_team = $15 and x.assignee is not null then 'ASSIGNED' else 'OPEN' end,
             watches = $16, recheck = $17, due_at = least(x.due_at, now() + $18::float8 * interval '1 ms'),
             next_at = ${next('$19::timestamptz', '$20')}, rechecks = 0, patch = null, version = x.version + 1
           where x.id = $21`,
    values: [...values(cause), id],
  });
  return (await exceptionsById(db, [id]))[0]!;
}

const settable = {
  status: 'status',
  ownerTeam: 'owner_team',
  severity: 'severity',
  assignee: 'assignee',
  patch: 'patch',
  mended: 'mended',
  nextAt: 'next_at',
  escalation: 'escalation',
  rechecks: 'rechecks',
} as const;

/** Changes an exception that is held, and gives it as it is then. */
export async function updateException(
  db: Queryable,
  id: string,
  change: Partial<Pick<Exception, keyof typeof settable>> & {
    /** From now, milliseconds. */
    readonly dueInMs?: number;
    readonly nextInMs?: number;
    readonly settled?: true;
  },
): Promise<Exception> {
  const parameters: unknown[] = [id];
  const add = (value: unknown): string => `$${parameters.push(value)}`;
  const { dueInMs, nextInMs, settled, ...fields } = change;
  const sets = Object.entries(fields).map(
    ([name, value]) =>
      `${settable[name as keyof typeof settable]} = ${add(name === 'patch' && value !== null ? JSON.stringify(value) : value)}`,
  );
  const later = (ms: number): string => `now() + ${add(ms)}::float8 * interval '1 ms'`;
  if (dueInMs !== undefined) sets.push(`due_at = ${later(dueInMs)}`);
  if (nextInMs !== undefined) sets.push(`next_at = ${later(nextInMs)}`);
  if (settled) sets.push('settled_at = now()', 'next_at = null', 'patch = null');
  await db.query(
    `update exception set ${[...sets, 'version = version + 1'].join(', ')} where id = $1`,
    parameters,
  );
  return (await exceptionsById(db, [id]))[0]!;
}

/** How many customers have an open exception of this cause, one of which is given. */
export async function customersAffected(
  db: Queryable,
  rootCauseKey: string,
  customerId: string | null,
): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    name: 'exception-customers',
    text: `select count(distinct customer_id)::int as count from (select customer_id from exception where root_cause_key = $1
             and settled_at is null union all select $2) as c`,
    values: [rootCauseKey, customerId],
  });
  return Math.max(1, rows[0]!.count);
}
