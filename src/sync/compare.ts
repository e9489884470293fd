import { createHash } from 'node:crypto';
import { bareOf, personalFields } from '../canonical/personal.ts';
import type { Kind } from '../canonical/kind.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { Queryable } from '../store/database.ts';
import { type KnownFacet, knownFacets, touchFacets } from '../store/facet.ts';
import { personalOf } from '../store/personal.ts';

/** A record that says something new. */
export interface Changed {
  readonly record: SourceRecord;
  readonly hash: string;
  /** Null for a record never seen. */
  readonly entityId: string | null;
}

/**
 * Splits what a source gave into what is new and what is known, and notes that the source still has what is known. `askedAt` is when
 * the source was asked, ISO 8601.
 */
export async function compareWithKnown(
  db: Queryable,
  instance: string,
  records: readonly SourceRecord[],
  askedAt: string,
): Promise<{ changed: Changed[]; unchanged: number }> {
  const changed: Changed[] = [];
  let unchanged = 0;
  const hashOf = await hashing(db, records[0]?.kind);
  for (const [object, group] of Map.groupBy(records, (record) => record.object)) {
    // Of several states of one record in a batch, the last one counts.
    const latest = new Map(group.map((record) => [record.externalId, record]));
    const known = await knownFacets(db, instance, object, [...latest.keys()]);
    const confirmed: string[] = [];
    for (const [externalId, given] of latest) {
      const before = known.get(externalId);
      const record = before?.erased ? bareOf(given) : given;
      const hash = hashOf(record);
      const same = before?.hash === hash && before.deleted === (record.deleted ?? false);
      if (same || (before && isOlder(record, askedAt, before))) confirmed.push(externalId);
      else changed.push({ record, hash, entityId: before?.entityId ?? null });
    }
    unchanged += confirmed.length;
    // What the copy holds instead of an older answer is at least as young as that answer.
    await touchFacets(db, instance, object, confirmed, askedAt);
  }
  return { changed, unchanged };
}

/**
 * Whether a record is an older state than the one known: by the source's own clock where it tells the two apart, otherwise by which
 * answer was asked for first.
 */
export function isOlder({ sourceTime }: SourceRecord, askedAt: string, before: KnownFacet): boolean {
  const order =
    sourceTime === null || before.sourceTime === null
      ? 0
      : Date.parse(sourceTime) - Date.parse(before.sourceTime);
  const askedBefore = Date.parse(askedAt) < Date.parse(before.observedAt);
  // What was found gone by a later question is gone, however young its last state.
  return order < 0 || (askedBefore && (order === 0 || before.deleted));
}

/**
 * Tells what of a record of a kind makes it another than before, as a short text; of people as one from which nobody can guess, by trying
 * names, who they are.
 */
export async function hashing(
  db: Queryable,
  kind: Kind | undefined,
): Promise<(record: SourceRecord) => string> {
  const text = (record: SourceRecord): string =>
    JSON.stringify([record.fields, record.links, record.keys, record.version, record.deleted ?? false]);
  if (!kind || !personalFields[kind])
    return (record) => createHash('sha1').update(text(record)).digest('base64');
  const fingerprint = await personalOf(db).fingerprints();
  return (record) => fingerprint(text(record));
}
