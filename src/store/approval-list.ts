import type { RowScope } from '../canonical/scope.ts';
import { statusNow } from './approval.ts';
import { withinSql } from './belongs.ts';
import { type List, parameters } from './page.ts';

/** Whose view it is: what they asked for themselves, and what they may decide by their roles. */
export interface Mine {
  /** Every name of everybody behind the caller, as names are compared. */
  readonly names: readonly string[];
  readonly roles: readonly string[];
  /** Whether the caller may decide by any rule. */
  readonly any: boolean;
}

export interface ApprovalFilter {
  /** Null: no such condition. */
  readonly status: readonly string[] | null;
  readonly kind: readonly string[] | null;
  readonly mine: Mine | null;
}

/** Approvals that meet a filter and concern only records within a scope (null: any), the newest first. */
export function approvalList({ status, kind, mine }: ApprovalFilter, scope: RowScope | null): List {
  const params = parameters();
  const where = ['true'];
  if (status) where.push(`(${statusNow}) = any(${params.add(status, 'text[]')})`);
  if (kind) where.push(`a.kind = any(${params.add(kind, 'text[]')})`);
  if (mine && !mine.any)
    where.push(
      `(a.makers && ${params.add(mine.names, 'text[]')} or a.rule->'approverRoles' ?| ${params.add(mine.roles, 'text[]')})`,
    );
  if (scope)
    where.push(
      `cardinality(a.concerns) > 0 and not exists (select from unnest(a.concerns) as c (id) where not (${withinSql(scope, params).id('c.id')}))`,
    );
  return {
    name: 'approvals',
    from: 'approval a',
    where: where.join(' and '),
    id: 'a.id',
    order: [{ sql: 'a.created_at', type: 'timestamptz', descending: true }],
    parameters: params,
  };
}
