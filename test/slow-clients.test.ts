import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';

let hub: TestHub;
let served: Served;
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(
    hub,
    {},
    {
      limits: {
        headersTimeoutMs: 200,
        requestTimeoutMs: 400,
        idleTimeoutMs: 600,
        operationTimeoutMs: 100,
        messagesPerSecond: 20,
      },
      streams: { maxQueuedBytes: 4096, maxQueued: 10 },
    },
  );
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

/** A raw connection; `ended` gives what came until the other side ended it. */
function dial(): { socket: Socket; ended: Promise<string> } {
  const { hostname, port } = new URL(served.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (data) => (text += data.toString('utf8')));
  socket.on('error', () => {});
  return { socket, ended: new Promise((resolve) => socket.on('close', () => resolve(text))) };
}

const init = '{"type":"connection_init"}';
const head = (length: number): string =>
  `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n`;

describe('a client that is slow to ask', () => {
  it('loses its connection when its headers take too long, however steadily they come', async () => {
    const { socket, ended } = dial();
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\n');
    let sent = 0;
    const drip = setInterval(() => socket.write(`x-${sent++}: 1\r\n`), 20);
    expect(await ended).toMatch(/^HTTP\/1\.1 408 [^]*"code":"BAD_REQUEST"/);
    clearInterval(drip);
  });

  it('loses it when its body takes too long', async () => {
    const { socket, ended } = dial();
    socket.write(`${head(10_000)}\r\n{"query":"`);
    const drip = setInterval(() => socket.write('x'), 20);
    expect(await ended).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
  });

  it.each([
    ['says nothing at all', ''],
    ['says nothing after its first request', 'GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n'],
  ])('loses it when it %s', async (_what, first) => {
    const { socket, ended } = dial();
    socket.write(first);
    expect(await ended).toMatch(/^(|HTTP\/1\.1 (200|408) [\s\S]*)$/);
  });

  it('is not waited for by the others', async () => {
    const idle = Array.from({ length: 50 }, dial);
    for (const { socket } of idle) socket.write('POST /graphql HTTP/1.1\r\nx');
    expect((await served.post('{ sources { name } }')).status).toBe(200);
    await Promise.all(idle.map(({ ended }) => ended));
  });

  it.each([
    ['a line that is no request', 'nonsense\r\n\r\n', 400],
    ['a header without end', `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['two lengths', `${head(2)}content-length: 3\r\n\r\n{}`, 400],
    ['a length and chunks', `${head(2)}transfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    [
      'a chunk of no size',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    [
      'an address that cannot be decoded',
      'GET /%zz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
      400,
    ],
    ['NUL in a header', 'GET / HTTP/1.1\r\nhost: localhost\r\nx: \0\r\n\r\n', 400],
    ['a body that is no JSON', `${head(2)}connection: close\r\n\r\n{x`, 400],
    [
      'a media type that nobody reads',
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: text/xml\r\ncontent-length: 2\r\n\r\nhi',
      415,
    ],
  ])('is refused for %s', async (_what, text, status) => {
    const { socket, ended } = dial();
    socket.write(text);
    const answer = await ended;
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const [headers, body] = answer.split('\r\n\r\n') as [string, string];
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST', retryable: false } }],
    });
    expect(headers).toMatch(/^x-content-type-options: nosniff\r?$/im);
    expect(answer).not.toMatch(/node_modules|\bat .*\.[jt]s:\d|\/src\//);
  });
});

/** Opens a socket and works on it; gives the code it is closed with. */
function closeCode(work: (socket: WebSocket) => void): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(served.wsUrl, 'graphql-transport-ws');
    socket.on('open', () => work(socket));
    socket.on('error', () => {});
    socket.on('close', resolve);
  });
}

