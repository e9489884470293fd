import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Lane } from '../src/canonical/run.ts';
import { vendors } from '../src/sources/index.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually } from './support/hub.ts';
import { type SandboxSimulator, startSandboxSimulator } from './support/sandbox.ts';

interface Made {
  readonly done: number;
  readonly failed: readonly string[];
  readonly totals: { readonly succeeded: number; readonly failed: number; readonly throttled: number };
}

const file = fileURLToPath(new URL('support/spending-process.ts', import.meta.url));
let erp: SandboxSimulator;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let running: ReturnType<typeof spawn>[] = [];

beforeAll(async () => {
  erp = await startSandboxSimulator('netsuite', { n: 3, seed: 10, today: '2026-11-01' });
  await erp.edit({ settings: { concurrency: 5, serviceMs: 50 } });
  database = await createTestDatabase();
});
afterEach(() => {
  for (const each of running) each.kill('SIGKILL');
  running = [];
});
afterAll(async () => {
  await erp.remove();
  await database.drop();
});

/** Starts one and has it log in. */
async function startProcess() {
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  running.push(child);
  const lines = createInterface({ input: child.stdout });
  const say = (line: object): boolean => child.stdin.write(`${JSON.stringify(line)}\n`);
  const { options } = vendors.find(({ vendor }) => vendor === 'netsuite')!;
  say({
    config: {
      instance: erp.instance,
      vendor: 'netsuite',
      url: erp.url,
      region: 'US',
      credentials: erp.credentials,
      deadlineMs: 60_000,
      limits: { concurrency: 5 },
      options: options.parse({}),
    },
    databaseUrl: database.url,
  });
  const make = async (lane: Lane, calls: number): Promise<Made> => {
    say({ lane, calls });
    const [line] = (await once(lines, 'line')) as [string];
    return JSON.parse(line) as Made;
  };
  expect((await make('interactive', 1)).done).toBe(1);
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  return { make, kill };
}

test('three processes with thirty calls each never have more than five at an account that allows five', async () => {
  const before = await erp.position();
  const all = [await startProcess(), await startProcess(), await startProcess()];
  const made = await Promise.all(all.map((each) => each.make('interactive', 30)));
  expect(made.map(({ done, failed }) => ({ done, failed }))).toEqual(
    Array.from({ length: 3 }, () => ({ done: 30, failed: [] })),
  );
  expect(made.map(({ totals }) => totals.throttled)).toEqual([0, 0, 0]);
  const calls = await erp.calls(before);
  expect(calls.filter(({ outcome }) => outcome === 'THROTTLED')).toEqual([]);
  expect(calls).toHaveLength(93);
});

test('what a person waits for goes before the bulk work of two other processes, which ends all the same', async () => {
  const before = await erp.position();
  const [person, ...importing] = [await startProcess(), await startProcess(), await startProcess()];
  const bulk = Promise.all(importing.map((each) => each.make('bulk', 150)));
  await eventually('bulk work is under way', async () => (await erp.position()) > before + 20);
  const from = await erp.position();
  expect((await person.make('interactive', 40)).failed).toEqual([]);
  const meanwhile = (await erp.calls(from)).length - 40;
  expect(meanwhile).toBeLessThan(40);
  const ended = await bulk;
  expect(ended.map(({ done }) => done)).toEqual([150, 150]);
  expect(ended.map(({ totals }) => totals.throttled)).toEqual([0, 0]);
});

test('the slots of a process that is killed are soon those of the others', async () => {
  const [dying, other] = [await startProcess(), await startProcess()];
  const before = await erp.position();
  void dying.make('money', 500).catch(() => {});
  await eventually('it is at work', async () => (await erp.position()) > before + 20);
  await dying.kill();
  const made = await other.make('bulk', 30);
  expect(made).toMatchObject({ done: 30, failed: [] });
});
