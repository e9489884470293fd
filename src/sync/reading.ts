import type { Cause } from '../canonical/event.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Problem } from '../canonical/problem.ts';
import type { CallOptions, Page, Source } from '../sources/source.ts';
import { advanceReading, beginReading, endReading, type Place, unmet } from '../store/reading.ts';
import { type Answer, takeAnswer } from './answer.ts';
import { fetchApart } from './apart.ts';
import type { IngestDeps } from './ingest.ts';
import { ownCause } from './tell.ts';

/** How far the reading of a whole kind has come. */
export interface ReadingProgress {
  readonly instance: string;
  readonly kind: Kind;
  readonly records: number;
  readonly rejected: number;
  readonly done: boolean;
}

export interface ReadingOptions {
  /** The feed that demanded it; part of what its dead letters say. */
  readonly feed: string;
  readonly signal?: AbortSignal | undefined;
  /** Leaves the summaries to a later pass. */
  readonly deferSummaries?: boolean;
  readonly onProgress?: ((progress: ReadingProgress) => void) | undefined;
  /** A record that did not fit and was left out; a dead letter of it is kept. */
  readonly onRejected?: ((problem: Problem) => void) | undefined;
}

export interface ReadingResult {
  /** When the reading began, ISO 8601: later changes are not certain to be in it. */
  readonly startedAt: string;
  /** Records that became other than they were in the copy, as far as this process read them. */
  readonly changed: number;
}

type Given = Pick<Answer, 'records' | 'gone' | 'unfit' | 'askedAt'>;

/** How many records that a reading did not meet are asked for at once; within what every vendor answers in one call. */
const askedAtOnce = 99;

/**
 * Reads everything of a kind from a source into the copy, fetching the next page while the last one is stored. What the reading did not
 * meet is asked for by id: a vendor may leave out of its listing what it does have (what changed just now, for one), so only what it
 * does not have is gone. The cursor is kept behind each stored page, so after a crash the reading goes on where it stopped; one that has
 * ended is not done again until it is forgotten. The first reading of a kind is history and writes no events; any later one tells of
 * what it finds different. Memory is bounded by two pages.
 */
export async function readKind(
  deps: IngestDeps,
  source: Source,
  kind: Kind,
  options: ReadingOptions,
): Promise<ReadingResult> {
  const { instance } = source;
  const { database } = deps;
  const { signal, feed, deferSummaries } = options;
  const reading = await beginReading(database, instance, kind, new Date().toISOString());
  const { startedAt, first: silent } = reading;
  let { records, rejected } = reading;
  let changed = 0;
  const report = (done: boolean): void => options.onProgress?.({ instance, kind, records, rejected, done });
  if (reading.finished) {
    report(true);
    return { startedAt, changed };
  }
  report(false);
  const cause: Cause = { ...ownCause(startedAt), causationId: `${instance}/${feed}` };
  const common = { source, feed, kind, cause, deferSummaries, silent, signal };
  const call: CallOptions = { lane: 'bulk', ...(signal && { signal }) };

  const take = async (given: Given, next: string | null): Promise<void> => {
    const taken = await takeAnswer(deps, { ...common, ...given }, (db, { rejected: refused }) =>
      advanceReading(db, instance, kind, startedAt, {
        next,
        records: given.records.length,
        rejected: refused.length,
      }),
    );
    for (const problem of taken.rejected) options.onRejected?.(problem);
    changed += taken.changed;
    records += given.records.length;
    rejected += taken.rejected.length;
    report(false);
  };

  const scan = async (from: string | null): Promise<Page & { readonly askedAt: string }> => {
    signal?.throwIfAborted();
    const askedAt = new Date().toISOString();
    return { ...(await source.scan(kind, from, call)), askedAt };
  };

  let next = reading.scanned ? null : scan(reading.cursor);
  while (next) {
    const page: Awaited<ReturnType<typeof scan>> = await next;
    next = page.next === null ? null : scan(page.next);
    // If storing fails the page on its way is abandoned; its own failure must not surface as unhandled.
    next?.catch(() => {});
    await take(page, page.next);
  }
  for (let after: Place | null = null; ;) {
    signal?.throwIfAborted();
    const places = await unmet(database, instance, kind, startedAt, after, askedAtOnce);
    for (const [object, group] of Map.groupBy(places, (each) => each.object)) {
      const askedAt = new Date().toISOString();
      const ids = group.map(({ externalId }) => externalId);
      const { refused: unfit, ...found } = await fetchApart(source, kind, object, ids, call);
      await take({ ...found, unfit, askedAt }, null);
    }
    after = places.at(-1) ?? null;
    if (places.length < askedAtOnce) break;
  }
  await database.transaction((db) => endReading(db, instance, kind, startedAt));
  report(true);
  return { startedAt, changed };
}
