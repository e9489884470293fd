import pino from 'pino';
import { inject } from 'vitest';
import { type VendorName, vendors as vendorNames } from '../../sandbox/simulator.ts';
import { makeWorld } from '../../sandbox/world/world.ts';
import type { World } from '../../sandbox/world/types.ts';
import { type App, createApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { createCopy } from '../../src/copy.ts';
import { settings } from '../../src/settings.ts';
import { vendors } from '../../src/sources/index.ts';
import { backfill, type BackfillOptions } from '../../src/sync/backfill.ts';
import { createTestDatabase, namespaceOf } from './database.ts';
import { type JournalRow, type SandboxSimulator, startSandboxSimulator } from './sandbox.ts';
import type { Answer } from './served.ts';
import { testKeyring, testMasterKey } from './keyring.ts';

export { vendorNames };
export type { VendorName };

/** What a test wants different from the usual configuration, by source instance. */
export type SourceSettings = Partial<
  Record<VendorName, { deadlineMs?: number; options?: Readonly<Record<string, unknown>> }>
>;

/** A call as the vendor saw it. */
export interface VendorCall extends JournalRow {
  readonly query: string;
}

/** A hub that serves, and what tests ask of it. */
export interface RunningHub extends App {
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** The data of an answer without errors; throws the errors otherwise. */
  data<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
}

/** Four simulators of one world, each a process of its own, and an empty migrated database. */
export interface Landscape {
  readonly world: World;
  readonly databaseUrl: string;
  simulator(vendor: VendorName): SandboxSimulator;
  /** The usual configuration; `more` are settings as `isthmus.yaml` has them, for example `roles`. */
  config(sources?: SourceSettings, more?: Readonly<Record<string, unknown>>): Config;
  /** Reads everything into the copy, as the command line does. */
  backfill(options?: BackfillOptions & { databaseUrl?: string }): Promise<void>;
  serve(sources?: SourceSettings, more?: Readonly<Record<string, unknown>>): Promise<RunningHub>;
  kill(vendor: VendorName): Promise<void>;
  /** Changes a row as somebody at the vendor would. */
  change(vendor: VendorName, object: string, id: string, set: object): Promise<void>;
  remove(vendor: VendorName, object: string, id: string): Promise<void>;
  /** Does the work and tells the calls that each vendor saw meanwhile, logins left out. */
  callsOf<T>(
    work: () => Promise<T>,
  ): Promise<{ result: T; calls: Record<VendorName, readonly VendorCall[]>; total: number }>;
  /** Ends all faults, and starts killed simulators again, each on its port and its state. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Limits that a small test does not want to wait for, on both sides of the wire. */
const simulatorSettings: Readonly<Record<VendorName, object>> = {
  salesforce: {},
  zuora: {},
  zendesk: { perMinute: 100_000, incrementalPerMinute: 1000, searchExportPerMinute: 1000, searchLagMs: 0 },
  netsuite: {},
};
const sourceOptions: Readonly<Record<VendorName, object>> = {
  salesforce: { pageSize: 40 },
  zuora: {},
  zendesk: { perMinute: 100_000, exportsPerMinute: 1000, searchesPerMinute: 1000 },
  netsuite: {},
};

/** Starts the simulators of a small world that ends today. */
export async function startLandscape(seeded: { n: number; seed: number }): Promise<Landscape> {
  const today = new Date().toISOString().slice(0, 10);
  const world = makeWorld({ ...seeded, today });
  const database = await createTestDatabase();
  const simulators = new Map<VendorName, SandboxSimulator>();
  const dead = new Set<VendorName>();
  const simulator = (vendor: VendorName): SandboxSimulator => simulators.get(vendor)!;
  const revive = async (vendor: VendorName): Promise<void> => {
    const { dataDir, url } = simulator(vendor);
    const place = { dataDir, port: Number(new URL(url).port) };
    simulators.set(vendor, await startSandboxSimulator(vendor, { ...seeded, today }, place));
    if (simulator(vendor).url !== url) throw new Error(`the port of ${vendor} was taken meanwhile`);
  };
  const control = async (vendor: VendorName, body: object): Promise<void> => {
    const response = await fetch(`${simulator(vendor).url}/__sim/state`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${vendor}: ${await response.text()}`);
  };
  await Promise.all(
    vendorNames.map(async (vendor) => {
      simulators.set(vendor, await startSandboxSimulator(vendor, { ...seeded, today }));
      await control(vendor, { settings: simulatorSettings[vendor] });
    }),
  );

  const config: Landscape['config'] = (sources = {}, more = {}) => {
    const base = settings.parse({
      http: { port: 0 },
      nats: { namespace: namespaceOf(database.url) },
      // Tests that count the calls of vendors want none but those they make themselves.
      roles: ['api'],
      // Who may what has tests of its own.
      access: { required: false },
      secrets: { masterKey: testMasterKey },
      ...more,
      sources: [],
    });
    return {
      ...base,
      sources: vendors.map((module) => {
        const vendor = module.vendor as VendorName;
        const { instance, url, credentials } = simulator(vendor);
        const { deadlineMs = 60_000, options = {} } = sources[vendor] ?? {};
        return {
          instance,
          vendor,
          url,
          region: 'US',
          tenant: 'main',
          credentials: module.credentials.parse(credentials),
          deadlineMs,
          limits: {},
          options: module.options.parse({ ...sourceOptions[vendor], ...options }),
        };
      }),
    };
  };

  return {
    world,
    databaseUrl: database.url,
    simulator,
    config,
    async backfill({ databaseUrl = database.url, ...options } = {}) {
      const copy = createCopy(config(), databaseUrl, testKeyring);
      try {
        await backfill(copy, copy.sources, options);
      } finally {
        await copy.close();
      }
    },
    serve: (sources, more) => serveHub(config(sources, more), database.url),
    async kill(vendor) {
      process.kill(simulator(vendor).pid, 'SIGKILL');
      dead.add(vendor);
      await simulator(vendor).ended;
    },
    change: (vendor, object, id, set) => control(vendor, { object, id, set }),
    remove: (vendor, object, id) => control(vendor, { object, id, delete: true }),
    async callsOf(work) {
      const before = await Promise.all(vendorNames.map((vendor) => simulator(vendor).position()));
      const result = await work();
      const calls = await Promise.all(
        vendorNames.map((vendor, index) => simulator(vendor).calls(before[index]!)),
      );
      return {
        result,
        calls: Object.fromEntries(vendorNames.map((vendor, index) => [vendor, calls[index]!])) as Record<
          VendorName,
          readonly VendorCall[]
        >,
        total: calls.flat().length,
      };
    },
    async mend() {
      await Promise.all(
        vendorNames.map(async (vendor) => {
          if (dead.delete(vendor)) await revive(vendor);
          await simulator(vendor).calm();
        }),
      );
    },
    async close() {
      await Promise.all([...simulators.values()].map((each) => each.remove()));
      await database.drop();
    },
  };
}

/** Serves the whole hub on a database, as `npm start` puts it together. */
export async function serveHub(config: Config, databaseUrl: string): Promise<RunningHub> {
  const app = await createApp({
    config,
    databaseUrl,
    natsUrl: inject('natsUrl'),
    logger: pino({ level: 'silent' }),
  });
  const ask: RunningHub['ask'] = async (query, variables) => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { status, headers } = response;
    const text = await response.text();
    return { status, headers, text, body: JSON.parse(text) as Answer['body'] };
  };
  return {
    ...app,
    ask,
    async data<T>(query: string, variables?: Record<string, unknown>) {
      const { body } = await ask(query, variables);
      if (body.errors) throw new Error(JSON.stringify(body.errors.slice(0, 3)));
      return body.data as T;
    },
  };
}

/** Repeats `look` until it gives something, with a bound that only a standstill reaches. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  boundMs = 60_000,
): Promise<T> {
  for (const end = Date.now() + boundMs; Date.now() < end;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`waited ${boundMs} ms in vain: ${what}`);
}
