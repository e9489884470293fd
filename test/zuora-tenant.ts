import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../sandbox/kit/server.ts';
import type { World } from '../sandbox/world/types.ts';
import { makeWorld } from '../sandbox/world/world.ts';
import { zuora } from '../sandbox/zuora/vendor.ts';

export interface JournalRow {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly objectType: string | null;
  readonly outcome: string | null;
  readonly status: number | null;
}

/** A Zuora tenant of its own for a test file: the simulator over HTTP, its control surface, and the world it was seeded from. */
export interface Tenant {
  readonly url: string;
  readonly credentials: Simulator['credentials'];
  readonly world: World;
  /** Where the simulator keeps its state. */
  readonly dataDir: string;
  /** Calls the control surface. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Puts one fault rule in force. */
  fault(match: object, act: object): Promise<void>;
  /** Ends all faults, releases held calls and puts settings back. */
  heal(): Promise<void>;
  /** Data requests, without logins, since the last call of `mark`. */
  journal(): Promise<readonly JournalRow[]>;
  mark(): Promise<void>;
  /** A call of the vendor's protocol with a token. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The headers of a caller who is logged in. */
  headers(): Promise<{ authorization: string }>;
  /** Makes the next call log in anew, as it must after the clock was moved. */
  logOut(): void;
  /** Ends the simulator, and starts it again on the same port and data when asked. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** `today`: the day on which the world is as it was seeded; orders are judged by the day it really is. */
export async function openTenant(n: number, today = '2026-11-21'): Promise<Tenant> {
  const dataDir = mkdtempSync(join(tmpdir(), 'zuora-'));
  const seed = { n, seed: 7, today };
  const world = makeWorld(seed);
  let simulator = await startSimulator(zuora, { port: 0, dataDir, instance: 'zuora', seed });
  const { url } = simulator;
  let running = true;
  let token: string | undefined;
  let marked = 0;

  const control: Tenant['control'] = async (method, path, body) => {
    const response = await fetch(`${url}/__sim/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as never;
  };
  const rows = async (): Promise<readonly JournalRow[]> => {
    const answer = await control<{ rows: JournalRow[] } | JournalRow[]>(
      'GET',
      `journal?after=${marked}&limit=1000`,
    );
    return Array.isArray(answer) ? answer : answer.rows;
  };
  const stop = async (): Promise<void> => {
    if (running) await simulator.close();
    running = false;
  };

  const logIn = async (): Promise<{ authorization: string }> => {
    if (token === undefined) {
      const { clientId, clientSecret } = simulator.credentials;
      const form = { client_id: clientId!, client_secret: clientSecret!, grant_type: 'client_credentials' };
      const response = await fetch(`${url}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      token = ((await response.json()) as { access_token: string }).access_token;
    }
    return { authorization: `Bearer ${token}` };
  };

  return {
    url,
    credentials: simulator.credentials,
    world,
    dataDir,
    control,
    fault: async (match, act) => {
      await control('POST', 'faults', { match, act });
    },
    heal: async () => {
      await control('DELETE', 'faults');
      await control('POST', 'release');
    },
    journal: async () => (await rows()).filter((row) => row.path !== '/oauth/token'),
    mark: async () => {
      for (let more = await rows(); more.length > 0; more = await rows()) marked = more.at(-1)!.seq;
    },
    call: async (method, path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          ...(await logIn()),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    headers: logIn,
    logOut: () => {
      token = undefined;
    },
    stop,
    start: async () => {
      const { port } = new URL(url);
      simulator = await startSimulator(zuora, { port: Number(port), dataDir, instance: 'zuora' });
      running = true;
      // The connections that fetch kept to the ended process fail once each.
      for (let tries = 0; tries < 20; tries++) {
        const answered = await fetch(`${url}/__sim/journal?limit=1`).then(
          (response) => response.text(),
          () => null,
        );
        if (answered !== null) break;
      }
    },
    close: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
