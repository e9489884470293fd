import type { AttemptOutcome, Lane, ProcessKind, RunStatus } from '../canonical/run.ts';
import type { Queryable } from './database.ts';
import type { StepRow } from './run-step.ts';
import type { EffectRow } from './effect.ts';
import type { StoredCall } from './vendor-call.ts';

/** What somebody asked for while a run was moving. */
export type Wish = 'PAUSE' | 'CANCEL' | 'COMPENSATE';

/** An orchestrated write as it stands. */
export interface RunRow {
  readonly id: string;
  readonly process: ProcessKind;
  readonly processVersion: string;
  readonly status: RunStatus;
  readonly lane: Lane;
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly concerns: readonly string[];
  readonly input: unknown;
  /** What people have mended, by the path of the editable field. */
  readonly patch: Readonly<Record<string, unknown>>;
  readonly triggerEvent: string | null;
  readonly correlationId: string;
  readonly moneyAtRisk: { readonly amount: string; readonly currency: string } | null;
  readonly reason: string | null;
  readonly turn: number;
  /** Raised by whoever takes it: what an earlier holder writes late is refused. */
  readonly fence: number;
  readonly wish: Wish | null;
  /** Why somebody asked for it, a sentence. */
  readonly why: string | null;
}

/** A try of a step, as it is kept. */
export interface AttemptRow {
  readonly index: number;
  readonly act: 'DO' | 'UNDO';
  readonly at: string;
  readonly durationMs: number;
  readonly httpStatus: number | null;
  readonly outcome: AttemptOutcome;
  readonly error: Readonly<Record<string, unknown>> | null;
  /** The call by which it ended; null: none was made. */
  readonly call: StoredCall | null;
}

/** A run that its taker alone may move on, with everything that it has come to. */
export interface Claimed {
  readonly run: RunRow;
  readonly steps: readonly StepRow[];
  readonly effects: readonly EffectRow[];
  /** The step of which an exception is open; null: none is. */
  readonly stuckAt: number | null;
  /** How often whoever had it before ended without a word, one after the other, since a step last came to something. */
  readonly crashes: number;
}

const columns = (r: string): string =>
  `${r}.id, ${r}.process, ${r}.process_version as "processVersion", ${r}.status, ${r}.lane, ${r}.subject_id as "subjectId",
  ${r}.customer_id as "customerId", ${r}.concerns, ${r}.input, ${r}.patch, ${r}.trigger_event as "triggerEvent",
  ${r}.correlation_id as "correlationId", case when ${r}.money_at_risk is not null then
    jsonb_build_object('amount', ${r}.money_at_risk::text, 'currency', ${r}.money_currency) end as "moneyAtRisk",
  ${r}.reason, ${r}.turn, ${r}.fence, ${r}.wish, ${r}.why`;

/** A run to be stored, with its steps as they lie ahead. */
export interface RunToStore extends Omit<RunRow, 'turn' | 'fence' | 'wish' | 'why' | 'reason' | 'patch'> {
  readonly account: string;
  readonly startedBy: string;
  readonly steps: readonly Pick<StepRow, 'name' | 'kind' | 'instance'>[];
}

/**
 * Stores a new run and its steps; due at once unless it waits for an approval. False: one with the id is there already, and nothing was
 * stored.
 */
export async function insertRun(db: Queryable, run: RunToStore, sent: boolean): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'engine-insert',
    text: `with added as (
             insert into run (id, process, process_version, status, lane, subject_id, customer_id, concerns, input, trigger_event,
               correlation_id, account, started_by, money_at_risk, money_currency, due_at, sent_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
               case when $4 = 'QUEUED' then now() end, case when $16 then now() end)
             on conflict (id) do nothing returning id
           ), steps as (
             insert into run_step (run_id, index, name, kind, instance)
             select a.id, s.nth - 1, s.name, s.kind, s.instance
             from added a, rows from (jsonb_to_recordset($17::jsonb) as (name text, kind text, instance text))
               with ordinality as s (name, kind, instance, nth)
           ) select from added`,
    values: [
      run.id,
      run.process,
      run.processVersion,
      run.status,
      run.lane,
      run.subjectId,
      run.customerId,
      run.concerns,
      JSON.stringify(run.input),
      run.triggerEvent,
      run.correlationId,
      run.account,
      run.startedBy,
      run.moneyAtRisk?.amount ?? null,
      run.moneyAtRisk?.currency ?? null,
      sent,
      JSON.stringify(run.steps),
    ],
  });
  return rowCount === 1;
}

