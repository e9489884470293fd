import { type Expr, type Select, SuiteqlError, unsupported } from './ast.ts';
import { emitCall, isAggregate } from './calls.ts';
import type { Scope } from './scope.ts';
import { type Bind, type Value, commonKind, operand } from './value.ts';

export interface EmitContext {
  readonly scope: Scope;
  readonly bind: Bind;
  /** False where a fold over rows has no meaning: WHERE, ON, GROUP BY, and inside another fold. */
  readonly aggregates: boolean;
  compileSelect(select: Select): { sql: string; kinds: readonly Value['kind'][] };
}

function condition(value: Value): string {
  if (value.kind !== 'condition') throw unsupported();
  return value.sql;
}

function membership(expr: Extract<Expr, { type: 'in' }>, context: EmitContext): Value {
  const left = emit(expr.operand, context);
  const word = expr.negated ? 'NOT IN' : 'IN';
  if ('items' in expr.list) {
    const inner = context.compileSelect(expr.list);
    if (inner.kinds.length !== 1 || inner.kinds[0] !== left.kind) throw unsupported();
    return { sql: `(${left.sql} ${word} (${inner.sql}))`, kind: 'condition' };
  }
  const values = expr.list.map((each) => emit(each, context));
  const kind = commonKind([left, ...values]);
  const items = expr.list.map((each, index) => operand(each, values[index]!, kind, context.bind));
  const sql = `(${operand(expr.operand, left, kind, context.bind)} ${word} (${items.join(', ')}))`;
  return { sql, kind: 'condition' };
}

function compare(
  parts: readonly Expr[],
  context: EmitContext,
  build: (sides: readonly string[]) => string,
): Value {
  const values = parts.map((part) => emit(part, context));
  const kind = commonKind(values);
  const sides = parts.map((part, index) => operand(part, values[index]!, kind, context.bind));
  return { sql: `(${build(sides)})`, kind: 'condition' };
}

/** The SQL of an expression with what is known of its result. Throws SuiteqlError. */
export function emit(expr: Expr, context: EmitContext): Value {
  switch (expr.type) {
    case 'column':
      return context.scope.find(expr.table, expr.name).visible.value;
    case 'text':
      // Oracle knows no empty text: it is null.
      return expr.value === ''
        ? { sql: 'NULL', kind: 'null' }
        : { sql: context.bind(expr.value), kind: 'text' };
    case 'number':
      return { sql: context.bind(Number(expr.value)), kind: 'number' };
    case 'null':
      return { sql: 'NULL', kind: 'null' };
    case 'call': {
      const fold = isAggregate(expr);
      if (fold && !context.aggregates) throw unsupported();
      const inner = fold ? { ...context, aggregates: false } : context;
      return emitCall(expr, { ...context, emit: (each) => emit(each, inner) });
    }
    case 'concat': {
      const sides = [emit(expr.left, context), emit(expr.right, context)];
      if (sides.some((side) => side.kind === 'condition')) throw unsupported();
      // Oracle joins null as if it were empty.
      return { sql: `(${sides.map((side) => `COALESCE(${side.sql}, '')`).join(' || ')})`, kind: 'text' };
    }
    case 'arithmetic': {
      const sides = [emit(expr.left, context), emit(expr.right, context)];
      if (sides.some((side) => side.kind !== 'number')) throw new SuiteqlError('invalid number');
      // As a float, because SQLite would divide whole numbers without remainder.
      const [left, right] = sides.map((side) => `CAST(${side.sql} AS REAL)`);
      return { sql: `(${left} ${expr.operator} ${right})`, kind: 'number' };
    }
    case 'compare':
      return compare(
        [expr.left, expr.right],
        context,
        ([left, right]) => `${left} ${expr.operator} ${right}`,
      );
    case 'between': {
      const word = expr.negated ? 'NOT BETWEEN' : 'BETWEEN';
      return compare(
        [expr.operand, expr.low, expr.high],
        context,
        ([value, low, high]) => `${value} ${word} ${low} AND ${high}`,
      );
    }
    case 'in':
      return membership(expr, context);
    case 'like': {
      const sides = [emit(expr.operand, context), emit(expr.pattern, context)];
      if (sides.some((side) => side.kind === 'condition' || side.kind === 'date')) throw unsupported();
      const sql = `ns_like(${sides[0]!.sql}, ${sides[1]!.sql})`;
      return { sql: expr.negated ? `(NOT ${sql})` : sql, kind: 'condition' };
    }
    case 'null?': {
      const value = emit(expr.operand, context);
      if (value.kind === 'condition') throw unsupported();
      return { sql: `(${value.sql} IS ${expr.negated ? 'NOT ' : ''}NULL)`, kind: 'condition' };
    }
    case 'not':
      return { sql: `(NOT ${condition(emit(expr.operand, context))})`, kind: 'condition' };
    case 'logic': {
      const left = condition(emit(expr.left, context));
      return {
        sql: `(${left} ${expr.operator} ${condition(emit(expr.right, context))})`,
        kind: 'condition',
      };
    }
  }
}
