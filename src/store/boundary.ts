import type { CanonicalEvent } from '../canonical/event.ts';
import type { RunStatus } from '../canonical/run.ts';
import type { Queryable } from './database.ts';
import type { EffectRow } from './effect.ts';
import type { AttemptRow, Wish } from './run.ts';
import type { StepRow } from './run-step.ts';

/** Everything that changes of a run between two steps. What is listed replaces what was stored; the rest stays. */
export interface Boundary {
  readonly id: string;
  /** What its holder was given when it took the run. */
  readonly fence: number;
  readonly status: RunStatus;
  readonly reason: string | null;
  /** The wish that the holder has taken note of; another one makes the run due at once when it is let go. */
  readonly wish: Wish | null;
  /** Whether that wish is fulfilled. */
  readonly granted: boolean;
  /** Whether a step came to something: who dies after it has not died of the same. */
  readonly progress: boolean;
  /** Lets the run go: null, it is kept; else when it is due again, ISO 8601, or null when somebody must say so. */
  readonly release: { readonly dueAt: string | null } | null;
  /** Whether it has come to its end. */
  readonly over: boolean;
  readonly steps: readonly StepRow[];
  readonly effects: readonly EffectRow[];
  readonly attempts: readonly AttemptRow[];
  readonly checkpoints: readonly { readonly name: string; readonly system: string | null }[];
  /** Of the run, in the order in which they are to be told. */
  readonly events: readonly CanonicalEvent[];
}

// One statement, so that a boundary without anything else is one commit and one round trip. Everything hangs on `held`: a late holder's
// statement finds no row there and changes nothing. Rows that it must wait for are judged anew once they are free (READ COMMITTED).
const text = `with b as (select $1::jsonb as b), held as (
    update run r set status = b->>'status', reason = b->>'reason', version = r.version + 1,
      wish = case when (b->>'granted')::boolean and r.wish is not distinct from b->>'wish' then null else r.wish end,
      crashes = case when (b->>'progress')::boolean or (b->>'let')::boolean then 0 else r.crashes end,
      node = case when (b->>'let')::boolean then null else r.node end,
      turn = r.turn + case when (b->>'let')::boolean then 1 else 0 end,
      due_at = case
        when (b->>'over')::boolean then null
        when (b->>'let')::boolean and r.wish is distinct from b->>'wish' then now()
        when (b->>'let')::boolean then least(r.due_at, (b->>'dueAt')::timestamptz)
        else r.due_at end,
      sent_at = case when (b->>'let')::boolean then null else r.sent_at end,
      finished_at = case when (b->>'over')::boolean then now() else null end
    from b where r.id = b->>'id' and r.fence = (b->>'fence')::integer and r.node is not null
    returning r.id, r.wish, r.why
  ), steps as (
    update run_step s set status = x.status, instance = x.instance, attempt = x.attempt, result = x.result, started_at = x."startedAt",
      finished_at = x."finishedAt", tries = x.tries, next_at = x."nextAt"
    from held h, b, jsonb_to_recordset(b->'steps') as x (index integer, status text, instance text, attempt integer, result jsonb,
      "startedAt" timestamptz, "finishedAt" timestamptz, tries integer, "nextAt" timestamptz)
    where s.run_id = h.id and s.index = x.index
  ), effects as (
    insert into effect (key, run_id, step_index, act, attempt, instance, operation, class, state, fence, input, undo, result, object,
      external_id, called_at, tried_at, settled_at)
    select x.key, h.id, x.index, x.act, x.attempt, x.instance, x.operation, x.class, x.state, (b->>'fence')::integer,
      coalesce(x.input, 'null'), x.undo, x.result, x.object, x."externalId", x."calledAt", x."triedAt", x."settledAt"
    from held h, b, jsonb_to_recordset(b->'effects') as x (key text, index integer, act text, attempt integer, instance text,
      operation text, class text, state text, input jsonb, undo jsonb, result jsonb, object text, "externalId" text,
      "calledAt" timestamptz, "triedAt" timestamptz, "settledAt" timestamptz)
    on conflict (key) do update set state = excluded.state, fence = excluded.fence, result = excluded.result, object = excluded.object,
      external_id = excluded.external_id, called_at = excluded.called_at, tried_at = excluded.tried_at,
      settled_at = excluded.settled_at
  ), attempts as (
    insert into run_attempt (run_id, step_index, nth, act, at, duration_ms, http_status, outcome, error, call)
    select h.id, x.index, x.nth + coalesce((select max(a.nth) from run_attempt a where a.run_id = h.id and a.step_index = x.index), 0),
      x.act, x.at, x."durationMs", x."httpStatus", x.outcome, nullif(x.error, 'null'), nullif(x.call, 'null')
    from held h, b, rows from (jsonb_to_recordset(b->'attempts') as (index integer, act text, at timestamptz, "durationMs" integer,
      "httpStatus" integer, outcome text, error jsonb, call jsonb)) with ordinality as x (index, act, at, "durationMs",
      "httpStatus", outcome, error, call, nth)
  ), checkpoints as (
    insert into run_checkpoint (run_id, nth, name, system)
    select h.id, x.nth + coalesce((select max(c.nth) from run_checkpoint c where c.run_id = h.id), 0), x.name, x.system
    from held h, b, rows from (jsonb_to_recordset(b->'checkpoints') as (name text, system text)) with ordinality as x (name, system, nth)
  ), events as (
    insert into event (id, type, schema_version, change, subject_id, customer_id, correlation_id, occurred_at, received_at, processed_at,
      attempts, data)
    select x.id, x.type, x."schemaVersion", x.change, x."subjectId", x."customerId", x."correlationId", x."occurredAt", x."receivedAt",
      x."processedAt", x.attempts, x.data
    from held h, b, rows from (jsonb_to_recordset(b->'events') as (id text, type text, "schemaVersion" text, change text,
      "subjectId" text, "customerId" text, "correlationId" text, "occurredAt" timestamptz, "receivedAt" timestamptz,
      "processedAt" timestamptz, attempts integer, data jsonb)) with ordinality as x (id, type, "schemaVersion", change, "subjectId",
      "customerId", "correlationId", "occurredAt", "receivedAt", "processedAt", attempts, data, nth)
    order by x.nth
  ) select wish, why from held`;

/**
 * Writes what lies between two steps, all of it or nothing. Null: somebody else has the run by now, and nothing was written; else what is
 * wished for it, and why.
 */
export async function writeBoundary(
  db: Queryable,
  { release, ...boundary }: Boundary,
): Promise<{ readonly wish: Wish | null; readonly why: string | null } | null> {
  const given = { ...boundary, let: release !== null, dueAt: release?.dueAt ?? null };
  const { rows } = await db.query<{ wish: Wish | null; why: string | null }>({
    name: 'engine-boundary',
    text,
    values: [JSON.stringify(given)],
  });
  return rows[0] ?? null;
}

/** Keeps a run from being taken until the transaction ends; false: somebody else has it by now. */
export async function holdRun(db: Queryable, id: string, fence: number): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'engine-hold',
    text: 'select from run where id = $1 and fence = $2 and node is not null for update',
    values: [id, fence],
  });
  return rowCount === 1;
}
