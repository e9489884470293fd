/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocument } from '../client/document.ts';
/** Days past the due date, for what is still to be paid. */
export type AgingBucket =
  | 'CURRENT'
  | 'D1_30'
  | 'D31_60'
  | 'D61_90'
  | 'D90_PLUS';

export type AmendmentInput = {
  /** Of TERMS. */
  readonly autoRenew?: boolean | null | undefined;
  readonly coTermWith?: string | null | undefined;
  /** The first day on which it holds; of a renewal the day on which the term ends. */
  readonly effectiveDate: string;
  /** The version that you saw; STALE_VERSION when it is another one. */
  readonly expectedVersion: number;
  /** What each type needs: docs/amendments.md. */
  readonly items?: ReadonlyArray<AmendmentItemInput> | null | undefined;
  /** The first day that is no longer covered. */
  readonly newTermEnd?: string | null | undefined;
  readonly reason?: string | null | undefined;
  /** Of TERMS: how long a renewal is. */
  readonly renewalMonths?: number | null | undefined;
  readonly subscriptionId: string;
  readonly type: AmendmentType;
};

export type AmendmentItemInput = {
  /** SubscriptionItem.id of what is changed. */
  readonly itemId?: string | null | undefined;
  /** What it becomes, or what is added. */
  readonly priceId?: string | null | undefined;
  readonly quantity?: string | null | undefined;
};

export type AmendmentStatus =
  | 'APPLIED'
  | 'APPLYING'
  /** What was done of it is undone. */
  | 'COMPENSATED'
  | 'FAILED'
  /** Its run stands still and waits for a person. */
  | 'PAUSED'
  /** Others must agree first. */
  | 'PENDING_APPROVAL'
  /** Others did not agree, or it was called off before anything was done. */
  | 'REJECTED';

export type AmendmentType =
  | 'ADD_ON'
  | 'CANCEL'
  /** The term ends with that of another subscription, or on a day. */
  | 'CO_TERM'
  /** Items become others, and the monthly revenue falls. */
  | 'DOWNGRADE'
  /** Nothing is charged until it is resumed; the term does not grow by it. */
  | 'PAUSE'
  | 'QUANTITY'
  | 'REMOVE_PRODUCT'
  /** A further term of equal length, from the day on which the term ends. */
  | 'RENEW'
  | 'RESUME'
  /** Another end of the term, or other terms of renewal. */
  | 'TERMS'
  /** Items become others, and the monthly revenue grows. */
  | 'UPGRADE';

export type ApprovalKind =
  /** A subscription is changed. */
  | 'AMENDMENT'
  /** A value that decides of money is mended so that a stopped run can go on. */
  | 'DATA_FIX'
  /** Two customers become one. */
  | 'MERGE'
  /** Records are read again from their sources. */
  | 'REPLAY'
  /** A merge is undone. */
  | 'UNMERGE';

export type ApprovalStatus =
  | 'APPROVED'
  /** What it was about has changed, so that it can no longer be approved. */
  | 'CANCELLED'
  /** Nobody decided in time. */
  | 'EXPIRED'
  | 'PENDING'
  | 'REJECTED';

export type AttemptOutcome =
  | 'APPLIED'
  /** Looking showed that an earlier try had done it. */
  | 'FOUND_EXISTING'
  | 'NOT_APPLIED'
  | 'UNKNOWN';

export type BillingInterval =
  | 'MONTH'
  | 'ONCE'
  | 'QUARTER'
  | 'YEAR';

/** P1 is the most urgent. */
export type CasePriority =
  | 'P1'
  | 'P2'
  | 'P3'
  | 'P4';

export type CaseStatus =
  | 'CLOSED'
  | 'NEW'
  | 'ON_HOLD'
  | 'OPEN'
  | 'PENDING'
  | 'SOLVED';

export type ChangeKind =
  | 'CREATED'
  | 'DELETED'
  | 'UPDATED';

/** OPEN: calls are refused at once for a while, because too many failed. */
export type CircuitState =
  | 'CLOSED'
  | 'HALF_OPEN'
  | 'OPEN';

export type CommitAmendmentInput = {
  readonly clientMutationId?: string | null | undefined;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: string;
  /** Why; it takes the place of the preview's reason. */
  readonly note?: string | null | undefined;
  readonly previewId: string;
};

export type ContractStatus =
  | 'ACTIVE'
  | 'AMENDING'
  | 'DRAFT'
  | 'EXPIRED'
  | 'RENEWED'
  | 'TERMINATED';

export type CreditMemoStatus =
  | 'APPLIED'
  | 'DRAFT'
  | 'ISSUED'
  | 'PENDING_APPROVAL'
  | 'VOID';

/** Conditions side by side must all hold; `and`, `or` and `not` combine them further. */
export type CustomerFilter = {
  readonly and?: ReadonlyArray<CustomerFilter> | null | undefined;
  /** Annual recurring revenue in the reporting currency. */
  readonly arrGte?: string | null | undefined;
  readonly legalEntity?: string | null | undefined;
  readonly not?: CustomerFilter | null | undefined;
  /** At least one open case of such a priority. */
  readonly openCasePriority?: ReadonlyArray<CasePriority> | null | undefined;
  readonly or?: ReadonlyArray<CustomerFilter> | null | undefined;
  readonly overdueDaysGte?: number | null | undefined;
  readonly region?: string | null | undefined;
  readonly renewalBefore?: string | null | undefined;
  /** Beginnings of words of the names, the domain, the ids or the numbers that any system knows the customer by. */
  readonly search?: string | null | undefined;
  readonly status?: ReadonlyArray<CustomerStatus> | null | undefined;
  /** At least one subscription in such a status. */
  readonly subscriptionStatus?: ReadonlyArray<SubscriptionStatus> | null | undefined;
};

export type CustomerOrder = {
  readonly by: CustomerOrderField;
  readonly direction: Direction;
};

export type CustomerOrderField =
  | 'ARR'
  | 'NAME'
  | 'OPEN_AR'
  | 'OPEN_CASES'
  | 'OVERDUE_DAYS'
  | 'RENEWAL_DATE'
  | 'RISK'
  | 'UPDATED_AT';

export type CustomerStatus =
  | 'ACTIVE'
  | 'CHURNED'
  | 'MERGED'
  | 'PENDING_APPROVAL'
  | 'PROSPECT'
  | 'SUSPENDED';

export type DecideApprovalInput = {
  readonly approvalId: string;
  readonly approve: boolean;
  readonly clientMutationId?: string | null | undefined;
  /** That of the approval as you saw it; CONFLICT when it is another one. */
  readonly hash?: string | null | undefined;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: string;
  /** Why; a rejection must say it. */
  readonly reason: string;
};

export type DecideMatchInput = {
  /** True: they are one, and are merged; the one with the older id remains. False: never suggested, and never merged by itself. */
  readonly accept: boolean;
  readonly candidateId: string;
  readonly clientMutationId?: string | null | undefined;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: string;
};

export type Direction =
  | 'ASC'
  | 'DESC';

export type EntitlementStatus =
  | 'ACTIVE'
  | 'EXPIRED'
  | 'GRACE'
  | 'PENDING'
  | 'REVOKED'
  | 'SUSPENDED';

/** What went wrong; docs/errors.md says what to do about each. */
export type ErrorCode =
  /** A posting would lack its account or a dimension; set the account of the item in the ledger. */
  | 'ACCOUNT_MAPPING_MISSING'
  /** A system came to another amount than was previewed; nothing further was written. */
  | 'AMOUNT_MISMATCH'
  /** Somebody else must agree first; the message says who and where. */
  | 'APPROVAL_REQUIRED'
  /** What the request is about has changed or was decided meanwhile; look at it again. */
  | 'CONFLICT'
  /** What follows the cursor is no longer kept; start again without it, from a snapshot. */
  | 'CURSOR_EXPIRED'
  /** The cursor was not made by this query, or not by this hub. */
  | 'CURSOR_INVALID'
  /** A deal lacks what it takes to bill it; the message says what to enter, and where. */
  | 'DEAL_INCOMPLETE'
  /** The caller may not see or do this; the message says what it takes. */
  | 'FORBIDDEN'
  /** The customer cannot be sold to as it stands: it is merged, closed, or its parents form a ring. */
  | 'HIERARCHY_INVALID'
  /** The hub's own database does not answer; try again. */
  | 'HUB_UNAVAILABLE'
  /** The key was used before for another request; use a new key. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** A fault of the hub; the correlation id finds it in the log. */
  | 'INTERNAL'
  /** An argument is not acceptable; the message says which and why. */
  | 'INVALID_INPUT'
  /** No rule says which of our companies this belongs to, or the ledger does not know it. */
  | 'LEGAL_ENTITY_MISSING'
  /** No record has this id or external reference. */
  | 'NOT_FOUND'
  /** The operation took too long and was given up; what a mutation had begun may still happen. */
  | 'OPERATION_TIMEOUT'
  /** A system was called and nobody can tell whether it did what it was asked; look there and decide. */
  | 'OUTCOME_UNKNOWN'
  /** The accounting period of the posting is closed; choose another day or have it opened. */
  | 'PERIOD_CLOSED'
  /** What was previewed has changed or the preview has expired; preview it again. */
  | 'PREVIEW_STALE'
  /** The price cannot be used here: of another currency, withdrawn, or of a product that is not for sale. */
  | 'PRICE_INELIGIBLE'
  /** A product is not known in a system that must know it; map it there or choose what it stands for. */
  | 'PRODUCT_UNMAPPED'
  /** A source, or the budget kept for it, allows no more calls now. */
  | 'RATE_LIMITED'
  /** The ledger has no rule by which to recognise revenue of a product; set it there. */
  | 'REVENUE_RULE_MISSING'
  /** The message is not signed as agreed with its sender, or is too old; nothing of it was kept. */
  | 'SIGNATURE_INVALID'
  /** Whoever asked for something may not be the one who approves it; somebody else must decide. */
  | 'SOD_VIOLATION'
  /** A source answered in a shape that does not fit its contract. */
  | 'SOURCE_DRIFTED'
  /** A source refused the request; the message says why. */
  | 'SOURCE_REJECTED'
  /** A source did not answer, answered too late, or failed. */
  | 'SOURCE_UNAVAILABLE'
  /** The record has another version than the one expected; read it again. */
  | 'STALE_VERSION'
  /** The customer's tax profile lacks what its country asks for; complete it. */
  | 'TAX_PROFILE_INCOMPLETE'
  /** Dates or terms do not fit together or with the contract; the message says which. */
  | 'TERMS_INVALID'
  /** The caller sends more than the hub takes from one consumer; `retryAfterMs` says how long to wait. */
  | 'TOO_MANY_REQUESTS'
  /** The request does not prove who sent it, or what proved it has expired or was revoked; sign in again. */
  | 'UNAUTHENTICATED';

export type EventState =
  | 'APPLIED'
  /** It could not be taken in after several attempts: see deadLetters. */
  | 'DEAD';

/** What is to be done with these exceptions, or with all open ones of a cause: exactly one of the two, at most 500 at a time. */
export type ExceptionActionInput = {
  /** Of assignExceptions: a user; null: nobody. */
  readonly assigneeId?: string | null | undefined;
  readonly clientMutationId?: string | null | undefined;
  readonly exceptionIds?: ReadonlyArray<string> | null | undefined;
  /** The same key again gives the same answer; what an interrupted request has not come to is done then. */
  readonly idempotencyKey: string;
  /** Of commentException: the comment. Otherwise, where given, it is kept as a comment too. */
  readonly note?: string | null | undefined;
  /** Of fixAndResume: the value of each editable field by its path; left out: it is tried again as it is. */
  readonly patch?: unknown;
  readonly rootCauseKey?: string | null | undefined;
};

export type ExceptionCategory =
  /** A system lacks something, or holds what does not fit. */
  | 'DATA'
  /** It is not allowed as it stands. */
  | 'POLICY'
  /** It is not the time for it, or somebody must look. */
  | 'PROCESS'
  /** A system does not answer, or not as it should. */
  | 'TECHNICAL';

export type ExceptionFilter = {
  /** The id of a user: what that user has. */
  readonly assigneeId?: string | null | undefined;
  readonly category?: ReadonlyArray<ExceptionCategory> | null | undefined;
  /** The id of a legal entity: of the customers that it sells to. */
  readonly legalEntity?: string | null | undefined;
  /** In the reporting currency; an amount without a rate counts as large. */
  readonly moneyAtRiskGte?: string | null | undefined;
  readonly olderThanMs?: number | null | undefined;
  /** When it was opened: from included, to not. */
  readonly openedFrom?: string | null | undefined;
  readonly openedTo?: string | null | undefined;
  readonly ownerTeam?: string | null | undefined;
  readonly process?: ReadonlyArray<ProcessKind> | null | undefined;
  /**
   * Only what the hub goes on trying by itself, or is being retried; false: only what waits for a person, also where it is tried now and then
   * (nextAttemptAt) because somebody may have mended it elsewhere.
   */
  readonly retrying?: boolean | null | undefined;
  readonly rootCauseKey?: string | null | undefined;
  readonly severity?: ReadonlyArray<Severity> | null | undefined;
  /** Left out: all that are open. */
  readonly status?: ReadonlyArray<ExceptionStatus> | null | undefined;
};

export type ExceptionStatus =
  /** Somebody has it. */
  | 'ASSIGNED'
  /** An end: it was mended elsewhere, and the run went on by itself. */
  | 'AUTO_RESOLVED'
  /** An end: what the run had done was undone, or it was called off. */
  | 'COMPENSATED'
  /** Somebody has proposed a fix and has not asked for its approval yet. No client does so today: fixAndResume asks at once. */
  | 'FIX_PROPOSED'
  | 'OPEN'
  /** An end: a person mended it. */
  | 'RESOLVED'
  /** The run has been told to go on. */
  | 'RETRYING'
  /** An end: the run went on without the step. */
  | 'SKIPPED'
  /** Others must agree to a fix. */
  | 'WAITING_APPROVAL';

export type ExternalRefInput = {
  readonly externalId: string;
  readonly object: string;
  /** The name of a source instance, for example `salesforce`, or a kind of system, for example `CRM`. */
  readonly system: string;
};

export type FeedMode =
  /** The hub reads the whole anew by a schedule: what seldom changes, and everything else more seldom. */
  | 'BATCH'
  /** The hub asks for changes again and again. */
  | 'POLL'
  /** The vendor sends its changes. */
  | 'PUSH';

export type FeedState =
  /** It connects, or there is more to read than it has read so far. */
  | 'CATCHING_UP'
  /** It failed three times in a row, or its source is DOWN; it is tried again for ever. */
  | 'FAILED'
  | 'LIVE'
  /** Its kind has not been imported yet. */
  | 'PAUSED'
  /** The whole is read anew, by schedule or because the source could not tell any more what changed. */
  | 'RESYNCING';

export type HealthState =
  | 'DEGRADED'
  | 'DOWN'
  | 'UP';

export type InvoiceStatus =
  | 'DRAFT'
  | 'ISSUED'
  /** Something is still to be paid, and the due date has passed (UTC). */
  | 'OVERDUE'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'POSTED'
  | 'UNCOLLECTIBLE'
  | 'VOID';

export type LineageDirection =
  | 'BOTH'
  /** What it led to. */
  | 'DOWNSTREAM'
  /** What led to it. */
  | 'UPSTREAM';

export type MappingStatus =
  /** The system knows the product more than once. */
  | 'AMBIGUOUS'
  | 'MAPPED'
  /** The system does not know the product: what is sold cannot be billed or posted there. */
  | 'MISSING'
  | 'RETIRED';

export type MatchStatus =
  | 'ACCEPTED'
  | 'AUTO_MERGED'
  | 'PENDING'
  | 'REJECTED';

export type MergeCustomersInput = {
  readonly absorbedId: string;
  readonly clientMutationId?: string | null | undefined;
  /**
   * Which side's sources decide a field, as `{ "name": "ABSORBED" }`; SURVIVOR for what is not named, where the system-of-record table leaves it
   * open.
   */
  readonly fieldChoices?: unknown;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: string;
  readonly survivorId: string;
};

export type OpportunityStage =
  | 'CLOSED_LOST'
  | 'CLOSED_WON'
  | 'NEGOTIATION'
  | 'OPEN';

export type PaymentStatus =
  | 'DISPUTED'
  | 'FAILED'
  | 'PARTIALLY_REFUNDED'
  | 'PENDING'
  | 'REFUNDED'
  | 'SETTLED';

export type PeriodStatus =
  | 'CLOSED'
  | 'OPEN'
  | 'SOFT_CLOSED';

export type PostingStatus =
  | 'PENDING'
  | 'POSTED'
  | 'REJECTED'
  | 'REVERSED'
  | 'SUBMITTED'
  | 'UNKNOWN_OUTCOME';

export type PriceModel =
  | 'FLAT'
  | 'PER_UNIT'
  | 'TIERED'
  | 'USAGE'
  | 'VOLUME';

/** Whose calls go first where an account allows only so many. */
export type PriorityLane =
  /** Imports and polls. */
  | 'BULK'
  /** What a person waits for. */
  | 'CUSTOMER_FACING'
  /** Writes that move money. */
  | 'MONEY'
  | 'STANDARD';

export type ProcessKind =
  | 'AMENDMENT'
  | 'CANCELLATION'
  | 'QUOTE_TO_CASH'
  | 'RENEWAL';

/** Events that match all that is given, or dead letters by id. */
export type ReplayInput = {
  readonly clientMutationId?: string | null | undefined;
  readonly correlationId?: string | null | undefined;
  readonly deadLetterIds?: ReadonlyArray<string> | null | undefined;
  /** By when it happened; `from` included, `to` not. */
  readonly from?: string | null | undefined;
  /** The same key again gives the same replay. */
  readonly idempotencyKey?: string | null | undefined;
  readonly mode: ReplayMode;
  /** Records a second, 1 to 1000; 50 when omitted. */
  readonly ratePerSecond?: number | null | undefined;
  readonly subjectId?: string | null | undefined;
  readonly to?: string | null | undefined;
  /** Exact types, or all of a noun: `invoice.*`. */
  readonly types?: ReadonlyArray<string> | null | undefined;
};

export type ReplayMode =
  /** Counts what would change, and changes nothing. */
  | 'DRY_RUN'
  | 'LIVE';

