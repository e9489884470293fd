import type { Change, Sim } from './types.ts';

/**
 * Says that one row of the vendor's data was written. Every writer calls it, after the write and inside its transaction: the vendor's
 * API and `POST /__sim/state` (through `changeRow`); seeding does not. What hears it - the vendor's `onChange`, the webhooks - keeps
 * what it makes of it in the same transaction, so that a message and its cause are there together or not at all.
 */
export function changed(sim: Sim, change: Change): void {
  for (const hear of sim.listeners) hear(change);
}
