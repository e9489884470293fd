import { hash, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { ClaimError, principalOf, servicePrincipal } from '../auth/claims.ts';
import { mayBreakGlass } from '../auth/emergency.ts';
import { developmentIssuer, type Issuer, ownAudience, ownClaims, serviceIssuer } from '../auth/issuer.ts';
import type { Principal } from '../auth/principal.ts';
import type { Rights } from '../auth/rights.ts';
import type { Standing } from '../auth/standing.ts';
import { claimedIssuer, type Proof, TokenError, verifyToken } from '../auth/token.ts';
import { Problem } from '../canonical/problem.ts';
import type { Access, Caller } from './access.ts';
import { issuerKeys } from './keys.ts';
import { createWatch } from './watch.ts';

export interface AccessParts {
  readonly config: { readonly issuers: readonly Issuer[]; readonly clockToleranceSeconds: number };
  /** What each tenant of this hub holds against whom, by its name. */
  readonly tenants: ReadonlyMap<string, Standing>;
  /** What follows from who it is. */
  readonly rightsOf: (principal: Principal) => Rights;
  /** What an administrator who has broken the glass may. */
  readonly emergencyRightsOf?: (principal: Principal) => Rights;
  /** The keys that service accounts' tokens may be signed with, by their `kid`: of every master key that is listed. */
  readonly serviceKeys: ReadonlyMap<string, KeyObject>;
  /** The secret of development tokens, null while there is none; null in production, where no such token counts. */
  readonly developmentKey: (() => Promise<Uint8Array | null>) | null;
  readonly logger: Logger;
}

const none = 'No token was given; send one as `authorization: Bearer ...`.';
// The same for every reason: which check failed is for the log.
const refused = 'The token is not accepted; sign in again.';

const mostKnown = 10_000;
/** So long a token that was proved counts as proved; afterwards its key is looked at again, in case the issuer has withdrawn it. */
const provedMs = 600_000;
/** How often the log tells why a token was refused. */
const toldEveryMs = 1000;

/**
 * Lets in whoever has a token of a configured issuer, of a service account, or, outside production, for development. A token that was seen
 * before costs one hash and a look at what was revoked meanwhile.
 */
export function createAccess(parts: AccessParts): Access {
  const { tenants, logger } = parts;
  const { issuers, clockToleranceSeconds: toleranceSeconds } = parts.config;
  const toleranceMs = toleranceSeconds * 1000;
  for (const { issuer, tenant } of issuers)
    if (tenant !== null && !tenants.has(tenant))
      throw new Error(`the issuer ${issuer} is for the tenant ${tenant}, which this hub does not have`);
  const configured = new Map(
    issuers.map((issuer) => [issuer.issuer, { issuer, proof: proofOf(issuer, toleranceSeconds) }]),
  );
  const proved = new LRUCache<string, { readonly caller: Caller; readonly until: number }>({
    max: mostKnown,
  });
  /** Callers who have broken the glass, by the caller they are otherwise. */
  const granted = new WeakMap<Caller, Caller & { readonly until: number }>();

  async function prove(token: string): Promise<Principal> {
    const name = claimedIssuer(token);
    const own = { issuer: name, audience: ownAudience, toleranceSeconds };
    if (name === developmentIssuer) {
      const secret = await parts.developmentKey?.();
      if (!secret) throw new TokenError('development tokens do not count here');
      const claims = await verifyToken(token, { ...own, algorithms: ['HS256'], key: async () => secret });
      return principalOf(claims, { tenant: null, claims: ownClaims, roles: {} });
    }
    if (name === serviceIssuer) {
      const key: Proof['key'] = async ({ kid = '' }) => {
        const found = parts.serviceKeys.get(kid);
        if (!found) throw new TokenError('it is signed by a master key that is not listed, or never was one');
        return found;
      };
      const claims = await verifyToken(token, { ...own, algorithms: ['EdDSA'], key });
      const account = tenants.get(String(claims['tenant']))?.account(String(claims['sub']));
      if (!account) throw new TokenError('no such service account');
      return servicePrincipal(claims, account);
    }
    const found = configured.get(name);
    if (!found) throw new TokenError('no such issuer is configured');
    return principalOf(await verifyToken(token, found.proof), found.issuer);
  }

  /** Why a genuine token does not count now. */
  function objection(principal: Principal): 'EXPIRED' | 'REVOKED' | 'UNKNOWN' | null {
    const standing = tenants.get(principal.tenant);
    if (!standing) return 'UNKNOWN';
    if (Date.now() >= principal.expiresAt + toleranceMs) return 'EXPIRED';
    if (standing.revocations.cover(principal, toleranceMs)) return 'REVOKED';
    const isService = principal.kind === 'SERVICE';
    return isService && standing.account(principal.name!)?.disabled !== false ? 'REVOKED' : null;
  }

  function standingNow(caller: Caller): Caller {
    const why = objection(caller.principal);
    if (why !== null) throw refuse(why);
    if (!tenants.get(caller.principal.tenant)!.current())
      throw new Problem('HUB_UNAVAILABLE', 'What was revoked cannot be read now; try again.', {
        retryAfterMs: 1000,
      });
    return inEmergency(caller) ?? caller;
  }

  function inEmergency(caller: Caller): Caller | null {
    const { principal } = caller;
    if (!parts.emergencyRightsOf || !mayBreakGlass(principal)) return null;
    const until = tenants.get(principal.tenant)!.grantedUntil(principal.person);
    if (until <= Date.now()) return null;
    const known = granted.get(caller);
    if (known?.until === until) return known;
    const made = { principal, rights: parts.emergencyRightsOf(principal), until };
    granted.set(caller, made);
    return made;
  }

  let toldAt = Number.NEGATIVE_INFINITY;
  function refuse(reason: string): Problem {
    if (performance.now() - toldAt >= toldEveryMs) {
      toldAt = performance.now();
      logger.info({ reason }, 'a token was refused');
    }
    return new Problem('UNAUTHENTICATED', refused);
  }

  async function admitNew(token: string, key: string): Promise<Caller> {
    try {
      const principal = await prove(token);
      const caller = { principal, rights: parts.rightsOf(principal) };
      const admitted = standingNow(caller);
      proved.set(key, { caller, until: performance.now() + provedMs });
      return admitted;
    } catch (error) {
      if (error instanceof TokenError || error instanceof ClaimError) throw refuse(error.message);
      throw error;
    }
  }

  const { watch, look } = createWatch((principal) => {
    const why = objection(principal);
    return why === 'UNKNOWN' ? 'REVOKED' : why;
  }, toleranceMs);
  for (const standing of tenants.values()) standing.whenChanged(look);

  return {
    admit(token) {
      if (token === null) throw new Problem('UNAUTHENTICATED', none);
      // Kept by its hash: a token is a secret, and whoever reads this memory should not find any.
      const key = hash('sha256', token, 'base64');
      const known = proved.get(key);
      if (known && performance.now() < known.until) return standingNow(known.caller);
      return admitNew(token, key);
    },
    watch,
  };
}

function proofOf({ issuer, audience, algorithms, jwksUrl }: Issuer, toleranceSeconds: number): Proof {
  return { issuer, audience, algorithms, key: issuerKeys(issuer, jwksUrl), toleranceSeconds };
}
