import { decimalText } from './cents.ts';
import type { IdMint } from './ids.ts';
import type { Product } from './types.ts';

/** A product on sale, with its list prices in whole cents. */
export interface Offer {
  readonly product: Product;
  readonly cents: Readonly<Record<string, number>>;
  /** How many a customer takes at each segment, least and most. */
  readonly quantity: Readonly<Record<'Enterprise' | 'Mid-Market' | 'SMB', readonly [number, number]>>;
}

const one = { Enterprise: [1, 1], 'Mid-Market': [1, 1], SMB: [1, 1] } as const;
const seats = { Enterprise: [120, 900], 'Mid-Market': [25, 110], SMB: [3, 24] } as const;
const packs = { Enterprise: [4, 20], 'Mid-Market': [2, 6], SMB: [1, 3] } as const;

/** SKU, name, pricing model, interval, USD, EUR and GBP list price in cents, quantities, revenue account, where it is missing. */
const list = [
  ['PLAT-SEAT-M', 'Platform seat, monthly', 'PER_UNIT', 'MONTH', 4900, 4500, 3900, seats, '4000'],
  ['PLAT-SEAT-Y', 'Platform seat, yearly', 'PER_UNIT', 'YEAR', 49000, 45000, 39000, seats, '4000'],
  ['PLAT-BASE-M', 'Platform base, monthly', 'FLAT', 'MONTH', 29900, 27900, 23900, one, '4000'],
  ['PLAT-BASE-Y', 'Platform base, yearly', 'FLAT', 'YEAR', 299000, 279000, 239000, one, '4000'],
  ['API-PACK-M', 'API calls, pack of 100,000, monthly', 'TIERED', 'MONTH', 8900, 8200, 6950, packs, '4010'],
  ['API-PACK-Y', 'API calls, pack of 100,000, yearly', 'TIERED', 'YEAR', 89000, 82000, 69500, packs, '4010'],
  ['STOR-TB-M', 'Storage per terabyte, monthly', 'PER_UNIT', 'MONTH', 2350, 2150, 1825, packs, '4020'],
  ['ANLY-PRO-Y', 'Analytics Pro, yearly', 'FLAT', 'YEAR', 720000, 664000, 565000, one, '4030'],
  ['SUPP-PREM-M', 'Premium support, monthly', 'FLAT', 'MONTH', 49900, 45900, 39900, one, '4100'],
  ['SUPP-ENT-Y', 'Enterprise support, yearly', 'FLAT', 'YEAR', 1200000, 1100000, 945000, one, '4100'],
  ['SEC-AUDIT-M', 'Audit trail retention, monthly', 'FLAT', 'MONTH', 7995, 7395, 6295, one, '4040'],
  ['SBOX-ENV-Y', 'Sandbox environment, yearly', 'PER_UNIT', 'YEAR', 150000, 138000, 118000, packs, '4040'],
] as const;

/** Dirt: not in the CRM's catalogue, not mapped in the ERP. */
const withoutCrm = 'SBOX-ENV-Y';
const withoutErp = 'SEC-AUDIT-M';

/** The catalogue, twelve products, the same in every world but for the ids. */
export function makeCatalogue(ids: IdMint): readonly Offer[] {
  return list.map(([sku, name, model, interval, USD, EUR, GBP, quantity, glAccount]) => {
    const cents = { USD, EUR, GBP };
    return {
      cents,
      quantity,
      product: {
        sku,
        name,
        model,
        interval,
        prices: { USD: decimalText(USD), EUR: decimalText(EUR), GBP: decimalText(GBP) },
        crmId: sku === withoutCrm ? null : ids.salesforce('Product2'),
        billingId: ids.zuora(),
        ratePlanId: ids.zuora(),
        chargeId: ids.zuora(),
        erpId: sku === withoutErp ? null : ids.netsuite('item'),
        glAccount,
      },
    };
  });
}
