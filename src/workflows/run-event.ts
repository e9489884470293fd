import { type CanonicalEvent, schemaVersion } from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import type { StepRow } from '../store/run-step.ts';

/** What the log tells of a run. */
export type RunNews =
  | 'started'
  | 'waiting_approval'
  | 'paused'
  | 'resumed'
  | 'step_changed'
  | 'checkpoint'
  | 'compensating'
  | 'completed'
  | 'compensated'
  | 'failed'
  | 'cancelled';

/** A run, as far as the log tells of it. */
export interface ToldRun {
  readonly id: string;
  readonly process: string;
  readonly processVersion: string;
  readonly status: string;
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly correlationId: string;
  readonly reason: string | null;
}

/** What else an event of a run tells: the steps that changed, or what was reached. */
export interface NewsDetail {
  readonly steps?: readonly Pick<
    StepRow,
    'index' | 'name' | 'status' | 'instance' | 'attempt' | 'tries' | 'nextAt'
  >[];
  readonly checkpoint?: { readonly name: string; readonly system: string | null };
}

/**
 * An event of a run, to be written in the transaction of what it tells of. `data` is `{run: {id, process, processVersion, status,
 * subjectId, reason}, steps?: [{index, name, status, instance, attempt, tries, nextAt}], checkpoint?: {name, system}}`.
 */
export function runEvent(
  run: ToldRun,
  news: RunNews,
  { steps, checkpoint }: NewsDetail = {},
): CanonicalEvent {
  const now = new Date().toISOString();
  const { id, process, processVersion, status, subjectId, reason } = run;
  return {
    id: `evt_${ulid()}`,
    type: `run.${news}`,
    schemaVersion: schemaVersion['run'] ?? '1',
    change: news === 'started' ? 'CREATED' : 'UPDATED',
    subjectId: id,
    customerId: run.customerId,
    entityVersion: null,
    source: null,
    correlationId: run.correlationId,
    causationId: null,
    occurredAt: now,
    receivedAt: now,
    processedAt: now,
    attempts: 1,
    data: {
      run: { id, process, processVersion, status, subjectId, reason },
      ...(steps && {
        steps: steps.map(({ index, name, status: stands, instance, attempt, tries, nextAt }) => ({
          index,
          name,
          status: stands,
          instance,
          attempt,
          tries,
          nextAt,
        })),
      }),
      ...(checkpoint && { checkpoint }),
    },
  };
}
