import type { RunLogQuery } from '../../generated/graphql.ts';

// What the event log tells of a run beside its steps: when each step began and ended, and when the run stood still. Only some roles
// see the log; for the others the timeline shows what the steps themselves tell.

/** When a step began and was done, milliseconds since 1970. */
export interface StepTimes {
  readonly began: number | null;
  readonly done: number | null;
}

/** A time for which a run stood still; `to` is null while it does. */
export interface Stand {
  readonly kind: 'person' | 'approval';
  readonly from: number;
  readonly to: number | null;
}

export interface RunLog {
  readonly steps: ReadonlyMap<number, StepTimes>;
  readonly stands: readonly Stand[];
}

interface ToldStep {
  readonly index: number;
  readonly status: string;
}

type Told = RunLogQuery['own']['edges'][number]['node'];

const stepsOf = ({ data }: Told): readonly ToldStep[] => {
  const { steps } = (data ?? {}) as { readonly steps?: readonly ToldStep[] };
  return steps ?? [];
};

const begins: Readonly<Record<string, Stand['kind']>> = {
  'run.paused': 'person',
  'run.waiting_approval': 'approval',
};
/** What says that a run moves again, or is over. */
const goesOn = new Set([
  'run.resumed',
  'run.compensating',
  'run.completed',
  'run.compensated',
  'run.failed',
  'run.cancelled',
]);

/** What events of a run tell, the newest first as the log gives them. */
export function readLog(events: readonly Told[]): RunLog {
  const steps = new Map<number, StepTimes>();
  const stands: Stand[] = [];
  for (const event of events.toReversed()) {
    const at = Date.parse(event.occurredAt);
    for (const { index, status } of stepsOf(event)) {
      const known = steps.get(index) ?? { began: null, done: null };
      // A step that is begun anew, because somebody mended it, keeps its first beginning.
      if (status === 'RUNNING') steps.set(index, { ...known, began: known.began ?? at });
      if (status === 'SUCCEEDED') steps.set(index, { began: known.began, done: at });
    }
    const open = stands.at(-1);
    const kind = begins[event.type];
    if (open?.to === null && (kind !== undefined || goesOn.has(event.type)))
      stands[stands.length - 1] = { ...open, to: at };
    if (kind !== undefined) stands.push({ kind, from: at, to: null });
  }
  return { steps, stands };
}
