import { personKey } from '../canonical/person.ts';
import type { Principal, Role } from './principal.ts';

/** What of a caller matters when duties are kept apart. */
export type Party = Pick<Principal, 'person' | 'account' | 'actors'>;

/** The one name by which all names of a person are known; a name that nobody linked stands for itself. */
export type Resolve = (name: string) => string;

/**
 * What names of persons and accounts are compared by when duties are kept apart. Wider than `personKey`: whatever looks like the same
 * name to somebody counts as the same, because an error in that direction only means that somebody else must decide.
 */
export function dutyKey(name: string): string {
  return personKey(name.replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, ''))
    .toUpperCase()
    .toLowerCase();
}

/** Everybody who is behind a caller: the person (of a service account its owner), the account, and all who act through it. */
export function everybodyBehind({ person, account, actors }: Party): string[] {
  return [...new Set([person, account, ...actors].map(dutyKey))];
}

export interface DutyFacts {
  /** Everybody who was behind the request, as it was when it was made. */
  readonly makers: readonly string[];
  /** Everybody who was behind each approval that was given before. */
  readonly earlier: readonly (readonly string[])[];
  readonly checker: Pick<Principal, 'person' | 'account' | 'actors' | 'kind' | 'roles'>;
  readonly approverRoles: readonly Role[];
  /** Whether the checker has broken the glass: that stands for every role, and for nothing else. */
  readonly brokenGlass: boolean;
  readonly resolve: Resolve;
}

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly code: 'SOD_VIOLATION' | 'FORBIDDEN'; readonly why: string };

/**
 * Whether somebody may decide what somebody else asked for. Nobody decides what they had a part in, under whatever name, account, role or
 * emergency; who decided once does not count again; programs decide nothing; and it takes one of the rule's roles.
 */
export function mayDecide(facts: DutyFacts): Verdict {
  const { checker, approverRoles, brokenGlass, resolve } = facts;
  const checkers = new Set(everybodyBehind(checker).map(resolve));
  const overlaps = (others: readonly string[]): boolean =>
    others.some((name) => checkers.has(resolve(dutyKey(name))));
  if (overlaps(facts.makers))
    return refused('SOD_VIOLATION', 'You had a part in asking for this; somebody else must decide it.');
  if (facts.earlier.some(overlaps))
    return refused('SOD_VIOLATION', 'You have approved this already; a different person must be the next.');
  if (checker.kind === 'SERVICE')
    return refused('FORBIDDEN', 'A service account decides nothing; a person must.');
  if (!brokenGlass && !approverRoles.some((role) => checker.roles.includes(role)))
    return refused('FORBIDDEN', `This is decided by one of the roles ${approverRoles.join(', ')}.`);
  return { allowed: true };
}

const refused = (code: 'SOD_VIOLATION' | 'FORBIDDEN', why: string): Verdict => ({
  allowed: false,
  code,
  why,
});
