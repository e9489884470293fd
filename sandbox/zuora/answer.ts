import { randomBytes, randomUUID } from 'node:crypto';
import { rawNumber } from '../kit/json.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';

/** One entry of `reasons`: an eight-digit code, whose last two digits are the category, and a sentence. */
export interface Reason {
  readonly code: number;
  readonly message: string;
}

/** Categories of a reason code. Source: developer.zuora.com/docs/guides/error-handling. */
export const category = {
  auth: 11,
  invalidValue: 20,
  unknownField: 21,
  missingField: 22,
  queryParameter: 23,
  businessRule: 30,
  notFound: 40,
  unsupported: 45,
  lockContention: 50,
  internal: 60,
  tooManyRequests: 70,
  malformed: 90,
} as const;

/** A refusal that a handler throws; answered in Zuora's shape. */
export class Refusal extends Error {
  readonly status: number;
  readonly reason: Reason;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.reason = { code, message };
  }
}

/** A code of the object query API (resource 534000) with a category. */
export function queryCode(kind: keyof typeof category): number {
  return 53_400_000 + category[kind];
}

/** A code of the accounts resource (500000) with a category. */
export function accountCode(kind: keyof typeof category): number {
  return 50_000_000 + category[kind];
}

/** A success of the classic REST API: the members and `success: true`. */
export function success(body: Readonly<Record<string, unknown>>): SimResponse {
  return { status: 200, body: JSON.stringify({ ...body, success: true }) };
}

/** Any JSON answer. */
export function json(body: unknown, status = 200): SimResponse {
  return { status, body: JSON.stringify(body) };
}

/** A failure as Zuora tells it; most of them arrive with HTTP 200. */
export function failure(status: number, reasons: readonly Reason[]): SimResponse {
  const body = {
    success: false,
    processId: randomBytes(8).toString('hex').toUpperCase(),
    reasons,
    requestId: randomUUID(),
  };
  return { status, body: JSON.stringify(body), note: { outcome: status === 429 ? 'THROTTLED' : 'REJECTED' } };
}

/** A decimal column as the JSON number Zuora would print: at least one decimal, no trailing zeros, exact. */
export function number(text: string): object {
  const [whole, fraction = ''] = text.split('.');
  return rawNumber(`${whole}.${fraction.replace(/0+$/, '') || '0'}`);
}

/** The headers every answer bears; the limits are those of the tenant. */
export function withHeaders(sim: Sim, request: SimRequest, answer: SimResponse, limits: Limits): SimResponse {
  const track = request.headers['zuora-track-id'];
  return {
    ...answer,
    headers: {
      'zuora-request-id': randomUUID(),
      ...(track && { 'zuora-track-id': track }),
      'concurrency-limit-type': limits.type,
      'concurrency-limit-limit': String(limits.concurrency),
      'concurrency-limit-remaining': String(Math.max(0, limits.concurrency - sim.inFlight())),
      'rate-limit-limit': String(limits.perMinute),
      'rate-limit-remaining': String(Math.max(0, limits.perMinute - limits.spent)),
      'rate-limit-reset': String(60 - (Math.floor(sim.now() / 1000) % 60)),
      ...answer.headers,
    },
  };
}

/** What the tenant allows now, for the headers. */
export interface Limits {
  readonly type: 'Default' | 'ObjectQuery';
  readonly concurrency: number;
  readonly perMinute: number;
  readonly spent: number;
}
