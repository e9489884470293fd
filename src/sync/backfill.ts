import type { Kind } from '../canonical/kind.ts';
import type { Problem } from '../canonical/problem.ts';
import type { Page, Source } from '../sources/source.ts';
import type { Queryable } from '../store/database.ts';
import { deleteUnconfirmed } from '../store/facet.ts';
import { notify } from '../store/notice.ts';
import { ingest, type IngestDeps, reassemble, summariseAll } from './ingest.ts';
import { takeTurn } from './turn.ts';

/** How far one kind of one source has come. */
export interface BackfillProgress {
  readonly instance: string;
  readonly kind: Kind;
  readonly records: number;
  readonly rejected: number;
  readonly done: boolean;
}

export interface BackfillOptions {
  /** Only these instances; all when omitted. */
  readonly instances?: readonly string[];
  /** Starts over instead of going on where the last one stopped. */
  readonly anew?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BackfillProgress) => void;
  /** A record that did not fit and was left out. */
  readonly onRejected?: (problem: Problem) => void;
}

/**
 * Reads everything that the sources hold into the copy. What others refer to comes first (books, people, catalogue, then customers,
 * the CRM's before the rest, so that who is who does not depend on speed); then each source's remaining kinds, all sources at once.
 * A page and the cursor behind it are one transaction, so after a crash it goes on where it stopped; memory is bounded by two pages
 * a source. At the end the summaries are computed and what no source confirmed any more is marked deleted.
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
    if (source.kinds.includes(kind)) await readKind(deps, source, kind, options);
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

/** Reads one kind of one source to its end, fetching the next page while the last one is stored. */
async function readKind(
  deps: IngestDeps,
  source: Source,
  kind: Kind,
  options: BackfillOptions,
): Promise<void> {
  const { instance } = source;
  const state = await begin(deps.database, instance, kind);
  let { records, rejected } = state;
  const report = (done: boolean): void => options.onProgress?.({ instance, kind, records, rejected, done });
  if (state.finished) return report(true);
  report(false);
  const read = async (from: string | null): Promise<Page & { askedAt: string }> => {
    options.signal?.throwIfAborted();
    const askedAt = new Date().toISOString();
    const page = await source.scan(kind, from, {
      lane: 'bulk',
      ...(options.signal ? { signal: options.signal } : {}),
    });
    return { ...page, askedAt };
  };
  let next: ReturnType<typeof read> | null = read(state.cursor);
  while (next) {
    const page: Awaited<ReturnType<typeof read>> = await next;
    next = page.next === null ? null : read(page.next);
    // If storing fails the page on its way is abandoned; its own failure must not surface as unhandled.
    next?.catch(() => {});
    const within = (db: Queryable, refused: number): Promise<void> =>
      advance(db, instance, kind, page, refused);
    const batch = {
      instance,
      kind,
      records: page.records,
      askedAt: page.askedAt,
      deferSummaries: true,
      within,
    };
    const result = await ingest(deps, batch, false);
    for (const problem of result.rejected) options.onRejected?.(problem);
    records += page.records.length;
    rejected += result.rejected.length;
    report(false);
  }
  await finish(deps, instance, kind, state.startedAt, rejected);
  report(true);
}

interface State {
  readonly cursor: string | null;
  readonly records: number;
  readonly rejected: number;
  readonly startedAt: string;
  readonly finished: boolean;
}

async function begin(db: Queryable, instance: string, kind: Kind): Promise<State> {
  const { rows } = await db.query<State>(
    `insert into backfill (instance, kind, started_at) values ($1, $2, $3)
     on conflict (instance, kind) do update set instance = excluded.instance
     returning cursor, records, rejected, started_at as "startedAt", finished_at is not null as finished`,
    [instance, kind, new Date().toISOString()],
  );
  return rows[0]!;
}

async function advance(
  db: Queryable,
  instance: string,
  kind: Kind,
  page: Page,
  rejected: number,
): Promise<void> {
  await db.query(
    'update backfill set cursor = $3, records = records + $4, rejected = rejected + $5 where instance = $1 and kind = $2',
    [instance, kind, page.next, page.records.length, rejected],
  );
}

/**
 * Notes that the whole of a kind has been read, and that what this reading did not meet is gone. With records that did not fit
 * nothing is called gone: those may be among what seems to be missing.
 */
async function finish(
  deps: IngestDeps,
  instance: string,
  kind: Kind,
  startedAt: string,
  rejected: number,
): Promise<void> {
  await deps.database.transaction(async (db) => {
    await takeTurn(deps, db, instance, kind);
    const gone = rejected > 0 ? [] : await deleteUnconfirmed(db, instance, kind, null, startedAt);
    await reassemble(deps, db, kind, [...new Set(gone)], new Date().toISOString());
    await db.query(
      `insert into coverage (instance, kind, synced_at) values ($1, $2, $3)
       on conflict (instance, kind) do update set synced_at = excluded.synced_at`,
      [instance, kind, startedAt],
    );
    await db.query('update backfill set finished_at = now() where instance = $1 and kind = $2', [
      instance,
      kind,
    ]);
  });
}
