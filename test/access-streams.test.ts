import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { developmentToken } from '../src/cli/token.ts';
import { revoke } from '../src/store/revocation.ts';
import { type Guarded, serveGuarded } from './support/guarded.ts';
import { eventually } from './support/hub.ts';
import { nowSeconds } from './support/issuer.ts';

let hub: Guarded;

beforeAll(async () => {
  hub = await serveGuarded({ initTimeoutMs: 500, revocationPollMs: 60_000 }, {}, 2);
});
afterAll(async () => hub.close());

const subscription = 'subscription { sourceHealthChanged { __typename } }';

/** A socket of the protocol, and what came of it. */
interface Opened {
  readonly socket: WebSocket;
  readonly got: { type: string; id?: string; payload?: unknown }[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  send(message: object): void;
}

function open(headers: Record<string, string> = {}, node = 0): Promise<Opened> {
  const socket = new WebSocket(hub.nodes[node]!.wsUrl, 'graphql-transport-ws', { headers });
  const got: Opened['got'] = [];
  socket.on('message', (data: Buffer) => got.push(JSON.parse(data.toString('utf8')) as Opened['got'][0]));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  const send = (message: object): void => socket.send(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ socket, got, closed, send }));
    socket.on('error', reject);
  });
}

/** A socket that was let in and follows a stream. */
async function following(token: string, node = 0): Promise<Opened> {
  const opened = await open({}, node);
  opened.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await eventually('it is let in', async () => opened.got.some(({ type }) => type === 'connection_ack'));
  opened.send({ type: 'subscribe', id: '1', payload: { query: subscription } });
  await eventually('it hears something', async () => opened.got.some(({ type }) => type === 'next'));
  return opened;
}

const revoked = (what: 'TOKEN' | 'PERSON', value: string) =>
  revoke(hub.database, {
    what,
    value,
    reason: null,
    actor: { person: 'root', account: 'root', actors: [] },
    correlationId: randomUUID(),
  });

