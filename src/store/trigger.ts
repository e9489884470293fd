import type { CanonicalEvent } from '../canonical/event.ts';
import type { Money } from '../canonical/money.ts';
import type { ProcessKind } from '../canonical/run.ts';
import type { Queryable } from './database.ts';

/** An event that sets a process off. */
export type Triggering = Pick<CanonicalEvent, 'id' | 'subjectId' | 'correlationId'>;

/** The next part of the log. */
export interface LogPart {
  /** Of the last event that was looked at; where nothing was, the position that was known. */
  readonly position: number;
  /** How many events were looked at, whatever they tell. */
  readonly looked: number;
  /** Those of the type that was asked for, in order; what happened before the log was first followed is not among them. */
  readonly events: readonly Triggering[];
}

/**
 * The next `limit` events of the log behind the position that is kept under a name, which is locked until the transaction ends; null where
 * another node has it now. The first time notes since when the log is followed.
 */
export async function nextOfLog(
  db: Queryable,
  name: string,
  type: string,
  limit: number,
): Promise<LogPart | null> {
  const place = await db.query<{ position: number; begun: boolean }>({
    name: 'trigger-position',
    // A database that was put back may know less than was read of it.
    text: `select least(t.position, h.position)::float8 as position, t.since is not null as begun
           from trigger_position t, event_head h where t.name = $1
           for update of t skip locked`,
    values: [name],
  });
  const [at] = place.rows;
  if (!at) return null;
  if (!at.begun)
    await db.query({
      name: 'trigger-begin',
      text: 'update trigger_position set since = clock_timestamp() where name = $1',
      values: [name],
    });
  // Salesforce tells the time of a change in whole seconds.
  const { rows } = await db.query<Triggering & { position: number; isNews: boolean; type: string }>({
    name: 'trigger-events',
    text: `select id, type, subject_id as "subjectId", correlation_id as "correlationId", position::float8 as position,
             occurred_at >= (select date_trunc('second', since) from trigger_position where name = $3) as "isNews"
           from event where position > $1 order by position limit $2`,
    values: [at.position, limit, name],
  });
  return {
    position: rows.at(-1)?.position ?? at.position,
    looked: rows.length,
    events: rows.filter((event) => event.type === type && event.isNews),
  };
}

/** Notes how far the log was read; in the transaction that did what followed from it. */
export async function moveTrigger(db: Queryable, name: string, position: number): Promise<void> {
  await db.query({
    name: 'trigger-move',
    text: 'update trigger_position set position = $2 where name = $1',
    values: [name, position],
  });
}

/** Makes whoever would start a process for the same subject wait until the transaction ends. */
export async function holdSubject(db: Queryable, process: ProcessKind, subjectId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('isthmus:subject:' || $1, 0))`, [
    `${process} ${subjectId}`,
  ]);
}

/** The run of a process for a subject that is under way or has done it; null: none, or only ones that came to nothing. */
export async function runFor(
  db: Queryable,
  process: ProcessKind,
  subjectId: string,
): Promise<{ readonly id: string; readonly over: boolean } | null> {
  const { rows } = await db.query<{ id: string; over: boolean }>({
    name: 'run-for-subject',
    text: `select id, finished_at is not null as over from run
           where process = $1 and subject_id = $2 and status not in ('FAILED', 'CANCELLED', 'COMPENSATED')
           order by started_at desc limit 1`,
    values: [process, subjectId],
  });
  return rows[0] ?? null;
}

/** A deal, as a run for it is started. */
export interface DealRow {
  readonly id: string;
  readonly customerId: string | null;
  readonly amount: Money | null;
  /** Where it is: each instance that holds it. */
  readonly instances: readonly string[];
}

/** A deal of the copy; one that was merged into another gives that one. Null: there is none. */
export async function readDealRow(db: Queryable, id: string): Promise<DealRow | null> {
  const { rows } = await db.query<DealRow>({
    name: 'deal-row',
    text: `select e.id, e.customer_id as "customerId", e.body -> 'amount' as amount,
             array(select f.instance from facet f where f.entity_id = e.id and f.deleted_at is null order by f.instance) as instances
           from entity e where e.id = $1 and e.kind = 'Opportunity' and e.deleted_at is null and e.merged_into is null`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** A run that waits until another system says what it waits for. */
export interface WaitingRun {
  readonly runId: string;
  readonly exceptionId: string;
  readonly subjectId: string;
}

/** Runs that stand at a step with an open exception of a code, at most `limit`, the one that was looked at longest ago first. */
export async function waitingAt(
  db: Queryable,
  step: string,
  code: string,
  after: string,
  limit: number,
): Promise<readonly WaitingRun[]> {
  const { rows } = await db.query<WaitingRun>({
    name: 'runs-waiting-at',
    text: `select x.run_id as "runId", x.id as "exceptionId", r.subject_id as "subjectId" from exception x join run r on r.id = x.run_id
           where x.settled_at is null and x.recheck and x.next_at is null and x.code = $1 and x.step_name = $2 and x.id > $3
           order by x.id limit $4`,
    values: [code, step, after, limit],
  });
  return rows;
}

/** Has these exceptions tried again at once, as when a record that they watch has changed. */
export async function recheckNow(db: Queryable, exceptionIds: readonly string[]): Promise<void> {
  await db.query({
    name: 'exception-recheck-now',
    text: 'update exception set next_at = now() where id = any($1) and settled_at is null and recheck',
    values: [exceptionIds],
  });
}
