import type { Clock } from './clock.ts';
import type { Limits } from './policy.ts';
import { createBudget, createWindow, type Window } from './window.ts';

export type Lane = 'interactive' | 'bulk';

/** Let in (call `leave` when done), or not before `retryAfterMs`. */
export type Entry =
  | { readonly leave: () => void }
  | { readonly retryAfterMs: number; readonly why: 'limit' | 'budget' | 'queue' };

/** Everything that holds a call back before it is sent: concurrency, rate, daily budget, a pause the vendor asked for. */
export interface Gate {
  /** Waits for its turn: first come first served, interactive before bulk. Gives up at `deadlineAt` or when `signal` ends. */
  enter(lane: Lane, deadlineAt: number, signal: AbortSignal): Promise<Entry>;
  /** Lets nobody in for this long. */
  pause(ms: number): void;
  readonly inFlight: number;
  readonly pausedMs: number;
  readonly spentToday: number;
  /** When the oldest part of the daily spending no longer counts. */
  readonly budgetFreesAt: number;
}

interface Waiter {
  readonly lane: Lane;
  readonly settle: (entry: Entry) => void;
}

const maxQueued = 1_000;
/** What bulk work leaves of rate, budget and slots, so that it cannot shut a person out. */
const keptForPeople = { interactive: 0, bulk: 0.1 } as const;

/** A gate for one vendor account. */
export function createGate(limits: Limits & { readonly concurrency: number }, clock: Clock): Gate {
  const windows: Window[] = [];
  if (limits.perSecond !== undefined) windows.push(windowOf(limits.perSecond, 1_000));
  if (limits.perMinute !== undefined) windows.push(windowOf(limits.perMinute, 60_000));
  const budget = createBudget();
  const queues: Record<Lane, Waiter[]> = { interactive: [], bulk: [] };
  const running: Record<Lane, number> = { interactive: 0, bulk: 0 };
  const slots = {
    interactive: limits.concurrency,
    bulk: Math.max(1, Math.floor(limits.concurrency * 0.75)),
  } as const;
  let pausedUntil = 0;
  let wakeAt = Infinity;

  const allowedAt = (lane: Lane, now: number): number =>
    windows.reduce(
      (at, each) => Math.max(at, each.nextAt(now, keptForPeople[lane])),
      Math.max(now, pausedUntil),
    );

  const budgetAt = (lane: Lane, now: number): number =>
    limits.perDay !== undefined && budget.used(now) >= Math.max(1, limits.perDay * (1 - keptForPeople[lane]))
      ? budget.freesAt(now)
      : now;

  const wake = (at: number, now: number): void => {
    if (at >= wakeAt) return;
    wakeAt = at;
    void clock.sleep(Math.max(1, at - now)).then(() => {
      if (wakeAt === at) wakeAt = Infinity;
      drain();
    });
  };

  const drain = (): void => {
    for (;;) {
      const free = running.interactive + running.bulk < limits.concurrency;
      const lane: Lane = queues.interactive.length > 0 ? 'interactive' : 'bulk';
      if (!free || queues[lane].length === 0 || (lane === 'bulk' && running.bulk >= slots.bulk)) return;
      const now = clock.now();
      const at = allowedAt(lane, now);
      if (at > now) return wake(at, now);
      const [next] = queues[lane].splice(0, 1);
      const spent = budgetAt(lane, now);
      if (spent > now) {
        next!.settle({ retryAfterMs: spent - now, why: 'budget' });
        continue;
      }
      for (const each of windows) each.grant(now);
      budget.spend(now);
      running[lane]++;
      let inside = true;
      const leave = (): void => {
        if (!inside) return;
        inside = false;
        running[lane]--;
        drain();
      };
      next!.settle({ leave });
    }
  };

  return {
    enter: (lane, deadlineAt, signal) => {
      const now = clock.now();
      const at = allowedAt(lane, now);
      if (signal.aborted || at > deadlineAt) return Promise.resolve({ retryAfterMs: at - now, why: 'limit' });
      if (queues[lane].length >= maxQueued)
        return Promise.resolve({ retryAfterMs: Math.max(1_000, at - now), why: 'queue' });
      return new Promise((resolve) => {
        const abandon = (): void => {
          const queue = queues[lane];
          const place = queue.indexOf(waiter);
          if (place < 0) return;
          queue.splice(place, 1);
          const then = clock.now();
          resolve({ retryAfterMs: Math.max(0, allowedAt(lane, then) - then), why: 'limit' });
        };
        const waiter: Waiter = {
          lane,
          settle: (entry) => {
            signal.removeEventListener('abort', abandon);
            resolve(entry);
          },
        };
        signal.addEventListener('abort', abandon, { once: true });
        queues[lane].push(waiter);
        drain();
      });
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
    },
    get inFlight() {
      return running.interactive + running.bulk;
    },
    get pausedMs() {
      return Math.max(0, pausedUntil - clock.now());
    },
    get spentToday() {
      return budget.used(clock.now());
    },
    get budgetFreesAt() {
      return budget.freesAt(clock.now());
    },
  };
}

/** Rates below one are spread over a longer span; very large ones are no constraint that a ring must remember. */
function windowOf(limit: number, spanMs: number): Window {
  return limit >= 1
    ? createWindow(Math.min(Math.floor(limit), 100_000), spanMs)
    : createWindow(1, Math.ceil(spanMs / limit));
}
