import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Problem, type ProblemCode } from '../canonical/problem.ts';
import type { Delivery, Receive } from '../context.ts';
import { ulid } from '../canonical/id.ts';
import { SpanKind, spanned } from '../telemetry/trace.ts';
import { acceptableId } from './request.ts';

/** Where webhooks go, and how long one may be. */
export interface WebhookParts {
  readonly receive: Receive;
  readonly maxBodyBytes: number;
}

/** What bodies that are being read or stored may take together, beyond a few of the longest. */
const mostOpenBytes = 64 * 1024 * 1024;
const mostOpen = 4000;

const statusOf: Partial<Record<ProblemCode, number>> = {
  NOT_FOUND: 404,
  SIGNATURE_INVALID: 401,
  INVALID_INPUT: 400,
};

/**
 * Serves `POST /webhooks/<instance>`: 204 when everything the message says is committed. 401 for a signature that is not right, 400, 404,
 * 405, 413 and 415 for what the sender must not repeat, 503 with Retry-After for what it should: the hub is too busy or has trouble of
 * its own. The body reaches the vendor's reader byte for byte. Nothing of a message is ever logged.
 */
export function serveWebhooks(fastify: FastifyInstance, parts: WebhookParts, logger: Logger): void {
  const { receive, maxBodyBytes } = parts;
  const room = createRoom(Math.max(mostOpenBytes, 4 * maxBodyBytes));
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.setErrorHandler<Error & { statusCode?: number }>(async (error, request, reply) => {
      const status = statusFor(error);
      if (status === 503) {
        const { retryAfterMs = 1000 } = error instanceof Problem ? error.detail : {};
        void reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
      }
      note(logger, request, error, status);
      const message = status === 503 ? 'The message was not stored; send it again.' : error.message;
      const code = error instanceof Problem && status !== 503 ? error.code : undefined;
      return reply
        .code(status)
        .send({ code: code ?? (status === 503 ? 'UNAVAILABLE' : 'BAD_REQUEST'), message });
    });
    scope.route<{ Params: { instance: string } }>({
      method: 'POST',
      url: '/webhooks/:instance',
      bodyLimit: maxBodyBytes,
      onRequest: async (request, reply) => {
        const encoding = request.headers['content-encoding']?.trim().toLowerCase() || 'identity';
        if (encoding !== 'identity') throw refusal(415, 'The body must not be compressed.');
        const declared = Number(request.headers['content-length'] ?? maxBodyBytes);
        const leave = room.enter(Math.min(maxBodyBytes, declared));
        if (!leave) throw new Problem('RATE_LIMITED', 'too many messages at once', { retryAfterMs: 1000 });
        reply.raw.once('close', leave);
      },
      handler: async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const { instance } = request.params;
        // What comes of this message, down to what subscribers are told, has this id.
        const correlationId = acceptableId(request.headers['x-correlation-id']) ?? `cor_${ulid()}`;
        const span = { kind: SpanKind.SERVER, causes: [correlationId] };
        await spanned('webhook', span, () => receive(instance, deliveryOf(request, body), correlationId));
        return reply.code(204).send();
      },
    });
    scope.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: '/webhooks/:instance',
      bodyLimit: maxBodyBytes,
      handler: async (_request, reply) => {
        void reply.header('allow', 'POST');
        throw refusal(405, 'Webhooks are sent with POST.');
      },
    });
  });
}

const refusal = (statusCode: number, message: string): Error =>
  Object.assign(new Error(message), { statusCode });

/** What a message is answered with; whatever is not plainly the sender's fault is worth another try. */
function statusFor(error: Error & { statusCode?: number }): number {
  if (error instanceof Problem) return statusOf[error.code] ?? 503;
  const { statusCode = 500 } = error;
  return statusCode >= 400 && statusCode < 500 ? statusCode : 503;
}

function deliveryOf(request: FastifyRequest, body: Buffer): Delivery {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(request.headers))
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return { headers, body, receivedAt: new Date().toISOString() };
}

/** Logs that a message was not taken. A database says in its errors what it was given, so only where an error came from is told. */
function note(logger: Logger, request: FastifyRequest, error: Error, status: number): void {
  const { instance = '' } = request.params as { instance?: string };
  const { code } = error as { code?: unknown };
  const told = {
    instance: instance.slice(0, 100),
    status,
    code: typeof code === 'string' ? code : error.name,
  };
  if (status !== 503 || error instanceof Problem) logger.warn(told, 'a webhook was refused');
  else
    logger.error(
      { ...told, at: error.stack?.match(/^ +at .*$/gm)?.slice(0, 8) },
      'a webhook could not be stored',
    );
}

/** Counts what is being read and stored; undefined for what there is no room for. */
function createRoom(mostBytes: number): { enter(bytes: number): (() => void) | undefined } {
  let open = 0;
  let openBytes = 0;
  return {
    enter(bytes) {
      if (open >= mostOpen || openBytes + bytes > mostBytes) return undefined;
      open++;
      openBytes += bytes;
      return () => {
        open--;
        openBytes -= bytes;
      };
    },
  };
}
