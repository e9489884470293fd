import type { Problem, ProblemCode } from '../canonical/problem.ts';

/** How HTTP says of a whole request what a code says; what is not here is the hub's own fault. */
const statuses: Partial<Record<ProblemCode, number>> = {
  INVALID_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  TOO_MANY_REQUESTS: 429,
  OPERATION_TIMEOUT: 504,
  HUB_UNAVAILABLE: 503,
};

/** The status of an answer that is nothing but a problem. */
export function statusOf({ code }: Problem): number {
  return statuses[code] ?? 500;
}

/** The headers that belong to it. Who sent no token is asked for one; who sent a wrong one is told that (RFC 6750, section 3). */
export function headersOf({ code, detail }: Problem, gaveToken: boolean): Record<string, string> {
  if (code === 'UNAUTHENTICATED')
    return { 'www-authenticate': gaveToken ? 'Bearer error="invalid_token"' : 'Bearer' };
  if (detail.retryAfterMs === undefined) return {};
  return { 'retry-after': String(Math.ceil(detail.retryAfterMs / 1000)) };
}
