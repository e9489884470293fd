import { lanes, type Lane } from '../../canonical/run.ts';
import type { AccountLimits, ByLane, Member, Share, Spender, Use } from '../allowance.ts';
import type { Clock } from './clock.ts';
import { leastOf, portionAt, unitsOf, wholeOf, type Portion } from './portion.ts';
import { createBudget, createWindow, type Window } from './window.ts';

/** Let in (call `leave` when done), or not before `retryAfterMs`. */
export type Entry =
  | { readonly leave: () => void }
  | { readonly retryAfterMs: number; readonly why: 'limit' | 'budget' | 'queue' };

/** Everything that holds a call back before it is sent: concurrency, rate, daily budget, a pause the vendor asked for. */
export interface Gate {
  /**
   * Waits for its turn: within a lane first come first served; money before interactive, standard and bulk. A lane that has work and was
   * passed over sixteen times in a row has the next turn, so that none waits for ever. Gives up at `deadlineAt` or when `signal` ends.
   */
  enter(lane: Lane, deadlineAt: number, signal: AbortSignal): Promise<Entry>;
  /** Lets nobody in for this long, in no process that shares the account. */
  pause(ms: number): void;
  /** The vendor said that too much is under way at once. */
  throttled(): void;
  readonly inFlight: number;
  readonly pausedMs: number;
  /** Of all processes that share the account. */
  readonly spentToday: number;
  /** When the oldest part of the daily spending no longer counts. */
  readonly budgetFreesAt: number;
  /** What is under way of each lane, in all processes that share the account, and how much may be; null where nobody shares it. */
  readonly shared: readonly { readonly lane: Lane; readonly used: number; readonly limit: number }[] | null;
  /** Gives back what it has of a shared account. */
  close(): Promise<void>;
}

interface Waiter {
  readonly settle: (entry: Entry) => void;
  /** How long the call may take once it is let in. */
  readonly lastsMs: number;
}

/** A lane as the gate keeps it. */
interface Queue {
  readonly lane: Lane;
  readonly waiters: Waiter[];
  /** What it leaves of rate and budget to the lanes above, so that bulk work cannot shut a person out. */
  readonly kept: number;
  running: number;
  /** The most that were running and waiting since that was last told. */
  peak: number;
  /** Turns that others had, in a row, while it could have had one. */
  passed: number;
}

/** No call is under way for longer. */
const longestMs = 120_000;
const maxQueued = 1_000;
const patience = 16;
const kept: Readonly<Record<Lane, number>> = { money: 0, interactive: 0, standard: 0, bulk: 0.1 };

