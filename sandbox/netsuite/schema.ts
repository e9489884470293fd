import { tables } from './catalog.ts';
import type { Column, ColumnType } from './column.ts';

const sqlTypes: Readonly<Record<ColumnType, string>> = {
  integer: 'integer',
  decimal: 'text',
  text: 'text',
  flag: 'text',
  date: 'text',
  datetime: 'text',
};

/** What a missing value of a required column becomes when a row is made outside the record API. */
const defaults: Readonly<Partial<Record<ColumnType, string>>> = {
  flag: " default 'F'",
  decimal: " default '0'",
};

function columnSql(name: string, column: Column): string {
  const need = column.required ? ` not null${defaults[column.type] ?? ''}` : '';
  return `"${column.stored ?? name}" ${sqlTypes[column.type]}${need}${column.nocase ? ' collate nocase' : ''}`;
}

function quotedList(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** The SQLite tables and views of the catalogue. */
export function tablesSql(): string {
  return Object.entries(tables)
    .map(([name, table]) => {
      if (table.view) return `create view if not exists "${name}" as ${table.view};`;
      const columns = Object.entries(table.columns).map(([column, info]) => columnSql(column, info));
      const index = (kind: string, columnsOf: readonly string[]) =>
        `create ${kind} if not exists "${name}_${columnsOf.join('_')}" on "${name}" (${quotedList(columnsOf)});`;
      return [
        `create table if not exists "${name}" (${columns.join(', ')}, primary key (${quotedList(table.key)}));`,
        ...(table.indexes ?? []).map((each) => index('index', each)),
        ...(table.unique ?? []).map((each) => index('unique index', each)),
      ].join('\n');
    })
    .join('\n');
}
