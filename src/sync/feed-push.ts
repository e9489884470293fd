import { ulid } from '../canonical/id.ts';
import type { Kind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { Hint, Pushed, Source } from '../sources/source.ts';
import { demandReading, type Feed, readFeed, writeFeed } from '../store/feed.ts';
import { coveredKinds } from '../store/reading.ts';
import { type FeedContext, pausedMs, steadily, succeeded } from './feed-loop.ts';
import { accept, messagesOf } from './inbox.ts';

/** What moves the feed: what a message said, and where the stream goes on. */
type Message = Omit<Pushed, 'cursor'> & { readonly cursor: string | null };

/** Whether the inbox takes a hint. One that it does not must not stop the stream: its kind is read anew instead. */
function canBeKept(hint: Hint): boolean {
  try {
    return messagesOf({ instance: '', feed: '', hints: [hint], receivedAt: '' }).length === 1;
  } catch {
    return false;
  }
}

/** How long a stream that says nothing must stand to be live. */
const standsAfterMs = 2_000;

/**
 * Reads a source's push stream until the signal aborts. A message is in the inbox, and the cursor behind it, in one transaction before
 * the next one is read. Kinds of which the stream lost changes are read anew. When the source no longer has what follows the cursor
 * the stream goes on from now: polls find what it missed, and what is not polled (`unpolled`) is read anew.
 */
export async function pushFeed(
  context: FeedContext,
  push: NonNullable<Source['push']>,
  unpolled: readonly Kind[],
): Promise<void> {
  const { deps, source, name, signal } = context;
  const { database } = deps;
  const { instance } = source;

  /** The feed as connecting; undefined while nothing was imported, or when somebody else moved it. */
  async function ready(feed: Feed): Promise<Feed | undefined> {
    if (feed.state === 'PAUSED' && (await coveredKinds(database, instance)).length === 0) return undefined;
    if (feed.state !== 'LIVE' && feed.state !== 'PAUSED') return feed;
    return writeFeed(database, feed, {
      state: 'CATCHING_UP',
      positionAt: feed.positionAt ?? new Date().toISOString(),
    });
  }

  async function take(before: Feed, { cursor, ...message }: Message): Promise<Feed> {
    const receivedAt = new Date().toISOString();
    const hints = message.hints.filter(canBeKept);
    const unkept = message.hints.filter((hint) => !hints.includes(hint)).map(({ kind }) => kind);
    const expired = before.errorCode === 'CURSOR_EXPIRED' ? unpolled : [];
    const lost = [...new Set([...message.overflowed, ...unkept, ...expired])];
    const after = await database.transaction(async (db) => {
      if (hints.length > 0)
        await accept(db, { instance, feed: name, hints, receivedAt, correlationId: `cor_${ulid()}` });
      if (lost.length > 0) await demandReading(db, instance, lost, receivedAt);
      const moved = await writeFeed(db, before, {
        ...succeeded(),
        state: 'LIVE',
        cursor,
        positionAt: receivedAt,
        ...(hints.length > 0 && { lastChangeAt: receivedAt }),
      });
      if (!moved) throw new Error(`the feed ${name} of ${instance} was moved by another node`);
      return moved;
    });
    if (lost.length > 0) context.wake(lost);
    return after;
  }

  /** Reads one stream to its end; a vendor that has nothing to tell says nothing, so one that stands for a while is live. */
  async function follow(feed: Feed): Promise<void> {
    let current = feed;
    let standing: Promise<unknown> = Promise.resolve();
    const stand = async (): Promise<void> => {
      current = await take(current, { hints: [], overflowed: [], cursor: current.cursor });
    };
    const timer = setTimeout(() => {
      standing = stand().catch(() => {});
    }, standsAfterMs);
    try {
      await push({
        cursor: feed.cursor,
        signal,
        onPushed: async (pushed) => {
          clearTimeout(timer);
          await standing;
          current = await take(current, pushed);
        },
      });
    } finally {
      clearTimeout(timer);
      await standing;
    }
  }

  await steadily(
    context,
    async () => {
      const found = await readFeed(database, instance, name);
      const feed = found && (await ready(found));
      if (!feed) return pausedMs;
      try {
        await follow(feed);
      } catch (error) {
        const expired = error instanceof Problem && error.code === 'CURSOR_EXPIRED';
        if (!expired || feed.cursor === null) throw error;
        const now = await readFeed(database, instance, name);
        if (now)
          await writeFeed(database, now, {
            state: 'CATCHING_UP',
            cursor: null,
            errorCode: error.code,
            error: error.message,
          });
        return 0;
      }
      if (!signal.aborted)
        throw new Problem('SOURCE_UNAVAILABLE', `${instance} ended the stream`, { source: instance });
      return 0;
    },
    'CATCHING_UP',
  );
}
