import { z } from 'zod';
import { httpOptions } from '../http/policy.ts';

const column = z.string().regex(/^[a-z][a-z0-9_]*$/, 'not a SuiteQL column');

const field = z.string().regex(/^[A-Za-z]\w*$/, 'not a field of the record API');

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
  /** The column of an order's lines that holds our name of the line. */
  orderLine: column.default('custcol_charge_segment'),
  /** Fields of an order's lines that say from when to when revenue is recognised, as the record API names them. */
  recogniseFrom: field.default('revRecStartDate'),
  recogniseTo: field.default('revRecEndDate'),
  /** Numbers of the accounts to which documents post beside revenue. */
  receivableAccount: z.string().min(1).default('1100'),
  taxPayableAccount: z.string().min(1).default('2200'),
  /** The same for single legal entities, by their code. */
  accountsOf: z
    .record(z.string().min(1), z.object({ receivable: z.string().min(1), taxPayable: z.string().min(1) }))
    .default({}),
  /** How far a poll looks back behind what it saw last: stamps are set before a change is committed. */
  overlapMs: z.int().min(0).default(300_000),
  /** Region by country code, for countries that are neither in the United States nor in Europe, or served otherwise. */
  regions: z.record(z.string().regex(/^[A-Z]{2}$/), z.string().min(1)).default({}),
});

export type Options = z.infer<typeof options>;
