import type { IncomingMessage, Server } from 'node:http';
import {
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { sourceFailures } from '../resolvers/marks.ts';
import type { ErrorDesk } from './errors.ts';
import type { RequestContext } from './request.ts';
import { tooDeep } from './limits.ts';

export interface SocketParts {
  readonly schema: GraphQLSchema;
  readonly desk: ErrorDesk;
  readonly logger: Logger;
  readonly maxTokens: number;
  readonly maxBytes: number;
  readonly rules: readonly ValidationRule[];
  readonly context: (request: IncomingMessage) => RequestContext;
}

/**
 * Serves graphql-transport-ws at /graphql of an HTTP server, under the limits and with the errors of HTTP. A page of another origin
 * is refused. Returns what ends it: every socket is closed with 1001.
 */
export function serveSocket(server: Server, parts: SocketParts): () => Promise<void> {
  const sockets = new WebSocketServer({
    server,
    path: '/graphql',
    maxPayload: parts.maxBytes,
    verifyClient: ({ origin, req }: { origin?: string; req: IncomingMessage }) =>
      sameOrigin(origin, req.headers.host),
  });
  const rules = [...specifiedRules, ...parts.rules];
  const contexts = new WeakMap<object, RequestContext>();
  const published = (errors: readonly GraphQLError[], context: RequestContext) => {
    parts.desk.observe(errors, context.correlationId());
    return errors.map((error) => parts.desk.format(error.toJSON(), error));
  };
  const disposable = useServer(
    {
      // Elsewhere the library tells the client what went wrong inside.
      isProd: true,
      onSubscribe(socket, _id, payload): ExecutionArgs | readonly GraphQLError[] {
        const contextValue = parts.context(socket.extra.request);
        contexts.set(payload, contextValue);
        const { query, operationName, variables } = payload;
        let document;
        try {
          document = parse(query, { maxTokens: parts.maxTokens });
        } catch (error) {
          return [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')];
        }
        const invalid = validate(parts.schema, document, rules);
        if (invalid.length > 0) return invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
        const deep = tooDeep(variables);
        if (deep) return [deep];
        if (!getOperationAST(document, operationName))
          return [
            coded(new GraphQLError('no such operation in the document'), 'OPERATION_RESOLUTION_FAILURE'),
          ];
        return { schema: parts.schema, document, operationName, variableValues: variables, contextValue };
      },
      onError: (_socket, _id, payload, errors) =>
        published(errors, contexts.get(payload) ?? parts.context({} as IncomingMessage)),
      onNext(_socket, _id, _payload, args, result) {
        const context = args.contextValue as RequestContext;
        const sources = context.marks.size > 0 ? sourceFailures(context) : [];
        return {
          ...result,
          ...(result.errors && { errors: published(result.errors, context) }),
          ...(sources.length > 0 && { extensions: { sources } }),
        };
      },
    },
    sockets,
  );
  // The library writes to the console; what a client does wrong belongs in the log, as one line.
  sockets.on('connection', (socket) => {
    socket.removeAllListeners('error');
    socket.on('error', (error) => parts.logger.warn({ reason: error.message }, 'a socket was closed'));
  });
  return async () => {
    await disposable.dispose();
  };
}

function coded(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  return new GraphQLError(message, { nodes, source, positions, originalError: error, extensions: { code } });
}

// A browser lets any page open a socket anywhere, and sends the page's origin along; other clients send none.
function sameOrigin(origin: string | undefined, host: string | undefined): boolean {
  return !origin || (URL.canParse(origin) && new URL(origin).host === host);
}
