import { z } from 'zod';
import { date, decimal, link, moneyValue, text } from './scalars.ts';

/** As a source knows it; OVERDUE is not stored but follows from the due date on the day of reading. */
export const invoiceStatuses = [
  'DRAFT',
  'ISSUED',
  'POSTED',
  'PARTIALLY_PAID',
  'PAID',
  'VOID',
  'UNCOLLECTIBLE',
] as const;

export const invoiceLine = z.strictObject({
  id: text,
  description: text,
  product: link.nullable(),
  quantity: decimal,
  /** Without tax. */
  amount: moneyValue,
  periodStart: date.nullable(),
  periodEnd: date.nullable(),
  taxes: z.array(z.strictObject({ jurisdiction: text, rate: decimal, amount: moneyValue })),
});

/** A demand for payment. subtotal + tax = total; the lines sum to subtotal, their taxes to tax. Links: customer, subscription. */
export const invoice = z.strictObject({
  number: text,
  status: z.enum(invoiceStatuses),
  rawStatus: text,
  issueDate: date,
  dueDate: date,
  subtotal: moneyValue,
  tax: moneyValue,
  total: moneyValue,
  balance: moneyValue,
  lines: z.array(invoiceLine),
});
