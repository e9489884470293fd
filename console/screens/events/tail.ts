import { useEffect, useReducer } from 'react';
import { useStream } from '../../client/follow.ts';
import type { StreamState } from '../../client/stream.ts';
import { type EventRowFragment, EventsTailDocument } from '../../generated/graphql.ts';
import { hubItself, type LogFilter } from './filter.ts';

/** How many events of the tail are kept, shown and waiting each; older ones are read from the log. */
export const mostKept = 2_000;

/** What came since the list was read, newest first. */
export interface TailState {
  readonly shown: readonly EventRowFragment[];
  /** What came while the list was held, and how many these are, also those that are no longer kept. */
  readonly waiting: readonly EventRowFragment[];
  readonly count: number;
  /** Behind those shown some are missing, because more came than are kept. */
  readonly cut: boolean;
}

const nothing: TailState = { shown: [], waiting: [], count: 0, cut: false };

type Act = { readonly told: readonly EventRowFragment[]; readonly held: boolean } | { readonly show: true };

/** What a tail becomes: it keeps the newest of what it is told, in the order of the log, and says when that is not all. */
export function follow(state: TailState, act: Act): TailState {
  if ('told' in act) {
    const waiting = [...act.told.toReversed(), ...state.waiting].slice(0, mostKept);
    const next = { ...state, waiting, count: state.count + act.told.length };
    return act.held ? next : follow(next, { show: true });
  }
  if (state.count === 0) return state;
  const all = [...state.waiting, ...state.shown];
  return {
    ...nothing,
    shown: all.slice(0, mostKept),
    cut: state.cut || state.count > state.waiting.length || all.length > mostKept,
  };
}

/** Whether an event that the stream told fits what it cannot be asked for, as the list is asked for it. */
function fits(
  { correlation, source, from, to }: LogFilter,
  event: Pick<EventRowFragment, 'correlationId' | 'source' | 'occurredAt'>,
): boolean {
  const at = Date.parse(event.occurredAt);
  return (
    (correlation === '' || event.correlationId === correlation) &&
    (source === '' || (event.source?.id ?? hubItself) === source) &&
    (from === null || at >= Date.parse(from)) &&
    (to === null || at < Date.parse(to))
  );
}

export interface Tail extends TailState {
  readonly state: StreamState;
  /** Shows what waits. */
  readonly show: () => void;
}

/**
 * Follows the log as it grows. `begun`: from now on nothing is missed, so that the list must be read once more; `restarted`: something
 * may be missing, so that all must be read anew. While it is `held`, what comes waits.
 */
export function useTail(
  filter: LogFilter,
  {
    held,
    pause,
    begun,
    restarted,
  }: {
    readonly held: boolean;
    readonly pause: boolean;
    readonly begun: () => void;
    readonly restarted: () => void;
  },
): Tail {
  const [tail, act] = useReducer(follow, nothing);
  const { types, subject } = filter;
  const state = useStream(
    EventsTailDocument,
    { types: types.length === 0 ? null : types, subjectId: subject === '' ? null : subject },
    {
      snapshot: begun,
      changes(changes) {
        const told = changes.map(({ event }) => event).filter((event) => fits(filter, event));
        if (told.length > 0) act({ told, held });
      },
      restarted,
      pause,
    },
  );
  useEffect(() => {
    if (!held) act({ show: true });
  }, [held]);
  return { ...tail, state, show: () => act({ show: true }) };
}
