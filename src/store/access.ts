import type { Queryable } from './database.ts';

/** The channel on which a change of who may come in is told. */
export const accessChannel = 'isthmus_access';

/**
 * The version of a change of who may come in, which every node hears of when the transaction commits. To be asked for in the transaction of
 * the change; other changes wait until it commits, so that versions follow the order of commits.
 */
export async function nextAccessVersion(tx: Queryable): Promise<number> {
  const { rows } = await tx.query<{ version: string }>(
    'update access_head set version = version + 1 returning version',
  );
  await tx.query('select pg_notify($1, $2)', [accessChannel, '']);
  return Number(rows[0]!.version);
}

/** The version of the last change. */
export async function accessVersion(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ version: string }>('select version from access_head');
  return Number(rows[0]!.version);
}
