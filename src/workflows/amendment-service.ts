import type { AmendmentType } from '../canonical/amendment.ts';
import { type Service, type ServiceLevel, serviceOf } from '../canonical/service.ts';
import type { BillingOrder, SubscriptionNow } from '../sources/billing.ts';
import { termEndAfter } from './amendment-ledger.ts';

/** Another subscription of the same customer, as the copy has it. */
export interface Sibling {
  readonly number: string;
  readonly status: string;
  /** The first day; null: the copy does not say it. */
  readonly termStart: string | null;
  readonly termEnd: string | null;
  readonly skus: readonly string[];
}

/** What a customer may use follows from everything it has: one subscription that ends leaves what others give. */
export interface ServiceInput {
  readonly type: AmendmentType;
  readonly today: string;
  readonly now: SubscriptionNow;
  readonly order: Omit<BillingOrder, 'orderNumber'>;
  readonly skus: Readonly<Record<string, string>>;
  readonly siblings: readonly Sibling[];
  readonly former: ServiceLevel;
  readonly services: Readonly<Record<string, Service>>;
}

const plain: Service = { tier: null, features: [] };

/**
 * The level of service once an order is in force. What ends or pauses on a day to come is given until then. Where nothing has begun yet
 * there is no status: `validFrom` says when it begins.
 */
export function serviceAfter(input: ServiceInput): ServiceLevel {
  const { type, today, now, order, skus, siblings, former, services } = input;
  const { effectiveDate, actions } = order;
  const ahead = effectiveDate > today;
  const ends = type === 'CANCEL' || type === 'PAUSE';
  const gone = new Set(actions.flatMap((each) => (each.type === 'REMOVE_ITEM' ? [each.itemId] : [])));
  const own = [
    ...now.items
      .filter((item) => !gone.has(item.itemId) && (item.to === null || item.to > effectiveDate))
      .map(({ priceId }) => priceId),
    ...actions.flatMap((each) => (each.type === 'ADD_ITEM' ? [each.priceId] : [])),
  ].map((priceId) => skus[priceId] ?? priceId);
  const paused = now.status === 'SUSPENDED' && type !== 'RESUME';
  const runs = !paused && (!ends || ahead);
  const running = siblings.filter(({ status }) => status === 'ACTIVE' || status === 'PAST_DUE');
  const active = [...(runs ? own : []), ...running.flatMap((sibling) => sibling.skus)];
  if (active.length === 0) {
    const halted = (type === 'PAUSE' || paused) && type !== 'CANCEL';
    return halted
      ? { ...former, status: 'SUSPENDED' }
      : { ...former, status: 'EXPIRED', validTo: ends ? effectiveDate : former.validTo };
  }
  const { tier, features } = serviceOf(active.map((sku) => services[sku] ?? plain));
  const termEnd = ends && ahead ? effectiveDate : termEndAfter(now, order);
  const lasts = [...(runs ? [termEnd] : []), ...running.map((sibling) => sibling.termEnd)];
  const open = lasts.some((end) => end === null);
  const validFrom = former.validFrom ?? now.termStart;
  const served =
    former.status !== null || running.some(({ termStart }) => termStart === null || termStart <= today);
  return {
    tier,
    status: !served && validFrom > today ? null : 'ACTIVE',
    validFrom,
    validTo: open ? null : (lasts.toSorted((a, b) => (a! < b! ? -1 : 1)).at(-1) ?? null),
    subscriptionNumber:
      runs || running.length === 0 ? (former.subscriptionNumber ?? now.number) : running[0]!.number,
    features,
  };
}
