import { type List, parameters } from './page.ts';

/** Which entries of the audit trail are asked for; null: whichever. */
export interface AuditFilter {
  readonly subject: string | null;
  /** A person, without regard to case, an account, or somebody who acted through one. */
  readonly actor: string | null;
  readonly actions: readonly string[] | null;
  /** When it was done, ISO 8601; `from` included, `to` not. */
  readonly from: string | null;
  readonly to: string | null;
}

/** The entries that meet a filter, newest first. */
export function auditList({ subject, actor, actions, from, to }: AuditFilter): List {
  const params = parameters();
  const where = ['true'];
  if (subject !== null) where.push(`a.subject = ${params.add(subject, 'text')}`);
  if (actor !== null) {
    const who = params.add(actor, 'text');
    where.push(
      `(lower(a.person) = lower(${who}) or a.account = ${who} or (a.actors <> '[]' and a.actors::jsonb ? ${who}))`,
    );
  }
  if (actions !== null) where.push(`a.action = any(${params.add(actions, 'text[]')})`);
  // Of one width and in UTC, as they are stored.
  if (from !== null) where.push(`a.at >= ${params.add(new Date(from).toISOString(), 'text')}`);
  if (to !== null) where.push(`a.at < ${params.add(new Date(to).toISOString(), 'text')}`);
  return {
    name: 'audit',
    from: 'audit_entry a',
    where: where.join(' and '),
    id: 'a.id',
    order: [{ sql: 'a.seq', type: 'bigint', descending: true }],
    parameters: params,
  };
}
