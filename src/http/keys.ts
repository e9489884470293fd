import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { isTrustedAddress } from '../auth/issuer.ts';
import { Problem } from '../canonical/problem.ts';

/** How long an issuer may take to answer, and how long its keys are believed without asking again. */
const timeoutMs = 5_000;
const maxAgeMs = 600_000;
/** How often a key that is not known may make the hub ask: so many times at once, then once in so long. */
const burst = 5;
const refillMs = 10_000;

/**
 * The public keys of an issuer, fetched when first needed and again when a token names one that is not known, so that an issuer can change
 * its keys at any time; strangers cannot make the hub ask often. HUB_UNAVAILABLE when the issuer does not answer. No redirect is followed.
 */
export function issuerKeys(issuer: string, jwksUrl: string | null): JWTVerifyGetKey {
  let remote: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  const opened = (): Promise<ReturnType<typeof createRemoteJWKSet>> => {
    remote ??= (jwksUrl === null ? discover(issuer) : Promise.resolve(jwksUrl)).then((url) =>
      createRemoteJWKSet(new URL(url), {
        timeoutDuration: timeoutMs,
        cacheMaxAge: maxAgeMs,
        // Asked again below, under a bound of ours.
        cooldownDuration: Number.POSITIVE_INFINITY,
      }),
    );
    remote.catch(() => (remote = undefined));
    return remote;
  };
  const mayAsk = createAllowance();
  return async (header, token) => {
    try {
      const keys = await opened();
      try {
        return await keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !mayAsk()) throw error;
        await keys.reload();
        return await keys(header, token);
      }
    } catch (error) {
      if (ofTheToken.some((each) => error instanceof each)) throw error;
      throw new Problem('HUB_UNAVAILABLE', 'The identity provider does not answer; try again.', {
        retryAfterMs: 1000,
        cause: error,
      });
    }
  };
}

/** What is wrong with the token rather than with the issuer's answer. */
const ofTheToken = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];

/** Where an issuer's keys are: OpenID Connect Discovery 1.0, section 4. */
async function discover(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status !== 200) throw new Error(`the discovery document was answered with ${response.status}`);
  const { issuer: named, jwks_uri: url } = (await response.json()) as Readonly<Record<string, unknown>>;
  if (named !== issuer) throw new Error('the discovery document is that of another issuer');
  if (typeof url !== 'string' || !isTrustedAddress(url))
    throw new Error('the discovery document names no address of keys that can be trusted');
  return url;
}

function createAllowance(): () => boolean {
  let left = burst;
  let since = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(burst, left + (now - since) / refillMs);
    since = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
