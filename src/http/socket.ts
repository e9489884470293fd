import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import { GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Access, bearerOf, type Caller } from './access.ts';
import { publicAnswer, publicErrors } from './answer.ts';
import { Delivery } from './delivery.ts';
import type { OperationRequest, Prepared } from './documents.ts';
import type { ErrorDesk } from './errors.ts';
import type { Fanout } from './fanout.ts';
import { sameOrigin } from './origin.ts';
import { type Backlog, Outlet, type OutletLimits } from './outlet.ts';
import type { RequestContext } from './request.ts';

export interface SocketParts {
  readonly prepare: (request: OperationRequest) => Prepared | readonly GraphQLError[];
  readonly fanout: Fanout;
  readonly limits: OutletLimits;
  readonly desk: ErrorDesk;
  readonly logger: Logger;
  readonly maxBytes: number;
  readonly access: Access;
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

/** Operations that one socket may have under way. */
const mostAtOnce = 200;
const tooMany = `a connection may have ${mostAtOnce} operations under way; complete one, or open another connection`;

/**
 * Serves graphql-transport-ws at /graphql of an HTTP server, under the limits and with the errors of HTTP. A page of another origin
 * is refused; a client that does not read is closed with 1013. Returns what ends it: every socket is closed with 1001.
 */
export function serveSocket(server: Server, parts: SocketParts): () => Promise<void> {
  const { desk, fanout, limits, logger } = parts;
  const sockets = new WebSocketServer({
    server,
    path: '/graphql',
    maxPayload: parts.maxBytes,
    verifyClient: ({ origin, req }: { origin?: string; req: IncomingMessage }) =>
      sameOrigin(origin, req.headers.host),
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
      async onConnect({ connectionParams, extra }) {
        const { authorization } = extra.request.headers;
        const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
        const header = typeof given === 'string' ? given : authorization;
        callers.set(extra, await parts.access.admit(bearerOf(header)));
        return true;
      },
      onSubscribe({ extra, subscriptions }, id, payload): Operation | readonly GraphQLError[] {
        const contextValue = parts.context(callers.get(extra)!, extra.request.headers);
        contexts.set(payload, contextValue);
        if (Object.keys(subscriptions).length > mostAtOnce)
          return [new GraphQLError(tooMany, { extensions: { code: 'BAD_REQUEST' } })];
        const prepared = parts.prepare(payload);
        return 'schema' in prepared ? { ...prepared, contextValue, request: payload, id, extra } : prepared;
      },
      subscribe: (operation) => deliver(operation as Operation),
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
    socket.on('error', (error) => logger.warn({ reason: error.message }, 'a socket was closed'));
  });
  return async () => {
    await disposable.dispose();
  };
}
