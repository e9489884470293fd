import { createHash, hash } from 'node:crypto';

/** Who did something, as it is proved and shown later. A `Principal` is one. */
export interface AuditActor {
  /** The human who answers for it, the account that was used, and everybody who acted through it. */
  readonly person: string;
  readonly account: string;
  readonly actors: readonly string[];
}

/** The actor of what the hub does by itself. */
export const hubActor: AuditActor = { person: 'isthmus', account: 'isthmus', actors: [] };

/** One entry of a chain as it is stored and exported. Whatever is hashed is text exactly as it was hashed. */
export interface AuditRow {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly id: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  readonly person: string;
  readonly account: string;
  /** A JSON array of texts. */
  readonly actors: string;
  readonly action: string;
  readonly subject: string | null;
  /** JSON. */
  readonly before: string | null;
  readonly after: string | null;
  readonly correlationId: string;
  /** Hexadecimal sha256 of the entry before, and of this one. */
  readonly prevHash: string;
  readonly hash: string;
}

/** Whose chain it is and where it ends. */
export interface AuditHead {
  readonly tenant: string;
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry of a tenant's chain has as the hash before it. */
export function auditGenesis(tenant: string): string {
  return createHash('sha256').update(`isthmus audit ${tenant}`).digest('hex');
}

/** A text as it is hashed: its length in bytes of UTF-8, a colon, the text and a comma; `-,` where there is none. */
export function auditField(text: string | null): string {
  return text === null ? '-,' : `${Buffer.byteLength(text)}:${text},`;
}

/** The hash of an entry behind one with the hash `prevHash`: sha256 over its fields in the order of docs/audit.md, hexadecimal. */
export function auditHash(tenant: string, prevHash: string, row: AuditRow): string {
  // One text and one call: a verification hashes millions of these.
  return hash(
    'sha256',
    '15:isthmus-audit-1,' +
      auditField(tenant) +
      auditField(String(row.seq)) +
      auditField(prevHash) +
      auditField(row.id) +
      auditField(row.at) +
      auditField(row.person) +
      auditField(row.account) +
      auditField(row.actors) +
      auditField(row.action) +
      auditField(row.subject) +
      auditField(row.before) +
      auditField(row.after) +
      auditField(row.correlationId),
  );
}
