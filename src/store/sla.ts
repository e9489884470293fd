import type { ProcessKind } from '../canonical/run.ts';
import type { Parameters } from './page.ts';

/** For each process how many hours a run of it may take; none: no time is set. */
export type SlaHours = Readonly<Partial<Record<ProcessKind, number>>>;

export const slaStates = ['ON_TRACK', 'AT_RISK', 'BREACHED', 'MET', 'PAUSED'] as const;
export type SlaState = (typeof slaStates)[number];

/** How long a run may take, and how it stands with that. */
export interface SlaView {
  readonly hours: number;
  /** ISO 8601: the time allowed after the beginning, and as long again as the clock stood. */
  readonly dueAt: string;
  readonly state: SlaState;
  /** Null when it has ended. */
  readonly remainingMs: number | null;
  readonly pausedMs: number;
}

/** The approvals of a row of `run`: about the run itself, about one of its exceptions, about its amendment or what that was previewed as. */
export const approvalsOf = (run: string, approval: string): string =>
  `${approval}.subject_id = any(array(select ${run}.id union select x.id from exception x where x.run_id = ${run}.id
     union select unnest(array[m.id, m.preview_id]) from amendment m where m.run_id = ${run}.id))`;

/**
 * The clock of a row of `run` as a lateral row of `hours` (null: no time is set), `due_at`, `paused_ms` and `state`. The clock stands while an
 * approval waits; what two of them wait for at once counts once.
 */
export function slaSql(run: string, hours: SlaHours, { add }: Parameters): string {
  const end = `coalesce(${run}.finished_at, statement_timestamp())`;
  const waited = `tstzrange(least(greatest(a.created_at, ${run}.started_at), ${end}),
    greatest(least(greatest(a.created_at, ${run}.started_at), ${end}), least(coalesce(a.decided_at, a.expires_at), a.expires_at, ${end})))`;
  return `(select c.hours, c.due_at, c.paused_ms, case
      when c.hours is null then null
      when ${run}.finished_at is not null then case when ${run}.finished_at <= c.due_at then 'MET' else 'BREACHED' end
      when statement_timestamp() > c.due_at then 'BREACHED'
      when ${run}.status = 'WAITING_APPROVAL' then 'PAUSED'
      when c.due_at - statement_timestamp() <= c.hours / 4 * interval '1 hour' then 'AT_RISK'
      else 'ON_TRACK' end as state
    from (select p.hours, p.paused_ms, ${run}.started_at + p.hours * interval '1 hour' + p.paused_ms * interval '1 millisecond' as due_at
      from (select (${add(JSON.stringify(hours), 'jsonb')} ->> ${run}.process)::float8 as hours,
        coalesce((select sum(extract(epoch from upper(w) - lower(w)) * 1000) from unnest((
          select range_agg(${waited}) from approval a where ${approvalsOf(run, 'a')})) as u (w)), 0)::float8 as paused_ms) p) c)`;
}
