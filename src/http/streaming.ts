import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Access, Caller } from './access.ts';
import type { Admit } from './admission.ts';
import { type Gate, gated } from './authorise.ts';
import { bounded, type Bounds } from './bounds.ts';
import { type DocumentLimits, documentReader } from './documents.ts';
import type { ErrorDesk } from './errors.ts';
import { createFanout, type Fanout } from './fanout.ts';
import type { OutletLimits, Tally } from './outlet.ts';
import type { OriginCheck } from './origin.ts';
import type { SensitiveReads } from './reads.ts';
import { createRendering } from './rendering.ts';
import type { RequestContext } from './request.ts';
import { serveSocket } from './socket.ts';
import { serveStreams } from './sse.ts';
import { timedRendering } from './timeout.ts';

export interface StreamingParts extends DocumentLimits {
  readonly gate: Gate;
  readonly desk: ErrorDesk;
  readonly reads: SensitiveReads;
  readonly logger: Logger;
  readonly maxBytes: number;
  /** How much may wait for one client. */
  readonly limits?: Partial<OutletLimits>;
  readonly access: Access;
  readonly admit: Admit;
  readonly bounds: Bounds;
  /** Which pages may open sockets and streams. */
  readonly isReader: OriginCheck;
  /** How long a socket may take until it has said and proved who it is. */
  readonly initTimeoutMs: number;
  readonly context: (caller: Caller, headers: IncomingHttpHeaders) => RequestContext;
}

/** The subscriptions that are being served. */
export interface Streaming {
  readonly counts: () => ReturnType<Fanout['counts']> & Readonly<Tally>;
  /** Closes every socket and breaks every event stream, so that clients go on elsewhere. */
  close(): Promise<void>;
}

const defaults: OutletLimits = { maxQueued: 1000, maxQueuedBytes: 4 * 1024 * 1024 };

/** Serves subscriptions over sockets and event streams, both from the same executions. */
export function serveSubscriptions(fastify: FastifyInstance, parts: StreamingParts): Streaming {
  const { gate, desk, logger, maxBytes, access, isReader, initTimeoutMs, context } = parts;
  const { admit, bounds } = parts;
  const contextOf = (caller: Caller): RequestContext => context(caller, {});
  const rendering = timedRendering(
    createRendering(desk, contextOf, parts.reads),
    bounds.limits.operationTimeoutMs,
    contextOf,
  );
  const read = documentReader(gate.schemas.guarded, parts);
  const fanout = createFanout(rendering);
  const tally: Tally = { queued: 0, dropped: 0 };
  const shared = {
    prepare: gated(gate, bounded(bounds, read, false)),
    rates: bounds.rates,
    fanout,
    rendering,
    limits: { ...defaults, ...parts.limits, tally },
    desk,
    logger,
    access,
    admit,
    isReader,
    reads: parts.reads,
    context,
  };
  const breakStreams = serveStreams(fastify, shared);
  const closeSockets = serveSocket(fastify.server, {
    ...shared,
    prepare: gated(gate, bounded(bounds, read, true)),
    bounds: bounds.limits,
    maxBytes,
    initTimeoutMs,
  });
  return {
    counts: () => ({ ...fanout.counts(), ...tally }),
    async close() {
      breakStreams();
      await closeSockets();
    },
  };
}
