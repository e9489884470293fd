import { z } from 'zod';
import type { SystemKind } from '../../canonical/kind.ts';
import type { ProblemCode, ProblemDetail } from '../../canonical/problem.ts';
import type { Quota } from '../source.ts';
import type { Json } from './json.ts';

/** One request to a vendor, without what the layer adds (credentials, limits, retries). */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root of the account's origin, without the query string. */
  readonly path: string;
  /** Encoded by the layer; values are kept out of errors and logs. */
  readonly query?: URLSearchParams | readonly (readonly [string, string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** May the call be repeated after an unknown outcome? GET is; a POST that only reads must say so. What is not safe is a write. */
  readonly safe?: boolean;
  /** Texts of the body that name a person: the vendor's words are told without them. */
  readonly personal?: readonly string[];
}

/** Whether a write that failed may have had its effect all the same. */
export type WriteOutcome = NonNullable<ProblemDetail['outcome']>;

/** What came back, body complete. */
export interface Answer {
  readonly status: number;
  /** A response header by its lower-case name. */
  header(name: string): string | undefined;
  readonly text: string;
  /** The body as JSON with number texts, parsed once; throws SOURCE_DRIFTED. */
  json(): Json;
}

/** Of a write, for every kind of answer but `ok`. */
interface Effect {
  /** What the vendor's answer says of the effect, where the rule does not hold (see `Outcome`). */
  readonly outcome?: WriteOutcome;
}

/**
 * What an answer means. HTTP status alone does not say: Zuora fails inside 200, Salesforce limits with 403. The rule for the effect of a
 * write: none when it was throttled, refused or not admitted; unknown when the source stumbled, or when its answer makes no sense, unless
 * the status is 4xx.
 */
export type Outcome =
  | { readonly is: 'ok' }
  /** A passing trouble of the source; the same call may succeed. */
  | ({ readonly is: 'retryable'; readonly afterMs?: number; readonly message?: string } & Effect)
  /** The account's limit; `all` (default when `afterMs` is given) holds the other calls of the instance back as well. */
  | { readonly is: 'throttled'; readonly afterMs?: number; readonly message?: string; readonly all?: boolean }
  | { readonly is: 'auth-expired'; readonly message?: string }
  /** The source will not do it. `code` where the refusal is one that the hub has a word for (else SOURCE_REJECTED); `path` names the field. */
  | ({
      readonly is: 'rejected';
      readonly message: string;
      readonly code?: ProblemCode;
      readonly path?: string;
    } & Effect)
  | ({ readonly is: 'drifted'; readonly message: string; readonly path?: string } & Effect);

/** What a login gives. */
export interface Token {
  /** Added to every request, for example `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lifetime; the token is renewed a little before its end. Unknown: renewed when the vendor says so. */
  readonly expiresInMs?: number;
  /** The origin that the login names for further calls; used only when `VendorPolicy.allowsOrigin` says yes. */
  readonly origin?: string;
  /** What a protocol beside HTTP needs of the login, by the vendor's names. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** Sends one request past limiter, breaker and credentials; for logins. Throws `Problem` unless 2xx. */
export type Send = (call: Call) => Promise<Answer>;

export interface Limits {
  readonly concurrency?: number;
  readonly perSecond?: number;
  readonly perMinute?: number;
  /** Calls in any 24 hours. */
  readonly perDay?: number;
}

/** What is different between vendors, as data and small functions. */
export interface VendorPolicy {
  readonly system: SystemKind;
  classify(answer: Answer, call: Call): Outcome;
  /** Omitted: no login, `headers` carry the credentials. */
  login?(send: Send): Promise<Token>;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further origins that a login may name; by default none. */
  allowsOrigin?(origin: string): boolean;
  /** The vendor's limits where the configuration does not set its own. */
  readonly limits: Limits & { readonly concurrency: number };
  /** Full jitter over base x 2^n up to the cap. Attempts count the first; the bulk lane has twice as many. */
  readonly retry: { readonly attempts: number; readonly baseMs: number; readonly capMs: number };
  /** Allowances told in the headers of an answer. */
  quotas?(answer: Answer): readonly Quota[];
}

/** Options that every vendor's connector accepts; a vendor's own schema extends this one. */
export const httpOptions = z.object({
  /** Failures in a row that open the circuit. */
  breakerFailures: z.int().positive().default(5),
  /** How long the circuit stays open before one call may try. */
  breakerOpenMs: z.int().positive().default(5_000),
  /** How long one call of the bulk lane may take in all. */
  bulkDeadlineMs: z.int().positive().default(60_000),
  /**
   * How long a write may wait to be sent, and how long it may take from then on. An ERP takes ten seconds and more; a write that is given up
   * too early is one of which nobody knows what became of it.
   */
  writeDeadlineMs: z.int().positive().default(30_000),
  /** How long a login may take. */
  loginTimeoutMs: z.int().positive().default(10_000),
  /** Longer answers are refused. */
  maxResponseBytes: z
    .int()
    .positive()
    .default(32 * 1024 * 1024),
});

/** What HTTP itself says of an answer: the base of a vendor's `classify`. */
export function classifyStatus(answer: Answer, now: number = Date.now()): Outcome {
  const { status } = answer;
  const afterMs = retryAfterMs(answer, now);
  if (status >= 200 && status < 300) return { is: 'ok' };
  if (status >= 300 && status < 400)
    return { is: 'drifted', message: `a redirect (HTTP ${status}), which is not followed` };
  if (status === 401) return { is: 'auth-expired' };
  if (status === 429) return { is: 'throttled', afterMs, message: 'HTTP 429' };
  if (status === 408 || status >= 500) return { is: 'retryable', afterMs, message: `HTTP ${status}` };
  return { is: 'rejected', message: `HTTP ${status}` };
}

/** Retry-After as milliseconds from now, given in seconds or as an HTTP date; undefined when absent or unreadable. */
export function retryAfterMs(answer: Answer, now: number = Date.now()): number | undefined {
  const value = answer.header('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
