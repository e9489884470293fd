import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { ApolloServerPlugin } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, type FastifyRequest, type onSendHookHandler } from 'fastify';
import type { Logger } from 'pino';
import type { Hub } from '../context.ts';
import { type Access, bearerOf, type Caller } from './access.ts';
import { startApollo } from './apollo.ts';
import { errorDesk } from './errors.ts';
import { replyErrors } from './faults.ts';
import { serveFiles } from './files.ts';
import { depthLimit, fieldLimit } from './limits.ts';
import type { OutletLimits } from './outlet.ts';
import { RequestContext } from './request.ts';
import { loadSchema } from './schema.ts';
import { serveSubscriptions } from './streaming.ts';
import { unconditionalRoot } from './unconditional.ts';
import { serveWebhooks, type WebhookParts } from './webhooks.ts';

/** How the hub is reached. Whatever is left out has the default below. */
export interface HttpConfig {
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly maxBodyBytes?: number;
  readonly maxTokens?: number;
  readonly maxDepth?: number;
  /** The most fields of an operation, and of its root; those of a fragment count wherever it is spread. */
  readonly maxFields?: number;
  readonly maxRootFields?: number;
  /** How many compiled plans are held; 0 runs every query on graphql-js. */
  readonly plans?: number;
  /** Where the API explorer was built. */
  readonly graphiql?: string;
}

const defaults = {
  host: '127.0.0.1',
  port: 4000,
  maxBodyBytes: 256 * 1024,
  maxTokens: 4000,
  maxDepth: 24,
  maxFields: 2000,
  maxRootFields: 500,
  plans: 500,
  graphiql: join(import.meta.dirname, '../../dist/graphiql'),
};

export interface ServerParts {
  /** The hub of each tenant, by its name. */
  readonly hubs: ReadonlyMap<string, Hub>;
  readonly access: Access;
  /** The hub's configuration; only these are read. */
  readonly config: { readonly http: HttpConfig; readonly streams?: Partial<OutletLimits> };
  readonly logger: Logger;
  /** Without them nothing is served at /webhooks. */
  readonly webhooks?: WebhookParts;
  /** False keeps /readyz at 503; without it the hub is ready as soon as it listens. */
  readonly ready?: () => boolean | Promise<boolean>;
  readonly observers?: readonly ApolloServerPlugin<RequestContext>[];
}

export interface HubServer {
  readonly url: string;
  readonly wsUrl: string;
  /** How many compiled plans are held now. */
  plans(): number;
  /** How many clients have a subscription now, and how many groups of them share executions. */
  streams(): { readonly clients: number; readonly groups: number };
  /** Finishes what is being answered, closes every socket and stops listening. */
  close(): Promise<void>;
}

/** From this length an answer is worth turning into bytes before it waits for the socket. */
const longText = 16 * 1024;

/**
 * A long answer leaves the heap as soon as it is made: as text it would outlive a young collection while it waits for the socket,
 * and the old generation would grow by every answer under way.
 */
const asBytes: onSendHookHandler = (_request, _reply, payload, done) =>
  done(null, typeof payload === 'string' && payload.length >= longText ? Buffer.from(payload) : payload);

/**
 * Serves the graph over HTTP and WebSocket at /graphql, the API explorer at /graphiql, streams at /graphql/stream, webhooks at /webhooks,
 * /livez and /readyz. Throws when it cannot listen.
 */
export async function createServer(parts: ServerParts): Promise<HubServer> {
  const { hubs, access, logger, ready = () => true, observers } = parts;
  const config = { ...defaults, ...parts.config.http };

  const schema = loadSchema();
  const desk = errorDesk(logger);
  const { maxTokens, maxBodyBytes, plans } = config;
  const rules = [
    depthLimit(config.maxDepth),
    fieldLimit(config.maxFields, config.maxRootFields),
    unconditionalRoot,
  ];
  const apollo = await startApollo({ schema, desk, logger, maxTokens, rules, plans, observers });
  const context = (caller: Caller, headers: IncomingHttpHeaders): RequestContext =>
    new RequestContext(
      hubs.get(caller.principal.tenant)!,
      caller,
      new Date().toISOString().slice(0, 10),
      headers['x-correlation-id'],
    );
  const callers = new WeakMap<FastifyRequest, Caller>();

  const fastify: FastifyInstance = Fastify({ logger: false, bodyLimit: maxBodyBytes });
  replyErrors(fastify, desk);
  const handler = fastifyApolloHandler(apollo.server, {
    context: async (request) => context(callers.get(request)!, request.headers),
  });
  fastify.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    onRequest: async (request) => {
      callers.set(request, await access.admit(bearerOf(request.headers.authorization)));
    },
    handler,
    onSend: asBytes,
  });
  fastify.get('/livez', async () => 'alive\n');
  fastify.get('/readyz', async (_request, reply) =>
    (await ready()) ? 'ready\n' : reply.code(503).send('not ready\n'),
  );
  fastify.get('/', async (_request, reply) => reply.redirect('/graphiql'));
  serveFiles(fastify, '/graphiql', config.graphiql);
  if (parts.webhooks) serveWebhooks(fastify, parts.webhooks, logger);
  const streaming = serveSubscriptions(fastify, {
    schema,
    desk,
    logger,
    maxTokens,
    maxBytes: maxBodyBytes,
    rules,
    limits: parts.config.streams,
    access,
    context,
  });

  await fastify.listen({ host: config.host, port: config.port });
  const { address, family, port } = fastify.server.address() as AddressInfo;
  const authority = `${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  const url = `http://${authority}`;
  logger.info({ url }, 'serving the graph');
  return {
    url,
    wsUrl: `ws://${authority}/graphql`,
    plans: apollo.plans,
    streams: streaming.counts,
    async close() {
      await streaming.close();
      await fastify.close();
      await apollo.server.stop();
    },
  };
}
