import Big from 'big.js';
import { decimalsOf, money } from '../../canonical/money.ts';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { refKey } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';
import { common, customerLink, worded, type Noun } from './noun.ts';

const statuses = {
  Draft: 'PENDING',
  Pending: 'PENDING',
  PendingActivation: 'PENDING',
  PendingAcceptance: 'PENDING',
  'Pending Activation': 'PENDING',
  'Pending Acceptance': 'PENDING',
  Active: 'ACTIVE',
  Suspended: 'SUSPENDED',
  Cancelled: 'CANCELLED',
  Expired: 'EXPIRED',
} as const;

/** Months in a billing period, by Zuora's words. */
const periodMonths: Readonly<Record<string, number>> = {
  Month: 1,
  Quarter: 3,
  'Semi-Annual': 6,
  Semi_Annual: 6,
  Annual: 12,
  Eighteen_Months: 18,
  Two_Years: 24,
  Three_Years: 36,
  Five_Years: 60,
};

interface Item {
  readonly fields: NonNullable<PartialFieldsOf<'BillingSubscription'>['items']>[number];
  readonly annual: Big;
  readonly months: number;
  readonly billedFrom: string | null;
  readonly billedTo: string | null;
}

/**
 * The newest version of a subscription. Ids of the subscription, its plans and charges change with every amendment, so the
 * number is the external id. In object queries the number is called `name`.
 */
export const subscription: Noun = {
  kind: 'BillingSubscription',
  object: 'Subscription',
  path: 'subscriptions',
  singular: 'subscription',
  key: 'name',
  ofAccount: { expand: 'subscriptions', member: 'subscriptions' },
  // A bill run moves the periods of charges, and nothing else.
  movedBy: [{ path: 'rate-plan-charges', singular: 'rateplancharge', foreign: 'subscriptionId' }],
  only: { filter: 'isLatestVersion.EQ:true', test: (row) => row.bool('isLatestVersion') },
  fields: [
    'id',
    'updatedDate',
    'accountId',
    'name',
    'version',
    'isLatestVersion',
    'status',
    'currency',
    'termStartDate',
    'termEndDate',
    'autoRenew',
    'contractNumber__c',
  ],
  relations: [
    {
      expand: 'rateplans',
      member: 'ratePlans',
      fields: ['id', 'subscriptionId', 'productId'],
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
            'chargedThroughDate',
            'processedThroughDate',
            'isLastSegment',
          ],
          alone: { path: 'rate-plan-charges', singular: 'rateplancharge', foreign: 'ratePlanId' },
          below: [],
        },
      ],
    },
  ],
  map: (row, instance) => {
    const currency = row.text('currency');
    const number = row.text('name');
    const contract = row.textOrNull('contractNumber__c');
    const items = itemsOf(row, currency, instance);
    const arr = items.reduce((total, item) => total.plus(item.annual), new Big(0));
    const mrr = arr.div(12).round(decimalsOf(currency), Big.roundHalfUp);
    const start = row.date('termStartDate');
    const fields: PartialFieldsOf<'BillingSubscription'> = {
      number,
      status: worded(row, 'status', statuses),
      rawStatus: row.text('status'),
      sourceVersion: row.integer('version'),
      termStart: start,
      termEnd: row.dateOrNull('termEndDate'),
      autoRenew: row.bool('autoRenew'),
      ...currentPeriod(items, start),
      mrr: money(mrr.toFixed(), currency),
      arr: money(arr.toFixed(), currency),
      items: items.map((item) => item.fields),
    };
    return {
      kind: 'BillingSubscription',
      object: 'Subscription',
      externalId: number,
      ...common(row),
      fields,
      keys: [`number:billing:${number}`],
      links: {
        customer: customerLink(row, instance),
        ...(contract !== null && { contract: { kind: 'Contract', key: `number:crm:${contract}` } }),
      },
    };
  },
};

/**
 * The recurring charges. A charge tells its monthly revenue to nine decimals, not its price per period, so the amount of a
 * period is that revenue times the months, rounded to the currency: exact for every amount below a billion.
 */
function itemsOf(row: Row, currency: string, instance: string): readonly Item[] {
  return row.rows('ratePlans').flatMap((plan) =>
    plan
      .rows('ratePlanCharges')
      .filter((charge) => charge.text('chargeType') === 'Recurring' && charge.bool('isLastSegment'))
      .map((charge) => {
        const months = periodMonths[charge.textOrNull('billingPeriod') ?? 'Month'] ?? 1;
        const amount = new Big(charge.decimal('mRR'))
          .times(months)
          .round(decimalsOf(currency), Big.roundHalfUp);
        return {
          months,
          annual: amount.times(12).div(months),
          billedFrom: charge.dateOrNull('processedThroughDate'),
          billedTo: charge.dateOrNull('chargedThroughDate'),
          fields: {
            id: charge.text('chargeNumber'),
            product: { kind: 'Product', key: refKey(instance, 'Product', plan.id('productId')) },
            price: {
              kind: 'Price',
              key: refKey(instance, 'ProductRatePlanCharge', charge.id('productRatePlanChargeId')),
            },
            quantity: charge.decimalOrNull('quantity') ?? '1',
            amount: money(amount.toFixed(), currency),
          },
        };
      }),
  );
}

/** The period billed last, or the first one when nothing was billed yet. */
function currentPeriod(
  items: readonly Item[],
  start: string,
): { currentPeriodStart: string; currentPeriodEnd: string } {
  const billed = items
    .filter((item) => item.billedFrom !== null && item.billedTo !== null)
    .toSorted((a, b) => (a.billedTo! < b.billedTo! ? -1 : 1))
    .at(-1);
  if (billed)
    return { currentPeriodStart: billed.billedFrom!, currentPeriodEnd: addDays(billed.billedTo!, -1) };
  const months = Math.min(...items.map((item) => item.months), 12);
  return { currentPeriodStart: start, currentPeriodEnd: addDays(addMonths(start, months), -1) };
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day some months later, or the last day of a shorter month. */
function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
