import { z } from 'zod';

/** Exact decimal text: no exponent, no float. */
export const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'not a decimal number');
/** A civil date, YYYY-MM-DD. */
export const date = z.iso
  .date('not a date YYYY-MM-DD')
  .refine((text) => !text.startsWith('0000'), 'not a date YYYY-MM-DD');
/** An instant, ISO 8601 in UTC. */
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$/, 'not an instant in UTC')
  .refine((text) => date.safeParse(text.slice(0, 10)).success, 'not an instant in UTC');
export const currency = z.string().regex(/^[A-Z]{3}$/, 'not an ISO 4217 code');
export const moneyValue = z.strictObject({ amount: decimal, currency });
export const text = z.string().min(1);
/** A link to another record: its kind and one of its keys. */
export const link = z.strictObject({ kind: z.string(), key: z.string() });
