import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { BadControl } from './bad-control.ts';
import { changed } from './change.ts';
import { atomically, quoted } from './database.ts';
import { rawNumber } from './json.ts';
import type { Columns, Sim, SimObject, Vendor } from './types.ts';

type Row = Record<string, unknown>;

function shown(row: Record<string, SQLOutputValue>, object: SimObject): Row {
  const result: Row = {};
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'bigint') {
      result[name] = Number.isSafeInteger(Number(value)) ? Number(value) : rawNumber(String(value));
    } else if (name === object.document && typeof value === 'string') result[name] = JSON.parse(value);
    else result[name] = value;
  }
  return result;
}

function exactly(statement: StatementSync): StatementSync {
  statement.setReadBigInts(true);
  return statement;
}

function objectNamed(vendor: Vendor, name: unknown): SimObject {
  const object = vendor.objects[String(name)];
  if (!object) {
    throw new BadControl(`no object ${String(name)}; there are ${Object.keys(vendor.objects).join(', ')}`);
  }
  return object;
}

/** How many rows an object has. */
export function countOf(sim: Sim, object: SimObject): number {
  return Number(sim.db.prepare(`select count(*) as n from ${quoted(object.table)}`).get()?.n);
}

/** Rows of an object in key order: one by id, or up to `limit` whose key is greater than `after`. */
export function readRows(
  sim: Sim,
  vendor: Vendor,
  name: string,
  which: { id?: string | null; after?: string | null; limit: number },
): readonly Row[] {
  const object = objectNamed(vendor, name);
  const key = quoted(object.key);
  const bound: SQLInputValue[] = [];
  let where = '';
  if (which.id !== undefined && which.id !== null) {
    where = `where ${key} = ?`;
    bound.push(which.id);
  } else if (which.after !== undefined && which.after !== null) {
    where = `where ${key} > ?`;
    bound.push(which.after);
  }
  const sql = `select * from ${quoted(object.table)} ${where} order by ${key} limit ?`;
  return exactly(sim.db.prepare(sql))
    .all(...bound, which.limit)
    .map((row) => shown(row, object));
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  return JSON.stringify(value);
}

function split(
  sim: Sim,
  object: SimObject,
  set: Row,
): { columns: Record<string, SQLInputValue>; inner: Row } {
  const names = new Set(
    sim.db
      .prepare(`select name from pragma_table_info(?)`)
      .all(object.table)
      .map((row) => String(row.name)),
  );
  const columns: Record<string, SQLInputValue> = {};
  const inner: Row = {};
  for (const [name, value] of Object.entries(set)) {
    if (names.has(name)) columns[name] = bindable(value);
    else if (object.document) inner[name] = value;
    else throw new BadControl(`no field ${name}; there are ${[...names].join(', ')}`);
  }
  return { columns, inner };
}

function write(sim: Sim, object: SimObject, id: string, columns: Columns, exists: boolean): void {
  const names = Object.keys(columns);
  const values = Object.values(columns);
  const table = quoted(object.table);
  const key = quoted(object.key);
  if (exists) {
    if (names.length === 0) return;
    const assignments = names.map((name) => `${quoted(name)} = ?`).join(', ');
    sim.db.prepare(`update ${table} set ${assignments} where ${key} = ?`).run(...values, id);
    return;
  }
  const others = names.filter((name) => name !== object.key);
  const list = [key, ...others.map(quoted)].join(', ');
  const marks = ['?', ...others.map(() => '?')].join(', ');
  sim.db
    .prepare(`insert into ${table} (${list}) values (${marks})`)
    .run(id, ...others.map((n) => columns[n]!));
}

/**
 * Changes one row as the vendor's own back office would: `set` updates or inserts, `delete` removes; stamps are set.
 * Answers the row as it is then, or null. Throws BadControl when the object or a field does not exist.
 */
export function changeRow(
  sim: Sim,
  vendor: Vendor,
  change: { object: string; id: string; set?: Row; delete?: boolean },
): Row | null {
  const object = objectNamed(vendor, change.object);
  const { id } = change;
  const table = quoted(object.table);
  const where = `where ${quoted(object.key)} = ?`;
  return atomically(sim.db, () => {
    const before = exactly(sim.db.prepare(`select * from ${table} ${where}`)).get(id);
    if (change.delete) {
      if (!before) return null;
      if (object.tombstone) {
        write(sim, object, id, { ...object.tombstone, ...object.stamp?.(sim, 'delete', id) }, true);
      } else sim.db.prepare(`delete from ${table} ${where}`).run(id);
    } else {
      const { columns, inner } = split(sim, object, change.set ?? {});
      const stamp = object.stamp?.(sim, before ? 'update' : 'insert', id) ?? {};
      if (object.document && Object.keys(inner).length > 0) {
        const held = before?.[object.document];
        const document = { ...(typeof held === 'string' ? (JSON.parse(held) as Row) : {}), ...inner };
        columns[object.document] = JSON.stringify(document);
      }
      write(sim, object, id, { ...stamp, ...columns }, before !== undefined);
    }
    changed(sim, {
      object: change.object,
      id,
      change: change.delete ? 'delete' : before ? 'update' : 'insert',
      before: before ?? null,
    });
    const after = exactly(sim.db.prepare(`select * from ${table} ${where}`)).get(id);
    return after ? shown(after, object) : null;
  });
}
