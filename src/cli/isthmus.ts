#!/usr/bin/env node
import { Argument, Command } from 'commander';
import { Problem } from '../canonical/problem.ts';
import { ConfigError, configFile, loadConfig, readEnvironment, type Config } from '../config.ts';
import { messageOf, ProvisionError } from '../provision/error.ts';
import { ensurePostgres } from '../provision/postgres.ts';
import { vendors } from '../sources/index.ts';
import { migrate } from '../store/migrate.ts';
import type { ReplayRequest } from '../sync/replay.ts';
import { addAccessCommands } from './access.ts';
import { auditCommand } from './audit.ts';
import { examine } from './doctor.ts';
import { eraseFrom } from './erase.ts';
import { importAll } from './import.ts';
import { addOperationCommands } from './operations.ts';
import { addPersonCommands } from './person.ts';
import { policyText } from './policy.ts';
import { replay } from './replay.ts';
import { secretCommand } from './secret-command.ts';
import { openServices } from './services.ts';
import { syncOne } from './sync.ts';
import { Refused, tail } from './tail.ts';
import { openTenantDatabases, placeOf, placesOf } from './tenants.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const remark = (text: string): void => void process.stderr.write(`${text}\n`);

function configuration(): Config {
  const env = readEnvironment();
  return loadConfig(env, configFile(env), vendors);
}

const addressOf = ({ http: { host, port, tls } }: Config): string =>
  `${tls ? 'wss' : 'ws'}://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}/graphql`;

// Whoever read the output has gone, as `head` does when it has enough: nothing is left to say.
const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException | null)?.code === 'EPIPE';
process.stdout.on('error', (error) => {
  if (!isGone(error)) throw error;
});

/** Tells that the command is to end. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  process.stdout.once('error', () => stopping.abort());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  return stopping.signal;
}

interface TailFlags {
  readonly type?: string[];
  readonly subject?: string;
  readonly after?: string;
  readonly url?: string;
  readonly token?: string;
  readonly json?: boolean;
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

addAccessCommands(program, { configuration, say, remark });
addOperationCommands(program, { configuration, say, remark });
addPersonCommands(program, { configuration, say, remark });

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
  .option('--token <token>', 'who asks; otherwise what ISTHMUS_TOKEN says')
  .option('--json', 'one JSON object a line')
  .action(async (given: TailFlags) => {
    const { type: types, subject: subjectId, after, json } = given;
    const url = given.url ?? addressOf(configuration());
    const token = given.token ?? readEnvironment()['ISTHMUS_TOKEN'];
    const cursor = await tail(
      { url, token, types, subjectId, after, json, signal: stopSignal() },
      process.stdout,
      process.stderr,
    );
    if (cursor !== null) remark(`To go on from here: isthmus tail --after ${cursor}`);
  });

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
  .option(
    '--as <person>',
    'who asks for it, besides whoever is signed in here; neither of them may approve it',
  )
  .option('--tenant <tenant>', 'whose; the first tenant when omitted')
  .action(async (given: ReplayFlags & { tenant?: string; as?: string }) => {
    const config = configuration();
    const request = requestOf(given);
    const services = await openServices(config);
    try {
      const place = placeOf(config, services.databaseUrl, given.tenant);
      const last = await replay(place, request, given.as ?? null, process.stdout, stopSignal());
      if (last.error !== null) remark(last.error);
      const waits = last.status === 'WAITING_APPROVAL';
      if (waits)
        remark('It waits for an approval; it begins when somebody else has given it (decideApproval).');
      process.exitCode = waits || last.status === 'COMPLETED' ? 0 : 1;
    } finally {
      await services.stop();
    }
  });

program
  .command('erase-subject')
  .description(
    'erase a person for ever: what says who it is becomes unreadable; records, figures and the audit stay',
  )
  .argument('<id>', 'of a contact, of a user, or of a customer to erase all its contacts')
  .requiredOption(
    '--reason <text>',
    'who asked for it, by which request; it is kept, so it must not say who is erased',
  )
  .option('--tenant <tenant>', 'whose; the first tenant when omitted')
  .action(async (id: string, { reason, tenant }: { reason: string; tenant?: string }) => {
    const config = configuration();
    const services = await openServices(config);
    try {
      const place = placeOf(config, services.databaseUrl, tenant);
      const { subjects, before, correlationId } = await eraseFrom(config, place.databaseUrl, id, reason);
      say(`Erased ${subjects.length} (${before} had been before). The audit knows it as ${correlationId}.`);
    } finally {
      await services.stop();
    }
  });

program.addCommand(secretCommand(configuration, say));

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

program
  .command('policy')
  .description('show who may see and do what')
  .addArgument(new Argument('<what>').choices(['export']))
  .option('--json', 'for machines: {"version", "roles", "rows": [{"coordinate", "scope", "decisions"}]}')
  .action((_what: string, { json = false }: { json?: boolean }) => say(policyText(json)));

program.addCommand(auditCommand({ configuration, say }));

program.parseAsync().catch((error: unknown) => {
  if (isGone(error)) process.exit();
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
