import pg from 'pg';
import { checkPostgres, findPostgres } from '../provision/postgres.ts';
import { migrationNames } from '../store/migrate.ts';
import { failed, ill, placeOf, well, type Check } from './check.ts';

const oldest = 150_000;

async function inspect(url: string): Promise<Check[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const settings = new Map(
      (
        await client.query<{ name: string; setting: string }>(
          `select name, setting from pg_settings
            where name in ('server_version', 'server_version_num', 'fsync', 'full_page_writes', 'synchronous_commit')`,
        )
      ).rows.map(({ name, setting }) => [name, setting]),
    );
    const version = settings.get('server_version') ?? 'of an unknown version';
    const server =
      Number(settings.get('server_version_num')) >= oldest
        ? well('database', `PostgreSQL ${version} at ${placeOf(url)}`)
        : ill('database', `PostgreSQL ${version} is too old`, 'Use PostgreSQL 15 or later.');
    const durability = ['fsync', 'full_page_writes', 'synchronous_commit'];
    const detail = durability.map((name) => `${name} ${settings.get(name)}`).join(', ');
    const off = durability.filter((name) => settings.get(name) === 'off');
    const safe =
      off.length === 0
        ? well('database durability', detail)
        : ill(
            'database durability',
            detail,
            `Turn on ${off.join(', ')} in postgresql.conf and reload: a power cut loses committed data.`,
          );
    const known = await client.query<{ found: string | null }>(`select to_regclass('migration') as found`);
    const table = known.rows[0]?.found ?? null;
    const ran = new Set(
      table === null
        ? []
        : (await client.query<{ name: string }>('select name from migration')).rows.map(({ name }) => name),
    );
    const names = await migrationNames();
    const pending = names.filter((name) => !ran.has(name));
    const schema =
      pending.length === 0
        ? `up to date, ${names.length} migrations`
        : `${pending.length} of ${names.length} migrations run at the next start`;
    return [server, safe, well('database schema', schema)];
  } finally {
    await client.end();
  }
}

/** The database that is named, or the one of our own: reachable, recent enough, durable; or that one could be started here. */
export async function databaseChecks(dataDir: string, url: string | null): Promise<Check[]> {
  try {
    if (url !== null) return await inspect(url);
    const own = await findPostgres(dataDir);
    if (own !== null) return await inspect(own.url);
    return [
      well(
        'database',
        `PostgreSQL ${await checkPostgres(dataDir)} of our own, not running; it starts with the hub`,
      ),
    ];
  } catch (error) {
    return [failed('database', error, 'Check DATABASE_URL, and that the server runs and lets this user in.')];
  }
}
