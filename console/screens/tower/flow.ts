import { useCallback, useRef, useState } from 'react';
import { useFetch } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import { TowerEventsDocument, TowerRecentDocument } from '../../generated/graphql.ts';

/** How far back the flow of events is shown, seconds. */
export const spanSeconds = 300;

const secondOf = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

/** Events counted by the second in which the hub had stored them. */
export interface Flow {
  /** Counts of the seconds since 1970 in which there were any. */
  readonly counts: ReadonlyMap<number, number>;
  /** From this second on every event is counted. */
  readonly knownFrom: number;
}

/** The flow of events over the last minutes: what the log has of them, at most 200 events, and from then on what is told live. */
export function useFlow(): { readonly flow: () => Flow; readonly ready: boolean } {
  const counts = useRef(new Map<number, number>());
  const [knownFrom, setKnownFrom] = useState<number | null>(null);
  // What was told live before the log was read, and what the log had: an event counts once.
  const live = useRef<Set<string> | null>(new Set());
  const logged = useRef<ReadonlySet<string>>(new Set());
  const fetch = useFetch(TowerRecentDocument);

  const count = useCallback((id: string, at: string, counted: ReadonlySet<string>) => {
    if (counted.has(id)) return;
    const second = secondOf(at);
    counts.current.set(second, (counts.current.get(second) ?? 0) + 1);
  }, []);

  const read = useCallback(() => {
    void fetch({}).then(({ data }) => {
      const last = secondOf(new Date().toISOString());
      const nodes = data?.events.edges.map(({ node }) => node) ?? [];
      const told = live.current ?? new Set();
      for (const { id, processedAt, receivedAt } of nodes) count(id, processedAt ?? receivedAt, told);
      logged.current = new Set(nodes.map(({ id }) => id));
      live.current = null;
      const oldest = nodes.at(-1);
      const whole = data !== undefined && !data.events.pageInfo.hasNextPage;
      // The second of the oldest one that was read may have had more of them.
      const from = oldest ? secondOf(oldest.processedAt ?? oldest.receivedAt) + 1 : last;
      setKnownFrom(whole ? last - spanSeconds : Math.max(last - spanSeconds, from));
    });
  }, [fetch, count]);

  useStream(
    TowerEventsDocument,
    {},
    {
      // The stream tells everything from here on, so that the log is read from here backwards.
      snapshot: read,
      changes(changes) {
        for (const { eventId, event } of changes) {
          live.current?.add(eventId);
          count(eventId, event.processedAt ?? event.receivedAt, logged.current);
        }
        const begins = Math.floor(Date.now() / 1000) - 2 * spanSeconds;
        for (const second of counts.current.keys()) if (second < begins) counts.current.delete(second);
      },
      restarted() {
        counts.current.clear();
        live.current = new Set();
      },
    },
  );
  const flow = useCallback(
    (): Flow => ({ counts: counts.current, knownFrom: knownFrom ?? Number.POSITIVE_INFINITY }),
    [knownFrom],
  );
  return { flow, ready: knownFrom !== null };
}
