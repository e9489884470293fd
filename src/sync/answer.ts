import type { Cause } from '../canonical/event.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Problem } from '../canonical/problem.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { Gone, Source } from '../sources/source.ts';
import type { Queryable } from '../store/database.ts';
import { type Batch, ingest, type IngestDeps } from './ingest.ts';
import { noteOutcome } from './outcome.ts';
import { sift } from './sift.ts';

/** What a source has just said of records of one kind. */
export interface Answer {
  readonly source: Pick<Source, 'instance' | 'system'>;
  /** The feed that asked. */
  readonly feed: string;
  readonly kind: Kind;
  readonly records: readonly SourceRecord[];
  /** What it does not have any more. */
  readonly gone?: readonly Gone[];
  /** Why others could not be read; `detail.record` names each. */
  readonly unfit?: readonly Problem[];
  /** When it was asked, ISO 8601. */
  readonly askedAt: string;
  readonly cause: Cause;
  readonly deferSummaries?: boolean;
  readonly silent?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What an answer did to the copy. */
export interface Absorbed {
  /** Records that became other than they were in the copy. */
  readonly changed: number;
  /** Records that did not fit; a dead letter of each is kept. */
  readonly rejected: readonly Problem[];
}

/**
 * Takes an answer into the copy: a record that does not fit stops no other one and becomes a dead letter, what is open of the others
 * is settled. `save` runs in the transaction that ends it, for what must move only behind what is stored. Repeating an answer changes
 * nothing. Throws when nothing can be stored at present, and the signal's reason.
 */
export async function takeAnswer(
  deps: IngestDeps,
  answer: Answer,
  save?: (db: Queryable, absorbed: Absorbed) => Promise<void>,
): Promise<Absorbed> {
  const { source, feed, kind, records, gone = [], unfit = [], askedAt, cause, signal } = answer;
  const { deferSummaries = false, silent = false } = answer;
  const batch = { instance: source.instance, kind, askedAt, cause, deferSummaries, silent };
  const rejected = [...unfit];
  let changed = 0;
  if (records.length > 0) {
    const sifted = await sift(deps, { ...batch, records });
    changed += sifted.created + sifted.updated;
    rejected.push(...sifted.rejected);
  }
  for (const askedFor of absent(gone, records)) {
    const { updated } = await ingest(deps, { ...batch, records: [], askedFor });
    changed += updated;
  }
  signal?.throwIfAborted();
  const absorbed = { changed, rejected };
  await deps.database.transaction(async (db) => {
    await noteOutcome(db, { source, feed, kind, records, gone, rejected, cause });
    await save?.(db, absorbed);
  });
  return absorbed;
}

/** What is gone, by object; a record that the same answer holds is not. */
function absent(gone: readonly Gone[], records: readonly SourceRecord[]): NonNullable<Batch['askedFor']>[] {
  const placeOf = ({ object, externalId }: Gone): string => JSON.stringify([object, externalId]);
  const present = new Set(records.map(placeOf));
  const groups = Map.groupBy(
    gone.filter((each) => !present.has(placeOf(each))),
    ({ object }) => object,
  );
  return [...groups].map(([object, group]) => ({
    object,
    externalIds: group.map(({ externalId }) => externalId),
  }));
}
