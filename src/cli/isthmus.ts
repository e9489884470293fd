#!/usr/bin/env node
import { Argument, Command, Option } from 'commander';
import { ConfigError, configFile, loadConfig, readEnvironment, type Config } from '../config.ts';
import { messageOf, ProvisionError } from '../provision/error.ts';
import { ensurePostgres } from '../provision/postgres.ts';
import { vendors } from '../sources/index.ts';
import { migrate } from '../store/migrate.ts';
import { examine } from './doctor.ts';
import { importAll } from './import.ts';
import { openServices } from './services.ts';
import { developmentToken, roles, type Role } from './token.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const remark = (text: string): void => void process.stderr.write(`${text}\n`);

function configuration(): Config {
  const env = readEnvironment();
  return loadConfig(env, configFile(env), vendors);
}

const program = new Command('isthmus').description(
  'Operates the hub. The configuration is isthmus.yaml and the environment.',
);

program
  .command('migrate')
  .description('bring the database to the newest schema')
  .action(async () => {
    const { dataDir, database } = configuration();
    const postgres = await ensurePostgres({ dataDir, url: database.url });
    try {
      const ran = await migrate(postgres.url);
      say(ran.length === 0 ? 'The database is up to date.' : `Ran ${ran.join(', ')}.`);
    } finally {
      await postgres.stop();
    }
  });

program
  .command('doctor')
  .description('name what is missing and how to mend it')
  .option('--json', 'for machines: {"ok", "checks": [{"name", "ok", "detail", "fix"}]}')
  .action(async ({ json }: { json?: boolean }) => {
    const checks = await examine(readEnvironment());
    const ok = checks.every((check) => check.ok);
    if (json) say(JSON.stringify({ ok, checks }, null, 2));
    else
      for (const check of checks)
        say(
          `${check.ok ? 'ok  ' : 'FAIL'}  ${check.name}: ${check.detail}${check.fix === null ? '' : `\n      ${check.fix}`}`,
        );
    process.exitCode = ok ? 0 : 1;
  });

program
  .command('token')
  .description('print a token for development, signed with a secret in the data directory')
  .addOption(new Option('--role <role>', 'what its holder may be').choices(roles).makeOptionMandatory())
  .action(async ({ role }: { role: Role }) => {
    say(await developmentToken(configuration().dataDir, role));
    remark(
      'For development only. The hub accepts it and ignores it: access control comes with a later version, until then it listens on loopback only.',
    );
  });

program
  .command('backfill')
  .description('read everything that the sources hold; goes on where the last one stopped')
  .option('--source <instance...>', 'only these sources')
  .option('--fresh', 'start over')
  .action(async ({ source, fresh }: { source?: string[]; fresh?: boolean }) => {
    const config = configuration();
    const known = config.sources.map(({ instance }) => instance);
    const unknown = source?.filter((name) => !known.includes(name)) ?? [];
    if (unknown.length > 0)
      throw new ProvisionError(`No source is called ${unknown.join(', ')}.`, `Known: ${known.join(', ')}.`);
    const services = await openServices(config);
    const stopping = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
    try {
      const rejected = await importAll(config, services.databaseUrl, process.stdout, {
        instances: source,
        anew: fresh,
        signal: stopping.signal,
      });
      for (const message of rejected.slice(0, 20)) remark(message);
      if (rejected.length > 0) remark(`${rejected.length} records did not fit and were left out.`);
    } finally {
      await services.stop();
    }
  });

program
  .command('config')
  .description('check the configuration without starting anything')
  .addArgument(new Argument('<what>').choices(['check']))
  .action(() => {
    const { sources } = configuration();
    say(
      `The configuration is well: ${sources.length} sources (${sources.map(({ instance }) => instance).join(', ')}).`,
    );
  });

program.parseAsync().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof ProvisionError;
  remark(
    expected ? messageOf(error) : error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
  process.exit(1);
});
