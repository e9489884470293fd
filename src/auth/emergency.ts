import { rightsFor } from './policy.ts';
import type { Principal } from './principal.ts';
import type { Rights } from './rights.ts';

/**
 * Whether a grant in an emergency changes anything for somebody: it widens what an administrator may under the own account, with nobody
 * else acting through it, and makes nobody one.
 */
export function mayBreakGlass({ kind, actors, roles }: Principal): boolean {
  return kind === 'PERSON' && actors.length === 0 && roles.includes('ADMIN');
}

/**
 * The rights of an administrator who has broken the glass: to read everything of the rows that the token lets in, besides what the own
 * roles allow. A role never reaches over where records may be seen.
 */
export function emergencyRights(principal: Principal): Rights {
  return rightsFor({ ...principal, roles: [...principal.roles, 'AUDITOR'] });
}
