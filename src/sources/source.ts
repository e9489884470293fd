import type { z } from 'zod';
import type { Kind, SystemKind } from '../canonical/kind.ts';
import type { Problem } from '../canonical/problem.ts';
import type { Lane } from '../canonical/run.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { Allowance } from './allowance.ts';
import type { Roles } from './roles.ts';

/** What every call to a source carries. */
export interface CallOptions {
  /** Ends the call; the source then throws SOURCE_UNAVAILABLE. Omitted: the instance's own deadline. */
  readonly signal?: AbortSignal;
  /**
   * Whose turn it is where the account allows only so many calls; interactive when omitted. A bulk read may wait for the limiter and for a
   * source that is down; every other one fails with RATE_LIMITED when the wait exceeds its deadline.
   */
  readonly lane?: Lane;
}

/** One page of everything that a source holds of a kind. */
export interface Page {
  readonly records: readonly SourceRecord[];
  /** What is on the page and does not fit its contract, each with `detail.record`: the others go on without it. Absent: none. */
  readonly unfit?: readonly Problem[];
  /** Where the next page starts, opaque, valid across a restart of the hub; null after the last one. */
  readonly next: string | null;
}

/** A record that a source no longer holds. */
export interface Gone {
  readonly object: string;
  readonly externalId: string;
}

/** What changed of a kind since a cursor, as a poll found it: the records as they are now. */
export interface Changes {
  readonly records: readonly SourceRecord[];
  readonly gone: readonly Gone[];
  /** What is among the changes and does not fit its contract, each with `detail.record`: the others go on without it. Absent: none. */
  readonly unfit?: readonly Problem[];
  /** Where the next poll starts, opaque, valid across a restart of the hub; never null. */
  readonly cursor: string;
  /** Every change up to this instant (of the source's clock, ISO 8601) was seen. */
  readonly position: string;
  /** Whether asking again at once from `cursor` gives more. */
  readonly more: boolean;
}

/** A message of a source that a record has changed. What it is now must still be fetched. */
export interface Hint extends Gone {
  readonly kind: Kind;
  /** The vendor's own id of the message: a repeat has the same. */
  readonly deliveryId: string;
  readonly deleted: boolean;
  /** Whether the source says that the hub itself caused the change. */
  readonly own: boolean;
  /** When the source says it changed, ISO 8601. */
  readonly changedAt: string | null;
}

/** A webhook as it came over the wire. */
export interface Delivery {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The exact bytes. */
  readonly body: Buffer;
  /** When it arrived, ISO 8601, by the hub's clock. */
  readonly receivedAt: string;
}

/** What one message of a push stream says, with the place from which the stream goes on behind it. */
export interface Pushed {
  readonly hints: readonly Hint[];
  /** Kinds of which changes were lost or were too many to tell: all of them must be read anew. */
  readonly overflowed: readonly Kind[];
  readonly cursor: string;
}

export interface PushOptions {
  /** Where to go on; null: from now. */
  readonly cursor: string | null;
  readonly signal: AbortSignal;
  /**
   * Takes one message. The next one is not read before it resolves, so that the receiver's pace is the stream's; when it rejects the
   * stream ends with that error.
   */
  readonly onPushed: (pushed: Pushed) => Promise<void>;
}

export type HealthState = 'UP' | 'DEGRADED' | 'DOWN';
export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** An allowance of the vendor account, as the vendor last told or as we count it. */
export interface Quota {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  readonly resetAt: string | null;
  /** Where it is what one lane has. */
  readonly lane?: Lane;
}

export interface SourceStatus {
  readonly state: HealthState;
  readonly circuit: CircuitState;
  /** Over the last hundred calls; 0 before the first. */
  readonly p95Ms: number;
  /** Failed calls divided by calls, over the last hundred. */
  readonly errorRate: number;
  /** When the state last changed, ISO 8601. */
  readonly since: string;
  /** The last time a call succeeded, ISO 8601. */
  readonly lastSuccessAt: string | null;
  readonly quotas: readonly Quota[];
  readonly inFlight: number;
  /** Calls that reached the wire since the start, by what became of them: each is counted once. */
  readonly totals: { readonly succeeded: number; readonly failed: number; readonly throttled: number };
}

/**
 * One vendor account, spoken to in canonical words. Every method throws `Problem` and nothing else:
 * SOURCE_UNAVAILABLE, RATE_LIMITED, SOURCE_REJECTED or SOURCE_DRIFTED, with `detail.source` set.
 * An answer that lacks a field the mapping needs is drift, never an empty value.
 */
