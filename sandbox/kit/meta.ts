import type { DatabaseSync } from 'node:sqlite';

/** Small facts the kit keeps: credentials, clock offset, settings. */
export interface Meta {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  remove(name: string): void;
}

/** Named JSON values in the simulator's database, read once and kept in memory. */
export function openMeta(db: DatabaseSync): Meta {
  const upsert = db.prepare('insert or replace into sim_meta (name, value) values (?, ?)');
  const drop = db.prepare('delete from sim_meta where name = ?');
  const values = new Map<string, unknown>(
    db
      .prepare('select name, value from sim_meta')
      .all()
      .map((row) => [String(row.name), JSON.parse(String(row.value))]),
  );
  return {
    get: (name) => values.get(name),
    set(name, value) {
      upsert.run(name, JSON.stringify(value));
      values.set(name, value);
    },
    remove(name) {
      drop.run(name);
      values.delete(name);
    },
  };
}
