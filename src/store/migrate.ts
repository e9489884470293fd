import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('./migrations/', import.meta.url);

/** The names of the migrations, in the order in which they run. */
export async function migrationNames(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
}

/**
 * Brings a database to the newest schema: every migration not yet run, each in a transaction of its own, one process at a time.
 * Returns the names of those that ran. Throws the database's error when one fails; those before it stay.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtext('isthmus:migrate'))`);
    await client.query(
      `create table if not exists migration (name text primary key, ran_at timestamptz not null default now())`,
    );
    const { rows } = await client.query<{ name: string }>('select name from migration');
    const ran = new Set(rows.map((row) => row.name));
    const fresh = (await migrationNames()).filter((name) => !ran.has(name));
    for (const name of fresh) {
      await client.query('begin');
      await client.query(await readFile(new URL(name, folder), 'utf8'));
      await client.query('insert into migration (name) values ($1)', [name]);
      await client.query('commit');
    }
    return fresh;
  } finally {
    await client.end();
  }
}
