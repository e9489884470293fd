import { z } from 'zod';

/** What must stay where. */
const pin = z.strictObject({
  /** Customers of these legal entities of ours (codes). */
  legalEntities: z.array(z.string().min(1)).default([]),
  /** Customers whose addresses are in these countries (ISO 3166-1 alpha-2). */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters')).default([]),
  /** Everything of these sources. */
  sources: z.array(z.string().min(1)).default([]),
  /** The regions in which it may be stored, served and streamed. */
  regions: z.array(z.string().min(1)).min(1),
});

export const residencySettings = z.array(pin).default([]);
