import { isList } from '../http/json.ts';
import { classifyStatus } from '../http/policy.ts';
import type { Answer, Outcome, Send, Token, VendorPolicy } from '../http/policy.ts';
import { reader } from '../http/reader.ts';
import type { Quota, SourceConfig } from '../source.ts';

/** The first entry of the array in which Salesforce reports errors; undefined when the body is something else. */
function errorOf(answer: Answer): { readonly code: string; readonly message: string } | undefined {
  try {
    const body = answer.json();
    const first = isList(body) ? body[0] : undefined;
    if (typeof first !== 'object' || first === null || isList(first)) return undefined;
    const { errorCode, message } = first as { readonly errorCode?: unknown; readonly message?: unknown };
    if (typeof errorCode !== 'string') return undefined;
    // The last line is the reason; the lines before it quote the query, which may hold personal data.
    return {
      code: errorCode,
      message: typeof message === 'string' ? (message.split('\n').at(-1) ?? '') : '',
    };
  } catch {
    return undefined;
  }
}

const passing = new Set(['UNABLE_TO_LOCK_ROW', 'QUERY_TIMEOUT', 'SERVER_UNAVAILABLE']);
/** Our own field lists are the contract: a name that no longer exists (or is hidden from us) is drift, not a bad request. */
const drifting = new Set(['INVALID_FIELD', 'INVALID_TYPE']);

/** What an answer of the REST API means: by error code, because limits come as 403 and a doubled external id as 300. */
export function classify(answer: Answer, limitPauseMs: number): Outcome {
  if (answer.status >= 200 && answer.status < 300) return { is: 'ok' };
  const error = errorOf(answer);
  const message = error ? `${error.code} ${error.message}`.trim() : `HTTP ${answer.status}`;
  if (answer.status === 300) return { is: 'rejected', message: 'the external id is not unique' };
  if (error?.code === 'REQUEST_LIMIT_EXCEEDED') {
    // The limit on calls that run at the same time passes by itself; the daily one does not, and no header says when.
    return error.message.startsWith('Concurrent')
      ? { is: 'throttled', message }
      : { is: 'throttled', message, afterMs: limitPauseMs };
  }
  if (error && passing.has(error.code)) return { is: 'retryable', message };
  if (error && drifting.has(error.code)) {
    const name = /(?:column|relationship|type) '(\w+)'/.exec(error.message)?.[1];
    return { is: 'drifted', message, ...(name !== undefined && { path: name }) };
  }
  const byStatus = classifyStatus(answer);
  return byStatus.is === 'rejected' || byStatus.is === 'retryable' || byStatus.is === 'auth-expired'
    ? { ...byStatus, message }
    : byStatus;
}

/** The daily allowance, which every answer tells; Salesforce counts it with a delay. */
export function quotasOf(answer: Answer): readonly Quota[] {
  const usage = /api-usage=(\d+)\/(\d+)/.exec(answer.header('sforce-limit-info') ?? '');
  if (!usage) return [];
  return [{ name: 'DailyApiRequests', used: Number(usage[1]), limit: Number(usage[2]), resetAt: null }];
}

/** True for a host that a login may send us to: one of Salesforce's own, encrypted. On force.com customers serve pages of their own. */
export function isSalesforceOrigin(origin: string): boolean {
  const url = URL.parse(origin);
  return url?.protocol === 'https:' && url.port === '' && /\.salesforce\.(com|mil)$/.test(url.hostname);
}

/** Client credentials flow: an opaque token without a lifetime, and the instance to call from then on. */
async function login(config: SourceConfig, send: Send): Promise<Token> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: config.credentials.clientId ?? '',
    client_secret: config.credentials.clientSecret ?? '',
  });
  const answer = await send({
    method: 'POST',
    path: '/services/oauth2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const row = reader(answer.json(), 'token', { source: config.instance, system: 'CRM' });
  const headers = { authorization: `Bearer ${row.text('access_token')}` };
  // The identity URL ends in the organisation's id and the user's. Source: OAuth guide, "OpenID Connect and identity URLs".
  const tenantid = row.has('id') ? /\/id\/(\w+)\/\w+$/.exec(row.text('id'))?.[1] : undefined;
  const origin = URL.parse(row.text('instance_url'))?.origin;
  const facts = { ...(tenantid && { tenantid }), ...(origin && { instanceurl: origin }) };
  // Any other host than Salesforce's own is a proxy's or a simulator's idea of itself: stay with the configured one.
  return origin !== undefined && isSalesforceOrigin(origin) ? { headers, facts, origin } : { headers, facts };
}

/** Salesforce's part of the HTTP layer. */
export function policyOf(config: SourceConfig, limitPauseMs: number): VendorPolicy {
  return {
    system: 'CRM',
    classify: (answer) => classify(answer, limitPauseMs),
    login: (send) => login(config, send),
    // Changes we make are marked with the client's name in the change feed, so that they can be told from others'.
    headers: { 'sforce-call-options': 'client=isthmus' },
    allowsOrigin: isSalesforceOrigin,
    limits: { concurrency: 20 },
    retry: { attempts: 3, baseMs: 200, capMs: 5_000 },
    quotas: quotasOf,
  };
}
