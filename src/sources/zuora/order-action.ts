import { daysBetween, type Day } from '../../canonical/day.ts';
import type { OrderAction } from '../billing.ts';
import type { Http } from '../http/http.ts';
import { exactNumber } from '../http/json.ts';
import type { Charge, Offer, Pricing } from './catalogue.ts';

/** What the actions of an order name. */
export interface Named {
  readonly offers: ReadonlyMap<string, Offer>;
  readonly charges: ReadonlyMap<string, Charge>;
  /** Where the term starts that TERMS gives another end; null when none does. */
  readonly termStart: Day | null;
}

type Vendor = Readonly<Record<string, unknown>>;
type Asked = { readonly quantity: string | null; readonly unitPrice: string | null };

/**
 * An action in Zuora's words, with the member that goes with its type. Plans and charges of subscriptions are named by their numbers
 * (`subscriptionRatePlanNumber`, `chargeNumber`) and not by their ids, which every version has new: however late a body is made again,
 * it is the same. All three trigger dates are given, or a tenant that asks for them would leave the order pending.
 * Throws NOT_FOUND, PRICE_INELIGIBLE or TERMS_INVALID, NOT_APPLIED, for what cannot be said so. Source: Orders API, "Create an order".
 */
export function vendorAction(
  action: OrderAction,
  effectiveDate: Day,
  named: Named,
  problem: Http['problem'],
): Vendor {
  const refuse = (code: 'NOT_FOUND' | 'PRICE_INELIGIBLE' | 'TERMS_INVALID', message: string) =>
    problem(code, message, { outcome: 'NOT_APPLIED' });
  const pricing = (member: Pricing | null, what: string, asked: Asked): Vendor | null => {
    if (asked.quantity === null && asked.unitPrice === null) return null;
    if (member === null)
      throw refuse('PRICE_INELIGIBLE', `${what} is of a charge model that is not supported`);
    return { [member]: priced(member, what, asked) };
  };
  const priced = (member: Pricing, what: string, { quantity, unitPrice }: Asked): Vendor => {
    const flat = member === 'recurringFlatFee';
    const stepped = member === 'recurringTiered' || member === 'recurringVolume';
    if (flat && quantity !== null && Number(quantity) !== 1)
      throw refuse('PRICE_INELIGIBLE', `${what} is a flat fee, which has no quantity`);
    const price = unitPrice === null ? null : exactNumber(unitPrice);
    return {
      ...(quantity !== null && !flat && { quantity: exactNumber(quantity) }),
      ...(price && !stepped && { listPrice: price }),
      ...(price && stepped && { tiers: [{ tier: 1, startingUnit: 0, price, priceFormat: 'PerUnit' }] }),
    };
  };
  const chargeOf = (itemId: string): Charge => {
    const charge = named.charges.get(itemId);
    if (!charge) throw refuse('NOT_FOUND', `there is no charge ${itemId}`);
    return charge;
  };
  const planOf = ({ priceId, ...asked }: Asked & { readonly priceId: string }): Vendor => {
    const offer = named.offers.get(priceId);
    if (!offer) throw refuse('PRICE_INELIGIBLE', `there is no price ${priceId} in the catalogue`);
    const override = pricing(offer.pricing, `the price ${priceId}`, asked);
    return {
      productRatePlanId: offer.ratePlanId,
      ...(override && { chargeOverrides: [{ productRatePlanChargeId: priceId, pricing: override }] }),
    };
  };

  const typed = (): Vendor => {
    switch (action.type) {
      case 'UPDATE_ITEM': {
        const { ratePlanNumber, pricing: member } = chargeOf(action.itemId);
        const update = pricing(member, `the charge ${action.itemId}`, action);
        return {
          type: 'UpdateProduct',
          updateProduct: {
            subscriptionRatePlanNumber: ratePlanNumber,
            chargeUpdates: [{ chargeNumber: action.itemId, ...(update && { pricing: update }) }],
          },
        };
      }
      case 'ADD_ITEM':
        return { type: 'AddProduct', addProduct: planOf(action) };
      case 'REMOVE_ITEM': {
        const { ratePlanNumber, shared } = chargeOf(action.itemId);
        // Zuora removes plans, not charges.
        if (shared)
          throw refuse('PRICE_INELIGIBLE', `the charge ${action.itemId} shares its plan with others`);
        return { type: 'RemoveProduct', removeProduct: { subscriptionRatePlanNumber: ratePlanNumber } };
      }
      case 'TERMS':
        return { type: 'TermsAndConditions', termsAndConditions: termsOf(action, named.termStart) };
      case 'RENEW':
        return { type: 'RenewSubscription', renewSubscription: {} };
      case 'CANCEL':
        return {
          type: 'CancelSubscription',
          cancelSubscription: {
            cancellationPolicy: 'SpecificDate',
            cancellationEffectiveDate: effectiveDate,
          },
        };
      case 'SUSPEND':
        return {
          type: 'Suspend',
          suspend: { suspendPolicy: 'SpecificDate', suspendSpecificDate: effectiveDate },
        };
      case 'RESUME':
        return {
          type: 'Resume',
          resume: { resumePolicy: 'SpecificDate', resumeSpecificDate: effectiveDate, extendsTerm: false },
        };
      case 'CREATE':
        return { type: 'CreateSubscription', createSubscription: created(action) };
    }
  };
  const created = (action: Extract<OrderAction, { type: 'CREATE' }>): Vendor => ({
    terms: {
      initialTerm: {
        period: action.termMonths,
        periodType: 'Month',
        startDate: action.termStart,
        termType: 'TERMED',
      },
      ...renewals(action.termMonths),
      autoRenew: action.autoRenew,
    },
    subscribeToRatePlans: action.items.map(planOf),
  });
  const termsOf = (
    { termEnd, autoRenew, renewalMonths }: Extract<OrderAction, { type: 'TERMS' }>,
    termStart: Day | null,
  ): Vendor => {
    if (termEnd !== null && (termStart === null || termEnd <= termStart))
      throw refuse('TERMS_INVALID', `the term cannot end on ${termEnd}, which is not after its start`);
    return {
      ...(termEnd !== null &&
        termStart !== null && {
          lastTerm: {
            termType: 'TERMED',
            startDate: termStart,
            period: daysBetween(termStart, termEnd),
            periodType: 'Day',
          },
        }),
      ...(renewalMonths !== null && renewals(renewalMonths)),
      ...(autoRenew !== null && { autoRenew }),
    };
  };

  return {
    ...typed(),
    triggerDates: ['ContractEffective', 'ServiceActivation', 'CustomerAcceptance'].map((name) => ({
      name,
      triggerDate: effectiveDate,
    })),
  };
}

function renewals(months: number): Vendor {
  return {
    renewalSetting: 'RENEW_WITH_SPECIFIC_TERM',
    renewalTerms: [{ period: months, periodType: 'Month' }],
  };
}
