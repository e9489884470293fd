import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { writeCertificate } from './support/certificate.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';

const folder = mkdtempSync(join(tmpdir(), 'isthmus-tls-'));
const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
const console_ = 'https://console.example.com';
const evil = 'https://evil.example';
const question = JSON.stringify({ query: '{ sources { name } }' });
const json = { 'content-type': 'application/json' };

let hub: TestHub;
let plain: Served;
let shared: Served;
let secure: Served;
let ca: string;
beforeAll(async () => {
  ca = await writeCertificate(tls.certFile, tls.keyFile, 'one');
  hub = await createTestHub();
  [plain, shared, secure] = await Promise.all([
    serve(hub),
    serve(hub, { corsOrigins: [console_], behindTls: true }),
    serve(hub, { tls }),
  ]);
});
afterAll(async () => {
  await Promise.all([plain, shared, secure].map((each) => each?.close()));
  await hub.close();
  rmSync(folder, { recursive: true });
});

const stream = (served: Served, origin?: string) =>
  served.send({
    method: 'POST',
    path: '/graphql/stream',
    headers: { ...json, accept: 'text/event-stream', ...(origin !== undefined && { origin }) },
    body: question,
  });

/** How the opening of a WebSocket ends for a page of an origin. */
async function opening(served: Served, origin: string): Promise<string> {
  const socket = new WebSocket(served.wsUrl, 'graphql-transport-ws', { origin });
  const end = await once(socket, 'open').then(
    () => 'open',
    (error: unknown) => (error as Error).message,
  );
  socket.on('error', () => {});
  socket.terminate();
  return end;
}

describe('every answer', () => {
  const answers: Readonly<Record<string, (served: Served) => Promise<{ readonly headers: Headers }>>> = {
    data: (served) => served.post('{ sources { name } }'),
    'an error of the graph': (served) => served.post('{ nothing }'),
    'a refusal before the graph': (served) => served.send({ method: 'POST', headers: json, body: '{' }),
    'a place that nobody can read': (served) => served.send({ path: '/%zz' }),
    'an unknown place': (served) => served.send({ path: '/nowhere' }),
    readiness: (served) => served.send({ path: '/readyz' }),
    'a stream': (served) => stream(served),
    'the console': (served) => served.send({ path: '/', headers: { accept: 'text/html' } }),
  };

  it.each(Object.entries(answers))('says how browsers must treat it: %s', async (_name, ask) => {
    const { headers } = await ask(plain);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
      'cache-control': 'no-store',
    });
    for (const name of ['server', 'x-powered-by', 'strict-transport-security', 'access-control-allow-origin'])
      expect([name, headers.get(name)]).toEqual([name, null]);
  });

  it('asks browsers to come by TLS alone where TLS is', async () => {
    const { headers } = await shared.post('{ sources { name } }');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
  });

  it('repeats nothing of a body or header that cannot be read', async () => {
    const secret = 'hush-hush-hush';
    const refusals = [
      await plain.send({ method: 'POST', headers: json, body: `{"query": ${secret}` }),
      await plain.send({ method: 'POST', headers: { 'content-type': `text/${secret}` }, body: secret }),
      await plain.send({ method: 'POST', headers: json, body: JSON.stringify([secret]) }),
      await plain.send({
        method: 'POST',
        headers: json,
        body: JSON.stringify({ variables: secret, query: 1 }),
      }),
      await plain.send({ path: '/nowhere', headers: { authorization: `Bearer ${secret}`, cookie: secret } }),
      await plain.send({
        method: 'PUT',
        headers: { ...json, 'x-correlation-id': `${secret}\t!` },
        body: '{}',
      }),
    ];
    for (const { status, text: said, headers } of refusals) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(`${said}${JSON.stringify(Object.fromEntries(headers))}`).not.toContain(secret);
    }
  });
});

