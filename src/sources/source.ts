import type { z } from 'zod';
import type { Kind, SystemKind } from '../canonical/kind.ts';
import type { SourceRecord } from '../canonical/record.ts';

/** What every call to a source carries. */
export interface CallOptions {
  /** Ends the call; the source then throws SOURCE_UNAVAILABLE. Omitted: the instance's own deadline. */
  readonly signal?: AbortSignal;
  /** A bulk read may wait for the limiter; an interactive one fails with RATE_LIMITED when the wait exceeds its deadline. */
  readonly lane?: 'interactive' | 'bulk';
}

/** One page of everything that a source holds of a kind. */
export interface Page {
  readonly records: readonly SourceRecord[];
  /** Where the next page starts, opaque, valid across a restart of the hub; null after the last one. */
  readonly next: string | null;
}

export type HealthState = 'UP' | 'DEGRADED' | 'DOWN';
export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** An allowance of the vendor account, as the vendor last told or as we count it. */
export interface Quota {
  readonly name: string;
  readonly used: number;
  readonly limit: number;
  readonly resetAt: string | null;
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
  /** A cheap call that proves the account answers. */
  probe(options?: CallOptions): Promise<void>;
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
  /** Names differ by vendor; each vendor's `index.ts` exports a zod schema that says which are needed. */
  readonly credentials: Readonly<Record<string, string>>;
  /** How long an interactive call may take in all, retries included. */
  readonly deadlineMs: number;
  readonly limits: { readonly concurrency?: number; readonly perSecond?: number; readonly perDay?: number };
  /** Vendor-specific options, checked by the vendor's schema. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a vendor folder exports, and `sources/index.ts` lists. */
export interface VendorModule {
  readonly vendor: string;
  readonly system: SystemKind;
  /** Which credentials the vendor needs; a wrong set is reported at start. */
  readonly credentials: z.ZodType<Record<string, string>>;
  /** Vendor-specific options with their defaults. */
  readonly options: z.ZodType<Record<string, unknown>>;
  create(config: SourceConfig): Source;
}
