import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { accountCode, number, Refusal, success } from './answer.ts';
import { shownRow } from './query.ts';
import { children, pick, rowByKey, type Shown } from './rest.ts';
import { readSubscription } from './subscription-read.ts';
import { todayText } from './today.ts';

const details = ['last-segment', 'current-segment', 'all-segments', 'specific-segment'] as const;
const models: Readonly<Record<string, string>> = {
  'Flat Fee Pricing': 'FlatFee',
  'Per Unit Pricing': 'PerUnit',
  'Tiered Pricing': 'Tiered',
  'Volume Pricing': 'Volume',
};
const changes: Readonly<Record<string, string>> = {
  NewProduct: 'Add',
  UpdateProduct: 'Update',
  RemoveProduct: 'Remove',
};

/** The segments that `charge-detail` asks for: the last ones unless it says otherwise. */
function segmentFilter(sim: Sim, request: SimRequest): (charge: Shown) => boolean {
  const detail = request.query.get('charge-detail') ?? 'last-segment';
  if (!details.some((each) => each === detail))
    throw new Refusal(200, accountCode('queryParameter'), `The value of 'charge-detail' is not valid.`);
  if (detail === 'all-segments') return () => true;
  if (detail === 'last-segment') return (charge) => charge.isLastSegment === true;
  const day = detail === 'current-segment' ? todayText(sim) : request.query.get('as-of-day');
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day))
    throw new Refusal(200, accountCode('queryParameter'), `The value of 'as-of-day' is not valid.`);
  return (charge) =>
    String(charge.effectiveStartDate) <= day &&
    (charge.effectiveEndDate === null || day < String(charge.effectiveEndDate));
}

function shownCharge(sim: Sim, charge: Shown, currency: unknown): Shown {
  const [tier] = children(sim, 'RatePlanChargeTier', 'ratePlanChargeId', charge.id);
  const model = models[String(charge.chargeModel)] ?? charge.chargeModel;
  return {
    ...pick(charge, 'id', 'name', 'productRatePlanChargeId', 'quantity', 'billingPeriod', 'segment'),
    ...pick(charge, 'effectiveStartDate', 'effectiveEndDate', 'chargedThroughDate', 'processedThroughDate'),
    number: charge.chargeNumber,
    type: charge.chargeType,
    model,
    currency,
    mrr: charge.mRR,
    tcv: charge.tCV,
    price: model === 'Tiered' ? null : (tier?.price ?? null),
    tiers:
      model === 'Tiered' && tier
        ? [pick(tier, 'tier', 'startingUnit', 'endingUnit', 'price', 'priceFormat')]
        : null,
  };
}

/**
 * `GET /v1/subscriptions/{key}`: the newest version for a number; no `name`, but `subscriptionNumber`. `charge-detail` says which segments of
 * charges are told. Source: developer.zuora.com, GET_SubscriptionsByKey.
 */
export function subscription(sim: Sim, request: SimRequest, key: string): SimResponse {
  const { name, isLatestVersion, ...row } = shownRow('Subscription', rowByKey(sim, 'Subscription', key));
  const owner = shownRow('Account', rowByKey(sim, 'Account', String(row.accountId)));
  const wanted = segmentFilter(sim, request);
  const renewal = readSubscription(sim, String(name))?.renewal;
  return success({
    ...row,
    subscriptionNumber: name,
    isLatestVersion,
    accountNumber: owner.accountNumber,
    accountName: owner.name,
    ...(renewal && {
      renewalSetting: renewal.setting,
      renewalTerm: number(String(renewal.period)),
      renewalTermPeriodType: renewal.type,
    }),
    ratePlans: children(
      sim,
      'RatePlan',
      'subscriptionId',
      row.id,
      'order by "subscriptionRatePlanNumber"',
    ).map((plan) => ({
      ...pick(plan, 'id', 'productId', 'productRatePlanId', 'subscriptionRatePlanNumber'),
      ratePlanName: plan.name,
      lastChangeType: changes[String(plan.amendmentType)] ?? null,
      ratePlanCharges: children(
        sim,
        'RatePlanCharge',
        'ratePlanId',
        plan.id,
        'order by "chargeNumber", segment',
      )
        .filter(wanted)
        .map((charge) => shownCharge(sim, charge, row.currency)),
    })),
  });
}
