import type { CanonicalEvent } from '../canonical/event.ts';
import type { FieldsOf } from '../canonical/fields.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Money } from '../canonical/money.ts';
import type { Link } from '../canonical/record.ts';
import type { SyncStatus } from '../canonical/sync.ts';
import type { MergeSpan } from './event.ts';
import type { FeedView } from './feed.ts';

/** A golden record as the store keeps it: what is the hub's own, and the fields its sources filled. */
export type Stored<K extends Kind = Kind> = {
  readonly id: string;
  readonly kind: K;
  /** Raised by one each time the golden fields change. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The customer it belongs to; for a Customer, its parent. Null where there is none, or it is not known yet. */
  readonly customerId: string | null;
  readonly links: Readonly<Record<string, Link>>;
} & Partial<FieldsOf<K>>;

/** Where a record lives in a source. */
export interface Reference {
  /** The record that lives there. */
  readonly recordId: string;
  readonly instance: string;
  readonly object: string;
  readonly externalId: string;
  readonly url: string | null;
  readonly version: string | null;
  /** When the hub last saw this state confirmed by the source, ISO 8601. */
  readonly observedAt: string;
  /** The source's own word for the status, where the kind has one. */
  readonly rawStatus: string | null;
}

/** Why a field has the value it has. */
export interface FieldOrigin {
  readonly path: string;
  readonly instance: string | null;
  readonly externalId: string | null;
  readonly observedAt: string;
  readonly ageMs: number;
  readonly stale: boolean;
  /** The row of the system-of-record table that decided, for example `ERP before CRM`. */
  readonly rule: string;
  readonly alternatives: readonly { instance: string; value: unknown; observedAt: string }[];
}

/** Figures of one customer, kept up to date with each change of its records; amounts in the customer's billing currency. */
export interface Summary {
  readonly customerId: string;
  readonly currency: string;
  readonly arr: Money;
  readonly mrr: Money;
  readonly open: Money;
  readonly overdue: Money;
  readonly unapplied: Money;
  readonly credit: Money;
  readonly asOf: string;
  readonly openCases: number;
  readonly openP1: number;
  readonly overdueDays: number;
  readonly renewalDate: string | null;
  readonly risk: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly reasons: readonly string[];
}

/** Sums over a customer and everything below it, in one currency (the customer's own when all agree, else the reporting currency). */
export interface Rollup {
  readonly arr: Money;
  readonly mrr: Money;
  readonly openAr: Money;
  readonly openCases: number;
  readonly customers: number;
}

export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A keyset page of ids; `total` counts everything that matches, only when asked. */
export interface IdPage {
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  total(): Promise<number>;
}

export interface CustomerFilter {
  readonly and?: readonly CustomerFilter[] | null;
  readonly or?: readonly CustomerFilter[] | null;
  readonly not?: CustomerFilter | null;
  readonly search?: string | null;
  readonly status?: readonly string[] | null;
  readonly legalEntity?: string | null;
  readonly region?: string | null;
  readonly overdueDaysGte?: number | null;
  readonly openCasePriority?: readonly string[] | null;
  readonly arrGte?: string | null;
  readonly subscriptionStatus?: readonly string[] | null;
  readonly renewalBefore?: string | null;
}

export type CustomerOrderField =
  | 'NAME'
  | 'ARR'
  | 'OPEN_AR'
  | 'OVERDUE_DAYS'
  | 'OPEN_CASES'
  | 'RENEWAL_DATE'
  | 'UPDATED_AT'
  | 'RISK';

export interface CustomerOrder {
  readonly by: CustomerOrderField;
  readonly direction: 'ASC' | 'DESC';
}

/**
 * An event as it is shown: of the log; or a dated fact of a record that was there before the log began (`evt_` and the record's id); or
 * a change that could not be taken in (`evt_` and the dead letter's id).
 */
export interface EventView extends CanonicalEvent {
  /** Its place in the log; null for what is not from the log, and until it is given. */
  readonly position: number | null;
  readonly state: 'APPLIED' | 'DEAD';
}

/** Conditions on events of the log; null: no such condition. */
export interface EventFilter {
  /** Exact types. */
  readonly types: readonly string[] | null;
  readonly subjectId: string | null;
  readonly correlationId: string | null;
  /** Who told: the instance, or the hub itself where that is null. */
  readonly source: { readonly instance: string | null } | null;
  /** Bounds of when it happened, ISO 8601: `from` is included, `to` is not. */
  readonly from: string | null;
  readonly to: string | null;
  /** Of the sync of which kinds of record it may be told; absent: of every kind. */
  readonly synced?: readonly Kind[] | null;
}

/** How a record stands in one source: of the record at one place there, or of all its places together. */
export interface SyncView {
  readonly instance: string;
  readonly status: SyncStatus;
  readonly lastInboundAt: string | null;
  readonly lagMs: number | null;
  /** Dead letters of the record there. */
  readonly openExceptions: number;
  readonly lastEventId: string | null;
  readonly reason: string | null;
  readonly since: string | null;
}

/** How a record stands at one of its places. */
export interface PlaceSync extends SyncView {
  readonly object: string;
  readonly externalId: string;
}

