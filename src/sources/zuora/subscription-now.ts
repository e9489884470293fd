import Big from 'big.js';
import type { Day } from '../../canonical/day.ts';
import { decimalsOf } from '../../canonical/money.ts';
import type { SubscriptionNow } from '../billing.ts';
import type { Http } from '../http/http.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions } from '../source.ts';
import { completed, isCut, isPlain, single, type Client } from './client.ts';
import type { Relation } from './noun.ts';
import { monthsOf } from './period.ts';
import { notOver } from './segment.ts';
import { statusOn } from './subscription.ts';

const account: Relation = {
  expand: 'account',
  member: 'account',
  fields: ['id', 'accountNumber'],
  alone: null,
  below: [],
};

const relations: readonly Relation[] = [
  account,
  {
    expand: 'rateplans',
    member: 'ratePlans',
    fields: ['id', 'subscriptionId'],
    alone: { path: 'rate-plans', singular: 'rateplan', foreign: 'subscriptionId' },
    below: [
      {
        expand: 'rateplancharges',
        member: 'ratePlanCharges',
        fields: [
          'id',
          'ratePlanId',
          'productRatePlanChargeId',
          'chargeNumber',
          'chargeType',
          'billingPeriod',
          'quantity',
          'mRR',
          'effectiveStartDate',
          'effectiveEndDate',
        ],
        alone: { path: 'rate-plan-charges', singular: 'rateplancharge', foreign: 'ratePlanId' },
        below: [
          {
            expand: 'rateplanchargetiers',
            member: 'ratePlanChargeTiers',
            fields: ['id', 'ratePlanChargeId', 'price'],
            alone: {
              path: 'rate-plan-charge-tiers',
              singular: 'rateplanchargetier',
              foreign: 'ratePlanChargeId',
            },
            below: [],
          },
        ],
      },
    ],
  },
];

const fields = [
  'id',
  'name',
  'version',
  'status',
  'currency',
  'termStartDate',
  'termEndDate',
  'cancelledDate',
  'autoRenew',
  'contractNumber__c',
];

/**
 * The newest version of a subscription with every stretch of its recurring charges that is not over, read live; null when there is none of
 * the number.
 */
export async function subscriptionNow(
  http: Http,
  client: Client,
  today: Day,
  number: string,
  call?: CallOptions,
): Promise<SubscriptionNow | null> {
  if (!isPlain(number)) return null;
  const query = {
    path: 'subscriptions',
    singular: 'subscription',
    fields,
    filters: [`name.EQ:${number}`, 'isLatestVersion.EQ:true'],
  };
  let page = await client.page({ ...query, relations }, (row) => row, call);
  const whole = !('refused' in page) && !page.rows.some((row) => isCut(row, relations));
  if (!whole) page = await client.page({ ...query, relations: single(relations) }, (row) => row, call);
  if ('refused' in page) throw http.problem('SOURCE_REJECTED', page.refused);
  const [found] = whole ? page.rows : await completed(http, client, page.rows, relations, call);
  return found === undefined ? null : nowOf(found, today);
}

function nowOf(row: Row, today: Day): SubscriptionNow {
  const currency = row.text('currency');
  const charges = row
    .rows('ratePlans')
    .flatMap((plan) => plan.rows('ratePlanCharges'))
    .filter((charge) => charge.text('chargeType') === 'Recurring');
  return {
    number: row.text('name'),
    version: row.integer('version'),
    status: statusOn(row, today),
    currency,
    accountNumber: row.row('account').text('accountNumber'),
    contractNumber: row.textOrNull('contractNumber__c'),
    termStart: row.date('termStartDate'),
    termEnd: row.dateOrNull('termEndDate'),
    autoRenew: row.bool('autoRenew'),
    items: notOver(charges, today).map((charge) => itemOf(charge, currency)),
  };
}

/** A charge with the price of its only tier; where there are several, with what one unit comes to on average. */
function itemOf(charge: Row, currency: string): SubscriptionNow['items'][number] {
  const months = monthsOf(charge.textOrNull('billingPeriod'));
  const mrr = new Big(charge.decimal('mRR'));
  const quantity = charge.decimalOrNull('quantity') ?? '1';
  const [tier, ...more] = charge.rows('ratePlanChargeTiers');
  const amount = mrr.times(months).round(decimalsOf(currency), Big.roundHalfUp);
  const average = Number(quantity) === 0 ? amount : amount.div(quantity).round(9, Big.roundHalfUp);
  const unit = tier !== undefined && more.length === 0 ? new Big(tier.decimal('price')) : average;
  return {
    itemId: charge.text('chargeNumber'),
    priceId: charge.id('productRatePlanChargeId'),
    quantity: new Big(quantity).toFixed(),
    unitPrice: atLeast(unit, decimalsOf(currency)),
    intervalMonths: months,
    mrr: atLeast(mrr, decimalsOf(currency)),
    from: charge.date('effectiveStartDate'),
    to: charge.dateOrNull('effectiveEndDate'),
  };
}

/** Exact decimal text with at least so many decimals. */
function atLeast(value: Big, decimals: number): string {
  const shortest = value.toFixed();
  return (shortest.split('.')[1]?.length ?? 0) < decimals ? value.toFixed(decimals) : shortest;
}
