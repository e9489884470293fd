import { openPrincipal } from '../../src/auth/principal.ts';
import { type Rights, unboundRights } from '../../src/auth/rights.ts';
import { Problem } from '../../src/canonical/problem.ts';
import type { Access, Caller } from '../../src/http/access.ts';

/** What a token must begin with to prove nothing. */
const worthless = 'forged';

/** Lets in whoever has a token, as the account that the token names, with every right: what consumers send is counted by account. */
export function consumersAccess(): Access {
  return {
    admit(token) {
      if (token === null || token.startsWith(worthless))
        throw new Problem('UNAUTHENTICATED', 'The token is not accepted; sign in again.');
      return consumer(token);
    },
    watch: () => () => {},
  };
}

/** A caller with an account of its own and every right. */
export function consumer(account: string): Caller {
  const rights: Rights = { ...unboundRights };
  return { principal: { ...openPrincipal('main'), account, person: account }, rights };
}

/** The header of a request of this account. */
export const tokenOf = (account: string): { authorization: string } => ({
  authorization: `Bearer ${account}`,
});
