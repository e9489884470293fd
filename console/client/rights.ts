import { createContext, useContext } from 'react';
import type { MeQuery } from '../generated/graphql.ts';

/** Who is signed in, and what the hub lets this person do. */
export interface Me {
  readonly id: string;
  readonly name: string | null;
  readonly roles: MeQuery['viewer']['roles'];
  /** `Query.audit`, `Mutation.fixAndResume`, `Customer.balances`: whether the hub answers there. */
  readonly can: (field: string) => boolean;
}

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. Throws outside of the signed-in part of the page. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('nobody is signed in here');
  return me;
}
