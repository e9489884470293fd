import type { Queryable } from './database.ts';

/** Who did something, as it is proved and shown later. */
export interface AuditActor {
  /** The human who answers for it, the account that was used, and everybody who acted through it. */
  readonly person: string;
  readonly account: string;
  readonly actors: readonly string[];
}

/** One thing that was done, or one reading of something sensitive. */
export interface AuditInput {
  readonly actor: AuditActor;
  /** A noun and a past participle: `approval.decided`, `customer.merged`, `access.revoked`, `record.read`. */
  readonly action: string;
  /** The id of what it was done to; null where there is none. */
  readonly subject: string | null;
  readonly correlationId: string;
  /** What was before and after, or what was asked and answered; JSON. Personal data is sealed by the store. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Adds entries to the tenant's chain in the transaction of the change; nothing else may be done in it afterwards than to commit. */
export async function appendAudit(_db: Queryable, _entries: readonly AuditInput[]): Promise<void> {
  throw new Error('not yet');
}
