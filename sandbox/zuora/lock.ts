import type { Sim, SimRequest } from '../kit/types.ts';
import { refused } from './given.ts';

/** The subscriptions that an order or the reversal of one is about; nothing for other requests. */
function concerned(sim: Sim, request: SimRequest): readonly string[] {
  if (request.method !== 'POST') return [];
  const reverted = /^\/v1\/orders\/([^/]+)\/revert$/.exec(request.path)?.[1];
  if (reverted !== undefined)
    return sim.db
      .prepare('select subscription from order_subscription where number = ?')
      .all(decodeURIComponent(reverted))
      .map((row) => String(row.subscription));
  if (request.path !== '/v1/orders') return [];
  try {
    const body = JSON.parse(request.body.toString('utf8')) as {
      subscriptions?: readonly { subscriptionNumber?: unknown }[];
    };
    return (body.subscriptions ?? [])
      .map((each) => String(each.subscriptionNumber))
      .filter((each) => each !== 'undefined');
  } catch {
    return [];
  }
}

/**
 * Refuses an order on a subscription while an order that came before it is still being dealt with, or that the setting `lockedSubscriptions`
 * (numbers) names: the vendor deals with one order of a subscription at a time.
 */
export function inOrder(sim: Sim, request: SimRequest): void {
  const wanted = new Set(concerned(sim, request));
  const locked = new Set(sim.setting<readonly string[]>('lockedSubscriptions', []));
  for (const other of sim.underway()) {
    if (other === request) break;
    for (const number of concerned(sim, other)) locked.add(number);
  }
  const held = [...wanted].find((number) => locked.has(number));
  if (held !== undefined)
    throw refused(
      'lockContention',
      `The subscription ${held} is locked by another request. Please try again.`,
    );
}
