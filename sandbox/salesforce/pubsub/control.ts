import { randomUUID } from 'node:crypto';
import { BadControl } from '../../kit/bad-control.ts';
import type { Sim } from '../../kit/types.ts';
import type { SObject } from '../field.ts';
import { parseId } from '../id.ts';
import { sobjectNamed } from '../objects.ts';
import { busSetting, headOf, setBus, tell, wakeAll } from './bus.ts';
import { subscriptionsOf } from './server.ts';

type Order = Readonly<Record<string, unknown>>;

/** The record id of an overflow event. Source: Change Data Capture guide, "Overflow Events". */
const emptyId = '000000000000000AAA';

function orderOf(value: unknown): Order {
  if (typeof value !== 'object' || value === null) throw new BadControl('say {object: "Account", ...}');
  return value as Order;
}

function objectOf(order: Order): SObject {
  const object = sobjectNamed(String(order.object));
  if (!object) throw new BadControl(`no object ${String(order.object)}`);
  return object;
}

/** Puts an event without fields on the bus, in a transaction of its own. */
function inject(sim: Sim, object: SObject, type: string, ids: readonly string[]): void {
  const transaction = { key: randomUUID(), origin: '' };
  tell(sim, transaction, { entity: object.name, type, ids, body: {}, changed: [], nulled: [] });
}

function injectGap(sim: Sim, order: Order): void {
  const object = objectOf(order);
  const id = parseId(String(order.id));
  if (!id) throw new BadControl('the id of a gap must be a record id');
  const type = String(order.type ?? 'UPDATE');
  if (!/^((UN)?DELETE|CREATE|UPDATE)$/.test(type)) throw new BadControl(`no change type ${type}`);
  inject(sim, object, `GAP_${type}`, [id]);
}

/**
 * Steers the change events (`POST /__sim/webhooks`): `{gap: {object, id, type?}}`, `{overflow: {object}}` and `{wildcard: {object}}` put
 * such an event on the bus; `{hold: true}` keeps all back until `{release: true}`; `{drop: fraction}` of the later ones are lost for
 * ever; `{disconnect: true}` cuts the open streams. Without an order it only tells how things are.
 */
export function controlPubSub(sim: Sim, order: Order): unknown {
  const { gap, overflow, wildcard, hold, release, drop, disconnect } = order;
  if (hold === true) setBus(sim, 'held', 1);
  if (release === true) setBus(sim, 'held', 0);
  if (drop !== undefined) {
    if (!(Number(drop) >= 0 && Number(drop) <= 1)) throw new BadControl('drop must be a fraction');
    setBus(sim, 'drop', Number(drop));
  }
  if (gap !== undefined) injectGap(sim, orderOf(gap));
  if (overflow !== undefined) inject(sim, objectOf(orderOf(overflow)), 'GAP_OVERFLOW', [emptyId]);
  if (wildcard !== undefined) {
    const object = objectOf(orderOf(wildcard));
    inject(sim, object, 'UPDATE', [`${object.keyPrefix}*`]);
  }
  if (disconnect === true) for (const subscription of subscriptionsOf(sim)) subscription.cut();
  wakeAll(sim);
  const counts = sim.db
    .prepare('select count(entity) as events, coalesce(sum(lost), 0) as lost from sf_event')
    .get();
  return {
    held: busSetting(sim, 'held'),
    head: headOf(sim),
    events: Number(counts?.events),
    dropped: Number(counts?.lost),
    subscriptions: subscriptionsOf(sim).map((subscription) => subscription.facts()),
  };
}
