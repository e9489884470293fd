import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLeadership, type Leadership } from '../src/store/lead.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually } from './support/hub.ts';

let url: string;
let drop: () => Promise<void>;
let admin: pg.Client;
beforeAll(async () => {
  ({ url, drop } = await createTestDatabase());
  admin = new pg.Client({ connectionString: url });
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await drop?.();
});

const program = fileURLToPath(new URL('support/lead-process.ts', import.meta.url));

/** When work of one node ran: from its begin to the moment it heard that it must stop. */
interface Term {
  readonly node: string;
  readonly from: number;
  to: number | null;
}

/** Work that notes its term and ends as soon as it is told to. */
function termOf(terms: Term[], node: string) {
  return async (signal: AbortSignal): Promise<void> => {
    const term: Term = { node, from: performance.now(), to: null };
    terms.push(term);
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    term.to = performance.now();
  };
}

const running = (terms: readonly Term[]): Term[] => terms.filter(({ to }) => to === null);
const overlaps = (terms: readonly Term[]): boolean =>
  terms.some((one, i) => terms.slice(i + 1).some((other) => one.to === null || other.from < one.to));

/** Ends the session that holds the lock, as an administrator or a failing network would. */
async function cut(): Promise<void> {
  const { rowCount } = await admin.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
       and database = (select oid from pg_database where datname = current_database())`,
  );
  if (rowCount === 0) throw new Error('nobody leads');
}

describe('leadership', () => {
  const nodes: Leadership[] = [];
  const open = (): Leadership => {
    const node = createLeadership(url);
    nodes.push(node);
    return node;
  };
  afterAll(() => Promise.all(nodes.map((node) => node.close())));

  it('is held by one node at a time, and goes to the other when the session is cut', async () => {
    const terms: Term[] = [];
    const ends = [open().lead('relay', termOf(terms, 'a')), open().lead('relay', termOf(terms, 'b'))];
    for (let cuts = 0; cuts < 5; cuts++) {
      const [before] = await eventually(
        'somebody leads',
        async () => running(terms).length > 0 && running(terms),
      );
      await cut();
      await eventually('the work was told to stop', async () => before!.to !== null);
      const after = await eventually('somebody leads again', async () => running(terms)[0]);
      expect(after).not.toBe(before);
    }
    expect(overlaps(terms)).toBe(false);
    expect(terms.length).toBe(6);
    const pauses = terms.slice(1).map((term, i) => term.from - terms[i]!.to!);
    // The grace for whoever lost the name, and little more.
    expect(Math.min(...pauses)).toBeLessThan(5_000);
    await Promise.all(ends.map((end) => end()));
    expect(running(terms)).toEqual([]);
  });

  it('is of one name: two names are led by whoever asks first, each on its own', async () => {
    const [terms, others]: [Term[], Term[]] = [[], []];
    const [a, b] = [open(), open()];
    a.lead('feeds:zuora', termOf(terms, 'a'));
    await eventually('a leads', async () => running(terms).length === 1);
    b.lead('feeds:zuora', termOf(terms, 'b'));
    b.lead('feeds:zendesk', termOf(others, 'b'));
    await eventually('b leads the other', async () => running(others).length === 1);
    expect(terms.map(({ node }) => node)).toEqual(['a']);
    expect(() => b.lead('feeds:zendesk', termOf(others, 'b'))).toThrow('led here already');
    await a.close();
    await eventually('b follows', async () => running(terms)[0]?.node === 'b');
    expect(overlaps(terms)).toBe(false);
    await b.close();
  });

  it('is given up by work that fails, and the work is begun again', async () => {
    const failures: unknown[] = [];
    const node = createLeadership(url, { onError: (name, error) => failures.push([name, error]) });
    nodes.push(node);
    let runs = 0;
    node.lead('brittle', async (signal) => {
      if (++runs < 3) throw new Error(`run ${runs}`);
      await once(signal, 'abort');
    });
    await eventually('it runs', async () => runs === 3);
    expect(failures).toEqual([
      ['brittle', new Error('run 1')],
      ['brittle', new Error('run 2')],
    ]);
    await node.close();
    const { rows } = await admin.query(
      `select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(rows).toEqual([]);
  });

  it('waits for ever for a database that is not there', async () => {
    const terms: Term[] = [];
    const later = new URL(url);
    later.pathname = `${later.pathname}_later`;
    const node = createLeadership(later.href);
    nodes.push(node);
    node.lead('patient', termOf(terms, 'a'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(terms).toEqual([]);
    await admin.query(`create database ${later.pathname.slice(1)}`);
    try {
      await eventually('it leads', async () => running(terms).length === 1);
    } finally {
      await node.close();
      await admin.query(`drop database ${later.pathname.slice(1)} with (force)`);
    }
  });

  describe('of two processes', () => {
    const children: ChildProcess[] = [];
    afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

    /** Starts a process that stands for the name; `leads` tells whether it said so last. */
    const start = async () => {
      const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      const state = { child, leads: false };
      createInterface({ input: child.stdout }).on('line', (line) => {
        state.leads = line === 'leads';
      });
      return state;
    };

    it('goes to the other when the leader is killed, and also when it is only stopped', async () => {
      const [a, b] = [await start(), await start()];
      const leader = await eventually('one leads', async () => [a, b].find(({ leads }) => leads));
      const other = leader === a ? b : a;
      expect(other.leads).toBe(false);
      leader.child.kill('SIGKILL');
      await once(leader.child, 'exit');
      await eventually('the other leads', async () => other.leads);

      const third = await start();
      other.child.kill('SIGSTOP');
      await eventually('the third leads', async () => third.leads);
      other.child.kill('SIGCONT');
      // What it says first, once it can speak again, is that it no longer leads.
      await eventually('the stopped one knows', async () => !other.leads);
      expect(third.leads).toBe(true);
    });
  });
});
