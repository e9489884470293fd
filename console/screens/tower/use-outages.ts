import { useEffect, useMemo, useRef } from 'react';
import { useAsk } from '../../client/ask.ts';
import type { Trouble } from '../../client/trouble.ts';
import { type SourceNowFragment, TowerOutagesDocument } from '../../generated/graphql.ts';
import { useKept, useOften } from '../../parts/often.ts';
import { useRange } from '../../parts/range.tsx';
import { type Outage, outagesOf } from './outage.ts';

/** The outages of the chosen time, read anew when the state of a source changes. `pause`: the log is not for the role. */
export function useOutages(
  sources: readonly SourceNowFragment[] | undefined,
  pause: boolean,
): {
  /** Undefined while they are not known. */
  readonly outages: readonly Outage[] | undefined;
  /** There are more than were read. */
  readonly cut: boolean;
  readonly troubles: readonly Trouble[];
} {
  const { range, from } = useRange();
  const { data, troubles, again } = useAsk(TowerOutagesDocument, { from }, pause);
  const kept = useKept(data, range);
  const soon = useOften(again);
  const states = sources?.map(({ health }) => health.state).join() ?? '';
  const before = useRef('');
  useEffect(() => {
    if (before.current !== '' && before.current !== states && !pause) soon();
    before.current = states;
  }, [states, soon, pause]);
  const outages = useMemo(() => kept && outagesOf(kept.events.edges.map(({ node }) => node)), [kept]);
  return { outages, cut: kept?.events.pageInfo.hasNextPage ?? false, troubles };
}
