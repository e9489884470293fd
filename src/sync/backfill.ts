import type { Kind } from '../canonical/kind.ts';
import type { Problem } from '../canonical/problem.ts';
import type { Source } from '../sources/source.ts';
import { notify } from '../store/notice.ts';
import { summariseAll } from './summary.ts';
import type { IngestDeps } from './ingest.ts';
import { readKind, type ReadingProgress } from './reading.ts';

export interface BackfillOptions {
  /** Only these instances; all when omitted. */
  readonly instances?: readonly string[];
  /** Starts over instead of going on where the last one stopped. */
  readonly anew?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadingProgress) => void;
  /** A record that did not fit and was left out. */
  readonly onRejected?: (problem: Problem) => void;
}

/**
 * Reads everything that the sources hold into the copy. What others refer to comes first (books, people, catalogue, then customers,
 * the CRM's before the rest, so that who is who does not depend on speed); then each source's remaining kinds, all sources at once.
 * After a crash it goes on behind the last page that was stored; memory is bounded by two pages a source. At the
 * end the summaries are computed, and what no source has any more is marked deleted.
 */
export async function backfill(
  deps: IngestDeps,
  sources: readonly Source[],
  options: BackfillOptions = {},
): Promise<void> {
  const chosen = sources.filter((source) => options.instances?.includes(source.instance) ?? true);
  if (options.anew)
    await deps.database.query('delete from backfill where instance = any($1)', [
      chosen.map((source) => source.instance),
    ]);
  const first: ReadonlySet<Kind> = new Set(['LegalEntity', 'AccountingPeriod', 'User', 'Product', 'Price']);
  const step = async (source: Source, kind: Kind): Promise<void> => {
    if (!source.kinds.includes(kind)) return;
    const { signal, onProgress, onRejected } = options;
    await readKind(deps, source, kind, {
      feed: 'import',
      deferSummaries: true,
      signal,
      onProgress,
      onRejected,
    });
  };
  await Promise.all(
    chosen.map(async (source) => {
      for (const kind of source.kinds) if (first.has(kind)) await step(source, kind);
    }),
  );
  for (const system of deps.authority.Customer['*'] ?? [])
    for (const source of chosen) if (source.system === system) await step(source, 'Customer');
  await Promise.all(
    chosen.map(async (source) => {
      for (const kind of source.kinds) if (!first.has(kind) && kind !== 'Customer') await step(source, kind);
    }),
  );
  // Statistics gathered by themselves come a minute later; until then the planner takes the tables for empty.
  await deps.database.query('analyze entity, facet, identity_key, list_sync');
  await summariseAll(deps);
  await notify(deps.database, { customers: [], records: [], all: true });
}
