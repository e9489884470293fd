import type { Queryable } from '../../src/store/database.ts';

/** How much waits in the inbox. */
export interface InboxDepth {
  /** The feeds of which something waits. */
  readonly feeds: readonly {
    readonly instance: string;
    readonly feed: string;
    readonly pending: number;
    /** When the oldest that waits was received, ISO 8601. */
    readonly oldestAt: string;
  }[];
  /** Open dead letters. */
  readonly deadLetters: number;
}

/** How much waits in the inbox, and how many dead letters are open. */
export async function inboxDepth(db: Queryable): Promise<InboxDepth> {
  const [feeds, letters] = await Promise.all([
    db.query<InboxDepth['feeds'][number]>({
      name: 'inbox-depth',
      text: `select instance, feed, count(*)::int as pending, min(received_at) as "oldestAt" from inbox where state = 'PENDING'
             group by instance, feed order by instance, feed`,
    }),
    db.query<{ count: number }>({
      name: 'inbox-dead-letters',
      text: 'select count(*)::int as count from dead_letter where resolved_at is null',
    }),
  ]);
  return { feeds: feeds.rows, deadLetters: letters.rows[0]!.count };
}
