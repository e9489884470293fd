import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Backlog, Outlet } from '../src/http/outlet.ts';

let server: Server;
let client: Socket;
let connection: Socket;
beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  client = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  [connection] = await accepted;
});
afterAll(() => {
  client.destroy();
  connection.destroy();
  server.close();
});

it('what waits for one client is bounded over all its subscriptions, and forgotten when it has read or is gone', async () => {
  const backlog: Backlog = { results: 0, characters: 0 };
  const dropped: string[] = [];
  const outletOf = (name: string): Outlet =>
    new Outlet(
      {
        connection,
        backlog,
        send: (payload) => void connection.write(payload),
        drop: () => void dropped.push(name),
      },
      { maxQueued: 10, maxQueuedBytes: 1_000_000_000 },
    );
  const [first, second] = [outletOf('first'), outletOf('second')];
  while (!connection.writableNeedDrain) first.push(['x'.repeat(10_000)]);
  for (let i = 0; i < 6; i++) first.push(['12345']);
  for (let i = 0; i < 4; i++) second.push(['12345']);
  expect([dropped, backlog]).toEqual([[], { results: 10, characters: 50 }]);
  second.push(['one too many']);
  expect([dropped, backlog]).toEqual([['second'], { results: 6, characters: 30 }]);
  const flushed = first.flushed();
  client.resume();
  await flushed;
  expect(backlog).toEqual({ results: 0, characters: 0 });
});
