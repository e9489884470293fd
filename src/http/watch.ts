import type { Principal } from '../auth/principal.ts';
import type { Access, Caller } from './access.ts';

type Why = 'EXPIRED' | 'REVOKED';

/** The longest wait that a timer can keep. */
const longestMs = 2 ** 31 - 1;

/**
 * Tells sockets and streams when what they were admitted by ends. However many a caller has open, one timer serves them. `objection` says
 * why a principal would not be admitted now; `look` asks it of everybody, after what it depends on has changed.
 */
export function createWatch(
  objection: (principal: Principal) => Why | null,
  toleranceMs: number,
): { watch: Access['watch']; look: () => void } {
  interface Entry {
    readonly open: Set<{ readonly ended: (why: Why) => void }>;
    readonly endsAt: number;
    timer: NodeJS.Timeout | undefined;
  }
  const watched = new Map<Caller, Entry>();

  function end(caller: Caller, why: Why): void {
    const entry = watched.get(caller);
    if (!entry) return;
    watched.delete(caller);
    clearTimeout(entry.timer);
    for (const { ended } of entry.open) ended(why);
  }

  function arm(caller: Caller, entry: Entry): void {
    const leftMs = entry.endsAt - Date.now();
    if (leftMs <= 0) return end(caller, 'EXPIRED');
    entry.timer = setTimeout(() => arm(caller, entry), Math.min(leftMs, longestMs));
    entry.timer.unref();
  }

  return {
    watch(caller, ended) {
      const one = { ended };
      let entry = watched.get(caller);
      if (!entry) {
        const { expiresAt } = caller.principal;
        // The tolerance is for clocks that differ: only who came in by it may stay as long.
        const tokenEndsAt = expiresAt > Date.now() ? expiresAt : expiresAt + toleranceMs;
        const endsAt = Math.min(tokenEndsAt, caller.until ?? Number.POSITIVE_INFINITY);
        entry = { open: new Set(), endsAt, timer: undefined };
        watched.set(caller, entry);
      }
      entry.open.add(one);
      const forget = (): void => {
        entry.open.delete(one);
        if (entry.open.size > 0 || watched.get(caller) !== entry) return;
        clearTimeout(entry.timer);
        watched.delete(caller);
      };
      // Between the admission and now it may have ended. Later, because nobody expects to be told before this returns.
      queueMicrotask(() => {
        const why = objection(caller.principal);
        if (why) end(caller, why);
        else if (entry.timer === undefined && watched.get(caller) === entry) arm(caller, entry);
      });
      return forget;
    },
    look() {
      for (const caller of watched.keys()) {
        const why = objection(caller.principal);
        if (why) end(caller, why);
      }
    },
  };
}
