import type { Me } from '../../client/rights.ts';
import type { WaitingFragment } from '../../generated/graphql.ts';
import { words } from '../../words/approvals.ts';
import { term } from '../../words/terms.ts';

type Decidable = Pick<WaitingFragment, 'status' | 'requestedBy' | 'rule' | 'decisions'>;

/**
 * Why somebody may not decide this; null where they may, as far as the page knows: the hub also knows who acted for whom. An administrator
 * may have broken the glass, which the hub finds out.
 */
export function whyNotDecide(
  { id, roles }: Me,
  { status, requestedBy, rule, decisions }: Decidable,
): string | null {
  const { decide } = words;
  if (status !== 'PENDING') return decide.over(term(status));
  if (requestedBy.id === id) return decide.ownRequest;
  if (decisions.some(({ by }) => by.id === id)) return decide.already;
  if (roles.includes('ADMIN') || rule.approverRoles.some((role) => roles.includes(role))) return null;
  return decide.notYours(rule.approverRoles.map(term).join(', '));
}