describe('a socket', () => {
  it('says who it is when it opens the protocol, or by its header', async () => {
    const token = await hub.issuer.token();
    const first = await following(token);
    const second = await open({ authorization: `Bearer ${token}` });
    second.send({ type: 'connection_init' });
    await eventually('it is let in', async () => second.got.some(({ type }) => type === 'connection_ack'));
    for (const { socket } of [first, second]) socket.close();
  });

  it('that says nothing is closed in time', async () => {
    const { closed } = await open();
    expect(await closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
  });

  it('whose proof takes longer than it may is closed as well', async () => {
    const slow = await hub.issuer.token({}, { key: await hub.issuer.addKey() });
    let release = (): void => {};
    const fetched = hub.issuer.hold(new Promise<void>((resolve) => (release = resolve)));
    const { closed, send } = await open();
    send({ type: 'connection_init', payload: { authorization: `Bearer ${slow}` } });
    await fetched;
    expect((await closed).code).toBe(4408);
    release();
  });

  it.each([
    ['without a token', undefined],
    ['with a token that proves nothing', { authorization: 'Bearer nonsense' }],
    ['with something that is no token', { authorization: 7 }],
    ['with an empty one', { authorization: '' }],
  ])('%s is closed with 4401, and was never acknowledged', async (_what, payload) => {
    const { closed, got, send } = await open();
    send({ type: 'connection_init', payload });
    // Sent before the answer: it must not be executed.
    send({ type: 'subscribe', id: '1', payload: { query: '{ __typename }' } });
    expect(await closed).toEqual({ code: 4401, reason: 'Unauthorized' });
    expect(got).toEqual([]);
  });

  it('is told to try again later while the issuer does not give its keys', async () => {
    const token = await hub.issuer.token({}, { key: await hub.issuer.addKey() });
    hub.issuer.fault = { status: 500 };
    const { closed, send } = await open();
    send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    expect((await closed).code).toBe(1013);
    hub.issuer.fault = null;
    await eventually(
      'it is asked again',
      async () => (await hub.ask('{ __typename }', token)).status === 200,
    );
  });

  it('that says two things is held to its payload, and cannot become somebody else', async () => {
    const token = await hub.issuer.token();
    const torn = await open({ authorization: `Bearer ${token}` });
    torn.send({ type: 'connection_init', payload: { authorization: 'Bearer nonsense' } });
    expect((await torn.closed).code).toBe(4401);
    const twice = await following(token);
    const payload = { authorization: `Bearer ${await hub.issuer.token({ person: 'root@example.com' })}` };
    twice.send({ type: 'connection_init', payload });
    expect((await twice.closed).code).toBe(4429);
  });

  it('is not let in by a token in its address, nor is a request or an event stream', async () => {
    const { url, wsUrl } = hub.nodes[0]!;
    const token = await hub.issuer.token();
    const search = new URLSearchParams({
      query: '{ viewer { id } }',
      token,
      access_token: token,
      authorization: `Bearer ${token}`,
    }).toString();
    const headers = { 'apollo-require-preflight': '1' };
    for (const path of ['/graphql', '/graphql/stream'])
      expect((await fetch(`${url}${path}?${search}`, { headers })).status).toBe(401);
    const socket = new WebSocket(`${wsUrl}?${search}`, 'graphql-transport-ws');
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    const code = await new Promise((resolve) => socket.on('close', resolve));
    expect(code).toBe(4401);
  });

  it('that was let in with broken glass ends when the glass is whole again, though the token goes on', async () => {
    const token = await hub.issuer.token({ person: 'night@example.com', roles: ['ADMIN'], regions: [] });
    const reads = async (): Promise<boolean> =>
      (await hub.ask('{ customers(filter: { arrGte: "1" }) { totalCount } }', token)).body.errors ===
      undefined;
    expect(await reads()).toBe(false);
    await hub.database.query(
      `insert into access_grant (id, person, person_id, account, reason, until)
       values ($1, 'night@example.com', 'usr_x', 'x', 'an outage at night', now() + interval '10 seconds')`,
      [randomUUID()],
    );
    // What a node knows is read again whenever something of access changes.
    await revoked('TOKEN', randomUUID());
    await eventually('the node knows of it', reads);
    const { closed } = await following(token);
    expect(await closed).toEqual({ code: 4401, reason: 'Token expired' });
    expect(await reads()).toBe(false);
    (await following(token)).socket.close();
  });

  it('ends with its token', async () => {
    const exp = nowSeconds() + 3;
    const { closed } = await following(await hub.issuer.token({ exp }));
    expect(await closed).toEqual({ code: 4401, reason: 'Token expired' });
    expect(Date.now()).toBeGreaterThanOrEqual(exp * 1000);
  });

  it('ends when its token is revoked, on every node, and others go on', async () => {
    const token = await hub.issuer.token({ jti: 'streaming' });
    const sockets = await Promise.all([following(token), following(token, 1)]);
    const other = await following(await hub.issuer.token());
    await revoked('TOKEN', 'streaming');
    for (const { closed } of sockets) expect(await closed).toEqual({ code: 4403, reason: 'Access revoked' });
    const before = other.got.length;
    await eventually('the other goes on', async () => other.got.length > before);
    other.socket.close();
  });

  it('ends with all others of a person, however many', async () => {
    const token = await developmentToken(hub.dataDir, 'INTEGRATION', { person: 'many@example.com' });
    const sockets = await Promise.all(Array.from({ length: 100 }, () => following(token)));
    await revoked('PERSON', 'many@example.com');
    const codes = await Promise.all(sockets.map(async ({ closed }) => (await closed).code));
    expect(new Set(codes)).toEqual(new Set([4403]));
  });

  it('that was ended is told nothing more, and what it still sends is not done', async () => {
    const token = await hub.issuer.token({ jti: 'late', person: 'late@example.com' });
    const { socket, send, closed, got } = await following(token);
    const viewer = '{ viewer { id } }';
    // The client does not see, and so does not answer, the end of its socket.
    socket.pause();
    await revoked('TOKEN', 'late');
    await eventually('it has ended', async () => (await hub.ask('{ __typename }', token)).status === 401);
    send({ type: 'subscribe', id: '2', payload: { query: viewer } });
    socket.resume();
    expect((await closed).code).toBe(4403);
    expect(got.filter(({ id }) => id === '2')).toEqual([]);
    // Whoever is asked who it is leaves a trace; this one was not asked.
    await hub.ask(viewer, await hub.issuer.token({ person: 'later@example.com' }));
    const { rows } = await hub.database.query(`select person from person where person like 'late%'`);
    expect(rows).toEqual([{ person: 'later@example.com' }]);
  });
});

describe('an event stream', () => {
  async function stream(token: string): Promise<{ text: () => string; ended: Promise<void> }> {
    const response = await fetch(`${hub.nodes[0]!.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: subscription }),
    });
    expect(response.status).toBe(200);
    let text = '';
    const decoder = new TextDecoder();
    const ended = (async () => {
      for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array);
    })();
    await eventually('it hears something', async () => text.includes('event: next'));
    return { text: () => text, ended };
  }

  it('ends with its token, and says why', async () => {
    const { text, ended } = await stream(await hub.issuer.token({ exp: nowSeconds() + 3 }));
    await ended;
    expect(text()).toMatch(/"code":"UNAUTHENTICATED".*\n\nevent: complete\ndata:\n\n$/s);
  });

  it('ends when access is revoked', async () => {
    const { text, ended } = await stream(await hub.issuer.token({ jti: 'sse' }));
    await revoked('TOKEN', 'sse');
    await ended;
    expect(text()).toMatch(/"code":"UNAUTHENTICATED"/);
  });

  it('is not begun without a token', async () => {
    const response = await fetch(`${hub.nodes[0]!.url}/graphql/stream`, { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });
});
