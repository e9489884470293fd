/**
 * How a source without a change log is asked what changed. A poll is a sweep from a little before a mark up to now, oldest change first,
 * in as many steps as the vendor's pages need; when it ends the mark moves to when the sweep began. The look back (the overlap) is for
 * changes that were stamped before the mark and committed after it was read. The mark is by the source's clock, never later than the
 * hub's own: whichever of the two is wrong, changes are read twice rather than not at all.
 */
import { z } from 'zod';
import type { Kind } from '../../canonical/kind.ts';
import type { Problem } from '../../canonical/problem.ts';
import type { SourceRecord } from '../../canonical/record.ts';
import type { Changes, Gone } from '../source.ts';
import { whatFits } from './fit.ts';
import type { Http } from './http.ts';
import type { Answer } from './policy.ts';

/** What one step of a sweep found. */
export interface Step<P> {
  /** Records that are marked deleted are told as gone; a Problem stands for one that does not fit (`recordOr`). */
  readonly records: readonly (SourceRecord | Problem)[];
  readonly gone: readonly Gone[];
  /** Where to go on, in the sweep or (once it is done) in the next one; null: the next sweep begins at the mark. */
  readonly next: P | null;
  /** Whether everything up to now was seen. */
  readonly done: boolean;
  /** The source's clock as told by the first answer of the step (`toldBy`), ISO 8601; null when it told none. */
  readonly told: string | null;
}

/** Where a sweep stands: what to read from, and how far it has come (null: nowhere yet). */
export interface Standing<P> {
  /** The mark less the overlap, ISO 8601. */
  readonly since: string;
  readonly at: P | null;
}

export interface Polling<P> {
  readonly instance: string;
  readonly problem: Http['problem'];
  /** How far each sweep looks back behind the mark. */
  readonly overlapMs: number;
  /** For how long the source keeps a change to itself. */
  readonly settleMs?: number;
  /** The form of a place within a sweep; a cursor with another one is refused. */
  readonly place: z.ZodType<P>;
  /** The hub's clock, milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface Poll<P> {
  /** A cursor at an instant. Throws SOURCE_REJECTED when it is none. */
  from(kind: Kind, since: string): string;
  /** One step from the cursor on. Throws SOURCE_REJECTED for a cursor that was not made by this source for this kind. */
  changes(kind: Kind, cursor: string, step: (standing: Standing<P>) => Promise<Step<P>>): Promise<Changes>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** The source's clock in an answer (HTTP `Date`, whole seconds rounded down), ISO 8601; null when there is none. */
export function toldBy(answer: Answer): string | null {
  const ms = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(ms) ? null : iso(ms);
}

/** The polls of one source. Cursors are text that holds all there is to know, so they survive any restart. */
export function createPoll<P>(polling: Polling<P>): Poll<P> {
  const { instance, problem, overlapMs, settleMs = 0, now = Date.now } = polling;
  const form = z.strictObject({
    instance: z.literal(instance),
    kind: z.string(),
    /** Every change up to here was seen. */
    mark: z.iso.datetime(),
    /** The mark that the sweep under way will leave; null when none is. */
    nextMark: z.iso.datetime().nullable(),
    at: polling.place.nullable(),
  });
  const encode = (cursor: z.infer<typeof form>): string =>
    Buffer.from(JSON.stringify(cursor)).toString('base64url');
  const decode = (kind: Kind, text: string): z.infer<typeof form> => {
    const found = form.safeParse(jsonIn(text));
    if (!found.success || found.data.kind !== kind)
      throw problem('SOURCE_REJECTED', `the cursor was not made by this source for ${kind}`);
    return found.data;
  };

  return {
    from: (kind, since) => {
      const ms = Date.parse(since);
      if (Number.isNaN(ms)) throw problem('SOURCE_REJECTED', 'changes can be asked for from an instant only');
      const mark = iso(Math.min(ms, now() - settleMs));
      return encode({ instance, kind, mark, nextMark: null, at: null });
    },
    changes: async (kind, text, step) => {
      const cursor = decode(kind, text);
      const began = now();
      const found = await step({ since: iso(Date.parse(cursor.mark) - overlapMs), at: cursor.at });
      const ended = now();
      const { records: fit, unfit } = whatFits<SourceRecord>(found.records);
      // The answer was made at some time since the call began: all of that time counts as not seen.
      const told = found.told === null ? null : Math.min(Date.parse(found.told), ended) - (ended - began);
      const seen = told === null ? latest(fit) : told - settleMs;
      const reached = iso(Math.max(Date.parse(cursor.mark), seen ?? 0));
      const nextMark = cursor.nextMark ?? reached;
      const mark = found.done ? nextMark : cursor.mark;
      const deleted = fit.filter((record) => record.deleted);
      return {
        records: fit.filter((record) => !record.deleted).toSorted(byTime),
        gone: [...found.gone, ...deleted.map(({ object, externalId }) => ({ object, externalId }))],
        ...(unfit && { unfit }),
        cursor: encode({ instance, kind, mark, nextMark: found.done ? null : nextMark, at: found.next }),
        position: mark,
        more: !found.done,
      };
    },
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function byTime({ sourceTime: a }: SourceRecord, { sourceTime: b }: SourceRecord): number {
  return a === null || b === null ? 0 : Date.parse(a) - Date.parse(b);
}

/** The latest time of change among records; for sources that do not tell their clock. */
function latest(records: readonly SourceRecord[]): number | null {
  const times = records.flatMap(({ sourceTime }) => (sourceTime === null ? [] : [Date.parse(sourceTime)]));
  return times.length === 0 ? null : Math.max(...times);
}
