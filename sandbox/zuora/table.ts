import { createHash } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Columns, Sim, SimObject } from '../kit/types.ts';
import { model } from './model.ts';
import type { FieldType } from './object.ts';

const columnType: Readonly<Record<FieldType, string>> = {
  text: 'text',
  decimal: 'text',
  integer: 'integer',
  boolean: 'integer',
  date: 'text',
  instant: 'text',
};

/** Tables and indexes for every object of the model. Amounts are decimal text. */
export const objectSchema = Object.values(model)
  .map(({ table, fields }) => {
    const columns = Object.entries(fields).map(
      ([name, type]) => `"${name}" ${columnType[type]}${name === 'id' ? ' primary key' : ''}`,
    );
    const keys = Object.keys(fields).filter((name) => /(Id|Number)$/.test(name) || name === 'name');
    const indexes = keys.map(
      (name) => `create index if not exists "${table}_${name}" on ${table} ("${name}");`,
    );
    return `create table if not exists ${table} (${columns.join(', ')});\n${indexes.join('\n')}`;
  })
  .join('\n');

/** The objects as `/__sim/state` shows and changes them; a change moves `updatedDate` as the vendor would. */
export const stateObjects: Readonly<Record<string, SimObject>> = Object.fromEntries(
  Object.entries(model).map(([name, { table }]) => [
    name,
    {
      table,
      key: 'id',
      stamp: (sim: Sim, change: 'insert' | 'update' | 'delete'): Columns => {
        const now = new Date(sim.now()).toISOString();
        return change === 'insert' ? { createdDate: now, updatedDate: now } : { updatedDate: now };
      },
    },
  ]),
);

/** Writes a row of the named object. */
export type Put = (name: string, row: Readonly<Record<string, SQLInputValue>>) => void;

/** Writes whole rows of an object; a field that is left out is null. */
export function inserter(
  db: DatabaseSync,
  name: string,
): (row: Readonly<Record<string, SQLInputValue>>) => void {
  const { table, fields } = model[name]!;
  const names = Object.keys(fields);
  const statement = db.prepare(
    `insert into ${table} (${names.map((each) => `"${each}"`).join(', ')}) values (${names.map(() => '?').join(', ')})`,
  );
  return (row) => {
    const stray = Object.keys(row).find((each) => !(each in fields));
    if (stray) throw new Error(`${name} has no field ${stray}`);
    statement.run(...names.map((each) => row[each] ?? null));
  };
}

/** A Zuora id, 32 hexadecimal digits, that follows from the parts: for what the world does not name. */
export function derivedId(...parts: readonly string[]): string {
  return `8a${createHash('sha256').update(parts.join('/')).digest('hex').slice(0, 30)}`;
}
