import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { changed } from '../kit/change.ts';
import { quoted } from '../kit/database.ts';
import type { Sim } from '../kit/types.ts';
import type { SObject } from './field.ts';
import { integrationUserId } from './id.ts';
import { tableOf } from './objects.ts';
import { stampOf } from './record.ts';

export type Row = Record<string, SQLOutputValue>;
type Columns = Readonly<Record<string, SQLInputValue>>;

/** The row with an id, deleted or not. */
export function rowById(sim: Sim, object: SObject, id: string): Row | undefined {
  return sim.db.prepare(`select * from ${quoted(tableOf(object))} where "Id" = ?`).get(id);
}

/** Stores a new row and says so. */
export function addRow(sim: Sim, object: SObject, columns: Columns & { readonly Id: string }): void {
  const names = Object.keys(columns);
  sim.db
    .prepare(
      `insert into ${quoted(tableOf(object))} (${names.map(quoted).join(', ')}) values (${names.map(() => '?').join(', ')})`,
    )
    .run(...Object.values(columns));
  changed(sim, { object: object.name, id: columns.Id, change: 'insert', before: null });
}

/** Sets columns of a row, with the stamps of a change, and says so. */
export function setColumns(sim: Sim, object: SObject, id: string, columns: Columns): void {
  const stamp = stampOf(sim.now());
  const all: Columns = {
    LastModifiedDate: stamp,
    LastModifiedById: integrationUserId,
    SystemModstamp: stamp,
    ...columns,
  };
  const before = rowById(sim, object, id) ?? null;
  sim.db
    .prepare(
      `update ${quoted(tableOf(object))} set ${Object.keys(all)
        .map((name) => `${quoted(name)} = ?`)
        .join(', ')} where "Id" = ?`,
    )
    .run(...Object.values(all), id);
  changed(sim, { object: object.name, id, change: 'update', before });
}

/** The next number of a count that survives a restart, from 1. */
export function counter(sim: Sim, name: string): number {
  const row = sim.db
    .prepare(
      'insert into sf_counter (name, value) values (?, 1) on conflict (name) do update set value = value + 1 returning value',
    )
    .get(name);
  return Number(row?.value);
}
