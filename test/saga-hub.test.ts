import { expect, inject, it } from 'vitest';
import type { Config } from '../src/config.ts';
import { settings } from '../src/settings.ts';
import { createTestDatabase, namespaceOf } from './support/database.ts';
import { serveHub } from './support/hub.ts';
import { testMasterKey } from './support/keyring.ts';
import { startNode } from './support/node.ts';

const configOf = (databaseUrl: string, more: object = {}): Config => {
  const { systemOfRecord: _, ...parsed } = settings.parse({
    http: { port: 0 },
    nats: { namespace: namespaceOf(databaseUrl) },
    roles: ['api', 'worker'],
    access: { required: false },
    secrets: { masterKey: testMasterKey },
    sources: [],
    ...more,
  });
  return { ...parsed, systemOfRecord: {}, sources: [] };
};

it('hubs that move runs stand side by side in a process, each on its database, and say what they move', async () => {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const hubs = await Promise.all(databases.map(({ url }) => serveHub(configOf(url), url)));
  for (const hub of hubs) {
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${hub.url}/metrics`)).text()).toMatch(/^isthmus_runs_moving\{.*\} 0$/m);
  }
  await Promise.all(hubs.map((hub) => hub.close()));
  await Promise.all(databases.map((database) => database.drop()));
});

it('a node that moves runs is ready once it is known, and ends when it is told to', async () => {
  const { url, drop } = await createTestDatabase();
  const node = await startNode(configOf(url), url, inject('natsUrl'));
  expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
  node.signal('SIGTERM');
  expect(await node.ended()).toBe('exit code 0');
  expect(node.log()).not.toContain('"level":50');
  await node.close();
  await drop();
});
