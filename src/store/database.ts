import pg from 'pg';
import { Problem } from '../canonical/problem.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { createPersonal, type Personal } from './personal.ts';
import { recordsSpans, SpanKind, spanned } from '../telemetry/trace.ts';

/** Anything that runs SQL: the pool, or the client of a transaction. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'> & {
  /** How personal data is stored; absent on a connection that was opened without a keyring and meets none. */
  readonly personal?: Personal;
};

export interface Database extends Queryable {
  /**
   * Runs `work` in one transaction; commits when it resolves, rolls back when it throws. When the database gives it up to end a
   * deadlock, `work` is run again, so it must touch nothing else. Some connections are always left to readers.
   */
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

/**
 * A pool of connections to the hub's database. `max` bounds how many are open at once; a third of them only read. Without a keyring
 * personal data can be neither read nor written; `like` is another pool of the same database, whose keys are then those of this one too, so
 * that both forget the same.
 */
export function openDatabase(
  url: string,
  max = 10,
  keyring?: Keyring,
  like?: Pick<Queryable, 'personal'>,
): Database {
  const pool = new pg.Pool({ connectionString: url, max, types, options: '-c jit=off' });
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  pool.on('error', ignore);
  const slots = bound(Math.max(1, max - Math.ceil(max / 3)));
  const send = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  const query = async (...args: unknown[]): Promise<unknown> => {
    try {
      return await traced(send, args);
    } catch (error) {
      throw refused(error);
    }
  };
  const alone = { query: query as unknown as Database['query'] };
  const own = keyring ? { personal: createPersonal(alone, keyring) } : {};
  const personal = like?.personal ? { personal: like.personal } : own;
  return {
    url,
    ...alone,
    ...personal,
    transaction: (work) =>
      slots(async () => {
        for (let attempt = 1; ; attempt++)
          try {
            return await once(pool, personal, work);
          } catch (error) {
            if (attempt === mostAttempts || codeOf(error) !== deadlock) throw refused(error);
          }
      }),
    close: () => pool.end(),
  };
}

const ignore = (): void => {};

/** Sends a statement, inside a span that tells its name and nothing of its text or its values. */
function traced(send: (...args: unknown[]) => Promise<unknown>, args: unknown[]): Promise<unknown> {
  if (!recordsSpans()) return send(...args);
  const [given] = args;
  const { name } = (typeof given === 'object' ? given : {}) as { readonly name?: string };
  const verb = typeof given === 'string' ? /^\s*(\w+)/.exec(given)?.[1]?.toLowerCase() : undefined;
  const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': name ?? verb ?? 'statement' };
  return spanned(`sql ${attributes['db.operation.name']}`, { kind: SpanKind.CLIENT, attributes }, () =>
    send(...args),
  );
}
const mostAttempts = 5;
/** SQLSTATE deadlock_detected. */
const deadlock = '40P01';
/** SQLSTATE character_not_in_repertoire, and untranslatable_character in JSON: PostgreSQL's text holds any character but NUL. */
const unstorable: readonly (string | undefined)[] = ['22021', '22P05'];

const codeOf = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined;

function refused(error: unknown): unknown {
  if (!unstorable.includes(codeOf(error))) return error;
  return new Problem('INVALID_INPUT', 'Text must not hold the character U+0000.', { cause: error });
}

async function once<T>(
  pool: pg.Pool,
  personal: Pick<Queryable, 'personal'>,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = Object.assign(await pool.connect(), personal);
  // A connection that dies between two statements says so by an event, which would end the process if nobody listened.
  client.on('error', ignore);
  let failed: unknown;
  try {
    await client.query('begin');
    const result = await (recordsSpans() ? spanned('sql transaction', {}, () => work(client)) : work(client));
    await client.query('commit');
    return result;
  } catch (error) {
    failed = error;
    await client.query('rollback').catch(ignore);
    throw error;
  } finally {
    client.off('error', ignore);
    // A client whose transaction failed may hold a broken connection: let the pool make a new one.
    client.release(failed instanceof Error && !('code' in failed) ? failed : undefined);
  }
}

/** Lets at most `count` pieces of work run at once; the others wait in the order they came. */
function bound(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
