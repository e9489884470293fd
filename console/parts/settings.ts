import { useSyncExternalStore } from 'react';

// What a person has chosen for this browser.

export type Clock = 'local' | 'utc';

const key = 'isthmus.clock';
const listeners = new Set<() => void>();
let clock: Clock = localStorage.getItem(key) === 'utc' ? 'utc' : 'local';

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether times are shown in UTC or as the browser's clock has them. */
export const useClock = (): Clock => useSyncExternalStore(watch, () => clock);

/** Chooses it, for every page of this browser. */
export function setClock(next: Clock): void {
  clock = next;
  localStorage.setItem(key, next);
  for (const listener of listeners) listener();
}
