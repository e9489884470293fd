import {
  type KeyObject,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';

export const tokenPath = '/services/rest/auth/oauth2/v1/token';
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const tokenLifeMs = 3_600_000;
/** The longest an assertion may be valid, from its `iat` to its `exp`. */
const assertionLifeSeconds = 3600;

/** Access tokens by their end, on the simulator's clock. */
export const tokenTable = `create table if not exists oauth_token (token text primary key, expiresAt integer not null);`;

/**
 * The account's one integration: a client with a certificate for PS256 (RSA) and one for ES256 (P-256). Given to the
 * client whole; the kit makes it once and keeps it.
 */
export function makeCredentials(): Readonly<Record<string, string>> {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    accountId: `TSTDRV${1_000_000 + (randomBytes(4).readUInt32BE() % 9_000_000)}`,
    clientId: randomBytes(32).toString('hex'),
    certificateId: randomBytes(32).toString('base64url'),
    privateKey: pem(rsa.privateKey),
    ecCertificateId: randomBytes(32).toString('base64url'),
    ecPrivateKey: pem(ec.privateKey),
  };
}

function oauthError(error: string, description: string): SimResponse {
  return {
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error, error_description: description }),
    note: { outcome: 'REJECTED' },
  };
}

function scopesOf(scope: unknown): readonly string[] {
  if (Array.isArray(scope)) return scope.map(String);
  return typeof scope === 'string' ? scope.split(/[\s,]+/) : [];
}

async function verify(sim: Sim, assertion: string): Promise<string | null> {
  const { clientId, certificateId, privateKey, ecCertificateId, ecPrivateKey } = sim.credentials;
  const keys = new Map([
    [certificateId, { pem: privateKey, algorithms: ['PS256', 'PS384', 'PS512'] }],
    [ecCertificateId, { pem: ecPrivateKey, algorithms: ['ES256'] }],
  ]);
  // The assertion is judged by the true clock: a client cannot know that this simulator's clock was moved.
  const { payload } = await jwtVerify(
    assertion,
    (header) => {
      const key = keys.get(header.kid);
      if (!key?.pem || !key.algorithms.includes(header.alg ?? '')) throw new Error('no such certificate');
      return createPublicKey(createPrivateKey(key.pem));
    },
    {
      issuer: clientId,
      audience: `${sim.url}${tokenPath}`,
      requiredClaims: ['iat', 'exp', 'scope'],
      clockTolerance: 5,
    },
  );
  if (payload.exp! - payload.iat! > assertionLifeSeconds) return 'the assertion is valid for too long';
  if (!scopesOf(payload.scope).includes('rest_webservices')) return 'the scope is not allowed';
  return null;
}

/** Answers the token endpoint of OAuth 2.0 client credentials with a signed assertion. `expires_in` is text, as NetSuite sends it. */
export async function issueToken(sim: Sim, request: SimRequest): Promise<SimResponse> {
  const form = new URLSearchParams(request.body.toString('utf8'));
  if (request.method !== 'POST') return oauthError('invalid_request', 'use POST');
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    return oauthError('invalid_request', 'the body must be a form');
  if (form.get('grant_type') !== 'client_credentials')
    return oauthError('unsupported_grant_type', 'grant_type must be client_credentials');
  if (form.get('client_assertion_type') !== assertionType)
    return oauthError('invalid_request', 'client_assertion_type');
  try {
    const fault = await verify(sim, form.get('client_assertion') ?? '');
    if (fault) return oauthError('invalid_grant', fault);
  } catch {
    return oauthError('invalid_grant', 'the assertion is not valid');
  }
  const token = randomBytes(48).toString('base64url');
  const insert = sim.db.prepare('insert into oauth_token (token, expiresAt) values (?, ?)');
  insert.run(token, sim.now() + tokenLifeMs);
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ access_token: token, expires_in: '3600', token_type: 'bearer' }),
    note: { outcome: 'READ', credentialId: sim.credentials.clientId, objectType: 'token' },
  };
}

/** Whether the request carries an access token that is valid on the simulator's clock. */
export function isAuthorised(sim: Sim, request: SimRequest): boolean {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) return false;
  const row = sim.db.prepare('select expiresAt from oauth_token where token = ?').get(token);
  return row !== undefined && Number(row.expiresAt) > sim.now();
}

/** Forgets the tokens that ended. */
export function pruneTokens(sim: Sim): void {
  sim.db.prepare('delete from oauth_token where expiresAt <= ?').run(sim.now());
}
