import { randomBytes } from 'node:crypto';
import type { Queryable } from './database.ts';

/** A secret that all nodes on this database share, as 32 bytes; whoever asks first makes it. */
export async function sharedSecret(db: Queryable, name: string): Promise<Buffer> {
  const made = randomBytes(32).toString('base64url');
  await db.query('insert into secret (name, value) values ($1, $2) on conflict do nothing', [name, made]);
  const { rows } = await db.query<{ value: string }>('select value from secret where name = $1', [name]);
  return Buffer.from(rows[0]!.value, 'base64url');
}
