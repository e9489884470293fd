import type { FastifyInstance } from 'fastify';
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
    const fault = callers ? new GraphQLError(error.message, { extensions: { code: 'BAD_REQUEST' } }) : error;
    const published = desk.format({ message: error.message }, fault);
    return reply.code(callers ? status : 500).send({ errors: [published] });
  });
  fastify.setNotFoundHandler(async (request, reply) =>
    reply
      .code(404)
      .type('text/plain')
      .send(`nothing is served at ${request.url.split('?', 1)[0]}\n`),
  );
}
