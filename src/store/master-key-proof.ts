import type { Keyring } from '../secrets/keyring.ts';
import type { Queryable } from './database.ts';
import type { Shelf } from './shelf.ts';

const context = 'master key proof';

/** Where the proof is sealed. */
export const proofShelf: Shelf = {
  what: 'proofs',
  table: 'master_key_proof',
  key: 'one::text',
  context: () => context,
};

/** Whether this database was sealed by a master key that this keyring does not have. Changes nothing. */
export async function isSealedByOther(db: Queryable, keyring: Keyring): Promise<boolean> {
  const { rows } = await db.query<{ sealed: string }>('select sealed from master_key_proof');
  return rows.some(({ sealed }) => !opens(keyring, sealed));
}

function opens(keyring: Keyring, sealed: string): boolean {
  try {
    keyring.open(sealed, context);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether what this database holds was sealed by a master key of this keyring; the first hub on a database settles it. Afterwards the
 * newest key of the keyring is the one that a hub must have.
 */
export async function provesMasterKey(db: Queryable, keyring: Keyring): Promise<boolean> {
  await db.query('insert into master_key_proof (sealed) values ($1) on conflict do nothing', [
    keyring.seal('', context),
  ]);
  const { rows } = await db.query<{ sealed: string }>('select sealed from master_key_proof');
  const { sealed } = rows[0]!;
  if (!opens(keyring, sealed)) return false;
  await db.query('update master_key_proof set sealed = $1 where sealed = $2', [
    keyring.seal('', context),
    sealed,
  ]);
  return true;
}
