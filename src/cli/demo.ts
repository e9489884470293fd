#!/usr/bin/env node
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { credentialNames, loadConfig, readEnvironment, type Config, type Environment } from '../config.ts';
import { messageOf, ProvisionError } from '../provision/error.ts';
import { withLock } from '../provision/lease.ts';
import { removeNats } from '../provision/nats.ts';
import { freePort, isFree } from '../provision/port.ts';
import { removePostgres } from '../provision/postgres.ts';
import { vendors } from '../sources/index.ts';
import { startHub, startSandbox, type Child } from './children.ts';
import {
  type DemoFacts,
  endProcesses,
  isHealthy,
  readFacts,
  type Sending,
  type Simulator,
  writeFacts,
} from './facts.ts';
import { breakSystem } from './fault.ts';
import { importAll } from './import.ts';
import { sampleChange, sampleQueries } from './queries.ts';
import { leaveUnfinished } from './samples.ts';
import { openServices } from './services.ts';
import { subscribeSimulators } from './subscribe.ts';
import { developmentToken, type Role, roles } from './token.ts';

const usage = `npm run demo -- [options]
  --reset           start with empty systems and an empty hub
  --customers N     companies in the simulated systems (300); counts at the first start and after --reset
  --port P          the hub's port (4000, or a free one when that is taken)
  --data DIR        where everything lives (.isthmus)
  --sandbox-port P  the first of the simulators' ports (4101, or free ones when they are taken; 0: any)`;

interface Options {
  readonly reset: boolean;
  readonly customers: string;
  readonly port: number | null;
  readonly data: string;
  readonly sandboxPort: string;
}

