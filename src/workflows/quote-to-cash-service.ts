import type { ServiceLevel } from '../canonical/service.ts';
import type { SubscriptionNow } from '../sources/billing.ts';
import type { Reader, Stored } from '../store/read.ts';
import { servicesOf } from './amendment-build.ts';
import { readOffers } from './amendment-offers.ts';
import { serviceAfter } from './amendment-service.ts';
import type { DealPlan } from './quote-to-cash-plan.ts';
import type { DealRules } from './quote-to-cash-rules.ts';

const none: ServiceLevel = {
  tier: null,
  status: null,
  validFrom: null,
  validTo: null,
  subscriptionNumber: null,
  features: [],
};

/**
 * What the customer may use once a new subscription runs beside those that it has: by what billing says of the new one, never by the CRM.
 * `former` null: support says nothing of the customer yet. What was over counts for nothing: the customer begins anew.
 */
export async function serviceWith(
  {
    plan,
    now,
    former,
    today,
  }: {
    readonly plan: DealPlan;
    readonly now: SubscriptionNow;
    readonly former: ServiceLevel | null;
    readonly today: string;
  },
  rules: DealRules,
  reader: Reader,
): Promise<{ readonly former: ServiceLevel; readonly next: ServiceLevel }> {
  const [all = []] = await reader.lists('BillingSubscription', [plan.customerId]);
  const others = (all as readonly Stored<'BillingSubscription'>[]).filter(
    ({ number }) => number !== now.number,
  );
  const offers = await readOffers(
    reader,
    plan.instances.billing,
    others.flatMap(({ items }) => (items ?? []).map(({ price }) => price)),
  );
  const siblings = others.map(({ number, status, termStart, termEnd, items }) => ({
    number: number ?? '',
    status: status ?? '',
    termStart: termStart ?? null,
    termEnd: termEnd ?? null,
    skus: (items ?? []).flatMap(
      ({ price }) => offers.byExternalId.get(price?.key.split(':').at(-1) ?? '')?.product?.sku ?? [],
    ),
  }));
  const next = serviceAfter({
    type: 'ADD_ON',
    today,
    now,
    order: {
      orderDate: today,
      effectiveDate: plan.term.start,
      accountNumber: now.accountNumber,
      subscriptionNumber: now.number,
      actions: [],
      description: null,
    },
    skus: Object.fromEntries(plan.items.map(({ priceId, sku }) => [priceId, sku])),
    siblings,
    former: former === null || former.status === 'EXPIRED' ? none : former,
    services: servicesOf(rules.common),
  });
  return { former: former ?? none, next };
}
