import { z } from 'zod';
import { Problem } from '../../canonical/problem.ts';
import { isList, numberText, type Json } from '../http/json.ts';
import {
  classifyStatus,
  httpOptions,
  retryAfterMs,
  type Answer,
  type Call,
  type Outcome,
  type Send,
  type Token,
  type VendorPolicy,
} from '../http/policy.ts';
import { reader } from '../http/reader.ts';
import type { Quota, SourceConfig } from '../source.ts';

const secret = z.string().min(1);

/** The signing secrets of our webhooks, separated by spaces; the previous ones are taken as well while new ones are brought in. */
const signing = { webhookSecret: z.string().default(''), webhookSecretPrevious: z.string().default('') };

/** An agent's API token (`email`, `apiToken`) or an OAuth client with the client_credentials grant; the token is used when both are given. */
export const credentials = z.union([
  z.object({ email: z.email(), apiToken: secret, ...signing }),
  z.object({ clientId: secret, clientSecret: secret, ...signing }),
]);

/** The names by which this account knows what the hub reads from organization fields and ticket tags, and its plan's limits. */
export const options = httpOptions.extend({
  /** Long enough for one whole window of the slowest endpoint limit. */
  bulkDeadlineMs: z.int().positive().default(90_000),
  /** Calls per minute that the plan allows: Team 200, Growth and Professional 400, Enterprise 700, with the add-on 2,500. */
  perMinute: z.int().positive().default(700),
  /** Incremental exports per minute: 10, with the high-volume add-on 30. */
  exportsPerMinute: z.int().positive().default(10),
  searchesPerMinute: z.int().positive().default(100),
  /** How far a poll of organizations looks back behind what it saw last; exports of tickets and users have the vendor's own cursor. */
  overlapMs: z.int().min(0).default(300_000),
  /** How far from now a webhook may have been signed. */
  webhookToleranceMs: z.int().min(0).default(300_000),
  escalatedTag: z.string().min(1).default('escalated'),
  /** What the tags of an organization begin with that name a feature it is entitled to; all of them are the hub's. */
  featureTagPrefix: z
    .string()
    .regex(/^[a-z0-9_-]+$/)
    .default('feature_'),
  fields: z
    .object({
      supportTier: z.string().min(1).default('support_tier'),
      tierStatus: z.string().min(1).default('tier_status'),
      tierValidFrom: z.string().min(1).default('tier_valid_from'),
      tierValidTo: z.string().min(1).default('tier_valid_to'),
      subscriptionNumber: z.string().min(1).default('subscription_number'),
    })
    .prefault({}),
});

export type Options = z.infer<typeof options>;

/** What differs between Zendesk and other vendors. `endpointLimited` is told when one endpoint's own limit was hit. */
export function zendeskPolicy(
  config: SourceConfig,
  perMinute: number,
  endpointLimited: (call: Call, afterMs: number) => void,
): VendorPolicy {
  return {
    system: 'SUPPORT',
    headers: { accept: 'application/json' },
    login: (send) => login(send, config.credentials),
    classify: (answer, call) => {
      const outcome = classify(answer, call);
      if (outcome.is === 'throttled' && outcome.all === false) endpointLimited(call, outcome.afterMs ?? 0);
      return outcome;
    },
    limits: { concurrency: 10, perMinute },
    retry: { attempts: 3, baseMs: 200, capMs: 5_000 },
    quotas,
  };
}

/** An API token is its own login: nothing is sent for it. */
async function login(
  send: Send,
  { email, apiToken, clientId, clientSecret }: SourceConfig['credentials'],
): Promise<Token> {
  if (email !== undefined && apiToken !== undefined) {
    const basic = Buffer.from(`${email}/token:${apiToken}`).toString('base64');
    return { headers: { authorization: `Basic ${basic}` } };
  }
  const answer = await send({
    method: 'POST',
    path: '/oauth/tokens',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'read write',
    }),
  });
  const row = reader(answer.json(), '$');
  const seconds = row.has('expires_in') ? row.integerOrNull('expires_in') : null;
  return {
    headers: { authorization: `Bearer ${row.text('access_token')}` },
    ...(seconds !== null && { expiresInMs: seconds * 1000 }),
  };
}

/** How an endpoint may answer to a cursor that it does not know, or not any more. */
const cursorless: ReadonlySet<number> = new Set([400, 404, 410, 422]);

