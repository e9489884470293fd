import { useEffect, useState, useSyncExternalStore } from 'react';
import { useStream } from '../client/follow.ts';
import { currentLive, watchLive } from '../client/live.ts';
import { useMe } from '../client/rights.ts';
import type { Trouble } from '../client/trouble.ts';
import { CustomerStreamDocument, CustomerSyncStreamDocument } from '../generated/graphql.ts';
import { useOften } from './often.ts';

// When what is shown is read again.

/** Counts up whenever something of a customer has changed, or how it stands in a system; at most once a second. */
export function useBeat(id: string | null): number {
  const { can } = useMe();
  const [beat, setBeat] = useState(0);
  const soon = useOften(() => setBeat((before) => before + 1));
  const follower = { changes: soon, restarted: soon };
  useStream(CustomerStreamDocument, { id: id ?? '' }, { ...follower, pause: id === null });
  useStream(
    CustomerSyncStreamDocument,
    { customerId: id ?? '' },
    { ...follower, pause: id === null || !can('Subscription.syncStatusChanged') },
  );
  return beat;
}

/** Reads again whenever something has changed. */
export function useReread(beat: number, again: () => void): void {
  useEffect(() => {
    if (beat > 0) again();
  }, [beat, again]);
}

/** Asks again what could not be asked while the hub was away, once its streams go on. */
export function useBack(troubles: readonly Trouble[], again: () => void): void {
  const state = useSyncExternalStore(watchLive, () => currentLive().state);
  const away = troubles.some(({ code }) => code === 'UNREACHABLE' || code === 'HUB_UNAVAILABLE');
  const soon = useOften(again, 5_000);
  useEffect(() => {
    if (away && state === 'live') soon();
  }, [away, state, soon]);
}
