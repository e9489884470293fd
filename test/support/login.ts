import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TestIssuer } from './issuer.ts';

/** The part of an issuer at which people sign in: it asks them nothing. */
export interface Login {
  /** Whom it takes everybody for: claims of the access tokens that it gives. */
  claims: Readonly<Record<string, unknown>>;
  /** How long an access token counts, seconds. */
  lifeSeconds: number;
  /** Whether it gives refresh tokens. */
  refreshes: boolean;
  /** Refuses everybody at its page, by this error (RFC 6749, 4.1.2.1). */
  refusal: string | null;
  /** What the ID token says otherwise, as a wrong nonce. */
  idClaims: Readonly<Record<string, unknown>>;
  /** What was asked for at its page, the newest last. */
  readonly asked: URLSearchParams[];
  /** What its token endpoint was asked for: `authorization_code`, `refresh_token`. */
  readonly grants: string[];
  /** What its logout page was told. */
  readonly left: URLSearchParams[];
  /** Whether it still takes the refresh tokens that it has given. */
  honours: boolean;
  /** Whether a refresh token counts once. */
  rotates: boolean;
  /** When the access token that it gave last ends, milliseconds. */
  endsAt: number;
}

const s256 = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** Has an issuer sign people in as a public client: authorization code with PKCE, rotating refresh tokens, logout. */
export function openLogin(issuer: TestIssuer, clientId: string): Login {
  const codes = new Map<string, URLSearchParams>();
  const refreshTokens = new Set<string>();
  const login: Login = {
    claims: {},
    lifeSeconds: 3600,
    refreshes: true,
    refusal: null,
    idClaims: {},
    asked: [],
    grants: [],
    left: [],
    honours: true,
    rotates: true,
    endsAt: 0,
  };
  issuer.discovery = {
    authorization_endpoint: `${issuer.url}/authorize`,
    token_endpoint: `${issuer.url}/token`,
    end_session_endpoint: `${issuer.url}/logout`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };

  const redirect = (
    response: ServerResponse,
    to: string,
    parameters: Record<string, string | null>,
  ): void => {
    const url = new URL(to);
    for (const [name, value] of Object.entries(parameters))
      if (value !== null) url.searchParams.set(name, value);
    response.writeHead(302, { location: url.href }).end();
  };

  function authorize(asked: URLSearchParams, response: ServerResponse): void {
    login.asked.push(asked);
    const state = asked.get('state');
    const code = randomUUID();
    codes.set(code, asked);
    redirect(
      response,
      asked.get('redirect_uri')!,
      login.refusal === null ? { code, state } : { error: login.refusal, state },
    );
  }

  /** The nonce to answer with; null for a grant that does not count. */
  function redeem(given: URLSearchParams): { readonly nonce: string | null } | null {
    if (given.get('client_id') !== clientId) return null;
    if (given.get('grant_type') === 'refresh_token') {
      const refreshToken = given.get('refresh_token') ?? '';
      const counts = login.honours && refreshTokens.has(refreshToken);
      if (login.rotates) refreshTokens.delete(refreshToken);
      return counts ? { nonce: null } : null;
    }
    const code = given.get('code') ?? '';
    const asked = codes.get(code);
    codes.delete(code);
    const fits =
      asked?.get('code_challenge') === s256(given.get('code_verifier') ?? '') &&
      asked.get('redirect_uri') === given.get('redirect_uri');
    return fits ? { nonce: asked.get('nonce') } : null;
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = new URLSearchParams(await text(request));
    login.grants.push(given.get('grant_type') ?? '');
    const redeemed = redeem(given);
    const reply = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    if (!redeemed) return reply(400, { error: 'invalid_grant' });
    const exp = Math.ceil(Date.now() / 1000) + login.lifeSeconds;
    login.endsAt = exp * 1000;
    const refreshToken = randomUUID();
    if (login.refreshes) refreshTokens.add(refreshToken);
    const id = { aud: clientId, nonce: redeemed.nonce ?? undefined, ...login.idClaims };
    return reply(200, {
      access_token: await issuer.token({ exp, ...login.claims }),
      token_type: 'Bearer',
      expires_in: login.lifeSeconds,
      id_token: await issuer.token(id),
      ...(login.refreshes && { refresh_token: refreshToken }),
    });
  }

  issuer.counter = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', issuer.url);
    if (pathname === '/authorize') authorize(searchParams, response);
    else if (pathname === '/token') void token(request, response);
    else if (pathname === '/logout') {
      login.left.push(searchParams);
      redirect(response, searchParams.get('post_logout_redirect_uri')!, {});
    } else return false;
    return true;
  };
  return login;
}
