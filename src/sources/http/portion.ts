import { lanes } from '../../canonical/run.ts';
import type { AccountLimits, ByLane, Share } from '../allowance.ts';

/** How many slots each lane and those below it may have: slow writes of standard runs do not take every slot, bulk work even fewer. */
export const lanesOf = (slots: number): ByLane =>
  shares.map((share) => (slots === 0 ? 0 : Math.max(1, Math.floor(slots * share))));
const shares: ByLane = [1, 1, 0.9, 0.75];

/** A limit below one in its span is one call in a longer span; a very large one is none that a ring must remember. */
export const unitsOf = (limit: number): number => (limit >= 1 ? Math.min(Math.floor(limit), 100_000) : 1);

/** What may be used of an account at an instant. */
export interface Portion {
  readonly slots: number;
  readonly lanes: ByLane;
  readonly perSecond: number;
  readonly perMinute: number;
}

const nothing: Portion = { slots: 0, lanes: lanes.map(() => 0), perSecond: 0, perMinute: 0 };

/** Without a store this process is all there is. */
export function wholeOf({ concurrency, perSecond = 1, perMinute = 1 }: AccountLimits): Portion {
  return {
    slots: concurrency,
    lanes: lanesOf(concurrency),
    perSecond: unitsOf(perSecond),
    perMinute: unitsOf(perMinute),
  };
}

/** The least: one call at a time, at a tenth of the rate. */
export function leastOf({ perSecond = 1, perMinute = 1 }: AccountLimits): Portion {
  const tenth = (limit: number): number => Math.max(1, Math.floor(unitsOf(limit) / 10));
  return { slots: 1, lanes: lanesOf(1), perSecond: tenth(perSecond), perMinute: tenth(perMinute) };
}

/** What a share comes to at an instant; none before the first one. */
export function portionAt(share: Share | undefined, least: Portion, now: number): Portion {
  if (share === undefined) return nothing;
  if (now < share.until) return share;
  return now < share.keepsUntil ? least : nothing;
}
