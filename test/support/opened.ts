import type pg from 'pg';
import { createPersonal } from '../../src/store/personal.ts';
import { openRows } from '../../src/store/sealed.ts';
import { testKeyring } from './keyring.ts';

/** What the copy holds of a record at a place of a source, with what is personal opened; undefined where it holds none. */
export async function heldAt(
  pool: Pick<pg.Pool, 'query'>,
  place: readonly [instance: string, object: string, externalId: string],
): Promise<{ fields: Readonly<Record<string, unknown>>; deleted_at: Date | null } | undefined> {
  const { rows } = await pool.query<{ fields: Record<string, unknown>; deleted_at: Date | null }>(
    'select fields, deleted_at from facet where instance = $1 and object = $2 and external_id = $3',
    [...place],
  );
  const personal = createPersonal(pool, testKeyring);
  const [held] = await openRows({ query: pool.query.bind(pool), personal }, rows, 'fields');
  return held;
}
