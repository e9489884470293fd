import { ulid } from '../canonical/id.ts';
import type { Kind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { Source } from '../sources/source.ts';
import { coveredKinds, forgetReading } from '../store/reading.ts';
import { takeChanges } from './changes.ts';
import type { IngestDeps } from './ingest.ts';
import { readKind, type ReadingProgress } from './reading.ts';

/** How far taking in the changes of one kind has come. */
export interface SinceProgress extends ReadingProgress {
  /** Records of these that became other than they were in the copy. */
  readonly changed: number;
  /** Whether the source could not tell the changes any more, so that the kind was read as a whole. */
  readonly anew: boolean;
}

export interface SinceOptions {
  readonly onProgress?: (progress: SinceProgress) => void;
  readonly signal?: AbortSignal;
}

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The instant that `2h`, `3d`, `90m` or an ISO 8601 instant means at `now` (milliseconds since the epoch); INVALID_INPUT otherwise. */
export function instantOf(text: string, now: number): string {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text.trim()) ?? [];
  const ms = unit ? now - Number(count) * unitMs[unit as keyof typeof unitMs] : isoMs(text.trim());
  if (!(ms >= 0 && ms <= now))
    throw new Problem(
      'INVALID_INPUT',
      `${text} is neither a time before now (2h, 3d) nor an instant in the past.`,
      {
        path: 'since',
      },
    );
  return new Date(ms).toISOString();
}

const isoMs = (text: string): number =>
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : NaN;

/**
 * Asks a source for everything that changed since an instant (ISO 8601) and takes it in, kind after kind, up to when it was called; the
 * feeds' own cursors stay where they are. Kinds that were never imported are left out: INVALID_INPUT when that is all of them. A kind of
 * which the source no longer knows the changes is read as a whole.
 */
export async function syncSince(
  deps: IngestDeps,
  source: Source,
  since: string,
  { onProgress, signal = new AbortController().signal }: SinceOptions = {},
): Promise<void> {
  const { instance } = source;
  const covered = await coveredKinds(deps.database, instance);
  const kinds = source.kinds.filter((kind) => covered.includes(kind));
  if (kinds.length === 0)
    throw new Problem('INVALID_INPUT', `Nothing of ${instance} has been imported yet; import it first.`, {
      path: 'instance',
    });
  const began = Date.now();
  const correlationId = `cor_${ulid()}`;
  for (const kind of kinds) await takeKind(kind);

  async function takeKind(kind: Kind): Promise<void> {
    const total = { records: 0, rejected: 0, changed: 0 };
    const report = (done: boolean, anew = false): void =>
      onProgress?.({ instance, kind, ...total, done, anew });
    report(false);
    try {
      for (let cursor = source.changesFrom(kind, since), more = true; more;) {
        const taken = await takeChanges(deps, source, kind, cursor, { feed: 'sync', signal, correlationId });
        total.records += taken.records.length + taken.gone.length;
        total.rejected += taken.rejected;
        total.changed += taken.changed;
        cursor = taken.cursor;
        // A source that changes all the time would never end.
        more = taken.more && Date.parse(taken.position) < began;
        report(!more);
      }
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'CURSOR_EXPIRED')) throw error;
      await forgetReading(deps.database, instance, kind);
      const { changed } = await readKind(deps, source, kind, {
        feed: 'sync',
        signal,
        onProgress: ({ records, rejected }) => {
          Object.assign(total, { records, rejected });
          report(false, true);
        },
      });
      total.changed += changed;
      report(true, true);
    }
  }
}
