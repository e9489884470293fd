import { Problem } from '../canonical/problem.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Source } from '../sources/source.ts';
import { type Feed, type FeedState, readFeed, writeFeed } from '../store/feed.ts';
import type { Waker } from '../waker.ts';
import type { IngestDeps } from './ingest.ts';
import type { Queue } from './queue.ts';

/** What every feed needs of the running hub. */
export interface FeedDeps extends IngestDeps {
  readonly feeds: {
    readonly pollEveryMs: number;
    /** When kinds that seldom change are read as a whole, when all others are, and the time zone it is meant in: cron expressions. */
    readonly batchSchedule: string;
    readonly wholeSchedule: string;
    readonly timeZone: string;
    /** The wait after the first failure; doubled after each further one, at most 64 times as long or as long as between polls. */
    readonly retryAfterMs: number;
  };
  /** Hears of each failure; the feed goes on by itself. */
  readonly onFailure?: (failure: { instance: string; feed: string; error: unknown }) => void;
}

/** One feed at work, while this process leads the feeds of its source. */
export interface FeedContext {
  readonly deps: FeedDeps;
  readonly source: Source;
  readonly name: string;
  readonly signal: AbortSignal;
  /** Ends the rest of this feed. */
  readonly waker: Waker;
  /** Lets one reading of a whole kind run at a time for this source; one that is urgent goes before those that are not. */
  readonly inTurn: Queue;
  /** Ends the rest of the feeds of these kinds. */
  readonly wake: (kinds: readonly Kind[]) => void;
}

/** How soon a paused feed looks again whether its kind has been imported. */
export const pausedMs = 2_000;
const failuresUntilFailed = 3;
/** At most 64 times the first wait. */
const longestDoubling = 6;

/** Repeats `round`, which tells how many milliseconds to rest after it, until the signal aborts. A failure is noted and waited out. */
export async function steadily(
  context: FeedContext,
  round: () => Promise<number>,
  whileFailing?: FeedState,
): Promise<void> {
  const { signal, waker } = context;
  for (let failures = 0; !signal.aborted;) {
    let restMs: number;
    try {
      restMs = await round();
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      restMs = await noteFailure(context, error, ++failures, whileFailing);
    }
    await waker.wait(restMs, signal);
  }
}

/** Notes a failure in the feed's row, as far as the database answers; returns how long to wait. `inARow` counts it where the row cannot. */
async function noteFailure(
  { deps, source, name }: FeedContext,
  error: unknown,
  inARow: number,
  whileFailing?: FeedState,
): Promise<number> {
  const { instance } = source;
  const { pollEveryMs, retryAfterMs } = deps.feeds;
  const problem = error instanceof Problem ? error : null;
  deps.onFailure?.({ instance, feed: name, error });
  let failures = inARow;
  try {
    const feed = await readFeed(deps.database, instance, name);
    if (feed) {
      // To be asked to wait is no failure.
      failures = feed.failures + (problem?.code === 'RATE_LIMITED' ? 0 : 1);
      const state = failures >= failuresUntilFailed ? 'FAILED' : (whileFailing ?? feed.state);
      await writeFeed(deps.database, feed, {
        // A reading that was demanded stays demanded.
        state: feed.state === 'RESYNCING' ? feed.state : state,
        positionAt:
          feed.mode === 'PUSH' && feed.state === 'LIVE' ? new Date().toISOString() : feed.positionAt,
        failures,
        errorCode: problem?.code ?? 'INTERNAL',
        error: problem?.message ?? 'A fault of the hub; its log says more.',
      });
    }
  } catch {
    // The database does not answer either: the wait is what matters.
  }
  const doubled = retryAfterMs * 2 ** Math.min(longestDoubling, Math.max(0, failures - 1));
  // A source that is well again must not be left alone for longer than one that never failed.
  return Math.max(Math.min(doubled, Math.max(pollEveryMs, retryAfterMs)), problem?.detail.retryAfterMs ?? 0);
}

/** What a feed's row says after a success. */
export const succeeded = (): Pick<Feed, 'failures' | 'error' | 'errorCode' | 'lastSuccessAt'> => ({
  failures: 0,
  error: null,
  errorCode: null,
  lastSuccessAt: new Date().toISOString(),
});
