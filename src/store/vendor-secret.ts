import type { Keyring } from '../secrets/keyring.ts';
import { appendAudit, type AuditActor } from './audit.ts';
import type { Database, Queryable } from './database.ts';
import type { Shelf } from './shelf.ts';

/** A secret of the hub's own store, without the secret. */
export interface VendorSecret {
  readonly name: string;
  /** From 1, one more each time it was set. */
  readonly version: number;
  /** ISO 8601. */
  readonly updatedAt: string;
  readonly updatedBy: string;
}

/** Who changes a secret, and in which connection. */
export interface SecretChange {
  readonly actor: AuditActor;
  readonly correlationId: string;
}

/** What it is sealed for: a row that is put under another name, or into another tenant's database, cannot be opened. */
const contextOf = (tenant: string, name: string): string => `vendor secret ${tenant} ${name}`;

/** Where a tenant's secrets are sealed. */
export const vendorSecretShelf = (tenant: string): Shelf => ({
  what: 'vendorSecrets',
  table: 'vendor_secret',
  key: 'name',
  context: (name) => contextOf(tenant, name),
});

/** The tenant's secrets, by name. */
export async function listVendorSecrets(db: Queryable): Promise<readonly VendorSecret[]> {
  const { rows } = await db.query<VendorSecret>(
    `select name, version, updated_at as "updatedAt", updated_by as "updatedBy" from vendor_secret order by name`,
  );
  return rows;
}

/** The secret itself; null when there is none. Throws when it was sealed by another keyring or for another place. */
export async function readVendorSecret(
  db: Queryable,
  keyring: Keyring,
  tenant: string,
  name: string,
): Promise<string | null> {
  const { rows } = await db.query<{ sealed: string }>('select sealed from vendor_secret where name = $1', [
    name,
  ]);
  return rows[0] ? keyring.open(rows[0].sealed, contextOf(tenant, name)).toString('utf8') : null;
}

/** Sets a secret, with an entry in the audit trail that does not hold it. Returns its new version. */
export function setVendorSecret(
  database: Database,
  keyring: Keyring,
  tenant: string,
  { name, value, ...change }: SecretChange & { readonly name: string; readonly value: string },
): Promise<number> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<{ version: number }>(
      `insert into vendor_secret (name, sealed, updated_by) values ($1, $2, $3)
       on conflict (name) do update set sealed = excluded.sealed, version = vendor_secret.version + 1,
         updated_at = now(), updated_by = excluded.updated_by
       returning version`,
      [name, keyring.seal(value, contextOf(tenant, name)), change.actor.person],
    );
    const { version } = rows[0]!;
    await appendAudit(tx, [{ ...change, action: 'secret.set', subject: name, after: { version } }]);
    return version;
  });
}

/** Removes a secret, with an entry in the audit trail. False when there was none. */
export function removeVendorSecret(
  database: Database,
  { name, ...change }: SecretChange & { readonly name: string },
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<{ version: number }>(
      'delete from vendor_secret where name = $1 returning version',
      [name],
    );
    if (!rows[0]) return false;
    await appendAudit(tx, [{ ...change, action: 'secret.removed', subject: name, before: rows[0] }]);
    return true;
  });
}
