import { catalogue } from './catalogue-objects.ts';
import { creditMemos } from './credit-memo-objects.ts';
import { documents } from './document-objects.ts';
import type { ObjectType } from './object.ts';
import { parties } from './party-objects.ts';
import { subscriptions } from './subscription-objects.ts';

/**
 * The objects the simulator holds. Names, filterable fields and expands are those of the API reference
 * (developer.zuora.com, Object Queries, early 2026); the odd capitals (`vATId`, `cMRR`, `sKU`) are the vendor's.
 */
export const model: Readonly<Record<string, ObjectType>> = {
  ...parties,
  ...subscriptions,
  ...documents,
  ...creditMemos,
  ...catalogue,
};
