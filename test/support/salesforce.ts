import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startSimulator } from '../../sandbox/kit/server.ts';
import type { Simulator } from '../../sandbox/kit/server.ts';
import { salesforce } from '../../sandbox/salesforce/vendor.ts';
import { makeWorld } from '../../sandbox/world/world.ts';

/** The world that the organisation is seeded from before each test. */
export const world = makeWorld({ n: 260, seed: 7, today: '2026-11-21' });
/** The root of the API version under test. */
export const base = '/services/data/v68.0';
/** A record, a saved row or an error: what the tests look at of each. */
export interface Entry {
  readonly attributes: Readonly<Record<string, string>>;
  readonly Id: string;
  readonly id: string;
  readonly Name: string;
  readonly CreatedDate: string;
  readonly IsDeleted: boolean;
  readonly Owner: Entry;
  readonly Parent: Entry | null;
  readonly Opportunities: Answer;
  readonly success: boolean;
  readonly created: boolean;
  readonly errors: readonly { readonly statusCode: string }[];
  readonly message: string;
  readonly errorCode: string;
  readonly fields: readonly string[] | undefined;
  readonly outcome: string;
  readonly label: string;
}

/** An answer that is an object: a login, a page of a query, a row. */
export interface Answer extends Entry {
  readonly access_token: string;
  readonly error: string;
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl: string;
  readonly records: readonly Entry[];
  readonly deletedRecords: readonly Entry[];
}

export interface Reply {
  readonly status: number;
  readonly body: Answer;
  /** The body where it is an array; empty otherwise. */
  readonly list: readonly Entry[];
  readonly text: string;
  readonly headers: Headers;
}

/** The companies that the CRM knows. */
export const insideCrm = world.companies.filter((company) => company.crm);
/** How many accounts those make, doubles counted. */
export const accounts = insideCrm.length + insideCrm.filter((company) => company.crmDuplicate).length;

/** An organisation for the tests of a file: seeded anew and logged in to before each. */
export function organisation() {
  const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-salesforce-'));
  let simulator: Simulator;
  let token = '';

  async function login(form: Record<string, string> = {}): Promise<{ status: number; body: Answer }> {
    const { clientId, clientSecret } = simulator.credentials;
    const response = await fetch(`${simulator.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId!,
        client_secret: clientSecret!,
        ...form,
      }),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  }

  /** One request; a path that is not absolute is under the API version. */
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await fetch(simulator.url + (path.startsWith('/') ? path : `${base}/${path}`), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') && text !== '';
    const parsed: unknown = isJson ? JSON.parse(text) : undefined;
    const list = Array.isArray(parsed) ? (parsed as readonly Entry[]) : [];
    return { status: response.status, body: parsed as Answer, list, text, headers: response.headers };
  }

  const soql = (
    statement: string,
    headers: Record<string, string> = {},
    resource = 'query',
  ): Promise<Reply> =>
    call('GET', `${resource}?${new URLSearchParams({ q: statement }).toString()}`, undefined, headers);

  /** The names that a query finds, all on one page. */
  async function names(statement: string): Promise<string[]> {
    const { status, body } = await soql(statement);
    expect({ statement, status, done: body.done }).toEqual({ statement, status: 200, done: true });
    return body.records.map((record) => record.Name);
  }

  async function control(path: string, body: unknown): Promise<void> {
    const response = await fetch(`${simulator.url}/__sim/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
  }

  async function signIn(): Promise<void> {
    token = (await login()).body.access_token;
  }

  beforeAll(async () => {
    simulator = await startSimulator(salesforce, {
      port: 0,
      dataDir,
      instance: 'salesforce',
      makeWorld: () => world,
    });
  });
  beforeEach(async () => {
    await control('reset', {});
    await control('seed', { n: world.n, seed: world.seed });
    await signIn();
  });
  afterAll(async () => {
    await simulator.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  return {
    login,
    call,
    soql,
    names,
    control,
    signIn,
    simulator: () => simulator,
    token: () => token,
  };
}