/** A record of a source that could not be ingested after several attempts. */
export interface DeadLetterView {
  readonly id: string;
  readonly instance: string;
  readonly kind: Kind;
  readonly object: string;
  readonly externalId: string;
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
  readonly correlationId: string;
  readonly firstFailedAt: string;
  readonly lastFailedAt: string;
  readonly resolvedAt: string | null;
  /** The change that could not be taken in. */
  readonly event: EventView;
}

export interface MatchCandidate {
  readonly id: string;
  readonly leftId: string;
  readonly rightId: string;
  readonly score: number;
  readonly reasons: readonly { feature: string; weight: number; left: string | null; right: string | null }[];
  readonly status: 'PENDING' | 'AUTO_MERGED' | 'ACCEPTED' | 'REJECTED';
}

/** Everything that a resolver may ask of the copy. Arrays come back in the order of the arguments. */
export interface Reader {
  /** Golden records; null where the id is unknown. An id absorbed by a merge gives its survivor. */
  records(ids: readonly string[]): Promise<(Stored | null)[]>;
  /** The ids that links point to; null where the target is not known yet. */
  resolve(links: readonly Link[]): Promise<(string | null)[]>;
  /** All records of a kind that belong to each customer, newest first. For kind Customer: the children. */
  lists(kind: Kind, customerIds: readonly string[]): Promise<(readonly Stored[])[]>;
  /** The record if it is in memory, else undefined: lets a resolver answer without a promise. */
  peek(id: string): Stored | undefined;
  /** The list if it is in memory, else undefined. */
  peekList(kind: Kind, customerId: string): readonly Stored[] | undefined;
  /** The summary if it is in memory and of today, else undefined. */
  peekSummary(customerId: string): Summary | undefined;
  /** The record a link points to, if both are in memory, else undefined. */
  peekLink(link: Link): Stored | undefined;
  /** Null for a customer that is gone, or whose figures the first import has not made yet. */
  summaries(customerIds: readonly string[]): Promise<(Summary | null)[]>;
  /** Null also where a sum needs a rate that the books do not have. */
  rollups(customerIds: readonly string[]): Promise<(Rollup | null)[]>;
  /** The topmost ancestor of each customer; null for one that has no parent. */
  ultimateParents(customerIds: readonly string[]): Promise<(string | null)[]>;
  references(ids: readonly string[]): Promise<(readonly Reference[])[]>;
  /** The origin of the named fields, or of every field that has a value. */
  origins(ids: readonly string[], paths: readonly string[] | null): Promise<(readonly FieldOrigin[])[]>;
  /** The record that a system's id belongs to. `system` is an instance name or a SystemKind. */
  byReference(system: string, object: string, externalId: string): Promise<string | null>;
  customers(filter: CustomerFilter | null, order: readonly CustomerOrder[], page: PageArgs): Promise<IdPage>;
  /** Invoices by status (canonical, OVERDUE included) and legal entity, newest first. */
  invoices(status: readonly string[] | null, legalEntity: string | null, page: PageArgs): Promise<IdPage>;
  /** Products by SKU; `unmappedIn` is an instance name: only those it does not know. */
  products(unmappedIn: string | null, page: PageArgs): Promise<IdPage>;
  legalEntities(): Promise<readonly string[]>;
  /** The prices of each product. */
  prices(productIds: readonly string[]): Promise<(readonly Stored<'Price'>[])[]>;
  /** The accounting periods of the books (the ERP instance) that each legal entity is kept in, newest first. */
  periods(legalEntityIds: readonly string[]): Promise<(readonly Stored<'AccountingPeriod'>[])[]>;
  /** A page of each customer's history, newest first; of `types` only those types of event. */
  timelines(
    customerIds: readonly string[],
    page: PageArgs,
    types?: readonly string[] | null,
  ): Promise<{ readonly page: IdPage; readonly entries: readonly (EventView | null)[] }[]>;
  /** The customers that a customer was merged into, one after the other, and where the log tells of it. */
  merges(customerId: string): Promise<readonly MergeSpan[]>;
  /** Events of the log by position, newest first. */
  events(filter: EventFilter, page: PageArgs): Promise<IdPage>;
  /** Events of each sort by id; null where there is none. */
  eventsById(ids: readonly string[]): Promise<(EventView | null)[]>;
  /** How each record stands in the sources that hold it; the states of its places, one for each reference. */
  syncStates(ids: readonly string[]): Promise<(readonly PlaceSync[])[]>;
  /** At most `limit` records of which a source is known to be out of step: what fails or waits, then what drifted. */
  outOfStep(limit: number): Promise<readonly string[]>;
  /** Open dead letters, the last one that failed first. */
  deadLetters(page: PageArgs): Promise<IdPage>;
  /** Dead letters, open or resolved. */
  deadLettersById(ids: readonly string[]): Promise<(DeadLetterView | null)[]>;
  /** The feeds of each source, by name. */
  feeds(instances: readonly string[]): Promise<(readonly FeedView[])[]>;
  matchCandidates(status: readonly string[] | null, page: PageArgs): Promise<IdPage>;
  matchCandidatesById(ids: readonly string[]): Promise<(MatchCandidate | null)[]>;
}
