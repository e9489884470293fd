/** What a caller may be. What each may do is the table in `access.ts`. */
export const roles = [
  'SALES_OPS',
  'FINANCE_OPS',
  'FINANCE_APPROVER',
  'CONTROLLER',
  'SUPPORT',
  'INTEGRATION',
  'STEWARD',
  'AUDITOR',
  'ADMIN',
  'SERVICE',
] as const;

export type Role = (typeof roles)[number];

/** What a human may be. SERVICE belongs to the hub's own service accounts; no issuer can claim it for anybody. */
export const personRoles = roles.filter((role) => role !== 'SERVICE');

/** Everything of a claim that lists what its holder may reach. */
export const everything = '*';
/** In the claim of legal entities: also what belongs to no legal entity yet, for example a prospect. */
export const unassigned = '-';

/** Who asks: what was proved about the caller of one request or socket. */
export interface Principal {
  /** Whose data: a tenant of this hub. */
  readonly tenant: string;
  /** The account that signed in: issuer and subject. One person may have several. */
  readonly account: string;
  /** The human who answers for what is done; for a service account its owner. Compared without regard to case. */
  readonly person: string;
  /** Shown beside what was done; null where the token does not say. */
  readonly name: string | null;
  readonly kind: 'PERSON' | 'SERVICE';
  /**
   * Everybody who acts through the account besides `person` (RFC 8693 `act`, outermost first): delegates and impersonators, each by the
   * person claim where there is one, and by the account (issuer|subject).
   */
  readonly actors: readonly string[];
  readonly roles: readonly Role[];
  /** What a service account's token is limited to; empty for persons, whose roles say it all. */
  readonly scopes: readonly string[];
  /** Regions whose records may be seen; null: all. */
  readonly regions: readonly string[] | null;
  /** Codes of the legal entities whose records may be seen, with `-` for what belongs to none; null: all. */
  readonly legalEntities: readonly string[] | null;
  /** `jti` of the token; null where it has none. */
  readonly tokenId: string | null;
  /** Milliseconds since the epoch; Infinity for a caller without a token. */
  readonly expiresAt: number;
  /** When the token was issued, milliseconds since the epoch. */
  readonly issuedAt: number;
}

/** The caller where no token is asked for: development on one machine. It may everything, and its name says what it is. */
export function openPrincipal(tenant: string): Principal {
  return {
    tenant,
    account: 'open',
    person: 'open',
    name: 'Open access',
    kind: 'PERSON',
    actors: [],
    roles: personRoles,
    scopes: [],
    regions: null,
    legalEntities: null,
    tokenId: null,
    expiresAt: Number.POSITIVE_INFINITY,
    issuedAt: 0,
  };
}
