import type { FastifyInstance } from 'fastify';

const readable = ['ratelimit', 'ratelimit-policy', 'retry-after'];
const sendable = [
  'accept',
  'authorization',
  'content-type',
  'last-event-id',
  'traceparent',
  'x-apollo-operation-name',
  'apollo-require-preflight',
  'x-correlation-id',
  'x-isthmus-cost',
];

/**
 * Lets pages of these origins, exactly, call the graph and its streams from a browser: with a token that the page itself holds, never with
 * cookies. Nothing is answered to pages of others, so their browsers keep every answer from them. Source: Fetch standard, CORS protocol.
 */
export function allowOrigins(fastify: FastifyInstance, allowed: readonly string[]): void {
  if (allowed.length === 0) return;
  const graph = ['/graphql', '/graphql/stream'];
  fastify.addHook('onRequest', (request, reply, done) => {
    const { origin } = request.headers;
    const [path = ''] = request.url.split('?', 1);
    if (graph.includes(path)) {
      reply.raw.setHeader('vary', 'origin');
      if (origin !== undefined && allowed.includes(origin)) {
        reply.raw.setHeader('access-control-allow-origin', origin);
        reply.raw.setHeader('access-control-expose-headers', readable.join(', '));
        // The answer is for another origin's page after all.
        reply.raw.setHeader('cross-origin-resource-policy', 'cross-origin');
      }
    }
    done();
  });
  for (const url of graph)
    fastify.options(url, async (request, reply) => {
      const { origin } = request.headers;
      if (origin === undefined || !allowed.includes(origin)) return reply.code(403).send();
      return reply
        .headers({
          'access-control-allow-methods': 'GET, POST',
          'access-control-allow-headers': sendable.join(', '),
          'access-control-max-age': '600',
        })
        .code(204)
        .send();
    });
}
