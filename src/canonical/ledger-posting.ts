import { z } from 'zod';
import { date, moneyValue, text } from './scalars.ts';

export const postingStatuses = [
  'PENDING',
  'SUBMITTED',
  'POSTED',
  'REJECTED',
  'REVERSED',
  'UNKNOWN_OUTCOME',
] as const;

export const dimensions = z.strictObject({
  account: text.nullable(),
  department: text.nullable(),
  costCenter: text.nullable(),
  class: text.nullable(),
  location: text.nullable(),
});

/** A journal entry; its debits equal its credits. Links: customer, invoice, legalEntity, period. */
export const ledgerPosting = z.strictObject({
  number: text,
  status: z.enum(postingStatuses),
  rawStatus: text,
  date,
  memo: text.nullable(),
  lines: z.array(
    z.strictObject({
      account: text,
      debit: moneyValue.nullable(),
      credit: moneyValue.nullable(),
      dimensions,
      memo: text.nullable(),
    }),
  ),
});
