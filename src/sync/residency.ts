import { isCountry } from '../canonical/country.ts';
import type { Kind } from '../canonical/kind.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { Queryable } from '../store/database.ts';
import { entitiesByKeys, type Instances } from '../store/key.ts';
import { codesOf, type Withheld } from '../store/withheld.ts';

/** What must stay in some regions (settings `residency`). */
export interface Pin {
  /** Codes of legal entities of ours. */
  readonly legalEntities: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** Names of sources. */
  readonly sources: readonly string[];
  readonly regions: readonly string[];
}

/** Pins by which something may not be here. */
export interface Residency {
  readonly pins: readonly Pin[];
  /** Hears how many records of a batch were not stored. */
  readonly onWithheld?: (counts: {
    readonly instance: string;
    readonly kind: Kind;
    readonly withheld: number;
  }) => void;
}

/** The pins that keep something out of a region; null where nothing is, so that nothing need be judged. */
export function residencyIn(region: string, pins: readonly Pin[]): Residency | null {
  const excluding = pins.filter(({ regions }) => !regions.includes(region));
  return excluding.length === 0 ? null : { pins: excluding };
}

/** Where a source may be read, when that is not in this region; null: here. */
export function elsewhere(residency: Residency | null, instance: string): readonly string[] | null {
  return residency?.pins.find(({ sources }) => sources.includes(instance))?.regions ?? null;
}

/** Why a record may not be stored here, of itself; null: for no reason of its own. */
export type Verdict = Pick<Withheld, 'region' | 'because'> | null;

/**
 * Judges records of a kind, each by itself: by its source, by the country of its address, by the legal entity that it links to. One that
 * links to a legal entity not known yet is judged when that comes in. The first reason counts.
 */
export async function judge(
  { pins }: Residency,
  db: Queryable,
  instances: Instances,
  instance: string,
  records: readonly SourceRecord[],
): Promise<readonly Verdict[]> {
  const codes = pins.some(({ legalEntities }) => legalEntities.length > 0)
    ? await codesLinked(db, instances, records)
    : new Map<string, string>();
  return records.map((record) => {
    const country = countryOf(record);
    const code = codes.get(record.links['legalEntity']?.key ?? '');
    for (const pin of pins) {
      const region = pin.regions.join(',');
      if (pin.sources.includes(instance)) return { region, because: 'SOURCE' };
      if (country !== null && pin.countries.some((each) => isCountry(each, country)))
        return { region, because: 'COUNTRY' };
      if (code !== undefined && pin.legalEntities.includes(code)) return { region, because: 'LEGAL_ENTITY' };
    }
    return null;
  });
}

/** The codes of the legal entities that records link to, by the link's key. */
async function codesLinked(
  db: Queryable,
  instances: Instances,
  records: readonly SourceRecord[],
): Promise<ReadonlyMap<string, string>> {
  const keys = [...new Set(records.flatMap(({ links }) => links['legalEntity']?.key ?? []))];
  if (keys.length === 0) return new Map();
  const found = await entitiesByKeys(db, instances, 'LegalEntity', keys);
  const codes = await codesOf(db, [...found.values()].flat());
  return new Map(
    [...found].flatMap(([key, ids]): [string, string][] => {
      const code = ids.map((id) => codes.get(id)).find((each) => each !== undefined);
      return code === undefined ? [] : [[key, code]];
    }),
  );
}

function countryOf({ fields }: SourceRecord): string | null {
  const address = fields['billingAddress'];
  const country =
    typeof address === 'object' && address !== null && 'country' in address ? address.country : null;
  return typeof country === 'string' ? country : null;
}
