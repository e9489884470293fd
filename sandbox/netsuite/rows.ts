import type { SQLInputValue } from 'node:sqlite';
import Big from 'big.js';
import type { Sim } from '../kit/types.ts';
import { tables } from './catalog.ts';

export type Values = Readonly<Record<string, SQLInputValue>>;
export type Insert = (table: string, values: Values) => void;

/** Inserts rows with one prepared statement per table; columns not given are null. */
export function inserter(sim: Sim): Insert {
  const statements = new Map<string, (values: Values) => void>();
  return (table, values) => {
    let run = statements.get(table);
    if (!run) {
      const names = Object.entries(tables[table]!.columns).map(([name, column]) => column.stored ?? name);
      const marks = names.map(() => '?').join(', ');
      const list = names.map((name) => `"${name}"`).join(', ');
      const statement = sim.db.prepare(`insert into "${table}" (${list}) values (${marks})`);
      run = (row) => void statement.run(...names.map((name) => row[name] ?? null));
      statements.set(table, run);
    }
    run(values);
  };
}

/** Decimal text as NetSuite prints it: without trailing zeros. */
export function decimal(text: string): string {
  return new Big(text).toFixed();
}
