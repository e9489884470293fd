import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTestHub, type TestHub } from './support/graph.ts';
import { testAccess } from './support/roles.ts';
import { type Served, serve } from './support/served.ts';

// A page whose name was made to lead to this machine is of the hub's own origin for its browser: the name is what tells it apart.
let hub: TestHub;
let open: Served;
let guarded: Served;
beforeAll(async () => {
  hub = await createTestHub();
  open = await serve(hub);
  guarded = await serve(hub, {}, { access: testAccess() });
});
afterAll(async () => {
  await open?.close();
  await guarded?.close();
  await hub?.close();
});

interface Said {
  readonly status: number | undefined;
  readonly text: string;
}

/** Asks under a name, as a browser that was led here by it. */
function ask({ url }: Served, host: string, path: string, body?: object): Promise<Said> {
  return new Promise((resolve, reject) => {
    const headers = { host, origin: `http://${host}`, 'content-type': 'application/json' };
    const sent = request(`${url}${path}`, { method: body ? 'POST' : 'GET', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

/** How a socket that is opened under a name goes: the status with which it is refused, or 101. */
function socket({ wsUrl }: Served, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const opened = new WebSocket(wsUrl, 'graphql-transport-ws', {
      headers: { host },
      origin: `http://${host}`,
    });
    opened.on('error', () => {});
    opened.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
    opened.on('open', () => {
      opened.close();
      resolve(101);
    });
  });
}

const query = { query: '{ __typename }' };
const portOf = ({ url }: Served): string => new URL(url).port;
const strangers = ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '0.0.0.0', '10.0.0.1'];

describe('a hub that asks for no token', () => {
  it.each(strangers)('answers nothing under the name %s', async (name) => {
    const host = `${name}:${portOf(open)}`;
    for (const [path, body] of [
      ['/graphql', query],
      ['/graphql/stream', query],
      ['/graphql/stream?query={__typename}', undefined],
      ['/', undefined],
    ] as const) {
      const { status, text } = await ask(open, host, path, body);
      expect([path, status]).toEqual([path, 421]);
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    }
    expect(await socket(open, host)).toBe(421);
  });

  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.1.2.3', '[::1]'])('answers as %s', async (name) => {
    const host = `${name}:${portOf(open)}`;
    for (const path of ['/graphql', '/graphql/stream'])
      expect(await ask(open, host.toLowerCase(), path, query)).toMatchObject({
        status: 200,
        text: expect.stringContaining('"__typename":"Query"') as string,
      });
    expect((await ask(open, host, '/graphql', query)).status).toBe(200);
    expect(await socket(open, host.toLowerCase())).toBe(101);
  });

  it('lets vendors send webhooks to whatever name they know', async () => {
    expect((await ask(open, 'hub.example', '/webhooks/zuora', query)).status).not.toBe(421);
  });
});

describe('a hub that asks for a token', () => {
  it('may be called anything', async () => {
    expect((await ask(guarded, 'hub.example', '/graphql', query)).status).toBe(200);
    expect(await socket(guarded, 'hub.example')).toBe(101);
  });
});
