import { z } from 'zod';
import { date, decimal, link, moneyValue, text } from './scalars.ts';

export const subscriptionStatuses = [
  'PENDING',
  'TRIALING',
  'ACTIVE',
  'PAST_DUE',
  'PAUSED',
  'SUSPENDED',
  'CANCELLED',
  'EXPIRED',
] as const;

/** A running agreement to bill. Links: customer, contract. */
export const subscription = z.strictObject({
  number: text,
  status: z.enum(subscriptionStatuses),
  rawStatus: text,
  sourceVersion: z.int(),
  termStart: date,
  /** The first day that the current term no longer covers; null for an evergreen subscription. */
  termEnd: date.nullable(),
  autoRenew: z.boolean(),
  currentPeriodStart: date,
  currentPeriodEnd: date,
  mrr: moneyValue,
  arr: moneyValue,
  items: z.array(
    z.strictObject({
      id: text,
      product: link.nullable(),
      price: link.nullable(),
      quantity: decimal,
      /** What one billing interval costs. */
      amount: moneyValue,
    }),
  ),
});
