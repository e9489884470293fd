import type { Limits } from '../canonical/limits.ts';

/** How often Node looks for requests that take too long, at most. */
const lookEveryMs = 5000;

/** How a server treats connections that are slow or still: Fastify's options, and those of Node's server. */
export function transportOptions(limits: Limits) {
  const { headersTimeoutMs, requestTimeoutMs, idleTimeoutMs, operationTimeoutMs } = limits;
  return {
    fastify: {
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: idleTimeoutMs,
      // Nothing is sent while an operation runs.
      connectionTimeout: Math.max(idleTimeoutMs, operationTimeoutMs + 1000),
    },
    node: {
      headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
      connectionsCheckingInterval: Math.min(lookEveryMs, Math.ceil(headersTimeoutMs / 2)),
    },
  };
}
