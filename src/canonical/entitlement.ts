import { z } from 'zod';
import { date, text } from './scalars.ts';

export const entitlementStatuses = ['PENDING', 'ACTIVE', 'GRACE', 'SUSPENDED', 'REVOKED', 'EXPIRED'] as const;

/** What service a customer may use. Links: customer, subscription. */
export const entitlement = z.strictObject({
  feature: text,
  tier: text,
  status: z.enum(entitlementStatuses),
  validFrom: date,
  validTo: date.nullable(),
  reason: text.nullable(),
});
