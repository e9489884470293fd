import { ulid } from './canonical/id.ts';
import type { Allowance, Member, Spender, Use } from './sources/allowance.ts';
import { unitsOf } from './sources/http/portion.ts';
import type { SourceConfig } from './sources/source.ts';
import { keeperMs, leaseMs, renewShare, returnShare, type Ask } from './store/allowance.ts';
import { type AllowanceSession, openAllowanceSession } from './store/allowance-session.ts';

/** How often a share that is used is renewed. */
const renewMs = 1_000;
/** Wakes that come closer than this are one. */
const gapMs = 10;
/** Whoever called nothing for so long gives its share back, and asks the database nothing more. */
const idleMs = 15_000;
/** After an absence of the database: how long the silence of others is not taken for their end. */
const patientMs = 3_000;
/** How often a database that does not answer is asked again. */
const againMs = 500;

export interface Allowances extends Allowance {
  /** Gives everything back. Members that are woken later have nothing. */
  close(): Promise<void>;
}

/** What sources of one tenant may use of their accounts, held in its database; every process of the tenant must open it. */
export function openAllowances(
  databaseUrl: string,
  onTrouble: (message: string, detail: object) => void = () => {},
): Allowances {
  const holder = ulid();
  const seats = new Map<string, Seat>();
  const session = openAllowanceSession(databaseUrl, (account) => seats.get(account)?.hear());
  return {
    join: (account, spender) => {
      const seat = takeSeat({ account, holder, spender, session, onTrouble });
      seats.set(account, seat);
      return seat;
    },
    async close() {
      await Promise.all([...seats.values()].map((seat) => seat.leave()));
      await session.close();
    },
  };
}

/** The same source with its limits divided. Its credentials may change, so they are still read where they are used. */
export function sharing(config: SourceConfig, allowance: Allowance): SourceConfig {
  const { allowance: _, ...own } = Object.getOwnPropertyDescriptors(config);
  return Object.defineProperties(
    {},
    {
      ...own,
      allowance: { value: allowance, enumerable: true },
    },
  ) as SourceConfig;
}

interface Seat extends Member {
  /** Somebody else needs, or has given back, something of the account. */
  hear(): void;
}

interface SeatParts {
  readonly account: string;
  readonly holder: string;
  readonly spender: Spender;
  readonly session: AllowanceSession;
  readonly onTrouble: (message: string, detail: object) => void;
}

/** One account's place of this process: says what it uses, hears what it may use. */
function takeSeat({ account, holder, spender, session, onTrouble }: SeatParts): Seat {
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Infinity;
  let telling: Promise<void> | undefined;
  let told = 0;
  let pauseMs = 0;
  let throttled = false;
  /** By this process's clock: the last word of the database, and since when it answers again. */
  let answeredAt = 0;
  let patientUntil = 0;
  let failed = false;
  let usedAt = 0;
  let left = false;
  let toldAt = 0;

  const lately = createLately();

  const askOf = (use: Use): Ask => {
    const { limits } = spender;
    const { concurrency, perSecond = 1, perMinute = 1, perDay = null } = limits;
    const span = (limit: number, ms: number): number => (limit >= 1 ? ms : Math.ceil(ms / limit));
    return {
      account,
      holder,
      concurrency,
      secondMs: span(perSecond, 1_000),
      minuteMs: span(perMinute, 60_000),
      perDay,
      ...use,
      perSecond: limits.perSecond === undefined ? null : unitsOf(perSecond),
      perMinute: limits.perMinute === undefined ? null : unitsOf(perMinute),
      usingSecond: use.perSecond,
      usingMinute: use.perMinute,
      spent: use.spent - told,
      pauseMs,
      throttled,
      patient: use.at < patientUntil,
      wanted: lately(use),
    };
  };

  const tell = async (): Promise<void> => {
    const use = spender.use();
    const { at } = use;
    toldAt = at;
    const busy = [...use.running, ...use.waiting].some((count) => count > 0);
    if (busy || use.spent > told) usedAt = at;
    if (at - usedAt > idleMs) return giveBack();
    if (failed && at - answeredAt > leaseMs) patientUntil = at + patientMs;
    const ask = askOf(use);
    pauseMs = 0;
    throttled = false;
    try {
      const { freesInMs, over, keeper, ...share } = await session.run((tx) => renewShare(tx, ask));
      failed = false;
      told = use.spent;
      answeredAt = at;
      spender.take({
        ...share,
        budgetFreesAt: Date.now() + freesInMs,
        until: at + leaseMs,
        keepsUntil: keeper ? at + keeperMs : 0,
      });
      plan(over && use.slots > total(use.running) ? gapMs : renewMs);
    } catch (error) {
      pauseMs = Math.max(pauseMs, ask.pauseMs);
      throttled ||= ask.throttled;
      if (!failed) onTrouble('the shares of a vendor account cannot be renewed', { account, error });
      failed = true;
      plan(againMs);
    }
  };

  const giveBack = async (): Promise<void> => {
    if (answeredAt === 0) return;
    // Nobody hears it; the share runs out by itself.
    if (failed) return;
    const use = spender.use();
    answeredAt = 0;
    // Nothing may begin before the next share; whoever comes meanwhile asks for one.
    spender.take({ ...nothing, budgetFreesAt: 0 });
    try {
      await session.run((tx) => returnShare(tx, askOf(use)));
      told = use.spent;
    } catch {
      // It runs out by itself.
    }
  };

  const soon = (): number => Math.max(0, Math.min(gapMs, toldAt + gapMs - Date.now()));
  const plan = (inMs: number): void => {
    const at = Date.now() + inMs;
    if (left || at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(() => {
      dueAt = Infinity;
      if (telling) return plan(gapMs);
      telling = tell().finally(() => (telling = undefined));
    }, inMs);
    timer.unref();
  };

  return {
    wake: () => plan(failed ? againMs : soon()),
    hear: () => {
      if (answeredAt > 0) plan(soon());
    },
    pause: (ms) => {
      pauseMs = Math.max(pauseMs, ms);
      plan(0);
    },
    throttled: () => {
      throttled = true;
      plan(0);
    },
    async leave() {
      if (left) return;
      left = true;
      clearTimeout(timer);
      await telling;
      await giveBack();
    },
  };
}

/** What is wanted, and one of each lane in which there was a call in the last seconds: whoever calls now and then need not ask each time. */
function createLately(): (use: Use) => readonly number[] {
  let [current, before]: [readonly number[], readonly number[]] = [[], []];
  let since = 0;
  const larger = (a: readonly number[], b: readonly number[]): number[] =>
    b.map((figure, rank) => Math.max(figure, a[rank] ?? 0));
  return ({ at, running, waiting, peak }) => {
    if (at - since > latelyMs) {
      before = at - since > 2 * latelyMs ? [] : current;
      current = [];
      since = at;
    }
    current = larger(
      current,
      peak.map((most) => Math.min(1, most)),
    );
    return larger(
      larger(before, current),
      running.map((count, rank) => count + waiting[rank]!),
    );
  };
}
const latelyMs = 3_000;

const total = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

const nothing = {
  slots: 0,
  lanes: [0, 0, 0, 0],
  perSecond: 0,
  perMinute: 0,
  fuller: false,
  more: 0,
  spentByAll: 0,
  pausedMs: 0,
  runningByAll: [0, 0, 0, 0],
  until: 0,
  keepsUntil: 0,
};
