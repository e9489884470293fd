import type { RunLogQuery } from '../../generated/graphql.ts';
import type { Run } from './state.ts';

// When a run stood still, and for whom. That somebody paused it by hand only the event log tells, which not every role sees; for the others
// it is what exceptions and approvals tell.

/** A time for which a run stood still, milliseconds since 1970; `to` is null while it does. */
export interface Stand {
  readonly kind: 'person' | 'approval';
  readonly from: number;
  readonly to: number | null;
}

type Told = Pick<RunLogQuery['own']['edges'][number]['node'], 'type' | 'occurredAt'>;

const begins: Readonly<Record<string, Stand['kind']>> = {
  'run.paused': 'person',
  'run.waiting_approval': 'approval',
};

/** The times for which a run stood still, as its events tell, which come newest first as the log gives them. */
export function standsTold(events: readonly Told[]): readonly Stand[] {
  const stands: Stand[] = [];
  for (const { type, occurredAt } of events.toReversed()) {
    const at = Date.parse(occurredAt);
    const open = stands.at(-1);
    // Whatever else is asked for says that a run moves again, or is over.
    if (open?.to === null) stands[stands.length - 1] = { ...open, to: at };
    const kind = begins[type];
    if (kind !== undefined) stands.push({ kind, from: at, to: null });
  }
  return stands;
}

/** The times for which a run stood still as far as the run itself tells. */
export function standsKnown({ approvals, exception }: Run): readonly Stand[] {
  const agreed = (approvals ?? []).map(({ requestedAt, decidedAt, status, expiresAt }): Stand => ({
    kind: 'approval',
    from: Date.parse(requestedAt),
    to: decidedAt !== null ? Date.parse(decidedAt) : status === 'PENDING' ? null : Date.parse(expiresAt),
  }));
  const mended: readonly Stand[] = exception
    ? [
        {
          kind: 'person',
          from: Date.parse(exception.openedAt),
          to: exception.settledAt === null ? null : Date.parse(exception.settledAt),
        },
      ]
    : [];
  return [...agreed, ...mended].toSorted((one, other) => one.from - other.from);
}
