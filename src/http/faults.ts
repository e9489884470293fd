import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { Problem } from '../canonical/problem.ts';
import type { ErrorDesk } from './errors.ts';
import { headersOf, statusOf } from './status.ts';

/** Answers what fails before a handler runs (bad JSON, a body too large, an unknown media type) in the form of GraphQL errors. */
export function replyErrors(fastify: FastifyInstance, desk: ErrorDesk): void {
  fastify.setErrorHandler<Error & { statusCode?: number }>(async (error, request, reply) => {
    if (error instanceof Problem)
      return reply
        .code(statusOf(error))
        .headers(headersOf(error, request.headers.authorization !== undefined))
        .send({ errors: [desk.format({ message: error.message }, error)] });
    if (error instanceof GraphQLError && error.extensions['code'] !== undefined)
      return reply.code(400).send({ errors: [desk.format({ message: error.message }, error)] });
    const status = error.statusCode ?? 500;
    const callers = status >= 400 && status < 500;
    if (callers) return reply.code(status).send(badRequest(desk, error.message));
    return reply.code(500).send({ errors: [desk.format({ message: error.message }, error)] });
  });
  fastify.setNotFoundHandler(async (request, reply) =>
    reply
      .code(404)
      .type('text/plain')
      .send(`nothing is served at ${request.url.split('?', 1)[0]}\n`),
  );
}

/** What may keep Node from making a request of what came over a connection, by the code of its error; anything else is no HTTP. */
const unreadable: Readonly<Record<string, readonly [status: number, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers are larger than the hub reads.'],
};

/**
 * Answers in the same form what never comes as far as a route or a hook: Fastify's options for addresses that cannot be decoded, and for
 * connections whose bytes are no request. `secure`: the headers of every answer.
 */
export function replyUnreadable(desk: ErrorDesk, secure: Readonly<Record<string, string>>) {
  return {
    frameworkErrors(error: { readonly statusCode?: number }, _request: FastifyRequest, reply: FastifyReply) {
      const body = badRequest(desk, 'The address of the request cannot be read.');
      void reply
        .code(error.statusCode ?? 400)
        .headers(secure)
        .send(body);
    },
    clientErrorHandler(error: Error & { readonly code?: string }, socket: Socket) {
      // Nobody is left to be answered.
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      const [status, message] = unreadable[error.code ?? ''] ?? [
        400,
        'What was sent is not an HTTP request.',
      ];
      if (socket.writable) socket.write(rawAnswer(status, secure, JSON.stringify(badRequest(desk, message))));
      socket.destroySoon();
    },
  };
}

function rawAnswer(status: number, secure: Readonly<Record<string, string>>, body: string): string {
  const headers = {
    ...secure,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`;
}

function badRequest(desk: ErrorDesk, message: string) {
  const error = new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
  return { errors: [desk.format({ message }, error)] };
}
