import { Problem } from '../canonical/problem.ts';
import type { Kind } from '../canonical/kind.ts';
import { type Feed, readFeed, writeFeed } from '../store/feed.ts';
import { coveredSince, forgetReading } from '../store/reading.ts';
import { takeChanges } from './changes.ts';
import { type FeedContext, pausedMs, steadily, succeeded } from './feed-loop.ts';
import { readKind } from './reading.ts';

/**
 * Polls one kind until the signal aborts. The cursor lives in the feed's row, so whoever leads next goes on from it. A kind that was
 * never imported is waited for; when the source no longer knows the cursor, or a demand came, the kind is read anew as a whole and
 * polls go on from where that reading began.
 */
export async function pollFeed(context: FeedContext, kind: Kind): Promise<void> {
  const { deps, source, name, signal } = context;
  const { database, feeds } = deps;
  const { instance } = source;

  /** The feed with a cursor to poll from; undefined when there is nothing to poll, or somebody else moved it. */
  async function ready(feed: Feed): Promise<Feed | undefined> {
    if (feed.state === 'RESYNCING') return readAnew(feed);
    if (feed.cursor !== null) return feed;
    const since = await coveredSince(database, instance, kind);
    if (since === null) return undefined;
    const cursor = source.changesFrom(kind, since);
    return writeFeed(database, feed, { state: 'CATCHING_UP', cursor, positionAt: since });
  }

  async function readAnew(feed: Feed): Promise<Feed | undefined> {
    // Until then nothing of the kind is polled.
    const urgent = true;
    const { startedAt, changed } = await context.inTurn(
      () => readKind(deps, source, kind, { feed: name, signal }),
      urgent,
    );
    return writeFeed(database, feed, {
      ...succeeded(),
      state: 'CATCHING_UP',
      cursor: source.changesFrom(kind, startedAt),
      positionAt: startedAt,
      ...(changed > 0 && { lastChangeAt: new Date().toISOString() }),
    });
  }

  async function poll(feed: Feed): Promise<void> {
    for (let current: Feed | undefined = feed, more = true; current && more;) {
      const before: Feed = current;
      current = undefined;
      const taken = await takeChanges(deps, source, kind, before.cursor!, {
        feed: name,
        signal,
        save: async (db, { cursor, position, more: unfinished, changed }) => {
          current = await writeFeed(db, before, {
            ...succeeded(),
            state: unfinished ? 'CATCHING_UP' : 'LIVE',
            cursor,
            positionAt: position,
            ...(changed > 0 && { lastChangeAt: new Date().toISOString() }),
          });
        },
      });
      more = taken.more;
    }
  }

  await steadily(context, async () => {
    const feed = await readFeed(database, instance, name);
    const polled = feed && (await ready(feed));
    if (!polled) return feed?.state === 'PAUSED' ? Math.min(pausedMs, feeds.pollEveryMs) : feeds.retryAfterMs;
    try {
      await poll(polled);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'CURSOR_EXPIRED')) throw error;
      await database.transaction(async (db) => {
        const now = await readFeed(db, instance, name);
        const expired =
          now &&
          (await writeFeed(db, now, { state: 'RESYNCING', errorCode: error.code, error: error.message }));
        if (expired) await forgetReading(db, instance, kind);
      });
      return 0;
    }
    // Feeds that began together drift apart, so that a source is not asked everything at once.
    return feeds.pollEveryMs * (0.9 + Math.random() / 5);
  });
}
