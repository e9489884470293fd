import { Problem } from '../canonical/problem.ts';

// Whoever may not see something is told the same as if there were none.

const unknown = (what: string, path: string): Problem =>
  new Problem('NOT_FOUND', `There is no such ${what}.`, { path });

export const unknownApproval = (): Problem => unknown('approval', 'approvalId');
export const unknownCustomer = (path: 'survivorId' | 'absorbedId'): Problem => unknown('customer', path);
export const unknownMerge = (): Problem => unknown('merge', 'mergeId');
export const unknownPair = (): Problem => unknown('pair of look-alikes', 'candidateId');
