import { Cron } from 'croner';
import type { Kind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import { type Feed, readFeed, writeFeed } from '../store/feed.ts';
import { coveredSince, forgetReading } from '../store/reading.ts';
import { type FeedContext, pausedMs, steadily, succeeded } from './feed-loop.ts';
import { readKind } from './reading.ts';

/** Tells when a schedule comes round next after an instant (milliseconds since the epoch); ISO 8601, null for never again. */
export type Schedule = (after: number) => string | null;

/** A schedule from a cron expression in a time zone. Throws INVALID_INPUT when either cannot be read. */
export function scheduleOf(expression: string, timeZone: string): Schedule {
  try {
    const cron = new Cron(expression, { timezone: timeZone, paused: true });
    const schedule: Schedule = (after) => cron.nextRun(new Date(after))?.toISOString() ?? null;
    schedule(Date.now());
    return schedule;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'it cannot be read';
    throw new Problem('INVALID_INPUT', `The schedule ${expression} in ${timeZone} is wrong: ${why}`, {
      cause,
    });
  }
}

/** A timer cannot wait for months, and the clock may be set meanwhile. */
const longestRestMs = 60_000;

/**
 * Reads one kind anew as a whole by the clock, in the bulk lane, until the signal aborts. When it runs next is kept in the feed's row: a
 * restart neither runs it early nor skips it, and one that was missed is made up for once.
 */
export async function batchFeed(context: FeedContext, kind: Kind, schedule: Schedule): Promise<void> {
  const { deps, source, name, signal } = context;
  const { database } = deps;
  const { instance } = source;
  let planned = false;

  /** The feed with its next run set; undefined for a kind that was never imported. */
  async function plan(feed: Feed, now: number): Promise<Feed | undefined> {
    const known = feed.state === 'PAUSED' ? await coveredSince(database, instance, kind) : feed.positionAt;
    if (feed.state === 'PAUSED' && known === null) return undefined;
    const due = feed.nextRunAt !== null && Date.parse(feed.nextRunAt) <= now;
    // The schedule may have been changed since it was planned.
    const nextRunAt = due || (planned && feed.nextRunAt !== null) ? feed.nextRunAt : schedule(now);
    planned = true;
    const state = feed.state === 'PAUSED' ? 'LIVE' : feed.state;
    if (state === feed.state && nextRunAt === feed.nextRunAt) return feed;
    return writeFeed(database, feed, { state, nextRunAt, positionAt: known });
  }

  async function run(): Promise<void> {
    const { startedAt, changed } = await context.inTurn(() =>
      readKind(deps, source, kind, { feed: name, signal }),
    );
    for (;;) {
      // A demand may have come meanwhile: then it runs once more.
      const feed = await readFeed(database, instance, name);
      if (!feed) return;
      const done = await writeFeed(database, feed, {
        ...succeeded(),
        state: 'LIVE',
        positionAt: startedAt,
        ...(changed > 0 && { lastChangeAt: new Date().toISOString() }),
      });
      if (done) return;
    }
  }

  await steadily(context, async () => {
    const now = Date.now();
    const found = await readFeed(database, instance, name);
    const feed = found && (await plan(found, now));
    if (!feed) return pausedMs;
    if (feed.state === 'RESYNCING') {
      await run();
      return 0;
    }
    if (feed.nextRunAt === null) return longestRestMs;
    const inMs = Date.parse(feed.nextRunAt) - now;
    if (inMs > 0) return Math.min(inMs, longestRestMs);
    await database.transaction(async (db) => {
      const begun = await writeFeed(db, feed, { state: 'RESYNCING', nextRunAt: schedule(now) });
      if (begun) await forgetReading(db, instance, kind);
    });
    return 0;
  });
}
