import { classifyStatus } from '../http/policy.ts';
import type { Answer, Outcome, Send, Token, VendorPolicy } from '../http/policy.ts';
import { reader } from '../http/reader.ts';
import type { Quota, SourceConfig } from '../source.ts';
import { errorIn, failureIn, meaningOf, refusalOf, wordsOf, type ApiError } from './refusal.ts';

/** The first entry of the array in which Salesforce reports errors; undefined when the body is something else. */
function errorOf(answer: Answer): ApiError | undefined {
  try {
    return errorIn(answer.json());
  } catch {
    return undefined;
  }
}

/** What an answer of the REST API means: by error code, because limits come as 403 and a doubled external id as 300. */
export function classify(answer: Answer, limitPauseMs: number): Outcome {
  if (answer.status >= 200 && answer.status < 300) return { is: 'ok' };
  const error = errorOf(answer);
  const message = error ? wordsOf(error) : `HTTP ${answer.status}`;
  const meaning = meaningOf(answer.status, error, limitPauseMs);
  if (meaning) return meaning;
  const byStatus = classifyStatus(answer);
  if (byStatus.is === 'rejected') return { ...byStatus, ...refusalOf(error), message };
  return byStatus.is === 'retryable' || byStatus.is === 'auth-expired' ? { ...byStatus, message } : byStatus;
}

/** What the answer to a composite call means: 200 whatever became of its parts, which are done together or not at all. */
function classifyParts(answer: Answer, limitPauseMs: number): Outcome {
  const base = classify(answer, limitPauseMs);
  if (base.is !== 'ok') return base;
  const failed = failureIn(answer);
  if (!failed) return base;
  const { status, error } = failed;
  const meaning = meaningOf(status, error, limitPauseMs);
  const none = { outcome: 'NOT_APPLIED' } as const;
  if (meaning) return meaning.is === 'throttled' || meaning.is === 'ok' ? meaning : { ...meaning, ...none };
  return {
    is: 'rejected',
    message: error ? wordsOf(error) : `HTTP ${status} of a part`,
    ...refusalOf(error),
    ...none,
  };
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
    classify: (answer, call) =>
      call.path.endsWith('/composite') ? classifyParts(answer, limitPauseMs) : classify(answer, limitPauseMs),
    login: (send) => login(config, send),
    // Changes we make are marked with the client's name in the change feed, so that they can be told from others'.
    headers: { 'sforce-call-options': 'client=isthmus' },
    allowsOrigin: isSalesforceOrigin,
    limits: { concurrency: 20 },
    retry: { attempts: 3, baseMs: 200, capMs: 5_000 },
    quotas: quotasOf,
  };
}