export type RiskLevel =
  | 'HIGH'
  | 'LOW'
  | 'MEDIUM';

/** What a caller may be; docs/access.md says what each may do. */
export type Role =
  | 'ADMIN'
  | 'AUDITOR'
  | 'CONTROLLER'
  | 'FINANCE_APPROVER'
  | 'FINANCE_OPS'
  | 'INTEGRATION'
  | 'SALES_OPS'
  /** A program; its scopes say what it may. */
  | 'SERVICE'
  | 'STEWARD'
  | 'SUPPORT';

export type RunActionInput = {
  readonly clientMutationId?: string | null | undefined;
  /** Of retryFromStep: the index of the step to begin at; left out: the one at which the run stands. */
  readonly fromStep?: number | null | undefined;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: string;
  /** Why; it is kept in the audit trail. */
  readonly reason: string;
  readonly runId: string;
};

export type RunStatus =
  /** An end: somebody called it off before anything was done. */
  | 'CANCELLED'
  /** An end: what was done is undone. */
  | 'COMPENSATED'
  /** What it did is being undone. */
  | 'COMPENSATING'
  /** An end: all is done. */
  | 'COMPLETED'
  /** An end: it could not be done. */
  | 'FAILED'
  /** A step was refused or somebody stopped it; it goes on when somebody says so. */
  | 'PAUSED'
  /** It has not begun. */
  | 'QUEUED'
  | 'RUNNING'
  /** It goes on when others have agreed. */
  | 'WAITING_APPROVAL';

/** What a person can ask of a run that is moving. */
export type RunWish =
  | 'CANCEL'
  | 'COMPENSATE'
  | 'PAUSE';

/** How much the business loses by it. */
export type Severity =
  | 'CRITICAL'
  | 'HIGH'
  | 'LOW'
  | 'MEDIUM';

export type SlaState =
  /** Three quarters of the time are over. */
  | 'AT_RISK'
  | 'BREACHED'
  /** It ended in time, whatever its end. */
  | 'MET'
  | 'ON_TRACK'
  /** The clock stands: somebody must agree first. */
  | 'PAUSED';

export type StartQuoteToCashInput = {
  readonly clientMutationId?: string | null | undefined;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: string;
  readonly opportunityId: string;
};

export type StepStatus =
  | 'COMPENSATED'
  | 'FAILED'
  | 'PENDING'
  | 'RUNNING'
  | 'SKIPPED'
  | 'SUCCEEDED'
  /** A system was called and nobody knows yet whether it did what it was asked. */
  | 'UNKNOWN_OUTCOME';

export type SubscriptionStatus =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'PAST_DUE'
  | 'PAUSED'
  | 'PENDING'
  | 'SUSPENDED'
  | 'TRIALING';

export type SyncStatus =
  /** The source does not answer, or the reading of its changes fails. */
  | 'BLOCKED'
  /** The source holds other master data than the record. */
  | 'DRIFTED'
  /** What the source gave could not be taken in. */
  | 'FAILED'
  | 'IN_SYNC'
  /** The source does not have the record. */
  | 'NOT_APPLICABLE'
  /** The source has told of a change that is not taken in yet. */
  | 'PENDING';

export type SystemKind =
  | 'BILLING'
  | 'CRM'
  | 'ERP'
  | 'HUB'
  | 'PAYMENTS'
  | 'SUPPORT'
  | 'TAX'
  | 'WAREHOUSE';

export type TaxStatus =
  | 'COMPLETE'
  | 'EXEMPT'
  | 'INCOMPLETE'
  | 'INVALID';

export type UnmergeInput = {
  readonly clientMutationId?: string | null | undefined;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: string;
  readonly mergeId: string;
};

export type AmendSubscriptionQueryVariables = Exact<{
  id: string;
  amounts: boolean;
  approvals: boolean;
}>;


export type AmendSubscriptionQuery = { readonly subscription: { readonly id: string, readonly version: number, readonly number: string | null, readonly status: SubscriptionStatus | null, readonly termStart: string | null, readonly termEnd: string | null, readonly autoRenew: boolean | null, readonly currentPeriodStart: string | null, readonly currentPeriodEnd: string | null, readonly mrr?: { readonly amount: string, readonly currency: string } | null, readonly arr?: { readonly amount: string, readonly currency: string } | null, readonly items?: ReadonlyArray<{ readonly id: string, readonly quantity: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly product: { readonly id: string, readonly sku: string | null, readonly name: string | null } | null, readonly price: { readonly id: string, readonly model: PriceModel | null, readonly interval: BillingInterval | null } | null }> | null, readonly provenance: ReadonlyArray<{ readonly observedAt: string, readonly stale: boolean, readonly system: { readonly id: string, readonly name: string } | null }>, readonly contract: { readonly id: string, readonly number: string | null, readonly status: ContractStatus | null, readonly termEnd: string | null } | null, readonly entitlements: ReadonlyArray<{ readonly id: string, readonly feature: string | null, readonly tier: string | null, readonly status: EntitlementStatus | null }> | null, readonly customer: { readonly id: string, readonly name: string | null, readonly subscriptions: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string | null, readonly termEnd: string | null } }> } | null } | null, readonly amendments: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: AmendmentType, readonly status: AmendmentStatus, readonly effectiveDate: string, readonly reason: string | null, readonly requestedAt: string, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly run: { readonly id: string, readonly status: RunStatus } | null, readonly approvals?: ReadonlyArray<{ readonly id: string, readonly status: ApprovalStatus }> | null } }> } | null } | null };

export type AmendPricesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type AmendPricesQuery = { readonly products: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly sku: string | null, readonly name: string | null, readonly prices: ReadonlyArray<{ readonly id: string, readonly model: PriceModel | null, readonly interval: BillingInterval | null, readonly amount: { readonly amount: string, readonly currency: string } | null }> | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ImpactFragment = { readonly chargeNow: { readonly amount: string, readonly currency: string }, readonly creditNow: { readonly amount: string, readonly currency: string }, readonly tax: { readonly amount: string, readonly currency: string }, readonly mrrDelta: { readonly amount: string, readonly currency: string }, readonly tcvDelta: { readonly amount: string, readonly currency: string }, readonly invoiceLines: ReadonlyArray<{ readonly id: string, readonly description: string, readonly quantity: string, readonly periodStart: string | null, readonly periodEnd: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly product: { readonly id: string, readonly sku: string | null } | null }>, readonly postings?: ReadonlyArray<{ readonly account: string, readonly memo: string | null, readonly debit: { readonly amount: string, readonly currency: string } | null, readonly credit: { readonly amount: string, readonly currency: string } | null, readonly dimensions: { readonly department: string | null, readonly class: string | null, readonly location: string | null, readonly costCenter: string | null } }> | null, readonly revenueDelta: ReadonlyArray<{ readonly period: string, readonly recognized: boolean, readonly amount: { readonly amount: string, readonly currency: string } }>, readonly entitlementChanges: ReadonlyArray<{ readonly feature: string, readonly from: string | null, readonly to: string | null, readonly effectiveAt: string }> };

export type WriteFragment = { readonly order: number, readonly operation: string, readonly compensation: string | null, readonly payload?: unknown, readonly system: { readonly id: string, readonly name: string } | null };

export type AmendPreviewQueryVariables = Exact<{
  input: AmendmentInput;
  postings: boolean;
  payloads: boolean;
}>;


export type AmendPreviewQuery = { readonly previewAmendment: { readonly id: string, readonly expiresAt: string, readonly baseVersion: number, readonly degraded: ReadonlyArray<SystemKind>, readonly impact: { readonly chargeNow: { readonly amount: string, readonly currency: string }, readonly creditNow: { readonly amount: string, readonly currency: string }, readonly tax: { readonly amount: string, readonly currency: string }, readonly mrrDelta: { readonly amount: string, readonly currency: string }, readonly tcvDelta: { readonly amount: string, readonly currency: string }, readonly invoiceLines: ReadonlyArray<{ readonly id: string, readonly description: string, readonly quantity: string, readonly periodStart: string | null, readonly periodEnd: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly product: { readonly id: string, readonly sku: string | null } | null }>, readonly postings?: ReadonlyArray<{ readonly account: string, readonly memo: string | null, readonly debit: { readonly amount: string, readonly currency: string } | null, readonly credit: { readonly amount: string, readonly currency: string } | null, readonly dimensions: { readonly department: string | null, readonly class: string | null, readonly location: string | null, readonly costCenter: string | null } }> | null, readonly revenueDelta: ReadonlyArray<{ readonly period: string, readonly recognized: boolean, readonly amount: { readonly amount: string, readonly currency: string } }>, readonly entitlementChanges: ReadonlyArray<{ readonly feature: string, readonly from: string | null, readonly to: string | null, readonly effectiveAt: string }> } | null, readonly plannedWrites: ReadonlyArray<{ readonly order: number, readonly operation: string, readonly compensation: string | null, readonly payload?: unknown, readonly system: { readonly id: string, readonly name: string } | null }>, readonly approvalsNeeded: ReadonlyArray<{ readonly id: string, readonly name: string, readonly condition: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }> | null, readonly warnings: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly blockers: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }> } };

export type AmendCommitMutationVariables = Exact<{
  input: CommitAmendmentInput;
}>;


export type AmendCommitMutation = { readonly commitAmendment: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly run: { readonly id: string, readonly status: RunStatus } | null, readonly amendment: { readonly id: string, readonly status: AmendmentStatus } | null } };

export type AmendCancelMutationVariables = Exact<{
  input: RunActionInput;
}>;


export type AmendCancelMutation = { readonly cancelAmendment: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly amendment: { readonly id: string, readonly status: AmendmentStatus } | null } };

export type AmendMovedSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type AmendMovedSubscription = { readonly customerChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly event: { readonly type: string, readonly subjectId: string | null } }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type ProgressFragment = { readonly id: string, readonly status: RunStatus, readonly summary: string, readonly reason: string | null, readonly startedAt: string, readonly finishedAt: string | null, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly compensates: number | null, readonly nextAttemptAt: string | null, readonly system: { readonly id: string, readonly name: string } | null, readonly attempts: ReadonlyArray<{ readonly outcome: AttemptOutcome, readonly error: { readonly message: string } | null }> }> };

export type RunProgressSubscriptionVariables = Exact<{
  runId: string;
  after?: string | null | undefined;
}>;


export type RunProgressSubscription = { readonly workflowRunChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly node: { readonly id: string, readonly status: RunStatus, readonly summary: string, readonly reason: string | null, readonly startedAt: string, readonly finishedAt: string | null, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly compensates: number | null, readonly nextAttemptAt: string | null, readonly system: { readonly id: string, readonly name: string } | null, readonly attempts: ReadonlyArray<{ readonly outcome: AttemptOutcome, readonly error: { readonly message: string } | null }> }> } | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
    | (
      { readonly cursor: string, readonly nodes: ReadonlyArray<{ readonly id: string, readonly status: RunStatus, readonly summary: string, readonly reason: string | null, readonly startedAt: string, readonly finishedAt: string | null, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly compensates: number | null, readonly nextAttemptAt: string | null, readonly system: { readonly id: string, readonly name: string } | null, readonly attempts: ReadonlyArray<{ readonly outcome: AttemptOutcome, readonly error: { readonly message: string } | null }> }> }> }
      & { readonly __typename: 'StreamSnapshot' }
    )
   };

export type WaitingFragment = (
  { readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly shown: unknown, readonly requestedAt: string, readonly expiresAt: string, readonly decidedAt: string | null, readonly reason: string | null, readonly subject?:
    | (
      { readonly id: string }
      & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' }
    )
    | (
      { readonly id: string }
      & { readonly __typename: 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
    )
    | (
      { readonly id: string, readonly subscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
      & { readonly __typename: 'Amendment' }
    )
   | null, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly rule: { readonly id: string, readonly name: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }, readonly decisions: ReadonlyArray<{ readonly approve: boolean, readonly by: { readonly id: string, readonly name: string | null } }> }
  & { readonly __typename: 'Approval' }
);

export type ApprovalsListQueryVariables = Exact<{
  status?: ReadonlyArray<ApprovalStatus> | ApprovalStatus | null | undefined;
  kind?: ReadonlyArray<ApprovalKind> | ApprovalKind | null | undefined;
  mine?: boolean | null | undefined;
  amendments: boolean;
  after?: string | null | undefined;
}>;


export type ApprovalsListQuery = { readonly approvals: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: (
        { readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly shown: unknown, readonly requestedAt: string, readonly expiresAt: string, readonly decidedAt: string | null, readonly reason: string | null, readonly subject?:
          | (
            { readonly id: string }
            & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' }
          )
          | (
            { readonly id: string }
            & { readonly __typename: 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
          )
          | (
            { readonly id: string, readonly subscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
            & { readonly __typename: 'Amendment' }
          )
         | null, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly rule: { readonly id: string, readonly name: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }, readonly decisions: ReadonlyArray<{ readonly approve: boolean, readonly by: { readonly id: string, readonly name: string | null } }> }
        & { readonly __typename: 'Approval' }
      ) }> } };

export type ApprovalsChangedSubscriptionVariables = Exact<{
  amendments: boolean;
  after?: string | null | undefined;
}>;


export type ApprovalsChangedSubscription = { readonly approvalChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly node: (
        { readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly shown: unknown, readonly requestedAt: string, readonly expiresAt: string, readonly decidedAt: string | null, readonly reason: string | null, readonly subject?:
          | (
            { readonly id: string }
            & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' }
          )
          | (
            { readonly id: string }
            & { readonly __typename: 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
          )
          | (
            { readonly id: string, readonly subscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
            & { readonly __typename: 'Amendment' }
          )
         | null, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly decidedBy: { readonly id: string, readonly name: string | null } | null, readonly rule: { readonly id: string, readonly name: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }, readonly decisions: ReadonlyArray<{ readonly approve: boolean, readonly by: { readonly id: string, readonly name: string | null } }> }
        & { readonly __typename: 'Approval' }
      ) | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type ApprovalDetailQueryVariables = Exact<{
  id: string;
  amendments: boolean;
  amounts: boolean;
}>;


export type ApprovalDetailQuery = { readonly node: (
    { readonly hash: string, readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly shown: unknown, readonly requestedAt: string, readonly expiresAt: string, readonly decidedAt: string | null, readonly reason: string | null, readonly subject?:
      | (
        { readonly id: string }
        & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' | 'Price' }
      )
      | (
        { readonly id: string }
        & { readonly __typename: 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
      )
      | (
        { readonly status: AmendmentStatus, readonly id: string, readonly run: { readonly id: string } | null, readonly changes?: ReadonlyArray<{ readonly from: string | null, readonly to: string | null, readonly product: { readonly id: string, readonly sku: string | null, readonly productName: string | null } | null, readonly fromPrice: { readonly id: string, readonly interval: BillingInterval | null, readonly amount: { readonly amount: string, readonly currency: string } | null } | null, readonly toPrice: { readonly id: string, readonly interval: BillingInterval | null, readonly amount: { readonly amount: string, readonly currency: string } | null } | null }> | null, readonly subscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
        & { readonly __typename: 'Amendment' }
      )
      | (
        { readonly message: string, readonly code: ErrorCode, readonly id: string, readonly run: { readonly id: string } | null }
        & { readonly __typename: 'Exception' }
      )
     | null, readonly rule: { readonly condition: string, readonly makerMayApprove: boolean, readonly id: string, readonly name: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }, readonly decisions: ReadonlyArray<{ readonly approve: boolean, readonly reason: string, readonly roles: ReadonlyArray<Role>, readonly brokenGlass: boolean, readonly at: string, readonly by: { readonly id: string, readonly name: string | null } }>, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly decidedBy: { readonly id: string, readonly name: string | null } | null }
    & { readonly __typename: 'Approval' }
  ) | null };

export type ApprovalPreviewQueryVariables = Exact<{
  id: string;
  postings: boolean;
  payloads: boolean;
}>;


export type ApprovalPreviewQuery = { readonly node: { readonly id: string, readonly impact: { readonly chargeNow: { readonly amount: string, readonly currency: string }, readonly creditNow: { readonly amount: string, readonly currency: string }, readonly tax: { readonly amount: string, readonly currency: string }, readonly mrrDelta: { readonly amount: string, readonly currency: string }, readonly tcvDelta: { readonly amount: string, readonly currency: string }, readonly invoiceLines: ReadonlyArray<{ readonly id: string, readonly description: string, readonly quantity: string, readonly periodStart: string | null, readonly periodEnd: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly product: { readonly id: string, readonly sku: string | null } | null }>, readonly postings?: ReadonlyArray<{ readonly account: string, readonly memo: string | null, readonly debit: { readonly amount: string, readonly currency: string } | null, readonly credit: { readonly amount: string, readonly currency: string } | null, readonly dimensions: { readonly department: string | null, readonly class: string | null, readonly location: string | null, readonly costCenter: string | null } }> | null, readonly revenueDelta: ReadonlyArray<{ readonly period: string, readonly recognized: boolean, readonly amount: { readonly amount: string, readonly currency: string } }>, readonly entitlementChanges: ReadonlyArray<{ readonly feature: string, readonly from: string | null, readonly to: string | null, readonly effectiveAt: string }> } | null, readonly plannedWrites: ReadonlyArray<{ readonly order: number, readonly operation: string, readonly compensation: string | null, readonly payload?: unknown, readonly system: { readonly id: string, readonly name: string } | null }>, readonly warnings: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }> } | null };

export type ApprovalDecideMutationVariables = Exact<{
  input: DecideApprovalInput;
}>;


export type ApprovalDecideMutation = { readonly decideApproval: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly run: { readonly id: string } | null, readonly approval: { readonly id: string, readonly status: ApprovalStatus } | null } };

export type AuditTrailQueryVariables = Exact<{
  subject?: string | null | undefined;
  actor?: string | null | undefined;
  action?: ReadonlyArray<string> | string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type AuditTrailQuery = { readonly audit: { readonly totalCount: number | null, readonly chainVerified: boolean, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly sequence: number, readonly at: string, readonly actor: string, readonly account: string, readonly actors: ReadonlyArray<string>, readonly action: string, readonly subject: string | null, readonly correlationId: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type AuditOneQueryVariables = Exact<{
  id: string;
  contents: boolean;
}>;


export type AuditOneQuery = { readonly node:
    | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' }
    | { readonly __typename: 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
    | (
      { readonly id: string, readonly sequence: number, readonly at: string, readonly actor: string, readonly account: string, readonly actors: ReadonlyArray<string>, readonly action: string, readonly subject: string | null, readonly before?: unknown, readonly after?: unknown, readonly correlationId: string, readonly prevHash: string, readonly hash: string }
      & { readonly __typename: 'AuditEntry' }
    )
   | null };

export type AuditBrokenGlassQueryVariables = Exact<{ [key: string]: never; }>;


export type AuditBrokenGlassQuery = { readonly breakGlassGrants: ReadonlyArray<{ readonly id: string, readonly reason: string, readonly at: string, readonly until: string, readonly by: { readonly id: string, readonly name: string | null } }> };

export type Customer360QueryVariables = Exact<{
  id: string;
  maxAgeMs?: number | null | undefined;
  amounts: boolean;
  health: boolean;
  address: boolean;
  terms: boolean;
  hold: boolean;
  limit: boolean;
  tax: boolean;
  billing: boolean;
  payments: boolean;
  support: boolean;
}>;


export type Customer360Query = { readonly customer: { readonly id: string, readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly name: string | null, readonly legalName: string | null, readonly status: CustomerStatus | null, readonly segment: string | null, readonly industry: string | null, readonly paymentTerms?: string | null, readonly creditHold?: boolean | null, readonly sourceStatus: ReadonlyArray<{ readonly system: SystemKind, readonly raw: string }>, readonly accountOwner: { readonly id: string, readonly name: string | null } | null, readonly legalEntity: { readonly id: string, readonly code: string | null, readonly name: string | null, readonly region: string | null, readonly functionalCurrency: string | null } | null, readonly parent: { readonly id: string, readonly name: string | null } | null, readonly taxProfile?: { readonly status: TaxStatus, readonly taxIds: ReadonlyArray<string>, readonly exemption: string | null, readonly jurisdictions: ReadonlyArray<string> } | null, readonly creditLimit?: { readonly amount: string, readonly currency: string } | null, readonly billingAddress?: { readonly line1: string, readonly line2: string | null, readonly city: string, readonly region: string | null, readonly postalCode: string | null, readonly country: string } | null, readonly balances?: { readonly open: { readonly amount: string, readonly currency: string }, readonly overdue: { readonly amount: string, readonly currency: string }, readonly unapplied: { readonly amount: string, readonly currency: string }, readonly credit: { readonly amount: string, readonly currency: string } } | null, readonly rollup?: { readonly customers: number, readonly arr: { readonly amount: string, readonly currency: string }, readonly mrr: { readonly amount: string, readonly currency: string } } | null, readonly health?: { readonly overdueDays: number, readonly openP1: number, readonly renewalDate: string | null, readonly risk: RiskLevel, readonly reasons: ReadonlyArray<string> } | null, readonly openCases?: { readonly totalCount: number | null } | null, readonly entitlements?: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly feature: string | null, readonly tier: string | null, readonly status: EntitlementStatus | null, readonly validFrom: string | null, readonly validTo: string | null, readonly reason: string | null } }> } | null, readonly subscriptions?: { readonly totalCount: number | null } | null, readonly invoices?: { readonly totalCount: number | null } | null, readonly payments?: { readonly totalCount: number | null } | null, readonly cases?: { readonly totalCount: number | null } | null, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly url: string | null, readonly version: string | null, readonly observedAt: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly sync: { readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null } }>, readonly provenance: ReadonlyArray<{ readonly path: string, readonly externalId: string | null, readonly observedAt: string, readonly stale: boolean, readonly rule: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly alternatives: ReadonlyArray<{ readonly value: unknown, readonly observedAt: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }>, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }>, readonly exceptions: { readonly totalCount: number | null } | null } | null };

export type CustomerSubscriptionsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  amounts: boolean;
}>;


export type CustomerSubscriptionsQuery = { readonly customer: { readonly id: string, readonly subscriptions: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string | null, readonly status: SubscriptionStatus | null, readonly termStart: string | null, readonly termEnd: string | null, readonly autoRenew: boolean | null, readonly mrr?: { readonly amount: string, readonly currency: string } | null, readonly arr?: { readonly amount: string, readonly currency: string } | null, readonly items?: ReadonlyArray<{ readonly id: string, readonly quantity: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly product: { readonly id: string, readonly name: string | null, readonly sku: string | null } | null }> | null } }> } | null } | null };

export type CustomerInvoicesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  status?: ReadonlyArray<InvoiceStatus> | InvoiceStatus | null | undefined;
  amounts: boolean;
}>;


