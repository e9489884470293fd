import type { Cause } from '../canonical/event.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Problem } from '../canonical/problem.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { Gone, Source } from '../sources/source.ts';
import type { Queryable } from '../store/database.ts';
import { bury } from '../store/dead-letter.ts';
import { settle } from './settle.ts';

/** What became of records that a source gave. */
export interface Outcome {
  readonly source: Pick<Source, 'instance' | 'system'>;
  readonly feed: string;
  readonly kind: Kind;
  readonly records: readonly SourceRecord[];
  readonly gone?: readonly Gone[];
  readonly rejected: readonly Problem[];
  readonly cause: Cause;
}

const placeOf = ({ object, externalId }: Gone): string => JSON.stringify([object, externalId]);

/**
 * Keeps those that did not fit as dead letters at once, because asking again gives the same, and settles what was open of the others:
 * part of the caller's transaction.
 */
export async function noteOutcome(db: Queryable, outcome: Outcome): Promise<void> {
  const { feed, kind, records, gone = [], rejected, cause } = outcome;
  const { instance, system } = outcome.source;
  const refused = new Set<string>();
  for (const { code, message, detail } of rejected) {
    if (!detail.record) continue;
    refused.add(placeOf(detail.record));
    const place = { instance, system, kind, ...detail.record };
    await bury(db, { ...place, feed, code, reason: message, attempts: 1, cause });
  }
  const fine = [...records, ...gone].filter((each) => !refused.has(placeOf(each)));
  for (const [object, group] of Map.groupBy(fine, (each) => each.object))
    await settle(
      db,
      instance,
      object,
      group.map(({ externalId }) => externalId),
      cause,
    );
}
