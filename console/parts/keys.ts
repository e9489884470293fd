import { useEffect, useSyncExternalStore } from 'react';

/** A key of a screen, and what it does there. */
export type ScreenKey = readonly [key: string, what: string];

let keys: readonly ScreenKey[] = [];
const listeners = new Set<() => void>();

function set(next: readonly ScreenKey[]): void {
  keys = next;
  for (const listener of listeners) listener();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The keys of the screen that is shown, beside those of every screen. */
export const useShownKeys = (): readonly ScreenKey[] => useSyncExternalStore(watch, () => keys);

/** Has the list of keys behind `?` name these for as long as the component is there; the same array each time. */
export function useScreenKeys(own: readonly ScreenKey[]): void {
  useEffect(() => {
    set(own);
    return () => set([]);
  }, [own]);
}
