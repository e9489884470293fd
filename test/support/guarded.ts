import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../src/settings.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createTestDatabase, namespaceOf } from './database.ts';
import { type RunningHub, serveHub } from './hub.ts';
import { startIssuer, type TestIssuer } from './issuer.ts';
import { testMasterKey } from './keyring.ts';
import type { Answer } from './served.ts';

/** A whole hub without sources that lets in whom an issuer vouches for, on as many nodes as asked. */
export interface Guarded {
  readonly issuer: TestIssuer;
  readonly nodes: readonly RunningHub[];
  readonly database: Database;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Asks the first node, or another, with this token; null: with none. */
  ask(query: string, token: string | null, node?: RunningHub): Promise<Answer>;
  close(): Promise<void>;
}

/** Serves it; `more` are settings of `access`, `other` further ones. */
export async function serveGuarded(
  more: Readonly<Record<string, unknown>> = {},
  other: Readonly<Record<string, unknown>> = {},
  nodes = 1,
): Promise<Guarded> {
  const issuer = await startIssuer();
  const { url, drop } = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-access-'));
  const config = settings.parse({
    http: { port: 0 },
    nats: { namespace: namespaceOf(url) },
    roles: ['api'],
    dataDir,
    streams: { heartbeatMs: 50 },
    secrets: { masterKey: testMasterKey },
    ...other,
    access: { issuers: [{ issuer: issuer.url }], clockToleranceSeconds: 0, ...more },
    sources: [],
  });
  const apps: RunningHub[] = [];
  for (let node = 0; node < nodes; node++) apps.push(await serveHub({ ...config, sources: [] }, url));
  const database = openDatabase(url, 2);
  return {
    issuer,
    nodes: apps,
    database,
    databaseUrl: url,
    dataDir,
    async ask(query, token, node = apps[0]!) {
      const response = await fetch(`${node.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-correlation-id': randomUUID(),
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: JSON.parse(text) as Answer['body'],
      };
    },
    async close() {
      await Promise.all(apps.map((app) => app.close()));
      await database.close();
      await issuer.close();
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
