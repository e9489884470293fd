import type { SimResponse } from '../kit/types.ts';

interface Kind {
  readonly title: string;
  readonly section: string;
}

const kinds: Readonly<Record<number, Kind>> = {
  400: { title: 'Bad Request', section: 'section-15.5.1' },
  401: { title: 'Unauthorized', section: 'section-15.5.2' },
  403: { title: 'Forbidden', section: 'section-15.5.4' },
  404: { title: 'Not Found', section: 'section-15.5.5' },
  405: { title: 'Method Not Allowed', section: 'section-15.5.6' },
  415: { title: 'Unsupported Media Type', section: 'section-15.5.16' },
};

export interface ErrorDetail {
  readonly detail: string;
  readonly 'o:errorCode': string;
  readonly 'o:errorPath'?: string;
  readonly 'o:errorQueryParam'?: string;
  readonly 'o:errorHeader'?: string;
}

/** A refusal in NetSuite's form: an RFC 9457 style object whose cause is in `o:errorDetails`. */
export function refusal(
  status: number,
  detail: ErrorDetail,
  headers: Readonly<Record<string, string>> = {},
): SimResponse {
  const { title, section } = kinds[status]!;
  return {
    status,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=error', ...headers },
    body: JSON.stringify({
      type: `https://www.rfc-editor.org/rfc/rfc9110.html#${section}`,
      title,
      status,
      'o:errorDetails': [detail],
    }),
  };
}

/** Thrown by the record API; carries the answer. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly response: SimResponse;
  constructor(status: number, code: string, detail: string, path?: string) {
    super(detail);
    this.response = refusal(status, {
      detail,
      ...(path === undefined ? {} : { 'o:errorPath': path }),
      'o:errorCode': code,
    });
  }
}

/** 401: no token, an unknown one, or one that ended. */
export function invalidLogin(): SimResponse {
  return refusal(
    401,
    {
      detail:
        'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.',
      'o:errorCode': 'INVALID_LOGIN',
    },
    { 'www-authenticate': 'Bearer error="invalid_token"' },
  );
}

/**
 * The account-wide concurrency limit, in the form that Oracle documents: status 429 under the title "Bad Request",
 * USER_ERROR at the top, the true code in the details, and no Retry-After.
 */
export function concurrencyExceeded(): SimResponse {
  return {
    status: 429,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=error' },
    body: JSON.stringify({
      type: 'https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html',
      title: 'Bad Request',
      status: 429,
      'o:errorCode': 'USER_ERROR',
      'o:errorDetails': [
        {
          detail: 'Concurrent request limit exceeded. Request blocked.',
          'o:errorCode': 'CONCURRENCY_LIMIT_EXCEEDED',
        },
      ],
    }),
    note: { outcome: 'THROTTLED' },
  };
}
