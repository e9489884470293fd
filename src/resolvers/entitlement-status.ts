import type { Stored } from '../context.ts';
import type { EntitlementStatus } from '../generated/graphql.ts';

/** The status as of a day (UTC): the source's word, or what the dates say where it has none; null when there are no dates either. */
export function entitlementStatus(
  { status, validFrom, validTo }: Stored<'Entitlement'>,
  today: string,
): EntitlementStatus | null {
  if (status !== undefined) return status;
  if (validFrom === undefined && validTo === undefined) return null;
  if (validFrom !== undefined && today < validFrom) return 'PENDING';
  return validTo && today > validTo ? 'EXPIRED' : 'ACTIVE';
}
