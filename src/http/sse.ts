import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { getOperationAST, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { Problem } from '../canonical/problem.ts';
import type { Access, Caller } from './access.ts';
import type { Admit } from './admission.ts';
import type { Prepare } from './bounds.ts';
import type { OperationRequest, Prepared } from './documents.ts';
import type { ErrorDesk } from './errors.ts';
import type { Fanout, Subscription } from './fanout.ts';
import type { OriginCheck } from './origin.ts';
import { Outlet, type OutletLimits } from './outlet.ts';
import { type Rates, tellRates } from './rates.ts';
import type { Rendering } from './rendering.ts';
import type { RequestContext } from './request.ts';

export interface SseParts {
  readonly prepare: Prepare;
  readonly fanout: Fanout;
  readonly rendering: Rendering;
  readonly limits: OutletLimits;
  readonly desk: ErrorDesk;
  readonly logger: Logger;
  readonly access: Access;
  readonly admit: Admit;
  readonly rates: Rates;
  readonly isReader: OriginCheck;
  readonly context: (caller: Caller, headers: IncomingHttpHeaders) => RequestContext;
}

const mediaType = 'text/event-stream';
const headers = {
  'content-type': `${mediaType}; charset=utf-8`,
  'cache-control': 'no-store',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
};
const eventOf = (payload: string): string => `event: next\ndata: ${payload}\n\n`;
const ended = new Problem('UNAUTHENTICATED', 'The token has expired or was revoked; sign in again.');
/** How long a client may take to read that its stream has ended. */
const endWaitMs = 5_000;
/** A line without meaning, so that nothing between takes a quiet stream for a dead one. */
const ping = ':\n\n';
const pingEveryMs = 12_000;

/**
 * Serves operations as event streams at /graphql/stream, as the GraphQL over SSE protocol has it in its distinct connections mode, under
 * the limits and with the errors of a socket. A page of another origin is refused; the connection of a client that does not read is
 * broken; a stream whose caller may no longer come in ends with the error UNAUTHENTICATED. Returns what breaks every stream.
 */
export function serveStreams(fastify: FastifyInstance, parts: SseParts): () => void {
  const open = new Set<ServerResponse>();
  const callers = new WeakMap<FastifyRequest, Caller>();
  const refuse = (status: number, message: string) => {
    const error = new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
    return { status, body: { errors: [parts.desk.format({ message }, error)] } };
  };

  /** Why a request cannot be answered by a stream. */
  function refusalOf(request: FastifyRequest, operation: OperationRequest | string) {
    if (!parts.isReader(request.headers.origin, request.headers.host))
      return refuse(403, 'pages of another origin may not read streams');
    if (!accepts(request.headers.accept))
      return refuse(406, `this address answers with ${mediaType} only; send it as Accept`);
    if (typeof operation === 'string') return refuse(400, operation);
    return null;
  }

  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql/stream',
    onRequest: async (request) => {
      const caller = await parts.admit(request.raw);
      callers.set(request, caller);
      parts.rates.request(caller);
    },
    onSend: tellRates(parts.rates, callers),
    async handler(request, reply) {
      const operation = operationOf(request);
      const refusal = refusalOf(request, operation);
      if (refusal) return reply.code(refusal.status).send(refusal.body);
      const caller = callers.get(request)!;
      const context = parts.context(caller, request.headers);
      const prepared = parts.prepare(operation as OperationRequest, context);
      const kind =
        'schema' in prepared && getOperationAST(prepared.document, prepared.operationName)?.operation;
      if (kind === 'mutation' && request.method === 'GET') {
        const { status, body } = refuse(405, 'a mutation must be sent by POST');
        return reply.code(status).header('allow', 'POST').send(body);
      }
      const leave = parts.rates.connection(caller);
      reply.hijack();
      const stream = reply.raw;
      open.add(stream);
      stream.writeHead(200, { ...headers, ...parts.rates.headers(caller) });
      stream.write(ping);
      const pings = setInterval(() => stream.writableNeedDrain || stream.write(ping), pingEveryMs);
      const subscription = serve(stream, operation as OperationRequest, prepared, context);
      const forget = parts.access.watch(caller, () => {
        subscription.stop();
        if (!stream.writableEnded) stream.write(eventOf(parts.rendering.failure(ended, context)));
        setTimeout(() => stream.destroy(), endWaitMs).unref();
      });
      stream.once('close', () => {
        clearInterval(pings);
        open.delete(stream);
        forget();
        leave();
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
        send: (payload) => void stream.write(eventOf(payload)),
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
    for (const name of ['variables', 'extensions'])
      if (method === 'GET' && typeof given[name] === 'string')
        given = { ...given, [name]: JSON.parse(given[name]) as unknown };
  } catch {
    return 'variables and extensions must be JSON';
  }
  const { query: text = '', operationName, variables, documentId, extensions } = given;
  if (typeof text !== 'string' || (text === '' && documentId == null && extensions == null))
    return 'query must be the text of a GraphQL document';
  if (operationName != null && typeof operationName !== 'string') return 'operationName must be text';
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables)))
    return 'variables must be an object';
  return {
    query: text,
    operationName,
    variables: variables as Record<string, unknown> | null,
    documentId,
    extensions,
  };
}
