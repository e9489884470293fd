import { words } from '../../words/customers.ts';

const say = words.customer.subscriptions;
const over = new Set(['CANCELLED', 'EXPIRED']);

/** Why a subscription cannot be amended now; null where it can. */
export function unamendable(status: string | null): string | null {
  if (status !== null && over.has(status)) return say.ended;
  return status === 'PENDING' ? say.pending : null;
}
