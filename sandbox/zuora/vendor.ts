import { randomBytes, randomUUID } from 'node:crypto';
import { atomically } from '../kit/database.ts';
import type { Sim, SimRequest, SimResponse, Vendor } from '../kit/types.ts';
import { changeAccountStatus, createAccount, updateAccount } from './account.ts';
import { accountCode, failure, json, withHeaders, type Limits } from './answer.ts';
import { applyCreditMemo } from './apply-memo.ts';
import { calloutHistory } from './callout-history.ts';
import { callouts, calloutSchema } from './callout.ts';
import { customFieldSchema } from './custom-field.ts';
import { idempotencySchema, idempotently } from './idempotency.ts';
import { issueToken, oauthSchema, unauthorized } from './oauth.ts';
import { createOrder, orderSchema } from './order.ts';
import { postDocument } from './post-document.ts';
import { previewOrder } from './preview.ts';
import { objectQuery, subjectOf } from './query.ts';
import { classicRead } from './classic.ts';
import { revertOrder } from './revert.ts';
import { seed } from './seed.ts';
import { subscriptionSchema } from './subscription-read.ts';
import { turnSubscriptions } from './subscription-write.ts';
import { objectSchema, stateObjects } from './table.ts';
import { query, queryMore, zoqlSchema } from './zoql.ts';

const minuteSchema =
  'create table if not exists minute (minute integer primary key, calls integer not null);';
const classicObjects: Readonly<Record<string, string>> = {
  'credit-memos': 'CreditMemo',
  creditmemos: 'CreditMemo',
  'object/account': 'Account',
  orders: 'Order',
  accounts: 'Account',
  invoices: 'Invoice',
  subscriptions: 'Subscription',
};

/**
 * Zuora: OAuth, object query, classic reads, ZOQL, writes of accounts, orders with their preview and reversal, and callouts with their history.
 * Settings: `autoPost` (true: what an order bills is posted), `revertOrders` (true), `requireServiceActivation` and `requireCustomerAcceptance`
 * (false), `lockedSubscriptions` ([]: numbers that are answered with lock contention), `dayOffsetMs` (0), `concurrency` (40), `objectQueryConcurrency` (80), `perMinute` (50000),
 * `documentedExpandsOnly` (false: any chain of relations up to three levels may be expanded), and those of callouts.
 */
export const zuora: Vendor = {
  vendor: 'zuora',
  schema: [
    objectSchema,
    oauthSchema,
    idempotencySchema,
    zoqlSchema,
    minuteSchema,
    calloutSchema,
    subscriptionSchema,
    orderSchema,
    customFieldSchema,
  ].join('\n'),
  objects: stateObjects,
  credentials: () => ({ clientId: randomUUID(), clientSecret: randomBytes(24).toString('base64url') }),
  seed,
  webhooks: callouts,
  handle: (sim, request) => {
    const limits = limitsOf(sim, request);
    return withHeaders(sim, request, answer(sim, request, limits), limits);
  },
  objectTypeOf,
  onClock: (sim) => atomically(sim.db, () => turnSubscriptions(sim)),
  throttled: (sim, request, retryAfter) =>
    withHeaders(sim, request, tooMany('Request exceeded limit', retryAfter), limitsOf(sim, request)),
};

/** The type of object a request is about. */
function objectTypeOf(request: SimRequest): string | null {
  if (request.path === '/oauth/token') return 'token';
  if (request.path === '/v1/notification-history/callout') return 'callout';
  if (request.path === '/v1/orders/preview') return 'OrderPreview';
  const classic = /^\/v1\/(accounts|invoices|subscriptions|orders|credit-?memos|object\/account)(\/|$)/.exec(
    request.path,
  )?.[1];
  if (classic) return classicObjects[classic]!;
  const zoql =
    request.path === '/v1/action/query' && /\bfrom\s+(\w+)/i.exec(request.body.toString('utf8'))?.[1];
  return zoql || subjectOf(request);
}

