import type { FastifyInstance } from 'fastify';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  contextOfHeaders,
  causeContext,
  failSpan,
  recordsSpans,
  SpanKind,
  startSpan,
  within,
} from '../telemetry/trace.ts';
import { acceptableId, type RequestContext } from './request.ts';

/**
 * A span for every request: part of the trace of the correlation id that the caller sent, else of the trace it names (W3C Trace Context),
 * else of a new one. Paths are told as routes, without their query.
 */
export function traceRequests(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', (request, reply, done) => {
    if (!recordsSpans()) return done();
    const { headers, method } = request;
    const route = request.routeOptions.url ?? 'none';
    const given = acceptableId(headers['x-correlation-id']);
    const span = startSpan(`${method} ${route}`, {
      kind: SpanKind.SERVER,
      parent: given === undefined ? contextOfHeaders(headers) : causeContext(given),
      attributes: {
        'http.request.method': method,
        'http.route': route,
        ...(given !== undefined && { 'isthmus.correlation_id': given }),
      },
    })!;
    reply.raw.once('close', () => {
      span.setAttribute('http.response.status_code', reply.statusCode);
      if (reply.statusCode >= 500) failSpan(span, { name: String(reply.statusCode) });
      else span.end();
    });
    return within(span, done);
  });
}

/** A span for every operation over HTTP: its kind and its name, never its text or its variables. */
export const tracedOperations: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    if (!recordsSpans()) return undefined;
    const span = startSpan('graphql')!;
    return {
      async didResolveOperation({ operation, operationName, contextValue }) {
        if (!operation) return;
        span.updateName(`${operation.operation} ${operationName ?? ''}`.trimEnd());
        span.setAttributes({
          'graphql.operation.type': operation.operation,
          'isthmus.tenant': contextValue.hub.tenant,
          'isthmus.correlation_id': contextValue.correlationId(),
          ...(operationName && { 'graphql.operation.name': operationName }),
        });
      },
      async willSendResponse({ errors }) {
        if (errors?.length) failSpan(span, { code: errors[0]!.extensions['code'] });
        else span.end();
      },
    };
  },
};