/** How a run stands, with its row locked until the transaction ends. */
export interface RunStand {
  readonly id: string;
  readonly status: RunStatus;
  readonly wish: Wish | null;
  readonly correlationId: string;
  readonly customerId: string | null;
  readonly subjectId: string;
  readonly process: ProcessKind;
  readonly processVersion: string;
  readonly input: unknown;
  /** Whether a node is moving it. */
  readonly held: boolean;
  /** Whether something was done, or may have been, at a vendor. */
  readonly touched: boolean;
}

/** Locks a run; null: there is none. */
export async function standOf(db: Queryable, id: string): Promise<RunStand | null> {
  const { rows } = await db.query<RunStand>({
    name: 'engine-stand',
    text: `select r.id, r.status, r.wish, r.correlation_id as "correlationId", r.customer_id as "customerId", r.subject_id as "subjectId",
             r.process, r.process_version as "processVersion", r.input, r.node is not null as held,
             exists (select from effect e where e.run_id = r.id and e.state in ('INTENT', 'UNKNOWN', 'DONE')) as touched
           from run r where r.id = $1 for update`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** What an order changes of a run. */
export interface Order {
  readonly status?: RunStatus;
  readonly patch?: Readonly<Record<string, unknown>>;
  readonly wish?: Wish | null;
  /** Why it is wished for; kept where nothing is given. */
  readonly why?: string | null;
  readonly reason?: string | null;
  /** Ends it: nothing moves it any more. */
  readonly over?: boolean;
}

/** Changes a run as somebody ordered, and makes it due at once under a new turn. Its row must be locked. */
export async function orderRun(db: Queryable, id: string, order: Order): Promise<void> {
  const { status = null, patch = {}, over = false } = order;
  await db.query({
    name: 'engine-order',
    text: `update run set status = coalesce($2, status), patch = patch || $3::jsonb, wish = case when $4 then $5 else wish end, why = case when $9 then $10 else why end,
             reason = case when $6 then $7 else reason end, finished_at = case when $8 then now() else finished_at end,
             due_at = case when $8 then null else now() end, turn = turn + 1, sent_at = null, crashes = 0, version = version + 1
           where id = $1`,
    values: [
      id,
      status,
      JSON.stringify(patch),
      order.wish !== undefined,
      order.wish ?? null,
      order.reason !== undefined,
      order.reason ?? null,
      over,
      order.why !== undefined,
      order.why ?? null,
    ],
  });
}

/**
 * Runs that the engine is to be told of now: due, held by nobody, and of a process version that is known (`PROCESS/version`); all, or those
 * among the ids given.
 */
export async function dueRuns(
  db: Queryable,
  known: readonly string[],
  limit: number,
  among: readonly string[] | null,
): Promise<readonly { readonly id: string; readonly turn: number; readonly lane: Lane }[]> {
  const { rows } = await db.query<{ id: string; turn: number; lane: Lane }>({
    name: 'engine-due',
    text: `update run r set sent_at = now() from (
             select id from run where (due_at <= now() or (wish is not null and status in ('QUEUED', 'RUNNING'))) and node is null and sent_at is null
               and finished_at is null and process || '/' || process_version = any($1)
               and ($3::text[] is null or id = any($3))
             order by array_position('{money,interactive,standard,bulk}'::text[], lane), due_at limit $2 for update skip locked
           ) d where r.id = d.id returning r.id, r.turn, r.lane`,
    values: [known, limit, among],
  });
  return rows;
}

/** Runs that the engine was told of a while ago and that nobody has taken. */
export async function waitingRuns(
  db: Queryable,
  known: readonly string[],
  olderThanMs: number,
  limit: number,
): Promise<readonly { readonly id: string; readonly turn: number }[]> {
  const { rows } = await db.query<{ id: string; turn: number }>({
    name: 'engine-waiting',
    text: `select id, turn from run where due_at <= now() and node is null and sent_at < now() - $2 * interval '1 ms'
             and process || '/' || process_version = any($1) order by sent_at limit $3`,
    values: [known, olderThanMs, limit],
  });
  return rows;
}

/** Makes these to be told anew, under a new turn where `turn` is still theirs; the others were merely slow and are looked at later. */
export async function resendRuns(
  db: Queryable,
  lost: readonly { readonly id: string; readonly turn: number }[],
  slow: readonly string[],
): Promise<void> {
  await db.query({
    name: 'engine-resend',
    text: `with slow as (update run set sent_at = now() where id = any($3) and sent_at is not null)
           update run r set turn = r.turn + 1, sent_at = null from unnest($1::text[], $2::integer[]) as l (id, turn)
           where r.id = l.id and r.turn = l.turn and r.node is null`,
    values: [lost.map(({ id }) => id), lost.map(({ turn }) => turn), slow],
  });
}

/**
 * A run whose holder has ended without a word so often, one time after the other, may be the reason. It is moved on alone, and only then
 * is that counted against it: those that were merely there are not taken for it.
 */
export const suspectFrom = 2;

/**
 * Takes a run for a node: whatever an earlier holder writes from now on is refused. Null when the turn is no longer the last one, the run
 * is over, another node has it, this one was given up, or the version of its process is not among those known.
 */
export async function claimRun(
  db: Queryable,
  id: string,
  turn: number,
  node: string,
  known: readonly string[],
): Promise<Claimed | null> {
  const { rows } = await db.query<RunRow & Omit<Claimed, 'run'>>({
    name: 'engine-claim',
    text: `with c as (
             update run set fence = fence + 1, node = $3, due_at = null, sent_at = null,
               crashes = crashes + case when crashes < $5 then 1 else 0 end
             where id = $1 and turn = $2 and node is null and finished_at is null and process || '/' || process_version = any($4)
               and exists (select from node n where n.id = $3 and not n.buried) returning *
           ) select ${columns('c')},
             (select coalesce(jsonb_agg(jsonb_build_object('index', s.index, 'name', s.name, 'kind', s.kind, 'instance', s.instance,
               'status', s.status, 'attempt', s.attempt, 'result', s.result, 'startedAt', s.started_at, 'finishedAt', s.finished_at,
               'tries', s.tries, 'nextAt', s.next_at) order by s.index), '[]') from run_step s where s.run_id = c.id) as steps,
             (select coalesce(jsonb_agg(jsonb_build_object('key', e.key, 'index', e.step_index, 'act', e.act, 'attempt', e.attempt,
               'instance', e.instance, 'operation', e.operation, 'class', e.class, 'state', e.state, 'input', e.input, 'undo', e.undo,
               'result', e.result, 'object', e.object, 'externalId', e.external_id, 'calledAt', e.called_at,
               'triedAt', e.tried_at, 'settledAt', e.settled_at) order by e.intent_at, e.attempt), '[]') from effect e where e.run_id = c.id) as effects,
             (select x.step_index from exception x where x.run_id = c.id and x.settled_at is null) as "stuckAt",
             -- As it was before this statement.
             (select o.crashes from run o where o.id = c.id) as crashes
           from c`,
    values: [id, turn, node, known, suspectFrom],
  });
  const [row] = rows;
  if (!row) return null;
  const { steps, effects, stuckAt, crashes, ...run } = row;
  return { run, steps, effects, stuckAt, crashes };
}

/**
 * Counts that a suspect is moved on now, which it is in a while not with others; false: somebody else has it by now. See `suspectFrom`.
 */
export async function countSuspect(db: Queryable, id: string, fence: number): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'engine-suspect',
    text: 'update run set crashes = crashes + 1 where id = $1 and fence = $2 and node is not null',
    values: [id, fence],
  });
  return rowCount === 1;
}

/** How many runs that are not over stand where, and how long the oldest has been open; for the figures of the hub. */
export async function openRuns(db: Queryable): Promise<
  readonly {
    readonly process: string;
    readonly status: string;
    readonly count: number;
    readonly oldestSeconds: number;
  }[]
> {
  const { rows } = await db.query<{ process: string; status: string; count: number; oldestSeconds: number }>({
    name: 'engine-open',
    text: `select process, status, count(*)::int as count,
             coalesce(extract(epoch from now() - min(started_at)), 0)::float8 as "oldestSeconds"
           from run where finished_at is null group by process, status`,
  });
  return rows;
}
