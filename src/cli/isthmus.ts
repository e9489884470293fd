#!/usr/bin/env node
import { Argument, Command, Option } from 'commander';
import { Problem } from '../canonical/problem.ts';
import { ConfigError, configFile, loadConfig, readEnvironment, type Config } from '../config.ts';
import { messageOf, ProvisionError } from '../provision/error.ts';
import { ensurePostgres } from '../provision/postgres.ts';
import { vendors } from '../sources/index.ts';
import { migrate } from '../store/migrate.ts';
import type { ReplayRequest } from '../sync/replay.ts';
import { examine } from './doctor.ts';
import { importAll } from './import.ts';
import { replay } from './replay.ts';
import { openServices } from './services.ts';
import { syncOne } from './sync.ts';
import { Refused, tail } from './tail.ts';
import { openTenantDatabases, placeOf, placesOf } from './tenants.ts';
import { developmentToken, roles, type Role } from './token.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const remark = (text: string): void => void process.stderr.write(`${text}\n`);

function configuration(): Config {
  const env = readEnvironment();
  return loadConfig(env, configFile(env), vendors);
}

const addressOf = ({ http: { host, port } }: Config): string =>
  `ws://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}/graphql`;

/** Tells that the command is to end. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

interface ReplayFlags {
  readonly type?: string[];
  readonly subject?: string;
  readonly correlation?: string;
  readonly from?: string;
  readonly to?: string;
  readonly deadLetter?: string[];
  readonly dryRun?: boolean;
  readonly rate?: number;
  readonly key?: string;
}

function requestOf(given: ReplayFlags): ReplayRequest {
  const { type, subject, correlation, from, to, deadLetter, dryRun, rate, key } = given;
  return {
    mode: dryRun ? 'DRY_RUN' : 'LIVE',
    ...(type && { types: type }),
    ...(subject !== undefined && { subjectId: subject }),
    ...(correlation !== undefined && { correlationId: correlation }),
    ...(from && { from: instantOf(from) }),
    ...(to && { to: instantOf(to) }),
    ...(deadLetter && { deadLetterIds: deadLetter }),
    ...(rate !== undefined && { ratePerSecond: rate }),
    ...(key !== undefined && { idempotencyKey: key }),
  };
}

function instantOf(text: string): string {
  if (Number.isNaN(Date.parse(text)))
    throw new Problem('INVALID_INPUT', `${text} is not an instant, for example 2026-03-31T08:15:00Z.`);
  return new Date(text).toISOString();
}

function checkSources({ sources }: Config, names: readonly string[]): void {
  const known = sources.map(({ instance }) => instance);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new ProvisionError(`No source is called ${unknown.join(', ')}.`, `Known: ${known.join(', ')}.`);
}

const program = new Command('isthmus').description(
  'Operates the hub. The configuration is isthmus.yaml and the environment.',
);

program
  .command('migrate')
  .description('bring the database to the newest schema')
  .action(async () => {
    const { dataDir, database, tenants } = configuration();
    const postgres = await ensurePostgres({ dataDir, url: database.url });
    try {
      const ran = await migrate(postgres.url);
      await openTenantDatabases({ tenants }, postgres.url);
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
    checkSources(config, source ?? []);
    const services = await openServices(config);
    try {
      const signal = stopSignal();
      const rejected: string[] = [];
      for (const place of placesOf(config, services.databaseUrl)) {
        const options = { instances: source, anew: fresh, signal };
        rejected.push(...(await importAll(place.config, place.databaseUrl, process.stdout, options)));
      }
      for (const message of rejected.slice(0, 20)) remark(message);
      if (rejected.length > 0) remark(`${rejected.length} records did not fit and were left out.`);
    } finally {
      await services.stop();
    }
  });

program
  .command('sync')
  .description('ask a source for what changed since then, and take it in')
  .argument('<instance>', 'the source, as the configuration names it')
  .requiredOption('--since <when>', 'how far back: 90m, 2h, 3d, or an instant')
  .action(async (instance: string, { since }: { since: string }) => {
    const config = configuration();
    checkSources(config, [instance]);
    const services = await openServices(config);
    try {
      const { tenant } = config.sources.find((source) => source.instance === instance)!;
      const place = placeOf(config, services.databaseUrl, tenant);
      const total = await syncOne(
        place.config,
        place.databaseUrl,
        instance,
        since,
        process.stdout,
        stopSignal(),
      );
      say(`${total.records} records told, ${total.changed} changed, ${total.rejected} did not fit.`);
    } finally {
      await services.stop();
    }
  });

program
  .command('tail')
  .description('show the events of a running hub as they happen')
  .option('--type <type...>', 'only these types: `invoice.paid`, or all of a noun: `invoice.*`')
  .option('--subject <id>', 'only what happens to this record')
  .option('--after <cursor>', 'go on where an earlier tail stopped')
  .option('--url <url>', 'the WebSocket of the hub; otherwise where the configuration says it listens')
  .option('--json', 'one JSON object a line')
  .action(
    async (given: { type?: string[]; subject?: string; after?: string; url?: string; json?: boolean }) => {
      const { type: types, subject: subjectId, after, json } = given;
      const url = given.url ?? addressOf(configuration());
      const cursor = await tail(
        { url, types, subjectId, after, json, signal: stopSignal() },
        process.stdout,
        process.stderr,
      );
      if (cursor !== null) remark(`To go on from here: isthmus tail --after ${cursor}`);
    },
  );

program
  .command('replay')
  .description('read again what past events or dead letters are about, and take in what the copy lacks')
  .option('--type <type...>', 'events of these types: `invoice.paid`, or all of a noun: `invoice.*`')
  .option('--subject <id>', 'events of this record')
  .option('--correlation <id>', 'events with this correlation id')
  .option('--from <instant>', 'events that happened then or later, ISO 8601')
  .option('--to <instant>', 'events that happened before')
  .option('--dead-letter <id...>', 'these dead letters')
  .option('--dry-run', 'only count what would change')
  .option('--rate <records>', 'at most so many records a second', Number)
  .option('--key <key>', 'the same key again does nothing again')
  .option('--tenant <tenant>', 'whose; the first tenant when omitted')
  .action(async (given: ReplayFlags & { tenant?: string }) => {
    const config = configuration();
    const request = requestOf(given);
    const services = await openServices(config);
    try {
      const place = placeOf(config, services.databaseUrl, given.tenant);
      const last = await replay(place.config, place.databaseUrl, request, process.stdout, stopSignal());
      if (last.error !== null) remark(last.error);
      process.exitCode = last.status === 'COMPLETED' ? 0 : 1;
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
  const expected =
    error instanceof ConfigError ||
    error instanceof ProvisionError ||
    error instanceof Problem ||
    error instanceof Refused;
  remark(
    expected ? messageOf(error) : error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
  process.exit(1);
});
