import type { ExceptionCategory } from '../canonical/exception.ts';
import { Problem } from '../canonical/problem.ts';
import type { Principal, Role } from './principal.ts';

const finance: readonly Role[] = ['FINANCE_OPS', 'FINANCE_APPROVER', 'CONTROLLER'];

/** Who may decide what becomes of a run that something stopped, by what it is a matter of. */
const menders: Readonly<Record<ExceptionCategory, readonly Role[]>> = {
  TECHNICAL: ['INTEGRATION', 'ADMIN', 'CONTROLLER'],
  DATA: finance,
  PROCESS: finance,
  POLICY: finance,
};

/** Throws FORBIDDEN, which says who may, for whoever may not fix, skip, retry or undo what is a matter of this category. */
export function checkMender({ roles }: Pick<Principal, 'roles'>, category: ExceptionCategory): void {
  const may = menders[category];
  // A program with the scope for it does what people who run the machines do.
  const own: readonly Role[] = roles.includes('SERVICE') ? [...roles, 'INTEGRATION'] : roles;
  if (may.some((role) => own.includes(role))) return;
  throw new Problem(
    'FORBIDDEN',
    `What is a matter of ${category.toLowerCase()} is dealt with by one of the roles ${may.join(', ')}.`,
  );
}
