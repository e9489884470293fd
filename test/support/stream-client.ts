import { WebSocket } from 'ws';

/** A message of a stream, as far as tests look at it. */
export interface StreamMessage {
  readonly __typename: 'StreamSnapshot' | 'StreamChange' | 'StreamHeartbeat' | 'StreamReset';
  readonly cursor: string;
  readonly previous: string | null;
  readonly eventId: string;
  readonly code?: string;
  readonly event: {
    readonly type: string;
    readonly subjectId: string;
    readonly sequence: number;
    readonly entityVersion: number | null;
  };
  readonly node?: Readonly<Record<string, unknown>> | null;
}

const selection = `{
  __typename
  ... on StreamSnapshot { cursor }
  ... on StreamHeartbeat { cursor }
  ... on StreamReset { code oldestAvailable missedAtLeast }
  ... on StreamChange { cursor previous eventId event { type subjectId sequence entityVersion } }
}`;

/** The document of a subscription to one stream; `args` is what stands between its parentheses, `more` what a change shows besides. */
export const streamQuery = (field: string, args = '', more = ''): string =>
  `subscription Watch($after: EventCursor) { ${field}(${args}${args && ', '}after: $after) ${selection.replace('... on StreamChange { cursor', `... on StreamChange { ${more} cursor`)} }`;

export interface Watching {
  /** How the socket ended: its close code. */
  readonly closed: Promise<number>;
  /** Breaks the connection as a network would. */
  cut(): void;
}

/**
 * Opens a raw graphql-transport-ws connection and one subscription on it; `onMessage` is called for each message, `onError` for errors.
 * `token`: by which it comes in.
 */
export function watch(
  wsUrl: string,
  query: string,
  after: string | null,
  onMessage: (message: StreamMessage) => void,
  onError: (errors: unknown) => void = (errors) => {
    throw new Error(JSON.stringify(errors));
  },
  token?: string,
): Watching {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(wsUrl, 'graphql-transport-ws', { headers });
  const send = (message: object): void => socket.send(JSON.stringify(message));
  let cut = false;
  socket.on('open', () => send({ type: 'connection_init' }));
  socket.on('error', () => {});
  socket.on('message', (data: Buffer) => {
    if (cut) return;
    const { type, payload } = JSON.parse(data.toString('utf8')) as { type: string; payload?: unknown };
    if (type === 'connection_ack')
      send({ id: '1', type: 'subscribe', payload: { query, variables: { after } } });
    if (type === 'ping') send({ type: 'pong' });
    if (type === 'error') onError(payload);
    if (type === 'next') {
      const { data: fields, errors } = payload as { data?: Record<string, StreamMessage>; errors?: unknown };
      if (errors) onError(errors);
      else onMessage(Object.values(fields!)[0]!);
    }
  });
  return {
    closed: new Promise((resolve) => socket.on('close', resolve)),
    cut() {
      cut = true;
      socket.terminate();
    },
  };
}

/** A client that follows a stream for good: whatever happens to its connection, it goes on behind the last message it got. */
export interface Follower {
  readonly changes: readonly StreamMessage[];
  readonly cuts: number;
  /** The cursor of the last message; null before the first. */
  readonly cursor: string | null;
  /** What was wrong: a chain that broke, an error, a reset. */
  readonly troubles: readonly string[];
  stop(): void;
}

/** Follows a stream over changing nodes; cuts its own connection after each `lifetime(cuts so far)` messages. */
export function follow(
  nodes: readonly { readonly wsUrl: string }[],
  query: string,
  lifetime: (cuts: number) => number,
  token?: string,
): Follower {
  const changes: StreamMessage[] = [];
  const troubles: string[] = [];
  let cursor: string | null = null;
  let cuts = 0;
  let stopped = false;
  let current: Watching | undefined;
  const connect = (turn: number): void => {
    if (stopped) return;
    let left: number | undefined;
    const watching = watch(
      nodes[turn % nodes.length]!.wsUrl,
      query,
      cursor,
      (message) => {
        if (message.__typename === 'StreamReset') troubles.push(`reset ${message.code}`);
        if (message.__typename === 'StreamChange') {
          if (message.previous !== cursor) troubles.push(`the chain broke at ${message.event.sequence}`);
          changes.push(message);
        }
        cursor = message.cursor;
        // A connection that never came about has not lived.
        left ??= lifetime(cuts);
        if (--left > 0) return;
        cuts += 1;
        watching.cut();
      },
      (errors) => troubles.push(JSON.stringify(errors)),
      token,
    );
    current = watching;
    void watching.closed.then(() => setTimeout(connect, 5, turn + 1));
  };
  connect(Math.floor(Math.random() * nodes.length));
  return {
    changes,
    troubles,
    get cuts() {
      return cuts;
    },
    get cursor() {
      return cursor;
    },
    stop() {
      stopped = true;
      current?.cut();
    },
  };
}
