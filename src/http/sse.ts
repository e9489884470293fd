import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { getOperationAST, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { type Access, bearerOf, type Caller } from './access.ts';
import type { OperationRequest, Prepared } from './documents.ts';
import type { ErrorDesk } from './errors.ts';
import type { Fanout, Subscription } from './fanout.ts';
import { sameOrigin } from './origin.ts';
import { Outlet, type OutletLimits } from './outlet.ts';
import type { Rendering } from './rendering.ts';
import type { RequestContext } from './request.ts';

export interface SseParts {
  readonly prepare: (request: OperationRequest) => Prepared | readonly GraphQLError[];
  readonly fanout: Fanout;
  readonly rendering: Rendering;
  readonly limits: OutletLimits;
  readonly desk: ErrorDesk;
  readonly logger: Logger;
  readonly access: Access;
  readonly context: (caller: Caller, headers: IncomingHttpHeaders) => RequestContext;
}

const mediaType = 'text/event-stream';
const headers = {
  'content-type': `${mediaType}; charset=utf-8`,
  'cache-control': 'no-store',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
};
/** A line without meaning, so that nothing between takes a quiet stream for a dead one. */
const ping = ':\n\n';
const pingEveryMs = 12_000;

/**
 * Serves operations as event streams at /graphql/stream, as the GraphQL over SSE protocol has it in its distinct connections mode, under
 * the limits and with the errors of a socket. A page of another origin is refused; the connection of a client that does not read is
 * broken. Returns what breaks every stream.
 */
export function serveStreams(fastify: FastifyInstance, parts: SseParts): () => void {
  const open = new Set<ServerResponse>();
  const refuse = (status: number, message: string) => {
    const error = new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
    return { status, body: { errors: [parts.desk.format({ message }, error)] } };
  };

  /** Why a request cannot be answered by a stream. */
  function refusalOf(request: FastifyRequest, operation: OperationRequest | string) {
    if (!sameOrigin(request.headers.origin, request.headers.host))
      return refuse(403, 'pages of another origin may not read streams');
    if (!accepts(request.headers.accept))
      return refuse(406, `this address answers with ${mediaType} only; send it as Accept`);
    if (typeof operation === 'string') return refuse(400, operation);
    return null;
  }

  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql/stream',
    async handler(request, reply) {
      const operation = operationOf(request);
      const refusal = refusalOf(request, operation);
      if (refusal) return reply.code(refusal.status).send(refusal.body);
      const caller = await parts.access.admit(bearerOf(request.headers.authorization));
      const context = parts.context(caller, request.headers);
      const prepared = parts.prepare(operation as OperationRequest);
      const kind =
        'schema' in prepared && getOperationAST(prepared.document, prepared.operationName)?.operation;
      if (kind === 'mutation' && request.method === 'GET') {
        const { status, body } = refuse(405, 'a mutation must be sent by POST');
        return reply.code(status).header('allow', 'POST').send(body);
      }
      reply.hijack();
      const stream = reply.raw;
      open.add(stream);
      stream.writeHead(200, headers);
      stream.write(ping);
      const pings = setInterval(() => stream.writableNeedDrain || stream.write(ping), pingEveryMs);
      const subscription = serve(stream, operation as OperationRequest, prepared, context);
      stream.once('close', () => {
        clearInterval(pings);
        open.delete(stream);
        subscription.stop();
      });
      await subscription.ended;
      // An end may wait long for the client, or for an earlier answer on the same connection; a ping behind it is an error.
      clearInterval(pings);
      if (!stream.destroyed) stream.end('event: complete\ndata:\n\n');
      return reply;
    },
  });

  function serve(
    stream: ServerResponse,
    request: OperationRequest,
    prepared: Prepared | readonly GraphQLError[],
    context: RequestContext,
  ): Subscription {
    const outlet = new Outlet(
      {
        connection: stream,
        backlog: { results: 0, characters: 0 },
        send: (payload) => void stream.write(`event: next\ndata: ${payload}\n\n`),
        drop() {
          parts.logger.warn(
            { correlationId: context.correlationId() },
            'a client was too slow and is cut off',
          );
          stream.destroy();
        },
      },
      parts.limits,
    );
    if ('schema' in prepared) return parts.fanout.subscribe({ request, prepared, context, outlet });
    outlet.push([parts.rendering.errors(prepared, context)]);
    return { ended: outlet.flushed(), stop: () => outlet.close() };
  }

  return () => {
    for (const stream of open) stream.destroy();
  };
}

function accepts(header: string | undefined): boolean {
  return (header ?? '*/*').split(',').some((part) => {
    const [type = '', ...parameters] = part.trim().toLowerCase().split(';');
    const refused = parameters.some((each) => /^\s*q=0(\.0+)?\s*$/.test(each));
    return !refused && [mediaType, 'text/*', '*/*'].includes(type.trim());
  });
}

/** What is asked for, from the query of a GET or the JSON body of a POST; text says what is wrong with it. */
function operationOf({ method, query, body }: FastifyRequest): OperationRequest | string {
  let given = (method === 'GET' ? query : body) as Record<string, unknown> | null;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return 'the body must be a JSON object';
  try {
    if (method === 'GET' && typeof given['variables'] === 'string')
      given = { ...given, variables: JSON.parse(given['variables']) as unknown };
  } catch {
    return 'variables must be JSON';
  }
  const { query: text, operationName, variables } = given;
  if (typeof text !== 'string') return 'query must be the text of a GraphQL document';
  if (operationName != null && typeof operationName !== 'string') return 'operationName must be text';
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables)))
    return 'variables must be an object';
  return { query: text, operationName, variables: variables as Record<string, unknown> | null };
}
