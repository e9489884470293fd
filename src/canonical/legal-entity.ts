import { z } from 'zod';
import { currency, date, decimal, text } from './scalars.ts';

export const periodStatuses = ['OPEN', 'SOFT_CLOSED', 'CLOSED'] as const;

/** A company of ours that keeps books. */
export const legalEntity = z.strictObject({
  code: text,
  name: text,
  /** The market it serves, for example `US` or `EU`. */
  region: text,
  /** Where its records must stay, ISO 3166 country or region code. */
  residency: text,
  functionalCurrency: currency,
  /** Units of the functional currency per unit of each other currency, newest rate of each, from the ERP. */
  rates: z.array(z.strictObject({ currency, rate: decimal, date })),
});

/** A span of the books that is open or closed. Links: none; periods are shared by the legal entities of one ERP. */
export const accountingPeriod = z.strictObject({
  name: text,
  start: date,
  end: date,
  status: z.enum(periodStatuses),
});
