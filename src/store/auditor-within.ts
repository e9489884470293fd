import type { RowScope } from '../canonical/scope.ts';
import { auditList } from './audit-list.ts';
import type { Auditor } from './auditor.ts';
import { withinSql } from './belongs.ts';
import type { Database } from './database.ts';
import { readPage } from './page.ts';
import type { Sight } from './sight.ts';

/** The audit trail of what lies within a scope: entries about records of it, and about people. Writing is not narrowed. */
export function auditorWithin(
  auditor: Auditor,
  {
    database,
    scope,
    sight,
  }: { readonly database: Database; readonly scope: RowScope; readonly sight: Sight },
): Auditor {
  return {
    record: auditor.record,
    verified: auditor.verified,
    list(filter, page) {
      const list = auditList(filter);
      const within = withinSql(scope, list.parameters).id('a.subject');
      return readPage(database, { ...list, where: `(${list.where}) and ${within}` }, page);
    },
    async byIds(ids) {
      const rows = await auditor.byIds(ids);
      const seen = await sight.among(rows.flatMap((row) => row?.subject ?? []));
      return rows.map((row) => (row?.subject != null && seen.has(row.subject) ? row : null));
    },
  };
}
