import { inspect } from 'node:util';
import { expect } from 'vitest';
import type { Kind } from '../../src/canonical/kind.ts';
import { Problem } from '../../src/canonical/problem.ts';
import type { SourceRecord } from '../../src/canonical/record.ts';
import type { Source, SourceConfig, VendorModule } from '../../src/sources/source.ts';
import { salesforceId18 } from '../../sandbox/world/ids.ts';
import { type SandboxSimulator, startSandboxSimulator } from './sandbox.ts';
import { seeded } from './vendor-case.ts';

/** A connector's configuration for a simulator; the deadline is long, so that a slow machine fails no test. */
export function configFor(
  module: VendorModule,
  simulator: Pick<SandboxSimulator, 'instance' | 'vendor' | 'url' | 'credentials'>,
  over: Partial<SourceConfig> & { readonly options?: Readonly<Record<string, unknown>> } = {},
): SourceConfig {
  return {
    instance: simulator.instance,
    vendor: simulator.vendor,
    url: simulator.url,
    region: 'US',
    credentials: module.credentials.parse(simulator.credentials),
    deadlineMs: 60_000,
    limits: {},
    ...over,
    options: module.options.parse(over.options ?? {}),
  };
}

/** Every record of a kind, page by page; `next` gives the connector for each page. */
export async function scanAll(next: () => Source | Promise<Source>, kind: Kind): Promise<SourceRecord[]> {
  const records: SourceRecord[] = [];
  const cursors = new Set<string>();
  for (let cursor: string | null = null; ;) {
    const source = await next();
    const page = await source.scan(kind, cursor, { lane: 'bulk' });
    records.push(...page.records);
    if (page.next === null) return records;
    expect(cursors.has(page.next), `the scan of ${kind} turns in a circle`).toBe(false);
    cursors.add(page.next);
    cursor = page.next;
  }
}

/** Records in an order of their own, for comparison. */
export function sorted(records: readonly SourceRecord[]): SourceRecord[] {
  return records.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
}

/** A well-formed id of the same vendor and kind that no record has. */
export function absentId(id: string): string {
  if (/^[0-9a-f]{32}$/.test(id)) return 'f'.repeat(32);
  if (/^[0-9A-Za-z]{18}$/.test(id)) return salesforceId18(`${id.slice(0, 10)}zzzzz`);
  return id.replace(/\d+$/, '987654321');
}

/** The Problem that a call ends with; fails when it succeeds, throws something else, does not name its source, or tells a secret. */
export async function problemOf(call: Promise<unknown>, config: SourceConfig): Promise<Problem> {
  const error = await call.then(
    () => new Error('the call succeeded'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Problem);
  const problem = error as Problem;
  expect(problem.detail.source).toBe(config.instance);
  const told = `${inspect(problem, { depth: 20, showHidden: true })} ${JSON.stringify(problem)} ${problem.stack}`;
  for (const [name, secret] of Object.entries(config.credentials)) {
    const isSecret = /secret|token|key|password/i.test(name);
    if (isSecret && secret.length > 5) expect(told.includes(secret), `the error tells ${name}`).toBe(false);
  }
  return problem;
}

type Over = Parameters<typeof configFor>[2];

/** A vendor's connector beside its simulator, a process of its own. `close` ends both. */
export async function startBench(module: VendorModule) {
  const open: Source[] = [];
  let simulator = await startSandboxSimulator(module.vendor, seeded);
  const connect = (over: Over = {}): Source => {
    const source = module.create(configFor(module, simulator, over));
    open.push(source);
    return source;
  };
  return {
    get simulator(): SandboxSimulator {
      return simulator;
    },
    config: configFor(module, simulator),
    /** A new connector, as after a restart of the hub. */
    connect,
    /** A connector that is logged in already, so that a fault meets the call and not the login. */
    async connected(over: Over = {}): Promise<Source> {
      const source = connect(over);
      await source.probe();
      return source;
    },
    async kill(): Promise<void> {
      process.kill(simulator.pid, 'SIGKILL');
      await simulator.ended;
    },
    /** Starts the simulator anew, on its port and its state. */
    async restart(): Promise<void> {
      const port = Number(new URL(simulator.url).port);
      simulator = await startSandboxSimulator(module.vendor, seeded, { dataDir: simulator.dataDir, port });
    },
    async close(): Promise<void> {
      await Promise.all(open.map((source) => source.close()));
      await simulator.remove();
    },
  };
}

export type Bench = Awaited<ReturnType<typeof startBench>>;
