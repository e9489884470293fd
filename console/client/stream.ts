import { type Client as SocketClient, createClient as createSocket } from 'graphql-ws';
import type { TypedDocument } from './document.ts';

// Follows streams of the hub (docs/streams.md): after a break each goes on behind the last cursor that it saw, so that nothing is missed
// and nothing comes twice.

/** What the messages of every stream have; what is in them beside follows from the document. */
export type StreamMessage =
  | { readonly __typename: 'StreamSnapshot'; readonly cursor: string }
  | { readonly __typename: 'StreamChange'; readonly cursor: string; readonly previous: string | null }
  | { readonly __typename: 'StreamHeartbeat'; readonly cursor: string }
  | { readonly __typename: 'StreamReset'; readonly code: string; readonly missedAtLeast: number };

/** How a stream stands. */
export type StreamState =
  | { readonly state: 'connecting' }
  | { readonly state: 'live'; readonly heardAt: number }
  | { readonly state: 'lost'; readonly since: number }
  /** The hub does not tell this to whoever is signed in, or not any more. */
  | { readonly state: 'refused'; readonly message: string };

export interface StreamListener {
  message(message: StreamMessage): void;
  state(state: StreamState): void;
  /** It goes on after a break: so many changes were caught up, and none is missing. */
  resumed(caughtUp: number): void;
  /** What was missed can no longer be told; a snapshot follows. What was shown must be read anew. */
  restarted(): void;
}

export interface Streams {
  /** Follows a stream until what it gives is called. */
  follow<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Omit<Variables, 'after'>,
    listener: StreamListener,
  ): () => void;
  /**
   * Follows an ordinary subscription until what it gives is called, or the hub ends it with a message that is `over`. Each message is the
   * whole state, so that after a break it begins anew.
   */
  watch<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    listener: WatchListener,
  ): () => void;
  close(): void;
}

/** What is told of an ordinary subscription. */
export interface WatchListener {
  message(message: object): void;
  state(state: StreamState): void;
  /** Whether nothing follows a message. */
  over(message: object): boolean;
}

export interface StreamOptions {
  /** `ws://…/graphql` */
  readonly url: string;
  readonly token: () => string;
  /** The hub has closed the connection because the session is over. */
  readonly ended: (why: 'expired' | 'revoked') => void;
  /** Waits between two tries, milliseconds; the last one goes on. */
  readonly waits?: readonly number[];
  /** Where the page has none of its own: a WebSocket of Node. */
  readonly webSocket?: unknown;
}

const usualWaits = [300, 1_000, 2_000, 5_000];
/** Close codes by which the hub ends a session: docs/streams.md. */
const sessionEnds: Readonly<Record<number, 'expired' | 'revoked'>> = { 4401: 'expired', 4403: 'revoked' };

/** Opens what follows streams over one connection, which is made when the first one is followed. */
export function createStreams({ url, token, ended, waits = usualWaits, webSocket }: StreamOptions): Streams {
  let used = '';
  const socket: SocketClient = createSocket({
    url,
    ...(webSocket !== undefined && { webSocketImpl: webSocket }),
    connectionParams() {
      used = token();
      return { authorization: `Bearer ${used}` };
    },
    // Each stream comes back by itself, because only it knows its cursor.
    retryAttempts: 0,
    keepAlive: 10_000,
    on: { error: () => undefined },
  });

  /** Whether the session is over: a token that was renewed meanwhile is tried first. */
  const isOver = (why: 'expired' | 'revoked'): boolean => {
    if (token() !== used) return false;
    ended(why);
    return true;
  };

  const followed = new Set<Followed>();
  const start = (stream: Followed): (() => void) => {
    followed.add(stream);
    stream.start();
    return () => {
      followed.delete(stream);
      stream.stop();
    };
  };

  return {
    follow(document, variables, listener) {
      return start(new Followed(socket, document.documentId, variables, listener, isOver, waits));
    },
    watch(document, variables, { message, state, over }) {
      let last: object | null = null;
      const listener: StreamListener = {
        message(next) {
          last = next;
          message(next);
        },
        state,
        resumed: () => undefined,
        restarted: () => undefined,
      };
      const isDone = (): boolean => last !== null && over(last);
      const given = variables as object;
      return start(new Followed(socket, document.documentId, given, listener, isOver, waits, isDone));
    },
    close() {
      for (const stream of followed) stream.stop();
      void socket.dispose();
    },
  };
}

