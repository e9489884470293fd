import { type Exception, exceptionsById } from './exception.ts';
import type { Queryable } from './database.ts';

/** How many teams what each of them leaves undone goes to, one after the other; at least one escalation is made of every team. */
type Ladders = Readonly<Record<string, readonly string[]>>;

/** Open exceptions that are overdue and can be escalated further, at most `limit`, locked; what others hold is left to them. */
export async function lockOverdue(
  db: Queryable,
  ladders: Ladders,
  limit: number,
): Promise<readonly Exception[]> {
  const { rows } = await db.query<{ id: string }>(
    `select x.id from exception x where x.settled_at is null and x.due_at <= now()
       and x.escalation < greatest(1, coalesce(jsonb_array_length($1::jsonb -> x.home_team), 0))
     order by x.due_at limit $2 for update skip locked`,
    [JSON.stringify(ladders), limit],
  );
  const ids = rows.map(({ id }) => id);
  return ids.length === 0 ? [] : exceptionsById(db, ids);
}

/** Of the exceptions that are tried again by themselves those whose time has come, at most `limit`, the longest waiting first. */
export async function dueRechecks(db: Queryable, limit: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'exception-rechecks',
    text: `select id from exception where settled_at is null and recheck and next_at <= now() and status in ('OPEN', 'ASSIGNED', 'FIX_PROPOSED')
           order by next_at limit $1`,
    values: [limit],
  });
  return rows.map(({ id }) => id);
}

/** Open exceptions of runs that have ended all the same, for example because somebody called one off; at most `limit`. */
export async function openOfEnded(
  db: Queryable,
  limit: number,
): Promise<readonly { readonly id: string; readonly runId: string; readonly completed: boolean }[]> {
  const { rows } = await db.query<{ id: string; runId: string; completed: boolean }>({
    name: 'exceptions-of-ended',
    text: `select x.id, x.run_id as "runId", r.status = 'COMPLETED' as completed from exception x join run r on r.id = x.run_id
           where x.settled_at is null and r.finished_at is not null limit $1`,
    values: [limit],
  });
  return rows;
}

/**
 * Looks through the next `limit` events of the log: open exceptions that watch a record which changed, or a customer of whom a contact
 * did, are to be tried again at once. How many events were looked at; null where another node looks at them now.
 */
export async function followLog(db: Queryable, limit: number): Promise<number | null> {
  const { rows } = await db.query<{ position: number }>({
    name: 'exception-watch',
    // A database that was put back may know less than was read of it.
    text: `select least(w.position, h.position)::float8 as position from exception_watch w, event_head h for update of w skip locked`,
  });
  const [place] = rows;
  if (!place) return null;
  const seen = await db.query<{ position: number; ids: string[]; count: number }>({
    name: 'exception-watch-events',
    text: `select max(position)::float8 as position, count(*)::int as count,
             coalesce(array_agg(distinct subject_id) filter (where type not like 'sync.%'), '{}')
               || coalesce(array_agg(distinct customer_id) filter (where type like 'contact.%' and customer_id is not null), '{}') as ids
           from (select position, subject_id, customer_id, type from event where position > $1 order by position limit $2) e`,
    values: [place.position, limit],
  });
  const { position, ids, count } = seen.rows[0]!;
  if (count === 0) return 0;
  if (ids.length > 0)
    await db.query({
      name: 'exception-watched',
      text: `update exception set next_at = now() where settled_at is null and recheck and watches && $1::text[]`,
      values: [ids],
    });
  await db.query({
    name: 'exception-watch-move',
    text: 'update exception_watch set position = $1',
    values: [position],
  });
  return count;
}