export type CustomerInvoicesQuery = { readonly customer: { readonly id: string, readonly invoices: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string | null, readonly status: InvoiceStatus | null, readonly issueDate: string | null, readonly dueDate: string | null, readonly agingBucket: AgingBucket | null, readonly total?: { readonly amount: string, readonly currency: string } | null, readonly balance?: { readonly amount: string, readonly currency: string } | null } }> } | null } | null };

export type CustomerPaymentsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  amounts: boolean;
  failure: boolean;
}>;


export type CustomerPaymentsQuery = { readonly customer: { readonly id: string, readonly payments: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly status: PaymentStatus | null, readonly receivedAt: string | null, readonly method?: string | null, readonly amount?: { readonly amount: string, readonly currency: string } | null, readonly unapplied?: { readonly amount: string, readonly currency: string } | null, readonly failure?: { readonly code: string, readonly message: string } | null } }> } | null } | null };

export type CustomerCasesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
  open?: boolean | null | undefined;
  subject: boolean;
}>;


export type CustomerCasesQuery = { readonly customer: { readonly id: string, readonly cases: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string | null, readonly subject?: string | null, readonly status: CaseStatus | null, readonly priority: CasePriority | null, readonly escalated: boolean | null, readonly updatedAt: string, readonly contact: { readonly id: string, readonly name: string | null } | null } }> } | null } | null };

export type CustomerContactsQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type CustomerContactsQuery = { readonly customer: { readonly id: string, readonly contacts: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string | null, readonly email: string | null, readonly role: string | null, readonly externalRefs: ReadonlyArray<{ readonly externalId: string, readonly url: string | null, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> } }> } | null } | null };

export type CustomerDealsQueryVariables = Exact<{
  id: string;
  contracts: boolean;
  contractAmounts: boolean;
  opportunities: boolean;
  opportunityAmounts: boolean;
}>;


export type CustomerDealsQuery = { readonly customer: { readonly id: string, readonly contracts?: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string | null, readonly status: ContractStatus | null, readonly termStart: string | null, readonly termEnd: string | null, readonly autoRenew: boolean | null, readonly tcv?: { readonly amount: string, readonly currency: string } | null, readonly acv?: { readonly amount: string, readonly currency: string } | null } }> } | null, readonly opportunities?: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string | null, readonly stage: OpportunityStage | null, readonly closeDate: string | null, readonly amount?: { readonly amount: string, readonly currency: string } | null, readonly run: { readonly id: string, readonly status: RunStatus } | null } }> } | null } | null };

export type RelativeFragment = { readonly id: string, readonly name: string | null, readonly status: CustomerStatus | null, readonly rollup?: { readonly openCases: number, readonly customers: number, readonly arr: { readonly amount: string, readonly currency: string }, readonly openAr: { readonly amount: string, readonly currency: string } } | null };

export type CustomerHierarchyQueryVariables = Exact<{
  id: string;
  amounts: boolean;
}>;


export type CustomerHierarchyQuery = { readonly customer: { readonly id: string, readonly name: string | null, readonly status: CustomerStatus | null, readonly ultimateParent: { readonly id: string, readonly name: string | null, readonly status: CustomerStatus | null, readonly rollup?: { readonly openCases: number, readonly customers: number, readonly arr: { readonly amount: string, readonly currency: string }, readonly openAr: { readonly amount: string, readonly currency: string } } | null } | null, readonly parent: { readonly id: string, readonly name: string | null, readonly status: CustomerStatus | null, readonly rollup?: { readonly openCases: number, readonly customers: number, readonly arr: { readonly amount: string, readonly currency: string }, readonly openAr: { readonly amount: string, readonly currency: string } } | null } | null, readonly children: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string | null, readonly status: CustomerStatus | null, readonly children: { readonly totalCount: number | null } | null, readonly rollup?: { readonly openCases: number, readonly customers: number, readonly arr: { readonly amount: string, readonly currency: string }, readonly openAr: { readonly amount: string, readonly currency: string } } | null } }> } | null, readonly rollup?: { readonly openCases: number, readonly customers: number, readonly arr: { readonly amount: string, readonly currency: string }, readonly openAr: { readonly amount: string, readonly currency: string } } | null } | null };

export type CustomerTimelineQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type CustomerTimelineQuery = { readonly customer: { readonly id: string, readonly timeline: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: string, readonly subjectId: string | null, readonly occurredAt: string, readonly change: ChangeKind | null, readonly sequence: number | null, readonly data: unknown, readonly source: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null } }> } | null } | null };

export type CustomerWorkQueryVariables = Exact<{
  id: string;
  amounts: boolean;
}>;


export type CustomerWorkQuery = { readonly customer: { readonly id: string, readonly runs: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly process: ProcessKind, readonly status: RunStatus, readonly summary: string, readonly reason: string | null, readonly startedAt: string, readonly finishedAt: string | null } }> } | null, readonly exceptions: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly code: ErrorCode, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly openedAt: string, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null } }> } | null } | null };

export type CustomerMergesQueryVariables = Exact<{
  id: string;
  approvals: boolean;
}>;


export type CustomerMergesQuery = { readonly customer: { readonly id: string, readonly mergedFrom: ReadonlyArray<{ readonly id: string, readonly absorbedId: string, readonly at: string, readonly by: string, readonly reversible: boolean, readonly undoneAt: string | null }> } | null, readonly approvals?: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: ApprovalKind, readonly requestedAt: string, readonly shown: unknown, readonly subject:
          | { readonly id: string }
          | { readonly id: string }
         | null } }> } };

export type CustomerStreamSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type CustomerStreamSubscription = { readonly customerChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly eventId: string, readonly kind: ChangeKind }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string, readonly at: string, readonly lagMs: number }
      & { readonly __typename: 'StreamHeartbeat' }
    )
    | (
      { readonly code: ErrorCode, readonly oldestAvailable: string, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
    | (
      { readonly cursor: string, readonly at: string }
      & { readonly __typename: 'StreamSnapshot' }
    )
   };

export type CustomerSyncStreamSubscriptionVariables = Exact<{
  customerId: string;
  after?: string | null | undefined;
}>;


export type CustomerSyncStreamSubscription = { readonly syncStatusChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly eventId: string, readonly kind: ChangeKind }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string, readonly at: string, readonly lagMs: number }
      & { readonly __typename: 'StreamHeartbeat' }
    )
    | (
      { readonly code: ErrorCode, readonly oldestAvailable: string, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
    | (
      { readonly cursor: string, readonly at: string }
      & { readonly __typename: 'StreamSnapshot' }
    )
   };

export type SourceFragment = { readonly id: string, readonly name: string, readonly kind: SystemKind };

export type OriginFragment = { readonly path: string, readonly externalId: string | null, readonly observedAt: string, readonly stale: boolean, readonly rule: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly alternatives: ReadonlyArray<{ readonly value: unknown, readonly observedAt: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> };

export type SyncFragment = { readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null };

export type RefFragment = { readonly object: string, readonly externalId: string, readonly url: string | null, readonly version: string | null, readonly observedAt: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly sync: { readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null } };

export type CustomersListQueryVariables = Exact<{
  filter?: CustomerFilter | null | undefined;
  orderBy?: ReadonlyArray<CustomerOrder> | CustomerOrder | null | undefined;
  after?: string | null | undefined;
  amounts: boolean;
  health: boolean;
}>;


export type CustomersListQuery = { readonly customers: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string | null, readonly status: CustomerStatus | null, readonly segment: string | null, readonly legalEntity: { readonly id: string, readonly code: string | null } | null, readonly rollup?: { readonly customers: number, readonly arr: { readonly amount: string, readonly currency: string } } | null, readonly balances?: { readonly open: { readonly amount: string, readonly currency: string } } | null, readonly health?: { readonly overdueDays: number, readonly openP1: number, readonly renewalDate: string | null, readonly risk: RiskLevel, readonly reasons: ReadonlyArray<string> } | null } }> } };

export type CustomersChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type CustomersChoicesQuery = { readonly sources: ReadonlyArray<{ readonly id: string, readonly legalEntities: ReadonlyArray<{ readonly id: string, readonly code: string | null, readonly name: string | null, readonly region: string | null }> }> };

export type CustomersExactQueryVariables = Exact<{
  text: string;
}>;


export type CustomersExactQuery = { readonly customers: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly externalRefs: ReadonlyArray<{ readonly externalId: string }> } }> } };

export type CustomersMatchesQueryVariables = Exact<{
  status?: ReadonlyArray<MatchStatus> | MatchStatus | null | undefined;
  after?: string | null | undefined;
}>;


export type CustomersMatchesQuery = { readonly matchCandidates: { readonly totalCount: number | null, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly score: number, readonly status: MatchStatus, readonly reasons: ReadonlyArray<{ readonly feature: string, readonly weight: number, readonly left: string | null, readonly right: string | null }>, readonly left: { readonly id: string, readonly name: string | null, readonly legalName: string | null, readonly status: CustomerStatus | null, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> } | null, readonly right: { readonly id: string, readonly name: string | null, readonly legalName: string | null, readonly status: CustomerStatus | null, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> } | null } }> } };

export type MatchedFragment = { readonly id: string, readonly name: string | null, readonly legalName: string | null, readonly status: CustomerStatus | null, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> };

export type CustomerDoneFragment = { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly approval: { readonly id: string, readonly status: ApprovalStatus } | null };

export type CustomersDecideMatchMutationVariables = Exact<{
  input: DecideMatchInput;
}>;


export type CustomersDecideMatchMutation = { readonly decideMatch: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly approval: { readonly id: string, readonly status: ApprovalStatus } | null } };

export type CustomerMergeMutationVariables = Exact<{
  input: MergeCustomersInput;
}>;


export type CustomerMergeMutation = { readonly mergeCustomers: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly approval: { readonly id: string, readonly status: ApprovalStatus } | null } };

export type CustomerUnmergeMutationVariables = Exact<{
  input: UnmergeInput;
}>;


export type CustomerUnmergeMutation = { readonly unmergeCustomers: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly approval: { readonly id: string, readonly status: ApprovalStatus } | null } };

export type EventRowFragment = { readonly id: string, readonly type: string, readonly subjectId: string | null, readonly correlationId: string, readonly causationId: string | null, readonly occurredAt: string, readonly sequence: number | null, readonly change: ChangeKind | null, readonly state: EventState, readonly source: { readonly id: string, readonly name: string } | null };

export type EventsLogQueryVariables = Exact<{
  type?: ReadonlyArray<string> | string | null | undefined;
  subjectId?: string | null | undefined;
  correlationId?: string | null | undefined;
  source?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsLogQuery = { readonly events: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: string, readonly subjectId: string | null, readonly correlationId: string, readonly causationId: string | null, readonly occurredAt: string, readonly sequence: number | null, readonly change: ChangeKind | null, readonly state: EventState, readonly source: { readonly id: string, readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type EventsTellersQueryVariables = Exact<{ [key: string]: never; }>;


export type EventsTellersQuery = { readonly sources: ReadonlyArray<{ readonly id: string, readonly name: string }> };

export type EventsTailSubscriptionVariables = Exact<{
  types?: ReadonlyArray<string> | string | null | undefined;
  subjectId?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type EventsTailSubscription = { readonly eventAppended:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly event: { readonly id: string, readonly type: string, readonly subjectId: string | null, readonly correlationId: string, readonly causationId: string | null, readonly occurredAt: string, readonly sequence: number | null, readonly change: ChangeKind | null, readonly state: EventState, readonly source: { readonly id: string, readonly name: string } | null } }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type EventsOneQueryVariables = Exact<{
  id: string;
}>;


export type EventsOneQuery = { readonly node:
    | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' }
    | { readonly __typename: 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
    | (
      { readonly schemaVersion: string, readonly receivedAt: string, readonly processedAt: string | null, readonly entityVersion: number | null, readonly attempts: number, readonly data: unknown, readonly id: string, readonly type: string, readonly subjectId: string | null, readonly correlationId: string, readonly causationId: string | null, readonly occurredAt: string, readonly sequence: number | null, readonly change: ChangeKind | null, readonly state: EventState, readonly source: { readonly id: string, readonly name: string } | null }
      & { readonly __typename: 'Event' }
    )
   | null };

export type EventsOfCauseQueryVariables = Exact<{
  correlationId: string;
  runs: boolean;
}>;


export type EventsOfCauseQuery = { readonly events: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: string, readonly subjectId: string | null, readonly correlationId: string, readonly causationId: string | null, readonly occurredAt: string, readonly sequence: number | null, readonly change: ChangeKind | null, readonly state: EventState, readonly source: { readonly id: string, readonly name: string } | null } }> }, readonly workflowRuns?: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly status: RunStatus, readonly summary: string, readonly trigger: { readonly id: string, readonly type: string } | null } }> } };

