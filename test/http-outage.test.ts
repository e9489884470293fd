import { createClient } from 'graphql-ws';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from '../src/app.ts';
import { isOutage } from '../src/canonical/outage.ts';
import { settings } from '../src/settings.ts';
import { openDatabase } from '../src/store/database.ts';
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

  it('says the same while the database takes no connections', async () => {
    await ready();
    const name = new URL(database.url).pathname.slice(1);
    const server = openDatabase(inject('databaseUrl'), 1);
    try {
      await server.query(`alter database ${name} allow_connections false`);
      await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      log.length = 0;
      for (let i = 0; i < 10; i++) expect((await ask(query)).errors).toMatchObject([unavailable]);
      expect((await ask(mutation)).errors).toMatchObject([unavailable]);
      expect(log.filter(({ msg }) => msg === 'a request met a bug')).toEqual([]);
    } finally {
      await server.query(`alter database ${name} allow_connections true`);
      await server.close();
    }
    await eventually('an answer', async () => (await ask(query)).data);
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

describe('an error of the database', () => {
  const said = (more: object): Error => Object.assign(new Error('in any language'), more);

  it.each([
    '08000',
    '08001',
    '08003',
    '08004',
    '08006',
    '28000',
    '28P01',
    '3D000',
    '53300',
    '57P01',
    '57P02',
    '57P03',
    '57P04',
    '57P05',
  ])('with %s is an outage', (code) => expect(isOutage(said({ code }))).toBe(true));

  it.each(['55000', '42501'])('with %s is one where the connection was refused', (code) => {
    expect(isOutage(said({ code, routine: 'CheckMyDatabase' }))).toBe(true);
    expect(isOutage(said({ code, routine: 'aclcheck_error' }))).toBe(false);
  });

  it.each(['22P02', '23505', '40001', '42P01', '57014'])('with %s is none', (code) =>
    expect(isOutage(said({ code }))).toBe(false),
  );
});
