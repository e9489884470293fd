import type { Queryable } from './database.ts';
import { hear, type Listener } from './hear.ts';

/** Whose copy changed: customers (everything of theirs), single records without a customer, or so much that all must be read anew. */
export interface Notice {
  readonly customers: readonly string[];
  readonly records: readonly string[];
  readonly all?: boolean;
  /** Customers of whom a list was confirmed unchanged: only its age is new. */
  readonly confirmed?: readonly string[];
  /** People who were erased: their keys must be forgotten. */
  readonly erased?: readonly string[];
}

/** The channel of the notices. */
export const channel = 'isthmus_changed';
/** PostgreSQL refuses payloads of 8000 bytes and more; an id is 30 bytes. */
const idsPerNotice = 200;

/** Tells every process, when the transaction commits, which memory of theirs is out of date. */
export async function notify(db: Queryable, notice: Notice): Promise<void> {
  const send = (payload: Notice) => db.query('select pg_notify($1, $2)', [channel, JSON.stringify(payload)]);
  const { customers, records, erased = [] } = notice;
  for (let i = 0; i < erased.length; i += idsPerNotice)
    await send({ customers: [], records: [], erased: erased.slice(i, i + idsPerNotice) });
  if (notice.all || customers.length + records.length > 20 * idsPerNotice) {
    await send({ customers: [], records: [], all: true });
    return;
  }
  for (let i = 0; i < customers.length; i += idsPerNotice)
    await send({ customers: customers.slice(i, i + idsPerNotice), records: [] });
  for (let i = 0; i < records.length; i += idsPerNotice)
    await send({ customers: [], records: records.slice(i, i + idsPerNotice) });
}

/** What a payload says; one that nobody here can read may mean anything, so everything must be read anew. */
function noticeOf(payload = ''): Notice {
  try {
    const {
      customers,
      records,
      all = false,
      confirmed = [],
      erased = [],
    } = JSON.parse(payload) as Partial<Notice>;
    if ([customers, records, confirmed, erased].every(Array.isArray))
      return { customers: customers!, records: records!, all, confirmed, erased };
  } catch {
    // Not one of ours.
  }
  return { customers: [], records: [], all: true };
}

/**
 * Hears the notices of every process, in commit order. While the connection is down nothing can be heard: `onGap` is called when it
 * breaks, `onReady` when it listens again, so that a memory kept coherent by notices is not trusted in between. A connection that
 * only looks alive is found out by a question every `beatMs`, which must be answered before the next one is due.
 */
export function listen(
  url: string,
  handlers: {
    readonly onNotice: (notice: Notice) => void;
    readonly onGap: () => void;
    readonly onReady: () => void;
  },
  beatMs?: number,
): Listener {
  const { onNotice, onGap, onReady } = handlers;
  return hear(url, channel, { onMessage: (payload) => onNotice(noticeOf(payload)), onGap, onReady }, beatMs);
}
