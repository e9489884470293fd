import type { Expr } from './ast.ts';
import { isAggregate } from './calls.ts';
import type { Scope } from './scope.ts';

/** A text that is equal for two expressions that mean the same value in a scope. */
export function keyOf(expr: Expr, scope: Scope): string {
  return JSON.stringify(expr, (_key, part: unknown) => {
    const node = part as Expr | null;
    if (typeof node !== 'object' || node === null || node.type !== 'column') return part;
    return { type: 'column', table: scope.find(node.table, node.name).alias, name: node.name };
  });
}

function children(expr: Expr): readonly Expr[] {
  switch (expr.type) {
    case 'call':
      return expr.args;
    case 'concat':
    case 'arithmetic':
    case 'compare':
    case 'logic':
      return [expr.left, expr.right];
    case 'not':
    case 'null?':
      return [expr.operand];
    case 'like':
      return [expr.operand, expr.pattern];
    case 'between':
      return [expr.operand, expr.low, expr.high];
    case 'in':
      return 'items' in expr.list ? [expr.operand] : [expr.operand, ...expr.list];
    default:
      return [];
  }
}

/** Whether any part of the expression folds rows. */
export function folds(expr: Expr): boolean {
  return isAggregate(expr) || children(expr).some(folds);
}

/** Whether a value is the same for every row of a group; Oracle refuses a grouped query that selects any other. */
export function isGrouped(expr: Expr, groupKeys: ReadonlySet<string>, scope: Scope): boolean {
  if (isAggregate(expr) || groupKeys.has(keyOf(expr, scope))) return true;
  if (expr.type === 'column') return false;
  return children(expr).every((child) => isGrouped(child, groupKeys, scope));
}
