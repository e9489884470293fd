import { z } from 'zod';
import { flag, number } from './number.ts';

const words = z.array(z.string().min(1)).min(1).nullable().default(null);
const dimension = z.string().min(1).nullable().default(null);

/** Which deals a rule is for; null: all. Of the rules of a list the first that fits decides. */
const when = {
  /** Shown with what the rule decided. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
  /** Of the customer's billing address, ISO 3166. */
  countries: words,
  /** Of the deal, ISO 4217. */
  currencies: words,
  /** Of the customer. */
  segments: words,
};

const legalEntityRule = z.strictObject({ ...when, legalEntity: z.string().min(1) });
const dimensionRule = z.strictObject({
  ...when,
  department: dimension,
  class: dimension,
  location: dimension,
});
const paymentTermsRule = z.strictObject({ ...when, paymentTerms: z.string().min(1) });

const months = number(z.number().int().min(1).max(120));

/** How a deal that was won becomes a customer who is billed and served. docs/quote-to-cash.md. */
export const quoteToCashSettings = z.strictObject({
  /** Whether a run begins by itself when the CRM says that a deal was won. */
  automatic: flag.default(true),
  /** How often the log is read for deals that were won. */
  followMs: number(z.number().int().min(20).max(60_000)).default(500),
  /** How often the CRM is asked whether a deal that waits for its approval has it. */
  approvalPollMs: number(z.number().int().min(100).max(3_600_000)).default(15_000),
  /** Our company that sells, where the ledger does not say it of the customer; after them comes `amendments.legalEntities`. */
  legalEntities: z.array(legalEntityRule).default([]),
  /** What revenue is posted under; what no rule says is as in `amendments.dimensions`. */
  dimensions: z.array(dimensionRule).default([]),
  /** Where neither the contract nor the ledger says it. */
  paymentTerms: z
    .array(paymentTermsRule)
    .default([{ id: 'standard', countries: null, currencies: null, segments: null, paymentTerms: 'Net 30' }]),
  /** The only ones that are agreed to. */
  allowedPaymentTerms: z.array(z.string().min(1)).min(1).default(['Net 30', 'Net 45', 'Net 60']),
  /** The term of a deal without a contract. */
  termMonths: months.default(12),
  autoRenew: flag.default(true),
  /** How far below the list price something may be sold, in per cent; null: without a bound. */
  maxDiscountPercent: number(z.number().min(0).max(100)).nullable().default(null),
});

export type QuoteToCashSettings = Readonly<z.infer<typeof quoteToCashSettings>>;
