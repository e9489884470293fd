import { z } from 'zod';
import { httpOptions } from '../http/policy.ts';

const column = z.string().regex(/^[a-z][a-z0-9_]*$/, 'not a SuiteQL column');

/** What an account may have named differently. Defaults fit the sandbox. */
export const options = httpOptions.extend({
  /** The column of `subsidiary` that holds our code of the legal entity; `S` and the internal id stand in where it is empty. */
  subsidiaryCode: column.default('externalid'),
  /** The customer's account number in billing. */
  billingAccount: column.default('custentity_billing_account'),
  taxExemptReason: column.default('custentity_tax_exempt_reason'),
  /** The number of the invoice, payment or credit memo that a journal entry posts. */
  sourceDocument: column.default('custbody_source_document'),
  /** The customer that a journal entry is about. */
  journalCustomer: column.default('custbody_customer'),
  /** How far a poll looks back behind what it saw last: stamps are set before a change is committed. */
  overlapMs: z.int().min(0).default(300_000),
  /** Region by country code, for countries that are neither in the United States nor in Europe, or served otherwise. */
  regions: z.record(z.string().regex(/^[A-Z]{2}$/), z.string().min(1)).default({}),
});

export type Options = z.infer<typeof options>;
