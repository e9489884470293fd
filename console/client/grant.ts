import type { TokenEndpointResponse } from 'oauth4webapi';
import { currentSession, expiryOf } from './session.ts';
import { hasTexts, readStored, writeStored } from './stored.ts';

// What the identity provider gave this tab; gone with it.

const key = 'isthmus.grant';

export interface Grant {
  /** The access token: what the hub is shown. */
  readonly token: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  /** Milliseconds since 1970; null where nobody says. */
  readonly endsAt: number | null;
}

/** What a token endpoint has given; what it does not give again is as before. */
export function grantOf(given: TokenEndpointResponse, before?: Grant): Grant {
  const lasting = given.expires_in === undefined ? null : Date.now() + given.expires_in * 1000;
  return {
    token: given.access_token,
    refreshToken: given.refresh_token ?? before?.refreshToken ?? null,
    idToken: given.id_token ?? before?.idToken ?? null,
    endsAt: lasting ?? expiryOf(given.access_token),
  };
}

/** Keeps it, or nothing. */
export const keepGrant = (grant: Grant | null): void => writeStored(sessionStorage, key, grant);

/** The grant of whoever is signed in, or was last; null for somebody who came by another token. */
export function ownGrant(): Grant | null {
  const grant = readStored(sessionStorage, key);
  const { token } = currentSession();
  return hasTexts(grant, 'token') && (token === '' || token === grant.token) ? (grant as Grant) : null;
}
