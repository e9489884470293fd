import { tables } from '../catalog.ts';
import type { Column } from '../column.ts';
import { SuiteqlError, unsupported } from './ast.ts';
import type { Bind, Value } from './value.ts';

/** A column of a table in FROM, as a query sees it. */
export interface Visible {
  readonly value: Value;
  /** The catalogue's word on it; absent for a column of a derived table. */
  readonly column?: Column;
  /** The stored value, before dates are turned into wall-clock text. */
  readonly stored: string;
}

export interface Source {
  readonly alias: string;
  /** The record type, or the alias of a derived table. */
  readonly record: string;
  readonly columns: ReadonlyMap<string, Visible>;
}

export interface Scope {
  readonly sources: readonly Source[];
  /** The column that a name stands for. Throws SuiteqlError in NetSuite's words. */
  find(table: string | null, name: string): { alias: string; visible: Visible };
}

function read(sql: string, column: Column, optional: boolean, bind: Bind, timeZone: string): Value {
  const required = !optional && (column.required ?? false);
  switch (column.type) {
    case 'integer':
      return { sql, kind: 'number', required };
    case 'decimal':
      return { sql, kind: 'number', decimal: true, required };
    case 'date':
      return { sql: `(${sql} || 'T00:00:00')`, kind: 'date', required };
    case 'datetime':
      return { sql: `ns_local(${sql}, ${bind(timeZone)})`, kind: 'date', required };
    default:
      return { sql, kind: 'text', required };
  }
}

/** The columns of a record type under an alias; `optional`: the row may be missing. Throws SuiteqlError when there is no such record type. */
export function tableSource(
  name: string,
  alias: string,
  optional: boolean,
  bind: Bind,
  timeZone: string,
): Source {
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (!table) throw new SuiteqlError(`Record '${name}' was not found.`);
  const columns = new Map(
    Object.entries(table.columns).map(([column, info]): [string, Visible] => {
      const stored = `"${alias}"."${info.stored ?? column}"`;
      return [
        column,
        {
          column: info,
          stored,
          get value() {
            return read(stored, info, optional, bind, timeZone);
          },
        },
      ];
    }),
  );
  return { alias, record: name, columns };
}

/** Names of the sources of one SELECT. Throws SuiteqlError when an alias is used twice. */
export function scopeOf(sources: readonly Source[]): Scope {
  if (new Set(sources.map((source) => source.alias)).size !== sources.length) throw unsupported();
  const available = sources.map((source) => `${source.alias}=${source.record}`).join(', ');
  return {
    sources,
    find(table, name) {
      if (table !== null) {
        const source = sources.find((each) => each.alias === table);
        if (!source)
          throw new SuiteqlError(`Unknown identifier '${table}'. Available identifiers are: {${available}}`);
        const visible = source.columns.get(name);
        if (!visible)
          throw new SuiteqlError(
            `Field '${name}' for record '${source.record}' was not found. Reason: REMOVED - Field is removed`,
          );
        return { alias: source.alias, visible };
      }
      const owners = sources.filter((source) => source.columns.has(name));
      if (owners.length > 1) throw new SuiteqlError(`Field '${name}' is ambiguous`);
      const owner = owners[0];
      if (!owner)
        throw new SuiteqlError(`Unknown identifier '${name}'. Available identifiers are: {${available}}`);
      return { alias: owner.alias, visible: owner.columns.get(name)! };
    },
  };
}