/** A gate for one vendor account: for the whole of it, or for what `join` gives of it where other processes use it too. */
export function createGate(limits: AccountLimits, clock: Clock, join?: (spender: Spender) => Member): Gate {
  const second = limits.perSecond === undefined ? undefined : windowOf(limits.perSecond, 1_000);
  const minute = limits.perMinute === undefined ? undefined : windowOf(limits.perMinute, 60_000);
  const windows = [second, minute].filter((each) => each !== undefined);
  const whole = wholeOf(limits);
  const least = leastOf(limits);
  const budget = createBudget();
  /** The latest ends of the calls that are under way. */
  const ends = new Set<{ readonly at: number }>();
  let share: Share | undefined;
  let spent = 0;
  let left = 0;
  const portion = (now: number): Portion => (join ? portionAt(share, least, now) : whole);
  const queues = lanes.map((lane): Queue => ({
    lane,
    waiters: [],
    kept: kept[lane],
    running: 0,
    peak: 0,
    passed: 0,
  }));
  let pausedUntil = 0;
  let wakeAt = Infinity;
  let spentAtShare = 0;

  const runningFrom = (rank: number): number =>
    queues.slice(rank).reduce((total, each) => total + each.running, 0);

  /** A lane whose patience is at its end is held back by no share of others. */
  const keptBy = (queue: Queue): number => (queue.passed >= patience ? 0 : queue.kept);

  const allowedAt = (queue: Queue, now: number): number => {
    const { perSecond, perMinute } = portion(now);
    const reserve = keptBy(queue);
    return Math.max(
      now,
      pausedUntil,
      second?.nextAt(now, reserve, perSecond) ?? 0,
      minute?.nextAt(now, reserve, perMinute) ?? 0,
    );
  };

  /** What others have spent since they told is not known here; what they may spend is not given to this process. */
  const spentNow = (now: number): number =>
    share ? share.spentByAll + (spent - spentAtShare) : budget.used(now);
  const freesAt = (now: number): number => share?.budgetFreesAt ?? budget.freesAt(now);
  const budgetAt = (queue: Queue, now: number): number =>
    limits.perDay !== undefined && spentNow(now) >= Math.max(1, limits.perDay * (1 - queue.kept))
      ? freesAt(now)
      : now;
  const lacksBlock = (): boolean => join !== undefined && limits.perDay !== undefined && left <= 0;
  /** Has a block of the budget to be asked for first? */
  const lacksBudget = (queue: Queue, now: number): boolean => lacksBlock() && budgetAt(queue, now) <= now;

  const wake = (at: number, now: number): void => {
    if (at >= wakeAt) return;
    wakeAt = at;
    void clock.sleep(Math.max(1, at - now)).then(() => {
      if (wakeAt === at) wakeAt = Infinity;
      drain();
    });
  };

  /** The lanes that have work and a slot, whose turn it is first. */
  const ready = (now: number): readonly Queue[] => {
    const may = portion(now);
    if (runningFrom(0) >= may.slots || may.perSecond === 0 || may.perMinute === 0) return [];
    const able = queues.filter(
      (each, rank) =>
        each.waiters.length > 0 && runningFrom(rank) < may.lanes[rank]! && !lacksBudget(each, now),
    );
    const impatient = able.filter((each) => each.passed >= patience);
    return [...impatient, ...able.filter((each) => !impatient.includes(each))];
  };

  const drain = (): void => {
    for (;;) {
      const now = clock.now();
      const able = ready(now);
      const [queue] = able;
      if (queue === undefined) return;
      const at = allowedAt(queue, now);
      // Whoever is behind is held back as well, by the same limits and more.
      if (at > now) {
        if (share?.fuller && pausedUntil <= now) member?.wake();
        return wake(at, now);
      }
      const [next] = queue.waiters.splice(0, 1);
      const again = budgetAt(queue, now);
      if (again > now) {
        next!.settle({ retryAfterMs: again - now, why: 'budget' });
        continue;
      }
      for (const each of able) each.passed = each === queue ? 0 : each.passed + 1;
      for (const each of windows) each.grant(now);
      budget.spend(now);
      spent++;
      left--;
      queue.running++;
      const end = { at: now + next!.lastsMs };
      ends.add(end);
      let inside = true;
      const leave = (): void => {
        if (!inside) return;
        inside = false;
        const wanted = runningFrom(0) > portion(clock.now()).slots;
        queue.running--;
        ends.delete(end);
        drain();
        if (wanted || lacksBlock()) member?.wake();
      };
      next!.settle({ leave });
    }
  };

  const counts = (of: (queue: Queue) => number): ByLane => queues.map(of);
  let told: ByLane = lanes.map(() => 0);
  const use = (): Use => {
    const now = clock.now();
    const may = portion(now);
    told = counts((each) => each.waiters.length);
    const peak = counts((each) => each.peak);
    for (const each of queues) each.peak = each.running + each.waiters.length;
    return {
      at: now,
      slots: Math.max(may.slots, runningFrom(0)),
      perSecond: second ? Math.max(may.perSecond, second.used(now)) : 0,
      perMinute: minute ? Math.max(may.perMinute, minute.used(now)) : 0,
      usedSecond: second?.used(now) ?? 0,
      usedMinute: minute?.used(now) ?? 0,
      spent,
      left: Math.max(0, left),
      running: counts((each) => each.running),
      waiting: told,
      peak,
      busyMs: Math.max(0, ...[...ends].map(({ at }) => at - now)),
    };
  };
  const take = (given: Share): void => {
    share = given;
    spentAtShare = spent;
    left = Math.max(0, left) + given.more;
    if (given.pausedMs > 0) pausedUntil = Math.max(pausedUntil, clock.now() + given.pausedMs);
    drain();
    if (lateComer()) member?.wake();
  };
  /** Somebody waits in a lane that was told to have nobody waiting. */
  const lateComer = (): boolean => queues.some((each, rank) => each.waiters.length > 0 && told[rank] === 0);
  const member = join?.({ limits, use, take });

  return {
    enter: (lane, deadlineAt, signal) => {
      const queue = queues[lanes.indexOf(lane)]!;
      const now = clock.now();
      // What others leave of a shared rate may come before what is here has grown again.
      const at = join ? Math.max(now, pausedUntil) : allowedAt(queue, now);
      if (signal.aborted || at > deadlineAt) return Promise.resolve({ retryAfterMs: at - now, why: 'limit' });
      if (queue.waiters.length >= maxQueued)
        return Promise.resolve({ retryAfterMs: Math.max(1_000, at - now), why: 'queue' });
      return new Promise((resolve) => {
        const abandon = (): void => {
          const place = queue.waiters.indexOf(waiter);
          if (place < 0) return;
          queue.waiters.splice(place, 1);
          const then = clock.now();
          resolve({ retryAfterMs: Math.max(0, allowedAt(queue, then) - then), why: 'limit' });
        };
        const waiter: Waiter = {
          lastsMs: Math.min(deadlineAt - now, longestMs),
          settle: (entry) => {
            signal.removeEventListener('abort', abandon);
            resolve(entry);
          },
        };
        signal.addEventListener('abort', abandon, { once: true });
        queue.waiters.push(waiter);
        queue.peak = Math.max(queue.peak, queue.running + queue.waiters.length);
        drain();
        if (member && queue.waiters.length > 0 && (lateComer() || portion(now).slots === 0 || lacksBlock()))
          member.wake();
      });
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms);
      member?.pause(ms);
    },
    throttled: () => member?.throttled(),
    close: async () => member?.leave(),
    get shared() {
      const { runningByAll } = share ?? {};
      return runningByAll
        ? lanes.map((lane, rank) => ({ lane, used: runningByAll[rank]!, limit: whole.lanes[rank]! }))
        : null;
    },
    get inFlight() {
      return runningFrom(0);
    },
    get pausedMs() {
      return Math.max(0, pausedUntil - clock.now());
    },
    get spentToday() {
      return spentNow(clock.now());
    },
    get budgetFreesAt() {
      return freesAt(clock.now());
    },
  };
}

function windowOf(limit: number, spanMs: number): Window {
  return createWindow(unitsOf(limit), limit >= 1 ? spanMs : Math.ceil(spanMs / limit));
}
