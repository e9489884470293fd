import type { IncomingHttpHeaders } from 'node:http';
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyRequest, type onSendHookHandler } from 'fastify';
import type { Logger } from 'pino';
import { signInOf, signInOrigins, type SignInSettings } from '../auth/sign-in.ts';
import { type Limits, usualLimits } from '../canonical/limits.ts';
import type { Hub } from '../context.ts';
import { recordsSpans } from '../telemetry/trace.ts';
import type { Access, Caller } from './access.ts';
import { createAdmission } from './admission.ts';
import { startApollo } from './apollo.ts';
import { createGate } from './authorise.ts';
import { createBounds } from './bounds.ts';
import { errorDesk } from './errors.ts';
import { replyErrors, replyUnreadable } from './faults.ts';
import { allowOrigins } from './cors.ts';
import { serveConsole } from './files.ts';
import { secureHeaders, securityHeaders } from './headers.ts';
import { documentLimit } from './limits.ts';
import { type MeteringParts, serveMetrics } from './metering.ts';
import type { OutletLimits } from './outlet.ts';
import { originCheck, refuseOtherNames } from './origin.ts';
import { resolveDocument } from './persisted.ts';
import { createRates, tellRates } from './rates.ts';
import { sensitiveReads } from './reads.ts';
import { RequestContext } from './request.ts';
import { loadSchemas } from './schema.ts';
import { serveSignIn } from './sign-in.ts';
import { serveSubscriptions, type Streaming } from './streaming.ts';
import { timedServer } from './timeout.ts';
import { openTls, type TlsFiles } from './tls.ts';
import { tracedOperations, traceRequests } from './tracing.ts';
import { transportOptions } from './transport.ts';
import { unconditionalRoot } from './unconditional.ts';
import { serveWebhooks, type WebhookParts } from './webhooks.ts';

/** How the hub is reached. Whatever is left out has the default below. */
export interface HttpConfig {
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Without it the hub speaks in clear. */
  readonly tls?: TlsFiles | null;
  /** TLS ends at a proxy before it. */
  readonly behindTls?: boolean;
  /** Origins of pages, besides its own, that may call it. */
  readonly corsOrigins?: readonly string[];
  /** How many compiled plans are held; 0 runs every query on graphql-js. */
  readonly plans?: number;
  /** Where the console was built. */
  readonly pages?: string;
}

const defaults = {
  host: '127.0.0.1',
  port: 4000,
  tls: null,
  behindTls: false,
  corsOrigins: [],
  plans: 500,
  pages: join(import.meta.dirname, '../../dist/console'),
};

export interface ServerParts {
  /** The hub of each tenant, by its name. */
  readonly hubs: ReadonlyMap<string, Hub>;
  readonly access: Access;
  /** The hub's configuration; only these are read. */
  readonly config: {
    readonly http: HttpConfig;
    readonly streams?: Partial<OutletLimits>;
    readonly limits?: Partial<Limits>;
    /** Null: in production. */
    readonly operations?: { readonly trustedOnly: boolean | null };
    /** In production only some roles may ask for the schema. */
    readonly production?: boolean;
    readonly access?: { readonly initTimeoutMs: number } & SignInSettings['access'];
    readonly console?: SignInSettings['console'];
  };
  readonly logger: Logger;
  /** Without them nothing is served at /webhooks. */
  readonly webhooks?: WebhookParts;
  /** False keeps /readyz at 503; without it the hub is ready as soon as it listens. */
  readonly ready?: () => boolean | Promise<boolean>;
  /** Without it nothing is measured, and /metrics is not served. */
  readonly metrics?: MeteringParts;
  readonly observers?: readonly ApolloServerPlugin<RequestContext>[];
}

export interface HubServer {
  readonly url: string;
  readonly wsUrl: string;
  /** How many compiled plans are held now. */
  plans(): number;
  /** How many clients have a subscription now, and how many groups of them share executions. */
  streams(): ReturnType<Streaming['counts']>;
  /** Finishes what is being answered, closes every socket and stops listening. */
  close(): Promise<void>;
}

/** How often idle connections are closed while the server closes. */
const idleSweepMs = 100;

/** From this length an answer is worth turning into bytes before it waits for the socket. */
const longText = 16 * 1024;

/**
 * A long answer leaves the heap as soon as it is made: as text it would outlive a young collection while it waits for the socket,
 * and the old generation would grow by every answer under way.
 */
const asBytes: onSendHookHandler = (_request, _reply, payload, done) =>
  done(null, typeof payload === 'string' && payload.length >= longText ? Buffer.from(payload) : payload);

/**
 * Serves the graph over HTTP and WebSocket at /graphql, the console at / and below, streams at /graphql/stream, webhooks at /webhooks,
 * /livez and /readyz. Throws when it cannot listen.
 */
