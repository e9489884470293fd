import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { connect } from 'nats';
import { type WebSocket, WebSocketServer } from 'ws';
import { natsAddress } from '../../src/events/address.ts';

/**
 * The way from a vendor's change to a subscriber as one would write it in an afternoon: a webhook whose signature is checked is published
 * to NATS, and what NATS brings is sent to every open WebSocket. Nothing is stored, nothing fetched; a message that nobody hears is gone.
 * It says as much of graphql-transport-ws as one subscription to ticket subjects needs, so that the same client listens to it and the hub.
 * `node by-hand.ts --port N --secret S --nats URL`
 */
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, secret: { type: 'string' }, nats: { type: 'string' } },
});
const { port, secret, nats } = values;
if (!secret || !nats) throw new Error('--secret and --nats are needed');
const broker = await connect(natsAddress(nats));
const subject = `byhand.${process.pid}.tickets`;

/** Source: developer.zendesk.com/documentation/webhooks/verifying. */
function isSigned(body: Buffer, signature: string, timestamp: string): boolean {
  const expected = createHmac('sha256', secret!).update(timestamp).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const [signature, timestamp] = ['signature', 'signature-timestamp'].map((name) =>
      String(request.headers[`x-zendesk-webhook-${name}`]),
    );
    const genuine = isSigned(body, signature!, timestamp!);
    if (genuine) broker.publish(subject, body);
    response.writeHead(genuine ? 204 : 401).end();
  });
});

const listeners = new Map<WebSocket, string>();
const next = (id: string, message: object): string =>
  JSON.stringify({ id, type: 'next', payload: { data: { eventAppended: message } } });
const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
sockets.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const { type, id } = JSON.parse(data.toString()) as { type: string; id: string };
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type !== 'subscribe') return;
    listeners.set(socket, id);
    socket.send(next(id, { __typename: 'StreamSnapshot' }));
  });
  socket.on('close', () => listeners.delete(socket));
});

interface Told {
  readonly type: string;
  readonly id: string;
  readonly detail: { readonly id: string; readonly subject: string };
}

const arriving = broker.subscribe(subject);
void (async () => {
  for await (const message of arriving) {
    const { type, id, detail } = message.json<Told>();
    const event = { id, type, subjectId: detail.id };
    const change = { __typename: 'StreamChange', event, node: { subject: detail.subject } };
    for (const [socket, subscription] of listeners) socket.send(next(subscription, change));
  }
})();
await broker.flush();

server.listen(Number(port), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${JSON.stringify({ url, pid: process.pid })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
