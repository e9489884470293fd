import type { Day } from './day.ts';

/** What a product gives the right to: a tier of support, and features beside it. */
export interface Service {
  readonly tier: string | null;
  readonly features: readonly string[];
}

/** What a customer may use, as support is told. */
export interface ServiceLevel {
  readonly tier: string | null;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'GRACE' | 'EXPIRED' | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly subscriptionNumber: string | null;
  readonly features: readonly string[];
}

/** Of a customer of whom support says nothing. */
export const noService: ServiceLevel = {
  tier: null,
  status: null,
  validFrom: null,
  validTo: null,
  subscriptionNumber: null,
  features: [],
};

/** The tiers of support, the lowest first. */
export const tiers = ['standard', 'premium', 'enterprise'] as const;

const rank = (tier: string): number => (tiers as readonly string[]).indexOf(tier);

/** The highest tier and all features of some products; without any product: no tier. */
export function serviceOf(services: readonly Service[]): Service {
  const known = services.map(({ tier }) => tier ?? tiers[0]);
  const highest = known.toSorted((a, b) => rank(b) - rank(a));
  return {
    tier: highest[0] ?? null,
    features: [...new Set(services.flatMap(({ features }) => features))].toSorted(),
  };
}

/** One difference between two levels of service. */
export interface ServiceChange {
  readonly feature: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly effectiveAt: Day;
}

/** What changes from one level to another: the tier of `support`, the status, the last day, and each feature that comes or goes. */
export function serviceChanges(
  former: ServiceLevel,
  next: ServiceLevel,
  effectiveAt: Day,
): readonly ServiceChange[] {
  const plain = [
    ['support', former.tier, next.tier],
    ['status', former.status, next.status],
    ['validFrom', former.validFrom, next.validFrom],
    ['validTo', former.validTo, next.validTo],
    ['subscription', former.subscriptionNumber, next.subscriptionNumber],
  ] as const;
  const features = [...new Set([...former.features, ...next.features])]
    .toSorted()
    .map(
      (name) =>
        [
          name,
          former.features.includes(name) ? 'ON' : null,
          next.features.includes(name) ? 'ON' : null,
        ] as const,
    );
  return [...plain, ...features].flatMap(([feature, from, to]) =>
    from === to ? [] : [{ feature, from, to, effectiveAt }],
  );
}