export async function createServer(parts: ServerParts): Promise<HubServer> {
  const { hubs, access, logger, ready = () => true } = parts;
  const observers = [...(recordsSpans() ? [tracedOperations] : []), ...(parts.observers ?? [])];
  const config = { ...defaults, ...parts.config.http };

  const gate = createGate(loadSchemas(), parts.config.production ?? false);
  const desk = errorDesk(logger);
  const reads = sensitiveReads(gate.schemas.guarded, desk);
  const { plans } = config;
  const limits: Limits = { ...usualLimits, ...parts.config.limits };
  const { maxTokens, maxBodyBytes } = limits;
  const rules = [documentLimit(limits), unconditionalRoot];
  const rates = createRates(limits);
  const trustedOnly = parts.config.operations?.trustedOnly ?? parts.config.production ?? false;
  const bounds = createBounds(gate.schemas.guarded, { limits, rates, trustedOnly });
  const admit = createAdmission(access, rates, config.behindTls);
  const apollo = await startApollo({
    gate,
    bounds,
    desk,
    logger,
    maxTokens,
    rules,
    plans,
    observers: [...observers, reads.plugin],
  });
  const context = (caller: Caller, headers: IncomingHttpHeaders): RequestContext =>
    new RequestContext(
      hubFor(hubs, caller),
      caller,
      new Date().toISOString().slice(0, 10),
      headers['x-correlation-id'],
    );
  const callers = new WeakMap<FastifyRequest, Caller>();

  const tls = config.tls ? openTls(config.tls) : null;
  const transport = transportOptions(limits);
  const secure = securityHeaders(tls !== null || config.behindTls);
  const fastify = Fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    ...replyUnreadable(desk, secure),
    ...transport.fastify,
    ...(tls ? { https: { ...transport.node, ...tls.options } } : { http: transport.node }),
  }) as FastifyInstance;
  secureHeaders(fastify, secure);
  if (access.ownNameOnly) refuseOtherNames(fastify, desk);
  allowOrigins(fastify, config.corsOrigins);
  fastify.server.maxConnections = limits.maxConnections;
  replyErrors(fastify, desk);
  if (parts.metrics) serveMetrics(fastify, parts.metrics);
  if (recordsSpans()) traceRequests(fastify);
  const handler = fastifyApolloHandler(timedServer(apollo.server, limits.operationTimeoutMs, desk), {
    context: async (request) => context(callers.get(request)!, request.headers),
  });
  let closing = false;
  const letGo: onSendHookHandler = (_request, reply, payload, done) => {
    // Who is answered while the server closes must not send the next request over the same connection.
    if (closing) void reply.header('connection', 'close');
    done(null, payload);
  };
  fastify.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    onRequest: (request, _reply, done) => {
      const enter = (caller: Caller): void => {
        callers.set(request, caller);
        rates.request(caller);
      };
      settled(() => admit(request.raw), enter, done);
    },
    preHandler: (request, _reply, done) => {
      const hub = hubs.get(callers.get(request)!.principal.tenant)!;
      settled(
        () => undefined,
        () => resolveDocument(request, (given) => bounds.text(given, { hub })),
        done,
      );
    },
    handler,
    onSend: [tellRates(rates, callers), letGo, asBytes],
  });
  fastify.get('/livez', async () => 'alive\n');
  fastify.get('/readyz', async (_request, reply) =>
    (await ready()) ? 'ready\n' : reply.code(503).send('not ready\n'),
  );
  serveSignIn(fastify, signInOf(parts.config));
  serveConsole(fastify, config.pages, signInOrigins(parts.config));
  if (parts.webhooks) serveWebhooks(fastify, parts.webhooks, logger);
  const streaming = serveSubscriptions(fastify, {
    reads,
    gate,
    desk,
    logger,
    maxTokens,
    maxBytes: maxBodyBytes,
    rules,
    limits: parts.config.streams,
    access,
    admit,
    bounds,
    isReader: originCheck(config.corsOrigins),
    initTimeoutMs: parts.config.access?.initTimeoutMs ?? 3000,
    context,
  });

  await fastify.listen({ host: config.host, port: config.port });
  const { address, family, port } = fastify.server.address() as AddressInfo;
  const authority = `${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  const url = `http${tls ? 's' : ''}://${authority}`;
  const endTls = tls?.follow(fastify.server as unknown as Server, logger);
  logger.info({ url }, 'serving the graph');
  return {
    url,
    wsUrl: `ws${tls ? 's' : ''}://${authority}/graphql`,
    plans: apollo.plans,
    streams: streaming.counts,
    async close() {
      endTls?.();
      await streaming.close();
      // A connection that was busy when the server began to close is idle later, and would be waited for until the client lets go of it.
      closing = true;
      const sweep = setInterval(() => fastify.server.closeIdleConnections(), idleSweepMs);
      await fastify.close();
      clearInterval(sweep);
      await apollo.server.stop();
    },
  };
}

/** Does the second part of some work with what the first one gives, at once where that is no promise, and says how it ended. */
function settled<T>(
  first: () => T | Promise<T>,
  second: (given: T) => void,
  done: (error?: Error) => void,
): void {
  const finish = async (given: Promise<T>): Promise<void> => {
    let failure: Error | undefined;
    try {
      second(await given);
    } catch (error) {
      failure = error as Error;
    }
    done(failure);
  };
  let failure: Error | undefined;
  try {
    const given = first();
    if (given instanceof Promise) return void finish(given);
    second(given);
  } catch (error) {
    failure = error as Error;
  }
  return done(failure);
}

/** The hub of the caller's tenant, narrowed to the rows that the caller may see; whoever may see all pays nothing. */
function hubFor(hubs: ServerParts['hubs'], { principal, rights }: Caller): Hub {
  const hub = hubs.get(principal.tenant)!;
  return rights.scope ? hub.within(rights.scope) : hub;
}
