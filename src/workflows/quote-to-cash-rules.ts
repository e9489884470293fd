import type { QuoteToCashSettings } from '../settings/quote-to-cash.ts';
import type { AmendmentRules } from './amendment-plan.ts';

/** By what a run decides; as it was when the run was started. */
export interface DealRules extends Pick<
  QuoteToCashSettings,
  | 'legalEntities'
  | 'dimensions'
  | 'paymentTerms'
  | 'allowedPaymentTerms'
  | 'termMonths'
  | 'autoRenew'
  | 'maxDiscountPercent'
> {
  /** As amendments have it. */
  readonly common: Pick<AmendmentRules, 'legalEntities' | 'taxIdCountries' | 'dimensions' | 'entitlements'>;
}

/** What rules look at; null fits only rules without the condition. */
export interface RuleFacts {
  readonly country: string | null;
  readonly currency: string | null;
  readonly segment: string | null;
}

interface When {
  readonly id: string;
  readonly countries: readonly string[] | null;
  readonly currencies: readonly string[] | null;
  readonly segments: readonly string[] | null;
}

const among = (list: readonly string[] | null, value: string | null): boolean =>
  list === null || (value !== null && list.includes(value));

/** The first rule that fits. */
export const ruled = <R extends When>(rules: readonly R[], facts: RuleFacts): R | undefined =>
  rules.find(
    ({ countries, currencies, segments }) =>
      among(countries, facts.country) && among(currencies, facts.currency) && among(segments, facts.segment),
  );
