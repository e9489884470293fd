import { always, stamps, type ObjectType } from './object.ts';

/** What is on sale. */
export const catalogue: Readonly<Record<string, ObjectType>> = {
  Product: {
    path: 'products',
    table: 'product',
    fields: {
      id: 'text',
      ...stamps,
      name: 'text',
      sKU: 'text',
      description: 'text',
      category: 'text',
      effectiveStartDate: 'date',
      effectiveEndDate: 'date',
      productNumber: 'text',
    },
    indexed: [...always, 'name', 'sku', 'effectivestartdate', 'effectiveenddate', 'productnumber'],
    relations: {
      productrateplans: { as: 'productRatePlans', to: 'ProductRatePlan', ours: 'id', theirs: 'productId' },
    },
    expands: [
      'productrateplans',
      'productrateplans.productrateplancharges',
      'productrateplans.productrateplancharges.productrateplanchargetiers',
    ],
  },
  ProductRatePlan: {
    path: 'product-rate-plans',
    table: 'product_rate_plan',
    fields: {
      id: 'text',
      ...stamps,
      productId: 'text',
      name: 'text',
      effectiveStartDate: 'date',
      effectiveEndDate: 'date',
    },
    indexed: [...always, 'productid', 'name', 'effectivestartdate', 'effectiveenddate'],
    relations: {
      product: { as: 'product', to: 'Product', ours: 'productId', theirs: 'id', one: true },
      productrateplancharges: {
        as: 'productRatePlanCharges',
        to: 'ProductRatePlanCharge',
        ours: 'id',
        theirs: 'productRatePlanId',
      },
    },
    expands: ['product', 'productrateplancharges', 'productrateplancharges.productrateplanchargetiers'],
  },
  ProductRatePlanCharge: {
    path: 'product-rate-plan-charges',
    table: 'product_rate_plan_charge',
    fields: {
      id: 'text',
      ...stamps,
      productRatePlanId: 'text',
      name: 'text',
      chargeType: 'text',
      chargeModel: 'text',
      billingPeriod: 'text',
      billingTiming: 'text',
      accountingCode: 'text',
      uOM: 'text',
      taxable: 'boolean',
    },
    indexed: [...always, 'productrateplanid', 'name', 'chargetype', 'chargemodel'],
    relations: {
      productrateplan: {
        as: 'productRatePlan',
        to: 'ProductRatePlan',
        ours: 'productRatePlanId',
        theirs: 'id',
        one: true,
      },
      productrateplanchargetiers: {
        as: 'productRatePlanChargeTiers',
        to: 'ProductRatePlanChargeTier',
        ours: 'id',
        theirs: 'productRatePlanChargeId',
      },
    },
    expands: ['productrateplan', 'productrateplanchargetiers'],
  },
  ProductRatePlanChargeTier: {
    path: 'product-rate-plan-charge-tiers',
    table: 'product_rate_plan_charge_tier',
    fields: {
      id: 'text',
      ...stamps,
      productRatePlanChargeId: 'text',
      currency: 'text',
      price: 'decimal',
      priceFormat: 'text',
      tier: 'integer',
      startingUnit: 'decimal',
      endingUnit: 'decimal',
    },
    indexed: [...always, 'productrateplanchargeid', 'currency'],
    relations: {},
    expands: [],
  },
};
