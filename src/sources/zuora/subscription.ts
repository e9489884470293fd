import Big from 'big.js';
import { addDays, addMonths, type Day } from '../../canonical/day.ts';
import { decimalsOf, money, shortest } from '../../canonical/money.ts';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { refKey } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';
import { common, customerLink, worded, type Noun } from './noun.ts';
import { monthsOf } from './period.ts';
import { inForce } from './segment.ts';

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

/** Statuses in which a subscription is charged, now or from the day on which it begins. */
const brings: ReadonlySet<string> = new Set(['PENDING', 'ACTIVE']);

interface Item {
  readonly fields: NonNullable<PartialFieldsOf<'BillingSubscription'>['items']>[number];
  readonly annual: Big;
  readonly months: number;
  readonly billedFrom: string | null;
  readonly billedTo: string | null;
}

/**
 * The newest version of a subscription, as it is today: what an order has changed as of a later day does not count yet. Ids of the subscription, its plans and charges change with every amendment, so the
 * number is the external id. In object queries the number is called `name`.
 */
export const subscription = (today: () => Day): Noun => ({
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
    'cancelledDate',
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
            'effectiveStartDate',
            'effectiveEndDate',
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
    const items = itemsOf(row, currency, instance, today());
    const status = statusOn(row, today());
    // What is not charged brings nothing, from the day on which it is so; the items stay those that it has or had.
    const charged = brings.has(status) ? items : [];
    const arr = charged.reduce((total, item) => total.plus(item.annual), new Big(0));
    const mrr = arr.div(12).round(decimalsOf(currency), Big.roundHalfUp);
    const start = row.date('termStartDate');
    const fields: PartialFieldsOf<'BillingSubscription'> = {
      number,
      status,
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
});

/**
 * The status on a day. Zuora may call a subscription cancelled from the order on, although it goes on until the day that was agreed.
 */
export function statusOn(row: Row, today: Day): (typeof statuses)[keyof typeof statuses] {
  const status = worded(row, 'status', statuses);
  const ends = row.dateOrNull('cancelledDate');
  return status === 'CANCELLED' && ends !== null && today < ends ? 'ACTIVE' : status;
}

/**
 * The recurring charges in force. A charge tells its monthly revenue to nine decimals, not its price per period, so the amount of a
 * period is that revenue times the months, rounded to the currency: exact for every amount below a billion.
 */
function itemsOf(row: Row, currency: string, instance: string, today: Day): readonly Item[] {
  const planOf = new Map(
    row
      .rows('ratePlans')
      .flatMap((plan) => plan.rows('ratePlanCharges').map((charge) => [charge, plan] as const))
      .filter(([charge]) => charge.text('chargeType') === 'Recurring'),
  );
  const ends = row.dateOrNull('cancelledDate') ?? row.dateOrNull('termEndDate');
  return inForce([...planOf.keys()], today, ends).map((charge) => {
    const plan = planOf.get(charge)!;
    const months = monthsOf(charge.textOrNull('billingPeriod'));
    const amount = new Big(charge.decimal('mRR')).times(months).round(decimalsOf(currency), Big.roundHalfUp);
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
        quantity: shortest(charge.decimalOrNull('quantity') ?? '1'),
        amount: money(amount.toFixed(), currency),
      },
    };
  });
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
