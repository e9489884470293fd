import type { Sim, SimRequest, SimResponse, Vendor } from '../kit/types.ts';
import { authenticate, issueToken, makeCredentials } from './auth.ts';
import type { Caller } from './auth.ts';
import { accountLimit, takeAllowance } from './limit.ts';
import { notFound, refused, refusedWithTitle } from './reply.ts';
import { objectTypeOf, resourcePath, route } from './route.ts';
import { seed } from './seed.ts';
import { objects, schema } from './tables.ts';
import { webhooks, webhookSchema } from './webhook.ts';

/** The API speaks JSON only and insists on being asked for it. */
function unsupported(request: SimRequest): SimResponse | null {
  const accept = request.headers.accept ?? '';
  const plain = { 'content-type': 'text/plain; charset=utf-8' };
  if (!/(application\/(json|\*)|\*\/\*)/.test(accept)) {
    return { status: 415, headers: plain, body: 'Unsupported Media Type: send Accept: application/json' };
  }
  const bears = ['POST', 'PUT', 'PATCH'].includes(request.method) && request.body.length > 0;
  if (bears && !/application\/json/.test(request.headers['content-type'] ?? '')) {
    return {
      status: 415,
      headers: plain,
      body: 'Unsupported Media Type: send Content-Type: application/json',
    };
  }
  return null;
}

function answer(sim: Sim, request: SimRequest, path: string, caller: Caller): SimResponse {
  const refusal = unsupported(request);
  if (refusal) return refusal;
  if (request.method !== 'GET' && !caller.mayWrite) {
    return refusedWithTitle(
      403,
      'Forbidden',
      'You do not have access to this page. Please contact the account owner of this help desk for further help.',
    );
  }
  return route(sim, request, path);
}

function handle(sim: Sim, request: SimRequest): SimResponse {
  if (request.path === '/oauth/tokens' && request.method === 'POST') return issueToken(sim, request);
  const path = resourcePath(request.path);
  if (path === null) return notFound();
  const caller = authenticate(sim, request);
  if (!caller) return refused(401, `Couldn't authenticate you`);
  const { headers, refusal } = takeAllowance(sim, request, path);
  const response = refusal ?? answer(sim, request, path, caller);
  return {
    ...response,
    headers: { ...headers, ...response.headers },
    note: { credentialId: caller.credentialId, ...response.note },
  };
}

/**
 * Zendesk Support as its API shows it, to the calls that Isthmus makes and a few more.
 * Settings: `perMinute` 700, `incrementalPerMinute` 10, `searchExportPerMinute` 100, `ticketsIndexPerMinute` 100,
 * `ticketUpdatesPerMinute` 100, `updatesPerTicket` 30 (in ten minutes), `searchLagMs` 10000, and those of its webhooks.
 */
export const zendesk: Vendor = {
  vendor: 'zendesk',
  schema: schema + webhookSchema,
  objects,
  credentials: makeCredentials,
  seed,
  handle,
  objectTypeOf,
  webhooks,
  throttled: (_sim, _request, retryAfter) => accountLimit(retryAfter),
};