interface Refusal {
  readonly message?: string;
  readonly extensions?: { readonly code?: string };
}
/** Refusals that another try will not change. */
const final = new Set([
  'FORBIDDEN',
  'INVALID_INPUT',
  'NOT_FOUND',
  'BAD_REQUEST',
  'GRAPHQL_VALIDATION_FAILED',
]);

class Followed {
  private cursor: string | null = null;
  private tries = 0;
  private stopped = false;
  /** Changes since the break; null while there is nothing to catch up with. */
  private caughtUp: number | null = null;
  private lostAt: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private end: () => void = () => undefined;
  private readonly socket: SocketClient;
  private readonly documentId: string;
  private readonly variables: object;
  private readonly listener: StreamListener;
  private readonly isOver: (why: 'expired' | 'revoked') => boolean;
  private readonly waits: readonly number[];
  /** Of an ordinary subscription, which has no cursor: whether it has come to its end. */
  private readonly isDone: (() => boolean) | null;

  constructor(
    socket: SocketClient,
    documentId: string,
    variables: object,
    listener: StreamListener,
    isOver: (why: 'expired' | 'revoked') => boolean,
    waits: readonly number[],
    isDone: (() => boolean) | null = null,
  ) {
    this.socket = socket;
    this.documentId = documentId;
    this.variables = variables;
    this.listener = listener;
    this.isOver = isOver;
    this.waits = waits;
    this.isDone = isDone;
  }

  start(): void {
    if (this.cursor === null) this.listener.state({ state: 'connecting' });
    this.end = this.socket.subscribe<Record<string, StreamMessage>>(
      // By its id alone: the hub has the text. The protocol wants a text all the same.
      {
        query: '',
        documentId: this.documentId,
        variables: { ...this.variables, ...(!this.isDone && { after: this.cursor }) },
      } as {
        query: string;
      },
      {
        next: ({ data, errors }) => {
          const message = data && Object.values(data)[0];
          if (message) this.take(message);
          else this.fail(errors);
        },
        error: (error) => this.fail(error),
        complete: () => (this.isDone?.() ? this.stop() : this.again()),
      },
    );
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.end();
  }

  private take(message: StreamMessage): void {
    if (this.stopped) return;
    if (message.__typename === 'StreamReset') {
      // The hub completes the stream now; it begins anew without a cursor.
      this.cursor = null;
      this.caughtUp = null;
      this.listener.restarted();
      return;
    }
    this.tries = 0;
    if (this.isDone) {
      this.lostAt = null;
      this.listener.state({ state: 'live', heardAt: Date.now() });
      this.listener.message(message);
      return;
    }
    if (message.__typename === 'StreamChange' && message.previous !== this.cursor) {
      this.missed();
      return;
    }
    this.cursor = message.cursor;
    this.lostAt = null;
    this.listener.state({ state: 'live', heardAt: Date.now() });
    if (message.__typename === 'StreamChange' && this.caughtUp !== null) this.caughtUp += 1;
    // The first heartbeat behind a resume says that everything missed has been told.
    if (message.__typename === 'StreamHeartbeat' && this.caughtUp !== null) {
      this.listener.resumed(this.caughtUp);
      this.caughtUp = null;
    }
    this.listener.message(message);
  }

  /** A change does not follow the one before it: only a new beginning is certain to be whole. */
  private missed(): void {
    this.end();
    this.cursor = null;
    this.caughtUp = null;
    this.listener.restarted();
    this.again();
  }

  private fail(error: unknown): void {
    const code = (error as { readonly code?: unknown } | null)?.code;
    const over = typeof code === 'number' ? sessionEnds[code] : undefined;
    if (over) {
      this.leave(over);
      return;
    }
    const [refusal] = Array.isArray(error) ? (error as readonly Refusal[]) : [];
    const why = refusal?.extensions?.code ?? '';
    if (why === 'UNAUTHENTICATED') this.leave('expired');
    else if (final.has(why)) this.refuse(refusal?.message ?? '');
    else if (why === 'CURSOR_INVALID') this.missed();
    else this.again();
  }

  private leave(why: 'expired' | 'revoked'): void {
    if (this.isOver(why)) this.stop();
    else this.again();
  }

  private refuse(message: string): void {
    if (this.stopped) return;
    this.stopped = true;
    this.listener.state({ state: 'refused', message });
  }

  private again(): void {
    if (this.stopped) return;
    if (this.cursor !== null) this.caughtUp ??= 0;
    this.lostAt ??= Date.now();
    this.listener.state({ state: 'lost', since: this.lostAt });
    const wait = this.waits[Math.min(this.tries, this.waits.length - 1)]!;
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), wait);
  }
}
