import pg from 'pg';

/** Anything that runs SQL: the pool, or the client of a transaction. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

export interface Database extends Queryable {
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it throws. */
  transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  readonly url: string;
  close(): Promise<void>;
}

const iso = (text: string): string => new Date(text).toISOString();

/** How values of PostgreSQL come out: instants as ISO 8601 UTC, dates and numerics as text, never as a Date or a float. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === pg.types.builtins.TIMESTAMPTZ) return iso as never;
    if (oid === pg.types.builtins.DATE || oid === pg.types.builtins.NUMERIC) return String as never;
    return pg.types.getTypeParser(oid, format);
  },
};

/** A pool of connections to the hub's database. `max` bounds how many are open at once. */
export function openDatabase(url: string, max = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max, types, options: '-c jit=off' });
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    url,
    query: pool.query.bind(pool),
    async transaction(work) {
      const client = await pool.connect();
      let failed: unknown;
      try {
        await client.query('begin');
        const result = await work(client);
        await client.query('commit');
        return result;
      } catch (error) {
        failed = error;
        await client.query('rollback').catch(() => {});
        throw error;
      } finally {
        // A client whose transaction failed may hold a broken connection: let the pool make a new one.
        client.release(failed instanceof Error && !('code' in failed) ? failed : undefined);
      }
    },
    close: () => pool.end(),
  };
}