describe('a page of another origin', () => {
  it('can neither ask nor read anything, unless its origin is allowed', async () => {
    const preflight = (served: Served, origin: string) =>
      served.send({
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    const seen = async (served: Served, origin: string) => {
      const { status, headers } = await preflight(served, origin);
      return [status, headers.get('access-control-allow-origin')];
    };
    expect(await seen(plain, console_)).toEqual([404, null]);
    expect(await seen(shared, evil)).toEqual([403, null]);
    expect(await seen(shared, 'null')).toEqual([403, null]);
    expect(await seen(shared, console_)).toEqual([204, console_]);
    const allowed = await preflight(shared, console_);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(allowed.headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const ask = (served: Served, origin: string) =>
      served.send({ method: 'POST', headers: { ...json, origin }, body: question });
    expect((await ask(plain, console_)).headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask(shared, evil)).headers.get('access-control-allow-origin')).toBeNull();
    const answer = await ask(shared, console_);
    expect(answer.headers.get('access-control-allow-origin')).toBe(console_);
    expect(answer.headers.get('vary')).toMatch(/origin/i);
  });

  it('cannot make a browser ask without a preflight', async () => {
    const simple = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];
    for (const type of simple) {
      const { status, body } = await plain.send({
        method: 'POST',
        headers: { 'content-type': type, origin: evil },
        body: question,
      });
      expect([type, status >= 400 && status < 500, body.data]).toEqual([type, true, undefined]);
    }
    const path = `/graphql?query=${encodeURIComponent('{ sources { name } }')}`;
    const got = await plain.send({ path, headers: { origin: evil } });
    expect([got.status, got.body.data]).toEqual([400, undefined]);
  });

  it('opens sockets and streams by the same list', async () => {
    expect((await stream(plain, console_)).status).toBe(403);
    expect((await stream(shared, evil)).status).toBe(403);
    expect((await stream(shared, console_)).status).toBe(200);
    expect((await stream(shared, console_)).headers.get('access-control-allow-origin')).toBe(console_);
    expect(await opening(plain, console_)).toContain('401');
    expect(await opening(shared, evil)).toContain('401');
    expect(await opening(shared, console_)).toBe('open');
  });
});

describe('TLS of the hub', () => {
  const ask = (path: string, trusted = ca): Promise<string> =>
    new Promise((resolve, reject) => {
      get(`${secure.url}${path}`, { ca: trusted, agent: false }, (response) => {
        text(response).then(resolve, reject);
      }).on('error', reject);
    });
  /** The protocol on which a client that knows these versions and the hub agree. */
  const protocol = async (maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> => {
    const port = Number(new URL(secure.url).port);
    const socket: TLSSocket = connect({ port, host: '127.0.0.1', ca, minVersion: 'TLSv1', maxVersion });
    try {
      await once(socket, 'secureConnect');
      return socket.getProtocol();
    } finally {
      socket.destroy();
    }
  };

  it('serves everything, sockets too', async () => {
    expect(secure.url).toMatch(/^https:/);
    expect(await ask('/livez')).toBe('alive\n');
    const socket = new WebSocket(secure.wsUrl, 'graphql-transport-ws', { ca });
    await once(socket, 'open');
    socket.terminate();
  });

  it('is of version 1.2 or later', async () => {
    expect(await protocol('TLSv1.3')).toBe('TLSv1.3');
    expect(await protocol('TLSv1.2')).toBe('TLSv1.2');
    await expect(protocol('TLSv1.1')).rejects.toThrow();
  });

  it('takes a new certificate without a restart, and keeps the old one while the new one is none', async () => {
    const before = readFileSync(tls.certFile);
    writeFileSync(tls.certFile, 'half a cert');
    await eventually('the complaint', async () =>
      secure.log.some(({ msg }) => String(msg).includes('cannot be used')),
    );
    expect(await ask('/livez')).toBe('alive\n');
    writeFileSync(tls.certFile, before);
    const renewed = await writeCertificate(tls.certFile, tls.keyFile, 'two');
    await eventually('the new certificate', () => ask('/livez', renewed).catch(() => undefined));
    await expect(ask('/livez', ca)).rejects.toThrow();
  });
});
