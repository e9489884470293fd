import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Meter } from '@opentelemetry/api';
import { bearerOf } from './access.ts';

export interface MeteringParts {
  readonly meter: Meter;
  /** Every figure as text. */
  readonly text: () => Promise<string>;
  /** Who reads them must show it; null: anybody who reaches the port may. */
  readonly token: string | null;
}

const seconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Serves the figures at /metrics, and counts every request by route, method and status, with how long it took. */
export function serveMetrics(fastify: FastifyInstance, { meter, text, token }: MeteringParts): void {
  const duration = meter.createHistogram('isthmus_http_request_seconds', {
    description: 'How long requests took, by route, method and status',
    unit: 's',
    advice: { explicitBucketBoundaries: seconds },
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    // What nothing serves is one label, or anybody could make as many as there are paths; the console has a route for any path.
    const { url = 'none' } = request.routeOptions;
    duration.record(reply.elapsedTime / 1000, {
      route: reply.statusCode === 404 && url.endsWith('*') ? 'none' : url,
      method: request.method,
      status: String(reply.statusCode),
    });
    done();
  });
  fastify.get('/metrics', async (request, reply) => {
    if (token !== null && !equal(bearerOf(request.headers.authorization) ?? '', token))
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .type('text/plain')
        .send('a token is needed\n');
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await text());
  });
}

function equal(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
