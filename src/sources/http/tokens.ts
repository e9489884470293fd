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
  /**
   * The current token, or a new one; however many ask at once, one login is made. When other credentials have come into force a login
   * with them is made; while they are refused, or cannot be tried, the session from before serves as long as it lasts.
   */
  lease(): Promise<Lease>;
  /** The vendor no longer takes this token. Saying so of an older generation changes nothing. */
  expire(generation: number): void;
  /** The vendor refuses what the newest token was got with; true when other credentials have come into force by now. */
  replaced(): Promise<boolean>;
}

/** The credentials that logins are made with. */
export interface InForce {
  /** Another object after each change. */
  now(): object;
  /** The vendor refuses them: when it resolves, newer ones are in force if there are any. */
  refused(): Promise<void>;
}

/** How long refused credentials are not tried again, so that a wrong secret does not lock the account. */
const refusalMs = 5_000;
const unchanging: InForce = { now: () => unchanging, refused: async () => {} };

/** Single-flight tokens over a vendor's login; without a login every lease is the empty token. */
export function createTokens(
  login: (() => Promise<Token>) | undefined,
  clock: Clock,
  inForce: InForce = unchanging,
): Tokens {
  if (login === undefined) {
    const lease = Promise.resolve<Lease>({ token: { headers: {} }, generation: 0, fresh: true });
    return { lease: () => lease, expire: () => {}, replaced: async () => false };
  }
  let generation = 0;
  let current: { readonly token: Token; readonly renewAt: number; readonly of: object } | undefined;
  let flight: Promise<Lease> | undefined;
  /** The last login that failed; `final` when it was refused. */
  let failure:
    | { readonly until: number; readonly problem: Problem; readonly of: object; readonly final: boolean }
    | undefined;

  const session = (): Lease | undefined =>
    current !== undefined && clock.now() < current.renewAt
      ? { token: current.token, generation, fresh: false }
      : undefined;

  const replaced = async (of: object): Promise<boolean> => {
    await inForce.refused();
    return inForce.now() !== of;
  };

  const enter = async (): Promise<Lease> => {
    const of = inForce.now();
    try {
      const token = await login();
      const life = token.expiresInMs;
      const early = life === undefined ? 0 : Math.min(60_000, life / 10);
      current = { token, renewAt: life === undefined ? Infinity : clock.now() + life - early, of };
      generation++;
      failure = undefined;
      return { token, generation, fresh: true };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const final = error.code === 'SOURCE_REJECTED';
      if (final && (await replaced(of))) return await enter();
      failure = { until: clock.now() + refusalMs, problem: error, of, final };
      const before = session();
      if (before) return before;
      throw error;
    }
  };

  return {
    lease: async () => {
      const of = inForce.now();
      const before = session();
      if (before && current?.of === of) return before;
      if (failure?.of === of) {
        const recent = clock.now() < failure.until;
        // Once refused, nothing but other credentials or the end of the session is worth a second try.
        if (before && (recent || failure.final)) return before;
        if (recent && failure.final) throw failure.problem;
      }
      flight ??= enter().finally(() => {
        flight = undefined;
      });
      return flight;
    },
    expire: (stale) => {
      if (stale === generation) current = undefined;
    },
    replaced: () => replaced(current?.of ?? inForce.now()),
  };
}