export type RecordsByIdQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type RecordsByIdQuery = { readonly nodes: ReadonlyArray<
    | (
      { readonly id: string }
      & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' }
    )
    | (
      { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
      & { readonly __typename: 'Amendment' }
    )
    | (
      { readonly id: string, readonly approvalKind: ApprovalKind }
      & { readonly __typename: 'Approval' }
    )
    | (
      { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
    )
    | (
      { readonly number: string | null, readonly id: string }
      & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
    )
    | (
      { readonly name: string | null, readonly id: string }
      & { readonly __typename: 'Customer' }
    )
    | (
      { readonly id: string, readonly eventType: string }
      & { readonly __typename: 'Event' }
    )
    | (
      { readonly id: string, readonly exceptionCode: ErrorCode }
      & { readonly __typename: 'Exception' }
    )
    | (
      { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'Opportunity' }
    )
    | (
      { readonly sku: string | null, readonly id: string, readonly productName: string | null }
      & { readonly __typename: 'Product' }
    )
    | (
      { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
      & { readonly __typename: 'SourceSystem' }
    )
    | (
      { readonly id: string, readonly personName: string | null }
      & { readonly __typename: 'User' }
    )
    | (
      { readonly summary: string, readonly id: string }
      & { readonly __typename: 'WorkflowRun' }
    )
   | null> };

export type ExceptionRowFragment = { readonly id: string, readonly code: ErrorCode, readonly category: ExceptionCategory, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly rootCauseKey: string, readonly ownerTeam: string, readonly openedAt: string, readonly dueAt: string, readonly settledAt: string | null, readonly nextAttemptAt: string | null, readonly process: ProcessKind, readonly step: string, readonly skippable: boolean, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly assignee: { readonly id: string, readonly name: string | null } | null, readonly run: { readonly id: string, readonly summary: string, readonly subject:
      | (
        { readonly id: string }
        & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
      )
      | (
        { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
        & { readonly __typename: 'Amendment' }
      )
      | (
        { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
        & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
      )
      | (
        { readonly number: string | null, readonly id: string }
        & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
      )
      | (
        { readonly name: string | null, readonly id: string }
        & { readonly __typename: 'Customer' }
      )
      | (
        { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
        & { readonly __typename: 'Opportunity' }
      )
      | (
        { readonly sku: string | null, readonly id: string, readonly productName: string | null }
        & { readonly __typename: 'Product' }
      )
      | (
        { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
        & { readonly __typename: 'SourceSystem' }
      )
      | (
        { readonly id: string, readonly personName: string | null }
        & { readonly __typename: 'User' }
      )
     | null } | null, readonly record:
    | (
      { readonly id: string }
      & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
    )
    | (
      { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
      & { readonly __typename: 'Amendment' }
    )
    | (
      { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
    )
    | (
      { readonly number: string | null, readonly id: string }
      & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
    )
    | (
      { readonly name: string | null, readonly id: string }
      & { readonly __typename: 'Customer' }
    )
    | (
      { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'Opportunity' }
    )
    | (
      { readonly sku: string | null, readonly id: string, readonly productName: string | null }
      & { readonly __typename: 'Product' }
    )
    | (
      { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
      & { readonly __typename: 'SourceSystem' }
    )
    | (
      { readonly id: string, readonly personName: string | null }
      & { readonly __typename: 'User' }
    )
   | null };

export type ExceptionListQueryVariables = Exact<{
  filter?: ExceptionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  amounts: boolean;
}>;


export type ExceptionListQuery = { readonly exceptions: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly code: ErrorCode, readonly category: ExceptionCategory, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly rootCauseKey: string, readonly ownerTeam: string, readonly openedAt: string, readonly dueAt: string, readonly settledAt: string | null, readonly nextAttemptAt: string | null, readonly process: ProcessKind, readonly step: string, readonly skippable: boolean, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly assignee: { readonly id: string, readonly name: string | null } | null, readonly run: { readonly id: string, readonly summary: string, readonly subject:
            | (
              { readonly id: string }
              & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
            )
            | (
              { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
              & { readonly __typename: 'Amendment' }
            )
            | (
              { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
              & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
            )
            | (
              { readonly number: string | null, readonly id: string }
              & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
            )
            | (
              { readonly name: string | null, readonly id: string }
              & { readonly __typename: 'Customer' }
            )
            | (
              { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
              & { readonly __typename: 'Opportunity' }
            )
            | (
              { readonly sku: string | null, readonly id: string, readonly productName: string | null }
              & { readonly __typename: 'Product' }
            )
            | (
              { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
              & { readonly __typename: 'SourceSystem' }
            )
            | (
              { readonly id: string, readonly personName: string | null }
              & { readonly __typename: 'User' }
            )
           | null } | null, readonly record:
          | (
            { readonly id: string }
            & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
          )
          | (
            { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
            & { readonly __typename: 'Amendment' }
          )
          | (
            { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
            & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
          )
          | (
            { readonly number: string | null, readonly id: string }
            & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
          )
          | (
            { readonly name: string | null, readonly id: string }
            & { readonly __typename: 'Customer' }
          )
          | (
            { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
            & { readonly __typename: 'Opportunity' }
          )
          | (
            { readonly sku: string | null, readonly id: string, readonly productName: string | null }
            & { readonly __typename: 'Product' }
          )
          | (
            { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
            & { readonly __typename: 'SourceSystem' }
          )
          | (
            { readonly id: string, readonly personName: string | null }
            & { readonly __typename: 'User' }
          )
         | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ExceptionTotalsQueryVariables = Exact<{
  filter?: ExceptionFilter | null | undefined;
  amounts: boolean;
}>;


export type ExceptionTotalsQuery = { readonly exceptions: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string } }> } };

export type ExceptionIdsQueryVariables = Exact<{
  filter?: ExceptionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  amounts: boolean;
}>;


export type ExceptionIdsQuery = { readonly exceptions: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly rootCauseKey: string, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ExceptionGroupsQueryVariables = Exact<{
  filter?: ExceptionFilter | null | undefined;
  amounts: boolean;
}>;


export type ExceptionGroupsQuery = { readonly exceptionGroups: ReadonlyArray<{ readonly rootCauseKey: string, readonly count: number, readonly firstOpenedAt: string, readonly lastOpenedAt: string, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly sample: { readonly id: string, readonly code: ErrorCode, readonly message: string, readonly severity: Severity, readonly customersAffected: number } | null }> };

export type ExceptionChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type ExceptionChoicesQuery = { readonly users: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string | null, readonly roles: ReadonlyArray<Role> } }> }, readonly sources: ReadonlyArray<{ readonly id: string, readonly legalEntities: ReadonlyArray<{ readonly id: string, readonly code: string | null, readonly name: string | null }> }> };

export type ExceptionFieldsQueryVariables = Exact<{
  id: string;
}>;


export type ExceptionFieldsQuery = { readonly node: { readonly id: string, readonly editableFields: ReadonlyArray<{ readonly path: string, readonly type: string, readonly current: unknown, readonly allowed: ReadonlyArray<unknown> | null, readonly touchesMoney: boolean }>, readonly suggestions: ReadonlyArray<{ readonly label: string, readonly patch: unknown, readonly confidence: number, readonly basis: string }> } | null };

export type ExceptionsFollowSubscriptionVariables = Exact<{
  filter?: ExceptionFilter | null | undefined;
  after?: string | null | undefined;
  amounts: boolean;
}>;


export type ExceptionsFollowSubscription = { readonly exceptionChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly node:
        | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' }
        | { readonly __typename: 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
        | (
          { readonly id: string, readonly code: ErrorCode, readonly category: ExceptionCategory, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly rootCauseKey: string, readonly ownerTeam: string, readonly openedAt: string, readonly dueAt: string, readonly settledAt: string | null, readonly nextAttemptAt: string | null, readonly process: ProcessKind, readonly step: string, readonly skippable: boolean, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly assignee: { readonly id: string, readonly name: string | null } | null, readonly run: { readonly id: string, readonly summary: string, readonly subject:
              | (
                { readonly id: string }
                & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
              )
              | (
                { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
                & { readonly __typename: 'Amendment' }
              )
              | (
                { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
                & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
              )
              | (
                { readonly number: string | null, readonly id: string }
                & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
              )
              | (
                { readonly name: string | null, readonly id: string }
                & { readonly __typename: 'Customer' }
              )
              | (
                { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
                & { readonly __typename: 'Opportunity' }
              )
              | (
                { readonly sku: string | null, readonly id: string, readonly productName: string | null }
                & { readonly __typename: 'Product' }
              )
              | (
                { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
                & { readonly __typename: 'SourceSystem' }
              )
              | (
                { readonly id: string, readonly personName: string | null }
                & { readonly __typename: 'User' }
              )
             | null } | null, readonly record:
            | (
              { readonly id: string }
              & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
            )
            | (
              { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
              & { readonly __typename: 'Amendment' }
            )
            | (
              { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
              & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
            )
            | (
              { readonly number: string | null, readonly id: string }
              & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
            )
            | (
              { readonly name: string | null, readonly id: string }
              & { readonly __typename: 'Customer' }
            )
            | (
              { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
              & { readonly __typename: 'Opportunity' }
            )
            | (
              { readonly sku: string | null, readonly id: string, readonly productName: string | null }
              & { readonly __typename: 'Product' }
            )
            | (
              { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
              & { readonly __typename: 'SourceSystem' }
            )
            | (
              { readonly id: string, readonly personName: string | null }
              & { readonly __typename: 'User' }
            )
           | null }
          & { readonly __typename: 'Exception' }
        )
       | null, readonly event: { readonly type: string } }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type ExceptionDetailQueryVariables = Exact<{
  id: string;
  amounts: boolean;
  approvals: boolean;
  calls: boolean;
}>;


export type ExceptionDetailQuery = { readonly node:
    | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' }
    | { readonly __typename: 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
    | (
      { readonly customersAffected: number, readonly age: number, readonly escalation: number, readonly proposedPatch: unknown, readonly id: string, readonly code: ErrorCode, readonly category: ExceptionCategory, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly rootCauseKey: string, readonly ownerTeam: string, readonly openedAt: string, readonly dueAt: string, readonly settledAt: string | null, readonly nextAttemptAt: string | null, readonly process: ProcessKind, readonly step: string, readonly skippable: boolean, readonly findings: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly path: string | null, readonly system: SystemKind | null }>, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly suggestions: ReadonlyArray<{ readonly label: string, readonly patch: unknown, readonly confidence: number, readonly basis: string }>, readonly editableFields: ReadonlyArray<{ readonly path: string, readonly type: string, readonly current: unknown, readonly allowed: ReadonlyArray<unknown> | null, readonly touchesMoney: boolean }>, readonly approval?: { readonly id: string, readonly status: ApprovalStatus, readonly expiresAt: string, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly rule: { readonly id: string, readonly name: string, readonly condition: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number } } | null, readonly comments: ReadonlyArray<{ readonly at: string, readonly text: string, readonly by: { readonly id: string, readonly name: string | null } }>, readonly history: ReadonlyArray<{ readonly id: string, readonly at: string, readonly action: string, readonly before: unknown, readonly after: unknown, readonly correlationId: string, readonly by: { readonly id: string, readonly name: string | null } | null }>, readonly run: { readonly id: string, readonly status: RunStatus, readonly reason: string | null, readonly asked: RunWish | null, readonly correlationId: string, readonly summary: string, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly compensates: number | null, readonly idempotencyKey: string | null, readonly nextAttemptAt: string | null, readonly system: { readonly id: string, readonly name: string } | null, readonly attempts: ReadonlyArray<{ readonly at: string, readonly durationMs: number, readonly httpStatus: number | null, readonly outcome: AttemptOutcome, readonly call?: { readonly method: string, readonly url: string, readonly requestBody: string | null, readonly status: number | null, readonly responseBody: string | null, readonly truncated: boolean, readonly headers: ReadonlyArray<{ readonly name: string, readonly value: string }> } | null }> }>, readonly subject:
          | (
            { readonly id: string }
            & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
          )
          | (
            { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
            & { readonly __typename: 'Amendment' }
          )
          | (
            { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
            & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
          )
          | (
            { readonly number: string | null, readonly id: string }
            & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
          )
          | (
            { readonly name: string | null, readonly id: string }
            & { readonly __typename: 'Customer' }
          )
          | (
            { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
            & { readonly __typename: 'Opportunity' }
          )
          | (
            { readonly sku: string | null, readonly id: string, readonly productName: string | null }
            & { readonly __typename: 'Product' }
          )
          | (
            { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
            & { readonly __typename: 'SourceSystem' }
          )
          | (
            { readonly id: string, readonly personName: string | null }
            & { readonly __typename: 'User' }
          )
         | null } | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly assignee: { readonly id: string, readonly name: string | null } | null, readonly record:
        | (
          { readonly id: string }
          & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
        )
        | (
          { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
          & { readonly __typename: 'Amendment' }
        )
        | (
          { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
          & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
        )
        | (
          { readonly number: string | null, readonly id: string }
          & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
        )
        | (
          { readonly name: string | null, readonly id: string }
          & { readonly __typename: 'Customer' }
        )
        | (
          { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
          & { readonly __typename: 'Opportunity' }
        )
        | (
          { readonly sku: string | null, readonly id: string, readonly productName: string | null }
          & { readonly __typename: 'Product' }
        )
        | (
          { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
          & { readonly __typename: 'SourceSystem' }
        )
        | (
          { readonly id: string, readonly personName: string | null }
          & { readonly __typename: 'User' }
        )
       | null }
      & { readonly __typename: 'Exception' }
    )
   | null };

export type ExceptionNamesQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type ExceptionNamesQuery = { readonly nodes: ReadonlyArray<
    | (
      { readonly id: string }
      & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
    )
    | (
      { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
      & { readonly __typename: 'Amendment' }
    )
    | (
      { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
    )
    | (
      { readonly role: string | null, readonly id: string, readonly contactName: string | null }
      & { readonly __typename: 'Contact' }
    )
    | (
      { readonly number: string | null, readonly id: string }
      & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
    )
    | (
      { readonly name: string | null, readonly id: string }
      & { readonly __typename: 'Customer' }
    )
    | (
      { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'Opportunity' }
    )
    | (
      { readonly sku: string | null, readonly id: string, readonly productName: string | null }
      & { readonly __typename: 'Product' }
    )
    | (
      { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
      & { readonly __typename: 'SourceSystem' }
    )
    | (
      { readonly id: string, readonly personName: string | null }
      & { readonly __typename: 'User' }
    )
   | null> };

export type ExceptionFollowSubscriptionVariables = Exact<{
  process?: ReadonlyArray<ProcessKind> | ProcessKind | null | undefined;
  after?: string | null | undefined;
}>;


export type ExceptionFollowSubscription = { readonly exceptionChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly node:
        | (
          { readonly id: string }
          & { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' }
        )
        | (
          { readonly id: string }
          & { readonly __typename: 'Payment' | 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
        )
       | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type ExceptionRunFollowSubscriptionVariables = Exact<{
  runId: string;
  after?: string | null | undefined;
}>;


export type ExceptionRunFollowSubscription = { readonly workflowRunChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly eventId: string }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type ExceptionAnswerFragment = { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly results: ReadonlyArray<{ readonly id: string, readonly ok: boolean, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> };

export type ExceptionAssignMutationVariables = Exact<{
  input: ExceptionActionInput;
}>;


export type ExceptionAssignMutation = { readonly assignExceptions: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly results: ReadonlyArray<{ readonly id: string, readonly ok: boolean, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> } };

export type ExceptionCommentMutationVariables = Exact<{
  input: ExceptionActionInput;
}>;


export type ExceptionCommentMutation = { readonly commentException: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly results: ReadonlyArray<{ readonly id: string, readonly ok: boolean, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> } };

export type ExceptionFixMutationVariables = Exact<{
  input: ExceptionActionInput;
}>;


export type ExceptionFixMutation = { readonly fixAndResume: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly results: ReadonlyArray<{ readonly id: string, readonly ok: boolean, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> } };

export type ExceptionRetryMutationVariables = Exact<{
  input: ExceptionActionInput;
}>;


export type ExceptionRetryMutation = { readonly retryException: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly results: ReadonlyArray<{ readonly id: string, readonly ok: boolean, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> } };

export type ExceptionSkipMutationVariables = Exact<{
  input: ExceptionActionInput;
}>;


export type ExceptionSkipMutation = { readonly skipException: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly results: ReadonlyArray<{ readonly id: string, readonly ok: boolean, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> } };

export type ExceptionUndoMutationVariables = Exact<{
  input: RunActionInput;
}>;


export type ExceptionUndoMutation = { readonly compensateRun: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }> } };

export type ExceptionCallOffMutationVariables = Exact<{
  input: RunActionInput;
}>;


export type ExceptionCallOffMutation = { readonly cancelRun: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }> } };

export type MoneyFragment = { readonly amount: string, readonly currency: string };

type Named_wzH3hLGFhCAYEn4tVwiya94BVlt5LgU6YaPOmZs_Fragment = (
  { readonly id: string }
  & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
);

type Named_Amendment_Fragment = (
  { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
  & { readonly __typename: 'Amendment' }
);

type Named_aTobrGzpTJ5GAevGeZZ3QdJkUcrCk0KL9SFHoCfgk1o_Fragment = (
  { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
  & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
);

type Named_CreditMemo_LedgerPosting_Fragment = (
  { readonly number: string | null, readonly id: string }
  & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
);

type Named_Customer_Fragment = (
  { readonly name: string | null, readonly id: string }
  & { readonly __typename: 'Customer' }
);

type Named_Opportunity_Fragment = (
  { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
  & { readonly __typename: 'Opportunity' }
);

type Named_Product_Fragment = (
  { readonly sku: string | null, readonly id: string, readonly productName: string | null }
  & { readonly __typename: 'Product' }
);

type Named_SourceSystem_Fragment = (
  { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
  & { readonly __typename: 'SourceSystem' }
);

type Named_User_Fragment = (
  { readonly id: string, readonly personName: string | null }
  & { readonly __typename: 'User' }
);

export type NamedFragment =
  | Named_wzH3hLGFhCAYEn4tVwiya94BVlt5LgU6YaPOmZs_Fragment
  | Named_Amendment_Fragment
  | Named_aTobrGzpTJ5GAevGeZZ3QdJkUcrCk0KL9SFHoCfgk1o_Fragment
  | Named_CreditMemo_LedgerPosting_Fragment
  | Named_Customer_Fragment
  | Named_Opportunity_Fragment
  | Named_Product_Fragment
  | Named_SourceSystem_Fragment
  | Named_User_Fragment
;

export type TroubleFragment = { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string };

export type LineageGraphQueryVariables = Exact<{
  id?: string | null | undefined;
  externalRef?: ExternalRefInput | null | undefined;
  direction: LineageDirection;
  hashes: boolean;
}>;


export type LineageGraphQuery = { readonly lineage: { readonly complete: boolean, readonly root: { readonly id: string, readonly type: string, readonly occurredAt: string } | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly label: string, readonly at: string, readonly payloadHash?: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }>, readonly edges: ReadonlyArray<{ readonly from: string, readonly to: string, readonly relation: string }> } | null };

export type LineageSystemsQueryVariables = Exact<{ [key: string]: never; }>;


export type LineageSystemsQuery = { readonly sources: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: SystemKind }> };

export type OwnerFragment = { readonly id: string, readonly name: string | null };

export type RecordQueryVariables = Exact<{
  id: string;
}>;


export type RecordQuery = { readonly node:
    | (
      { readonly id: string }
      & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Price' | 'Replay' | 'WorkflowRun' }
    )
    | (
      { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
      & { readonly __typename: 'Amendment' }
    )
    | (
      { readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly number: string | null, readonly id: string, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly url: string | null, readonly version: string | null, readonly observedAt: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly sync: { readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null } }>, readonly provenance: ReadonlyArray<{ readonly path: string, readonly externalId: string | null, readonly observedAt: string, readonly stale: boolean, readonly rule: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly alternatives: ReadonlyArray<{ readonly value: unknown, readonly observedAt: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }>, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }>, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
    )
    | (
      { readonly number: string | null, readonly id: string }
      & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
    )
    | (
      { readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly name: string | null, readonly id: string, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly url: string | null, readonly version: string | null, readonly observedAt: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly sync: { readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null } }>, readonly provenance: ReadonlyArray<{ readonly path: string, readonly externalId: string | null, readonly observedAt: string, readonly stale: boolean, readonly rule: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly alternatives: ReadonlyArray<{ readonly value: unknown, readonly observedAt: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }>, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }
      & { readonly __typename: 'Customer' }
    )
    | (
      { readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly name: string | null, readonly id: string, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly url: string | null, readonly version: string | null, readonly observedAt: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly sync: { readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null } }>, readonly provenance: ReadonlyArray<{ readonly path: string, readonly externalId: string | null, readonly observedAt: string, readonly stale: boolean, readonly rule: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly alternatives: ReadonlyArray<{ readonly value: unknown, readonly observedAt: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }>, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }>, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'Opportunity' }
    )
    | (
      { readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly id: string, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly url: string | null, readonly version: string | null, readonly observedAt: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly sync: { readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null } }>, readonly provenance: ReadonlyArray<{ readonly path: string, readonly externalId: string | null, readonly observedAt: string, readonly stale: boolean, readonly rule: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly alternatives: ReadonlyArray<{ readonly value: unknown, readonly observedAt: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }>, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }
      & { readonly __typename: 'Payment' }
    )
    | (
      { readonly version: number, readonly createdAt: string, readonly updatedAt: string, readonly sku: string | null, readonly id: string, readonly productName: string | null, readonly externalRefs: ReadonlyArray<{ readonly object: string, readonly externalId: string, readonly url: string | null, readonly version: string | null, readonly observedAt: string, readonly instance: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly sync: { readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null } }>, readonly provenance: ReadonlyArray<{ readonly path: string, readonly externalId: string | null, readonly observedAt: string, readonly stale: boolean, readonly rule: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly alternatives: ReadonlyArray<{ readonly value: unknown, readonly observedAt: string, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }>, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly lastInboundAt: string | null, readonly lagMs: number | null, readonly openExceptions: number, readonly reason: string | null, readonly since: string | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null }> }
      & { readonly __typename: 'Product' }
    )
    | (
      { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
      & { readonly __typename: 'SourceSystem' }
    )
    | (
      { readonly id: string, readonly personName: string | null }
      & { readonly __typename: 'User' }
    )
   | null };

export type RecordSubscriptionQueryVariables = Exact<{
  id: string;
  amounts: boolean;
}>;


export type RecordSubscriptionQuery = { readonly subscription: { readonly id: string, readonly number: string | null, readonly status: SubscriptionStatus | null, readonly termStart: string | null, readonly termEnd: string | null, readonly autoRenew: boolean | null, readonly currentPeriodStart: string | null, readonly currentPeriodEnd: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly contract: { readonly id: string, readonly number: string | null } | null, readonly mrr?: { readonly amount: string, readonly currency: string } | null, readonly arr?: { readonly amount: string, readonly currency: string } | null, readonly items?: ReadonlyArray<{ readonly id: string, readonly quantity: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly product: { readonly id: string, readonly name: string | null, readonly sku: string | null } | null, readonly price: { readonly id: string, readonly model: PriceModel | null, readonly interval: BillingInterval | null } | null }> | null, readonly entitlements: ReadonlyArray<{ readonly id: string, readonly feature: string | null, readonly tier: string | null, readonly status: EntitlementStatus | null, readonly validTo: string | null }> | null, readonly amendments: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: AmendmentType, readonly status: AmendmentStatus, readonly effectiveDate: string, readonly reason: string | null } }> } | null } | null };

export type PostingOfFragment = { readonly id: string, readonly number: string | null, readonly status: PostingStatus | null, readonly period: { readonly id: string, readonly name: string | null, readonly status: PeriodStatus | null } | null, readonly lines?: ReadonlyArray<{ readonly account: string, readonly memo: string | null, readonly debit: { readonly amount: string, readonly currency: string } | null, readonly credit: { readonly amount: string, readonly currency: string } | null, readonly dimensions: { readonly account: string | null, readonly department: string | null, readonly costCenter: string | null, readonly class: string | null, readonly location: string | null } }> | null };

export type RecordInvoiceQueryVariables = Exact<{
  id: string;
  amounts: boolean;
  books: boolean;
  credit: boolean;
  postings: boolean;
  postingLines: boolean;
}>;


export type RecordInvoiceQuery = { readonly invoice: { readonly id: string, readonly number: string | null, readonly status: InvoiceStatus | null, readonly issueDate: string | null, readonly dueDate: string | null, readonly agingBucket: AgingBucket | null, readonly sourceStatus: ReadonlyArray<{ readonly system: SystemKind, readonly raw: string }>, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly subscription: { readonly id: string, readonly number: string | null } | null, readonly subtotal?: { readonly amount: string, readonly currency: string } | null, readonly tax?: { readonly amount: string, readonly currency: string } | null, readonly total?: { readonly amount: string, readonly currency: string } | null, readonly balance?: { readonly amount: string, readonly currency: string } | null, readonly amounts?: { readonly fxRate: string, readonly fxDate: string, readonly functional: { readonly amount: string, readonly currency: string } } | null, readonly lines?: ReadonlyArray<{ readonly id: string, readonly description: string, readonly quantity: string, readonly periodStart: string | null, readonly periodEnd: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly product: { readonly id: string, readonly sku: string | null } | null, readonly taxes: ReadonlyArray<{ readonly jurisdiction: string, readonly rate: string, readonly amount: { readonly amount: string, readonly currency: string } }> }> | null, readonly applications?: ReadonlyArray<{ readonly id: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly payment: { readonly id: string, readonly receivedAt: string | null, readonly status: PaymentStatus | null } }> | null, readonly creditMemos: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly status: CreditMemoStatus | null, readonly amount?: { readonly amount: string, readonly currency: string } | null, readonly balance?: { readonly amount: string, readonly currency: string } | null }> | null, readonly postings?: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly status: PostingStatus | null, readonly period: { readonly id: string, readonly name: string | null, readonly status: PeriodStatus | null } | null, readonly lines?: ReadonlyArray<{ readonly account: string, readonly memo: string | null, readonly debit: { readonly amount: string, readonly currency: string } | null, readonly credit: { readonly amount: string, readonly currency: string } | null, readonly dimensions: { readonly account: string | null, readonly department: string | null, readonly costCenter: string | null, readonly class: string | null, readonly location: string | null } }> | null }> | null } | null };

export type RecordPaymentQueryVariables = Exact<{
  id: string;
  amounts: boolean;
  failure: boolean;
}>;


export type RecordPaymentQuery = { readonly payment: { readonly id: string, readonly status: PaymentStatus | null, readonly receivedAt: string | null, readonly method?: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly amount?: { readonly amount: string, readonly currency: string } | null, readonly unapplied?: { readonly amount: string, readonly currency: string } | null, readonly applications?: ReadonlyArray<{ readonly id: string, readonly amount: { readonly amount: string, readonly currency: string }, readonly invoice: { readonly id: string, readonly number: string | null, readonly status: InvoiceStatus | null } | null }> | null, readonly failure?: { readonly code: string, readonly message: string } | null } | null };

export type RecordContractQueryVariables = Exact<{
  id: string;
  amounts: boolean;
  subscriptions: boolean;
}>;


export type RecordContractQuery = { readonly contract: { readonly id: string, readonly number: string | null, readonly status: ContractStatus | null, readonly termStart: string | null, readonly termEnd: string | null, readonly autoRenew: boolean | null, readonly paymentTerms?: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly tcv?: { readonly amount: string, readonly currency: string } | null, readonly acv?: { readonly amount: string, readonly currency: string } | null, readonly subscriptions?: ReadonlyArray<{ readonly id: string, readonly number: string | null, readonly status: SubscriptionStatus | null }> | null, readonly amendments?: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: AmendmentType, readonly status: AmendmentStatus, readonly effectiveDate: string, readonly reason: string | null } }> } | null } | null };

export type RecordOpportunityQueryVariables = Exact<{
  id: string;
  amount: boolean;
}>;


export type RecordOpportunityQuery = { readonly opportunity: { readonly id: string, readonly name: string | null, readonly stage: OpportunityStage | null, readonly closeDate: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly contract: { readonly id: string, readonly number: string | null } | null, readonly amount?: { readonly amount: string, readonly currency: string } | null, readonly run: { readonly id: string, readonly status: RunStatus, readonly summary: string } | null } | null };

export type RecordStartQuoteToCashMutationVariables = Exact<{
  input: StartQuoteToCashInput;
}>;


export type RecordStartQuoteToCashMutation = { readonly startQuoteToCash: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly run: { readonly id: string, readonly status: RunStatus } | null } };

export type RecordCaseQueryVariables = Exact<{
  id: string;
  subject: boolean;
}>;


export type RecordCaseQuery = { readonly supportCase: { readonly id: string, readonly number: string | null, readonly subject?: string | null, readonly status: CaseStatus | null, readonly priority: CasePriority | null, readonly escalated: boolean | null, readonly sourceStatus: ReadonlyArray<{ readonly system: SystemKind, readonly raw: string }>, readonly customer: { readonly id: string, readonly name: string | null } | null, readonly contact: { readonly id: string, readonly name: string | null } | null, readonly entitlement: { readonly id: string, readonly feature: string | null, readonly tier: string | null, readonly status: EntitlementStatus | null } | null } | null };

export type RecordProductQueryVariables = Exact<{
  id: string;
  books: boolean;
}>;


export type RecordProductQuery = { readonly node:
    | { readonly id: string }
    | { readonly id: string }
    | { readonly sku: string | null, readonly name: string | null, readonly revenueRule?: string | null, readonly id: string, readonly prices: ReadonlyArray<{ readonly id: string, readonly model: PriceModel | null, readonly interval: BillingInterval | null, readonly amount: { readonly amount: string, readonly currency: string } | null, readonly tiers: ReadonlyArray<{ readonly upTo: string | null, readonly unitAmount: { readonly amount: string, readonly currency: string } }> | null }> | null, readonly mappings: ReadonlyArray<{ readonly object: string | null, readonly externalId: string | null, readonly glAccount?: string | null, readonly status: MappingStatus, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } }> }
   | null };

export type RecordAmendmentQueryVariables = Exact<{
  id: string;
  impact: boolean;
  postings: boolean;
  approvals: boolean;
}>;


export type RecordAmendmentQuery = { readonly node:
    | { readonly id: string }
    | { readonly id: string }
    | { readonly type: AmendmentType, readonly status: AmendmentStatus, readonly effectiveDate: string, readonly reason: string | null, readonly requestedAt: string, readonly id: string, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly run: { readonly id: string, readonly status: RunStatus, readonly summary: string } | null, readonly subscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null, readonly changes?: ReadonlyArray<{ readonly from: string | null, readonly to: string | null, readonly product: { readonly id: string, readonly name: string | null, readonly sku: string | null } | null, readonly fromPrice: { readonly id: string, readonly interval: BillingInterval | null, readonly amount: { readonly amount: string, readonly currency: string } | null } | null, readonly toPrice: { readonly id: string, readonly interval: BillingInterval | null, readonly amount: { readonly amount: string, readonly currency: string } | null } | null }> | null, readonly impact?: { readonly chargeNow: { readonly amount: string, readonly currency: string }, readonly creditNow: { readonly amount: string, readonly currency: string }, readonly tax: { readonly amount: string, readonly currency: string }, readonly mrrDelta: { readonly amount: string, readonly currency: string }, readonly tcvDelta: { readonly amount: string, readonly currency: string }, readonly invoiceLines: ReadonlyArray<{ readonly id: string, readonly description: string, readonly quantity: string, readonly periodStart: string | null, readonly periodEnd: string | null, readonly amount: { readonly amount: string, readonly currency: string }, readonly product: { readonly id: string, readonly sku: string | null } | null }>, readonly postings?: ReadonlyArray<{ readonly account: string, readonly memo: string | null, readonly debit: { readonly amount: string, readonly currency: string } | null, readonly credit: { readonly amount: string, readonly currency: string } | null, readonly dimensions: { readonly department: string | null, readonly class: string | null, readonly location: string | null, readonly costCenter: string | null } }> | null, readonly revenueDelta: ReadonlyArray<{ readonly period: string, readonly recognized: boolean, readonly amount: { readonly amount: string, readonly currency: string } }>, readonly entitlementChanges: ReadonlyArray<{ readonly feature: string, readonly from: string | null, readonly to: string | null, readonly effectiveAt: string }> } | null, readonly approvals?: ReadonlyArray<{ readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly decidedAt: string | null }> | null }
   | null };

export type DeadLetterRowFragment = { readonly id: string, readonly code: string, readonly reason: string, readonly attempts: number, readonly firstFailedAt: string, readonly lastFailedAt: string, readonly resolvedAt: string | null, readonly kind: string, readonly object: string, readonly externalId: string, readonly correlationId: string, readonly source: { readonly id: string, readonly name: string } | null };

export type ReplayStateFragment = { readonly id: string, readonly status: RunStatus, readonly filter: unknown, readonly mode: ReplayMode, readonly ratePerSecond: number, readonly matched: number, readonly wouldApply: number, readonly applied: number, readonly skippedAsDuplicate: number, readonly failed: number, readonly error: string | null, readonly createdAt: string, readonly finishedAt: string | null };

export type DeadLettersListQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DeadLettersListQuery = { readonly deadLetters: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly code: string, readonly reason: string, readonly attempts: number, readonly firstFailedAt: string, readonly lastFailedAt: string, readonly resolvedAt: string | null, readonly kind: string, readonly object: string, readonly externalId: string, readonly correlationId: string, readonly source: { readonly id: string, readonly name: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type DeadLettersOneQueryVariables = Exact<{
  id: string;
}>;


export type DeadLettersOneQuery = { readonly node:
    | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' }
    | { readonly __typename: 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
    | (
      { readonly id: string, readonly code: string, readonly reason: string, readonly attempts: number, readonly firstFailedAt: string, readonly lastFailedAt: string, readonly resolvedAt: string | null, readonly kind: string, readonly object: string, readonly externalId: string, readonly correlationId: string, readonly event: { readonly id: string, readonly subjectId: string | null }, readonly source: { readonly id: string, readonly name: string } | null }
      & { readonly __typename: 'DeadLetter' }
    )
   | null };

export type ReplaysPreviewQueryVariables = Exact<{
  input: ReplayInput;
}>;


export type ReplaysPreviewQuery = { readonly replayPreview: { readonly id: string, readonly status: RunStatus, readonly filter: unknown, readonly mode: ReplayMode, readonly ratePerSecond: number, readonly matched: number, readonly wouldApply: number, readonly applied: number, readonly skippedAsDuplicate: number, readonly failed: number, readonly error: string | null, readonly createdAt: string, readonly finishedAt: string | null } };

export type ReplaysStartMutationVariables = Exact<{
  input: ReplayInput;
}>;


export type ReplaysStartMutation = { readonly replayEvents: { readonly replayed: boolean, readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly replay: { readonly id: string, readonly status: RunStatus } | null, readonly approval: { readonly id: string } | null } };

export type ReplaysOneQueryVariables = Exact<{
  id: string;
}>;


export type ReplaysOneQuery = { readonly node:
    | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' }
    | { readonly __typename: 'Payment' | 'Price' | 'Product' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
    | (
      { readonly id: string, readonly status: RunStatus, readonly filter: unknown, readonly mode: ReplayMode, readonly ratePerSecond: number, readonly matched: number, readonly wouldApply: number, readonly applied: number, readonly skippedAsDuplicate: number, readonly failed: number, readonly error: string | null, readonly createdAt: string, readonly finishedAt: string | null }
      & { readonly __typename: 'Replay' }
    )
   | null };

export type ReplaysByIdQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type ReplaysByIdQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' }
    | { readonly __typename: 'Payment' | 'Price' | 'Product' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
    | (
      { readonly id: string, readonly status: RunStatus, readonly filter: unknown, readonly mode: ReplayMode, readonly ratePerSecond: number, readonly matched: number, readonly wouldApply: number, readonly applied: number, readonly skippedAsDuplicate: number, readonly failed: number, readonly error: string | null, readonly createdAt: string, readonly finishedAt: string | null }
      & { readonly __typename: 'Replay' }
    )
   | null> };

export type ReplaysProgressSubscriptionVariables = Exact<{
  id: string;
}>;


export type ReplaysProgressSubscription = { readonly replayProgress: { readonly id: string, readonly status: RunStatus, readonly filter: unknown, readonly mode: ReplayMode, readonly ratePerSecond: number, readonly matched: number, readonly wouldApply: number, readonly applied: number, readonly skippedAsDuplicate: number, readonly failed: number, readonly error: string | null, readonly createdAt: string, readonly finishedAt: string | null } };

export type ReplaysApprovalsQueryVariables = Exact<{ [key: string]: never; }>;


export type ReplaysApprovalsQuery = { readonly approvals: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly status: ApprovalStatus, readonly reason: string | null, readonly subject:
          | (
            { readonly id: string }
            & { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' }
          )
          | (
            { readonly id: string }
            & { readonly __typename: 'Payment' | 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
          )
         | null } }> } };

export type RunListedFragment = { readonly id: string, readonly process: ProcessKind, readonly status: RunStatus, readonly summary: string, readonly asked: RunWish | null, readonly startedAt: string, readonly finishedAt: string | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly sla: { readonly policy: string, readonly dueAt: string, readonly state: SlaState, readonly remainingMs: number | null } | null, readonly startedBy: { readonly id: string, readonly name: string | null }, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly compensates: number | null }> };

export type RunsListQueryVariables = Exact<{
  process?: ReadonlyArray<ProcessKind> | ProcessKind | null | undefined;
  status?: ReadonlyArray<RunStatus> | RunStatus | null | undefined;
  slaState?: ReadonlyArray<SlaState> | SlaState | null | undefined;
  correlationId?: string | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
  after?: string | null | undefined;
  money: boolean;
}>;


export type RunsListQuery = { readonly workflowRuns: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly process: ProcessKind, readonly status: RunStatus, readonly summary: string, readonly asked: RunWish | null, readonly startedAt: string, readonly finishedAt: string | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly sla: { readonly policy: string, readonly dueAt: string, readonly state: SlaState, readonly remainingMs: number | null } | null, readonly startedBy: { readonly id: string, readonly name: string | null }, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly compensates: number | null }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type RunsChangedSubscriptionVariables = Exact<{
  process?: ReadonlyArray<ProcessKind> | ProcessKind | null | undefined;
  money: boolean;
  after?: string | null | undefined;
}>;


export type RunsChangedSubscription = { readonly workflowRunChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly node: { readonly id: string, readonly process: ProcessKind, readonly status: RunStatus, readonly summary: string, readonly asked: RunWish | null, readonly startedAt: string, readonly finishedAt: string | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly sla: { readonly policy: string, readonly dueAt: string, readonly state: SlaState, readonly remainingMs: number | null } | null, readonly startedBy: { readonly id: string, readonly name: string | null }, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly compensates: number | null }> } | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
    | (
      { readonly cursor: string, readonly nodes: ReadonlyArray<{ readonly id: string, readonly process: ProcessKind, readonly status: RunStatus, readonly summary: string, readonly asked: RunWish | null, readonly startedAt: string, readonly finishedAt: string | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly sla: { readonly policy: string, readonly dueAt: string, readonly state: SlaState, readonly remainingMs: number | null } | null, readonly startedBy: { readonly id: string, readonly name: string | null }, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly compensates: number | null }> }> }
      & { readonly __typename: 'StreamSnapshot' }
    )
   };

export type RunTracedFragment = { readonly id: string, readonly process: ProcessKind, readonly processVersion: string, readonly status: RunStatus, readonly summary: string, readonly reason: string | null, readonly asked: RunWish | null, readonly startedAt: string, readonly finishedAt: string | null, readonly correlationId: string, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly startedBy: { readonly id: string, readonly name: string | null }, readonly trigger: { readonly id: string, readonly type: string, readonly occurredAt: string } | null, readonly subject:
    | (
      { readonly id: string }
      & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
    )
    | (
      { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
      & { readonly __typename: 'Amendment' }
    )
    | (
      { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
    )
    | (
      { readonly number: string | null, readonly id: string }
      & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
    )
    | (
      { readonly name: string | null, readonly id: string }
      & { readonly __typename: 'Customer' }
    )
    | (
      { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'Opportunity' }
    )
    | (
      { readonly sku: string | null, readonly id: string, readonly productName: string | null }
      & { readonly __typename: 'Product' }
    )
    | (
      { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
      & { readonly __typename: 'SourceSystem' }
    )
    | (
      { readonly id: string, readonly personName: string | null }
      & { readonly __typename: 'User' }
    )
   | null, readonly sla: { readonly policy: string, readonly startedAt: string, readonly dueAt: string, readonly state: SlaState, readonly remainingMs: number | null, readonly pausedMs: number } | null, readonly checkpoints: ReadonlyArray<{ readonly name: string, readonly at: string, readonly system: SystemKind | null }>, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly startedAt: string | null, readonly finishedAt: string | null, readonly nextAttemptAt: string | null, readonly idempotencyKey: string | null, readonly compensates: number | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly attempts: ReadonlyArray<{ readonly at: string, readonly durationMs: number, readonly httpStatus: number | null, readonly outcome: AttemptOutcome, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> }>, readonly approvals?: ReadonlyArray<{ readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly requestedAt: string, readonly decidedAt: string | null, readonly expiresAt: string, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly rule: { readonly id: string, readonly name: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }, readonly decisions: ReadonlyArray<{ readonly approve: boolean }> }> | null, readonly exception: { readonly id: string, readonly code: ErrorCode, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly openedAt: string, readonly settledAt: string | null, readonly dueAt: string, readonly step: string, readonly ownerTeam: string, readonly rootCauseKey: string } | null };

export type RunTraceQueryVariables = Exact<{
  id: string;
  money: boolean;
  approvals: boolean;
}>;


export type RunTraceQuery = { readonly node: { readonly id: string, readonly process: ProcessKind, readonly processVersion: string, readonly status: RunStatus, readonly summary: string, readonly reason: string | null, readonly asked: RunWish | null, readonly startedAt: string, readonly finishedAt: string | null, readonly correlationId: string, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly startedBy: { readonly id: string, readonly name: string | null }, readonly trigger: { readonly id: string, readonly type: string, readonly occurredAt: string } | null, readonly subject:
      | (
        { readonly id: string }
        & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
      )
      | (
        { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
        & { readonly __typename: 'Amendment' }
      )
      | (
        { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
        & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
      )
      | (
        { readonly number: string | null, readonly id: string }
        & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
      )
      | (
        { readonly name: string | null, readonly id: string }
        & { readonly __typename: 'Customer' }
      )
      | (
        { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
        & { readonly __typename: 'Opportunity' }
      )
      | (
        { readonly sku: string | null, readonly id: string, readonly productName: string | null }
        & { readonly __typename: 'Product' }
      )
      | (
        { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
        & { readonly __typename: 'SourceSystem' }
      )
      | (
        { readonly id: string, readonly personName: string | null }
        & { readonly __typename: 'User' }
      )
     | null, readonly sla: { readonly policy: string, readonly startedAt: string, readonly dueAt: string, readonly state: SlaState, readonly remainingMs: number | null, readonly pausedMs: number } | null, readonly checkpoints: ReadonlyArray<{ readonly name: string, readonly at: string, readonly system: SystemKind | null }>, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly startedAt: string | null, readonly finishedAt: string | null, readonly nextAttemptAt: string | null, readonly idempotencyKey: string | null, readonly compensates: number | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly attempts: ReadonlyArray<{ readonly at: string, readonly durationMs: number, readonly httpStatus: number | null, readonly outcome: AttemptOutcome, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> }>, readonly approvals?: ReadonlyArray<{ readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly requestedAt: string, readonly decidedAt: string | null, readonly expiresAt: string, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly rule: { readonly id: string, readonly name: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }, readonly decisions: ReadonlyArray<{ readonly approve: boolean }> }> | null, readonly exception: { readonly id: string, readonly code: ErrorCode, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly openedAt: string, readonly settledAt: string | null, readonly dueAt: string, readonly step: string, readonly ownerTeam: string, readonly rootCauseKey: string } | null } | null };

export type RunTraceChangedSubscriptionVariables = Exact<{
  runId: string;
  money: boolean;
  approvals: boolean;
  after?: string | null | undefined;
}>;


export type RunTraceChangedSubscription = { readonly workflowRunChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly eventId: string, readonly node: { readonly id: string, readonly process: ProcessKind, readonly processVersion: string, readonly status: RunStatus, readonly summary: string, readonly reason: string | null, readonly asked: RunWish | null, readonly startedAt: string, readonly finishedAt: string | null, readonly correlationId: string, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly startedBy: { readonly id: string, readonly name: string | null }, readonly trigger: { readonly id: string, readonly type: string, readonly occurredAt: string } | null, readonly subject:
          | (
            { readonly id: string }
            & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
          )
          | (
            { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
            & { readonly __typename: 'Amendment' }
          )
          | (
            { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
            & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
          )
          | (
            { readonly number: string | null, readonly id: string }
            & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
          )
          | (
            { readonly name: string | null, readonly id: string }
            & { readonly __typename: 'Customer' }
          )
          | (
            { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
            & { readonly __typename: 'Opportunity' }
          )
          | (
            { readonly sku: string | null, readonly id: string, readonly productName: string | null }
            & { readonly __typename: 'Product' }
          )
          | (
            { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
            & { readonly __typename: 'SourceSystem' }
          )
          | (
            { readonly id: string, readonly personName: string | null }
            & { readonly __typename: 'User' }
          )
         | null, readonly sla: { readonly policy: string, readonly startedAt: string, readonly dueAt: string, readonly state: SlaState, readonly remainingMs: number | null, readonly pausedMs: number } | null, readonly checkpoints: ReadonlyArray<{ readonly name: string, readonly at: string, readonly system: SystemKind | null }>, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly startedAt: string | null, readonly finishedAt: string | null, readonly nextAttemptAt: string | null, readonly idempotencyKey: string | null, readonly compensates: number | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly attempts: ReadonlyArray<{ readonly at: string, readonly durationMs: number, readonly httpStatus: number | null, readonly outcome: AttemptOutcome, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> }>, readonly approvals?: ReadonlyArray<{ readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly requestedAt: string, readonly decidedAt: string | null, readonly expiresAt: string, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly rule: { readonly id: string, readonly name: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }, readonly decisions: ReadonlyArray<{ readonly approve: boolean }> }> | null, readonly exception: { readonly id: string, readonly code: ErrorCode, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly openedAt: string, readonly settledAt: string | null, readonly dueAt: string, readonly step: string, readonly ownerTeam: string, readonly rootCauseKey: string } | null } | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
    | (
      { readonly cursor: string, readonly nodes: ReadonlyArray<{ readonly id: string, readonly process: ProcessKind, readonly processVersion: string, readonly status: RunStatus, readonly summary: string, readonly reason: string | null, readonly asked: RunWish | null, readonly startedAt: string, readonly finishedAt: string | null, readonly correlationId: string, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly startedBy: { readonly id: string, readonly name: string | null }, readonly trigger: { readonly id: string, readonly type: string, readonly occurredAt: string } | null, readonly subject:
          | (
            { readonly id: string }
            & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
          )
          | (
            { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
            & { readonly __typename: 'Amendment' }
          )
          | (
            { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
            & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
          )
          | (
            { readonly number: string | null, readonly id: string }
            & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
          )
          | (
            { readonly name: string | null, readonly id: string }
            & { readonly __typename: 'Customer' }
          )
          | (
            { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
            & { readonly __typename: 'Opportunity' }
          )
          | (
            { readonly sku: string | null, readonly id: string, readonly productName: string | null }
            & { readonly __typename: 'Product' }
          )
          | (
            { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
            & { readonly __typename: 'SourceSystem' }
          )
          | (
            { readonly id: string, readonly personName: string | null }
            & { readonly __typename: 'User' }
          )
         | null, readonly sla: { readonly policy: string, readonly startedAt: string, readonly dueAt: string, readonly state: SlaState, readonly remainingMs: number | null, readonly pausedMs: number } | null, readonly checkpoints: ReadonlyArray<{ readonly name: string, readonly at: string, readonly system: SystemKind | null }>, readonly steps: ReadonlyArray<{ readonly index: number, readonly name: string, readonly status: StepStatus, readonly startedAt: string | null, readonly finishedAt: string | null, readonly nextAttemptAt: string | null, readonly idempotencyKey: string | null, readonly compensates: number | null, readonly system: { readonly id: string, readonly name: string, readonly kind: SystemKind } | null, readonly attempts: ReadonlyArray<{ readonly at: string, readonly durationMs: number, readonly httpStatus: number | null, readonly outcome: AttemptOutcome, readonly error: { readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string } | null }> }>, readonly approvals?: ReadonlyArray<{ readonly id: string, readonly kind: ApprovalKind, readonly status: ApprovalStatus, readonly requestedAt: string, readonly decidedAt: string | null, readonly expiresAt: string, readonly requestedBy: { readonly id: string, readonly name: string | null }, readonly rule: { readonly id: string, readonly name: string, readonly approverRoles: ReadonlyArray<Role>, readonly approvals: number }, readonly decisions: ReadonlyArray<{ readonly approve: boolean }> }> | null, readonly exception: { readonly id: string, readonly code: ErrorCode, readonly severity: Severity, readonly status: ExceptionStatus, readonly message: string, readonly openedAt: string, readonly settledAt: string | null, readonly dueAt: string, readonly step: string, readonly ownerTeam: string, readonly rootCauseKey: string } | null }> }
      & { readonly __typename: 'StreamSnapshot' }
    )
   };

export type RunExceptionChangedSubscriptionVariables = Exact<{
  rootCauseKey: string;
  after?: string | null | undefined;
}>;


export type RunExceptionChangedSubscription = { readonly exceptionChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly node:
        | { readonly id: string }
        | { readonly id: string }
       | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type RunInsideQueryVariables = Exact<{
  id: string;
}>;


export type RunInsideQuery = { readonly node: { readonly id: string, readonly steps: ReadonlyArray<{ readonly index: number, readonly input: unknown, readonly output: unknown, readonly attempts: ReadonlyArray<{ readonly at: string, readonly call: { readonly method: string, readonly url: string, readonly requestBody: string | null, readonly status: number | null, readonly responseBody: string | null, readonly truncated: boolean, readonly headers: ReadonlyArray<{ readonly name: string, readonly value: string }> } | null }> }> } | null };

export type RunLogQueryVariables = Exact<{
  id: string;
  correlationId: string;
}>;


export type RunLogQuery = { readonly own: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: string, readonly occurredAt: string } }> }, readonly all: { readonly totalCount: number | null, readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: string, readonly occurredAt: string, readonly subjectId: string | null } }> } };

export type RunAmendmentsQueryVariables = Exact<{
  subscription: string;
}>;


export type RunAmendmentsQuery = { readonly subscription: { readonly id: string, readonly items: ReadonlyArray<{ readonly id: string, readonly product: { readonly id: string } | null }> | null, readonly amendments: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly type: AmendmentType, readonly effectiveDate: string, readonly run: { readonly id: string } | null, readonly changes: ReadonlyArray<{ readonly from: string | null, readonly to: string | null, readonly product: { readonly id: string } | null, readonly toPrice: { readonly id: string } | null }> | null } }> } | null } | null };

export type RunPauseMutationVariables = Exact<{
  input: RunActionInput;
}>;


export type RunPauseMutation = { readonly pauseRun: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly run: { readonly id: string, readonly status: RunStatus } | null } };

export type RunResumeMutationVariables = Exact<{
  input: RunActionInput;
}>;


export type RunResumeMutation = { readonly resumeRun: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly run: { readonly id: string, readonly status: RunStatus } | null } };

export type RunRetryMutationVariables = Exact<{
  input: RunActionInput;
}>;


export type RunRetryMutation = { readonly retryFromStep: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly run: { readonly id: string, readonly status: RunStatus } | null } };

export type RunCancelMutationVariables = Exact<{
  input: RunActionInput;
}>;


export type RunCancelMutation = { readonly cancelRun: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly run: { readonly id: string, readonly status: RunStatus } | null } };

export type RunCompensateMutationVariables = Exact<{
  input: RunActionInput;
}>;


export type RunCompensateMutation = { readonly compensateRun: { readonly userErrors: ReadonlyArray<{ readonly code: ErrorCode, readonly message: string, readonly field: ReadonlyArray<string> | null, readonly retryable: boolean, readonly system: SystemKind | null, readonly correlationId: string }>, readonly run: { readonly id: string, readonly status: RunStatus } | null } };

export type SearchQueryVariables = Exact<{
  text: string;
}>;


export type SearchQuery = { readonly customers: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly name: string | null, readonly status: CustomerStatus | null } }> } };

export type FindByIdQueryVariables = Exact<{
  id: string;
}>;


export type FindByIdQuery = { readonly node:
    | (
      { readonly id: string }
      & { readonly __typename: 'AccountingPeriod' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'Contact' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Payment' | 'Price' | 'Replay' | 'WorkflowRun' }
    )
    | (
      { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
      & { readonly __typename: 'Amendment' }
    )
    | (
      { readonly number: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
    )
    | (
      { readonly number: string | null, readonly id: string }
      & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
    )
    | (
      { readonly name: string | null, readonly id: string }
      & { readonly __typename: 'Customer' }
    )
    | (
      { readonly name: string | null, readonly id: string, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'Opportunity' }
    )
    | (
      { readonly sku: string | null, readonly id: string, readonly productName: string | null }
      & { readonly __typename: 'Product' }
    )
    | (
      { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
      & { readonly __typename: 'SourceSystem' }
    )
    | (
      { readonly id: string, readonly personName: string | null }
      & { readonly __typename: 'User' }
    )
   | null };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly permissions: ReadonlyArray<string>, readonly viewer: { readonly id: string, readonly name: string | null, readonly roles: ReadonlyArray<Role> } };

export type SourceNowFragment = { readonly id: string, readonly kind: SystemKind, readonly vendor: string, readonly name: string, readonly region: string, readonly health: { readonly state: HealthState, readonly circuit: CircuitState, readonly p95Ms: number, readonly errorRate: number, readonly since: string, readonly lagMs: number }, readonly quota: ReadonlyArray<{ readonly name: string, readonly used: number, readonly limit: number, readonly resetAt: string | null, readonly lane: PriorityLane | null }> };

export type OutOfStepFragment = { readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null };

type RecordInSources_iF45q4q0pHUp9tfxDgtfbkxIAMVVUcgbjnKFM6ihU_Fragment = (
  { readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
  & { readonly __typename: 'AccountingPeriod' | 'Contact' | 'Entitlement' | 'LegalEntity' | 'Payment' | 'Price' }
);

type RecordInSources_Amendment_Fragment = (
  { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
  & { readonly __typename: 'Amendment' }
);

type RecordInSources_m361yTk4hLPgayxnRBEho2D52I4xxXMxutEfTxbFrQ_Fragment = (
  { readonly id: string }
  & { readonly __typename: 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'DeadLetter' | 'Event' | 'Exception' | 'MatchCandidate' | 'MergeRecord' | 'Replay' | 'WorkflowRun' }
);

type RecordInSources_aTobrGzpTJ5GAevGeZZ3QdJkUcrCk0KL9SFHoCfgk1o_Fragment = (
  { readonly number: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }>, readonly customer: { readonly id: string, readonly name: string | null } | null }
  & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
);

type RecordInSources_CreditMemo_LedgerPosting_Fragment = (
  { readonly number: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
  & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
);

type RecordInSources_Customer_Fragment = (
  { readonly name: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
  & { readonly __typename: 'Customer' }
);

type RecordInSources_Opportunity_Fragment = (
  { readonly name: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }>, readonly customer: { readonly id: string, readonly name: string | null } | null }
  & { readonly __typename: 'Opportunity' }
);

type RecordInSources_Product_Fragment = (
  { readonly sku: string | null, readonly id: string, readonly productName: string | null, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
  & { readonly __typename: 'Product' }
);

type RecordInSources_SourceSystem_Fragment = (
  { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
  & { readonly __typename: 'SourceSystem' }
);

type RecordInSources_User_Fragment = (
  { readonly id: string, readonly personName: string | null, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
  & { readonly __typename: 'User' }
);

export type RecordInSourcesFragment =
  | RecordInSources_iF45q4q0pHUp9tfxDgtfbkxIAMVVUcgbjnKFM6ihU_Fragment
  | RecordInSources_Amendment_Fragment
  | RecordInSources_m361yTk4hLPgayxnRBEho2D52I4xxXMxutEfTxbFrQ_Fragment
  | RecordInSources_aTobrGzpTJ5GAevGeZZ3QdJkUcrCk0KL9SFHoCfgk1o_Fragment
  | RecordInSources_CreditMemo_LedgerPosting_Fragment
  | RecordInSources_Customer_Fragment
  | RecordInSources_Opportunity_Fragment
  | RecordInSources_Product_Fragment
  | RecordInSources_SourceSystem_Fragment
  | RecordInSources_User_Fragment
;

export type SourcesAskedQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesAskedQuery = { readonly sources: ReadonlyArray<{ readonly id: string, readonly kind: SystemKind, readonly vendor: string, readonly name: string, readonly region: string, readonly health: { readonly state: HealthState, readonly circuit: CircuitState, readonly p95Ms: number, readonly errorRate: number, readonly since: string, readonly lagMs: number }, readonly quota: ReadonlyArray<{ readonly name: string, readonly used: number, readonly limit: number, readonly resetAt: string | null, readonly lane: PriorityLane | null }> }> };

export type SourcesKnownQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type SourcesKnownQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' }
    | { readonly __typename: 'Payment' | 'Price' | 'Product' | 'Replay' | 'SupportCase' | 'User' | 'WorkflowRun' }
    | (
      { readonly id: string, readonly kind: SystemKind, readonly vendor: string, readonly name: string, readonly region: string, readonly health: { readonly state: HealthState, readonly circuit: CircuitState, readonly p95Ms: number, readonly errorRate: number, readonly since: string, readonly lagMs: number }, readonly quota: ReadonlyArray<{ readonly name: string, readonly used: number, readonly limit: number, readonly resetAt: string | null, readonly lane: PriorityLane | null }> }
      & { readonly __typename: 'SourceSystem' }
    )
   | null> };

export type SourceDetailQueryVariables = Exact<{
  id: string;
  integration: boolean;
}>;


export type SourceDetailQuery = { readonly node:
    | (
      { readonly id: string }
      & { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' }
    )
    | (
      { readonly id: string }
      & { readonly __typename: 'Payment' | 'Price' | 'Product' | 'Replay' | 'SupportCase' | 'User' | 'WorkflowRun' }
    )
    | (
      { readonly id: string, readonly legalEntities: ReadonlyArray<{ readonly id: string, readonly code: string | null, readonly name: string | null }>, readonly feeds: ReadonlyArray<{ readonly name: string, readonly mode: FeedMode, readonly state: FeedState, readonly kind: string | null, readonly position: string | null, readonly lastChangeAt: string | null, readonly lagMs: number | null, readonly pending: number, readonly cursor?: string | null, readonly error?: string | null }> }
      & { readonly __typename: 'SourceSystem' }
    )
   | null };

export type SourcesOutOfStepQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type SourcesOutOfStepQuery = { readonly nodes: ReadonlyArray<
    | (
      { readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
      & { readonly __typename: 'AccountingPeriod' | 'Contact' | 'Entitlement' | 'LegalEntity' | 'Payment' | 'Price' }
    )
    | (
      { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
      & { readonly __typename: 'Amendment' }
    )
    | (
      { readonly id: string }
      & { readonly __typename: 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'DeadLetter' | 'Event' | 'Exception' | 'MatchCandidate' | 'MergeRecord' | 'Replay' | 'WorkflowRun' }
    )
    | (
      { readonly number: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }>, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
    )
    | (
      { readonly number: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
      & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
    )
    | (
      { readonly name: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
      & { readonly __typename: 'Customer' }
    )
    | (
      { readonly name: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }>, readonly customer: { readonly id: string, readonly name: string | null } | null }
      & { readonly __typename: 'Opportunity' }
    )
    | (
      { readonly sku: string | null, readonly id: string, readonly productName: string | null, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
      & { readonly __typename: 'Product' }
    )
    | (
      { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
      & { readonly __typename: 'SourceSystem' }
    )
    | (
      { readonly id: string, readonly personName: string | null, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
      & { readonly __typename: 'User' }
    )
   | null> };

export type SourcesHealthSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SourcesHealthSubscription = { readonly sourceHealthChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly event: { readonly subjectId: string | null, readonly data: unknown } }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
    | (
      { readonly cursor: string, readonly nodes: ReadonlyArray<
        | { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' }
        | { readonly __typename: 'Payment' | 'Price' | 'Product' | 'Replay' | 'SupportCase' | 'User' | 'WorkflowRun' }
        | (
          { readonly id: string, readonly kind: SystemKind, readonly vendor: string, readonly name: string, readonly region: string, readonly health: { readonly state: HealthState, readonly circuit: CircuitState, readonly p95Ms: number, readonly errorRate: number, readonly since: string, readonly lagMs: number }, readonly quota: ReadonlyArray<{ readonly name: string, readonly used: number, readonly limit: number, readonly resetAt: string | null, readonly lane: PriorityLane | null }> }
          & { readonly __typename: 'SourceSystem' }
        )
      > }
      & { readonly __typename: 'StreamSnapshot' }
    )
   };

export type SourcesSyncSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SourcesSyncSubscription = { readonly syncStatusChanged:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly node:
        | (
          { readonly id: string }
          & { readonly __typename: 'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' }
        )
        | (
          { readonly id: string }
          & { readonly __typename: 'Payment' | 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun' }
        )
       | null, readonly event: { readonly type: string, readonly subjectId: string | null } }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
    | (
      { readonly cursor: string, readonly nodes: ReadonlyArray<
        | (
          { readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
          & { readonly __typename: 'AccountingPeriod' | 'Contact' | 'Entitlement' | 'LegalEntity' | 'Payment' | 'Price' }
        )
        | (
          { readonly type: AmendmentType, readonly id: string, readonly amendedSubscription: { readonly id: string, readonly number: string | null, readonly customer: { readonly id: string, readonly name: string | null } | null } | null }
          & { readonly __typename: 'Amendment' }
        )
        | (
          { readonly id: string }
          & { readonly __typename: 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'DeadLetter' | 'Event' | 'Exception' | 'MatchCandidate' | 'MergeRecord' | 'Replay' | 'WorkflowRun' }
        )
        | (
          { readonly number: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }>, readonly customer: { readonly id: string, readonly name: string | null } | null }
          & { readonly __typename: 'BillingSubscription' | 'Contract' | 'Invoice' | 'SupportCase' }
        )
        | (
          { readonly number: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
          & { readonly __typename: 'CreditMemo' | 'LedgerPosting' }
        )
        | (
          { readonly name: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
          & { readonly __typename: 'Customer' }
        )
        | (
          { readonly name: string | null, readonly id: string, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }>, readonly customer: { readonly id: string, readonly name: string | null } | null }
          & { readonly __typename: 'Opportunity' }
        )
        | (
          { readonly sku: string | null, readonly id: string, readonly productName: string | null, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
          & { readonly __typename: 'Product' }
        )
        | (
          { readonly kind: SystemKind, readonly vendor: string, readonly id: string, readonly sourceName: string }
          & { readonly __typename: 'SourceSystem' }
        )
        | (
          { readonly id: string, readonly personName: string | null, readonly syncStatus: ReadonlyArray<{ readonly status: SyncStatus, readonly since: string | null, readonly reason: string | null, readonly openExceptions: number, readonly system: { readonly id: string, readonly name: string } | null }> }
          & { readonly __typename: 'User' }
        )
      > }
      & { readonly __typename: 'StreamSnapshot' }
    )
   };

export type TowerExceptionsQueryVariables = Exact<{
  amounts: boolean;
  hour: string;
  day: string;
  week: string;
}>;


export type TowerExceptionsQuery = { readonly open: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly critical: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly high: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly medium: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly low: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly withinHour: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly withinDay: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly withinWeek: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly older: { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null }, readonly groups: ReadonlyArray<{ readonly rootCauseKey: string, readonly count: number, readonly firstOpenedAt: string, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null, readonly sample: { readonly id: string, readonly code: ErrorCode, readonly severity: Severity, readonly message: string } | null }> };

export type TowerCountFragment = { readonly totalCount: number | null, readonly moneyAtRisk?: { readonly amount: string, readonly currency: string } | null };

export type TowerRunsQueryVariables = Exact<{ [key: string]: never; }>;


export type TowerRunsQuery = { readonly queued: { readonly totalCount: number | null }, readonly running: { readonly totalCount: number | null }, readonly waiting: { readonly totalCount: number | null }, readonly paused: { readonly totalCount: number | null }, readonly compensating: { readonly totalCount: number | null }, readonly atRisk: { readonly totalCount: number | null }, readonly breached: { readonly totalCount: number | null } };

export type TowerWaitingQueryVariables = Exact<{
  approvals: boolean;
  deadLetters: boolean;
}>;


export type TowerWaitingQuery = { readonly mine?: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly requestedBy: { readonly id: string }, readonly decisions: ReadonlyArray<{ readonly by: { readonly id: string } }> } }> }, readonly pending?: { readonly totalCount: number | null }, readonly deadLetters?: { readonly totalCount: number | null } };

export type TowerPastQueryVariables = Exact<{
  from?: string | null | undefined;
}>;


export type TowerPastQuery = { readonly begun: { readonly totalCount: number | null }, readonly completed: { readonly totalCount: number | null }, readonly failed: { readonly totalCount: number | null }, readonly compensated: { readonly totalCount: number | null }, readonly cancelled: { readonly totalCount: number | null }, readonly stillOpen: { readonly totalCount: number | null }, readonly settled: { readonly totalCount: number | null } };

export type TowerOutagesQueryVariables = Exact<{
  from?: string | null | undefined;
}>;


export type TowerOutagesQuery = { readonly events: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly subjectId: string | null, readonly occurredAt: string, readonly data: unknown } }>, readonly pageInfo: { readonly hasNextPage: boolean } } };

export type TowerRecentQueryVariables = Exact<{ [key: string]: never; }>;


export type TowerRecentQuery = { readonly events: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly receivedAt: string, readonly processedAt: string | null } }>, readonly pageInfo: { readonly hasNextPage: boolean } } };

export type TowerEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TowerEventsSubscription = { readonly eventAppended:
    | (
      { readonly cursor: string, readonly previous: string | null, readonly eventId: string, readonly event: { readonly receivedAt: string, readonly processedAt: string | null } }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type TowerRecordEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TowerRecordEventsSubscription = { readonly eventAppended:
    | (
      { readonly cursor: string, readonly previous: string | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type TowerExceptionEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TowerExceptionEventsSubscription = { readonly exceptionChanged:
    | (
      { readonly cursor: string, readonly previous: string | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type TowerRunEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TowerRunEventsSubscription = { readonly workflowRunChanged:
    | (
      { readonly cursor: string, readonly previous: string | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export type TowerApprovalEventsSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type TowerApprovalEventsSubscription = { readonly approvalChanged:
    | (
      { readonly cursor: string, readonly previous: string | null }
      & { readonly __typename: 'StreamChange' }
    )
    | (
      { readonly cursor: string }
      & { readonly __typename: 'StreamHeartbeat' | 'StreamSnapshot' }
    )
    | (
      { readonly code: ErrorCode, readonly missedAtLeast: number }
      & { readonly __typename: 'StreamReset' }
    )
   };

export const AmendCancelDocument: TypedDocument<AmendCancelMutation, AmendCancelMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:58e49c59a030f484bf7e1d726ded3b47ac8ab48ae4d03b9454325725c88a73e0',
};
export const AmendCommitDocument: TypedDocument<AmendCommitMutation, AmendCommitMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:42af0b2c97073609e8a0ed0a80ad1033a9311c03c8191ea7a1f192a9482c96cf',
};
export const AmendMovedDocument: TypedDocument<AmendMovedSubscription, AmendMovedSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:47e583bc66f2763459f540bd2bb8006c8a8d9cc8e20b805ce4172544b55c5ccb',
};
export const AmendPreviewDocument: TypedDocument<AmendPreviewQuery, AmendPreviewQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:ccb7606c1d8f015d7b29636e864ea2346fda1259b4d3c8751d91b2baa875644d',
};
export const AmendPricesDocument: TypedDocument<AmendPricesQuery, AmendPricesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:3d28585f3b68d50d24ec644cd88b47ed11f686224a3ff93c157c62e7c1b7e7b4',
};
export const AmendSubscriptionDocument: TypedDocument<AmendSubscriptionQuery, AmendSubscriptionQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:4d8b58ea0210626102e4c38d05d909c10c7655ef8edd2afe606fd990dd94e56b',
};
export const ApprovalDecideDocument: TypedDocument<ApprovalDecideMutation, ApprovalDecideMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:7b1a1d2d189c791c3fd1f41dd3aa3f2e6d813873a694a7bc2830a637b78f4c05',
};
export const ApprovalDetailDocument: TypedDocument<ApprovalDetailQuery, ApprovalDetailQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:9c0c5550079e009c69bb89b6934d322708a15e04d4377fbd3de53c5a1443ce3b',
};
export const ApprovalPreviewDocument: TypedDocument<ApprovalPreviewQuery, ApprovalPreviewQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:8f082920b326b40e8c72b8b6d6513a209a5eaec60ed5bfd0e034e08acdaf0caa',
};
export const ApprovalsChangedDocument: TypedDocument<ApprovalsChangedSubscription, ApprovalsChangedSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:f29edc78e5503b1fd31a147e84747805079ca38da0206a1d06f8f961737e1c6f',
};
export const ApprovalsListDocument: TypedDocument<ApprovalsListQuery, ApprovalsListQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:672f0d5e91173ade813d39bea3757a0327ccb10166288b0073fb2ebd07d41d4a',
};
export const AuditBrokenGlassDocument: TypedDocument<AuditBrokenGlassQuery, AuditBrokenGlassQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:2f2e48506da2189b109fd4688389b01bc2a10e0cf90269549add76738cc34d5d',
};
export const AuditOneDocument: TypedDocument<AuditOneQuery, AuditOneQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:5a7a99f4a7460eafa729bb1cc9a5ca133a24ed08977c81c9d25062b0cdca7e26',
};
export const AuditTrailDocument: TypedDocument<AuditTrailQuery, AuditTrailQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:edf2c0259969f771a1e42fe180cc734d3d4997cf919f6b9383524e0487e9a89e',
};
export const Customer360Document: TypedDocument<Customer360Query, Customer360QueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:f887750bac61a218906d0c82d1469f2bb16164f5fbc376b6f653b157d406409c',
};
export const CustomerCasesDocument: TypedDocument<CustomerCasesQuery, CustomerCasesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:10822a2f950b026c20c4c3c3c8b6076fc698cd51e08e4c2fa6cf7a7195441c37',
};
export const CustomerContactsDocument: TypedDocument<CustomerContactsQuery, CustomerContactsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:73444cba7c9eb98afc5e641fb252b70e43fde00facb84ab9799dd146001e1539',
};
export const CustomerDealsDocument: TypedDocument<CustomerDealsQuery, CustomerDealsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:67efdb7bd75271322ecf2f35eafeae555125e531b2475cda8df29ab32ac70fe1',
};
export const CustomerHierarchyDocument: TypedDocument<CustomerHierarchyQuery, CustomerHierarchyQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:3c4c7abc2af53877d7b54a0f2a06ac29301e17bead1c5f7ae68ecfe3fe88337a',
};
export const CustomerInvoicesDocument: TypedDocument<CustomerInvoicesQuery, CustomerInvoicesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:98c070eca95068f2439431165d53ba4f0c6e7b00af239dc1c6cbb9ddbb190a36',
};
export const CustomerMergeDocument: TypedDocument<CustomerMergeMutation, CustomerMergeMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:6b32eeffbbf27b6428afb69e1a370c4d195080f6acd7f55e3dc22aa99a5c7072',
};
export const CustomerMergesDocument: TypedDocument<CustomerMergesQuery, CustomerMergesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:30934c2912f08305e30c9b3be0b07edc8a9ab4732898edb9e19e7cd409b1a406',
};
export const CustomerPaymentsDocument: TypedDocument<CustomerPaymentsQuery, CustomerPaymentsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:d9fd2dd365ea41add764d33be4806010e4bc2d96e41f0442bd9f199a06fc26eb',
};
export const CustomerStreamDocument: TypedDocument<CustomerStreamSubscription, CustomerStreamSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:1d21e8a0f1dacc27456951ad6fe4e00e22af28be0233f81b14bd0f9dde8ef2a2',
};
export const CustomerSubscriptionsDocument: TypedDocument<CustomerSubscriptionsQuery, CustomerSubscriptionsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:ef05981d6177e632ba0db4012205a70a5c10199807e3e79a5fa3f26a03d80f7c',
};
export const CustomerSyncStreamDocument: TypedDocument<CustomerSyncStreamSubscription, CustomerSyncStreamSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:4f6b9ca2cf7a65181f32feb8a0311643668ed4b4691521b97a739c6f8d2acbfd',
};
export const CustomerTimelineDocument: TypedDocument<CustomerTimelineQuery, CustomerTimelineQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:a256c036e271f00dd2bf3a87c83a7b34b15e7061f15394f3557cfedfb6def20c',
};
export const CustomerUnmergeDocument: TypedDocument<CustomerUnmergeMutation, CustomerUnmergeMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:3c8483c5cb938d9dd75599e32786c7a61b529e1fbe7c96680ae3334ad17d3f60',
};
export const CustomerWorkDocument: TypedDocument<CustomerWorkQuery, CustomerWorkQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:17ac86b147fa3534dbc96687cedbb2cff05659e728f8d9e0ba2a88d519b30dfe',
};
export const CustomersChoicesDocument: TypedDocument<CustomersChoicesQuery, CustomersChoicesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:f4fdd3502dfa63e4627142277f51fffbaf3d3a066f0f982ad02d663f160b4ffc',
};
export const CustomersDecideMatchDocument: TypedDocument<CustomersDecideMatchMutation, CustomersDecideMatchMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:32a89d53d1701efeba50ea8b7b056da6fc5363446d8f523236322995558eefc8',
};
export const CustomersExactDocument: TypedDocument<CustomersExactQuery, CustomersExactQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:918363d2b337d774c08341d15e8a3390049916623358efe3d1d3baa0d3b0c21f',
};
export const CustomersListDocument: TypedDocument<CustomersListQuery, CustomersListQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:e36b9b43ff085af8de7babe6fe46d139632cf2458074d4e8ccc58f26b37ee209',
};
export const CustomersMatchesDocument: TypedDocument<CustomersMatchesQuery, CustomersMatchesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:ee21a5279ad297874e9cdc8680ca60dfdf3c07e6c5312a34d7d86782cd043ed0',
};
export const DeadLettersListDocument: TypedDocument<DeadLettersListQuery, DeadLettersListQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:df2c0918ebc9eaac5fa49ac7472c0658ba73cd85cc4afdc97e6ce7ce9b2960cf',
};
export const DeadLettersOneDocument: TypedDocument<DeadLettersOneQuery, DeadLettersOneQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:a709fc1a2d566d4a1bcd33131ea4502489fd887ece263eb155c2aeb503f98489',
};
export const EventsLogDocument: TypedDocument<EventsLogQuery, EventsLogQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:11f7a272ba3e1f2f46ef23dbfd04164fb640035df860fdd86978be4ed0ce94e1',
};
export const EventsOfCauseDocument: TypedDocument<EventsOfCauseQuery, EventsOfCauseQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:54c7a15de0bf08f5f1af73342b60ca4c074bc8c13464b598441abc791daff825',
};
export const EventsOneDocument: TypedDocument<EventsOneQuery, EventsOneQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:7976bd4a7f98051aab1629b8b905d46030824232853d7c096b72e1fffc25ba66',
};
export const EventsTailDocument: TypedDocument<EventsTailSubscription, EventsTailSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:7f5f8d36a4387cade5e25cb83e467425e532f5ebd7fa8bf8e7a775a1e94dcfbd',
};
export const EventsTellersDocument: TypedDocument<EventsTellersQuery, EventsTellersQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:132c438fc3d7c81c47d816b288be9396a243a361400b05f01fd5f668d61ddd94',
};
export const ExceptionAssignDocument: TypedDocument<ExceptionAssignMutation, ExceptionAssignMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:6041fca380d1da26789962191d0aa1adce7e30a7c508750552e2aa469debd754',
};
export const ExceptionCallOffDocument: TypedDocument<ExceptionCallOffMutation, ExceptionCallOffMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:bb5e1a0a1a9079a44d0b2347efdc048c99c11ae5eee8b0e5bbc282e61a0d19d0',
};
export const ExceptionChoicesDocument: TypedDocument<ExceptionChoicesQuery, ExceptionChoicesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:8382c176cdcb16b925339dbcbb5ba05e97695d4805fbd9dfd7cfea6dee73d330',
};
export const ExceptionCommentDocument: TypedDocument<ExceptionCommentMutation, ExceptionCommentMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:8b2a42a1c007982646e528668ef4f4a5cc0c39b1b700b1f72bb15cb25d20f04b',
};
export const ExceptionDetailDocument: TypedDocument<ExceptionDetailQuery, ExceptionDetailQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:957427429b357eb3294adf9cd58e927d3c0d09d78c2de549d29fe901d6c43874',
};
export const ExceptionFieldsDocument: TypedDocument<ExceptionFieldsQuery, ExceptionFieldsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:ef222496c9d648c41ac4bbaccc19ec24a982cdf7bf3b3ae0f5cd0c1b38a8edc2',
};
export const ExceptionFixDocument: TypedDocument<ExceptionFixMutation, ExceptionFixMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:4a1e661915602a30940195d1fe2df73cf83146209916ff7c0bd9c23fbc5509fe',
};
export const ExceptionFollowDocument: TypedDocument<ExceptionFollowSubscription, ExceptionFollowSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:3db7c4799a3d8dc1b720510c9bbc7fd4f2bf2936e66f9947e93158c1f1d0d3cc',
};
export const ExceptionGroupsDocument: TypedDocument<ExceptionGroupsQuery, ExceptionGroupsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:7ab73331786cd38993114451d8a8f8ab999c2063398ed6f916a64fc214963fea',
};
export const ExceptionIdsDocument: TypedDocument<ExceptionIdsQuery, ExceptionIdsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:42b180e3dd06a99f883359f088a947ba0e6db001b144e8273fc25cf804308376',
};
export const ExceptionListDocument: TypedDocument<ExceptionListQuery, ExceptionListQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:a684e9e36234c06533d63a87b8f29bd4820727fed7083c7d6f66c34d12eb3589',
};
export const ExceptionNamesDocument: TypedDocument<ExceptionNamesQuery, ExceptionNamesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:68b0f79976c170b7284c8b706a8177452e73ebd04f3320eeb3acbd22790e8f85',
};
export const ExceptionRetryDocument: TypedDocument<ExceptionRetryMutation, ExceptionRetryMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:253e806232ca7d4ffa6dfe36ec9ffa5692f6bff3cbcbaabd407cbe4c5d5eb8c3',
};
export const ExceptionRunFollowDocument: TypedDocument<ExceptionRunFollowSubscription, ExceptionRunFollowSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:a6a91c73aa338b865c068c342ac5d6d77e9e471694e515f1f87f9e14371bc9f8',
};
export const ExceptionSkipDocument: TypedDocument<ExceptionSkipMutation, ExceptionSkipMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:cfaf9fa9cc1149b6ae16d190d660552f949f927c7c9d78a7d156955b5579861f',
};
export const ExceptionTotalsDocument: TypedDocument<ExceptionTotalsQuery, ExceptionTotalsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:7349aaea6408f405bc85689808b5d844b63f074868feeec61a1482d4653fb785',
};
export const ExceptionUndoDocument: TypedDocument<ExceptionUndoMutation, ExceptionUndoMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:445e3afac4e41b09f798d63529cf5f42dae0b9c98f782e311836ba74fbaa4ca8',
};
export const ExceptionsFollowDocument: TypedDocument<ExceptionsFollowSubscription, ExceptionsFollowSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:14b041f2d89db96924b1b4b48a69681ec549de4906ed11465a9f647eb1531850',
};
export const FindByIdDocument: TypedDocument<FindByIdQuery, FindByIdQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:829728f06f45d0143135505745c33f298db46a20aa7c85a06fcc5daaad5f4200',
};
export const LineageGraphDocument: TypedDocument<LineageGraphQuery, LineageGraphQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:ff9572fd4914be191957288be81c9c8343cb26dda0de7ed4e9c2c57f0a228a18',
};
export const LineageSystemsDocument: TypedDocument<LineageSystemsQuery, LineageSystemsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:edeb2c8c590266cc7996516a68ade2b93bb9ed656e39cf83eed7064569e2ae31',
};
export const MeDocument: TypedDocument<MeQuery, MeQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:684ee1c57c985c9549f4f703c04cd57efe1a737ef50e00879df19e2ce89a07a6',
};
export const RecordDocument: TypedDocument<RecordQuery, RecordQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:704d0360d64763873e4fe3714850135dd29f431526fc5313ad2efe106c63b656',
};
export const RecordAmendmentDocument: TypedDocument<RecordAmendmentQuery, RecordAmendmentQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:71a0bf83b8100e757b89b1cc4afcc874cf3b1fabc27443e63ba260de0e8b27c0',
};
export const RecordCaseDocument: TypedDocument<RecordCaseQuery, RecordCaseQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:d035a1dfee3a68bbc1cf2333cdc905e42c87fb36068f1a3f9e37c843e3c72cce',
};
export const RecordContractDocument: TypedDocument<RecordContractQuery, RecordContractQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:ea801cb31962596e49f8e5fc683f347e987cffbc446b632c74432db4d7ce0eb0',
};
export const RecordInvoiceDocument: TypedDocument<RecordInvoiceQuery, RecordInvoiceQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:740fc130937178464e6d6fda6b2295c09db16a5350f3e2dc9b3dbb7f0a37f3d6',
};
export const RecordOpportunityDocument: TypedDocument<RecordOpportunityQuery, RecordOpportunityQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:eea4493df97fab2a7df6ae559aff7c042197f439d244fd59c96fdb5382d29842',
};
export const RecordPaymentDocument: TypedDocument<RecordPaymentQuery, RecordPaymentQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:e41b42f37e4b64b6298b1d9ecb3b610df28c62d99d70a780c51cce9dc17f986e',
};
export const RecordProductDocument: TypedDocument<RecordProductQuery, RecordProductQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:1a07ef39cfb66bd73f61c2f7e74f1704a99a67c134815894ce98afd1f99b3add',
};
export const RecordStartQuoteToCashDocument: TypedDocument<RecordStartQuoteToCashMutation, RecordStartQuoteToCashMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:10eed7a17134caca079435d6155d690429180a1b9107fee67e7b57cb57d0628d',
};
export const RecordSubscriptionDocument: TypedDocument<RecordSubscriptionQuery, RecordSubscriptionQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:954c5b5c13f16a4366119a978b60a25c35d4b4df24c8480dbdc2a1f402c82aee',
};
export const RecordsByIdDocument: TypedDocument<RecordsByIdQuery, RecordsByIdQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:75c8497d77fe598b5735cdaefd1c58e63e7d1a5d21c7e28066db8f268a02646e',
};
export const ReplaysApprovalsDocument: TypedDocument<ReplaysApprovalsQuery, ReplaysApprovalsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:0925ffdfa7964e2279cb533baff706275ac89c8d4da110beaa3f1affdf3aab95',
};
export const ReplaysByIdDocument: TypedDocument<ReplaysByIdQuery, ReplaysByIdQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:68fce0a092bb07504be37ac50f95e0a53cd8e36112b94d9b8301dd5ac6770b11',
};
export const ReplaysOneDocument: TypedDocument<ReplaysOneQuery, ReplaysOneQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:78ed5b491475b1177b966a037a3626ad0803d4f9c7335d7ebe1b1bb47faf841d',
};
export const ReplaysPreviewDocument: TypedDocument<ReplaysPreviewQuery, ReplaysPreviewQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:b8431cee518b34e4af7fdfb5a91e3b5f1bf9451c3fa911a34cb773a152b3a6e9',
};
export const ReplaysProgressDocument: TypedDocument<ReplaysProgressSubscription, ReplaysProgressSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:36acc0cf629d85977b593770bb0bc10a8c40e88bf5b4c3cc14042423e79cd839',
};
export const ReplaysStartDocument: TypedDocument<ReplaysStartMutation, ReplaysStartMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:9dc87887c7ec1a98e815bd0ebc7c82ea2798816e31148d567b648354f2663876',
};
export const RunAmendmentsDocument: TypedDocument<RunAmendmentsQuery, RunAmendmentsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:143d93dc0782b93bd4c6964577626125a8c33ce62dff3a9dddc672f118b13dba',
};
export const RunCancelDocument: TypedDocument<RunCancelMutation, RunCancelMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:b086834c71a4c6fc0fde581262e964152caff081d9d8aa51fc2c43f75964c56a',
};
export const RunCompensateDocument: TypedDocument<RunCompensateMutation, RunCompensateMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:f5303f77d32f69d5807a926cfe654d1badd8d3d6d61ea40aca8e7a01d88396a0',
};
export const RunExceptionChangedDocument: TypedDocument<RunExceptionChangedSubscription, RunExceptionChangedSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:d7686da130e7f3aba8d6fb23fe797735ede648ca1248cad1c31e53a4d0c08880',
};
export const RunInsideDocument: TypedDocument<RunInsideQuery, RunInsideQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:b800ba0a5a77ac4450600f86f5a7a96e9fca7d0a263e7c4ce125a60266e2f835',
};
export const RunLogDocument: TypedDocument<RunLogQuery, RunLogQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:86d8b51069fc1f5b3d6f55a747390db6e38580fb7210905bbfb2b2e190292108',
};
export const RunPauseDocument: TypedDocument<RunPauseMutation, RunPauseMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:0b3fdf64fbbc0bb0b248b71156254503c3cc4c91c4c2052a117b0ecdbfb2c34c',
};
export const RunProgressDocument: TypedDocument<RunProgressSubscription, RunProgressSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:49181e5ab359176dd8e51043f2d7cd8148fbd19e4d87afa9ef87734b6f9698ef',
};
export const RunResumeDocument: TypedDocument<RunResumeMutation, RunResumeMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:6251831092330b216f7e0e40db5562cff972673b7c96daf27c4d880472956bee',
};
export const RunRetryDocument: TypedDocument<RunRetryMutation, RunRetryMutationVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:457af5ab538d1df788808d0fe0a229ad68eb0f5cbaff9de66833e60355c6d9c8',
};
export const RunTraceDocument: TypedDocument<RunTraceQuery, RunTraceQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:775b578228d5683ee9a14421fd40c0f3b19d566ed46da3a439f40207a224be7c',
};
export const RunTraceChangedDocument: TypedDocument<RunTraceChangedSubscription, RunTraceChangedSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:e3f29fc810d6cd57090d259c8a26ee31de5d0c77c9649b4dee474efd9f7db4af',
};
export const RunsChangedDocument: TypedDocument<RunsChangedSubscription, RunsChangedSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:c3846426e15a19f972ffc35fe7825cd3e9630381d9e66d86b6eddb6a7d47f723',
};
export const RunsListDocument: TypedDocument<RunsListQuery, RunsListQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:3492b5441f6cee8e6503c7ebee49194db01f72bec47746f8edc51499b10ebc39',
};
export const SearchDocument: TypedDocument<SearchQuery, SearchQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:83884f6a088d9025431fe7f4abfaa7d6241c208d1defefd464e108a6b5214560',
};
export const SourceDetailDocument: TypedDocument<SourceDetailQuery, SourceDetailQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:a9a4c574c781ddd24e368bf5804f424fc5c345740e04e285bb02f922f33f1ad4',
};
export const SourcesAskedDocument: TypedDocument<SourcesAskedQuery, SourcesAskedQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:c5f15174f807159df8906b1590634fc0b2cf454fa3a51560e1fac4b639e5ed76',
};
export const SourcesHealthDocument: TypedDocument<SourcesHealthSubscription, SourcesHealthSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:59f6faf3d2f28dbec724f0107941523f2843d1054098965a60bbc89611334491',
};
export const SourcesKnownDocument: TypedDocument<SourcesKnownQuery, SourcesKnownQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:f1a20587f919f66138c7f5f029b81dd72fc4b7593752c540c4dcb0cbf82640e3',
};
export const SourcesOutOfStepDocument: TypedDocument<SourcesOutOfStepQuery, SourcesOutOfStepQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:dbce90eacf0a339040c7147c3138579e4ebf53a475d33c7da45e885b9a3bec3a',
};
export const SourcesSyncDocument: TypedDocument<SourcesSyncSubscription, SourcesSyncSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:b3b93bbac184f24cedee6301b43cd13a2de742beb45adc7d5083399cfdd4f95b',
};
export const TowerApprovalEventsDocument: TypedDocument<TowerApprovalEventsSubscription, TowerApprovalEventsSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:ddb67261867046ad3113ca8c5575b6abbeaf6c1e7051381713818e888dec61f2',
};
export const TowerEventsDocument: TypedDocument<TowerEventsSubscription, TowerEventsSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:6e575b7602293cd514df0e61bdffe8d4c4c05553738498efa8cb5505adbec60d',
};
export const TowerExceptionEventsDocument: TypedDocument<TowerExceptionEventsSubscription, TowerExceptionEventsSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:6372e126b8776cbe77055d3ae7da83533a71bacbad295af1020439db1b15d159',
};
export const TowerExceptionsDocument: TypedDocument<TowerExceptionsQuery, TowerExceptionsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:dea2a17af15e3b5017676854049e813eb3ade7fec997fbca206efe05d1659420',
};
export const TowerOutagesDocument: TypedDocument<TowerOutagesQuery, TowerOutagesQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:0fc09763afc00b6a4741dada9be49a3332e6a49636b0eb99b313527a2b789d90',
};
export const TowerPastDocument: TypedDocument<TowerPastQuery, TowerPastQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:771e185cac8b586a71ebcaff1625fd6243d760a7d68d30e8014d70863f8c2645',
};
export const TowerRecentDocument: TypedDocument<TowerRecentQuery, TowerRecentQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:fb1a6ed8d6f25b79f9de75d6ec1428ce157a3c656b2602b492c572b172f10f44',
};
export const TowerRecordEventsDocument: TypedDocument<TowerRecordEventsSubscription, TowerRecordEventsSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:a5cd6e47bf3f4bfc1f917a7d6ee3bb664a574f9b4b479e323f3e4acaef734916',
};
export const TowerRunEventsDocument: TypedDocument<TowerRunEventsSubscription, TowerRunEventsSubscriptionVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:44842dab710cc924ba93b3ff1c0ddac1b1066a26dd217a7d28715a9b4d4e3a8b',
};
export const TowerRunsDocument: TypedDocument<TowerRunsQuery, TowerRunsQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:40206bda790f2c164333103aeb2abaf47f8f1a4d1d209cb388256954890896ea',
};
export const TowerWaitingDocument: TypedDocument<TowerWaitingQuery, TowerWaitingQueryVariables> = {
  kind: 'Document',
  definitions: [],
  documentId: 'sha256:c020b3dacc4778c2dcd6576cda5af0450d2aab8f3607ef47da42fc8058cda963',
};