/** Wakes one loop that waits. A call that comes while it works is not lost: the next wait ends at once. */
export interface Waker {
  wake(): void;
  /** Waits to be woken, at most so long, and no longer than until the signal; whether it was woken. */
  wait(withinMs: number, signal: AbortSignal): Promise<boolean>;
}

/** A waker that nobody has called yet. */
export function createWaker(): Waker {
  let called = false;
  let go: (() => void) | undefined;
  return {
    wake() {
      called = true;
      go?.();
    },
    async wait(withinMs, signal) {
      if (!called && !signal.aborted)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(() => go!(), withinMs);
          go = () => {
            clearTimeout(timer);
            signal.removeEventListener('abort', go!);
            go = undefined;
            resolve();
          };
          signal.addEventListener('abort', go);
        });
      const woken = called;
      called = false;
      return woken;
    },
  };
}
