import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

async function run(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A database of its own for one test file, at the newest schema: a clone of the migrated template. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `${inject('runPrefix')}${randomUUID().slice(0, 8)}`;
  await run(`create database ${name} template ${inject('templateDatabase')}`);
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

/** A database with nothing in it, not even a schema; what the hub makes beside it for its tenants is dropped with it. */
export async function createEmptyDatabase(
  tenants: readonly string[] = [],
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `${inject('runPrefix')}${randomUUID().slice(0, 8)}`;
  await run(`create database ${name}`);
  const url = new URL(inject('databaseUrl'));
  url.pathname = `/${name}`;
  const drop = async (): Promise<void> => {
    for (const each of [name, ...tenants.map((tenant) => `${name}_${tenant}`)])
      await run(`drop database if exists ${each} with (force)`);
  };
  return { url: url.href, drop };
}

/** What the stream and the subjects of a test database's events begin with at the broker that all tests share. */
export function namespaceOf(databaseUrl: string): string {
  return `test_${new URL(databaseUrl).pathname.slice(1).replaceAll(/[^a-z0-9_]/g, '_')}`;
}
