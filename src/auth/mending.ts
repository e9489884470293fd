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

/** What the team that sells may mend and try again where it is the team's: what stands in its own systems, and what it has agreed. */
const salesTeam = 'sales-operations';
const ofSales: readonly ExceptionCategory[] = ['DATA', 'POLICY'];

/** What somebody wants to do about what stopped a run. */
export interface Mending {
  readonly category: ExceptionCategory;
  /** Whose it is, by the settings. */
  readonly ownerTeam: string;
  /** Whether it is mended or tried again, rather than left out or undone. */
  readonly mends: boolean;
}

/** Throws FORBIDDEN, which says who may, for whoever may not fix, skip, retry or undo what is a matter of this category and team. */
export function checkMender(
  { roles }: Pick<Principal, 'roles'>,
  { category, ownerTeam, mends }: Mending,
): void {
  const sells = mends && ownerTeam === salesTeam && ofSales.includes(category);
  const may: readonly Role[] = sells ? [...menders[category], 'SALES_OPS'] : menders[category];
  // A program with the scope for it does what people who run the machines do.
  const own: readonly Role[] = roles.includes('SERVICE') ? [...roles, 'INTEGRATION'] : roles;
  if (may.some((role) => own.includes(role))) return;
  throw new Problem(
    'FORBIDDEN',
    `What is a matter of ${category.toLowerCase()} is dealt with by one of the roles ${may.join(', ')}.`,
  );
}
