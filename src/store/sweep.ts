import type { Database, Queryable } from './database.ts';

/** Done messages are kept as long as a vendor may send them again; resolved dead letters as long as somebody may ask about them. */
const kept = [
  {
    table: 'inbox',
    over: `state <> 'PENDING' and done_at < now() - interval '7 days'`,
    order: 'done_at',
  },
  { table: 'dead_letter', over: `resolved_at < now() - interval '90 days'`, order: 'resolved_at' },
] as const;

const mostTogether = 1000;

/**
 * Removes what is no longer needed of the inbox and the dead letters, a few rows at a time. While another process does so this one
 * leaves it alone. Returns how many rows went.
 */
export async function sweep(database: Database, signal?: AbortSignal): Promise<number> {
  let removed = 0;
  for (const what of kept)
    for (;;) {
      if (signal?.aborted) return removed;
      const count = await database.transaction((db) => sweepSome(db, what));
      removed += count;
      if (count < mostTogether) break;
    }
  return removed;
}

async function sweepSome(db: Queryable, { table, over, order }: (typeof kept)[number]): Promise<number> {
  const { rows } = await db.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('isthmus:sweep', 0)) as mine`,
  );
  if (!rows[0]!.mine) return 0;
  const { rowCount } = await db.query(
    `delete from ${table} where id in (select id from ${table} where ${over} order by ${order} limit ${mostTogether})`,
  );
  return rowCount ?? 0;
}
