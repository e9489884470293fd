import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { isTrustedAddress } from '../auth/issuer.ts';
import { Problem } from '../canonical/problem.ts';

/** How long an issuer may take to answer, and how long its keys are believed without asking again. */
const timeoutMs = 5_000;
const maxAgeMs = 600_000;
/** How long they are believed while it does not answer. */
const maxOutageMs = 3_600_000;
/** How long the hub waits before it asks again after a failure: at first, and at most, doubling in between. */
const [firstWaitMs, longestWaitMs] = [1_000, 30_000];
/** How often a key that is not known may make the hub ask: so many times at once, then once in so long. */
const burst = 5;
const refillMs = 10_000;

/**
 * The public keys of an issuer, fetched when first needed and again when a token names one that is not known, so that an issuer can change
 * its keys at any time; strangers cannot make the hub ask often. While the issuer does not answer, it is asked less and less often, the keys
 * that are known go on for an hour, and for others it is HUB_UNAVAILABLE at once. No redirect is followed.
 */
export function issuerKeys(issuer: string, jwksUrl: string | null): JWTVerifyGetKey {
  let known: { readonly keys: ReturnType<typeof createRemoteJWKSet>; readonly at: number } | undefined;
  let discovered: string | undefined;
  let loading: Promise<void> | undefined;
  /** Since it last answered: how long to wait after the last failure (0: there was none), until when, and what it was. */
  let failed: { readonly waitMs: number; readonly until: number; readonly cause: unknown } | undefined;
  const mayAsk = createAllowance();

  async function fetchKeys(): Promise<void> {
    try {
      const url = jwksUrl ?? (discovered ??= await discover(issuer));
      // It never asks by itself: when it is asked is decided here.
      const never = { cacheMaxAge: Number.POSITIVE_INFINITY, cooldownDuration: Number.POSITIVE_INFINITY };
      const keys = createRemoteJWKSet(new URL(url), { timeoutDuration: timeoutMs, ...never });
      await keys.reload();
      known = { keys, at: performance.now() };
      failed = undefined;
    } catch (cause) {
      // The keys may have moved.
      discovered = undefined;
      const waitMs = Math.min(longestWaitMs, failed ? failed.waitMs * 2 : firstWaitMs);
      failed = { waitMs, until: performance.now() + waitMs, cause };
    }
  }

  /** Asks, unless it failed lately. Resolves when that is over, however it ended. */
  async function load(): Promise<void> {
    if (failed && performance.now() < failed.until) return;
    loading ??= fetchKeys().finally(() => (loading = undefined));
    await loading;
  }

  return async (header, token) => {
    const age = (): number => (known ? performance.now() - known.at : Number.POSITIVE_INFINITY);
    if (age() >= maxAgeMs) {
      const asked = load();
      // Whoever has a key that is known does not wait for an issuer that is known not to answer.
      if (!failed || age() >= maxOutageMs) await asked;
    }
    const pick = async () => {
      if (known && age() < maxOutageMs) return known.keys(header, token);
      throw new errors.JWKSNoMatchingKey();
    };
    try {
      return await pick();
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // While it fails, how often it is asked is bounded by that.
      if (!failed && !mayAsk()) throw error;
      await load();
      if (!failed) return pick();
      throw new Problem('HUB_UNAVAILABLE', 'The identity provider does not answer; try again.', {
        retryAfterMs: Math.max(firstWaitMs, failed.until - performance.now()),
        cause: failed.cause,
      });
    }
  };
}

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
