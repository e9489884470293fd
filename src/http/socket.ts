import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import { GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Limits } from '../canonical/limits.ts';
import { Problem } from '../canonical/problem.ts';
import type { Access, Caller } from './access.ts';
import type { Admit } from './admission.ts';
import { publicAnswer, publicErrors } from './answer.ts';
import { Delivery } from './delivery.ts';
import type { Prepare } from './bounds.ts';
import type { OperationRequest, Prepared } from './documents.ts';
import type { ErrorDesk } from './errors.ts';
import type { Fanout } from './fanout.ts';
import { guardFrames, readMessage } from './frames.ts';
import { misdirected, namesThisMachine, type OriginCheck } from './origin.ts';
import { type Backlog, Outlet, type OutletLimits } from './outlet.ts';
import type { Rates } from './rates.ts';
import type { SensitiveReads } from './reads.ts';
import type { RequestContext } from './request.ts';
import { timedExecution } from './timeout.ts';

export interface SocketParts {
  readonly reads: SensitiveReads;
  readonly prepare: Prepare;
  readonly bounds: Limits;
  readonly fanout: Fanout;
  readonly limits: OutletLimits;
  readonly desk: ErrorDesk;
  readonly logger: Logger;
  readonly maxBytes: number;
  readonly access: Access;
  readonly admit: Admit;
  readonly rates: Rates;
  readonly isReader: OriginCheck;
  /** How long a socket may take until it has said and proved who it is. */
  readonly initTimeoutMs: number;
  readonly context: (caller: Caller, headers: IncomingHttpHeaders) => RequestContext;
}

/** What `subscribe` is handed: what is to be executed, and for whom. */
interface Operation extends Prepared {
  readonly contextValue: RequestContext;
  readonly request: OperationRequest;
  readonly id: string;
  readonly extra: { readonly socket: WebSocket; readonly request: IncomingMessage };
}

/** WebSocket's "try again later", and how long a client that does not read may take to read it. */
const tooSlow = { code: 1013, reason: 'too slow; resume from your last cursor', waitMs: 5000 };

/** How sockets end that may not, or no longer, be served. 4401 and 4403 are the library's words for the first two. */
const ends = {
  UNAUTHENTICATED: { code: 4401, reason: 'Unauthorized' },
  EXPIRED: { code: 4401, reason: 'Token expired' },
  REVOKED: { code: 4403, reason: 'Access revoked' },
  LATE: { code: 4408, reason: 'Connection initialisation timeout' },
  UNAVAILABLE: { code: 1013, reason: 'try again later' },
} as const;
/** How long a client may take to answer the end of its socket. */
const endWaitMs = 5000;

/** Ends a socket: nothing is sent on it afterwards, whether or not the client answers. */
function endSocket(socket: WebSocket, why: keyof typeof ends): void {
  socket.close(ends[why].code, ends[why].reason);
  setTimeout(() => socket.terminate(), endWaitMs).unref();
}

/** Operations that one socket may have under way. */
const mostAtOnce = 200;
const tooMany = `a connection may have ${mostAtOnce} operations under way; complete one, or open another connection`;

/**
 * Serves graphql-transport-ws at /graphql of an HTTP server, under the limits and with the errors of HTTP. A page of another origin
 * is refused; a client that does not read is closed with 1013, one whose token proves nothing or has expired with 4401, one whose access
 * was revoked with 4403. Returns what ends it: every socket is closed with 1001.
 */
