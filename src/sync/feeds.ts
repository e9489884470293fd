import type { Kind } from '../canonical/kind.ts';
import type { Source } from '../sources/source.ts';
import { declareFeeds, type Feed } from '../store/feed.ts';
import type { Leadership } from '../store/lead.ts';
import { createWaker } from '../waker.ts';
import { batchFeed, type Schedule, scheduleOf } from './feed-batch.ts';
import type { FeedContext, FeedDeps } from './feed-loop.ts';
import { pollFeed } from './feed-poll.ts';
import { pushFeed } from './feed-push.ts';
import { createQueue } from './queue.ts';

export interface FeedsDeps extends FeedDeps {
  readonly sources: readonly Source[];
  readonly leadership: Leadership;
}

/** Kinds that seldom change: read as a whole by the clock. All others are polled. */
const seldom: ReadonlySet<Kind> = new Set(['User', 'Product', 'Price', 'LegalEntity', 'AccountingPeriod']);

type Plan = Pick<Feed, 'name' | 'mode' | 'kind' | 'state'>;

/**
 * The ways by which changes of a source come, beside what the source sends: a reading by the clock for each kind that seldom changes, a
 * poll for each other one; and a seldom reading of the latter too, because some vendors never tell what they deleted.
 */
function feedsOf(source: Pick<Source, 'kinds' | 'push' | 'webhook'>): readonly Plan[] {
  const byKind = source.kinds.flatMap((kind): Plan[] => {
    const feed = (name: string, mode: Plan['mode']): Plan => ({
      name: `${name}:${kind}`,
      mode,
      kind,
      state: 'PAUSED',
    });
    return seldom.has(kind) ? [feed('batch', 'BATCH')] : [feed('poll', 'POLL'), feed('whole', 'BATCH')];
  });
  return [
    ...byKind,
    ...(source.push ? [{ name: 'push', mode: 'PUSH', kind: null, state: 'PAUSED' } as const] : []),
    // The inbox serves it on every node; there is nothing to lead.
    ...(source.webhook ? [{ name: 'webhook', mode: 'PUSH', kind: null, state: 'LIVE' } as const] : []),
  ];
}

/** When a feed of a kind by the clock runs. */
type Schedules = (kind: Kind) => Schedule;

/**
 * Runs the feeds of every source, each source's on one node of all that share the database. Throws INVALID_INPUT for a schedule that
 * cannot be read. Closing waits until what is under way has ended.
 */
export function createFeeds(deps: FeedsDeps): { close(): Promise<void> } {
  const { batchSchedule, wholeSchedule, timeZone } = deps.feeds;
  const batch = scheduleOf(batchSchedule, timeZone);
  const whole = scheduleOf(wholeSchedule, timeZone);
  const schedules: Schedules = (kind) => (seldom.has(kind) ? batch : whole);
  const ends = deps.sources.map((source) =>
    deps.leadership.lead(`feeds:${source.instance}`, (signal) => runFeeds(deps, source, schedules, signal)),
  );
  return {
    async close() {
      await Promise.all(ends.map((end) => end()));
    },
  };
}

async function runFeeds(
  deps: FeedDeps,
  source: Source,
  schedules: Schedules,
  signal: AbortSignal,
): Promise<void> {
  const plans = feedsOf(source);
  await deps.database.transaction((db) => declareFeeds(db, source.instance, plans));
  const wakers = new Map(plans.map((plan) => [plan.name, createWaker()]));
  const wake = (kinds: readonly Kind[]): void => {
    for (const { name, kind } of plans) if (kind && kinds.includes(kind)) wakers.get(name)!.wake();
  };
  const inTurn = createQueue();
  const unpolled = source.kinds.filter((kind) => seldom.has(kind));
  await Promise.all(
    plans.map(async ({ name, mode, kind }) => {
      const context: FeedContext = { deps, source, name, signal, waker: wakers.get(name)!, inTurn, wake };
      if (kind) await (mode === 'POLL' ? pollFeed(context, kind) : batchFeed(context, kind, schedules(kind)));
      if (name === 'push' && source.push) await pushFeed(context, source.push.bind(source), unpolled);
    }),
  );
}
