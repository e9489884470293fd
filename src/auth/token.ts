import { decodeJwt, decodeProtectedHeader, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { Problem } from '../canonical/problem.ts';
import type { Claims } from './claims.ts';

/** A token that proves nothing. `message` says why, for the log: it repeats nothing of the token. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

/** What one issuer's tokens are held against. */
export interface Proof {
  readonly issuer: string;
  readonly audience: string | readonly string[];
  /** The only signature algorithms that count, whatever a token says of itself (RFC 8725, section 3.1). */
  readonly algorithms: readonly string[];
  readonly key: JWTVerifyGetKey;
  readonly toleranceSeconds: number;
}

/** Longer ones are refused unread. */
const longest = 16 * 1024;

/** The types of tokens that give access; others of the same issuer are for something else (RFC 8725, section 3.11). */
const accessTypes = new Set([undefined, 'jwt', 'at+jwt']);

/** Who a token says has issued it. Nothing is proved by that: it chooses what the token is held against. Throws TokenError. */
export function claimedIssuer(token: string): string {
  if (token.length > longest) throw new TokenError('longer than any token');
  try {
    const { typ } = decodeProtectedHeader(token);
    const type = typ?.toLowerCase().replace(/^application\//, '');
    if (!accessTypes.has(type)) throw new TokenError('its type is not that of an access token');
    const { iss } = decodeJwt(token);
    if (typeof iss === 'string') return iss;
  } catch (error) {
    throw refusal(error);
  }
  throw new TokenError('it names no issuer');
}

/**
 * The claims of a token that is signed with a key of its issuer, meant for the hub, and valid now. Throws TokenError for every other one,
 * and the Problem of the key's source when that does not answer.
 */
export async function verifyToken(token: string, proof: Proof): Promise<Claims> {
  const { issuer, toleranceSeconds } = proof;
  const options = {
    issuer,
    audience: typeof proof.audience === 'string' ? proof.audience : [...proof.audience],
    algorithms: [...proof.algorithms],
    clockTolerance: toleranceSeconds,
    requiredClaims: ['exp', 'sub'],
  };
  const claims = await jwtVerify(token, proof.key, options).then(
    ({ payload }) => payload,
    async (error: unknown) => {
      // A token that does not name its key fits several while an issuer changes its keys.
      if (error instanceof errors.JWKSMultipleMatchingKeys)
        for await (const key of error) {
          const found = await jwtVerify(token, key, options).catch(() => null);
          if (found) return found.payload;
        }
      throw refusal(error);
    },
  );
  if ((claims.iat ?? 0) > Date.now() / 1000 + toleranceSeconds)
    throw new TokenError('it was issued in the future');
  return claims;
}

function refusal(error: unknown): Error {
  if (error instanceof Problem || error instanceof TokenError) return error;
  // The library's codes say which check failed (ERR_JWT_EXPIRED, ...); its messages may repeat what was given.
  const { code, name } = error as { code?: unknown; name?: unknown };
  return new TokenError(typeof code === 'string' ? code : String(name), { cause: error });
}
