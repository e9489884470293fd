import type { Problem } from '../canonical/problem.ts';

/** How patient the engine is. */
export interface Patience {
  /** Tries of a step before a person is told; it goes on being tried. */
  readonly triesBeforeException: number;
  /** The wait after the first failure is at most this; doubled after each further one, up to the longest. */
  readonly retryAfterMs: number;
  readonly retryAtMostMs: number;
  /** How long a vendor may go on with a call of which nothing was heard: until then "not there" is not believed. */
  readonly lookAfterMs: number;
  /** Episodes of a run that end without a word, one after the other, before it is stopped. */
  readonly crashesBeforeStop: number;
}

/** A vendor's own word on when to come back is followed up to here. */
const longestNamedMs = 3_600_000;

/**
 * How long to wait before the next try, milliseconds: anything up to a bound that doubles (full jitter, so that runs which failed together
 * do not come back together), and never before the vendor said.
 */
export function waitBefore(
  tries: number,
  problem: Problem,
  { retryAfterMs, retryAtMostMs }: Patience,
  random: () => number = Math.random,
): number {
  const bound = Math.min(retryAtMostMs, retryAfterMs * 2 ** Math.min(tries - 1, 30));
  const named = Math.min(problem.detail.retryAfterMs ?? 0, longestNamedMs);
  return Math.round(Math.max(named, random() * bound));
}
