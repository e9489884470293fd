import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const againMs = 100;

/**
 * Does `work` while no other process does the same under this name on this database; waits until it may. The lock is the session's: neither
 * whoever has it nor whoever waits is in a transaction or in a statement meanwhile, which would keep up whoever builds an index concurrently.
 */
export async function alone<T>(databaseUrl: string, name: string, work: () => Promise<T>): Promise<T> {
  const session = new pg.Client({ connectionString: databaseUrl });
  await session.connect();
  // A connection that dies says so by an event; the lock is then free, and the next statement tells.
  session.on('error', () => {});
  try {
    for (;;) {
      const { rows } = await session.query<{ got: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
        [name],
      );
      if (rows[0]?.got) return await work();
      await sleep(againMs);
    }
  } finally {
    await session.end();
  }
}
