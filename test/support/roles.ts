import { openPrincipal, type Principal, type Role } from '../../src/auth/principal.ts';
import { rightsFor } from '../../src/auth/policy.ts';
import { unboundRights } from '../../src/auth/rights.ts';
import { Problem } from '../../src/canonical/problem.ts';
import type { Access, Caller } from '../../src/http/access.ts';

/** A person of a test with one role, who may see every row. */
export function personWith(role: Role, more: Partial<Principal> = {}): Principal {
  const person = `${role.toLowerCase()}@example.com`;
  return { ...openPrincipal('main'), account: `test|${person}`, person, name: role, roles: [role], ...more };
}

/** A service account of a test with these scopes, which may see every row. */
export function serviceWith(scopes: readonly string[], more: Partial<Principal> = {}): Principal {
  return personWith('SERVICE', { kind: 'SERVICE', scopes, account: `test|${scopes.join(' ')}`, ...more });
}

/** Lets in the callers that it is told of, and whoever shows no token with every right. */
export interface TestAccess extends Access {
  /** A token for a caller. */
  token(principal: Principal): string;
}

/** An access whose tokens are made up by the test; what their holders may is the policy's. */
export function testAccess(): TestAccess {
  const callers = new Map<string | null, Caller>([
    [null, { principal: openPrincipal('main'), rights: unboundRights }],
  ]);
  return {
    token(principal) {
      const token = `token-${callers.size}`;
      callers.set(token, { principal, rights: rightsFor(principal) });
      return token;
    },
    admit(token) {
      const caller = callers.get(token);
      if (!caller) throw new Problem('UNAUTHENTICATED', 'no such token in this test');
      return caller;
    },
    watch: () => () => {},
  };
}
