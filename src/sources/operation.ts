import type { Lane } from '../canonical/run.ts';

/**
 * How a write can be repeated when nobody knows whether it was applied (ARCHITECTURE.md, Write):
 * A: the vendor keeps our idempotency key for `keyLifetimeMs` and answers as it did the first time; later as C.
 * B: the record is named by our own external id, or the values are set and not added: doing it again changes nothing.
 * C: looking tells whether it was done; it is repeated only when it was not.
 * D: neither: it is never repeated blindly, a person decides.
 */
export type OperationClass = 'A' | 'B' | 'C' | 'D';

/** What every write carries. */
export interface WriteOptions {
  /**
   * Made of run, step and semantic attempt, stored before the call: at most 100 characters of [A-Za-z0-9._-]. The same for every repetition
   * of the same write; another one for what undoes it, and for what a person has mended.
   */
  readonly key: string;
  /** Aborts when the run was taken over by another node: nothing more may be sent. */
  readonly signal?: AbortSignal;
  readonly lane?: Lane;
}

/** A write that is in force at the vendor. */
export interface Applied<R> {
  readonly result: R;
  /** Where it is at the vendor: its object and id. */
  readonly object: string;
  readonly externalId: string;
  /** Whether it was there already, by an earlier try with the same key. */
  readonly found: boolean;
  /** Of the answer; null where there was none, as when it was found by looking. */
  readonly httpStatus: number | null;
}

/**
 * One kind of write to one kind of vendor. `perform` throws `Problem` and nothing else; `detail.outcome` says what is known of the effect:
 * NOT_APPLIED (refused, throttled, never sent) or UNKNOWN (sent and not answered, answered unreadably, or by a failure of the vendor that may
 * have come after it was applied). That is said of this try, and not of an earlier one whose outcome is unknown: that one is settled by
 * looking, or by a refusal that class A gives under the same key. A refusal's message is in the vendor's words, without personal data;
 * `detail.path` names the field.
 */
export interface Operation<I, R> {
  /** Noun and verb, for example `order.create`. */
  readonly name: string;
  readonly class: OperationClass;
  /** How long the vendor keeps the key; null where it keeps none. */
  readonly keyLifetimeMs: number | null;
  perform(input: I, options: WriteOptions): Promise<Applied<R>>;
  /**
   * What an earlier `perform` with the same input and key has left at the vendor; null: nothing. Classes A (after the key's lifetime) and C
   * must have it. Throws `Problem` when it cannot be known now. The answer must not come from an index that lags.
   */
  look?(input: I, options: WriteOptions): Promise<Applied<R> | null>;
}
