import type { Keyring } from '../secrets/keyring.ts';
import { appendAudit } from './audit.ts';
import type { Database, Queryable } from './database.ts';
import { proofShelf } from './master-key-proof.ts';
import type { Shelf } from './shelf.ts';
import { subjectKeyShelf } from './subject-key.ts';
import { type SecretChange, vendorSecretShelf } from './vendor-secret.ts';

/** How many of each kind. */
export type Sealed = Readonly<Record<Shelf['what'], number>>;

/** What is sealed under another key than the newest. */
export interface Former extends Sealed {
  /** The ids of those keys. */
  readonly keys: readonly string[];
}

/** Rows that are sealed anew in one transaction. */
const batch = 1000;

/** Everything that a keyring seals in a tenant's database, whatever is sealed under it in turn. */
const shelvesOf = (tenant: string): readonly Shelf[] => [
  vendorSecretShelf(tenant),
  subjectKeyShelf,
  proofShelf,
];

const idIn = (column: string): string => `split_part(${column}, '.', 2)`;

/** Counts what is sealed under another key than the newest. */
export async function countFormer(db: Queryable, keyring: Keyring, tenant: string): Promise<Former> {
  const counts: Record<Shelf['what'], number> = { vendorSecrets: 0, subjectKeys: 0, proofs: 0 };
  const keys = new Set<string>();
  for (const { what, table } of shelvesOf(tenant)) {
    const { rows } = await db.query<{ id: string; count: number }>(
      `select ${idIn('sealed')} as id, count(*)::int as count from ${table} where ${idIn('sealed')} <> $1 group by 1`,
      [keyring.sealIds[0]],
    );
    for (const { id, count } of rows) {
      counts[what] += count;
      keys.add(id);
    }
  }
  return { ...counts, keys: [...keys].toSorted() };
}

/**
 * Seals everything anew that is sealed under another key than the newest, in transactions of a bounded size, each with an entry
 * `secrets.resealed` in the audit. It changes nothing of what is sealed, so nodes that run go on meanwhile; stopped half way it is just
 * called again. What no listed key opens is left as it is: see `countFormer`. Returns how many were sealed anew.
 */
export async function reseal(
  database: Database,
  keyring: Keyring,
  tenant: string,
  change: SecretChange,
): Promise<Sealed> {
  const counts: Record<Shelf['what'], number> = { vendorSecrets: 0, subjectKeys: 0, proofs: 0 };
  const [key] = keyring.sealIds;
  for (const shelf of shelvesOf(tenant)) {
    let after: string | null = '';
    while (after !== null) {
      const from: string = after;
      const done = await database.transaction(async (tx) => {
        const part = await resealNext(tx, keyring, shelf, from);
        if (part.count > 0) {
          const told = { key, [shelf.what]: part.count };
          await appendAudit(tx, [{ ...change, action: 'secrets.resealed', subject: null, after: told }]);
        }
        return part;
      });
      counts[shelf.what] += done.count;
      after = done.last;
    }
  }
  return counts;
}

/** Seals the rows anew that come next behind a key; returns how many, and the last key that was looked at, null at the end. */
async function resealNext(
  db: Queryable,
  keyring: Keyring,
  { table, key, context }: Shelf,
  after: string,
): Promise<{ readonly count: number; readonly last: string | null }> {
  const { rows } = await db.query<{ key: string; sealed: string }>(
    `select ${key} as key, sealed from ${table}
     where ${key} > $1 and ${idIn('sealed')} <> $2 order by ${key} limit ${batch}`,
    [after, keyring.sealIds[0]],
  );
  const again = rows.flatMap((row) => {
    const plain = opened(keyring, row.sealed, context(row.key));
    return plain ? [{ ...row, again: keyring.seal(plain, context(row.key)) }] : [];
  });
  // Only what still is what was read: an erasure, or a secret that was set meanwhile, must not be undone.
  const { rowCount } = await db.query(
    `update ${table} t set sealed = s.again from unnest($1::text[], $2::text[], $3::text[]) as s (key, sealed, again)
     where t.${key} = s.key and t.sealed = s.sealed`,
    [again.map((row) => row.key), again.map((row) => row.sealed), again.map((row) => row.again)],
  );
  return { count: rowCount ?? 0, last: rows.length === batch ? rows.at(-1)!.key : null };
}

function opened(keyring: Keyring, sealed: string, context: string): Buffer | null {
  try {
    return keyring.open(sealed, context);
  } catch {
    return null;
  }
}
