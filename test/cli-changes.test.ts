import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { settings } from '../src/settings.ts';
import { eventually, type Landscape, startLandscape } from './support/hub.ts';
import { type HubNode, startNode } from './support/node.ts';

const isthmus = fileURLToPath(new URL('../src/cli/isthmus.ts', import.meta.url));
let land: Landscape;
let node: HubNode;
const folder = mkdtempSync(join(tmpdir(), 'isthmus-cli-changes-'));
const children: ChildProcess[] = [];
beforeAll(async () => {
  land = await startLandscape({ n: 8, seed: 21 });
  await land.backfill();
  const { feeds } = settings.parse({ sources: [] });
  // Only what a test asks for is taken in.
  const config = land.config({}, { roles: ['api', 'ingest'], feeds: { ...feeds, pollEveryMs: 3_600_000 } });
  writeFileSync(join(folder, 'isthmus.yaml'), JSON.stringify({ ...config, dataDir: folder }));
  node = await startNode(config, land.databaseUrl, inject('natsUrl'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await node.close();
  await land.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(...words: string[]): ChildProcess {
  const child = spawn(process.execPath, [isthmus, ...words], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      DATABASE_URL: land.databaseUrl,
      NATS_URL: inject('natsUrl'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function run(...words: string[]) {
  const child = start(...words);
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [output, errors] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
  return { code: await code, output, errors };
}

async function ticket(nth: number): Promise<string> {
  const answer = await fetch(`${land.simulator('zendesk').url}/__sim/state?object=ticket&limit=20`);
  return String(((await answer.json()) as { rows: { id: number }[] }).rows[nth]!.id);
}

/** A running `isthmus tail`, with what it has said so far. */
function tailing(...words: string[]) {
  const child = start('tail', '--url', node.wsUrl, '--type', 'case.*', '--json', ...words);
  let [output, errors] = ['', ''];
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    events: () =>
      output
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { type: string; data: { record: { subject: string } } }),
    errors: () => errors,
    async stop(): Promise<string> {
      child.kill('SIGINT');
      await ended;
      return /--after (\S+)/.exec(errors)?.[1] ?? '';
    },
  };
}

test('sync takes in what changed at a source since then, tail shows it, through a crash of the hub and from a cursor', async () => {
  const tail = tailing();
  const sync = async (nth: number, subject: string, changed: RegExp): Promise<void> => {
    await land.change('zendesk', 'ticket', await ticket(nth), { subject });
    // Zendesk leaves the last minute out of what it tells.
    await land.simulator('zendesk').advanceClock(120_000);
    const { code, output, errors } = await run('sync', 'zendesk', '--since', '2h');
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/zendesk +SupportCase +[\d,]+ done/);
    expect(output).toMatch(/\d+ records told, \d+ changed, 0 did not fit/);
    expect(/(\d+) changed/.exec(output)![1]).toMatch(changed);
  };
  // The hub polls once when it starts; what comes later it does not find by itself.
  await eventually('the first polls are done', async () =>
    (await polls()).every((state) => state === 'LIVE'),
  );
  await sync(0, 'first', /^1$/);
  await eventually('the first is shown', async () => tail.events().length === 1);
  await node.kill();
  await eventually('the break is told', async () => tail.errors().includes('the connection is gone'));
  await node.restart();
  await sync(1, 'second', /^[01]$/);
  await eventually('the second is shown', async () => tail.events().length === 2);
  const cursor = await tail.stop();
  expect(tail.events().map((event) => [event.type, event.data.record.subject])).toEqual([
    ['case.updated', 'first'],
    ['case.updated', 'second'],
  ]);

  await sync(2, 'third', /^[01]$/);
  const later = tailing('--after', cursor);
  await eventually('the third is shown', async () => later.events().length === 1);
  expect(later.events()[0]!.data.record.subject).toBe('third');
  await later.stop();
});

async function polls(): Promise<string[]> {
  const answer = await fetch(`${node.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ sources { feeds { mode state } } }' }),
  });
  const { data } = (await answer.json()) as {
    data: { sources: { feeds: { mode: string; state: string }[] }[] };
  };
  const states = data.sources.flatMap(({ feeds }) => feeds.filter((feed) => feed.mode === 'POLL'));
  return states.length === 0 ? ['PAUSED'] : states.map((feed) => feed.state);
}

test('replay says how far it is and what it did', async () => {
  await land.change('zendesk', 'ticket', await ticket(0), { subject: 'unheard' });
  const dry = await run('replay', '--type', 'case.updated', '--dry-run');
  expect(dry.code).toBe(0);
  expect(dry.output).toMatch(/COMPLETED +3 matched, 1 would change, 2 known already, 0 failed/);
  const live = await run('replay', '--type', 'case.updated', '--rate', '1000', '--key', 'once');
  expect(live.output).toMatch(/COMPLETED +3 matched, 1 changed, 2 known already, 0 failed/);
  const again = await run('replay', '--type', 'case.updated', '--rate', '1000', '--key', 'once');
  expect(again.output).toMatch(/COMPLETED +3 matched, 1 changed/);
});

test('tail ends when the hub does not know what it asks for, instead of asking for ever', async () => {
  const server = createServer();
  const schema = buildSchema('type Query { other: Int } type Subscription { other: Int }');
  useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const { code, errors } = await run('tail', '--url', `ws://127.0.0.1:${port}/graphql`);
  server.close();
  expect([code, errors]).toEqual([1, expect.stringContaining('Cannot query field "eventAppended"')]);
});

test('what cannot be done is said in one sentence', async () => {
  for (const [words, says] of [
    [['sync', 'nobody', '--since', '2h'], 'No source is called nobody'],
    [['sync', 'zendesk', '--since', 'tomorrow'], 'tomorrow is neither a time before now'],
    [['replay'], 'Say what to replay'],
    [['replay', '--type', 'case.*', '--from', 'never'], 'never is not an instant'],
    [['tail', '--url', node.wsUrl, '--after', 'forged'], 'cursor'],
  ] as const) {
    const { code, errors } = await run(...words);
    expect([code, errors.includes(says), errors.split('\n').length]).toEqual([1, true, 2]);
  }
});
