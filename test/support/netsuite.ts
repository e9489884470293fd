import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPKCS8, SignJWT } from 'jose';
import { startSimulator, type Simulator } from '../../sandbox/kit/server.ts';
import { netsuite } from '../../sandbox/netsuite/vendor.ts';
import type { SourceConfig } from '../../src/sources/source.ts';

export const tokenPath = '/services/rest/auth/oauth2/v1/token';
export const suiteqlPath = '/services/rest/query/v1/suiteql';

export interface Seed {
  readonly n: number;
  readonly seed: number;
  readonly today: string;
}

/** An answer with its body as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What an assertion says when it is not the true one. */
export interface Assertion {
  readonly alg?: string;
  readonly kid?: string;
  readonly pem?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly scope?: string;
  readonly life?: string;
}

export interface Call {
  readonly seq: number;
  readonly path: string;
  readonly objectType: string;
  readonly outcome: string;
}

/** A NetSuite simulator over HTTP in this process, with a client of its own that shares nothing with the connector. */
export async function startNetsuite(seed: Seed) {
  const dataDir = mkdtempSync(join(tmpdir(), 'netsuite-'));
  const start = (): Promise<Simulator> =>
    startSimulator(netsuite, { port: 0, dataDir, instance: 'netsuite', seed });
  let sim = await start();
  let token = '';

  async function login(given: Assertion = {}): Promise<Response> {
    const { credentials: c } = sim;
    const alg = given.alg ?? 'PS256';
    const assertion = await new SignJWT({ scope: given.scope ?? 'rest_webservices' })
      .setProtectedHeader({ alg, kid: given.kid ?? c.certificateId!, typ: 'JWT' })
      .setIssuer(given.issuer ?? c.clientId!)
      .setAudience(given.audience ?? `${sim.url}${tokenPath}`)
      .setIssuedAt()
      .setExpirationTime(given.life ?? '5m')
      .sign(await importPKCS8(given.pem ?? c.privateKey!, alg));
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    return fetch(sim.url + tokenPath, { method: 'POST', body });
  }

  async function renewToken(): Promise<void> {
    const answer = (await (await login()).json()) as { access_token: string };
    token = answer.access_token;
  }

  async function send(
    method: string,
    path: string,
    init: { headers?: object; body?: unknown } = {},
  ): Promise<Answer> {
    const response = await fetch(sim.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    });
    const text = await response.text();
    const body = text === '' ? {} : (JSON.parse(text) as Answer['body']);
    return { status: response.status, headers: response.headers, body };
  }

  async function control<T>(path: string, body?: unknown, method = body ? 'POST' : 'GET'): Promise<T> {
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
    return (await (await fetch(`${sim.url}/__sim/${path}`, init)).json()) as T;
  }

  await renewToken();
  return {
    get sim() {
      return sim;
    },
    login,
    renewToken,
    send,
    suiteql: (q: string, page = ''): Promise<Answer> =>
      send('POST', suiteqlPath + page, { headers: { prefer: 'transient' }, body: { q } }),
    control,
    /** The calls that the vendor saw while `act` ran. */
    async callsOf(act: () => Promise<unknown>): Promise<readonly Call[]> {
      const before = (await control<Call[]>('journal')).at(-1)?.seq ?? 0;
      await act();
      return control<Call[]>(`journal?after=${before}`);
    },
    /** Ends it and starts it again on the same data. */
    async restart(): Promise<void> {
      await sim.close();
      sim = await start();
    },
    async close(): Promise<void> {
      await sim.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

export type Netsuite = Awaited<ReturnType<typeof startNetsuite>>;

/** A configuration of the connector that reaches the simulator. */
export function configure(erp: Netsuite, change: Partial<SourceConfig> = {}): SourceConfig {
  return {
    instance: 'netsuite',
    vendor: 'netsuite',
    url: erp.sim.url,
    region: 'US',
    credentials: erp.sim.credentials,
    deadlineMs: 20_000,
    limits: {},
    options: {},
    ...change,
  };
}

/** The first cause in an error body. */
export function cause(answer: Answer): { readonly detail: string; readonly code: string } {
  const [first] = answer.body['o:errorDetails'] as Record<string, string>[];
  return { detail: first!.detail!, code: first!['o:errorCode']! };
}

/** The rows of a successful answer. Throws when there are none to speak of. */
export function items(answer: Answer): Record<string, unknown>[] {
  if (!Array.isArray(answer.body.items)) throw new Error(JSON.stringify(answer.body));
  return answer.body.items as Record<string, unknown>[];
}
