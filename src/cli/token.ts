import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { developmentIssuer, ownAudience, ownClaims, serviceIssuer } from '../auth/issuer.ts';
import { everything, personRoles } from '../auth/principal.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { developmentSecret } from '../secrets/development.ts';

/** What a person may be in the graph. */
export const roles = personRoles;

export type Role = (typeof roles)[number];

/** What a development token says of its holder besides the role. */
export interface DevelopmentClaims {
  readonly tenant: string;
  readonly person: string;
  readonly name: string;
  /** Codes of legal entities, and regions; `*` for all. */
  readonly legalEntities: readonly string[];
  readonly regions: readonly string[];
  /** How long it counts, milliseconds. */
  readonly forMs: number;
}

/**
 * A signed token (JWT, HS256) for one role, for development: what is not given is the tenant `main`, a person named after the role, every
 * legal entity and region, and 30 days.
 */
export async function developmentToken(
  dataDir: string,
  role: Role,
  claims: Partial<DevelopmentClaims> = {},
): Promise<string> {
  const { tenant = 'main', legalEntities = [everything], regions = [everything] } = claims;
  const { person = `${role.toLowerCase().replaceAll('_', '-')}@example.com`, forMs = 30 * 86_400_000 } =
    claims;
  const { name = person } = claims;
  return new SignJWT({
    [ownClaims.tenant]: tenant,
    [ownClaims.person]: person,
    [ownClaims.name]: name,
    [ownClaims.roles]: [role],
    [ownClaims.regions]: regions,
    [ownClaims.legalEntities]: legalEntities,
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(developmentIssuer)
    .setAudience(ownAudience)
    .setSubject(person)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(new Date(Date.now() + forMs))
    .sign(await developmentSecret(dataDir));
}

/** A token of a service account, and what is known of it afterwards; the token itself is stored nowhere. */
export interface ServiceToken {
  readonly token: string;
  readonly id: string;
  readonly scopes: readonly string[];
  readonly expiresAt: string;
  /** The key that signed it. */
  readonly keyId: string;
}

/** A signed token (JWT, EdDSA) with which a service account of a tenant calls the hub, for some or all of its scopes. */
export async function serviceToken(
  keyring: Keyring,
  holder: { readonly tenant: string; readonly account: string; readonly scopes: readonly string[] },
  forMs: number,
): Promise<ServiceToken> {
  const key = keyring.signing('service-account');
  const id = randomUUID();
  const expires = new Date(Date.now() + forMs);
  const token = await new SignJWT({ tenant: holder.tenant, scopes: holder.scopes })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: key.id })
    .setIssuer(serviceIssuer)
    .setAudience(ownAudience)
    .setSubject(holder.account)
    .setJti(id)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key.privateKey);
  return { token, id, scopes: holder.scopes, expiresAt: expires.toISOString(), keyId: key.id };
}
