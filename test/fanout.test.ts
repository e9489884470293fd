import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { anEvent } from './support/events.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';

let hub: TestHub;
let served: Served;
/** Ids whose record was looked up for a message: one for each execution. */
const executions: string[] = [];
beforeAll(async () => {
  hub = await createTestHub({ heartbeatMs: 60_000 });
  served = await serve(
    {
      ...hub,
      reader: {
        ...hub.reader,
        async records(ids) {
          executions.push(...ids);
          return hub.reader.records(ids);
        },
      },
    },
    {},
    { streams: { maxQueued: 20, maxQueuedBytes: 1_000_000 }, limits: { maxAliases: 1000 } },
  );
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

const query = (
  name = 'Stream',
  field = 'eventAppended',
) => `subscription ${name}($after: EventCursor, $types: [String!]) {
  ${field === 'eventAppended' ? '' : 'other: '}eventAppended(after: $after, types: $types) {
    __typename
    ... on StreamSnapshot { cursor }
    ... on StreamHeartbeat { cursor }
    ... on StreamChange { cursor previous eventId node { id } event { data } }
  }
}`;

interface Message {
  readonly __typename: string;
  readonly cursor: string;
  readonly eventId?: string;
}

/** A socket with one subscription, and what came over it as text. */
interface Client {
  readonly socket: WebSocket;
  readonly texts: string[];
  changes(): string[];
  last(): Message | undefined;
  close(): Promise<void>;
}

async function subscribe(
  variables: object = {},
  text = query(),
  operationName?: string,
  id = '1',
): Promise<Client> {
  const socket = new WebSocket(served.wsUrl, 'graphql-transport-ws');
  const texts: string[] = [];
  const messages: Message[] = [];
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as {
      type: string;
      payload?: { data?: Record<string, Message> };
    };
    if (type !== 'next') return;
    texts.push(data.toString());
    messages.push(Object.values(payload!.data!)[0]!);
  });
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query: text, operationName, variables } }));
  await eventually('a first message', async () => messages.length > 0);
  return {
    socket,
    texts,
    changes: () => messages.flatMap(({ eventId }) => eventId ?? []),
    last: () => messages.at(-1),
    async close() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

const clientsAre = (count: number) =>
  eventually(`${count} clients`, async () => served.streams().clients === count);

describe('clients that ask for the same', () => {
  it('share one execution of each message, and its text to the letter', async () => {
    const clients = await Promise.all(
      Array.from({ length: 50 }, (_, i) => subscribe({}, query(), undefined, `id-${i}`)),
    );
    expect(served.streams()).toMatchObject({ clients: 50, groups: 1 });
    executions.length = 0;
    const events = await hub.log.append(...Array.from({ length: 10 }, () => anEvent()));
    const ids = events.map(({ id }) => id);
    for (const client of clients) {
      await eventually('every event', async () => client.changes().length === 10);
      expect(client.changes()).toEqual(ids);
    }
    expect(executions.toSorted()).toEqual(events.map(({ subjectId }) => subjectId).toSorted());
    const strip = (text: string) => text.replace(/"id":"id-\d+"/, '');
    for (const { texts } of clients)
      expect(texts.slice(1).map(strip)).toEqual(clients[0]!.texts.slice(1).map(strip));
    await Promise.all(clients.map((client) => client.close()));
    await clientsAre(0);
  });

  it('share it wherever they go on, and whatever their cursor', async () => {
    const first = await subscribe();
    await hub.log.append(anEvent(), anEvent());
    await eventually('both', async () => first.changes().length === 2);
    const behind = await subscribe({
      after: JSON.parse(first.texts[0]!).payload.data.eventAppended.cursor as string,
    });
    await eventually('what was missed', async () => behind.last()?.__typename === 'StreamHeartbeat');
    expect(behind.changes()).toEqual(first.changes());
    expect(served.streams()).toMatchObject({ clients: 2, groups: 1 });
    executions.length = 0;
    await hub.log.append(anEvent());
    for (const client of [first, behind])
      await eventually('the third', async () => client.changes().length === 3);
    expect(executions).toHaveLength(1);
    expect(behind.texts.at(-1)).toBe(first.texts.at(-1));
    await Promise.all([first.close(), behind.close()]);
    await clientsAre(0);
  });

  it('share it also for what all of them missed', async () => {
    const first = await subscribe();
    const { cursor } = first.last()!;
    await first.close();
    await clientsAre(0);
    const missed = await hub.log.append(...Array.from({ length: 100 }, () => anEvent()));
    executions.length = 0;
    const back = await Promise.all(Array.from({ length: 20 }, () => subscribe({ after: cursor })));
    for (const client of back) {
      await eventually('what was missed', async () => client.last()?.__typename === 'StreamHeartbeat');
      expect(client.changes()).toEqual(missed.map(({ id }) => id));
    }
    expect(executions).toHaveLength(100);
    await Promise.all(back.map((client) => client.close()));
    await clientsAre(0);
  });

  it('are apart from those with another document, another operation or other arguments', async () => {
    const clients = await Promise.all([
      subscribe(),
      subscribe({}, query('Other')),
      subscribe({}, query('Stream', 'other')),
      subscribe({ types: ['customer.*'] }),
      subscribe({}, `${query('A')} ${query('B')}`, 'A'),
      subscribe({}, `${query('A')} ${query('B')}`, 'B'),
    ]);
    expect(served.streams()).toMatchObject({ clients: 6, groups: 6 });
    await hub.log.append(anEvent());
    for (const client of clients) await eventually('it', async () => client.changes().length === 1);
    expect(clients[2].texts.at(-1)).toContain('"other":');
    await Promise.all(clients.map((client) => client.close()));
    await clientsAre(0);
  });

  it('all see a message that comes while they arrive exactly once', async () => {
    const first = await subscribe();
    let arriving = true;
    const writing = (async () => {
      while (arriving) {
        await hub.log.append(anEvent());
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    const late = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, i * 5));
        return subscribe();
      }),
    );
    arriving = false;
    await writing;
    const [end] = await hub.log.append(anEvent());
    for (const client of [first, ...late]) {
      await eventually('the end', async () => client.changes().at(-1) === end!.id);
      const all = first.changes();
      expect(client.changes()).toEqual(all.slice(all.length - client.changes().length));
    }
    await Promise.all([first, ...late].map((client) => client.close()));
    await clientsAre(0);
  });
});

