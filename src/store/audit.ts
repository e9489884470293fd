import { type AuditActor, auditGenesis } from '../canonical/audit.ts';
import { ulid } from '../canonical/id.ts';
import { type Entry, sealEntries } from './audit-sealed.ts';
import type { Queryable } from './database.ts';

export type { AuditActor } from '../canonical/audit.ts';

/** One thing that was done, or one reading of something sensitive. */
export interface AuditInput {
  readonly actor: AuditActor;
  /** A noun and a past participle: `approval.decided`, `customer.merged`, `access.revoked`, `record.read`. */
  readonly action: string;
  /** The id of what it was done to; null where there is none. */
  readonly subject: string | null;
  readonly correlationId: string;
  /**
   * What was before and after, or what was asked and answered; JSON. Where the subject is a person, what is personal of it (the fields in
   * canonical/personal.ts) is sealed by the store; other entries must hold nothing personal.
   */
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * Makes the database ready to be appended to: says once for all whose chain it holds. Repeated it does nothing. Throws when the chain is
 * that of another tenant, because then the hub was given the wrong database.
 */
export async function openAuditChain(db: Queryable, tenant: string): Promise<void> {
  await db.query(`insert into audit_head (tenant, seq, hash) values ($1, 0, $2) on conflict do nothing`, [
    tenant,
    auditGenesis(tenant),
  ]);
  const { rows } = await db.query<{ tenant: string }>('select tenant from audit_head');
  const found = rows[0]!.tenant;
  if (found !== tenant)
    throw new Error(
      `The database of the tenant ${tenant} holds the audit chain of ${found}: it is another tenant's database, or the tenant was renamed.`,
    );
}

/**
 * Adds entries to the tenant's chain in the transaction of the change, in one round trip; nothing else may be done in it afterwards than
 * to commit, because everybody else who appends waits until then. The chain must have been opened (`openAuditChain`).
 */
export async function appendAudit(db: Queryable, entries: readonly AuditInput[]): Promise<void> {
  if (entries.length === 0) return;
  const at = new Date().toISOString();
  const sealed = await sealEntries(
    db,
    entries.map((entry) => ({ ...entry, id: `aud_${ulid()}` })),
  );
  await db.query({
    name: 'audit-append',
    text: 'select audit_append($1::jsonb)',
    values: [JSON.stringify(sealed.map((entry) => rowOf(entry, at)))],
  });
}

function rowOf({ id, actor, action, subject, correlationId, before, after }: Entry, at: string) {
  return {
    id,
    at,
    person: storable(actor.person),
    account: storable(actor.account),
    actors: JSON.stringify(actor.actors),
    action,
    subject: subject === null ? null : storable(subject),
    before: json(before),
    after: json(after),
    correlationId: storable(correlationId),
  };
}

const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** PostgreSQL's text holds any character but U+0000, and no half of one. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');
