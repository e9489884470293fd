import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSimulator } from '../sandbox/kit/server.ts';
import type { Simulator } from '../sandbox/kit/server.ts';
import type { World } from '../sandbox/world/types.ts';
import { notebook } from './notebook-vendor.ts';

interface JournalRow {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly outcome: string | null;
  readonly appliedAt: string | null;
  readonly answeredAt: string | null;
  readonly objectType: string | null;
  readonly objectId: string | null;
  readonly idempotencyKey: string | null;
  readonly bodyHash: string | null;
}

interface Answer {
  readonly rows: readonly Record<string, unknown>[];
  readonly row: Record<string, unknown> | null;
  readonly counts: Record<string, number>;
  readonly count: number;
  readonly id: number;
  readonly released: number;
  readonly now: string;
  readonly error: string;
  readonly log: readonly unknown[];
}

let dataDir = '';
let simulator: Simulator | undefined;
let child: ChildProcess | undefined;

function world(n: number): World {
  const companies = Array.from({ length: n }, (_, index) => ({
    ordinal: index + 1,
    name: `Company ${index + 1}`,
  }));
  return { n, companies } as unknown as World;
}

async function start(): Promise<Simulator> {
  simulator = await startSimulator(notebook, {
    port: 0,
    dataDir,
    instance: 'notes',
    makeWorld: ({ n }) => world(n),
  });
  return simulator;
}

/** Starts the simulator as a process of its own and resolves with the line it prints when it is ready. */
async function startProcess(): Promise<{ url: string; pid: number; credentials: { key: string } }> {
  child = spawn(process.execPath, ['test/notebook-vendor.ts', '--data', dataDir, '--instance', 'notes'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! })) return JSON.parse(line);
  throw new Error('the simulator ended before it was ready');
}

async function ended(process: ChildProcess): Promise<number | null> {
  if (process.exitCode !== null || process.signalCode !== null) return process.exitCode;
  return new Promise((resolve) => process.once('exit', resolve));
}

async function call(
  url: string,
  key: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: { authorization: key },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function sim(url: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await call(url, '', method, `/__sim/${path}`, body);
  return (await response.json()) as Answer;
}

async function journal(url: string): Promise<readonly JournalRow[]> {
  const response = await fetch(`${url}/__sim/journal?after=0`);
  return (await response.json()) as JournalRow[];
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'isthmus-kit-'));
});

afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
  if (child) {
    child.kill('SIGKILL');
    await ended(child);
    child = undefined;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

describe('journal', () => {
  test('a write is journalled with its effect, its key and the hash of its body', async () => {
    const { url, credentials } = await start();
    await call(url, credentials.key!, 'PUT', '/notes/1', { text: 'a' });
    await call(url, credentials.key!, 'GET', '/notes/1');
    await call(url, 'wrong', 'GET', '/notes/1');
    const rows = await journal(url);
    expect(rows.map((row) => row.outcome)).toEqual(['APPLIED', 'READ', 'REJECTED']);
    expect(rows[0]).toMatchObject({
      objectType: 'Note',
      objectId: '1',
      idempotencyKey: 'k-1',
      method: 'PUT',
    });
    expect(rows[0]!.bodyHash).toHaveLength(64);
    expect(rows[0]!.appliedAt).not.toBeNull();
    expect(rows.every((row) => row.answeredAt !== null)).toBe(true);
    const later = await fetch(`${url}/__sim/journal?after=${rows[1]!.seq}`);
    expect((await later.json()) as unknown[]).toHaveLength(1);
  });

  test('a call in which the vendor fails leaves no part of its effect', async () => {
    const { url, credentials } = await start();
    const response = await call(url, credentials.key!, 'PUT', '/notes/1', { text: 'explode' });
    expect(response.status).toBe(500);
    expect((await sim(url, 'GET', 'state?object=Note')).count).toBe(0);
  });

  test('kill -9 between effect and answer leaves the effect, a row without an answer, and the same credentials', async () => {
    const first = await startProcess();
    await sim(first.url, 'POST', 'faults', { match: { method: 'PUT' }, act: 'hang-after-apply' });
    const lost = call(first.url, first.credentials.key, 'PUT', '/notes/7', { text: 'kept' }).catch(
      () => 'cut',
    );
    for (;;) {
      const [row] = await journal(first.url);
      if (row?.appliedAt) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    process.kill(first.pid, 'SIGKILL');
    expect(await lost).toBe('cut');
    await ended(child!);

    const second = await startProcess();
    expect(second.credentials).toEqual(first.credentials);
    const [row] = await journal(second.url);
    expect(row).toMatchObject({ outcome: 'APPLIED', objectId: '7', answeredAt: null });
    const read = await call(second.url, second.credentials.key, 'GET', '/notes/7');
    expect(await read.json()).toMatchObject({ row: { text: 'kept' } });
    process.kill(second.pid, 'SIGTERM');
    expect(await ended(child!)).toBe(0);
  });
});

describe('faults', () => {
  test('a connection reset before the effect and one after it differ only in what the vendor holds', async () => {
    const { url, credentials } = await start();
    await sim(url, 'POST', 'faults', {
      rules: [
        { match: { path: '/notes/1' }, act: 'reset-before-apply' },
        { match: { path: '/notes/2$' }, act: { act: 'reset-after-apply' } },
      ],
    });
    await expect(call(url, credentials.key!, 'PUT', '/notes/1', { text: 'a' })).rejects.toThrow();
    await expect(call(url, credentials.key!, 'PUT', '/notes/2', { text: 'b' })).rejects.toThrow();
    const rows = await journal(url);
    expect(rows.map((row) => [row.outcome, row.appliedAt !== null, row.answeredAt])).toEqual([
      [null, false, null],
      ['APPLIED', true, null],
    ]);
    expect((await sim(url, 'GET', 'state?object=Note')).rows).toMatchObject([{ id: '2', text: 'b' }]);
  });

  test('a rule fires from the nth match on, as often as it says, and is gone after a delete', async () => {
    const { url, credentials } = await start();
    await sim(url, 'POST', 'faults', {
      match: { method: 'get', objectType: 'Note', nth: 2, count: 2 },
      act: { act: 'status', status: 503, body: { error: 'later' }, headers: { 'x-why': 'test' } },
    });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      statuses.push((await call(url, credentials.key!, 'GET', '/notes/1')).status);
    }
    expect(statuses).toEqual([404, 503, 503, 404, 404]);
    await sim(url, 'POST', 'faults', { act: { act: 'status', status: 500 } });
    expect((await call(url, credentials.key!, 'GET', '/notes/1')).status).toBe(500);
    await sim(url, 'DELETE', 'faults');
    expect((await call(url, credentials.key!, 'GET', '/notes/1')).status).toBe(404);
  });

  test('an answer can be patched in shape without touching the digits of its amounts', async () => {
    const { url, credentials } = await start();
    await call(url, credentials.key!, 'PUT', '/notes/1', { text: 'a' });
    await sim(url, 'POST', 'faults', {
      match: { method: 'GET' },
      act: { act: 'patch', rename: { text: 'content' }, set: { 'row.id': 9 } },
    });
    const response = await call(url, credentials.key!, 'GET', '/notes/1');
    expect(await response.text()).toBe('{"row":{"id":9,"content":"a"},"amount":1.10}');
  });

  test('garbage is a whole answer that is no JSON, truncate half of one, and a cut breaks the connection', async () => {
    const { url, credentials } = await start();
    await call(url, credentials.key!, 'PUT', '/notes/1', { text: 'a' });
    const whole = await (await call(url, credentials.key!, 'GET', '/notes/1')).text();
    const get = async (act: unknown): Promise<string> => {
      await sim(url, 'DELETE', 'faults');
      await sim(url, 'POST', 'faults', { match: { method: 'GET' }, act });
      const response = await call(url, credentials.key!, 'GET', '/notes/1');
      expect(response.status).toBe(200);
      return response.text();
    };
    expect(await get('garbage')).toContain('<html>');
    expect(await get('truncate')).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    await expect(get({ act: 'truncate', cut: true })).rejects.toThrow();
  });

  test('a throttle refuses with 429 and Retry-After once its burst is used, and lets calls through as time passes', async () => {
    const { url, credentials } = await start();
    await sim(url, 'POST', 'faults', { act: { act: 'throttle', rate: 0.01, burst: 2, retryAfter: 7 } });
    const get = () => call(url, credentials.key!, 'GET', '/notes/1');
    expect([(await get()).status, (await get()).status]).toEqual([404, 404]);
    const refused = await get();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await journal(url)).at(-1)!.outcome).toBe('THROTTLED');
    await sim(url, 'POST', 'clock', { advanceMs: 200_000 });
    expect((await get()).status).toBe(404);
  });

  test('held calls wait unapplied until they are released, and count as in flight', async () => {
    const { url, credentials } = await start();
    await sim(url, 'POST', 'faults', { match: { method: 'PUT' }, act: 'hold' });
    const held = [1, 2].map((id) => call(url, credentials.key!, 'PUT', `/notes/${id}`, { text: 'x' }));
    while ((await journal(url)).length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await sim(url, 'GET', 'state?object=Note')).count).toBe(0);
    expect(await (await call(url, '', 'GET', '/busy')).json()).toEqual({ inFlight: 3 });
    expect((await sim(url, 'POST', 'release')).released).toBe(2);
    expect((await Promise.all(held)).map((response) => response.status)).toEqual([201, 201]);
  });

  test('a delayed call is applied at once and answered late', async () => {
    const { url, credentials } = await start();
    await sim(url, 'POST', 'faults', { match: { method: 'PUT' }, act: { act: 'delay', ms: 120 } });
    const started = performance.now();
    await call(url, credentials.key!, 'PUT', '/notes/1', { text: 'x' });
    expect(performance.now() - started).toBeGreaterThanOrEqual(115);
  });

  test('rules survive a restart, and a rule that makes no sense is refused', async () => {
    const first = await start();
    await sim(first.url, 'POST', 'faults', { act: { act: 'status', status: 418 } });
    expect((await sim(first.url, 'POST', 'faults', { act: 'vanish' })).error).toContain('act must be one of');
    await first.close();
    const second = await start();
    expect((await call(second.url, '', 'GET', '/notes/1')).status).toBe(418);
  });
});

