import type { AmendmentRequest } from '../canonical/amendment.ts';
import type { BillingOrder, OrderAction, SubscriptionNow } from '../sources/billing.ts';
import type { Known } from './amendment-facts.ts';

type Order = Omit<BillingOrder, 'orderNumber'>;

/** Prices of which any number can be had; of the others there is one. */
const counted = (model: string | undefined): boolean => model !== 'FLAT';

/** The first day that is no longer covered once the request holds; null: as it was. */
export function newTermEndOf(known: Known, request: AmendmentRequest): string | null {
  if (request.coTermWith !== null)
    return known.subscriptions.find(({ id }) => id === request.coTermWith)?.termEnd ?? null;
  return request.newTermEnd;
}

/** The order that does what is asked; null where a price or an item that is asked for is not known in billing. */
export function orderOf(
  known: Known,
  now: SubscriptionNow,
  request: AmendmentRequest,
  today: string,
): Order | null {
  const actions = actionsOf(known, now, request);
  return (
    actions && {
      orderDate: today,
      effectiveDate: request.effectiveDate,
      accountNumber: now.accountNumber,
      subscriptionNumber: now.number,
      actions,
      description: null,
    }
  );
}

function actionsOf(
  known: Known,
  now: SubscriptionNow,
  { type, items, autoRenew, renewalMonths, ...request }: AmendmentRequest,
): readonly OrderAction[] | null {
  const terms = (termEnd: string | null): OrderAction => ({
    type: 'TERMS',
    termEnd,
    autoRenew,
    renewalMonths,
  });
  switch (type) {
    case 'RENEW':
      return [{ type: 'RENEW' }];
    case 'CANCEL':
      return [{ type: 'CANCEL' }];
    case 'PAUSE':
      return [{ type: 'SUSPEND' }];
    case 'RESUME':
      return [{ type: 'RESUME' }];
    case 'CO_TERM': {
      const end = newTermEndOf(known, { type, items, autoRenew, renewalMonths, ...request });
      return end === null ? null : [terms(end)];
    }
    case 'TERMS':
      return [terms(request.newTermEnd)];
    default:
  }
  const actions: OrderAction[] = [];
  for (const { itemId, priceId, quantity } of items) {
    const held = now.items.find((each) => each.itemId === itemId);
    if (itemId !== null && !held) return null;
    if (type === 'QUANTITY')
      actions.push({ type: 'UPDATE_ITEM', itemId: itemId!, quantity, unitPrice: null });
    else if (held) actions.push({ type: 'REMOVE_ITEM', itemId: held.itemId });
    if (type !== 'ADD_ON' && type !== 'UPGRADE' && type !== 'DOWNGRADE') continue;
    const offer = known.offers.byId.get(priceId ?? '');
    if (!offer || offer.externalId === null) return null;
    const many = quantity ?? held?.quantity ?? '1';
    actions.push({
      type: 'ADD_ITEM',
      priceId: offer.externalId,
      quantity: counted(offer.price.model) ? many : null,
      unitPrice: null,
    });
  }
  return actions;
}