export function serveSocket(server: Server, parts: SocketParts): () => Promise<void> {
  const { desk, fanout, limits, logger } = parts;
  const sockets = new WebSocketServer({
    server,
    path: '/graphql',
    maxPayload: parts.maxBytes,
    maxFragments: 1000,
    verifyClient({ origin, req }: { origin?: string; req: IncomingMessage }, answer) {
      const { host } = req.headers;
      if (parts.access.ownNameOnly && !namesThisMachine(host))
        answer(false, misdirected.status, misdirected.message);
      else answer(parts.isReader(origin, host));
    },
  });
  const callers = new WeakMap<object, Caller>();
  const contexts = new WeakMap<object, RequestContext>();

  const backlogs = new WeakMap<WebSocket, Backlog>();
  function backlogOf(socket: WebSocket): Backlog {
    const backlog = backlogs.get(socket) ?? { results: 0, characters: 0 };
    backlogs.set(socket, backlog);
    return backlog;
  }

  // The library keeps the protocol; results of subscriptions go to the socket directly, because their text is shared by many.
  function deliver({ id, extra, request, contextValue: context, ...prepared }: Operation) {
    const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    const { socket } = extra;
    const outlet = new Outlet(
      {
        connection: extra.request.socket,
        backlog: backlogOf(socket),
        send: (payload) => socket.send(`${head}${payload}}`),
        drop() {
          logger.warn({ correlationId: context.correlationId() }, 'a client was too slow and is closed');
          socket.close(tooSlow.code, tooSlow.reason);
          void delivery.return();
          setTimeout(() => socket.terminate(), tooSlow.waitMs).unref();
        },
      },
      limits,
    );
    const delivery = new Delivery(() => fanout.subscribe({ request, prepared, context, outlet }));
    return delivery;
  }

  const disposable = useServer(
    {
      // Elsewhere the library tells the client what went wrong inside.
      isProd: true,
      connectionInitWaitTimeout: parts.initTimeoutMs,
      jsonMessageReviver: readMessage,
      async onConnect({ connectionParams, extra }) {
        const { socket, request } = extra;
        const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
        const header = typeof given === 'string' ? given : request.headers.authorization;
        // An issuer that is slow to give its keys is not waited for longer than a client that says nothing.
        const late = setTimeout(() => endSocket(socket, 'LATE'), parts.initTimeoutMs);
        try {
          const caller = await parts.admit(request, header);
          if (socket.readyState !== socket.OPEN) return false;
          socket.once('close', parts.rates.connection(caller));
          callers.set(extra, caller);
          socket.once(
            'close',
            parts.access.watch(caller, (why) => endSocket(socket, why)),
          );
          return true;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          endSocket(socket, error.code === 'UNAUTHENTICATED' ? error.code : 'UNAVAILABLE');
          return false;
        } finally {
          clearTimeout(late);
        }
      },
      onSubscribe({ extra, subscriptions }, id, payload): Operation | readonly GraphQLError[] {
        const contextValue = parts.context(callers.get(extra)!, extra.request.headers);
        contexts.set(payload, contextValue);
        // Until the client answers its end, what it sends still arrives.
        if (extra.socket.readyState !== extra.socket.OPEN)
          return [new GraphQLError('closed', { originalError: new Problem('UNAUTHENTICATED', 'closed') })];
        if (Object.keys(subscriptions).length > mostAtOnce)
          return [new GraphQLError(tooMany, { extensions: { code: 'BAD_REQUEST' } })];
        const prepared = parts.prepare(payload, contextValue);
        return 'schema' in prepared ? { ...prepared, contextValue, request: payload, id, extra } : prepared;
      },
      subscribe: (operation) => deliver(operation as Operation),
      execute: (operation) => timedExecution(operation, parts.bounds.operationTimeoutMs, parts.reads),
      onError: (_socket, _id, payload, errors) =>
        publicErrors(desk, errors, contexts.get(payload)?.correlationId() ?? randomUUID()),
      onNext: (_socket, _id, _payload, args, result) =>
        publicAnswer(desk, result, args.contextValue as RequestContext),
    },
    sockets,
  );
  // The library writes to the console; what a client does wrong belongs in the log, as one line.
  sockets.on('connection', (socket, request) => {
    // Each subscription waits for a slow client by itself.
    request.socket.setMaxListeners(mostAtOnce + 20);
    socket.removeAllListeners('error');
    const tell = (reason: string): void => logger.warn({ reason }, 'a socket was closed');
    socket.on('error', (error) => tell(error.message));
    guardFrames(
      socket,
      { messagesPerSecond: parts.bounds.messagesPerSecond, maxQueuedBytes: limits.maxQueuedBytes },
      tell,
    );
  });
  return async () => {
    await disposable.dispose();
  };
}
