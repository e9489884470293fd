import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildConsole, isFresh } from '../console/build.ts';
import { consoleOperations, readOperations } from '../src/http/operation-files.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Served, serve } from './support/served.ts';

let hub: TestHub;
let served: Served;
beforeAll(async () => {
  if (!isFresh()) await buildConsole();
  hub = await createTestHub();
  served = await serve(hub);
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

describe('the API explorer', () => {
  it('is one page whose parts all come from the hub', async () => {
    const { status, headers, text } = await served.send({ path: '/graphiql' });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const parts = [...text.matchAll(/(?:src|href)="([^"]+)"/g)]
      .map(([, part]) => part!)
      .filter((part) => part !== 'data:,');
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(part).toMatch(/^\/graphiql\/assets\//);
      expect((await served.send({ path: part })).status, part).toBe(200);
    }
  });

  it('may load nothing from elsewhere and run nothing that is not in a file of the hub', async () => {
    const { headers } = await served.send({ path: '/graphiql' });
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

  it('brings the sample queries along', async () => {
    const { text } = await served.send({ path: '/graphiql' });
    const [script] = /\/graphiql\/assets\/index-[^"]+\.js/.exec(text)!;
    const { text: code, headers } = await served.send({ path: script });
    for (const name of ['Customer360', 'OverdueByArr', 'FreshBalance', 'InvoiceTrail', 'Timeline', 'Sources'])
      expect(code).toContain(`query ${name}`);
    expect(headers.get('cache-control')).toContain('immutable');
  });

  it('registers what it asks, so that a hub of registered operations executes it', () => {
    const registered = readOperations(consoleOperations()).map(({ document }) => document);
    const examples = readdirSync('examples').map((file) => readFileSync(`examples/${file}`, 'utf8'));
    expect(registered.toSorted()).toEqual(examples.toSorted());
  });

  it('hands out no other file', async () => {
    for (const path of [
      '/graphiql/../package.json',
      '/graphiql/%2e%2e/%2e%2e/package.json',
      '/graphiql/assets/none.js',
      '/graphiql.stamp',
    ])
      expect((await served.send({ path })).status, path).toBe(404);
  });
});
