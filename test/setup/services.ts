import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { connect } from 'nats';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { natsAddress } from '../../src/events/address.ts';
import { ensureNats } from '../../src/provision/nats.ts';
import { ensurePostgres } from '../../src/provision/postgres.ts';
import { birthOf, isAlive } from '../../src/provision/process.ts';
import { migrate, migrationNames } from '../../src/store/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where databases may be made. */
    databaseUrl: string;
    /** A migrated database to clone. */
    templateDatabase: string;
    /** What names of this run's databases start with. */
    runPrefix: string;
    natsUrl: string;
  }
}

const dataDir = fileURLToPath(new URL('../../.isthmus/test', import.meta.url));
const binaryDir = fileURLToPath(new URL('../../.isthmus/nats/bin', import.meta.url));
const dayMs = 86_400_000;

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await migrationNames()) {
    hash.update(name);
    hash.update(await readFile(new URL(`../../src/store/migrations/${name}`, import.meta.url)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** One migrated database per state of the migrations, made by the first run that needs it. */
async function ensureTemplate(admin: pg.Client, databaseUrl: string): Promise<string> {
  const name = `template_${await migrationsHash()}`;
  const known = await admin.query('select 1 from pg_database where datname = $1', [name]);
  if (known.rowCount !== 0) return name;
  const draft = `${name}_new`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft}`);
  const url = new URL(databaseUrl);
  url.pathname = `/${draft}`;
  await migrate(url.href);
  await admin.query(`comment on database ${draft} is '${Date.now()}'`);
  await admin.query(`alter database ${draft} rename to ${name}`);
  return name;
}

/** Databases of runs that were killed, and templates of migrations that have changed since yesterday. */
async function sweep(admin: pg.Client, template: string): Promise<void> {
  const { rows } = await admin.query<{ name: string; comment: string | null }>(
    `select datname as name, shobj_description(oid, 'pg_database') as comment from pg_database where datname ~ '^(run|template)_'`,
  );
  for (const { name, comment } of rows) {
    const [, pid, birth] = /^run_(\d+)_(\w+)_/.exec(name) ?? [];
    const ended = pid !== undefined && !(isAlive(Number(pid)) && birthName(Number(pid)) === birth);
    const outdated = pid === undefined && name !== template && Number(comment) < Date.now() - dayMs;
    if (ended || outdated) await admin.query(`drop database if exists ${name} with (force)`).catch(() => {});
  }
}

const birthName = (pid: number): string =>
  createHash('sha256')
    .update(birthOf(pid) ?? '')
    .digest('hex')
    .slice(0, 8);

/** What hubs of runs that have ended left at the broker. */
async function sweepBroker(url: string): Promise<void> {
  const connection = await connect(natsAddress(url));
  try {
    const { streams } = await connection.jetstreamManager();
    for await (const { config } of streams.list()) {
      const [, pid, birth] = /^TEST_RUN_(\d+)_(\w+?)_/.exec(config.name) ?? [];
      if (pid !== undefined && !(isAlive(Number(pid)) && birthName(Number(pid)).toUpperCase() === birth))
        await streams.delete(config.name);
    }
  } finally {
    await connection.close();
  }
}

/** Starts what the tests need, or joins what another run of them started, and gives it up at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const environment = process.env;
  const postgres = await ensurePostgres({ dataDir, url: environment['DATABASE_URL'], fsync: false });
  const nats = await ensureNats({ dataDir, url: environment['NATS_URL'], binaryDir });
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  const runPrefix = `run_${process.pid}_${birthName(process.pid)}_`;
  try {
    await admin.query(`select pg_advisory_lock(hashtext('isthmus:test:template'))`);
    const templateDatabase = await ensureTemplate(admin, postgres.url);
    await sweep(admin, templateDatabase);
    await sweepBroker(nats.url);
    project.provide('databaseUrl', postgres.url);
    project.provide('templateDatabase', templateDatabase);
    project.provide('runPrefix', runPrefix);
    project.provide('natsUrl', nats.url);
  } finally {
    await admin.end();
  }
  return async () => {
    await Promise.all([postgres.stop(), nats.stop()]);
  };
}
