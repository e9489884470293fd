import type { SupportEntitlement } from '../support.ts';
import type { Row } from '../http/reader.ts';
import { dateOrNull, tierStatus, wordOf } from './map.ts';
import type { Options } from './policy.ts';

type Names = Pick<Options, 'fields' | 'featureTagPrefix'>;

/** How features begin in canonical words, whatever the account's tags begin with. */
const canonical = 'feature_';

/** The tag that names a feature. */
export function tagOf(feature: string, { featureTagPrefix }: Names): string {
  const name = feature.toLowerCase();
  return `${featureTagPrefix}${name.startsWith(canonical) ? name.slice(canonical.length) : name}`;
}

/** The features that some tags name. */
export function featuresIn(tags: readonly string[], { featureTagPrefix: prefix }: Names): readonly string[] {
  return tags
    .filter((tag) => tag.startsWith(prefix))
    .map((tag) => `${canonical}${tag.slice(prefix.length)}`)
    .toSorted();
}

/** What an organization is entitled to, as its fields and tags say. Throws SOURCE_DRIFTED. */
export function entitlementOf(row: Row, names: Names): SupportEntitlement {
  const { supportTier, tierStatus: status, tierValidFrom, tierValidTo, subscriptionNumber } = names.fields;
  const fields = row.row('organization_fields');
  const rawStatus = fields.textOrNull(status);
  const word = rawStatus === null ? null : wordOf(tierStatus, rawStatus);
  if (word === undefined) throw fields.drift(status, `one of ${Object.keys(tierStatus).join(', ')}`);
  return {
    tier: fields.textOrNull(supportTier),
    status: word,
    validFrom: dateOrNull(fields, tierValidFrom),
    validTo: dateOrNull(fields, tierValidTo),
    subscriptionNumber: fields.textOrNull(subscriptionNumber),
    features: featuresIn(row.texts('tags'), names),
  };
}

/** The same as organization fields: all of them, so that what is null is emptied. */
export function fieldsOf(
  { tier, status, validFrom, validTo, subscriptionNumber }: SupportEntitlement,
  { fields }: Names,
): Readonly<Record<string, string | null>> {
  const word = Object.entries(tierStatus).find(([, meaning]) => meaning === status)?.[0] ?? null;
  return {
    [fields.supportTier]: tier,
    [fields.tierStatus]: word,
    [fields.tierValidFrom]: validFrom,
    [fields.tierValidTo]: validTo,
    [fields.subscriptionNumber]: subscriptionNumber,
  };
}
