import pino from 'pino';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, createApp } from '../src/app.ts';
import { openTenantDatabases, placesOf } from '../src/cli/tenants.ts';
import { developmentToken } from '../src/cli/token.ts';
import type { Config } from '../src/config.ts';
import { createCopy } from '../src/copy.ts';
import { backfill } from '../src/sync/backfill.ts';
import { type Landscape, startLandscape } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';
import { type StreamMessage, streamQuery } from './support/stream-client.ts';

let lands: readonly [Landscape, Landscape];
let config: Config;
let app: App;
const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-tenants-'));

beforeAll(async () => {
  lands = await Promise.all([startLandscape({ n: 5, seed: 21 }), startLandscape({ n: 7, seed: 22 })]);
  const [main, other] = lands.map((land) => land.config({}, { dataDir, access: { required: true } })) as [
    Config,
    Config,
  ];
  config = {
    ...main,
    tenants: [
      { name: 'main', database: null },
      { name: 'other', database: lands[1].databaseUrl },
    ],
    sources: [
      ...main.sources,
      ...other.sources.map((source) => ({
        ...source,
        instance: `other-${source.instance}`,
        tenant: 'other',
      })),
    ],
  };
  const tenantDatabases = await openTenantDatabases(config, lands[0].databaseUrl);
  for (const place of placesOf(config, lands[0].databaseUrl)) {
    const copy = createCopy(place.config, place.databaseUrl, testKeyring);
    await backfill(copy, copy.sources, {});
    await copy.close();
  }
  app = await createApp({
    config,
    databaseUrl: lands[0].databaseUrl,
    tenantDatabases,
    natsUrl: inject('natsUrl'),
    logger: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await app.close();
  await Promise.all(lands.map((land) => land.close()));
  rmSync(dataDir, { recursive: true, force: true });
});

const tokenOf = (tenant: string): Promise<string> => developmentToken(dataDir, 'AUDITOR', { tenant });

async function ask<T>(tenant: string, query: string, variables = {}): Promise<T> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(tenant)}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

interface Ids {
  readonly customers: {
    readonly totalCount: number;
    readonly edges: { readonly node: { readonly id: string } }[];
  };
}
const idsOf = async (tenant: string): Promise<string[]> => {
  const { customers } = await ask<Ids>(
    tenant,
    '{ customers(first: 200) { totalCount edges { node { id } } } }',
  );
  expect(customers.totalCount).toBe(customers.edges.length);
  return customers.edges.map(({ node }) => node.id);
};

describe('two tenants of one hub', () => {
  it('each see their own customers, and count no others', async () => {
    const [mine, theirs] = await Promise.all([idsOf('main'), idsOf('other')]);
    expect([mine.length > 3, theirs.length > 3]).toEqual([true, true]);
    expect(mine.filter((id) => theirs.includes(id))).toEqual([]);
  });

  it('cannot reach a record of the other by its id, by any way that takes one', async () => {
    const [theirs] = await idsOf('other');
    const answer = await ask<Record<string, unknown>>(
      'main',
      `query($id: ID!) {
        node(id: $id) { id } nodes(ids: [$id]) { id } customer(id: $id) { id }
        events(subjectId: $id) { totalCount } audit(subject: $id) { totalCount }
      }`,
      { id: theirs },
    );
    expect(answer).toEqual({
      node: null,
      nodes: [null],
      customer: null,
      events: { totalCount: 0 },
      audit: { totalCount: 0 },
    });
  });

  it('see their own sources alone', async () => {
    const names = async (tenant: string): Promise<string[]> =>
      (await ask<{ sources: { name: string }[] }>(tenant, '{ sources { name } }')).sources.map(
        ({ name }) => name,
      );
    expect((await names('main')).some((name) => name.startsWith('other-'))).toBe(false);
    expect((await names('other')).every((name) => name.startsWith('other-'))).toBe(true);
  });

  it('cannot go on behind a cursor of the other’s stream', async () => {
    const first = async (
      tenant: string,
      after: string | null,
    ): Promise<StreamMessage | { errors: unknown }> => {
      const response = await fetch(`${app.url}/graphql/stream`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${await tokenOf(tenant)}`,
        },
        body: JSON.stringify({ query: streamQuery('eventAppended'), variables: { after } }),
      });
      const decoder = new TextDecoder();
      let text = '';
      for await (const chunk of response.body!) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        if (/^data: \{.*\}$/m.test(text)) break;
      }
      const { data, errors } = JSON.parse(/^data: (\{.*\})$/m.exec(text)![1]!) as {
        data?: { eventAppended: StreamMessage };
        errors?: unknown;
      };
      return data?.eventAppended ?? { errors };
    };
    const begun = (await first('other', null)) as StreamMessage;
    expect(begun.__typename).toBe('StreamSnapshot');
    expect(await first('main', begun.cursor)).toMatchObject({
      errors: [{ extensions: { code: 'CURSOR_INVALID' } }],
    });
  });

  it('are told apart by the token, and a token of a third is worth nothing', async () => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await tokenOf('nobody')}`,
      },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(response.status).toBe(401);
  });
});
