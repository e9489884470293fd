import type { AuditActor } from '../canonical/audit.ts';
import { personKey } from '../canonical/person.ts';
import { nextAccessVersion } from './access.ts';
import { appendAudit } from './audit.ts';
import type { Database, Queryable } from './database.ts';

/** What is refused: one token (its `jti`), the tokens of an account (`issuer|subject`), or those of a person. */
export interface RevocationInput {
  readonly what: 'TOKEN' | 'ACCOUNT' | 'PERSON';
  readonly value: string;
  readonly reason: string | null;
  readonly actor: AuditActor;
  readonly correlationId: string;
}

export interface RevocationRow {
  readonly what: RevocationInput['what'];
  readonly value: string;
  /** Tokens issued at or before it, milliseconds since the epoch. */
  readonly before: number;
}

/** Refuses what was issued until now; every node hears of it, and the audit chain has it. Returns what was stored. */
export async function revoke(database: Database, input: RevocationInput): Promise<RevocationRow> {
  const { what, reason, actor, correlationId } = input;
  const value = what === 'TOKEN' ? input.value.trim() : personKey(input.value);
  return database.transaction(async (tx) => {
    const version = await nextAccessVersion(tx);
    const { rows } = await tx.query<{ before: string }>(
      `insert into revocation (version, what, value, before, reason, revoked_by)
       values ($1, $2, $3, now(), $4, $5) returning before`,
      [version, what, value, reason, actor.person],
    );
    const { before } = rows[0]!;
    await appendAudit(tx, [
      {
        actor,
        action: 'access.revoked',
        subject: null,
        correlationId,
        after: { what, value, before, reason },
      },
    ]);
    return { what, value, before: Date.parse(before) };
  });
}

/** What was revoked after a version of access, oldest first. */
export async function revocationsSince(db: Queryable, version: number): Promise<RevocationRow[]> {
  const { rows } = await db.query<{ what: RevocationInput['what']; value: string; before: string }>(
    'select what, value, before from revocation where version > $1 order by version',
    [version],
  );
  return rows.map((row) => ({ ...row, before: Date.parse(row.before) }));
}
