import { auditGenesis, auditHash, type AuditRow } from '../canonical/audit.ts';
import { auditHead, auditRows } from './audit-chain.ts';
import { type AuditFilter, auditList } from './audit-list.ts';
import { type AuditView, openEntries } from './audit-sealed.ts';
import { appendAudit, type AuditInput } from './audit.ts';
import type { Database, Queryable } from './database.ts';
import { readPage } from './page.ts';
import type { IdPage, PageArgs } from './read.ts';

/** The audit trail of a tenant, as what serves the graph uses it. */
export interface Auditor {
  /**
   * Adds entries that belong to no change, for example readings, and resolves when they are committed. What comes while others are being
   * committed goes into the next transaction together.
   */
  record(entries: readonly AuditInput[]): Promise<void>;
  list(filter: AuditFilter, page: PageArgs): Promise<IdPage>;
  byIds(ids: readonly string[]): Promise<(AuditView | null)[]>;
  /** Whether each entry has the hash that its content gives, follows the one before it, and the chain ends where its head says. */
  verified(entries: readonly AuditRow[]): Promise<boolean>;
}

/** What waits for the next transaction. */
interface Batch {
  readonly entries: AuditInput[];
  readonly committed: Promise<void>;
}

/** The audit trail in a database whose chain was opened. */
export function createAuditor(database: Database): Auditor {
  let next: Batch | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  function open(): Batch {
    const entries: AuditInput[] = [];
    const committed = underWay.then(() => {
      next = null;
      return database.transaction((tx) => appendAudit(tx, entries));
    });
    underWay = committed.catch(() => {});
    next = { entries, committed };
    return next;
  }

  return {
    async record(entries) {
      if (entries.length === 0) return;
      const batch = next ?? open();
      batch.entries.push(...entries);
      await batch.committed;
    },
    list: (filter, page) => readPage(database, auditList(filter), page),
    async byIds(ids) {
      const rows = await openEntries(database, await auditRows(database, 'id', ids));
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? null);
    },
    verified: (entries) => verified(database, entries),
  };
}

async function verified(db: Queryable, entries: readonly AuditRow[]): Promise<boolean> {
  const head = await auditHead(db);
  const before = entries.map(({ seq }) => seq - 1).filter((seq) => seq > 0);
  const rows = await auditRows(db, 'seq', [...new Set([...before, head.seq])]);
  const hashes = new Map(rows.map(({ seq, hash }) => [seq, hash]));
  const ends = head.seq === 0 || hashes.get(head.seq) === head.hash;
  return (
    ends &&
    entries.every(
      (entry) =>
        entry.hash === auditHash(head.tenant, entry.prevHash, entry) &&
        (entry.seq === 1
          ? entry.prevHash === auditGenesis(head.tenant)
          : entry.prevHash === hashes.get(entry.seq - 1)),
    )
  );
}
