import { createHash, randomBytes } from 'node:crypto';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { failure, json } from './answer.ts';

/** Seconds a token lives; the odd number is what tenants are given. */
const lifetime = 3598;

export const oauthSchema =
  'create table if not exists oauth_token (hash text primary key, expires_at integer not null);';

/** `POST /oauth/token`, client credentials grant. Source: developer.zuora.com, OAuth. */
export function issueToken(sim: Sim, request: SimRequest): SimResponse {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const type = request.headers['content-type'] ?? '';
  if (request.method !== 'POST' || !type.startsWith('application/x-www-form-urlencoded'))
    return json({ message: 'Content type is not supported' }, 415);
  const { clientId, clientSecret } = sim.credentials;
  if (form.get('grant_type') !== 'client_credentials')
    return json({ reason: 'Unsupported grant type', status: 400 }, 400);
  if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
    return json({ reason: 'Invalid client id or client secret', status: 401 }, 401);
  const token = randomBytes(16).toString('hex');
  sim.db
    .prepare('insert into oauth_token (hash, expires_at) values (?, ?)')
    .run(hashOf(token), sim.now() + lifetime * 1000);
  sim.db.prepare('delete from oauth_token where expires_at <= ?').run(sim.now());
  const answer = json({
    access_token: token,
    token_type: 'bearer',
    expires_in: lifetime,
    scope: 'service.genesis.read service.genesis.write',
    jti: randomBytes(16).toString('hex'),
  });
  return { ...answer, note: { outcome: 'READ', objectType: 'token', credentialId: clientId } };
}

/** The refusal of a request without a valid token, or undefined when it has one. */
export function unauthorized(sim: Sim, request: SimRequest): SimResponse | undefined {
  const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const row = token && sim.db.prepare('select expires_at from oauth_token where hash = ?').get(hashOf(token));
  if (row && Number(row.expires_at) > sim.now()) return undefined;
  return failure(401, [{ code: 90_000_011, message: 'this resource is protected, please sign in first' }]);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
