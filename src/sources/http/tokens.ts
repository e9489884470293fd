import { Problem } from '../../canonical/problem.ts';
import type { Clock } from './clock.ts';
import type { Token } from './policy.ts';

/** A token as handed to a call. */
export interface Lease {
  readonly token: Token;
  /** Which login it came from; given back with `expire`. */
  readonly generation: number;
  /** This caller waited for the login: the vendor cannot have expired it since. */
  readonly fresh: boolean;
}

/** The one login that all calls of an instance share. */
export interface Tokens {
  /** The current token, or a new one; however many ask at once, one login is made. */
  lease(): Promise<Lease>;
  /** The vendor no longer takes this token. Saying so of an older generation changes nothing. */
  expire(generation: number): void;
}

/** How long refused credentials are not tried again, so that a wrong secret does not lock the account. */
const refusalMs = 5_000;

/** Single-flight tokens over a vendor's login; without a login every lease is the empty token. */
export function createTokens(login: (() => Promise<Token>) | undefined, clock: Clock): Tokens {
  if (login === undefined) {
    const lease = Promise.resolve<Lease>({ token: { headers: {} }, generation: 0, fresh: true });
    return { lease: () => lease, expire: () => {} };
  }
  let generation = 0;
  let current: { readonly token: Token; readonly renewAt: number } | undefined;
  let flight: Promise<Lease> | undefined;
  let refusal: { readonly until: number; readonly problem: Problem } | undefined;

  const enter = async (): Promise<Lease> => {
    try {
      const token = await login();
      const life = token.expiresInMs;
      const early = life === undefined ? 0 : Math.min(60_000, life / 10);
      current = { token, renewAt: life === undefined ? Infinity : clock.now() + life - early };
      generation++;
      refusal = undefined;
      return { token, generation, fresh: true };
    } catch (error) {
      if (error instanceof Problem && error.code === 'SOURCE_REJECTED')
        refusal = { until: clock.now() + refusalMs, problem: error };
      throw error;
    } finally {
      flight = undefined;
    }
  };

  return {
    lease: async () => {
      if (current !== undefined && clock.now() < current.renewAt)
        return { token: current.token, generation, fresh: false };
      if (refusal !== undefined && clock.now() < refusal.until) throw refusal.problem;
      flight ??= enter();
      return flight;
    },
    expire: (stale) => {
      if (stale === generation) current = undefined;
    },
  };
}
