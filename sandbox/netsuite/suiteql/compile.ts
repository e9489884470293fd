import { type Expr, type Select, type TableRef, unsupported } from './ast.ts';
import { type EmitContext, emit } from './emit.ts';
import { folds, isGrouped, keyOf } from './grouping.ts';
import { type Scope, type Source, type Visible, scopeOf, tableSource } from './scope.ts';
import type { Bind, Value } from './value.ts';
import { numeric } from './value.ts';

/** A statement for SQLite. `columns` are the names and kinds of the answer's columns, in order. */
export interface Compiled {
  readonly sql: string;
  readonly countSql: string;
  readonly params: readonly (string | number)[];
  readonly countParams: readonly (string | number)[];
  readonly columns: readonly { readonly name: string; readonly kind: Value['kind'] }[];
}

interface Part {
  readonly select: string;
  readonly from: string;
  readonly order: string;
  /** Rows are folded or made distinct, so they can only be counted after the select list was computed. */
  readonly folded: boolean;
  readonly columns: readonly { readonly name: string; readonly value: Value }[];
}

/** Equal values share a placeholder, so that SQLite sees that an expression of GROUP BY is the one that is selected. */
function binder(): { params: (string | number)[]; bind: Bind } {
  const params: (string | number)[] = [];
  const places = new Map<string | number, number>();
  const bind: Bind = (value) => {
    const place = places.get(value) ?? params.push(value);
    places.set(value, place);
    return `?${place}`;
  };
  return { params, bind };
}

/** `rows` in order; `unordered` where only the set matters; `count` without the select list, for rows that are not folded. */
type Mode = 'rows' | 'unordered' | 'count';

/**
 * SQL with numbered parameters that gives the rows of a parsed statement, and one that counts them; nothing of the
 * statement's text reaches SQLite except through the catalogue and parameters. Throws SuiteqlError in NetSuite's words.
 */
export function compile(select: Select, timeZone: string): Compiled {
  const rows = binder();
  const part = compilePart(select, rows.bind, timeZone, 'rows');
  const names = part.columns.map((column) => column.name);
  if (new Set(names).size !== names.length) throw unsupported();
  const counted = binder();
  const again = compilePart(select, counted.bind, timeZone, part.folded ? 'unordered' : 'count');
  return {
    sql: `${part.select} ${part.from}${part.order}`,
    countSql: `SELECT COUNT(*) AS n FROM (${again.select} ${again.from})`,
    params: rows.params,
    countParams: counted.params,
    columns: part.columns.map(({ name, value }) => ({ name, kind: value.kind })),
  };
}

function compilePart(select: Select, bind: Bind, timeZone: string, mode: Mode): Part {
  const derived = new Map<string, string>();
  const sourceOf = (ref: TableRef, optional: boolean): Source => {
    if (typeof ref.source === 'string') return tableSource(ref.source, ref.alias, optional, bind, timeZone);
    const inner = compilePart(ref.source, bind, timeZone, 'unordered');
    derived.set(ref.alias, `(${inner.select} ${inner.from})`);
    const columns = inner.columns.map(({ name, value }): [string, Visible] => {
      const sql = `"${ref.alias}"."${name}"`;
      return [name, { stored: sql, value: { ...value, sql, required: false } }];
    });
    return { alias: ref.alias, record: ref.alias, columns: new Map(columns) };
  };
  const scope = scopeOf([
    sourceOf(select.from, false),
    ...select.joins.map((join) => sourceOf(join.table, join.kind === 'LEFT JOIN')),
  ]);
  const tableSql = (ref: TableRef) =>
    `${typeof ref.source === 'string' ? `"${ref.source}"` : derived.get(ref.alias)} AS "${ref.alias}"`;
  const context: EmitContext = {
    scope,
    bind,
    aggregates: false,
    compileSelect(inner) {
      const compiled = compilePart(inner, bind, timeZone, 'unordered');
      return {
        sql: `${compiled.select} ${compiled.from}`,
        kinds: compiled.columns.map((column) => column.value.kind),
      };
    },
  };
  const groupKeys = new Set(select.groupBy.map((expr) => keyOf(expr, scope)));
  const grouped =
    groupKeys.size > 0 || select.items.some((item) => item.type === 'value' && folds(item.value));
  const columns = mode === 'count' ? [] : columnsOf(select, { ...context, aggregates: true });
  if (grouped) requireGrouped(select, groupKeys, scope);
  const list = columns.map(({ name, value }) => `${value.sql} AS "${name}"`).join(', ') || '1';
  return {
    select: `SELECT ${select.distinct ? 'DISTINCT ' : ''}${list}`,
    from: fromSql(select, context, tableSql),
    order: mode === 'rows' ? orderSql(select, { ...context, aggregates: grouped }, columns) : '',
    folded: grouped || select.distinct,
    columns,
  };
}

function requireGrouped(select: Select, groupKeys: ReadonlySet<string>, scope: Scope): void {
  for (const item of select.items)
    if (item.type === 'star' || !isGrouped(item.value, groupKeys, scope)) throw unsupported();
}

function columnsOf(select: Select, context: EmitContext): Part['columns'] {
  return select.items.flatMap((item, index) => {
    if (item.type === 'value') {
      const value = emit(item.value, context);
      if (value.kind === 'condition') throw unsupported();
      const own = item.value.type === 'column' ? item.value.name : `expr${index + 1}`;
      return [{ name: item.alias ?? own, value }];
    }
    const { table } = item;
    const sources = context.scope.sources.filter((source) => table === null || source.alias === table);
    if (sources.length === 0) throw unsupported();
    return sources.flatMap((source) =>
      [...source.columns].map(([name, visible]) => ({ name, value: visible.value })),
    );
  });
}

function fromSql(select: Select, context: EmitContext, tableSql: (ref: TableRef) => string): string {
  const must = (expr: Expr) => {
    const value = emit(expr, context);
    if (value.kind !== 'condition') throw unsupported();
    return value.sql;
  };
  const joins = select.joins.map((join) => ` ${join.kind} ${tableSql(join.table)} ON ${must(join.on)}`);
  const where = select.where ? ` WHERE ${must(select.where)}` : '';
  const groups = select.groupBy.map((expr) => emit(expr, context).sql);
  const groupBy = groups.length > 0 ? ` GROUP BY ${groups.join(', ')}` : '';
  return `FROM ${tableSql(select.from)}${joins.join('')}${where}${groupBy}`;
}

function orderSql(select: Select, context: EmitContext, columns: Part['columns']): string {
  if (select.orderBy.length === 0) return '';
  const terms = select.orderBy.map(({ value: expr, descending }) => {
    const value = orderValue(expr, context, columns);
    const sql = value.kind === 'number' ? numeric(value) : value.sql;
    // Oracle sorts nulls last; saying so for a column without nulls would keep SQLite from using its index.
    const nulls = value.required ? '' : descending ? ' NULLS FIRST' : ' NULLS LAST';
    return `${sql}${descending ? ' DESC' : ''}${nulls}`;
  });
  return ` ORDER BY ${terms.join(', ')}`;
}

function orderValue(expr: Expr, context: EmitContext, columns: Part['columns']): Value {
  if (expr.type === 'number') {
    const column = columns[Number(expr.value) - 1];
    if (!column) throw unsupported();
    return column.value;
  }
  const alias = expr.type === 'column' && expr.table === null ? expr.name : null;
  const named = alias === null ? undefined : columns.find((column) => column.name === alias);
  const value = named?.value ?? emit(expr, context);
  if (value.kind === 'condition') throw unsupported();
  return value;
}
