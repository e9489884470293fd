import { useSyncExternalStore } from 'react';

// One clock for all ages on the page: it ticks once a second and only while something is shown that has an age.

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(listener: () => void): () => void {
  // While nobody looked the clock stood.
  if (timer === undefined) now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, milliseconds since 1970, to the second. */
export const useNow = (): number => useSyncExternalStore(watch, () => now);

/** The time to the minute: what is read from the hub by it is not read anew each second. */
export const useMinute = (): number => useSyncExternalStore(watch, () => Math.floor(now / 60_000) * 60_000);
