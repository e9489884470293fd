import { useEffect, useSyncExternalStore } from 'react';
import { currentLive, watchLive } from '../client/live.ts';
import type { Trouble } from '../client/trouble.ts';
import { useOften } from './often.ts';

/** Asks again what could not be asked while the hub was away, once its streams go on. */
export function useBack(troubles: readonly Trouble[], again: () => void): void {
  const state = useSyncExternalStore(watchLive, () => currentLive().state);
  const away = troubles.some(({ code }) => code === 'UNREACHABLE' || code === 'HUB_UNAVAILABLE');
  const soon = useOften(again, 5_000);
  useEffect(() => {
    if (away && state === 'live') soon();
  }, [away, state, soon]);
}
