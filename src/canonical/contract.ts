import { z } from 'zod';
import { date, moneyValue, text } from './scalars.ts';

export const contractStatuses = ['DRAFT', 'ACTIVE', 'AMENDING', 'RENEWED', 'EXPIRED', 'TERMINATED'] as const;

/** What was agreed with a customer. Links: customer. */
export const contract = z.strictObject({
  number: text,
  status: z.enum(contractStatuses),
  rawStatus: text,
  termStart: date.nullable(),
  termEnd: date.nullable(),
  autoRenew: z.boolean().nullable(),
  paymentTerms: text.nullable(),
  tcv: moneyValue.nullable(),
  acv: moneyValue.nullable(),
});
