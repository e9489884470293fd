import pg from 'pg';
import { ProvisionError } from './error.ts';

/** SQLSTATE duplicate_database, and unique_violation, which two that make one at the same moment meet. */
const alreadyThere = ['42P04', '23505'];

/** Makes the database that a URL names, unless the server has it. Throws ProvisionError when the user may not. */
export async function ensureDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    if (alreadyThere.includes(String((error as { code?: unknown }).code))) return;
    throw new ProvisionError(
      `The database ${name} of a tenant could not be made: ${(error as Error).message}.`,
      `Make it, or name another one in tenants.`,
    );
  } finally {
    await client.end();
  }
}
