import type { AuditActor } from '../canonical/audit.ts';
import { Problem } from '../canonical/problem.ts';
import { nextAccessVersion } from './access.ts';
import { appendAudit } from './audit.ts';
import type { Database, Queryable } from './database.ts';

/** A program that calls the hub. */
export interface ServiceAccountRow {
  readonly name: string;
  /** The human who answers for it. */
  readonly owner: string;
  readonly scopes: readonly string[];
  /** Codes of legal entities, and regions; null: all. */
  readonly legalEntities: readonly string[] | null;
  readonly regions: readonly string[] | null;
  readonly createdAt: string;
  readonly disabledAt: string | null;
}

type Made = Pick<ServiceAccountRow, 'name' | 'owner' | 'scopes' | 'legalEntities' | 'regions'>;

interface Act {
  readonly actor: AuditActor;
  readonly correlationId: string;
}

const columns = `name, owner, scopes, legal_entities as "legalEntities", regions,
  created_at as "createdAt", disabled_at as "disabledAt"`;

/** Makes a service account. CONFLICT when there is, or ever was, one of this name: its old tokens would come back to life. */
export async function createServiceAccount(
  database: Database,
  made: Made,
  { actor, correlationId }: Act,
): Promise<void> {
  const { name, owner, scopes, legalEntities, regions } = made;
  await database.transaction(async (tx) => {
    const version = await nextAccessVersion(tx);
    const { rowCount } = await tx.query(
      `insert into service_account (name, owner, scopes, legal_entities, regions, version)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [name, owner, scopes, legalEntities, regions, version],
    );
    if (rowCount === 0)
      throw new Problem('CONFLICT', `There is, or was, a service account ${name}; choose another name.`);
    await appendAudit(tx, [
      { actor, action: 'service_account.created', subject: name, correlationId, after: made },
    ]);
  });
}

/** Refuses every token of a service account from now on, on every node. NOT_FOUND where there is none; repeated it does nothing. */
export async function disableServiceAccount(
  database: Database,
  name: string,
  { actor, correlationId }: Act,
): Promise<void> {
  await database.transaction(async (tx) => {
    const version = await nextAccessVersion(tx);
    const { rows } = await tx.query<{ disabledAt: string | null }>(
      'select disabled_at as "disabledAt" from service_account where name = $1',
      [name],
    );
    if (rows.length === 0) throw new Problem('NOT_FOUND', `No service account is called ${name}.`);
    if (rows[0]!.disabledAt !== null) return;
    await tx.query('update service_account set disabled_at = now(), version = $2 where name = $1', [
      name,
      version,
    ]);
    await appendAudit(tx, [{ actor, action: 'service_account.disabled', subject: name, correlationId }]);
  });
}

/** Notes that a token of a service account was made; the token itself is kept nowhere. */
export async function noteServiceToken(
  database: Database,
  name: string,
  token: {
    readonly id: string;
    readonly scopes: readonly string[];
    readonly expiresAt: string;
    readonly keyId: string;
  },
  { actor, correlationId }: Act,
): Promise<void> {
  await database.transaction((tx) =>
    appendAudit(tx, [
      { actor, action: 'service_account.token_issued', subject: name, correlationId, after: token },
    ]),
  );
}

/** When the last token ends that was signed with another key than this one for an account in use, ISO 8601; null where none is left. */
export async function lastTokenBesides(db: Queryable, keyId: string): Promise<string | null> {
  const { rows } = await db.query<{ at: string | null }>(
    `select max(e.after::jsonb ->> 'expiresAt') as at from audit_entry e join service_account s on s.name = e.subject
     where e.action = 'service_account.token_issued' and s.disabled_at is null
       and e.after::jsonb ->> 'keyId' is distinct from $1 and e.after::jsonb ->> 'expiresAt' > $2`,
    [keyId, new Date().toISOString()],
  );
  return rows[0]?.at ?? null;
}

/** Every service account, by name. */
export async function serviceAccounts(db: Queryable): Promise<ServiceAccountRow[]> {
  const { rows } = await db.query<ServiceAccountRow>(`select ${columns} from service_account order by name`);
  return rows;
}

/** Those that were made or disabled after a version of access. */
export async function serviceAccountsSince(db: Queryable, version: number): Promise<ServiceAccountRow[]> {
  const { rows } = await db.query<ServiceAccountRow>(
    `select ${columns} from service_account where version > $1`,
    [version],
  );
  return rows;
}
