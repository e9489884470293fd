import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { DemoFacts } from '../src/cli/facts.ts';
import { probeNats } from '../src/provision/nats-probe.ts';
import { endProcess, isAlive } from '../src/provision/process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'isthmus-demo-'));
// So that a server that may not run as root can live in it too.
chmodSync(data, 0o755);
const factsFile = join(data, 'demo.json');
const own = { ...process.env, DATABASE_URL: '', NATS_URL: '' };

const started: ChildProcess[] = [];
const seen = new Set<number>();

afterAll(async () => {
  for (const child of started) if (child.pid !== undefined) seen.add(child.pid);
  for (const pid of seen) if (isAlive(pid)) await endProcess(pid, ['SIGTERM', 'SIGKILL']);
  rmSync(data, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly output: Promise<string>;
  readonly errors: Promise<string>;
  readonly code: Promise<number | null>;
  /** What it has said so far. */
  said(): string;
  /** Resolves when it says so; rejects with what it said when it ends before. */
  until(words: string): Promise<void>;
}

function demo(...words: string[]): Run {
  const program = [
    'src/cli/demo.ts',
    '--data',
    data,
    '--customers',
    '60',
    '--port',
    '0',
    '--sandbox-port',
    '0',
    ...words,
  ];
  const child = spawn(process.execPath, program, { cwd: root, env: own, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  const errors = text(child.stderr);
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let said = '';
  const heard = new Set<() => void>();
  const output = new Promise<string>((resolve) => child.stdout.once('close', () => resolve(said)));
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    for (const listener of heard) listener();
  });
  return {
    child,
    output,
    errors,
    code,
    said: () => said,
    until: (expected) =>
      new Promise((resolve, reject) => {
        const listener = (): void => void (said.includes(expected) && resolve());
        heard.add(listener);
        listener();
        void code.then(async (ended) =>
          reject(new Error(`it ended with ${ended}: ${said}\n${await errors}`)),
        );
      }),
  };
}

function facts(): DemoFacts {
  const found = JSON.parse(readFileSync(factsFile, 'utf8')) as DemoFacts;
  for (const pid of Object.values(found.pids)) if (pid !== null) seen.add(pid);
  return found;
}

interface Asked<T> {
  readonly data?: T;
  readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
}

async function ask<T>(url: string, query: string, token?: string): Promise<Asked<T>> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await answer.json()) as Asked<T>;
}

const countCustomers = async ({ url, tokens }: DemoFacts): Promise<number> => {
  const question = '{ customers(first: 1) { totalCount } }';
  const { data } = await ask<{ customers: { totalCount: number } }>(url, question, tokens.CONTROLLER);
  return data!.customers.totalCount;
};

const living = (pids: DemoFacts['pids']): string[] =>
  Object.entries(pids)
    .filter(([, pid]) => pid !== null && isAlive(pid))
    .map(([name]) => name);

