import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const schema = `
create table if not exists sim_meta (name text primary key, value text not null);
create table if not exists sim_fault (id integer primary key autoincrement, rule text not null, seen integer not null default 0, fired integer not null default 0);
create table if not exists sim_journal (
  seq integer primary key autoincrement, receivedAt text not null, appliedAt text, answeredAt text,
  method text not null, path text not null, query text not null, status integer,
  credentialId text, idempotencyKey text, externalId text, bodyHash text, objectType text, objectId text, outcome text
);`;

/**
 * Opens the simulator's state in a directory, made when missing. A commit survives `kill -9`: write-ahead log. Throws for the state of a
 * version whose tables were others: it is not migrated.
 */
export function openDatabase(dataDir: string, vendorSchema: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(join(dataDir, 'state.sqlite'));
  db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;');
  db.exec(schema);
  const [known] = db.prepare(`select value from sim_meta where name = 'schema'`).all();
  const stamp = JSON.stringify(vendorSchema);
  if (known ? known['value'] !== stamp : vendorTables(db).length > 0) {
    throw new Error(
      `${dataDir} was written by another version of this simulator. Delete it, or start the demo with: npm run demo -- --reset`,
    );
  }
  db.exec(vendorSchema);
  db.prepare('insert or ignore into sim_meta (name, value) values (?, ?)').run('schema', stamp);
  return db;
}

/** Runs `act` so that all its writes are kept, or none when it throws; nests. `act` must not await. */
export function atomically<T>(db: DatabaseSync, act: () => T): T {
  const nested = db.isTransaction;
  db.exec(nested ? 'savepoint part' : 'begin immediate');
  try {
    const result = act();
    db.exec(nested ? 'release part' : 'commit');
    return result;
  } catch (error) {
    db.exec(nested ? 'rollback to part; release part' : 'rollback');
    throw error;
  }
}

/** The vendor's own tables, without those of the kit. */
export function vendorTables(db: DatabaseSync): string[] {
  const rows = db
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like 'sim\\_%' escape '\\' and name not like 'sqlite\\_%' escape '\\'`,
    )
    .all();
  return rows.map((row) => String(row.name));
}

/** A name as an SQL identifier. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