function goesOn({ path, query }: Call): boolean {
  return path.startsWith('/api/v2/incremental/') && [...(query ?? [])].some(([name]) => name === 'cursor');
}

/** What an answer means. A missing record is an answer; a 429 may be about one endpoint while the account has calls left. */
function classify(answer: Answer, call: Call): Outcome {
  const { status } = answer;
  if (status === 404 && call.method === 'GET' && errorOf(answer) === 'RecordNotFound') return { is: 'ok' };
  const base = classifyStatus(answer);
  // An export that is refused because of its cursor: the reader of the export says what that means.
  if (base.is === 'rejected' && cursorless.has(status) && goesOn(call)) return { is: 'ok' };
  if (base.is === 'throttled') {
    const left = answer.header('x-rate-limit-remaining') ?? answer.header('ratelimit-remaining');
    return {
      is: 'throttled',
      afterMs: retryAfterMs(answer),
      message: words(answer),
      all: left === undefined || Number(left) <= 0,
    };
  }
  // Two changes met in the vendor's database; this one was not made.
  if (base.is === 'rejected' && status === 409 && call.method !== 'GET')
    return { is: 'retryable', message: words(answer), outcome: 'NOT_APPLIED' };
  if (base.is === 'rejected') return { is: 'rejected', ...refusalOf(answer) };
  if (base.is === 'auth-expired' || base.is === 'retryable') return { ...base, message: words(answer) };
  return base;
}

/** A refusal with the field it is about, where it is about one: `details` holds a list of errors for each. */
function refusalOf(answer: Answer): { readonly message: string; readonly path?: string } {
  const details = bodyOf(answer)?.details;
  const [path, errors] =
    typeof details === 'object' && details !== null && !isList(details)
      ? (Object.entries(details)[0] ?? [])
      : [];
  if (path === undefined) return { message: words(answer) };
  const [first] = isList(errors) ? errors : [];
  // The error's word only: its description repeats what was sent.
  const word =
    typeof first === 'object' && first !== null && !isList(first) ? textOf(first.error) : undefined;
  return { message: `${words(answer)} (${word === undefined ? path : `${path}: ${word}`})`, path };
}

function bodyOf(answer: Answer): { readonly [name: string]: Json } | undefined {
  try {
    const body = answer.json();
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as { readonly [name: string]: Json })
      : undefined;
  } catch (error) {
    // A text answer, which some errors are; what else goes wrong is a fault of ours.
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && numberText(value) === undefined ? value : undefined;
}

function errorOf(answer: Answer): string | undefined {
  return textOf(bodyOf(answer)?.error);
}

/** The vendor's own words, from both shapes of its errors (`error` as text or as an object) and from plain text. */
export function words(answer: Answer): string {
  const body = bodyOf(answer);
  const { error } = body ?? {};
  const nested =
    typeof error === 'object' && error !== null ? (error as { readonly [name: string]: Json }) : undefined;
  const said = nested
    ? [textOf(nested.title), textOf(nested.message)]
    : [textOf(error), textOf(body?.description) ?? textOf(body?.message)];
  const known = said.filter((each) => each !== undefined).join(': ');
  if (known !== '') return `HTTP ${answer.status} ${known}`;
  const plain = answer.header('content-type')?.startsWith('text/plain') ? answer.text.trim() : '';
  return `HTTP ${answer.status} ${plain}`.trim();
}

/** The allowance of the account and of ticket lists, from the headers of any answer. */
function quotas(answer: Answer): readonly Quota[] {
  const found: Quota[] = [];
  const limit = Number(answer.header('x-rate-limit'));
  const left = Number(answer.header('x-rate-limit-remaining'));
  if (limit > 0 && left >= 0) {
    const resets = Number(answer.header('ratelimit-reset'));
    found.push(quota('calls per minute', limit, left, resets > 0 ? resets : null));
  }
  const tickets = /total=(\d+); remaining=(\d+); resets=(\d+)/.exec(
    answer.header('zendesk-ratelimit-tickets-index') ?? '',
  );
  if (tickets)
    found.push(quota('ticket lists per minute', Number(tickets[1]), Number(tickets[2]), Number(tickets[3])));
  return found;
}

function quota(name: string, limit: number, left: number, resetsInSeconds: number | null): Quota {
  const resetAt =
    resetsInSeconds === null ? null : new Date(Date.now() + resetsInSeconds * 1000).toISOString();
  return { name, used: Math.max(0, limit - left), limit, resetAt };
}
