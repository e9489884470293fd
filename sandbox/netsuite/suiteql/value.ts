import { type Expr, SuiteqlError, unsupported } from './ast.ts';
import { parseDate } from './dates.ts';

/** A piece of SQL with what is known of its result. */
export interface Value {
  readonly sql: string;
  readonly kind: 'number' | 'text' | 'date' | 'null' | 'condition';
  /** Stored as text, so a comparison must make it a number first. */
  readonly decimal?: boolean;
  readonly required?: boolean;
}

/** Adds a parameter to the statement and returns its placeholder. */
export type Bind = (value: string | number) => string;

/** The value as one that SQLite compares and orders numerically. */
export function numeric(value: Value): string {
  return value.decimal || value.kind === 'text' ? `CAST(${value.sql} AS REAL)` : value.sql;
}

/** What two sides of a comparison have in common; literals are converted as Oracle would, columns are not. Throws SuiteqlError. */
export function commonKind(values: readonly Value[]): 'number' | 'text' | 'date' {
  if (values.some((value) => value.kind === 'condition')) throw unsupported();
  if (values.some((value) => value.kind === 'date')) return 'date';
  if (values.some((value) => value.kind === 'number')) return 'number';
  return 'text';
}

/** The SQL of an operand for a comparison of a kind. A date is never compared with a number or with free text. */
export function operand(expr: Expr, value: Value, kind: 'number' | 'text' | 'date', bind: Bind): string {
  if (value.kind === 'null') return 'NULL';
  if (kind === 'date') {
    if (value.kind === 'date') return value.sql;
    if (expr.type === 'text') return bind(parseDate(expr.value, 'MM/DD/YYYY'));
    throw new SuiteqlError('inconsistent datatypes: expected DATE');
  }
  if (kind === 'number') {
    if (expr.type !== 'text') return numeric(value);
    if (!/^-?\d+(\.\d+)?$/.test(expr.value)) throw new SuiteqlError('invalid number');
    return bind(Number(expr.value));
  }
  return value.sql;
}
