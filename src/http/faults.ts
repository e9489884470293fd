import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import type { ErrorDesk } from './errors.ts';

/** Answers what fails before a handler runs (bad JSON, a body too large, an unknown media type) in the form of GraphQL errors. */
export function replyErrors(fastify: FastifyInstance, desk: ErrorDesk): void {
  fastify.setErrorHandler<Error & { statusCode?: number }>(async (error, _request, reply) => {
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
