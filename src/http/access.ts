import { openPrincipal, type Principal } from '../auth/principal.ts';
import { type Rights, unboundRights } from '../auth/rights.ts';

/** Who sent a request, and what follows from it. */
export interface Caller {
  readonly principal: Principal;
  readonly rights: Rights;
  /** When these rights end although the token goes on, milliseconds since the epoch; absent where they do not. */
  readonly until?: number;
}

/** Decides once for each request, socket or stream who sent it. */
export interface Access {
  /**
   * Who holds this token (the text behind `Bearer `; null: there is none). At once for a token that was seen before. Throws the Problem
   * UNAUTHENTICATED for one that proves nothing.
   */
  admit(token: string | null): Caller | Promise<Caller>;
  /** Calls `ended` once when what the caller was admitted by ends: the token's time, or by revocation. Returns what forgets the caller. */
  watch(caller: Caller, ended: (why: 'EXPIRED' | 'REVOKED') => void): () => void;
  /**
   * No token guards the hub, so only requests that name it as this machine are served: a page whose own name was made to lead here would
   * be of the hub's origin for its browser.
   */
  readonly ownNameOnly?: boolean;
}

/** Lets everybody in with every right, and believes no token. */
export function openAccess(tenant: string): Access {
  const caller: Caller = { principal: openPrincipal(tenant), rights: unboundRights };
  return { admit: () => caller, watch: () => () => {}, ownNameOnly: true };
}

/** The token of an `authorization` header; null where there is none of ours. */
export function bearerOf(header: string | undefined): string | null {
  const [, token] = /^Bearer +([\w.~+/=-]+) *$/i.exec(header ?? '') ?? [];
  return token ?? null;
}
