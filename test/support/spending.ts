import { setTimeout as sleep } from 'node:timers/promises';
import { type Allowances, openAllowances } from '../../src/allowances.ts';
import type { Lane } from '../../src/canonical/run.ts';
import type { AccountLimits } from '../../src/sources/allowance.ts';
import { systemClock } from '../../src/sources/http/clock.ts';
import { createGate, type Gate } from '../../src/sources/http/gate.ts';

/** What is under way of an account, over all who spend it, and the most there ever was. */
export interface Meter {
  now: number;
  most: number;
  begun: number;
}

export const createMeter = (): Meter => ({ now: 0, most: 0, begun: 0 });

/** One who spends an account as a process of the hub does, with a session of its own. */
export interface TestSpender {
  readonly gate: Gate;
  readonly meter: Meter;
  /** Makes calls of a lane that take so long; how many were let in. */
  spend(lane: Lane, calls: number, tookMs: number, patienceMs?: number): Promise<number>;
  close(): Promise<void>;
}

/** Opens one on a database; `meter` may be shared by many. */
export function openSpender(url: string, limits: AccountLimits, meters: readonly Meter[] = []): TestSpender {
  const allowances: Allowances = openAllowances(url);
  const gate = createGate(limits, systemClock, (spender) => allowances.join('erp', spender));
  const meter = createMeter();
  const all = [meter, ...meters];
  const one = async (lane: Lane, tookMs: number, patienceMs: number): Promise<number> => {
    const entry = await gate.enter(lane, Date.now() + patienceMs, AbortSignal.timeout(patienceMs));
    if (!('leave' in entry)) return 0;
    for (const each of all) {
      each.begun++;
      each.now++;
      each.most = Math.max(each.most, each.now);
    }
    await sleep(tookMs);
    for (const each of all) each.now--;
    entry.leave();
    return 1;
  };
  return {
    gate,
    meter,
    spend: async (lane, calls, tookMs, patienceMs = 60_000) => {
      const done = await Promise.all(Array.from({ length: calls }, () => one(lane, tookMs, patienceMs)));
      return done.reduce((a, b) => a + b, 0);
    },
    close: () => allowances.close(),
  };
}
