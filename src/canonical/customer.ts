import { z } from 'zod';
import { currency, moneyValue, text } from './scalars.ts';

export const customerStatuses = [
  'PROSPECT',
  'PENDING_APPROVAL',
  'ACTIVE',
  'SUSPENDED',
  'CHURNED',
  'MERGED',
] as const;

export const address = z.strictObject({
  line1: text,
  line2: z.string().nullable(),
  city: text,
  region: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: text,
});

/** What a source may say of a company we do business with. */
export const customer = z.strictObject({
  name: text,
  legalName: text.nullable(),
  status: z.enum(customerStatuses),
  /** The vendor's own word for the status. */
  rawStatus: text,
  segment: text.nullable(),
  industry: text.nullable(),
  domain: text.nullable(),
  paymentTerms: text.nullable(),
  creditLimit: moneyValue.nullable(),
  creditHold: z.boolean(),
  taxIds: z.array(text),
  taxJurisdictions: z.array(text),
  taxExemption: text.nullable(),
  billingAddress: address.nullable(),
  /** The currency the customer is billed in. */
  currency,
  /** The receivables balance in the source's own books, in `currency` of the same source. */
  ledgerBalance: moneyValue,
  supportTier: text.nullable(),
});
