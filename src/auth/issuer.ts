import type { Role } from './principal.ts';

/** How an issuer calls its claims: a claim's own name, or a dotted path into objects (`realm_access.roles`). */
export interface ClaimNames {
  readonly tenant: string;
  readonly person: string;
  readonly name: string;
  readonly roles: string;
  readonly regions: string;
  readonly legalEntities: string;
}

/** Somebody whose tokens are believed: an OpenID Connect provider. */
export interface Issuer {
  readonly issuer: string;
  readonly audience: string | readonly string[];
  /** Null: as its discovery document says. */
  readonly jwksUrl: string | null;
  readonly algorithms: readonly string[];
  /** Null: the claim says whose token it is. */
  readonly tenant: string | null;
  readonly claims: ClaimNames;
  /** Its words for our roles. */
  readonly roles: Readonly<Record<string, readonly Role[]>>;
}

/** The issuers that are the hub itself: no other may be called so. */
export const developmentIssuer = 'isthmus:development';
export const serviceIssuer = 'isthmus:service';
export const ownAudience = 'isthmus';

/** How the hub's own tokens call their claims. */
export const ownClaims: ClaimNames = {
  tenant: 'tenant',
  person: 'person',
  name: 'name',
  roles: 'roles',
  regions: 'regions',
  legalEntities: 'legal_entities',
};

/** Whether keys may be fetched from there: by https, or on this machine. */
export function isTrustedAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && isOfThisMachine(hostname);
}

/** Whether the host name of a URL leads to this machine whoever answers for names. */
export const isOfThisMachine = (hostname: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
