import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Facts {
  readonly simulators: Readonly<
    Record<string, { instance: string; vendor: string; url: string; pid: number; credentials: object }>
  >;
}

let dir: string;
let started: ChildProcess[];

function sandbox(...args: readonly string[]) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../sandbox/main.ts'), '--customers', '12', '--data', dir, ...args],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  started.push(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<number | string | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? code)),
  );
  const facts = new Promise<Facts>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Facts));
    void ended.then(() => reject(new Error(`the sandbox ended: ${errors}`)));
  });
  return { child, facts, ended, errors: () => errors };
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/__sim/state?limit=0`).then(
    (response) => response.ok,
    () => false,
  );

/** Resolves when it holds; the test's own limit says how long that may take. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(25);
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'isthmus-sandbox-'));
  started = [];
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('npm run sandbox', () => {
  it('starts every vendor’s simulator in a process of its own and says where they are in one line', async () => {
    const { child, facts, ended } = sandbox('--port-base', '0');
    const { simulators } = await facts;
    expect(Object.keys(simulators)).toEqual(['salesforce', 'zuora', 'zendesk', 'netsuite']);
    const all = Object.values(simulators);
    expect(new Set([child.pid, ...all.map((each) => each.pid)]).size).toBe(5);
    for (const { url, credentials } of all) {
      expect(await answers(url)).toBe(true);
      expect(Object.keys(credentials).length).toBeGreaterThan(0);
    }
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    for (const { url } of all) expect(await answers(url)).toBe(false);
  }, 120_000);

  it('keeps the others when one is killed, and says which', async () => {
    const { child, facts, ended, errors } = sandbox('--port-base', '0', '--only', 'salesforce,netsuite');
    const { simulators } = await facts;
    process.kill(simulators['netsuite']!.pid, 'SIGKILL');
    await until(() => errors().includes('the netsuite simulator has ended'));
    expect(await answers(simulators['salesforce']!.url)).toBe(true);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  }, 120_000);

  it('leaves no simulator behind when it is killed without a word', async () => {
    const { child, facts } = sandbox('--port-base', '0', '--only', 'zendesk');
    const { url } = (await facts).simulators['zendesk']!;
    child.kill('SIGKILL');
    await until(async () => !(await answers(url)));
  }, 120_000);

  it('ends with its parent where that is asked for', async () => {
    const { child, facts, ended } = sandbox('--port-base', '0', '--only', 'salesforce', '--with-parent');
    await facts;
    child.stdin.end();
    expect(await ended).toBe(0);
  }, 120_000);

  it('moves to a free port when its own is taken, and keeps its state from one start to the next', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as AddressInfo;
    const first = sandbox('--port-base', String(port), '--only', 'salesforce', '--seed', '5');
    const before = (await first.facts).simulators['salesforce']!;
    expect(before.url).not.toBe(`http://127.0.0.1:${port}`);
    const accounts = await (await fetch(`${before.url}/__sim/state?object=Account`)).text();
    first.child.kill('SIGTERM');
    await first.ended;
    await new Promise((resolve) => blocker.close(resolve));
    const second = sandbox('--port-base', String(port), '--only', 'salesforce', '--seed', '6');
    const after = (await second.facts).simulators['salesforce']!;
    expect(after.url).toBe(`http://127.0.0.1:${port}`);
    expect(after.credentials).toEqual(before.credentials);
    expect(await (await fetch(`${after.url}/__sim/state?object=Account`)).text()).toBe(accounts);
  }, 120_000);

  it.each([
    ['--only', 'hubspot', 'no such simulator: hubspot'],
    ['--customers', 'many', '--customers must be a whole number'],
    ['--today', 'tomorrow', '--today must be YYYY-MM-DD'],
  ])('refuses %s %s and says what is wrong', async (option, value, message) => {
    const { ended, errors, facts } = sandbox(option, value);
    facts.catch(() => undefined);
    expect(await ended).toBe(2);
    expect(errors()).toContain(message);
  });
});
