import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { useServer } from 'graphql-ws/use/ws';
import { connect } from 'nats';
import { WebSocketServer } from 'ws';
import { natsAddress } from '../../src/events/address.ts';

// The way tutorials show: each subscription has a subscription of its own at the broker, and each event is executed and serialised anew
// for each client. Nothing is resumed, bounded or checked.

const { values } = parseArgs({ options: { nats: { type: 'string' }, subjects: { type: 'string' } } });
const link = await connect(natsAddress(values.nats!));

interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly sequence: number;
  readonly data: unknown;
}

const typeDefs = `
  scalar JSON
  type Query { alive: Boolean! }
  type Event { id: ID! type: String! subjectId: ID! occurredAt: String! sequence: Int data: JSON! }
  type StreamChange { cursor: String! previous: String eventId: ID! kind: String! event: Event! }
  union StreamMessage = StreamChange
  type Subscription { eventAppended: StreamMessage! }
`;

async function* changes(): AsyncGenerator<unknown> {
  let previous = '';
  for await (const message of link.subscribe(`${values.subjects}.>`)) {
    const envelope = message.json<Envelope>();
    const cursor = String(message.headers?.get('Isthmus-Position')).padStart(32, '0');
    yield { eventAppended: { __typename: 'StreamChange', cursor, previous, kind: 'UPDATED', envelope } };
    previous = cursor;
  }
}

interface Change {
  readonly envelope: Envelope;
}

const schema = makeExecutableSchema({
  typeDefs,
  resolvers: {
    Subscription: { eventAppended: { subscribe: changes } },
    StreamChange: {
      eventId: ({ envelope }: Change) => envelope.id,
      event: ({ envelope }: Change) => envelope,
    },
    Event: {
      subjectId: ({ subject }: Envelope) => subject,
      occurredAt: ({ time }: Envelope) => time,
    },
  },
});

const server = createServer();
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `ws://127.0.0.1:${port}/graphql`, pid: process.pid })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
