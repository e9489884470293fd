import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../sandbox/kit/server.ts';
import type { World } from '../../sandbox/world/types.ts';
import { zendesk } from '../../sandbox/zendesk/vendor.ts';

/** A record in an answer, as far as tests look at it. */
export interface Thing {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly priority: string | null;
  readonly updated_at: string;
  readonly requester_id: number;
  readonly organization_id: number | null;
  readonly organization_fields: Readonly<Record<string, string | null>>;
  readonly tags: readonly string[];
  readonly slas: { readonly policy_metrics: readonly object[] };
}

/** The members of answers that tests look at; an answer has a few of them. */
export interface Body {
  readonly ticket: Thing;
  readonly user: Thing;
  readonly organization: Thing;
  readonly tickets: readonly Thing[];
  readonly users: readonly Thing[];
  readonly organizations: readonly Thing[];
  readonly results: readonly Thing[];
  readonly metric_sets: readonly { readonly ticket_id: number }[];
  readonly sla_policies: readonly Thing[];
  readonly meta: {
    readonly has_more: boolean;
    readonly after_cursor: string;
    readonly before_cursor: string;
  };
  readonly next_page: string | null;
  readonly count: number;
  readonly end_time: number;
  readonly after_cursor: string;
  readonly end_of_stream: boolean;
  readonly error: string | { readonly title: string; readonly message: string };
  readonly details: Readonly<Record<string, readonly { readonly error: string }[]>>;
  readonly access_token: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

export interface JournalRow {
  readonly seq: number;
  readonly path: string;
  readonly query: string;
  readonly idempotencyKey: string | null;
  readonly outcome: string;
}

/** A Zendesk account of this world on a simulator of its own, and the ways to call, steer and restart it. */
export async function openAccount(world: World) {
  const dataDir = mkdtempSync(join(tmpdir(), 'zendesk-'));
  const start = () =>
    startSimulator(zendesk, {
      port: 0,
      dataDir,
      instance: 'zendesk',
      seed: { n: world.n, seed: world.seed },
      makeWorld: () => world,
    });
  let simulator = await start();

  const authorization = (): string => {
    const { email, apiToken } = simulator.credentials;
    return `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`;
  };
  /** `body` is sent as it is when it is text. */
  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> => {
    const response = await fetch(`${simulator.url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: authorization(),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text.startsWith('{') ? (JSON.parse(text) as Body) : ({} as Body);
    return { status: response.status, headers: response.headers, text, body: json };
  };
  const control = async (path: string, body: unknown): Promise<{ readonly now: string }> => {
    const response = await fetch(`${simulator.url}/__sim/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (response.status !== 200) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as { now: string };
  };
  const advance = async (advanceMs: number): Promise<number> =>
    Date.parse((await control('clock', { advanceMs })).now);

  return {
    get url(): string {
      return simulator.url;
    },
    get credentials(): Readonly<Record<string, string>> {
      return simulator.credentials;
    },
    call,
    get: (path: string) => call('GET', `/api/v2/${path}`),
    post: (path: string, body: unknown, headers?: Record<string, string>) =>
      call('POST', `/api/v2/${path}`, body, headers),
    put: (path: string, body: unknown) => call('PUT', `/api/v2/${path}`, body),
    /** Changes a row as somebody at the vendor would. */
    change: (object: string, id: string, set: object) => control('state', { object, id, set }),
    remove: (object: string, id: string) => control('state', { object, id, delete: true }),
    settings: (values: Readonly<Record<string, unknown>>) => control('state', { settings: values }),
    fault: (act: object, match: object = {}) => control('faults', { match, ...act }),
    async mend(): Promise<void> {
      await fetch(`${simulator.url}/__sim/faults`, { method: 'DELETE' });
    },
    /** Lets held calls go on. */
    release: () => control('release', {}),
    /** Moves the simulator's clock; says what time it is then. */
    advance,
    /** Moves the clock to the beginning of a minute, where the counts of calls begin anew. */
    async freshMinute(): Promise<void> {
      await advance(60_000 - ((await advance(0)) % 60_000));
    },
    async journal(after = 0): Promise<readonly JournalRow[]> {
      const response = await fetch(`${simulator.url}/__sim/journal?after=${after}`);
      return (await response.json()) as JournalRow[];
    },
    async restart(): Promise<void> {
      await simulator.close();
      simulator = await start();
    },
    async close(): Promise<void> {
      await simulator.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

export type Account = Awaited<ReturnType<typeof openAccount>>;