describe('state', () => {
  test('a seed fills the tables, a second one replaces them, a reset empties them', async () => {
    const { url } = await start();
    expect((await sim(url, 'POST', 'seed', { n: 3, seed: 1 })).counts).toEqual({ Note: 3 });
    expect((await sim(url, 'POST', 'seed', { n: 5, seed: 1 })).counts).toEqual({ Note: 5 });
    await call(url, '', 'GET', '/busy');
    await sim(url, 'POST', 'reset');
    expect((await sim(url, 'GET', 'state')).counts).toEqual({ Note: 0 });
    expect(await journal(url)).toEqual([]);
  });

  test('the back office changes, adds and deletes a row, and the vendor stamps it', async () => {
    const { url, credentials } = await start();
    await sim(url, 'POST', 'seed', { n: 2, seed: 1 });
    const changed = await sim(url, 'POST', 'state', {
      object: 'Note',
      id: '1',
      set: { text: 'new', colour: ['red'] },
    });
    expect(changed.row).toMatchObject({ id: '1', text: 'new', body: { colour: ['red'] } });
    expect(Number(changed.row!.changed)).toBeGreaterThan(0);
    await sim(url, 'POST', 'state', { object: 'Note', id: '9', set: { text: 'added' } });
    await sim(url, 'POST', 'state', { object: 'Note', id: '2', delete: true });
    expect((await sim(url, 'GET', 'state?object=Note')).rows.map((row) => row.id)).toEqual(['1', '9']);
    expect((await sim(url, 'GET', 'state?object=Note&after=1&limit=1')).rows).toMatchObject([
      { text: 'added' },
    ]);
    expect((await call(url, credentials.key!, 'GET', '/notes/2')).status).toBe(404);
    expect((await sim(url, 'POST', 'state', { object: 'Nothing', id: '1' })).error).toContain(
      'no object Nothing',
    );
  });

  test('the clock moves forward and stays moved after a restart', async () => {
    const first = await start();
    const { now } = await sim(first.url, 'POST', 'clock', { advanceMs: 3_600_000 });
    expect(Date.parse(now)).toBeGreaterThan(Date.now() + 3_500_000);
    await first.close();
    const second = await start();
    expect(Date.parse((await sim(second.url, 'GET', 'state')).now)).toBeGreaterThan(Date.now() + 3_500_000);
    expect((await sim(second.url, 'POST', 'webhooks', { hold: true })).log).toEqual([]);
  });

  test('a state of another version is refused with what to do, because it is not migrated', async () => {
    await (await start()).close();
    simulator = undefined;
    const changed = { ...notebook, schema: `${notebook.schema}\ncreate table if not exists Page (id text);` };
    await expect(startSimulator(changed, { port: 0, dataDir, instance: 'notes' })).rejects.toThrow(
      /another version of this simulator\. Delete it, or start the demo with: npm run demo -- --reset/,
    );
  });
});