describe('a socket', () => {
  it('is closed for a flood of messages, of pings in the protocol, and of pings of WebSocket', async () => {
    const flood = (send: (socket: WebSocket) => void) =>
      closeCode((socket) => {
        for (let n = 0; n < 45; n++) send(socket);
      });
    expect(await flood((socket) => socket.send('{"type":"ping"}'))).toBe(1008);
    expect(await flood((socket) => socket.pong())).toBe(1008);
    expect(await flood((socket) => socket.ping())).toBe(1008);
    expect(served.log.map(({ reason }) => reason)).toContain('too many messages');
  });

  it('may send as many as it may', async () => {
    const socket = new WebSocket(served.wsUrl, 'graphql-transport-ws');
    let pongs = 0;
    socket.on('open', () => {
      socket.send(init);
      for (let n = 0; n < 30; n++) socket.send('{"type":"ping"}');
    });
    socket.on('message', (data: Buffer) => (pongs += data.toString('utf8').includes('pong') ? 1 : 0));
    await eventually('every ping is answered', async () => pongs === 30);
    expect(socket.readyState).toBe(socket.OPEN);
    socket.terminate();
  });

  it.each([
    [
      'messages before it said who it is',
      4401,
      ['{"id":"1","type":"subscribe","payload":{"query":"{ sources { name } }"}}'],
    ],
    ['no JSON', 4400, ['{']],
    ['JSON that is no message', 4400, ['[]']],
    ['null', 4400, ['null']],
    ['a message without a type', 4400, ['{}']],
    ['a type that nobody knows', 4400, ['{"type":"start"}']],
    ['what only servers say', 4400, [init, '{"id":"1","type":"next","payload":{}}']],
    [
      'another thing that only servers say',
      4400,
      [init, '{"id":"1","type":"error","payload":[{"message":"x"}]}'],
    ],
    ['an acknowledgement', 4400, ['{"type":"connection_ack"}']],
    [
      'an operation without an id',
      4400,
      [init, '{"type":"subscribe","payload":{"query":"{ sources { name } }"}}'],
    ],
    ['an operation that is no text', 4400, [init, '{"id":"1","type":"subscribe","payload":{"query":1}}']],
    ['an operation without a payload', 4400, [init, '{"id":"1","type":"subscribe"}']],
    [
      'variables that are text',
      4400,
      [init, '{"id":"1","type":"subscribe","payload":{"query":"{ sources { name } }","variables":"x"}}'],
    ],
    ['two introductions', 4429, [init, init]],
    ['a message that is too long', 1009, [`{"type":"ping","payload":"${'x'.repeat(300_000)}"}`]],
  ])('is closed for %s with its own code', async (_what, code, messages) => {
    expect(
      await closeCode((socket) => {
        for (const message of messages) socket.send(message);
      }),
    ).toBe(code);
  });

  it('is closed for frames that no client makes', async () => {
    const raw = (frame: Buffer): Promise<number> =>
      closeCode((socket) => (socket as unknown as { _socket: Socket })._socket.write(frame));
    // Not masked; reserved bits; an opcode that nobody knows; a message without a beginning; text that is no UTF-8.
    expect(await raw(Buffer.from([0x81, 0x01, 0x61]))).toBe(1002);
    expect(await raw(Buffer.from([0xf1, 0x81, 0, 0, 0, 0, 0x61]))).toBe(1002);
    expect(await raw(Buffer.from([0x83, 0x81, 0, 0, 0, 0, 0x61]))).toBe(1002);
    expect(await raw(Buffer.from([0x80, 0x81, 0, 0, 0, 0, 0x61]))).toBe(1002);
    expect(await raw(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0xff]))).toBe(1007);
    expect(await raw(Buffer.from([0x81, 0xff, 0x7f, ...Array<number>(11).fill(0xff)]))).toBeGreaterThan(1001);
  });

  it('is closed for a message of thousands of fragments', async () => {
    const begin = Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x20]);
    const more = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x20]);
    const code = await closeCode((socket) =>
      (socket as unknown as { _socket: Socket })._socket.write(
        Buffer.concat([begin, ...Array<Buffer>(5000).fill(more)]),
      ),
    );
    expect(code).toBe(1008);
  });

  it('is cut off when it asks on and on and reads nothing', async () => {
    const query = `{ __schema { types { name description fields { name description type { name } } } } }`;
    const { socket, ended } = dial();
    socket.write(
      'GET /graphql HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-version: 13\r\nsec-websocket-protocol: graphql-transport-ws\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await eventually('the socket is open', async () => socket.bytesRead > 0);
    socket.pause();
    const frame = (message: object): Buffer => {
      const payload = Buffer.from(JSON.stringify(message));
      return Buffer.concat([
        Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]),
        payload,
      ]);
    };
    socket.write(frame({ type: 'connection_init' }));
    let n = 0;
    const asking = setInterval(() => {
      socket.write(frame({ id: `${n++}`, type: 'subscribe', payload: { query } }));
    }, 60);
    await eventually('the hub has cut it off', async () =>
      served.log.some(({ reason }) => String(reason).startsWith('too slow')),
    );
    clearInterval(asking);
    socket.resume();
    await ended;
    expect((await served.post('{ sources { name } }')).status).toBe(200);
  });
});

describe('a server', () => {
  it('has so many connections and no more', async () => {
    const small = await serve(hub, {}, { limits: { maxConnections: 2 } });
    const { hostname, port } = new URL(small.url);
    const open = Array.from({ length: 5 }, () => connect(Number(port), hostname));
    const states = await Promise.all(
      open.map(
        (socket) =>
          new Promise<string>((resolve) => {
            socket.on('error', () => resolve('closed'));
            socket.on('close', () => resolve('closed'));
            socket.on('connect', () => socket.write('GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n'));
            socket.on('data', () => resolve('answered'));
          }),
      ),
    );
    for (const socket of open) socket.destroy();
    expect(states.toSorted()).toEqual(['answered', 'answered', 'closed', 'closed', 'closed']);
    await small.close();
  });
});
