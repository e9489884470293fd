import type { DatabaseSync } from 'node:sqlite';
import type { Sim } from '../../kit/types.ts';
import { tables } from '../catalog.ts';
import type { RecordType } from './types.ts';

/** A row by column name; every value as text. */
export type Row = Readonly<Record<string, string | null>>;

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

function storedName(table: string, column: string): string {
  return tables[table]?.columns[column]?.stored ?? column;
}

/** An instant of the simulator's clock to the second, as NetSuite stamps it. */
export function instant(sim: Sim): string {
  return `${new Date(sim.now()).toISOString().slice(0, 19)}Z`;
}

/** The row of a record by internal id, or by `eid:` and its external id; undefined when there is none. */
export function findRow(db: DatabaseSync, type: RecordType, key: string): Row | undefined {
  const external = /^eid:(.*)$/s.exec(key)?.[1];
  if (external !== undefined && !tables[type.table]!.columns.externalid) return undefined;
  const where = external === undefined ? 'id = ?' : 'externalid = ?';
  const only = type.only ? ` and "${type.only.column}" = ?` : '';
  const row = db
    .prepare(`select * from "${type.table}" where ${where}${only}`)
    .get(external ?? key, ...(type.only ? [type.only.value] : []));
  if (!row) return undefined;
  const columns = Object.entries(tables[type.table]!.columns).map(([name, column]) => {
    const value = row[column.stored ?? name] ?? null;
    return [name, value === null ? null : String(value)] as const;
  });
  return { ...Object.fromEntries(columns), ...subsidiaryOf(db, type.table, String(row.id)) };
}

function subsidiaryOf(db: DatabaseSync, table: string, id: string): Row {
  const sql =
    table === 'customer'
      ? `select subsidiary from customersubsidiaryrelationship where entity = ? and isprimarysub = 'T'`
      : table === 'transaction'
        ? `select subsidiary from transactionline where "transaction" = ? limit 1`
        : null;
  const row = sql === null ? undefined : db.prepare(sql).get(id);
  return row ? { subsidiary: String(row.subsidiary) } : {};
}

/** The next internal id of a table. An id is never given twice, not even after a deletion. */
export function nextId(db: DatabaseSync, table: string, key = 'id'): string {
  const row = db
    .prepare(
      `select max(coalesce((select max("${key}") from "${table}"), 0),
         coalesce((select max(recordid) from deletedrecord where type = ?), 0)) + 1 as id`,
    )
    .get(table);
  return String(row!.id);
}

/** Inserts a row. */
export function insertRow(db: DatabaseSync, table: string, values: Row): void {
  const names = Object.keys(values);
  const columns = quoted(names.map((name) => storedName(table, name)));
  const marks = names.map(() => '?').join(', ');
  db.prepare(`insert into "${table}" (${columns}) values (${marks})`).run(...Object.values(values));
}

/** Changes columns of a row by internal id. */
export function updateRow(db: DatabaseSync, table: string, id: string, values: Row): void {
  const sets = Object.keys(values).map((name) => `"${storedName(table, name)}" = ?`);
  if (sets.length === 0) return;
  db.prepare(`update "${table}" set ${sets.join(', ')} where id = ?`).run(...Object.values(values), id);
}
