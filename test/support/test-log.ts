import type { CanonicalEvent, Positioned } from '../../src/canonical/event.ts';
import type { EventLog } from '../../src/events/event-log.ts';
import type { Database } from '../../src/store/database.ts';
import { appendEvents, eventsAfter, givePositions, readHead } from '../../src/store/event.ts';
import { openEvents } from '../../src/store/sealed.ts';

/** The log of a database without a broker: it moves when a test says so. */
export interface TestLog extends EventLog {
  /** Gives positions to all events that wait for one and hands them on. */
  advance(): Promise<readonly Positioned[]>;
  /** Writes events and advances. */
  append(...events: CanonicalEvent[]): Promise<readonly Positioned[]>;
  /** How many follow it. */
  followers(): number;
}

/** Follows a database from where its log stands. */
export function createTestLog(database: Database): TestLog {
  const followers = new Set<(event: Positioned) => void>();
  let position = 0;
  const advance = async (): Promise<readonly Positioned[]> => {
    const given: Positioned[] = [];
    for (;;) {
      const events = await database.transaction((db) => givePositions(db, 500));
      if (events.length === 0) return given;
      for (const event of events) {
        position = event.position;
        for (const follower of Array.from(followers)) follower(event);
      }
      given.push(...events);
    }
  };
  return {
    ready: readHead(database).then((head) => {
      position = Math.max(position, head.position);
    }),
    position: () => position,
    verifiedAt: () => Date.now(),
    follow(follower) {
      followers.add(follower);
      return () => void followers.delete(follower);
    },
    read: async (after, limit) => openEvents(database, await eventsAfter(database, after, limit)),
    oldest: async () => (await readHead(database)).oldest,
    advance,
    async append(...events) {
      await database.transaction((db) => appendEvents(db, events));
      return advance();
    },
    followers: () => followers.size,
  };
}
