import type { ProblemCode } from '../../canonical/problem.ts';
import { isList, numberText, type Json } from '../http/json.ts';
import type { Answer, Outcome } from '../http/policy.ts';

/** One error as Salesforce reports it. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
  /** The first of the fields it is about. */
  readonly field: string | undefined;
}

/** The first entry of the array in which Salesforce reports errors, of a call or of a part of one. */
export function errorIn(body: Json | undefined): ApiError | undefined {
  const first = isList(body) ? body[0] : undefined;
  if (typeof first !== 'object' || first === null || isList(first)) return undefined;
  const { errorCode, message, fields } = first;
  if (typeof errorCode !== 'string') return undefined;
  const field = isList(fields) ? fields[0] : undefined;
  return {
    code: errorCode,
    // The last line is the reason; the lines before it quote the query, which may hold personal data.
    message: typeof message === 'string' ? (message.split('\n').at(-1) ?? '') : '',
    field: typeof field === 'string' && field !== '' ? field : undefined,
  };
}

/** An error in the vendor's words. */
export function wordsOf({ code, message }: ApiError): string {
  return `${code} ${message}`.trim();
}

/** What passes by itself; of a write, nothing of it was done. */
const passing = new Set(['UNABLE_TO_LOCK_ROW', 'QUERY_TIMEOUT']);
/** Our own field lists are the contract: a name that no longer exists (or is hidden from us) is drift, not a bad request. */
const drifting = new Set(['INVALID_FIELD', 'INVALID_TYPE']);

/** What a failure means that has the same meaning wherever it comes; undefined for a plain refusal. */
export function meaningOf(
  status: number,
  error: ApiError | undefined,
  limitPauseMs: number,
): Outcome | undefined {
  if (status === 300) return { is: 'rejected', message: 'the external id is not unique' };
  if (error === undefined) return undefined;
  const message = wordsOf(error);
  if (error.code === 'REQUEST_LIMIT_EXCEEDED') {
    // The limit on calls that run at the same time passes by itself; the daily one does not, and no header says when.
    return error.message.startsWith('Concurrent')
      ? { is: 'throttled', message }
      : { is: 'throttled', message, afterMs: limitPauseMs };
  }
  if (passing.has(error.code)) return { is: 'retryable', message, outcome: 'NOT_APPLIED' };
  if (error.code === 'SERVER_UNAVAILABLE') return { is: 'retryable', message };
  if (!drifting.has(error.code)) return undefined;
  const name = /(?:column|relationship|type) '(\w+)'/.exec(error.message)?.[1];
  return { is: 'drifted', message, ...(name !== undefined && { path: name }) };
}

/** The refusals that the hub has a word for. Source: SOAP API guide, "Core Data Types", StatusCode. */
const codes: Readonly<Record<string, ProblemCode>> = {
  FAILED_ACTIVATION: 'TERMS_INVALID',
  NUMBER_OUTSIDE_VALID_RANGE: 'TERMS_INVALID',
  // A record that waits for an approval is locked for everybody else.
  ENTITY_IS_LOCKED: 'APPROVAL_REQUIRED',
};

/** The code and the field of a refusal, where there are any. */
export function refusalOf(error: ApiError | undefined): {
  readonly code?: ProblemCode;
  readonly path?: string;
} {
  if (error === undefined) return {};
  const code = Object.hasOwn(codes, error.code) ? codes[error.code] : undefined;
  return { ...(code && { code }), ...(error.field !== undefined && { path: error.field }) };
}

/**
 * The part of a composite call that failed, the one for which the others were halted; undefined when all went well, or when the answer is
 * none that can be read.
 */
export function failureIn(
  answer: Answer,
): { readonly status: number; readonly error: ApiError | undefined } | undefined {
  let body: Json;
  try {
    body = answer.json();
  } catch {
    return undefined;
  }
  const list =
    typeof body === 'object' && body !== null && !isList(body) ? body.compositeResponse : undefined;
  if (!isList(list)) return undefined;
  const failed = list.flatMap((each) => {
    if (typeof each !== 'object' || each === null || isList(each)) return [];
    const status = Number(numberText(each.httpStatusCode));
    return status >= 200 && status < 300 ? [] : [{ status, error: errorIn(each.body) }];
  });
  return failed.find(({ error }) => error?.code !== 'PROCESSING_HALTED') ?? failed[0];
}
