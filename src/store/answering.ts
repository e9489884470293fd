import pg from 'pg';

/** How long the database may take to be connected to, and to answer; and how long what it did is good for. */
const boundMs = 1000;
const keepMs = 1000;

export interface Answering {
  /** Whether the database answers: within two seconds, and asked at most once a second however often this is called. */
  now(): Promise<boolean>;
  close(): Promise<void>;
}

/** Asks a database whether it answers, over a connection of its own, so that a busy hub is not taken for a dead database. */
export function createAnswering(url: string): Answering {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: boundMs,
    query_timeout: boundMs,
  });
  // A connection that dies while nothing is asked is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  let known: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    try {
      await pool.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      setTimeout(() => (known = undefined), keepMs).unref();
    }
  };
  return { now: () => (known ??= ask()), close: () => pool.end() };
}