interface Demo {
  readonly facts: DemoFacts;
  /** Resolves with a message when a part of it ends by itself. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function options(): Options | null {
  const { values } = parseArgs({
    options: {
      reset: { type: 'boolean', default: false },
      customers: { type: 'string', default: '300' },
      port: { type: 'string' },
      data: { type: 'string', default: '.isthmus' },
      'sandbox-port': { type: 'string', default: '4101' },
      help: { type: 'boolean', default: false },
    },
  });
  for (const name of ['customers', 'port', 'sandbox-port'] as const) {
    if (!/^\d{1,5}$/.test(values[name] ?? '0'))
      throw new ProvisionError(`--${name} must be a whole number.`, usage);
  }
  if (values.help) return null;
  const { reset, customers, data } = values;
  return {
    reset,
    customers,
    data: resolve(data),
    port: values.port === undefined ? null : Number(values.port),
    sandboxPort: values['sandbox-port'],
  };
}

/** Where a demo that is starting notes what it has started. */
const draftOf = (folder: string): string => join(folder, 'pids.json');

async function choosePort(wanted: number | null): Promise<number> {
  if (wanted === null) return freePort(4000);
  if (wanted === 0) return freePort();
  if (await isFree(wanted)) return wanted;
  throw new ProvisionError(`Another program listens on port ${wanted}.`, 'End it, or leave --port out.');
}

async function reset(folder: string, env: Environment): Promise<void> {
  if (env['DATABASE_URL']) {
    throw new ProvisionError(
      'The demo does not empty a database that is not its own.',
      'Empty the one in DATABASE_URL yourself, or unset DATABASE_URL.',
    );
  }
  await removePostgres(folder);
  await removeNats(folder);
  await rm(join(folder, 'sandbox'), { recursive: true, force: true });
}

/** The configuration of the demo's hub, written to a file that `ISTHMUS_CONFIG` can name for the other commands too. */
async function configure(
  folder: string,
  port: number,
  simulators: DemoFacts['simulators'],
  env: Environment,
): Promise<{ config: Config; file: string }> {
  const webhooks = await subscribeSimulators(simulators, `http://127.0.0.1:${port}`);
  const source = ({ instance, vendor, url, credentials }: Simulator) => {
    // A simulator knows several ways to log in; the vendor's module takes its own.
    const known = credentialNames(vendors.find((one) => one.vendor === vendor));
    const chosen = Object.fromEntries(Object.entries(credentials).filter(([name]) => known.includes(name)));
    return { instance, vendor, url, region: 'demo', credentials: { ...chosen, ...webhooks[instance] } };
  };
  const file = join(folder, 'isthmus.yaml');
  const settings = {
    http: { port },
    dataDir: folder,
    // What webhooks and streams lose is found soon enough to be watched.
    feeds: { pollEveryMs: 5000 },
    // What is left unfinished waits for a person; what could be mended by then is not tried again by itself.
    exceptions: { recheckMinutes: 10_080, recheckMaxMinutes: 10_080 },
    // Who sells, and how soon an approval given in the CRM is seen.
    workflows: {
      quoteToCash: {
        approvalPollMs: 3000,
        legalEntities: [
          { id: 'united-states', countries: ['US', 'CA'], legalEntity: 'US01' },
          { id: 'everywhere-else', legalEntity: 'EU01' },
        ],
      },
    },
    sources: Object.values(simulators).map(source),
  };
  const heading = '# Written by `npm run demo`: the hub of the demo, with the simulators as its sources.\n';
  await writeFile(file, heading + stringify(settings), { mode: 0o600 });
  const named = { DATABASE_URL: env['DATABASE_URL'], NATS_URL: env['NATS_URL'] };
  return { config: loadConfig(named, file, vendors), file };
}

async function start(
  { data, port: wanted, customers, sandboxPort }: Options,
  folder: string,
  env: Environment,
  signal: AbortSignal,
): Promise<Demo> {
  const file = join(data, 'demo.json');
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).toReversed()) await one();
  };
  try {
    const draft = draftOf(folder);
    stops.push(async () => {
      await rm(file, { force: true });
      await rm(draft, { force: true });
    });
    const port = await choosePort(wanted);
    say('Starting the database, the broker and four systems to integrate...');
    const words = ['--data', join(folder, 'sandbox'), '--customers', customers, '--port-base', sandboxPort];
    const database = { url: env['DATABASE_URL'] || null };
    const [services, sandbox] = await settled(
      openServices({ dataDir: folder, database, nats: { url: env['NATS_URL'] || null } }),
      startSandbox(folder, words),
      stops,
    );
    const { simulators } = sandbox;
    const simulatorPids = Object.fromEntries(
      Object.values(simulators).map(({ instance, pid }) => [instance, pid]),
    );
    const pids = { demo: process.pid, sandbox: sandbox.pid, ...services.pids, ...simulatorPids };
    // Known from now on, so that a run after a crash of this one finds what to clean up; the facts appear when all of them are true.
    await writeFacts(draft, { pids });

    const { config, file: configFile } = await configure(folder, port, simulators, env);
    say('\nImporting everything they hold:');
    const rejected = await importAll(config, services.databaseUrl, process.stdout, { signal });
    if (rejected.length > 0)
      say(`${rejected.length} records did not fit and were left out: ${rejected.slice(0, 3).join('; ')}`);

    const hub = await startHub(folder, {
      ...env,
      ISTHMUS_CONFIG: configFile,
      ISTHMUS_DATA_DIR: folder,
      ISTHMUS_HTTP_HOST: config.http.host,
      ISTHMUS_HTTP_PORT: String(config.http.port),
      DATABASE_URL: services.databaseUrl,
      NATS_URL: services.natsUrl,
    });
    stops.push(() => hub.stop());
    const { databaseUrl, natsUrl } = services;
    const { url, wsUrl } = hub;
    const tokens = Object.fromEntries(
      await Promise.all(roles.map(async (role) => [role, await developmentToken(folder, role)] as const)),
    ) as DemoFacts['tokens'];
    // Something to play with; a demo that lacks it is still one.
    await leaveUnfinished(url, tokens.SALES_OPS, simulators).catch((error: unknown) =>
      say(`\nNo unfinished work could be left: ${messageOf(error)}`),
    );
    // A system whose changes are not to be had for now: what is known of it grows older on the screen.
    if (simulators['zendesk']) await breakSystem(simulators['zendesk'], 'stale');
    const queries = await sampleQueries(url, tokens.CONTROLLER);
    const facts = {
      url,
      wsUrl,
      tokens,
      simulators,
      databaseUrl,
      natsUrl,
      pids: { ...pids, hub: hub.pid },
      queries,
      ...(await sampleChange(url, tokens.CONTROLLER, simulators)),
    };
    await writeFacts(file, facts);
    return { facts, broken: Promise.race([hub.ended, sandbox.ended]), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for both, and registers how each is stopped even when the other one fails. */
async function settled<A extends { stop(): Promise<void> }, B extends Child>(
  first: Promise<A>,
  second: Promise<B>,
  stops: (() => Promise<void>)[],
): Promise<[A, B]> {
  const results = await Promise.allSettled([first, second]);
  for (const one of results) if (one.status === 'fulfilled') stops.push(() => one.value.stop());
  return [await first, await second];
}

/** Whom the demo opens the console for on the screen, and what each finds there. */
const shownRoles = {
  CONTROLLER: 'the control tower; money and books, mends what is stuck',
  FINANCE_APPROVER: 'what waits for an approval',
  SALES_OPS: 'customers, contracts and their changes; asked for what waits',
  SUPPORT: 'cases, entitlements and the people behind them; no amounts',
  INTEGRATION: 'sources, feeds, events, dead letters, replays; no money, people masked',
  AUDITOR: 'who did what; reads everything, changes nothing',
} as const;

function curl(flags: string, { url, headers, body }: Sending): string {
  const given = Object.entries({ ...headers, 'content-type': 'application/json' });
  const words = given.map(([name, value]) => `-H '${name}: ${value}'`).join(' ');
  return `curl ${flags} ${url} ${words} -d '${JSON.stringify(body)}'`;
}

function print({ url, wsUrl, tokens, queries, simulators, watch, cause }: DemoFacts): void {
  say('\nOpen the console, signed in as');
  for (const [role, finds] of Object.entries(shownRoles))
    say(`\n# ${role}: ${finds}\n${url}/#token=${tokens[role as Role]}`);
  say(`
The graph        ${url}/graphql    (explorer: ${url}/graphiql; tokens: \`tokens\` in demo.json, or npm run isthmus -- token --role ...)
WebSocket        ${wsUrl}`);
  for (const one of Object.values(simulators))
    say(`${one.instance.padEnd(16)} ${one.url}  (its faults, clock and journal: ${one.url}/__sim)`);
  say(`
Break a system, and mend it:
npm run break -- netsuite writes
npm run mend -- netsuite
(Zendesk's exports are broken from the start, so that what is known of it grows old; npm run mend -- zendesk)

Queries to paste into the explorer:`);
  for (const [title, query] of Object.entries(queries)) say(`\n# ${title}\n${query}`);
  say(`
To see changes as they happen, watch in one terminal and cause one in another:
${curl('-sN', watch)}
${curl('-s', cause)}`);
}

async function main(): Promise<void> {
  const begun = performance.now();
  const given = options();
  if (given === null) return say(usage);
  const env = readEnvironment();
  const folder = join(given.data, 'demo');
  await mkdir(folder, { recursive: true });
  const file = join(given.data, 'demo.json');
  const stopping = new AbortController();
  const demo = withLock(join(given.data, 'demo.lock'), async () => {
    const previous = await readFacts(file);
    if (previous !== null && !given.reset && (await isHealthy(previous))) {
      say(`The demo runs already (process ${previous.pids['demo']}).`);
      print(previous);
      return null;
    }
    const begun = await readFacts(draftOf(folder));
    for (const left of [previous, begun]) if (left !== null) await endProcesses(left.pids);
    await rm(file, { force: true });
    if (given.reset) await reset(folder, env);
    return start(given, folder, env, stopping.signal);
  });
  const end = async (code: number): Promise<void> => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
    say('\nStopping...');
    await demo.then(
      (running) => running?.stop(),
      () => {},
    );
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  const running = await demo.catch((error: unknown) => {
    if (stopping.signal.aborted) return null;
    throw error;
  });
  if (running === null) return;
  print(running.facts);
  say(
    `\nReady in ${((performance.now() - begun) / 1000).toFixed(1)} s. The same facts are in ${file}. Ctrl-C stops everything.`,
  );
  const reason = await running.broken;
  if (stopping.signal.aborted) return;
  process.stderr.write(`\n${reason}\n`);
  await end(1);
}

main().catch((error: unknown) => {
  const known = error instanceof ProvisionError || (error instanceof Error && !('code' in error));
  process.stderr.write(
    `${known ? messageOf(error) : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
