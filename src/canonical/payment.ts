import { z } from 'zod';
import { date, link, moneyValue, text } from './scalars.ts';

export const paymentStatuses = [
  'PENDING',
  'SETTLED',
  'FAILED',
  'REFUNDED',
  'PARTIALLY_REFUNDED',
  'DISPUTED',
] as const;

/** Money received or tried. amount = applications + unapplied. Links: customer. */
export const payment = z.strictObject({
  number: text,
  status: z.enum(paymentStatuses),
  rawStatus: text,
  method: text,
  amount: moneyValue,
  unapplied: moneyValue,
  receivedAt: date,
  failure: z.strictObject({ code: text, message: text }).nullable(),
  applications: z.array(z.strictObject({ id: text, invoice: link, amount: moneyValue })),
});
