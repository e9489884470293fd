import type { Money } from '../canonical/money.ts';
import type { ProcessKind, RunStatus } from '../canonical/run.ts';
import type { Queryable } from './database.ts';
import { parameters } from './page.ts';
import { slaSql, type SlaHours, type SlaState, type SlaView } from './sla.ts';

/** What somebody asked of a run while it was moving. */
export type RunWish = 'PAUSE' | 'CANCEL' | 'COMPENSATE';

/** A run as it is shown. */
export interface RunView {
  readonly id: string;
  readonly process: ProcessKind;
  readonly processVersion: string;
  readonly status: RunStatus;
  readonly reason: string | null;
  readonly wish: RunWish | null;
  readonly subjectId: string;
  readonly customerId: string | null;
  /** Ids of records: whoever may not see them all does not see the run. */
  readonly concerns: readonly string[];
  /** The id of the event that set it off. */
  readonly triggerEvent: string | null;
  readonly correlationId: string;
  readonly moneyAtRisk: Money | null;
  /** `usr_...` */
  readonly startedBy: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** When it is moved on by itself; null: when somebody says so. */
  readonly dueAt: string | null;
  readonly sla: SlaView | null;
}

type Row = Omit<RunView, 'moneyAtRisk' | 'sla'> & {
  readonly amount: string | null;
  readonly currency: string | null;
  readonly hours: number | null;
  readonly slaDueAt: string | null;
  readonly slaState: SlaState | null;
  readonly remainingMs: number;
  readonly pausedMs: number;
};

const columns = `r.id, r.process, r.process_version as "processVersion", r.status, r.reason, r.wish, r.subject_id as "subjectId",
  r.customer_id as "customerId", r.concerns, r.trigger_event as "triggerEvent", r.correlation_id as "correlationId",
  r.money_at_risk::text as amount, r.money_currency as currency, r.started_by as "startedBy", r.started_at as "startedAt", r.finished_at as "finishedAt",
  r.due_at as "dueAt"`;

/** Runs by id, in no order. */
export async function runsById(
  db: Queryable,
  ids: readonly string[],
  hours: SlaHours,
): Promise<readonly RunView[]> {
  const params = parameters();
  const clock = slaSql('r', hours, params);
  const { rows } = await db.query<Row>({
    name: 'runs-by-id',
    text: `select ${columns}, s.hours, s.due_at as "slaDueAt", s.state as "slaState", s.paused_ms as "pausedMs",
             (extract(epoch from s.due_at - statement_timestamp()) * 1000)::float8 as "remainingMs"
           from run r cross join lateral ${clock} s where r.id = any(${params.add(ids, 'text[]')})`,
    values: params.values,
  });
  return rows.map(viewOf);
}

function viewOf(row: Row): RunView {
  const { amount, currency, hours, slaDueAt, slaState, remainingMs, pausedMs, ...run } = row;
  return {
    ...run,
    moneyAtRisk: amount === null || currency === null ? null : { amount, currency },
    sla:
      hours === null
        ? null
        : {
            hours,
            dueAt: slaDueAt!,
            state: slaState!,
            remainingMs: run.finishedAt === null ? Math.round(remainingMs) : null,
            pausedMs: Math.round(pausedMs),
          },
  };
}
