import { isList, numberText, type Json } from '../http/json.ts';
import {
  classifyStatus,
  retryAfterMs,
  type Answer,
  type Call,
  type Outcome,
  type VendorPolicy,
} from '../http/policy.ts';
import { reader } from '../http/reader.ts';
import type { Quota } from '../source.ts';
import { refusalOf } from './refusal.ts';

/** Why Zuora refused, in whichever of its shapes it said so. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** The header under which Zuora keeps the answer to a POST for 24 hours. */
export const keyHeader = 'idempotency-key';
/** Last two digits of an eight-digit code. Source: developer.zuora.com/docs/guides/error-handling. */
const passing = new Set(['50', '61', '99']);
const throttling = new Set(['70']);
/** Passing failures that come before anything is done; of the others (an integration, the inside of Zuora) that is not known. */
const before = new Set(['50', '61', '70']);
const internal = new Set(['60']);
const absent = new Set(['40']);
const unauthenticated = new Set(['11']);
const badParameter = new Set(['21', '23', '27']);
/** How long to leave a write that is still under way alone. */
const inFlightMs = 2_000;
/** Codes of older operations, which are words. */
const words: Readonly<Record<string, string>> = {
  LOCK_COMPETITION: '50',
  TEMPORARY_ERROR: '61',
  REQUEST_EXCEEDED_LIMIT: '70',
  REQUEST_EXCEEDED_RATE: '70',
  INVALID_SESSION: '11',
};

/**
 * What Zuora's answers mean: failures come as HTTP 200 with `success: false` and eight-digit codes. Several reasons may come
 * at once, and the call is repeated only when all of them may pass.
 */
export function zuoraPolicy(inForce: () => Readonly<Record<string, string>>, version: string): VendorPolicy {
  return {
    system: 'BILLING',
    classify,
    headers: { 'zuora-version': version },
    limits: { concurrency: 20 },
    retry: { attempts: 4, baseMs: 300, capMs: 10_000 },
    quotas,
    login: async (send) => {
      const { clientId = '', clientSecret = '' } = inForce();
      const form = new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'client_credentials',
      });
      const answer = await send({
        method: 'POST',
        path: '/oauth/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
      });
      const row = reader(answer.json(), 'POST /oauth/token');
      return {
        headers: { authorization: `Bearer ${row.text('access_token')}` },
        expiresInMs: row.integer('expires_in') * 1000,
      };
    },
  };
}

/** The reasons of a failure; undefined when the body is not one. */
export function reasonsOf(json: Json): readonly Reason[] | undefined {
  if (typeof json !== 'object' || json === null || isList(json)) return undefined;
  const body: { readonly [name: string]: Json } = json;
  const list = body.reasons ?? body.Errors;
  if (isList(list)) return list.map(reasonOf);
  const failed = body.success === false || body.Success === false;
  if (failed || 'error' in body) return [reasonOf(body.error ?? body)];
  return undefined;
}

function reasonOf(json: Json): Reason {
  const entry: { readonly [name: string]: Json } =
    typeof json === 'object' && json !== null && !isList(json) ? json : {};
  const said = (value: Json | undefined): string =>
    numberText(value) ?? (typeof value === 'string' ? value : '');
  return {
    code: said(entry.code ?? entry.Code) || 'unknown',
    message: said(entry.message ?? entry.Message) || 'no reason given',
  };
}

/** The category of a reason, two digits. */
function categoryOf(reason: Reason): string {
  return words[reason.code] ?? (/^\d{8}$/.test(reason.code) ? reason.code.slice(-2) : '');
}

/** True when the reasons are only about the query's parameters: which expands and fields a tenant supports is found out by asking. */
export function aboutParameters(reasons: readonly Reason[]): boolean {
  return reasons.length > 0 && reasons.every((each) => badParameter.has(categoryOf(each)));
}

/** The reasons as one sentence. */
export function sentence(reasons: readonly Reason[]): string {
  return reasons.map((each) => `${each.message} (${each.code})`).join('; ');
}

/** True when the reasons say that there is no such record. */
export function aboutAbsence(reasons: readonly Reason[]): boolean {
  return reasons.length > 0 && reasons.every((each) => absent.has(categoryOf(each)));
}

function classify(answer: Answer, call: Call): Outcome {
  const { status } = answer;
  const byStatus = classifyStatus(answer);
  if (status === 401 || status === 429 || status >= 500) return byStatus;
  if (status >= 300 && status < 400) return byStatus;
  const reasons = byStatus.is === 'ok' ? reasonsOf(answer.json()) : reasonsIfJson(answer);
  if (call.headers?.[keyHeader] !== undefined) {
    const underKey = keyed(status, reasons);
    if (underKey) return underKey;
  }
  if (reasons === undefined) return byStatus;
  const all = (set: ReadonlySet<string>): boolean => reasons.every((each) => set.has(categoryOf(each)));
  const message = sentence(reasons);
  const afterMs = retryAfterMs(answer);
  if (all(throttling)) return { is: 'throttled', afterMs, message };
  if (all(new Set([...passing, ...throttling])))
    return { is: 'retryable', afterMs, message, outcome: all(before) ? 'NOT_APPLIED' : 'UNKNOWN' };
  if (all(unauthenticated)) return { is: 'auth-expired', message };
  // The reader of an object query decides: another way to ask may exist.
  if (call.path.startsWith('/object-query/') && aboutParameters(reasons)) return { is: 'ok' };
  // And the reader of one record by its number, where that it does not exist is an answer.
  if (call.method === 'GET' && call.path.startsWith('/v1/') && aboutAbsence(reasons)) return { is: 'ok' };
  return {
    is: 'rejected',
    message,
    ...(all(internal) && { outcome: 'UNKNOWN' }),
    ...(call.path.startsWith('/v1/orders') && refusalOf(reasons, categoryOf)),
  };
}

/** What an answer says of the key that was sent. Source: developer.zuora.com/docs/guides/idempotent-requests. */
function keyed(status: number, reasons: readonly Reason[] | undefined): Outcome | undefined {
  const said = reasons ? `: ${sentence(reasons)}` : '';
  if (status === 409)
    return { is: 'retryable', afterMs: inFlightMs, message: `the same write is still under way${said}` };
  if (status === 422)
    return {
      is: 'rejected',
      code: 'INTERNAL',
      message: `another body was sent under this idempotency key before, which is a fault of the hub${said}`,
      outcome: 'UNKNOWN',
    };
  return undefined;
}

function reasonsIfJson(answer: Answer): readonly Reason[] | undefined {
  try {
    return reasonsOf(answer.json());
  } catch {
    return undefined;
  }
}

function quotas(answer: Answer): readonly Quota[] {
  const quota = (name: string, prefix: string, resets: boolean): Quota[] => {
    const limit = Number(answer.header(`${prefix}-limit`) ?? NaN);
    const remaining = Number(answer.header(`${prefix}-remaining`) ?? NaN);
    const seconds = Number(answer.header(`${prefix}-reset`) ?? NaN);
    if (Number.isNaN(limit) || Number.isNaN(remaining)) return [];
    const resetAt =
      resets && !Number.isNaN(seconds) ? new Date(Date.now() + seconds * 1000).toISOString() : null;
    return [{ name, used: limit - remaining, limit, resetAt }];
  };
  return [
    ...quota('concurrent calls', 'concurrency-limit', false),
    ...quota('calls per minute', 'rate-limit', true),
  ];
}
