import { Problem } from '../../src/canonical/problem.ts';
import { salesforceVendor } from '../../src/sources/salesforce/index.ts';
import type { Hint, Pushed, Source, SourceConfig } from '../../src/sources/source.ts';
import { configFor } from './contract.ts';
import { eventually } from './hub.ts';
import { type SandboxSimulator, startSandboxSimulator } from './sandbox.ts';

const world = { n: 25, seed: 5, today: '2026-11-21' };

/** What `GET /__sim/webhooks` tells of the change events. */
export interface BusFacts {
  readonly held: number;
  readonly head: number;
  readonly events: number;
  readonly dropped: number;
  readonly subscriptions: readonly {
    readonly requested: number;
    readonly delivered: number;
    readonly outstanding: number;
  }[];
}

/** A connector that follows the stream, and what it was told. */
export interface Following {
  readonly pushed: Pushed[];
  hints(): readonly Hint[];
  /** Waits until a record was told of, and gives the first hint of it. */
  toldOf(externalId: string): Promise<Hint>;
  cursor(): string | null;
  isOver(): boolean;
  /** How the stream ended by itself; undefined after `stop`. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** A Salesforce organisation in a process of its own, changed as its users would and steered by its control surface. */
export async function startOrganisation() {
  let simulator: SandboxSimulator = await startSandboxSimulator('salesforce', world);
  const sources: Source[] = [];

  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${simulator.url}/__sim/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  async function token(): Promise<string> {
    const { clientId, clientSecret } = simulator.credentials;
    const form = { grant_type: 'client_credentials', client_id: clientId!, client_secret: clientSecret! };
    const response = await fetch(`${simulator.url}/services/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  /** A call of the REST API; gives the body of the answer. */
  async function rest(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    const response = await fetch(`${simulator.url}/services/data/v68.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  }

  function connect(over: Partial<SourceConfig> = {}): Source {
    const source = salesforceVendor.create(configFor(salesforceVendor, simulator, over));
    sources.push(source);
    return source;
  }

  /** Follows the stream; resolves when the organisation counts the subscriber, unless it is refused. */
  async function follow(
    source: Source,
    cursor: string | null,
    take: (pushed: Pushed) => Promise<void> = async () => {},
  ): Promise<Following> {
    const before = (await facts()).subscriptions.length;
    const pushed: Pushed[] = [];
    const stopped = new AbortController();
    let isOver = false;
    const ended = source.push!({
      cursor,
      signal: stopped.signal,
      onPushed: async (message) => {
        await take(message);
        pushed.push(message);
      },
    })
      .then(
        () => undefined,
        (error: unknown) => error,
      )
      .finally(() => (isOver = true));
    const hints = () => pushed.flatMap((message) => message.hints);
    await eventually(
      'the stream is open',
      async () => isOver || (await facts()).subscriptions.filter((one) => one.requested > 0).length > before,
    );
    return {
      pushed,
      hints,
      toldOf: (externalId) =>
        eventually(`a hint of ${externalId}`, async () =>
          hints().find((hint) => hint.externalId === externalId),
        ),
      cursor: () => pushed.at(-1)?.cursor ?? cursor,
      isOver: () => isOver,
      ended,
      async stop() {
        stopped.abort();
        await ended;
        await eventually('the stream is closed', async () => (await facts()).subscriptions.length <= before);
      },
    };
  }

  const facts = (): Promise<BusFacts> => ask('GET', 'webhooks');
  return {
    simulator: () => simulator,
    ask,
    rest,
    token,
    connect,
    follow,
    facts,
    steer: (order: object) => ask<BusFacts>('POST', 'webhooks', order),
    settings: (settings: object) => ask('POST', 'state', { settings }),
    change: (object: string, id: string, set: object) => ask('POST', 'state', { object, id, set }),
    remove: (object: string, id: string) => ask('POST', 'state', { object, id, delete: true }),
    async ids(object: string): Promise<string[]> {
      const { rows } = await ask<{ rows: readonly { Id: string }[] }>('GET', `state?object=${object}`);
      return rows.map((row) => row.Id);
    },
    /** Ends the process without a word, and starts it again on its state and its ports. */
    async killAndRestart(): Promise<void> {
      const { dataDir, url, pid, ended } = simulator;
      process.kill(pid, 'SIGKILL');
      await ended;
      simulator = await startSandboxSimulator('salesforce', world, {
        dataDir,
        port: Number(new URL(url).port),
      });
    },
    async close(): Promise<void> {
      await Promise.all(sources.map((source) => source.close()));
      await simulator.remove();
    },
  };
}

/** The Problem that a stream ended with. */
export async function problemOf(following: Following): Promise<Problem> {
  const error = await following.ended;
  if (error instanceof Problem) return error;
  throw new Error(`the stream ended with ${String(error)}`);
}