describe('the demo', () => {
  let first: Run;

  it('starts everything, imports it, and says where it is', async () => {
    first = demo();
    await first.until('Ctrl-C stops everything');
    const { url, wsUrl, tokens, simulators, databaseUrl, natsUrl, pids } = facts();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(wsUrl).toBe(`${url.replace('http', 'ws')}/graphql`);
    expect(Object.keys(simulators).toSorted()).toEqual(['netsuite', 'salesforce', 'zendesk', 'zuora']);
    expect(Object.keys(pids).toSorted()).toEqual([
      'demo',
      'hub',
      'nats',
      'netsuite',
      'postgres',
      'salesforce',
      'sandbox',
      'zendesk',
      'zuora',
    ]);
    expect(living(pids)).toHaveLength(9);
    expect(databaseUrl).toMatch(/^postgres:\/\/isthmus:/);
    expect(await probeNats(natsUrl)).toMatchObject({ jetstream: true });
    expect(tokens.ADMIN.split('.')).toHaveLength(3);
    expect(await countCustomers(facts())).toBeGreaterThanOrEqual(20);
    expect(statSync(factsFile).mode & 0o077).toBe(0);
  });

  it('lets nobody in without a token, and prints where the console is opened as roles that see different things', async () => {
    const { url, tokens } = facts();
    const question =
      '{ customers(first: 1) { edges { node { name creditLimit { amount } cases(first: 1) { totalCount } } } } }';
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: question }),
    });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('Bearer'),
    ]);
    const printed = first.said();
    const codes = (['CONTROLLER', 'SUPPORT', 'INTEGRATION'] as const).map(async (role) => {
      expect(printed).toContain(tokens[role]);
      const { errors = [] } = await ask(url, question, tokens[role]);
      return [role, errors.map(({ extensions }) => extensions['code'])];
    });
    expect(Object.fromEntries(await Promise.all(codes))).toEqual({
      CONTROLLER: [],
      SUPPORT: ['FORBIDDEN'],
      INTEGRATION: ['FORBIDDEN'],
    });
  });

  it('prints how to watch changes and how to cause one, which then is seen', async () => {
    const { watch, cause } = facts();
    const send = (to: typeof watch) =>
      fetch(to.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...to.headers },
        body: JSON.stringify(to.body),
      });
    const stream = await send(watch);
    expect((await send(cause)).status).toBe(200);
    const decoder = new TextDecoder();
    let seen = '';
    for await (const chunk of stream.body!) {
      seen += decoder.decode(chunk as Uint8Array, { stream: true });
      if (seen.includes('Nobody can log in')) break;
    }
    expect(seen).toContain('"type":"case.');
  });

  it('prints queries that answer without an error, the first with data of all four systems', async () => {
    const { url, queries, tokens } = facts();
    const answers = await Promise.all(
      Object.values(queries).map((query) => ask(url, query, tokens.CONTROLLER)),
    );
    expect(answers).toHaveLength(4);
    for (const answer of answers) {
      expect(answer.errors).toBeUndefined();
      expect(JSON.stringify(answer.data).length).toBeGreaterThan(50);
    }
    expect(Object.values(queries)[0]).toMatch(/customer\(id: "cus_/);
    const references = JSON.stringify(answers[0]!.data);
    for (const name of ['salesforce', 'zuora', 'zendesk', 'netsuite'])
      expect(references).toContain(`"${name}"`);
  });

  it('leaves work behind that people can mend, one cause of it three times, and a run that waits for an approval', async () => {
    const { url, tokens } = facts();
    const { data } = await ask(
      url,
      `{ exceptionGroups { count sample { code } }
         approvals(status: [PENDING]) { edges { node { kind requestedBy { name } } } } }`,
      tokens.CONTROLLER,
    );
    const { exceptionGroups, approvals } = data as {
      exceptionGroups: { count: number; sample: { code: string } }[];
      approvals: { edges: { node: object }[] };
    };
    expect(Object.fromEntries(exceptionGroups.map(({ count, sample }) => [sample.code, count]))).toEqual({
      APPROVAL_REQUIRED: 1,
      PERIOD_CLOSED: 1,
      PRODUCT_UNMAPPED: 3,
    });
    expect(approvals.edges).toEqual([
      { node: { kind: 'AMENDMENT', requestedBy: { name: 'sales-ops@example.com' } } },
    ]);
  });

  it('writes a configuration that the other commands can use', async () => {
    const file = join(data, 'demo', 'isthmus.yaml');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect((parse(readFileSync(file, 'utf8')) as { sources: unknown[] }).sources).toHaveLength(4);
    const doctor = spawn(process.execPath, ['src/cli/isthmus.ts', 'doctor', '--json'], {
      cwd: root,
      env: { ...own, ISTHMUS_CONFIG: file, ISTHMUS_HTTP_PORT: new URL(facts().url).port },
    });
    const report = JSON.parse(await text(doctor.stdout)) as {
      ok: boolean;
      checks: { name: string; ok: boolean; detail: string }[];
    };
    expect(report.checks.filter((check) => !check.ok)).toEqual([]);
    expect(report.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'database durability',
        'broker streams',
        'source salesforce',
        'source netsuite',
        'port',
      ]),
    );
  });

  it('says the same again, and ends, when it runs already', async () => {
    const second = demo();
    expect(await second.code).toBe(0);
    const said = await second.output;
    expect(said).toContain('runs already');
    expect(said).toContain(facts().url);
    expect(living(facts().pids)).toHaveLength(9);
  });

  it('takes over after it was killed, on the same database, and leaves no process behind', async () => {
    const before = facts();
    first.child.kill('SIGKILL');
    await first.code;
    first = demo();
    await first.until('Ctrl-C stops everything');
    const after = facts();
    expect(after.pids['postgres']).toBe(before.pids['postgres']);
    expect(after.pids['nats']).toBe(before.pids['nats']);
    const { postgres: _, nats: __, ...others } = before.pids;
    expect(living(others)).toEqual([]);
    expect(await countCustomers(after)).toBeGreaterThanOrEqual(20);
  });

  it('starts clean on request, in place of the one that runs', async () => {
    const before = facts();
    const next = demo('--reset', '--customers', '8');
    await next.until('Ctrl-C stops everything');
    expect(await first.code).toBe(0);
    expect(living(before.pids)).toEqual([]);
    const count = await countCustomers(facts());
    expect(count).toBeGreaterThanOrEqual(8);
    expect(count).toBeLessThan(20);
    first = next;
  });

  it('stops all that it started', async () => {
    const { pids } = facts();
    first.child.kill('SIGINT');
    expect(await first.code).toBe(0);
    expect(living(pids)).toEqual([]);
    expect(existsSync(factsFile)).toBe(false);
  });

  it('ends with a sentence when its port is taken', async () => {
    const server = spawn(process.execPath, [
      '-e',
      `require('node:http').createServer().listen(0,'127.0.0.1',function(){console.log(this.address().port)})`,
    ]);
    started.push(server);
    const port = await new Promise<string>((resolve) =>
      server.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim())),
    );
    const run = demo('--port', port);
    expect(await run.code).toBe(1);
    expect(await run.errors).toMatch(new RegExp(`^Another program listens on port ${port}\\.`));
    server.kill('SIGKILL');
  });
});
