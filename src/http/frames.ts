import type { WebSocket } from 'ws';
import { createBuckets } from './bucket.ts';

export interface FrameLimits {
  readonly messagesPerSecond: number;
  /** Bytes that may wait for the client when it asks for more. */
  readonly maxQueuedBytes: number;
}

/** WebSocket's "policy violation", and "try again later". */
const tooMany = { code: 1008, reason: 'too many messages' };
const tooSlow = { code: 1013, reason: 'too slow; read what was asked for' };
/** How long a client may take to answer the end of its socket. */
const endWaitMs = 1000;

/**
 * Ends a socket that sends more messages and frames of control than it may, or that asks for more while it does not read what it asked for.
 * `tell` is told why.
 */
export function guardFrames(socket: WebSocket, limits: FrameLimits, tell: (reason: string) => void): void {
  const { messagesPerSecond, maxQueuedBytes } = limits;
  const frames = createBuckets({ capacity: 2 * messagesPerSecond, perSecond: messagesPerSecond });

  function end({ code, reason }: typeof tooMany): void {
    // What is still under way in the connection is not read.
    socket.removeAllListeners('message');
    for (const kind of ['ping', 'pong'] as const) socket.off(kind, count);
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), endWaitMs).unref();
    tell(reason);
  }

  function count(): void {
    if (socket.readyState !== socket.OPEN) return;
    if (frames.take('') > 0) end(tooMany);
    else if (socket.bufferedAmount > maxQueuedBytes) end(tooSlow);
  }

  // Before the listener that acts on it.
  socket.prependListener('message', count);
  for (const kind of ['ping', 'pong'] as const) socket.on(kind, count);
}

/** What a client may send. The library takes whatever else the protocol knows for a fault of its own. */
const fromClients = ['connection_init', 'ping', 'pong', 'subscribe', 'complete'];

/**
 * A reviver of JSON for the messages of clients: what only a server may say is refused, and an operation that is asked for by its id has an
 * empty query, without which the library does not take it.
 */
export function readMessage(key: string, value: unknown): unknown {
  if (key !== '' || typeof value !== 'object' || value === null) return value;
  const { type, payload } = value as { type?: unknown; payload?: Record<string, unknown> | null };
  if (typeof type !== 'string' || !fromClients.includes(type)) throw new Error('not a message of a client');
  if (type === 'subscribe' && typeof payload === 'object' && payload !== null)
    if (payload['query'] === undefined && ('documentId' in payload || 'extensions' in payload))
      payload['query'] = '';
  return value;
}
