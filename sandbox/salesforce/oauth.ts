import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { SalesforceError } from './error.ts';
import { integrationUserId, orgId } from './id.ts';

/** The consumer key and secret of the external client app that the hub logs in with. */
export function makeCredentials(): Record<string, string> {
  return {
    clientId: `3MVG9${randomBytes(40).toString('base64url')}`,
    clientSecret: randomBytes(32).toString('hex').toUpperCase(),
  };
}

function refuse(error: string, description: string): SimResponse {
  return {
    status: 400,
    body: JSON.stringify({ error, error_description: description }),
    note: { outcome: 'REJECTED' },
  };
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function clientOf(request: SimRequest, form: URLSearchParams): { id: string; secret: string } {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!basic) return { id: form.get('client_id') ?? '', secret: form.get('client_secret') ?? '' };
  const text = Buffer.from(basic, 'base64').toString();
  const colon = text.indexOf(':');
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/**
 * Answers `POST /services/oauth2/token` for the client credentials flow: an opaque token, no `expires_in`, no refresh token.
 * It lives for the setting `sessionSeconds` (two hours) of the simulator's clock.
 */
export function issueToken(sim: Sim, request: SimRequest): SimResponse {
  const form = new URLSearchParams(request.body.toString());
  if (form.get('grant_type') !== 'client_credentials') {
    return refuse('unsupported_grant_type', 'grant type not supported');
  }
  const client = clientOf(request, form);
  if (!same(client.id, sim.credentials.clientId ?? '')) {
    return refuse('invalid_client_id', 'client identifier invalid');
  }
  if (!same(client.secret, sim.credentials.clientSecret ?? '')) {
    return refuse('invalid_client', 'invalid client credentials');
  }
  const token = `${orgId.slice(0, 15)}!AQ${randomBytes(60).toString('base64url')}`;
  const lifeMs = sim.setting('sessionSeconds', 7200) * 1000;
  sim.db.prepare('delete from sf_token where expires < ?').run(sim.now());
  sim.db
    .prepare('insert into sf_token (token, client, expires) values (?, ?, ?)')
    .run(token, client.id, sim.now() + lifeMs);
  const id = `${sim.url}/id/${orgId}/${integrationUserId}`;
  const issuedAt = String(sim.now());
  const signature = createHmac('sha256', client.secret)
    .update(id + issuedAt)
    .digest('base64');
  return {
    status: 200,
    body: JSON.stringify({
      access_token: token,
      signature,
      scope: 'api',
      instance_url: sim.url,
      id,
      token_type: 'Bearer',
      issued_at: issuedAt,
      api_instance_url: sim.url,
    }),
    note: { outcome: 'READ', credentialId: client.id },
  };
}

function clientOfSession(sim: Sim, token: string): string | undefined {
  const row = sim.db.prepare('select client, expires from sf_token where token = ?').get(token);
  return row && Number(row.expires) > sim.now() ? String(row.client) : undefined;
}

/** Whether a token stands for a session that has not ended. */
export function isSession(sim: Sim, token: string): boolean {
  return clientOfSession(sim, token) !== undefined;
}

/** The client that a request's token was issued to. Throws 401 INVALID_SESSION_ID when the token is unknown or has expired. */
export function authenticate(sim: Sim, request: SimRequest): string {
  const token = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const client = clientOfSession(sim, token ?? '');
  if (client === undefined)
    throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  return client;
}
