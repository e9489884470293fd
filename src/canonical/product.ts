import { z } from 'zod';
import { decimal, moneyValue, text } from './scalars.ts';

export const priceModels = ['FLAT', 'PER_UNIT', 'TIERED', 'VOLUME', 'USAGE'] as const;
export const billingIntervals = ['ONCE', 'MONTH', 'QUARTER', 'YEAR'] as const;

/** Something we sell; recognised across systems by its SKU. */
export const product = z.strictObject({
  sku: text,
  name: text,
  active: z.boolean(),
  glAccount: text.nullable(),
  revenueRule: text.nullable(),
});

/** What a product costs. Links: product. */
export const price = z.strictObject({
  name: text,
  model: z.enum(priceModels),
  interval: z.enum(billingIntervals),
  /** The price in the catalogue's first currency. */
  amount: moneyValue,
  tiers: z.array(z.strictObject({ upTo: decimal.nullable(), unitAmount: moneyValue })),
});
