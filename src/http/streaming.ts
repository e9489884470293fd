import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Access, Caller } from './access.ts';
import { type DocumentLimits, documentReader } from './documents.ts';
import type { ErrorDesk } from './errors.ts';
import { createFanout, type Fanout } from './fanout.ts';
import type { OutletLimits } from './outlet.ts';
import { createRendering } from './rendering.ts';
import type { RequestContext } from './request.ts';
import { serveSocket } from './socket.ts';
import { serveStreams } from './sse.ts';

export interface StreamingParts extends DocumentLimits {
  readonly schema: GraphQLSchema;
  readonly desk: ErrorDesk;
  readonly logger: Logger;
  readonly maxBytes: number;
  /** How much may wait for one client. */
  readonly limits?: Partial<OutletLimits>;
  readonly access: Access;
  readonly context: (caller: Caller, headers: IncomingHttpHeaders) => RequestContext;
}

/** The subscriptions that are being served. */
export interface Streaming {
  readonly counts: Fanout['counts'];
  /** Closes every socket and breaks every event stream, so that clients go on elsewhere. */
  close(): Promise<void>;
}

const defaults: OutletLimits = { maxQueued: 1000, maxQueuedBytes: 4 * 1024 * 1024 };

/** Serves subscriptions over sockets and event streams, both from the same executions. */
export function serveSubscriptions(fastify: FastifyInstance, parts: StreamingParts): Streaming {
  const { schema, desk, logger, maxBytes, access, context } = parts;
  const rendering = createRendering(desk, (caller) => context(caller, {}));
  const fanout = createFanout(rendering);
  const shared = {
    prepare: documentReader(schema, parts),
    fanout,
    rendering,
    limits: { ...defaults, ...parts.limits },
    desk,
    logger,
    access,
    context,
  };
  const breakStreams = serveStreams(fastify, shared);
  const closeSockets = serveSocket(fastify.server, { ...shared, maxBytes });
  return {
    counts: fanout.counts,
    async close() {
      breakStreams();
      await closeSockets();
    },
  };
}