describe('a client', () => {
  it('that does not read is closed with 1013 while the others go on, and can go on behind its last cursor', async () => {
    const others = await Promise.all(Array.from({ length: 3 }, () => subscribe()));
    const slow = await subscribe();
    const closed = once(slow.socket, 'close');
    slow.socket.pause();
    const large = 'x'.repeat(50_000);
    const written: string[] = [];
    while (served.streams().clients === 4) {
      const [event] = await hub.log.append(anEvent(undefined, 1, { large }));
      written.push(event!.id);
      await eventually('the others have it', async () =>
        others.every((each) => each.changes().length === written.length),
      );
    }
    expect(served.streams()).toMatchObject({ clients: 3, groups: 1 });
    slow.socket.resume();
    const [code, reason] = (await closed) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1013, 'too slow; resume from your last cursor']);
    const missed = written.slice(slow.changes().length);
    expect(missed.length).toBeGreaterThan(0);
    const again = await subscribe({ after: slow.last()!.cursor });
    await eventually('the rest', async () => again.changes().length === missed.length);
    expect(again.changes()).toEqual(missed);
    await Promise.all([...others, again].map((client) => client.close()));
    await clientsAre(0);
    expect(served.streams().groups).toBe(0);
    expect(hub.log.followers()).toBe(0);
  });

  it('is not dropped for being far behind, as long as it reads what it missed', async () => {
    const first = await subscribe();
    const { cursor } = first.last()!;
    await first.close();
    // Far more than may wait for one client.
    const missed: string[] = [];
    for (let i = 0; i < 30; i++)
      missed.push(
        ...(
          await hub.log.append(
            ...Array.from({ length: 10 }, () => anEvent(undefined, 1, { large: 'x'.repeat(20_000) })),
          )
        ).map(({ id }) => id),
      );
    const again = await subscribe({ after: cursor });
    await eventually('everything', async () => again.last()?.__typename === 'StreamHeartbeat');
    expect(again.changes()).toEqual(missed);
    await again.close();
    await clientsAre(0);
  });

  it('may have no more than 200 subscriptions on one connection', async () => {
    const client = await subscribe();
    const errors: string[] = [];
    client.socket.on('message', (data: Buffer) => {
      const { type, id } = JSON.parse(data.toString()) as { type: string; id: string };
      if (type === 'error') errors.push(id);
    });
    for (let i = 2; i <= 203; i++)
      client.socket.send(JSON.stringify({ id: String(i), type: 'subscribe', payload: { query: query() } }));
    await eventually('refusals', async () => errors.length === 3);
    expect(served.streams()).toMatchObject({ clients: 200, groups: 1 });
    const before = client.texts.length;
    client.socket.send('{"id":"2","type":"complete"}');
    client.socket.send(JSON.stringify({ id: '204', type: 'subscribe', payload: { query: query() } }));
    await eventually('room again', async () => client.texts.length > before);
    await client.close();
    await clientsAre(0);
  });

  it('that does not read costs little, however long the texts of its many subscriptions are', async () => {
    const [subscriptions, aliases] = [30, 300];
    const client = await subscribe();
    const long = Array.from({ length: aliases }, (_, nth) => `a${nth}: event { data }`).join(' ');
    for (let nth = 1; nth <= subscriptions; nth++) {
      const text = `subscription S${nth} { eventAppended { __typename ... on StreamChange { node { id } ${long} } } }`;
      const id = `long ${nth}`;
      client.socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query: text } }));
    }
    await eventually('a snapshot each', async () => client.texts.length === 1 + subscriptions);
    client.socket.pause();
    executions.length = 0;
    const large = { text: 'x'.repeat(1000) };
    await hub.log.append(...Array.from({ length: 60 }, () => anEvent(undefined, 1, large)));
    await clientsAre(0);
    // Not every event for every subscription, before the first text shows how long they are.
    expect(executions.length).toBeLessThan((60 * subscriptions) / 4);
    client.socket.terminate();
  });

  it('is let go when its connection dies without a word', async () => {
    const socket: Socket = connect(Number(new URL(served.url).port), '127.0.0.1');
    socket.write(
      'GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await once(socket, 'data');
    const frame = (text: string): Buffer => {
      const body = Buffer.from(text);
      const head =
        body.length < 126 ? [0x81, 0x80 | body.length] : [0x81, 0xfe, body.length >> 8, body.length & 255];
      return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), body]);
    };
    socket.write(frame('{"type":"connection_init"}'));
    await once(socket, 'data');
    socket.write(frame(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: query() } })));
    await clientsAre(1);
    socket.resetAndDestroy();
    await clientsAre(0);
    expect(hub.log.followers()).toBe(0);
  });
});
