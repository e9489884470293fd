import pg from 'pg';
import type { Queryable } from './database.ts';

/** Whose copy changed: customers (everything of theirs), single records without a customer, or so much that all must be read anew. */
export interface Notice {
  readonly customers: readonly string[];
  readonly records: readonly string[];
  readonly all?: boolean;
}

const channel = 'isthmus_changed';
/** PostgreSQL refuses payloads of 8000 bytes and more; an id is 30 bytes. */
const idsPerNotice = 200;

/** Tells every process, when the transaction commits, which memory of theirs is out of date. */
export async function notify(db: Queryable, notice: Notice): Promise<void> {
  const send = (payload: Notice) => db.query('select pg_notify($1, $2)', [channel, JSON.stringify(payload)]);
  const { customers, records } = notice;
  if (notice.all || customers.length + records.length > 20 * idsPerNotice) {
    await send({ customers: [], records: [], all: true });
    return;
  }
  for (let i = 0; i < customers.length; i += idsPerNotice)
    await send({ customers: customers.slice(i, i + idsPerNotice), records: [] });
  for (let i = 0; i < records.length; i += idsPerNotice)
    await send({ customers: [], records: records.slice(i, i + idsPerNotice) });
}

export interface NoticeListener {
  close(): Promise<void>;
}

/**
 * Hears the notices of every process, in commit order. While the connection is down nothing can be heard: `onGap` is called when it
 * breaks, `onReady` when it listens again, so that a memory kept coherent by notices is not trusted in between.
 */
export function listen(
  url: string,
  handlers: {
    readonly onNotice: (notice: Notice) => void;
    readonly onGap: () => void;
    readonly onReady: () => void;
  },
): NoticeListener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url });
    client = next;
    const lost = (): void => {
      if (closed || client !== next) return;
      client = undefined;
      handlers.onGap();
      void next.end().catch(() => {});
      timer = setTimeout(() => void connect(), 250);
    };
    next.on('error', lost);
    next.on('end', lost);
    next.on('notification', (message) => handlers.onNotice(JSON.parse(message.payload ?? '{}') as Notice));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      if (client === next) handlers.onReady();
    } catch {
      lost();
    }
  };
  void connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
