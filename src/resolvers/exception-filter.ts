import { Problem } from '../canonical/problem.ts';
import type { ExceptionFilter } from '../context.ts';
import type { ExceptionFilter as Given } from '../generated/graphql.ts';
import { checkSpan } from './span.ts';

/** A filter as the hub takes it. Throws INVALID_INPUT for bounds that nothing can meet or that nobody means. */
export function exceptionFilter(given: Given | null | undefined): ExceptionFilter {
  const { moneyAtRiskGte = null, olderThanMs = null } = given ?? {};
  if (olderThanMs !== null && olderThanMs < 0)
    throw new Problem('INVALID_INPUT', 'olderThanMs must not be negative.', { path: 'filter.olderThanMs' });
  if (moneyAtRiskGte?.startsWith('-'))
    throw new Problem('INVALID_INPUT', 'moneyAtRiskGte must not be negative.', {
      path: 'filter.moneyAtRiskGte',
    });
  checkSpan(given?.openedFrom, given?.openedTo, 'filter.openedFrom');
  return {
    status: given?.status ?? null,
    category: given?.category ?? null,
    severity: given?.severity ?? null,
    ownerTeam: given?.ownerTeam ?? null,
    process: given?.process ?? null,
    legalEntity: given?.legalEntity ?? null,
    rootCauseKey: given?.rootCauseKey ?? null,
    moneyAtRiskGte,
    olderThanMs,
    openedFrom: given?.openedFrom ?? null,
    openedTo: given?.openedTo ?? null,
    assigneeId: given?.assigneeId ?? null,
    retrying: given?.retrying ?? null,
  };
}
