import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { json, refused } from './reply.ts';

/** Who calls, and what they may do. */
export interface Caller {
  readonly credentialId: string;
  readonly mayWrite: boolean;
}

const lifetimeMs = 2 * 3_600_000;

/** An agent's API token and an OAuth client, made once. */
export function makeCredentials(): Readonly<Record<string, string>> {
  return {
    email: 'integration@isthmus.example',
    apiToken: randomBytes(30).toString('base64url'),
    clientId: 'isthmus_hub',
    clientSecret: randomBytes(32).toString('hex'),
  };
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function basic(sim: Sim, given: string): Caller | null {
  const text = Buffer.from(given, 'base64').toString();
  const colon = text.indexOf(':');
  const { email, apiToken } = sim.credentials;
  // `{email}/token:{api_token}`: a password alone is not accepted, as on an account that has password access off.
  if (colon < 0 || !email || !apiToken || text.slice(0, colon) !== `${email}/token`) return null;
  return same(text.slice(colon + 1), apiToken) ? { credentialId: 'api-token', mayWrite: true } : null;
}

function bearer(sim: Sim, token: string): Caller | null {
  const row = sim.db.prepare('select scope, expires_at from oauth_token where token = ?').get(token);
  if (!row || Number(row.expires_at) <= sim.now()) return null;
  return { credentialId: 'oauth', mayWrite: String(row.scope).split(' ').includes('write') };
}

/** Who a request comes from; null when its credentials are missing or wrong. */
export function authenticate(sim: Sim, request: SimRequest): Caller | null {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(/\s+/, 2);
  if (scheme.toLowerCase() === 'basic') return basic(sim, value);
  if (scheme.toLowerCase() === 'bearer') return bearer(sim, value);
  return null;
}

function parameters(request: SimRequest): Record<string, unknown> {
  const text = request.body.toString();
  if (!(request.headers['content-type'] ?? '').includes('json'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** `POST /oauth/tokens` with the client_credentials grant. The token ends two hours later on the simulator's clock. */
export function issueToken(sim: Sim, request: SimRequest): SimResponse {
  const given = parameters(request);
  if (given.grant_type !== 'client_credentials') {
    return refused(400, 'unsupported_grant_type', undefined, {
      error_description: 'The authorization grant type is not supported by the authorization server.',
    });
  }
  const { clientId, clientSecret } = sim.credentials;
  const known = given.client_id === clientId && clientSecret !== undefined;
  if (!known || typeof given.client_secret !== 'string' || !same(given.client_secret, clientSecret)) {
    return refused(401, 'invalid_client', undefined, { error_description: 'Client authentication failed.' });
  }
  const scope = typeof given.scope === 'string' && given.scope !== '' ? given.scope : 'read';
  if (!scope.split(' ').every((each) => each === 'read' || each === 'write')) {
    return refused(400, 'invalid_scope', undefined, { error_description: 'The requested scope is invalid.' });
  }
  const token = randomBytes(32).toString('hex');
  sim.db.prepare('delete from oauth_token where expires_at <= ?').run(sim.now());
  sim.db.prepare('insert into oauth_token values (?, ?, ?)').run(token, scope, sim.now() + lifetimeMs);
  return json(
    200,
    { access_token: token, token_type: 'bearer', scope, expires_in: lifetimeMs / 1000 },
    { outcome: 'READ', credentialId: String(given.client_id), objectType: 'token' },
  );
}
