import { WebSocket } from 'ws';
import type { Answer, Served } from './served.ts';

/** An operation, by whichever of the ways that the hub can be asked. */
export interface Wish {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly documentId?: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly token?: string;
}

export type Told = Pick<Answer['body'], 'data' | 'errors'>;

/** Asks over HTTP, in a socket, and in an event stream. */
export const ways: Readonly<Record<string, (served: Served, wish: Wish) => Promise<Told>>> = {
  HTTP: async (served, { token, ...wish }) =>
    (await served.send({ method: 'POST', headers: headersOf(token), body: JSON.stringify(wish) })).body,
  'a socket': askSocket,
  async 'an event stream'(served, { token, ...wish }) {
    const init = { method: 'POST', path: '/graphql/stream', headers: headersOf(token) };
    const { text, body } = await served.send({ ...init, body: JSON.stringify(wish) });
    const [, payload] = /^event: next\ndata: (.*)$/m.exec(text) ?? [];
    return payload === undefined ? body : (JSON.parse(payload) as Told);
  },
};

/** Without a client library, because those want a query beside an id. */
function askSocket(served: Served, { token, ...wish }: Wish): Promise<Told> {
  const socket = new WebSocket(served.wsUrl, 'graphql-transport-ws');
  const payload = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const send = (message: object): void => socket.send(JSON.stringify(message));
  return new Promise<Told>((resolve, reject) => {
    socket.on('open', () => send({ type: 'connection_init', payload }));
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as { type: string; payload: Told & Told['errors'] };
      if (message.type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: wish });
      if (message.type === 'next') resolve(message.payload);
      if (message.type === 'error') resolve({ errors: message.payload });
    });
    socket.on('close', (code) => reject(new Error(`the socket was closed with ${code}`)));
    socket.on('error', reject);
  }).finally(() => socket.close());
}

function headersOf(token: string | undefined): Record<string, string> {
  const accept = 'application/graphql-response+json, application/json;q=0.9, text/event-stream;q=0.8';
  return {
    'content-type': 'application/json',
    accept,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
}

/** The codes of what went wrong. */
export const codesOf = ({ errors = [] }: Told): unknown[] =>
  errors.map(({ extensions }) => extensions['code']);