function limitsOf(sim: Sim, request: SimRequest): Limits {
  const objectQueries = request.path.startsWith('/object-query/');
  const minute = Math.floor(sim.now() / 60_000);
  const row = sim.db.prepare('select calls from minute where minute = ?').get(minute);
  return {
    type: objectQueries ? 'ObjectQuery' : 'Default',
    concurrency: objectQueries ? sim.setting('objectQueryConcurrency', 80) : sim.setting('concurrency', 40),
    perMinute: sim.setting('perMinute', 50_000),
    spent: Number(row?.calls ?? 0),
  };
}

function tooMany(message: string, retryAfter: number): SimResponse {
  const answered = failure(429, [{ code: accountCode('tooManyRequests'), message }]);
  return { ...answered, headers: { 'retry-after': String(retryAfter) } };
}

function answer(sim: Sim, request: SimRequest, limits: Limits): SimResponse {
  const minute = Math.floor(sim.now() / 60_000);
  sim.db.prepare('delete from minute where minute < ?').run(minute);
  sim.db
    .prepare(
      'insert into minute (minute, calls) values (?, 1) on conflict (minute) do update set calls = calls + 1',
    )
    .run(minute);
  if (limits.spent >= limits.perMinute)
    return tooMany('Rate limit exceeded', 60 - (Math.floor(sim.now() / 1000) % 60));
  if (request.path === '/oauth/token') return issueToken(sim, request);
  const refused = unauthorized(sim, request);
  if (refused) return refused;
  if (sim.inFlight() > limits.concurrency) return tooMany('Concurrency limit exceeded', 1);
  turnSubscriptions(sim);
  const answered = idempotently(sim, request, () => route(sim, request));
  const { clientId } = sim.credentials;
  return { ...answered, note: { ...answered.note, ...(clientId && { credentialId: clientId }) } };
}

function route(sim: Sim, request: SimRequest): SimResponse {
  const { method, path } = request;
  if (path.startsWith('/object-query/')) return objectQuery(sim, request);
  if (method === 'GET' && path === '/v1/notification-history/callout') return calloutHistory(sim, request);
  const read = classicRead(sim, request);
  if (read) return read;
  if (method === 'POST' && path === '/v1/action/query') return query(sim, request);
  if (method === 'POST' && path === '/v1/action/queryMore') return queryMore(sim, request);
  if (method === 'POST' && path === '/v1/accounts') return createAccount(sim, request);
  if (method === 'POST' && path === '/v1/orders') return createOrder(sim, request);
  if (method === 'POST' && path === '/v1/orders/preview') return previewOrder(sim, request);
  const order = /^\/v1\/orders\/([^/]+)\/revert$/.exec(path)?.[1];
  if (method === 'POST' && order) return revertOrder(sim, request, decodeURIComponent(order));
  const posted = /^\/v1\/(invoices|credit-?memos)\/([^/]+)\/post$/.exec(path);
  if (method === 'PUT' && posted)
    return postDocument(
      sim,
      request,
      posted[1] === 'invoices' ? 'Invoice' : 'CreditMemo',
      decodeURIComponent(posted[2]!),
    );
  const memo = /^\/v1\/credit-?memos\/([^/]+)\/apply$/.exec(path)?.[1];
  if (method === 'PUT' && memo) return applyCreditMemo(sim, request, decodeURIComponent(memo));
  const closed = /^\/v1\/object\/account\/([^/]+)$/.exec(path)?.[1];
  if (method === 'PUT' && closed) return changeAccountStatus(sim, request, decodeURIComponent(closed));
  const key = /^\/v1\/accounts\/([^/]+)$/.exec(path)?.[1];
  if (method === 'PUT' && key) return updateAccount(sim, request, decodeURIComponent(key));
  return { ...json({ message: 'no Route matched with those values' }, 404), note: { outcome: 'REJECTED' } };
}
