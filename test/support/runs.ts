import { ulid } from '../../src/canonical/id.ts';
import type { RunStatus, StepStatus } from '../../src/canonical/run.ts';
import type { HeardCall } from '../../src/canonical/vendor-call.ts';
import type { Queryable } from '../../src/store/database.ts';
import { appendEvents } from '../../src/store/event.ts';
import { sealCall } from '../../src/store/vendor-call.ts';
import { runEvent, type RunNews } from '../../src/workflows/run-event.ts';

/** What a step of a given run has come to. */
export interface GivenStep {
  readonly name: string;
  readonly kind?: 'check' | 'write' | 'local';
  readonly instance?: string;
  readonly status?: StepStatus;
  readonly result?: unknown;
  readonly nextAt?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly effect?: {
    readonly state?: 'INTENT' | 'DONE' | 'UNKNOWN' | 'REFUSED' | 'UNDONE';
    readonly class?: 'A' | 'B' | 'C' | 'D';
    readonly operation?: string;
    readonly input?: unknown;
    readonly object?: string;
    readonly externalId?: string;
    /** ISO 8601. */
    readonly at?: string;
  };
  readonly undo?: { readonly state: 'INTENT' | 'DONE' | 'UNKNOWN' | 'REFUSED'; readonly input?: unknown };
  readonly attempts?: readonly {
    readonly outcome: 'APPLIED' | 'NOT_APPLIED' | 'UNKNOWN' | 'FOUND_EXISTING';
    readonly act?: 'DO' | 'UNDO';
    readonly httpStatus?: number;
    readonly error?: object;
    readonly call?: Partial<HeardCall>;
  }[];
}

/** A run as an engine would leave it behind. */
export interface GivenRun {
  readonly process?: 'QUOTE_TO_CASH' | 'AMENDMENT' | 'RENEWAL' | 'CANCELLATION';
  readonly status?: RunStatus;
  readonly reason?: string;
  readonly wish?: 'PAUSE' | 'CANCEL' | 'COMPENSATE';
  readonly subjectId: string;
  readonly customerId?: string | null;
  readonly concerns?: readonly string[];
  readonly triggerEvent?: string;
  readonly correlationId?: string;
  readonly startedBy?: string;
  readonly moneyAtRisk?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly steps?: readonly GivenStep[];
  readonly checkpoints?: readonly { readonly name: string; readonly system: string | null }[];
  /** What the log tells of it. */
  readonly news?: readonly RunNews[];
}

const aCall: HeardCall = {
  method: 'POST',
  url: 'https://rest.zuora.example/v1/orders',
  headers: [{ name: 'content-type', value: 'application/json' }],
  requestBody: '{}',
  status: 200,
  responseBody: '{"success":true}',
  truncated: false,
  personal: [],
};

/** Writes a run with its steps, effects, attempts and checkpoints, as the rows of an engine stand; returns its id. */
export async function giveRun(db: Queryable, run: GivenRun): Promise<string> {
  const id = `run_${ulid()}`;
  const { status = 'RUNNING', process = 'AMENDMENT', customerId = null, steps = [], checkpoints = [] } = run;
  const correlationId = run.correlationId ?? `cor-${id}`;
  await db.query(
    `insert into run (id, process, process_version, status, lane, subject_id, customer_id, concerns, input, trigger_event, correlation_id,
       account, started_by, money_at_risk, money_currency, started_at, finished_at, reason, wish)
     values ($1, $2, '1', $3, 'money', $4, $5, $6, '{}', $7, $8, 'test|account', $9, $10, $11, coalesce($12::timestamptz, now()), $13, $14, $15)`,
    [
      id,
      process,
      status,
      run.subjectId,
      customerId,
      run.concerns ?? (customerId === null ? [] : [customerId]),
      run.triggerEvent ?? null,
      correlationId,
      run.startedBy ?? 'usr_nobody',
      run.moneyAtRisk ?? null,
      run.moneyAtRisk === undefined ? null : 'USD',
      run.startedAt ?? null,
      run.finishedAt ?? null,
      run.reason ?? null,
      run.wish ?? null,
    ],
  );
  for (const [index, step] of steps.entries()) await giveStep(db, id, index, step);
  for (const [nth, { name, system }] of checkpoints.entries())
    await db.query('insert into run_checkpoint (run_id, nth, name, system) values ($1, $2, $3, $4)', [
      id,
      nth + 1,
      name,
      system,
    ]);
  await tellRun(db, id, run.news ?? []);
  return id;
}

/** Lets the log tell of a run. */
export async function tellRun(db: Queryable, id: string, news: readonly RunNews[]): Promise<void> {
  const { rows } = await db.query<Parameters<typeof runEvent>[0]>(
    `select id, process, process_version as "processVersion", status, subject_id as "subjectId", customer_id as "customerId",
       correlation_id as "correlationId", reason from run where id = $1`,
    [id],
  );
  await appendEvents(
    db,
    news.map((each) => runEvent(rows[0]!, each)),
  );
}

async function giveStep(db: Queryable, runId: string, index: number, step: GivenStep): Promise<void> {
  const { name, kind = 'write', instance = null, status = 'PENDING', effect, undo, attempts = [] } = step;
  const result = step.result === undefined ? null : JSON.stringify(step.result);
  await db.query(
    `insert into run_step (run_id, index, name, kind, instance, status, result, next_at, started_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      runId,
      index,
      name,
      kind,
      instance,
      status,
      result,
      step.nextAt ?? null,
      step.startedAt ?? null,
      step.finishedAt ?? null,
    ],
  );
  const add = (act: 'DO' | 'UNDO', key: string, of: NonNullable<GivenStep['effect']>): Promise<unknown> =>
    db.query(
      `insert into effect (key, run_id, step_index, act, attempt, instance, operation, class, state, fence, input, object, external_id,
         intent_at, called_at, settled_at)
       values ($1, $2, $3, $4, 1, $5, $6, $7, $8, 1, $9, $10, $11, coalesce($12::timestamptz, now()), coalesce($12::timestamptz, now()), $13)`,
      [
        key,
        runId,
        index,
        act,
        instance ?? 'zuora',
        of.operation ?? `${name}.put`,
        of.class ?? 'A',
        of.state ?? 'DONE',
        JSON.stringify(of.input ?? {}),
        of.object ?? null,
        of.externalId ?? null,
        of.at ?? null,
        (of.state ?? 'DONE') === 'DONE' ? (of.at ?? new Date().toISOString()) : null,
      ],
    );
  const key = `${runId}.${index}.1`;
  if (effect) await add('DO', key, effect);
  if (undo) await add('UNDO', `${key}.undo`, undo);
  for (const [nth, { outcome, act = 'DO', httpStatus = null, error = null, call }] of attempts.entries()) {
    const stored = call && (await sealCall(db, { ...aCall, ...call }, runId, index));
    await db.query(
      `insert into run_attempt (run_id, step_index, nth, act, at, duration_ms, http_status, outcome, error, call)
       values ($1, $2, $3, $4, now(), 12, $5, $6, $7, $8)`,
      [
        runId,
        index,
        nth + 1,
        act,
        httpStatus,
        outcome,
        error && JSON.stringify(error),
        stored && JSON.stringify(stored),
      ],
    );
  }
}
