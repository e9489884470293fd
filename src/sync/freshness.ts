import type { Kind } from '../canonical/kind.ts';
import type { Problem } from '../canonical/problem.ts';
import type { Stored } from '../store/read.ts';

export type StalePolicy = 'SERVE_STALE' | 'FAIL' | 'NULL_FIELD';

/** How old a value may be, and what to do when its source cannot give a newer one. */
export interface Bound {
  readonly maxAgeMs: number;
  readonly onError: StalePolicy;
}

/**
 * Something that an operation reads and wants fresh: fields of the records themselves (`fields` names them, so that only the
 * systems that decide them are asked), or the list of a kind that belongs to the customers concerned (`fields` null).
 */
export interface FreshnessNeed {
  readonly kind: Kind;
  readonly fields: readonly string[] | null;
  readonly bound: Bound;
}

/** What could not be refreshed, so that exactly these values are marked, blanked or replaced by an error. */
export interface Marks {
  /** One entry per source and kind that failed. */
  readonly failures: readonly {
    readonly instance: string;
    readonly kind: Kind;
    readonly problem: Problem;
    readonly onError: StalePolicy;
    /** The age of the copy served instead, ISO 8601; null when there is none. */
    readonly asOf: string | null;
  }[];
  /** The record with each affected field replaced as its policy says: an Error (graphql reports it at that field), null, or untouched. */
  view<T extends Stored>(record: T): T;
  /** The Error or null that stands in for a customer's list of a kind, or undefined when the list may be read. */
  list(kind: Kind, customerId: string): Error | null | undefined;
}

/** Read-through: makes the copy of what an operation reads as young as it asks. */
export interface Fresh {
  /** Refreshes the records `ids` and, for needs of other kinds, the lists of the customers they belong to: one batched call per source and kind, all at once. */
  refresh(ids: readonly string[], needs: readonly FreshnessNeed[]): Promise<Marks>;
}
