import type { SourceNowFragment, TowerOutagesQuery } from '../../generated/graphql.ts';

/** A time in which a source did not answer, or answered badly. */
export interface Outage {
  readonly id: string;
  /** The id of the source, and its name. */
  readonly sourceId: string;
  readonly source: string;
  readonly worst: 'DOWN' | 'DEGRADED';
  /** Null where it began before the time that is looked at. */
  readonly from: string | null;
  /** Null while it lasts. */
  readonly to: string | null;
}

type Happened = TowerOutagesQuery['events']['edges'][number]['node'];

/** What an event of a source's health says (schema/events/source.v1.json). */
interface Told {
  readonly instance: string;
  readonly state: SourceNowFragment['health']['state'];
  readonly previous: SourceNowFragment['health']['state'] | null;
}

/** The outages that events of health tell of, the latest first. */
export function outagesOf(newestFirst: readonly Happened[]): readonly Outage[] {
  const open = new Map<string, Outage>();
  const over: Outage[] = [];
  for (const { id, subjectId, occurredAt, data } of newestFirst.toReversed()) {
    const { instance, state, previous } = data as Told;
    const sourceId = subjectId ?? '';
    const wasAway = previous === 'DOWN' || previous === 'DEGRADED';
    const before: Outage | undefined =
      open.get(sourceId) ??
      (wasAway ? { id, sourceId, source: instance, worst: previous, from: null, to: null } : undefined);
    if (state === 'UP') {
      if (before) over.push({ ...before, to: occurredAt });
      open.delete(sourceId);
    } else {
      const began = before ?? { id, sourceId, source: instance, worst: state, from: occurredAt, to: null };
      open.set(sourceId, { ...began, worst: began.worst === 'DOWN' ? 'DOWN' : state });
    }
  }
  const endOf = ({ to }: Outage): string => to ?? '9';
  return [...over, ...open.values()].toSorted((one, other) => (endOf(one) < endOf(other) ? 1 : -1));
}
