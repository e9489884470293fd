import pg from 'pg';
import { allowanceChannel } from './allowance.ts';
import type { Queryable } from './database.ts';

/** The one connection by which a process speaks of its shares; that it stands is how others know that the process lives. */
export interface AllowanceSession {
  /**
   * Runs `work` in one transaction, one after the other; connects first where that is needed. Throws when the database does not answer
   * within two seconds: what was asked may then have been done.
   */
  run<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Line {
  readonly client: pg.Client;
  /** Ends it without a word. */
  readonly lose: () => void;
}

const answerMs = 2_000;

/** A session that hears of accounts of which somebody needs or has given back something. Idle until it is first used. */
export function openAllowanceSession(url: string, onHeard: (account: string) => void): AllowanceSession {
  let line: Promise<Line> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  const connect = (): Promise<Line> => {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
      // A share that is lost with a crash of the database is told again within a second.
      options: `-c synchronous_commit=off -c jit=off -c lock_timeout=${answerMs} -c idle_in_transaction_session_timeout=${2 * answerMs}`,
    });
    const lose = (): void => {
      if (line === mine) line = undefined;
      // Nobody may be there to say goodbye to.
      client.connection.stream.destroy();
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ payload = '' }) => onHeard(payload));
    const open = async (): Promise<Line> => {
      try {
        await client.connect();
        await client.query(`listen ${allowanceChannel}`);
        return { client, lose };
      } catch (error) {
        lose();
        throw error;
      }
    };
    const mine = open();
    return mine;
  };

  const transact = async <T>(work: (tx: Queryable) => Promise<T>): Promise<T> => {
    if (closed) throw new Error('the session is closed');
    line ??= connect();
    const { client, lose } = await line;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      // What an unanswered statement did is not known, and it may still be doing it: only the end of the session ends it.
      lose();
      throw error;
    }
  };

  return {
    run: (work) => {
      const turn = last.then(() => transact(work));
      last = turn.catch(() => {});
      return turn;
    },
    async close() {
      await last;
      closed = true;
      const open = await line?.catch(() => undefined);
      line = undefined;
      await open?.client.end().catch(() => {});
    },
  };
}