export interface Source {
  /** The name of this account in the configuration, for example `salesforce` or `netsuite-eu`. */
  readonly instance: string;
  readonly vendor: string;
  readonly system: SystemKind;
  readonly region: string;
  /** The kinds this source can speak of, in the order in which a backfill must read them. */
  readonly kinds: readonly Kind[];
  /** The kinds that `list` can read by the customer they belong to. */
  readonly listable: readonly Kind[];
  /** The vendor object that stands for a kind, for example `Account` for Customer: the `object` of its external references. */
  objectOf(kind: Kind): string;
  /** Records by vendor id, in as few calls as the vendor allows (one, up to its batch limit). What does not exist is absent. */
  fetch(kind: Kind, externalIds: readonly string[], options?: CallOptions): Promise<readonly SourceRecord[]>;
  /** Every record of a kind that belongs to these customers (vendor ids of its Customer object), one batched call where the vendor allows it. */
  list(kind: Kind, customerIds: readonly string[], options?: CallOptions): Promise<readonly SourceRecord[]>;
  /**
   * Whether `list` for this many customers shows everything there is at the moment. False where the vendor answers it from a search
   * index that lags: what is missing from such an answer may exist all the same. Absent: always true.
   */
  isComplete?(kind: Kind, customers: number): boolean;
  /** Everything of a kind, page by page from `cursor` (null: from the start), in a stable order. */
  scan(kind: Kind, cursor: string | null, options?: CallOptions): Promise<Page>;
  /**
   * What changed of a kind since `cursor`, oldest first, with what was deleted. A poll looks back over an overlap, because a vendor's
   * time of change is not the order of its commits: what was given before comes again. Throws CURSOR_EXPIRED when the vendor no longer
   * knows the cursor; the kind must then be read anew by `scan`.
   */
  changes(kind: Kind, cursor: string, options?: CallOptions): Promise<Changes>;
  /** A cursor for `changes` that starts at an instant (ISO 8601). */
  changesFrom(kind: Kind, since: string): string;
  /**
   * Whether `changes` of a kind tells what was deleted. Where it does not, a deletion comes by webhook or is found when the kind is read
   * as a whole, and polls alone do not keep a list complete. Absent: always true.
   */
  findsDeletions?(kind: Kind): boolean;
  /**
   * Checks a webhook's signature and reads what it says. Throws SIGNATURE_INVALID for a forged or stale one and INVALID_INPUT for one
   * that cannot be read; a message about what the hub does not keep gives no hints. Absent: the vendor sends no webhooks.
   */
  webhook?(delivery: Delivery): readonly Hint[];
  /**
   * Reads a push stream until the signal aborts. Throws SOURCE_UNAVAILABLE when it breaks (reconnecting is the caller's matter) and
   * CURSOR_EXPIRED when the vendor no longer has what follows the cursor. Absent: the vendor has no push stream.
   */
  push?(options: PushOptions): Promise<void>;
  /** A cheap call that proves the account answers. */
  probe(options?: CallOptions): Promise<void>;
  /** What it can be asked to do; absent: it is only read. */
  readonly roles?: Roles;
  status(): SourceStatus;
  /** Where a person sees the record in the vendor's own user interface; null where there is no such page. */
  url(object: string, externalId: string): string | null;
  close(): Promise<void>;
}

/** The configuration of one source, after `isthmus.yaml` and the environment were read. */
export interface SourceConfig {
  readonly instance: string;
  readonly vendor: string;
  readonly url: string;
  readonly region: string;
  /**
   * Those that are in force now: another object after a rotation, so they are read when they are used and not before. Names differ by
   * vendor; each vendor's `index.ts` exports a zod schema that says which are needed.
   */
  readonly credentials: Readonly<Record<string, string>>;
  /** Told that the vendor refuses them; when it resolves, newer ones are in force if there are any. Absent: they never change. */
  readonly credentialsRefused?: () => Promise<void>;
  /** How long an interactive call may take in all, retries included. */
  readonly deadlineMs: number;
  readonly limits: { readonly concurrency?: number; readonly perSecond?: number; readonly perDay?: number };
  /** Divides these limits among all processes that use the account. Absent: this process is the only one. */
  readonly allowance?: Allowance;
  /** Vendor-specific options, checked by the vendor's schema. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a vendor folder exports, and `sources/index.ts` lists. */
export interface VendorModule {
  readonly vendor: string;
  readonly system: SystemKind;
  /** Which credentials the vendor needs; a wrong set is reported at start. */
  readonly credentials: z.ZodType<Record<string, string>>;
  /** Which of them are names and addresses, no secrets: these may stand in the configuration of a hub in production. */
  readonly publicCredentials?: readonly string[];
  /** Vendor-specific options with their defaults. */
  readonly options: z.ZodType<Record<string, unknown>>;
  create(config: SourceConfig): Source;
}
