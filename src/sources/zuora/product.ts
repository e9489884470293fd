import { money } from '../../canonical/money.ts';
import type { PartialFieldsOf } from '../../canonical/fields.ts';
import { refKey } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';
import { common, type Noun } from './noun.ts';

/** A product of the catalogue; on sale while its effective dates include today. */
export function product(today: () => string): Noun {
  return {
    kind: 'Product',
    object: 'Product',
    path: 'products',
    singular: 'product',
    key: 'id',
    fields: ['id', 'updatedDate', 'name', 'sKU', 'effectiveStartDate', 'effectiveEndDate'],
    relations: [],
    map: (row) => {
      const sku = row.text('sKU');
      const day = today();
      const fields: PartialFieldsOf<'Product'> = {
        sku,
        name: row.text('name'),
        active: row.date('effectiveStartDate') <= day && day <= row.date('effectiveEndDate'),
      };
      return {
        kind: 'Product',
        object: 'Product',
        externalId: row.id('id'),
        ...common(row),
        fields,
        keys: [`sku:${sku}`],
        links: {},
      };
    },
  };
}

type Model = NonNullable<PartialFieldsOf<'Price'>['model']>;
type Interval = NonNullable<PartialFieldsOf<'Price'>['interval']>;

const models: Readonly<Record<string, Model>> = {
  'Flat Fee Pricing': 'FLAT',
  'Per Unit Pricing': 'PER_UNIT',
  'Tiered Pricing': 'TIERED',
  'Volume Pricing': 'VOLUME',
};
const intervals: Readonly<Record<string, Interval>> = { Month: 'MONTH', Quarter: 'QUARTER', Annual: 'YEAR' };

/** A charge of the catalogue with its prices; `currency` is the catalogue's first one. */
export function price(currency: string): Noun {
  return {
    kind: 'Price',
    object: 'ProductRatePlanCharge',
    path: 'product-rate-plan-charges',
    singular: 'productrateplancharge',
    key: 'id',
    movedBy: [
      {
        path: 'product-rate-plan-charge-tiers',
        singular: 'productrateplanchargetier',
        foreign: 'productRatePlanChargeId',
      },
    ],
    fields: ['id', 'updatedDate', 'name', 'chargeType', 'chargeModel', 'billingPeriod'],
    relations: [
      { expand: 'productrateplan', member: 'productRatePlan', fields: ['productId'], alone: null, below: [] },
      {
        expand: 'productrateplanchargetiers',
        member: 'productRatePlanChargeTiers',
        fields: ['id', 'productRatePlanChargeId', 'currency', 'price', 'tier', 'endingUnit'],
        alone: {
          path: 'product-rate-plan-charge-tiers',
          singular: 'productrateplanchargetier',
          foreign: 'productRatePlanChargeId',
        },
        below: [],
      },
    ],
    map: (row, instance) => {
      const type = row.text('chargeType');
      const model = models[row.text('chargeModel')] ?? (type === 'Usage' ? 'USAGE' : 'FLAT');
      const period = row.textOrNull('billingPeriod');
      const interval = type === 'OneTime' ? 'ONCE' : intervals[period ?? ''];
      const tiers = tiersIn(row, currency);
      const stepped = model === 'TIERED' || model === 'VOLUME';
      const fields: PartialFieldsOf<'Price'> = {
        name: row.text('name'),
        model,
        ...(interval && { interval }),
        ...(tiers[0] && { amount: tiers[0].unitAmount }),
        tiers: stepped ? tiers : [],
      };
      return {
        kind: 'Price',
        object: 'ProductRatePlanCharge',
        externalId: row.id('id'),
        ...common(row),
        fields,
        keys: [],
        links: {
          product: {
            kind: 'Product',
            key: refKey(instance, 'Product', row.row('productRatePlan').id('productId')),
          },
        },
      };
    },
  };
}

/** The tiers in the wanted currency, or in the alphabetically first one that there is. */
function tiersIn(row: Row, wanted: string): NonNullable<PartialFieldsOf<'Price'>['tiers']> {
  const all = row.rows('productRatePlanChargeTiers').filter((tier) => tier.decimalOrNull('price') !== null);
  const currencies = all.map((tier) => tier.text('currency')).toSorted();
  const currency = currencies.includes(wanted) ? wanted : currencies[0];
  return all
    .filter((tier) => tier.text('currency') === currency)
    .toSorted((a, b) => a.integer('tier') - b.integer('tier'))
    .map((tier) => ({
      upTo: tier.decimalOrNull('endingUnit'),
      unitAmount: money(tier.decimal('price'), currency!),
    }));
}
