import { dutyKey } from './duties.ts';
import type { Principal } from './principal.ts';

/** What can be refused: one token, every token of an account, or every token that a person answers for or acts through. */
export const revocables = ['TOKEN', 'ACCOUNT', 'PERSON'] as const;
export type Revocable = (typeof revocables)[number];

export interface Revocation {
  readonly what: Revocable;
  readonly value: string;
  /** Tokens that were issued at or before it, milliseconds since the epoch. */
  readonly before: number;
}

/** What was revoked, to be asked at every request. */
export interface Revocations {
  add(revocation: Revocation): void;
  /** Whether a token of this principal is refused. `toleranceMs`: by how much the clock of its issuer may be ahead of ours. */
  cover(principal: Principal, toleranceMs: number): boolean;
}

/** An empty list. */
export function createRevocations(): Revocations {
  const latest: Readonly<Record<Revocable, Map<string, number>>> = {
    TOKEN: new Map(),
    ACCOUNT: new Map(),
    PERSON: new Map(),
  };
  const size = (): number => latest.TOKEN.size + latest.ACCOUNT.size + latest.PERSON.size;
  return {
    add({ what, value, before }) {
      const key = keyOf(what, value);
      latest[what].set(key, Math.max(before, latest[what].get(key) ?? 0));
    },
    cover(principal, toleranceMs) {
      if (size() === 0) return false;
      const issuedAt = principal.issuedAt - toleranceMs;
      const is = (what: Revocable, value: string): boolean =>
        (latest[what].get(keyOf(what, value)) ?? Number.NEGATIVE_INFINITY) >= issuedAt;
      return (
        // A token is named by itself: when it was issued does not matter.
        (principal.tokenId !== null && latest.TOKEN.has(principal.tokenId)) ||
        is('ACCOUNT', principal.account) ||
        [principal.person, ...principal.actors].some(
          (person) => is('PERSON', person) || is('ACCOUNT', person),
        )
      );
    },
  };
}

/** The id of a token is exact; names of people and accounts are not: whoever looks like the one that was revoked must sign in again too. */
function keyOf(what: Revocable, value: string): string {
  return what === 'TOKEN' ? value : dutyKey(value);
}
