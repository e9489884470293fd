import { z } from 'zod';
import { number } from './number.ts';

const country = z.string().regex(/^[A-Z]{2}$/, 'not an ISO 3166 code of two letters');
const dimension = z.string().min(1).nullable().default(null);

/** Countries where a business is asked for its value-added tax id. */
const asking = 'AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK';

/** How subscriptions are amended. docs/amendments.md. */
export const amendmentSettings = z.strictObject({
  /** How long a preview can be committed. */
  previewMinutes: number(z.number().positive().max(1440)).default(30),
  /** What a product gives the right to, by SKU (support knows a feature as `feature_` and its name); what is not named gives the tier `standard` and no feature. */
  entitlements: z
    .record(
      z.string().min(1),
      z.strictObject({
        tier: z.enum(['standard', 'premium', 'enterprise']).nullable().default(null),
        features: z.array(z.string().min(1)).default([]),
      }),
    )
    .default({
      'SUPP-PREM-M': { tier: 'premium', features: [] },
      'SUPP-ENT-Y': { tier: 'enterprise', features: [] },
      'ANLY-PRO-Y': { tier: null, features: ['analytics'] },
      'SEC-AUDIT-M': { tier: null, features: ['audit'] },
    }),
  /** What revenue is posted under. `class` null: the customer's segment. */
  dimensions: z
    .strictObject({
      department: dimension.default('Sales'),
      class: dimension,
      location: dimension,
    })
    .prefault({}),
  /** Our company that sells to a country, where the ledger does not say it of the customer. */
  legalEntities: z.record(country, z.string().min(1)).default({}),
  /** Where a customer must have a tax id or be exempt. */
  taxIdCountries: z.array(country).default(asking.split(' ')),
});
