import { createClient } from 'graphql-ws';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from '../src/app.ts';
import { settings } from '../src/settings.ts';
import { createTestDatabase, namespaceOf } from './support/database.ts';
import { eventually } from './support/hub.ts';
import { testMasterKey } from './support/keyring.ts';
import type { Answer } from './support/served.ts';
import { createSwitch, type Switch } from './support/switch.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let way: Switch;
let app: App;
const log: Record<string, unknown>[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  way = await createSwitch(database.url);
  app = await createApp({
    config: {
      ...settings.parse({
        http: { port: 0 },
        nats: { namespace: namespaceOf(database.url) },
        roles: ['api'],
        access: { required: false },
        secrets: { masterKey: testMasterKey },
        sources: [],
      }),
      sources: [],
    },
    databaseUrl: way.url,
    natsUrl: inject('natsUrl'),
    logger: pino({}, { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) }),
  });
});
afterAll(async () => {
  await way.on();
  await app.close();
  await way.close();
  await database.drop();
});

const query = '{ customers(first: 1) { edges { node { id } } } }';
const mutation = `mutation { replayEvents(input: { mode: DRY_RUN, types: ["invoice.*"], idempotencyKey: "k" }) { __typename } }`;
const unavailable = {
  message: expect.not.stringMatching(/ECONN|terminated/),
  extensions: { code: 'HUB_UNAVAILABLE', retryable: true, correlationId: expect.any(String) },
};

async function ask(text: string): Promise<Answer['body']> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: text }),
  });
  return (await response.json()) as Answer['body'];
}

/** The results of a subscription that ends by itself. */
async function results(text: string): Promise<unknown[]> {
  const client = createClient({ url: app.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  const seen: unknown[] = [];
  try {
    for await (const result of client.iterate({ query: text })) seen.push(result);
  } finally {
    await client.dispose();
  }
  return seen;
}

const readiness = async (): Promise<number> => (await fetch(`${app.url}/readyz`)).status;
const ready = () => eventually('ready again', async () => (await readiness()) === 200);

describe('while the database of the hub is out', () => {
  it('queries, mutations and subscriptions say that the same call may succeed later, and then it does', async () => {
    await ready();
    await way.off();
    log.length = 0;
    const began = performance.now();
    for (let i = 0; i < 20; i++) expect((await ask(query)).errors).toMatchObject([unavailable]);
    expect((await ask(mutation)).errors).toMatchObject([unavailable]);
    expect(
      await results('subscription { syncStatusChanged { ... on StreamSnapshot { cursor } } }'),
    ).toMatchObject([{ errors: [unavailable] }]);
    const seconds = (performance.now() - began) / 1000;
    expect(log.filter(({ msg }) => msg === 'a request met a bug')).toEqual([]);
    const told = log.filter(({ msg }) => msg === 'the database does not answer');
    expect(told[0]).toMatchObject({ level: 40, correlationId: expect.any(String) });
    expect(told[0]).not.toHaveProperty('err');
    expect(told.length).toBeLessThanOrEqual(1 + seconds);
    await way.on();
    expect(await eventually('an answer', async () => (await ask(query)).data)).toEqual({
      customers: { edges: [] },
    });
  });

  it.each(['off', 'hang'] as const)('the hub is alive but not ready: %s', async (how) => {
    await ready();
    await way[how]();
    await eventually('not ready', async () => (await readiness()) === 503);
    expect((await fetch(`${app.url}/livez`)).status).toBe(200);
    await way.on();
    await ready();
  });
});
