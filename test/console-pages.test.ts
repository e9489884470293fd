import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../src/canonical/operation.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Built, builtConsole } from './support/built.ts';
import { type Served, serve } from './support/served.ts';

let built: Built;
let hub: TestHub;
let served: Served;
beforeAll(async () => {
  built = await builtConsole();
  hub = await createTestHub();
  served = await serve(hub, { pages: built.pages });
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the console', () => {
  it.each(['/', '/tower', '/exceptions/exc_1', '/graphiql'])(
    'is one page at %s, whose parts all come from the hub',
    async (path) => {
      const { status, headers, text } = await served.send({ path, headers: browser });
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      const parts = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part]) => part!);
      expect(parts.length).toBeGreaterThan(2);
      for (const part of parts) {
        expect(part).toMatch(/^\/assets\//);
        const { status: found, headers: said } = await served.send({ path: part });
        expect([found, said.get('cache-control')], part).toEqual([
          200,
          'public, max-age=31536000, immutable',
        ]);
      }
    },
  );

  it('is asked for anew each time, so that a new hub is met by its own page', async () => {
    const { headers } = await served.send({ path: '/', headers: browser });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('may load nothing from elsewhere and run nothing that is not in a file of the hub', async () => {
    const { headers } = await served.send({ path: '/tower', headers: browser });
    const policy = Object.fromEntries(
      headers
        .get('content-security-policy')!
        .split('; ')
        .map((line) => [line.split(' ')[0], line.split(' ').slice(1).join(' ')]),
    );
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': "'self'",
      'frame-ancestors': "'none'",
    });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('registers what it asks, so that a hub of registered operations executes it and no text is sent', () => {
    const registered = operationsOf(built.operations, readFileSync(built.operations, 'utf8'));
    const texts = new Set(registered.map(({ document }) => document));
    for (const file of readdirSync('examples'))
      expect(texts, file).toContain(readFileSync(`examples/${file}`, 'utf8'));
    const generated = readFileSync('console/generated/graphql.ts', 'utf8');
    const sent = [...generated.matchAll(/documentId: '([^']+)'/g)].map(([, id]) => id!);
    expect(sent.length).toBeGreaterThan(20);
    const ids = new Set(registered.map(({ id }) => id));
    expect(sent.filter((id) => !ids.has(id))).toEqual([]);
  });

  it.each([
    ['/../package.json', browser],
    ['/%2e%2e/package.json', browser],
    ['/assets/none.js', browser],
    ['/console.stamp', browser],
    ['/tower', { accept: 'application/json' }],
  ])('hands out nothing else: %s', async (path, headers) => {
    expect((await served.send({ path, headers })).status).toBe(404);
  });
});

it('says how it is built where it was not', async () => {
  const bare = await serve(hub, { pages: '/nowhere' });
  const { status, text } = await bare.send({ path: '/', headers: browser });
  expect([status, text]).toEqual([404, 'not built yet: node console/build.ts']);
  await bare.close();
});
