import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeParent, UserParent, SubscriptionItemParent, ProductMappingParent, InvoiceLineParent, ApplicationParent, AlternativeParent, HealthParent, MessageParent, SnapshotParent, RuleParent, RowResultParent, AttemptParent, AmendmentChangeParent, ImpactParent, Page, ExceptionsPage, PageEdge } from '../resolvers/model.ts';
import type { Stored, Reference, FieldOrigin, SourceInfo, FeedView, EventParent, SyncView, DeadLetterView, AuditView, MatchCandidate as Candidate, StreamChange as ChangeParent, StreamHeartbeat as HeartbeatParent, StreamReset as ResetParent, Replay as ReplayState, Approval as ApprovalState, Decision as DecisionState, MergeRecord as MergeState, Grant as GrantState, ExceptionView as ExceptionState, ExceptionGroupView as GroupState, ExceptionAct as ActState, ExceptionComment as CommentState, RunView as RunState, StepView as StepState, VendorCall as CallState, CheckpointView as CheckpointState, Amendment as AmendmentState, AmendmentPreview as PreviewState, PlannedWrite as PlannedState } from '../context.ts';
import type { Connection, Edge } from '../resolvers/connection.ts';
import type { GraphContext } from '../resolvers/request.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 code: `EUR`. */
  CurrencyCode: { input: string; output: string; }
  /** A place in a list. Opaque: give it back to the same list, and nothing else. */
  Cursor: { input: string; output: string; }
  /** A civil date without a time zone: `2026-03-31`. */
  Date: { input: string; output: string; }
  /** An instant in UTC, ISO 8601: `2026-03-31T08:15:00Z`. */
  DateTime: { input: string; output: string; }
  /** An exact decimal number as text, never a float: `1250.00`. */
  Decimal: { input: string; output: string; }
  /** A place in a subscription. Opaque: give it back to the same field with the same arguments, and nothing else. */
  EventCursor: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

/** A span of the books. */
export type AccountingPeriod = Node & {
  readonly __typename?: 'AccountingPeriod';
  readonly end?: Maybe<Scalars['Date']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly start?: Maybe<Scalars['Date']['output']>;
  readonly status?: Maybe<PeriodStatus>;
  readonly syncStatus: ReadonlyArray<SyncState>;
};

export type Address = {
  readonly __typename?: 'Address';
  readonly city: Scalars['String']['output'];
  readonly country: Scalars['String']['output'];
  readonly line1: Scalars['String']['output'];
  readonly line2?: Maybe<Scalars['String']['output']>;
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  readonly region?: Maybe<Scalars['String']['output']>;
};

/** Days past the due date, for what is still to be paid. */
export type AgingBucket =
  | 'CURRENT'
  | 'D1_30'
  | 'D31_60'
  | 'D61_90'
  | 'D90_PLUS';

export type AlternativeValue = {
  readonly __typename?: 'AlternativeValue';
  readonly observedAt: Scalars['DateTime']['output'];
  /** Null when the source is no longer configured. */
  readonly system?: Maybe<SourceSystem>;
  readonly value?: Maybe<Scalars['JSON']['output']>;
};

/** A change of a running subscription that somebody committed: carried through billing, the ledger, support and the CRM, wholly or not at all. */
export type Amendment = Node & {
  readonly __typename?: 'Amendment';
  /** What had to be agreed to for it. */
  readonly approvals?: Maybe<ReadonlyArray<Approval>>;
  /** Each product that comes, goes or becomes another; empty for a change of the subscription as a whole. */
  readonly changes?: Maybe<ReadonlyArray<AmendmentChange>>;
  /** The first day on which it holds. */
  readonly effectiveDate: Scalars['Date']['output'];
  readonly id: Scalars['ID']['output'];
  /** As it was previewed, and so as it is in every system. */
  readonly impact?: Maybe<FinancialImpact>;
  readonly reason?: Maybe<Scalars['String']['output']>;
  readonly requestedAt: Scalars['DateTime']['output'];
  readonly requestedBy: User;
  readonly run?: Maybe<WorkflowRun>;
  readonly status: AmendmentStatus;
  readonly subscription?: Maybe<BillingSubscription>;
  readonly type: AmendmentType;
};

/** What became of one product. */
export type AmendmentChange = {
  readonly __typename?: 'AmendmentChange';
  /** Quantities; null where it is not there. */
  readonly from?: Maybe<Scalars['Decimal']['output']>;
  readonly fromPrice?: Maybe<Price>;
  readonly product?: Maybe<Product>;
  readonly to?: Maybe<Scalars['Decimal']['output']>;
  readonly toPrice?: Maybe<Price>;
};

export type AmendmentConnection = {
  readonly __typename?: 'AmendmentConnection';
  readonly edges: ReadonlyArray<AmendmentEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type AmendmentEdge = {
  readonly __typename?: 'AmendmentEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Amendment;
};

export type AmendmentInput = {
  /** Of TERMS. */
  readonly autoRenew?: InputMaybe<Scalars['Boolean']['input']>;
  readonly coTermWith?: InputMaybe<Scalars['ID']['input']>;
  /** The first day on which it holds; of a renewal the day on which the term ends. */
  readonly effectiveDate: Scalars['Date']['input'];
  /** The version that you saw; STALE_VERSION when it is another one. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** What each type needs: docs/amendments.md. */
  readonly items?: InputMaybe<ReadonlyArray<AmendmentItemInput>>;
  /** The first day that is no longer covered. */
  readonly newTermEnd?: InputMaybe<Scalars['Date']['input']>;
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** Of TERMS: how long a renewal is. */
  readonly renewalMonths?: InputMaybe<Scalars['Int']['input']>;
  readonly subscriptionId: Scalars['ID']['input'];
  readonly type: AmendmentType;
};

export type AmendmentItemInput = {
  /** SubscriptionItem.id of what is changed. */
  readonly itemId?: InputMaybe<Scalars['ID']['input']>;
  /** What it becomes, or what is added. */
  readonly priceId?: InputMaybe<Scalars['ID']['input']>;
  readonly quantity?: InputMaybe<Scalars['Decimal']['input']>;
};

export type AmendmentPayload = MutationPayload & {
  readonly __typename?: 'AmendmentPayload';
  readonly amendment?: Maybe<Amendment>;
  /** What it waits for, or waited for; null where nobody need agree. */
  readonly approval?: Maybe<Approval>;
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly run?: Maybe<WorkflowRun>;
  readonly userErrors: ReadonlyArray<UserError>;
};

/**
 * What a change would come to. It can be committed until it expires, unless the subscription moves before; nothing but what it says will be
 * done: docs/amendments.md.
 */
export type AmendmentPreview = Node & {
  readonly __typename?: 'AmendmentPreview';
  /** By these rules somebody else must agree before anything is written. */
  readonly approvalsNeeded?: Maybe<ReadonlyArray<ApprovalRule>>;
  /** The version of the subscription that it was computed from. */
  readonly baseVersion: Scalars['Int']['output'];
  /** What keeps it from being committed, all of it. */
  readonly blockers: ReadonlyArray<UserError>;
  /** Systems that did not answer; what depends on them is missing, and it cannot be committed. */
  readonly degraded: ReadonlyArray<SystemKind>;
  readonly expiresAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  /** Null where a system that it depends on did not answer or refused; `blockers` says which. */
  readonly impact?: Maybe<FinancialImpact>;
  /** In their order. */
  readonly plannedWrites: ReadonlyArray<PlannedWrite>;
  /** What is only to be known. */
  readonly warnings: ReadonlyArray<UserError>;
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

/**
 * Something that may happen only when somebody else has agreed to it. Nobody decides what they had a part in asking for, whatever their roles:
 * docs/approvals.md.
 */
export type Approval = Node & {
  readonly __typename?: 'Approval';
  readonly decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who made the last decision, and when it was decided for good; null until then. */
  readonly decidedBy?: Maybe<User>;
  /** In their order. */
  readonly decisions: ReadonlyArray<ApprovalDecision>;
  readonly expiresAt: Scalars['DateTime']['output'];
  /** sha256, hexadecimal, of kind, subject, `shown` and rule. Give it back with the decision, so that what you saw is what you decide. */
  readonly hash: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  readonly kind: ApprovalKind;
  /** Of the last decision, or why nobody needs to decide any more. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  readonly requestedAt: Scalars['DateTime']['output'];
  readonly requestedBy: User;
  /** The rule as it was when it was asked for. */
  readonly rule: ApprovalRule;
  /** Exactly what is decided; of an amendment or a fix without amounts for whoever does not see them there. */
  readonly shown: Scalars['JSON']['output'];
  readonly status: ApprovalStatus;
  /** What it is about: the customer that would remain, the merge that would be undone, the replay, the exception, or the amendment. Null where that is gone. */
  readonly subject?: Maybe<Node>;
};

export type ApprovalConnection = {
  readonly __typename?: 'ApprovalConnection';
  readonly edges: ReadonlyArray<ApprovalEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** What somebody decided. */
export type ApprovalDecision = {
  readonly __typename?: 'ApprovalDecision';
  readonly approve: Scalars['Boolean']['output'];
  readonly at: Scalars['DateTime']['output'];
  /** Whether it took broken glass, because the person has none of the rule's roles. */
  readonly brokenGlass: Scalars['Boolean']['output'];
  readonly by: User;
  /** Of what was decided: that of the approval. */
  readonly hash: Scalars['String']['output'];
  readonly reason: Scalars['String']['output'];
  /** What the person was when deciding. */
  readonly roles: ReadonlyArray<Role>;
};

export type ApprovalEdge = {
  readonly __typename?: 'ApprovalEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Approval;
};

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

export type ApprovalPayload = MutationPayload & {
  readonly __typename?: 'ApprovalPayload';
  readonly approval?: Maybe<Approval>;
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly run?: Maybe<WorkflowRun>;
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Who must approve what. */
export type ApprovalRule = {
  readonly __typename?: 'ApprovalRule';
  /** How many different persons must approve. */
  readonly approvals: Scalars['Int']['output'];
  /** Whoever decides has one of these when deciding. */
  readonly approverRoles: ReadonlyArray<Role>;
  /** When it applies. */
  readonly condition: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  /** Always false. */
  readonly makerMayApprove: Scalars['Boolean']['output'];
  readonly name: Scalars['String']['output'];
};

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

/** Something that was done, or a reading of something sensitive: an entry of the audit trail, which is only ever added to. */
export type AuditEntry = Node & {
  readonly __typename?: 'AuditEntry';
  /** The account that was used. */
  readonly account: Scalars['String']['output'];
  /** A noun and what was done to it, for example `approval.decided`, `access.revoked`, `record.read`. */
  readonly action: Scalars['String']['output'];
  /** The human who answers for it; `isthmus` for the hub itself. */
  readonly actor: Scalars['String']['output'];
  /** Who acted through the account besides: delegates and impersonators. */
  readonly actors: ReadonlyArray<Scalars['String']['output']>;
  readonly after?: Maybe<Scalars['JSON']['output']>;
  readonly at: Scalars['DateTime']['output'];
  readonly before?: Maybe<Scalars['JSON']['output']>;
  /** The id of the request or of the run; the log of the hub and what came of it have the same. */
  readonly correlationId: Scalars['ID']['output'];
  readonly hash: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  /** Hash of the entry before, and of this one with it: sha256, hexadecimal; docs/audit.md says over what. */
  readonly prevHash: Scalars['String']['output'];
  /** Its number in the trail: from 1, without gaps. */
  readonly sequence: Scalars['Int']['output'];
  /** The id of what it was done to; null where there is none, or more than one. */
  readonly subject?: Maybe<Scalars['ID']['output']>;
};

export type AuditEntryConnection = {
  readonly __typename?: 'AuditEntryConnection';
  /**
   * Whether each entry of this page has the hash that its content gives and follows the one before it, and the trail ends where its head
   * says. `isthmus audit verify` verifies all of it against a signed checkpoint.
   */
  readonly chainVerified: Scalars['Boolean']['output'];
  readonly edges: ReadonlyArray<AuditEntryEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type AuditEntryEdge = {
  readonly __typename?: 'AuditEntryEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: AuditEntry;
};

export type BillingInterval =
  | 'MONTH'
  | 'ONCE'
  | 'QUARTER'
  | 'YEAR';

/** A running agreement to bill. Not called Subscription, because that is the root operation type. */
export type BillingSubscription = CanonicalRecord & Node & {
  readonly __typename?: 'BillingSubscription';
  /** Newest first. */
  readonly amendments?: Maybe<AmendmentConnection>;
  /** Annual recurring revenue; nothing likewise. */
  readonly arr?: Maybe<Money>;
  /** Whether a further term follows by itself. */
  readonly autoRenew?: Maybe<Scalars['Boolean']['output']>;
  readonly contract?: Maybe<Contract>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly currentPeriodEnd?: Maybe<Scalars['Date']['output']>;
  readonly currentPeriodStart?: Maybe<Scalars['Date']['output']>;
  readonly customer?: Maybe<Customer>;
  /** The service it gives the customer the right to. */
  readonly entitlements?: Maybe<ReadonlyArray<Entitlement>>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  readonly items?: Maybe<ReadonlyArray<SubscriptionItem>>;
  /** Monthly recurring revenue; nothing from the day on which it is suspended, cancelled or expired. */
  readonly mrr?: Maybe<Money>;
  readonly number?: Maybe<Scalars['String']['output']>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  readonly status?: Maybe<SubscriptionStatus>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  /** The first day that the current term no longer covers; null for one that runs until it is cancelled. */
  readonly termEnd?: Maybe<Scalars['Date']['output']>;
  readonly termStart?: Maybe<Scalars['Date']['output']>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};


/** A running agreement to bill. Not called Subscription, because that is the root operation type. */
export type BillingSubscriptionamendmentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A running agreement to bill. Not called Subscription, because that is the root operation type. */
export type BillingSubscriptionprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type BillingSubscriptionConnection = {
  readonly __typename?: 'BillingSubscriptionConnection';
  readonly edges: ReadonlyArray<BillingSubscriptionEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type BillingSubscriptionEdge = {
  readonly __typename?: 'BillingSubscriptionEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: BillingSubscription;
};

/** Rights that an administrator took in an emergency. They never reach over the separation of duties. */
export type BreakGlassGrant = {
  readonly __typename?: 'BreakGlassGrant';
  readonly at: Scalars['DateTime']['output'];
  readonly by: User;
  readonly id: Scalars['ID']['output'];
  readonly reason: Scalars['String']['output'];
  readonly until: Scalars['DateTime']['output'];
};

export type BreakGlassInput = {
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** For how long; `access.breakGlassMinutes` at most. */
  readonly minutes: Scalars['Int']['input'];
  /** At least 10 characters; kept, shown and told. */
  readonly reason: Scalars['String']['input'];
};

export type BreakGlassPayload = MutationPayload & {
  readonly __typename?: 'BreakGlassPayload';
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
  readonly grant?: Maybe<BreakGlassGrant>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly run?: Maybe<WorkflowRun>;
  readonly userErrors: ReadonlyArray<UserError>;
};

export type CallHeader = {
  readonly __typename?: 'CallHeader';
  readonly name: Scalars['String']['output'];
  readonly value: Scalars['String']['output'];
};

/** A record assembled from what its sources say. */
export type CanonicalRecord = {
  readonly createdAt: Scalars['DateTime']['output'];
  /** Where the record lives in each source. */
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  /** Why each field has the value it has; all fields that have one, or only those of `paths`. */
  readonly provenance: ReadonlyArray<FieldProvenance>;
  /** How it stands in each source that can have it. */
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly updatedAt: Scalars['DateTime']['output'];
  /** Raised by one each time a field changes. */
  readonly version: Scalars['Int']['output'];
};


/** A record assembled from what its sources say. */
export type CanonicalRecordprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

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

export type Checkpoint = {
  readonly __typename?: 'Checkpoint';
  readonly at: Scalars['DateTime']['output'];
  /** For example `billed`. */
  readonly name: Scalars['String']['output'];
  readonly system?: Maybe<SystemKind>;
};

/** OPEN: calls are refused at once for a while, because too many failed. */
export type CircuitState =
  | 'CLOSED'
  | 'HALF_OPEN'
  | 'OPEN';

export type Comment = {
  readonly __typename?: 'Comment';
  readonly at: Scalars['DateTime']['output'];
  readonly by: User;
  readonly text: Scalars['String']['output'];
};

export type CommitAmendmentInput = {
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why; it takes the place of the preview's reason. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  readonly previewId: Scalars['ID']['input'];
};

/** A person at a customer. */
export type Contact = Node & {
  readonly __typename?: 'Contact';
  readonly customer?: Maybe<Customer>;
  readonly email?: Maybe<Scalars['String']['output']>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly role?: Maybe<Scalars['String']['output']>;
  /** How it stands in each source that can have it. */
  readonly syncStatus: ReadonlyArray<SyncState>;
};

export type ContactConnection = {
  readonly __typename?: 'ContactConnection';
  readonly edges: ReadonlyArray<ContactEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ContactEdge = {
  readonly __typename?: 'ContactEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Contact;
};

/** What was agreed with a customer. */
export type Contract = CanonicalRecord & Node & {
  readonly __typename?: 'Contract';
  /** Annual contract value. */
  readonly acv?: Maybe<Money>;
  /** Of all subscriptions under it, newest first. */
  readonly amendments?: Maybe<AmendmentConnection>;
  readonly autoRenew?: Maybe<Scalars['Boolean']['output']>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly customer?: Maybe<Customer>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  readonly number?: Maybe<Scalars['String']['output']>;
  readonly paymentTerms?: Maybe<Scalars['String']['output']>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  readonly status?: Maybe<ContractStatus>;
  /** What is billed under it. */
  readonly subscriptions?: Maybe<ReadonlyArray<BillingSubscription>>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  /** Total contract value. */
  readonly tcv?: Maybe<Money>;
  readonly termEnd?: Maybe<Scalars['Date']['output']>;
  readonly termStart?: Maybe<Scalars['Date']['output']>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};


/** What was agreed with a customer. */
export type ContractamendmentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What was agreed with a customer. */
export type ContractprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type ContractConnection = {
  readonly __typename?: 'ContractConnection';
  readonly edges: ReadonlyArray<ContractEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ContractEdge = {
  readonly __typename?: 'ContractEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Contract;
};

export type ContractStatus =
  | 'ACTIVE'
  | 'AMENDING'
  | 'DRAFT'
  | 'EXPIRED'
  | 'RENEWED'
  | 'TERMINATED';

/** Money given back against what was invoiced. */
export type CreditMemo = Node & {
  readonly __typename?: 'CreditMemo';
  readonly amount?: Maybe<Money>;
  /** What is not yet applied. */
  readonly balance?: Maybe<Money>;
  readonly id: Scalars['ID']['output'];
  readonly invoice?: Maybe<Invoice>;
  readonly number?: Maybe<Scalars['String']['output']>;
  readonly postings?: Maybe<ReadonlyArray<LedgerPosting>>;
  readonly reason?: Maybe<Scalars['String']['output']>;
  readonly status?: Maybe<CreditMemoStatus>;
  readonly syncStatus: ReadonlyArray<SyncState>;
};

export type CreditMemoStatus =
  | 'APPLIED'
  | 'DRAFT'
  | 'ISSUED'
  | 'PENDING_APPROVAL'
  | 'VOID';

/** A company we do business with, or would like to. */
export type Customer = CanonicalRecord & Node & {
  readonly __typename?: 'Customer';
  readonly accountOwner?: Maybe<User>;
  readonly balances?: Maybe<CustomerBalances>;
  readonly billingAddress?: Maybe<Address>;
  /** All cases, or only those somebody still owes an answer (`open: true`), or only the others. */
  readonly cases?: Maybe<SupportCaseConnection>;
  readonly children?: Maybe<CustomerConnection>;
  readonly contacts?: Maybe<ContactConnection>;
  readonly contracts?: Maybe<ContractConnection>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly creditHold?: Maybe<Scalars['Boolean']['output']>;
  readonly creditLimit?: Maybe<Money>;
  readonly entitlements?: Maybe<EntitlementConnection>;
  /** What its runs wait for a person with, the most severe first; at most 200. */
  readonly exceptions?: Maybe<ExceptionConnection>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly health?: Maybe<CustomerHealth>;
  readonly id: Scalars['ID']['output'];
  readonly industry?: Maybe<Scalars['String']['output']>;
  readonly invoices?: Maybe<InvoiceConnection>;
  /** The company of ours that sells to it. */
  readonly legalEntity?: Maybe<LegalEntity>;
  readonly legalName?: Maybe<Scalars['String']['output']>;
  /** Whom it absorbed by somebody's decision, the last first; merges that were undone too. */
  readonly mergedFrom: ReadonlyArray<MergeRecord>;
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly opportunities?: Maybe<OpportunityConnection>;
  readonly parent?: Maybe<Customer>;
  readonly paymentTerms?: Maybe<Scalars['String']['output']>;
  readonly payments?: Maybe<PaymentConnection>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  /** Sums over the customer and every company below it, in one currency; null where an exchange rate that they need is not known. */
  readonly rollup?: Maybe<CustomerRollup>;
  /** Orchestrated writes for it, newest first. */
  readonly runs?: Maybe<WorkflowRunConnection>;
  readonly segment?: Maybe<Scalars['String']['output']>;
  /** The status in the words of each source that has one. */
  readonly sourceStatus: ReadonlyArray<RawStatus>;
  readonly status?: Maybe<CustomerStatus>;
  readonly subscriptions?: Maybe<BillingSubscriptionConnection>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly taxProfile?: Maybe<TaxProfile>;
  /** What happened, newest first: what the log tells, and the dated facts of records that were there before the log began. */
  readonly timeline?: Maybe<EventConnection>;
  /** The company at the top; null for one that has no parent. */
  readonly ultimateParent?: Maybe<Customer>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};


/** A company we do business with, or would like to. */
export type CustomercasesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomerchildrenArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomercontactsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomercontractsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomerentitlementsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomerexceptionsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomerinvoicesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
};


/** A company we do business with, or would like to. */
export type CustomeropportunitiesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomerpaymentsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomerprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A company we do business with, or would like to. */
export type CustomerrunsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A company we do business with, or would like to. */
export type CustomersubscriptionsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ReadonlyArray<SubscriptionStatus>>;
};


/** A company we do business with, or would like to. */
export type CustomertimelineArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What the customer owes and what it has paid in advance, in its billing currency. */
export type CustomerBalances = {
  readonly __typename?: 'CustomerBalances';
  readonly asOf: Scalars['DateTime']['output'];
  /** Credit memos not yet applied to an invoice. */
  readonly credit: Money;
  readonly open: Money;
  readonly overdue: Money;
  /** Payments not yet applied to an invoice. */
  readonly unapplied: Money;
};

export type CustomerConnection = {
  readonly __typename?: 'CustomerConnection';
  readonly edges: ReadonlyArray<CustomerEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type CustomerEdge = {
  readonly __typename?: 'CustomerEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Customer;
};

/** Conditions side by side must all hold; `and`, `or` and `not` combine them further. */
export type CustomerFilter = {
  readonly and?: InputMaybe<ReadonlyArray<CustomerFilter>>;
  /** Annual recurring revenue in the reporting currency. */
  readonly arrGte?: InputMaybe<Scalars['Decimal']['input']>;
  readonly legalEntity?: InputMaybe<Scalars['ID']['input']>;
  readonly not?: InputMaybe<CustomerFilter>;
  /** At least one open case of such a priority. */
  readonly openCasePriority?: InputMaybe<ReadonlyArray<CasePriority>>;
  readonly or?: InputMaybe<ReadonlyArray<CustomerFilter>>;
  readonly overdueDaysGte?: InputMaybe<Scalars['Int']['input']>;
  readonly region?: InputMaybe<Scalars['String']['input']>;
  readonly renewalBefore?: InputMaybe<Scalars['Date']['input']>;
  /** Beginnings of words of the names, the domain, the ids or the numbers that any system knows the customer by. */
  readonly search?: InputMaybe<Scalars['String']['input']>;
  readonly status?: InputMaybe<ReadonlyArray<CustomerStatus>>;
  /** At least one subscription in such a status. */
  readonly subscriptionStatus?: InputMaybe<ReadonlyArray<SubscriptionStatus>>;
};

export type CustomerHealth = {
  readonly __typename?: 'CustomerHealth';
  readonly openP1: Scalars['Int']['output'];
  /** Age of the oldest overdue invoice. */
  readonly overdueDays: Scalars['Int']['output'];
  readonly reasons: ReadonlyArray<Scalars['String']['output']>;
  /** When the first running subscription comes up for renewal. */
  readonly renewalDate?: Maybe<Scalars['Date']['output']>;
  readonly risk: RiskLevel;
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

export type CustomerPayload = MutationPayload & {
  readonly __typename?: 'CustomerPayload';
  /** What it waits for, or waited for; null where it need not. */
  readonly approval?: Maybe<Approval>;
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
  /** The customer as it is now: unchanged while it waits for the approval. */
  readonly customer?: Maybe<Customer>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly run?: Maybe<WorkflowRun>;
  readonly userErrors: ReadonlyArray<UserError>;
};

export type CustomerRollup = {
  readonly __typename?: 'CustomerRollup';
  readonly arr: Money;
  /** How many companies the sums cover. */
  readonly customers: Scalars['Int']['output'];
  readonly mrr: Money;
  readonly openAr: Money;
  readonly openCases: Scalars['Int']['output'];
};

export type CustomerStatus =
  | 'ACTIVE'
  | 'CHURNED'
  | 'MERGED'
  | 'PENDING_APPROVAL'
  | 'PROSPECT'
  | 'SUSPENDED';

/** A record of a source that could not be taken in after several attempts. What the copy held of it before stays. */
export type DeadLetter = Node & {
  readonly __typename?: 'DeadLetter';
  readonly attempts: Scalars['Int']['output'];
  /** The code of the last error, and what it said. */
  readonly code: Scalars['String']['output'];
  readonly correlationId: Scalars['ID']['output'];
  /** The change that could not be taken in. */
  readonly event: Event;
  readonly externalId: Scalars['String']['output'];
  readonly firstFailedAt: Scalars['DateTime']['output'];
  readonly id: Scalars['ID']['output'];
  /** The type that the record has in this graph. */
  readonly kind: Scalars['String']['output'];
  readonly lastFailedAt: Scalars['DateTime']['output'];
  /** The vendor's name for the object, and its id there. */
  readonly object: Scalars['String']['output'];
  readonly reason: Scalars['String']['output'];
  /** When the record was taken in after all; null while it waits for that. */
  readonly resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Null when the source is no longer configured. */
  readonly source?: Maybe<SourceSystem>;
};

export type DeadLetterConnection = {
  readonly __typename?: 'DeadLetterConnection';
  readonly edges: ReadonlyArray<DeadLetterEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type DeadLetterEdge = {
  readonly __typename?: 'DeadLetterEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: DeadLetter;
};

export type DecideApprovalInput = {
  readonly approvalId: Scalars['ID']['input'];
  readonly approve: Scalars['Boolean']['input'];
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** That of the approval as you saw it; CONFLICT when it is another one. */
  readonly hash?: InputMaybe<Scalars['String']['input']>;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why; a rejection must say it. */
  readonly reason: Scalars['String']['input'];
};

export type DecideMatchInput = {
  /** True: they are one, and are merged; the one with the older id remains. False: never suggested, and never merged by itself. */
  readonly accept: Scalars['Boolean']['input'];
  readonly candidateId: Scalars['ID']['input'];
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
};

export type Dimensions = {
  readonly __typename?: 'Dimensions';
  readonly account?: Maybe<Scalars['String']['output']>;
  readonly class?: Maybe<Scalars['String']['output']>;
  readonly costCenter?: Maybe<Scalars['String']['output']>;
  readonly department?: Maybe<Scalars['String']['output']>;
  readonly location?: Maybe<Scalars['String']['output']>;
};

export type Direction =
  | 'ASC'
  | 'DESC';

/** A value that a person may mend. */
export type EditableField = {
  readonly __typename?: 'EditableField';
  /** The only values that are taken; null: any of the type. */
  readonly allowed?: Maybe<ReadonlyArray<Scalars['JSON']['output']>>;
  /** What the run would use now; null: nothing. */
  readonly current?: Maybe<Scalars['JSON']['output']>;
  /** What it is called in a patch. */
  readonly path: Scalars['String']['output'];
  /** Whether it decides of money, so that others may have to agree. */
  readonly touchesMoney: Scalars['Boolean']['output'];
  /** text, decimal (as text), date (YYYY-MM-DD), choice or boolean. */
  readonly type: Scalars['String']['output'];
};

/** What service a customer may use. */
export type Entitlement = Node & {
  readonly __typename?: 'Entitlement';
  readonly customer?: Maybe<Customer>;
  readonly feature?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The subscription that pays for it. */
  readonly source?: Maybe<BillingSubscription>;
  /** Where the source gives only the days, as of today (UTC). */
  readonly status?: Maybe<EntitlementStatus>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly tier?: Maybe<Scalars['String']['output']>;
  /** Midnight UTC where the source gives only the day. */
  readonly validFrom?: Maybe<Scalars['DateTime']['output']>;
  readonly validTo?: Maybe<Scalars['DateTime']['output']>;
};

export type EntitlementChange = {
  readonly __typename?: 'EntitlementChange';
  readonly effectiveAt: Scalars['DateTime']['output'];
  /** `support` for the tier, `status`, `validFrom`, `validTo`, `subscription`, else the name of a feature. */
  readonly feature: Scalars['String']['output'];
  readonly from?: Maybe<Scalars['String']['output']>;
  readonly to?: Maybe<Scalars['String']['output']>;
};

export type EntitlementConnection = {
  readonly __typename?: 'EntitlementConnection';
  readonly edges: ReadonlyArray<EntitlementEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type EntitlementEdge = {
  readonly __typename?: 'EntitlementEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Entitlement;
};

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

/**
 * Something that happened: an entry of the hub's log, a fact that was history before the hub first read its record, or a change that could
 * not be taken in.
 */
export type Event = Node & {
  readonly __typename?: 'Event';
  /** How often taking the change in was tried. */
  readonly attempts: Scalars['Int']['output'];
  /** What led to it: a message of a vendor, a feed, a replay; null where the hub came upon it while it answered a query. */
  readonly causationId?: Maybe<Scalars['ID']['output']>;
  /** What became of the record; null where that is not known. */
  readonly change?: Maybe<ChangeKind>;
  /** What came of one cause, through every system, has the same; for a fact that is not from the log, its own id. */
  readonly correlationId: Scalars['ID']['output'];
  readonly data: Scalars['JSON']['output'];
  /** The record's version after the change. */
  readonly entityVersion?: Maybe<Scalars['Int']['output']>;
  readonly id: Scalars['ID']['output'];
  /** When it happened at the source, as far as the source told. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** When the hub had stored it; null for a change that could not be taken in. */
  readonly processedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the hub heard of it. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** Of the shape of `data`, which schema/events describes. */
  readonly schemaVersion: Scalars['String']['output'];
  /** Its position in the log, without gaps and in the order of commits; null for what is not from the log, and until it is given. */
  readonly sequence?: Maybe<Scalars['Int']['output']>;
  /** Who told; null for the hub itself, and when the source is no longer configured. */
  readonly source?: Maybe<SourceSystem>;
  readonly state: EventState;
  /** The id of the record, or of the source it is about. */
  readonly subjectId?: Maybe<Scalars['ID']['output']>;
  /** For example `invoice.issued`, `payment.settled`, `case.opened`; `change.received` for a change that could not be taken in. */
  readonly type: Scalars['String']['output'];
};

export type EventConnection = {
  readonly __typename?: 'EventConnection';
  readonly edges: ReadonlyArray<EventEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type EventEdge = {
  readonly __typename?: 'EventEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Event;
};

export type EventState =
  | 'APPLIED'
  /** It could not be taken in after several attempts: see deadLetters. */
  | 'DEAD';

/**
 * What a run could not do by itself and a person can mend: docs/exceptions.md. At most one is open for a run; it stays the same one while the
 * run keeps failing, and ends when its step comes to something.
 */
export type Exception = Node & {
  readonly __typename?: 'Exception';
  /** How long it has been open, or was until it was settled; seconds. */
  readonly age: Scalars['Int']['output'];
  /** The approval that it waits for. */
  readonly approval?: Maybe<Approval>;
  /** Null where nobody has it, and where that person was erased. */
  readonly assignee?: Maybe<User>;
  readonly category: ExceptionCategory;
  readonly code: ErrorCode;
  /** In the order in which they were written. */
  readonly comments: ReadonlyArray<Comment>;
  /** How many customers wait for the same cause. */
  readonly customersAffected: Scalars['Int']['output'];
  readonly dueAt: Scalars['DateTime']['output'];
  /** What a patch may hold. */
  readonly editableFields: ReadonlyArray<EditableField>;
  /** How often it was escalated because it was overdue. */
  readonly escalation: Scalars['Int']['output'];
  /** Everything that was found, the first is what the exception is called after. */
  readonly findings: ReadonlyArray<ExceptionFinding>;
  /** What was done to it and decided about it, from the audit trail, the first thing first. */
  readonly history: ReadonlyArray<ExceptionAct>;
  readonly id: Scalars['ID']['output'];
  /** What is wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
  /** What the run has at stake, in its own currency; 0 of the reporting currency where that is nothing. */
  readonly moneyAtRisk?: Maybe<Money>;
  /** When it is tried again by itself; null where it waits for a person, or for a record to change. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  readonly openedAt: Scalars['DateTime']['output'];
  readonly ownerTeam: Scalars['String']['output'];
  readonly process: ProcessKind;
  /** What somebody proposed and waits for an approval. */
  readonly proposedPatch?: Maybe<Scalars['JSON']['output']>;
  /** The record that the trouble lies in, else what the run is about; null where that is gone. */
  readonly record?: Maybe<Node>;
  /** What many exceptions of one cause have in common. */
  readonly rootCauseKey: Scalars['String']['output'];
  readonly run?: Maybe<WorkflowRun>;
  readonly settledAt?: Maybe<Scalars['DateTime']['output']>;
  readonly severity: Severity;
  readonly skippable: Scalars['Boolean']['output'];
  readonly status: ExceptionStatus;
  /** The step that stopped the run, and whether a person may have the run go on without it. */
  readonly step: Scalars['String']['output'];
  /** Patches that would mend it, the best one first. */
  readonly suggestions: ReadonlyArray<FixSuggestion>;
  /** The system that the step asks or changes; null for the hub itself. */
  readonly system?: Maybe<SourceSystem>;
};

/** Something that was done to an exception, as the audit trail has it. */
export type ExceptionAct = {
  readonly __typename?: 'ExceptionAct';
  /** For example `exception.assigned`, `exception.fixed`, `approval.decided`. */
  readonly action: Scalars['String']['output'];
  readonly after?: Maybe<Scalars['JSON']['output']>;
  readonly at: Scalars['DateTime']['output'];
  readonly before?: Maybe<Scalars['JSON']['output']>;
  /** Null: the hub itself. */
  readonly by?: Maybe<User>;
  readonly correlationId: Scalars['ID']['output'];
  /** Of the entry in the audit trail. */
  readonly id: Scalars['ID']['output'];
};

/** What is to be done with these exceptions, or with all open ones of a cause: exactly one of the two, at most 500 at a time. */
export type ExceptionActionInput = {
  /** Of assignExceptions: a user; null: nobody. */
  readonly assigneeId?: InputMaybe<Scalars['ID']['input']>;
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  readonly exceptionIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The same key again gives the same answer; what an interrupted request has not come to is done then. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Of commentException: the comment. Otherwise, where given, it is kept as a comment too. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** Of fixAndResume: the value of each editable field by its path; left out: it is tried again as it is. */
  readonly patch?: InputMaybe<Scalars['JSON']['input']>;
  readonly rootCauseKey?: InputMaybe<Scalars['String']['input']>;
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

export type ExceptionConnection = {
  readonly __typename?: 'ExceptionConnection';
  readonly edges: ReadonlyArray<ExceptionEdge>;
  /** Of the whole list, in the reporting currency; null where an amount has no rate, because any sum would be a lie. */
  readonly moneyAtRisk?: Maybe<Money>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ExceptionEdge = {
  readonly __typename?: 'ExceptionEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Exception;
};

export type ExceptionFilter = {
  /** The id of a user: what that user has. */
  readonly assigneeId?: InputMaybe<Scalars['ID']['input']>;
  readonly category?: InputMaybe<ReadonlyArray<ExceptionCategory>>;
  /** The id of a legal entity: of the customers that it sells to. */
  readonly legalEntity?: InputMaybe<Scalars['ID']['input']>;
  /** In the reporting currency; an amount without a rate counts as large. */
  readonly moneyAtRiskGte?: InputMaybe<Scalars['Decimal']['input']>;
  readonly olderThanMs?: InputMaybe<Scalars['Int']['input']>;
  /** When it was opened: from included, to not. */
  readonly openedFrom?: InputMaybe<Scalars['DateTime']['input']>;
  readonly openedTo?: InputMaybe<Scalars['DateTime']['input']>;
  readonly ownerTeam?: InputMaybe<Scalars['String']['input']>;
  readonly process?: InputMaybe<ReadonlyArray<ProcessKind>>;
  /**
   * Only what the hub goes on trying by itself, or is being retried; false: only what waits for a person, also where it is tried now and then
   * (nextAttemptAt) because somebody may have mended it elsewhere.
   */
  readonly retrying?: InputMaybe<Scalars['Boolean']['input']>;
  readonly rootCauseKey?: InputMaybe<Scalars['String']['input']>;
  readonly severity?: InputMaybe<ReadonlyArray<Severity>>;
  /** Left out: all that are open. */
  readonly status?: InputMaybe<ReadonlyArray<ExceptionStatus>>;
};

/** One thing that keeps a run from going on. */
export type ExceptionFinding = {
  readonly __typename?: 'ExceptionFinding';
  readonly code: ErrorCode;
  readonly message: Scalars['String']['output'];
  /** Where in the input, or in the system, the trouble is. */
  readonly path?: Maybe<Scalars['String']['output']>;
  readonly system?: Maybe<SystemKind>;
};

/** Exceptions of one cause, which one fix may mend together. */
export type ExceptionGroup = {
  readonly __typename?: 'ExceptionGroup';
  readonly count: Scalars['Int']['output'];
  /** When the first and the last of them was opened. */
  readonly firstOpenedAt: Scalars['DateTime']['output'];
  readonly lastOpenedAt: Scalars['DateTime']['output'];
  /** In the reporting currency; null where an amount has no rate. */
  readonly moneyAtRisk?: Maybe<Money>;
  readonly rootCauseKey: Scalars['String']['output'];
  /** The one that matters most. */
  readonly sample?: Maybe<Exception>;
};

export type ExceptionPayload = MutationPayload & {
  readonly __typename?: 'ExceptionPayload';
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
  /** As they are now, those that there are. */
  readonly exceptions: ReadonlyArray<Exception>;
  readonly replayed: Scalars['Boolean']['output'];
  /** One for each, in the order asked. */
  readonly results: ReadonlyArray<RowResult>;
  /** Of a single exception: its run. */
  readonly run?: Maybe<WorkflowRun>;
  /** What holds for the whole request; what holds for one exception is in its row. */
  readonly userErrors: ReadonlyArray<UserError>;
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

/** Where a record lives in a source; one row for each source instance, object and external id. */
export type ExternalRef = {
  readonly __typename?: 'ExternalRef';
  readonly externalId: Scalars['String']['output'];
  /** Null when the source is no longer configured. */
  readonly instance?: Maybe<SourceSystem>;
  /** The vendor's name for the object: `Account`. */
  readonly object: Scalars['String']['output'];
  /** When the hub last saw this state confirmed by the source. */
  readonly observedAt: Scalars['DateTime']['output'];
  readonly sync: SyncState;
  /** Where a person sees the record in the vendor's own user interface. */
  readonly url?: Maybe<Scalars['String']['output']>;
  /** The vendor's own version or modification stamp. */
  readonly version?: Maybe<Scalars['String']['output']>;
};

export type ExternalRefInput = {
  readonly externalId: Scalars['String']['input'];
  readonly object: Scalars['String']['input'];
  /** The name of a source instance, for example `salesforce`, or a kind of system, for example `CRM`. */
  readonly system: Scalars['String']['input'];
};

/**
 * One way by which changes of a source reach the copy. A source that sends its changes is polled all the same, because no vendor sends
 * every change.
 */
export type Feed = {
  readonly __typename?: 'Feed';
  /** Where it goes on, in the vendor's own words: equal cursors mean that nothing came in between. */
  readonly cursor?: Maybe<Scalars['String']['output']>;
  /** Why it last failed; null when it did not since it last succeeded and its source answers. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** The kind of record it tells of; null for a feed of all kinds. */
  readonly kind?: Maybe<Scalars['String']['output']>;
  /**
   * How far the copy may be behind by it. POLL: the age of `position`. PUSH: 0 while the stream stands and nothing waits, else how long it
   * has been broken or the oldest message waits. BATCH: how far it is behind its schedule. Null for a feed that is paused; at most 2147483647.
   */
  readonly lagMs?: Maybe<Scalars['Int']['output']>;
  /** When a change last came by it. */
  readonly lastChangeAt?: Maybe<Scalars['DateTime']['output']>;
  readonly mode: FeedMode;
  /** `push`, `webhook`, `poll:<Kind>`, or by the clock `batch:<Kind>` and, beside a poll, `whole:<Kind>`. */
  readonly name: Scalars['String']['output'];
  /** Messages that were received and are not taken in yet. */
  readonly pending: Scalars['Int']['output'];
  /** Every change up to here is in the copy, or in the inbox on its way there. */
  readonly position?: Maybe<Scalars['DateTime']['output']>;
  readonly state: FeedState;
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

/** Why a field has the value it has. */
export type FieldProvenance = {
  readonly __typename?: 'FieldProvenance';
  /** Milliseconds since the source last confirmed the value. */
  readonly ageMs: Scalars['Float']['output'];
  /** What the other sources say of the same field. */
  readonly alternatives: ReadonlyArray<AlternativeValue>;
  readonly externalId?: Maybe<Scalars['String']['output']>;
  readonly observedAt: Scalars['DateTime']['output'];
  readonly path: Scalars['String']['output'];
  /** The row of the system-of-record table that decided: `ERP before CRM`. */
  readonly rule: Scalars['String']['output'];
  /** True when a later try to refresh the value failed. */
  readonly stale: Scalars['Boolean']['output'];
  /** The source the value was taken from. */
  readonly system?: Maybe<SourceSystem>;
};

/** What a change comes to, as the systems themselves computed it. */
export type FinancialImpact = {
  readonly __typename?: 'FinancialImpact';
  /** What is invoiced, without tax. */
  readonly chargeNow: Money;
  /** What is credited, without tax. */
  readonly creditNow: Money;
  readonly entitlementChanges: ReadonlyArray<EntitlementChange>;
  /** Of invoices as they are; of credit memos with a sign, so that what is owed is their sum. Their tax is in `tax`. */
  readonly invoiceLines: ReadonlyArray<InvoiceLine>;
  /** Of the monthly recurring revenue. */
  readonly mrrDelta: Money;
  /** As the ledger will get them; they balance. */
  readonly postings?: Maybe<ReadonlyArray<PostingLine>>;
  /** What is recognised more, or less, in each month. */
  readonly revenueDelta: ReadonlyArray<RevenuePeriod>;
  /** Of what is invoiced, less that of what is credited. */
  readonly tax: Money;
  /** Of the total contract value. */
  readonly tcvDelta: Money;
};

/** A patch that would mend it, for a person to accept. */
export type FixSuggestion = {
  readonly __typename?: 'FixSuggestion';
  /** Why it is suggested. */
  readonly basis: Scalars['String']['output'];
  /** From 0 to 1. */
  readonly confidence: Scalars['Float']['output'];
  readonly label: Scalars['String']['output'];
  /** To be given to fixAndResume as it is. */
  readonly patch: Scalars['JSON']['output'];
};

export type HealthState =
  | 'DEGRADED'
  | 'DOWN'
  | 'UP';

/** A demand for payment: subtotal + tax = total, the lines sum to the subtotal. */
export type Invoice = CanonicalRecord & Node & {
  readonly __typename?: 'Invoice';
  readonly agingBucket?: Maybe<AgingBucket>;
  /** The total, also in the currency of the legal entity; null where the books have no rate. */
  readonly amounts?: Maybe<MoneyInEntityCurrency>;
  /** What was paid of it, payment by payment. */
  readonly applications?: Maybe<ReadonlyArray<PaymentApplication>>;
  /** What is still to be paid. */
  readonly balance?: Maybe<Money>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly creditMemos?: Maybe<ReadonlyArray<CreditMemo>>;
  readonly customer?: Maybe<Customer>;
  readonly dueDate?: Maybe<Scalars['Date']['output']>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  readonly issueDate?: Maybe<Scalars['Date']['output']>;
  readonly lines?: Maybe<ReadonlyArray<InvoiceLine>>;
  readonly number?: Maybe<Scalars['String']['output']>;
  /** The journal entries made for it. */
  readonly postings?: Maybe<ReadonlyArray<LedgerPosting>>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  readonly sourceStatus: ReadonlyArray<RawStatus>;
  readonly status?: Maybe<InvoiceStatus>;
  readonly subscription?: Maybe<BillingSubscription>;
  readonly subtotal?: Maybe<Money>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly tax?: Maybe<Money>;
  readonly total?: Maybe<Money>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};


/** A demand for payment: subtotal + tax = total, the lines sum to the subtotal. */
export type InvoiceprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type InvoiceConnection = {
  readonly __typename?: 'InvoiceConnection';
  readonly edges: ReadonlyArray<InvoiceEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type InvoiceEdge = {
  readonly __typename?: 'InvoiceEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Invoice;
};

export type InvoiceLine = {
  readonly __typename?: 'InvoiceLine';
  /** Without tax. */
  readonly amount: Money;
  readonly description: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  readonly periodEnd?: Maybe<Scalars['Date']['output']>;
  readonly periodStart?: Maybe<Scalars['Date']['output']>;
  readonly product?: Maybe<Product>;
  readonly quantity: Scalars['Decimal']['output'];
  readonly taxes: ReadonlyArray<TaxLine>;
};

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

/** A journal entry; its debits equal its credits. */
export type LedgerPosting = Node & {
  readonly __typename?: 'LedgerPosting';
  readonly id: Scalars['ID']['output'];
  readonly legalEntity?: Maybe<LegalEntity>;
  readonly lines?: Maybe<ReadonlyArray<PostingLine>>;
  readonly number?: Maybe<Scalars['String']['output']>;
  readonly period?: Maybe<AccountingPeriod>;
  readonly status?: Maybe<PostingStatus>;
  readonly syncStatus: ReadonlyArray<SyncState>;
};

/** A company of ours that keeps books. */
export type LegalEntity = Node & {
  readonly __typename?: 'LegalEntity';
  readonly code?: Maybe<Scalars['String']['output']>;
  /** The system that keeps its books. */
  readonly erp?: Maybe<SourceSystem>;
  readonly functionalCurrency?: Maybe<Scalars['CurrencyCode']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly openPeriods?: Maybe<ReadonlyArray<AccountingPeriod>>;
  /** The market it serves. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** Where its records must stay, ISO 3166. */
  readonly residency?: Maybe<Scalars['String']['output']>;
  readonly syncStatus: ReadonlyArray<SyncState>;
};

/**
 * What came of what: from the event that set something off, through what the hub did at each vendor, to the records that came of it, and back
 * (docs/lineage.md).
 */
export type Lineage = {
  readonly __typename?: 'Lineage';
  /**
   * False where something is missing: not kept any more, not taken in yet, of an outcome that nobody knows, not for the caller to see, or
   * more than is shown.
   */
  readonly complete: Scalars['Boolean']['output'];
  /** Each from what led to something to what it led to. */
  readonly edges: ReadonlyArray<LineageEdge>;
  /** By time. At most 500. */
  readonly nodes: ReadonlyArray<LineageNode>;
  /** The first event that led to what was asked about; null where none is known. */
  readonly root?: Maybe<Event>;
};

export type LineageDirection =
  | 'BOTH'
  /** What it led to. */
  | 'DOWNSTREAM'
  /** What led to it. */
  | 'UPSTREAM';

export type LineageEdge = {
  readonly __typename?: 'LineageEdge';
  readonly from: Scalars['ID']['output'];
  /**
   * caused: the one led to the other; did: a run did it at a vendor; touched: it made or changed the record there; derived: the one says what
   * the other says, or was made of it.
   */
  readonly relation: Scalars['String']['output'];
  readonly to: Scalars['ID']['output'];
};

/** An event, a run, what a run did at a vendor, a record, or a record at a vendor. */
export type LineageNode = {
  readonly __typename?: 'LineageNode';
  /** When it happened, or since when it is known. */
  readonly at: Scalars['DateTime']['output'];
  /** An id of the hub; the idempotency key of what a run did; `<instance>/<object>/<external id>` of a record at a vendor. */
  readonly id: Scalars['ID']['output'];
  /** `Event`, `WorkflowRun`, `Effect`, `Exception`, `Amendment`, `ExternalRecord`, or the kind of record. */
  readonly kind: Scalars['String']['output'];
  /** What it is, in words. */
  readonly label: Scalars['String']['output'];
  /** sha256, hexadecimal, of what is stored of it: the data of an event, what was sent, what the vendor said. */
  readonly payloadHash?: Maybe<Scalars['String']['output']>;
  /** Where it is or was done; null for what is the hub's own. */
  readonly system?: Maybe<SourceSystem>;
};

export type MappingStatus =
  /** The system knows the product more than once. */
  | 'AMBIGUOUS'
  | 'MAPPED'
  /** The system does not know the product: what is sold cannot be billed or posted there. */
  | 'MISSING'
  | 'RETIRED';

/** Two customers that may be one. A doubtful match never merges by itself. */
export type MatchCandidate = Node & {
  readonly __typename?: 'MatchCandidate';
  readonly id: Scalars['ID']['output'];
  readonly left?: Maybe<Customer>;
  readonly reasons: ReadonlyArray<MatchReason>;
  readonly right?: Maybe<Customer>;
  /** 0 to 1. */
  readonly score: Scalars['Float']['output'];
  readonly status: MatchStatus;
};

export type MatchCandidateConnection = {
  readonly __typename?: 'MatchCandidateConnection';
  readonly edges: ReadonlyArray<MatchCandidateEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type MatchCandidateEdge = {
  readonly __typename?: 'MatchCandidateEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: MatchCandidate;
};

export type MatchReason = {
  readonly __typename?: 'MatchReason';
  readonly feature: Scalars['String']['output'];
  readonly left?: Maybe<Scalars['String']['output']>;
  readonly right?: Maybe<Scalars['String']['output']>;
  readonly weight: Scalars['Float']['output'];
};

export type MatchStatus =
  | 'ACCEPTED'
  | 'AUTO_MERGED'
  | 'PENDING'
  | 'REJECTED';

export type MergeCustomersInput = {
  readonly absorbedId: Scalars['ID']['input'];
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /**
   * Which side's sources decide a field, as `{ "name": "ABSORBED" }`; SURVIVOR for what is not named, where the system-of-record table leaves it
   * open.
   */
  readonly fieldChoices?: InputMaybe<Scalars['JSON']['input']>;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
  readonly survivorId: Scalars['ID']['input'];
};

/** A merge of two customers that somebody decided. */
export type MergeRecord = Node & {
  readonly __typename?: 'MergeRecord';
  /** Resolves to the survivor until the merge is undone. */
  readonly absorbedId: Scalars['ID']['output'];
  readonly at: Scalars['DateTime']['output'];
  /** The id of the user. */
  readonly by: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  /** Whether it can be undone now: it stands, and nothing that came later stands in the way. */
  readonly reversible: Scalars['Boolean']['output'];
  /** Null where no source holds it any more. */
  readonly survivor?: Maybe<Customer>;
  readonly undoneAt?: Maybe<Scalars['DateTime']['output']>;
};

export type Money = {
  readonly __typename?: 'Money';
  readonly amount: Scalars['Decimal']['output'];
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** An amount as agreed with the customer, and as the books of our legal entity see it. */
export type MoneyInEntityCurrency = {
  readonly __typename?: 'MoneyInEntityCurrency';
  readonly functional: Money;
  readonly fxDate: Scalars['Date']['output'];
  /** Units of the functional currency for one unit of the transaction currency. */
  readonly fxRate: Scalars['Decimal']['output'];
  readonly transaction: Money;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Gives exceptions to somebody, or back to their team. */
  readonly assignExceptions: ExceptionPayload;
  /** For administrators: until it ends the caller may read everything and decide by any rule, but never what the caller asked for. */
  readonly breakGlass: BreakGlassPayload;
  /** Calls an amendment off while nothing was written, and undoes what was written while it is under way. CONFLICT for one that is applied. */
  readonly cancelAmendment: AmendmentPayload;
  /** Calls a run off of which nothing was done in any system. */
  readonly cancelRun: RunPayload;
  readonly commentException: ExceptionPayload;
  /** Has a preview carried out. Answers at once with the run; what it changes is what was previewed, to the cent. */
  readonly commitAmendment: AmendmentPayload;
  /** Undoes what a run has done, the last step first. What can no longer be undone is refused. */
  readonly compensateRun: RunPayload;
  /** Decides for or against; what was approved happens with the last decision that it takes. */
  readonly decideApproval: ApprovalPayload;
  readonly decideMatch: CustomerPayload;
  /**
   * Mends what stopped the runs and lets them go on from that step; the steps before it are not done again. A fix that decides of money waits for
   * an approval where the settings ask for one.
   */
  readonly fixAndResume: ExceptionPayload;
  /** Makes two customers one: at once, or when it is approved. The absorbed id resolves to the survivor from then on. */
  readonly mergeCustomers: CustomerPayload;
  /** Stops a run before its next step. What is under way ends first: `asked` says so until then. */
  readonly pauseRun: RunPayload;
  /** Starts a replay and answers at once; `replayProgress` tells how it goes on. */
  readonly replayEvents: ReplayPayload;
  /** Lets a run go on that somebody stopped. One that a step stopped goes on by retryFromStep, or when its exception is dealt with. */
  readonly resumeRun: RunPayload;
  /** Tries the step again as it is: fixAndResume without a patch. */
  readonly retryException: ExceptionPayload;
  /** Tries the step again at which a run stands. What was done is not done again. */
  readonly retryFromStep: RunPayload;
  /** Lets runs go on without the step, where nothing that follows builds on it. */
  readonly skipException: ExceptionPayload;
  /**
   * Carries out a deal that was won: customer, billing account, subscription, ledger, entitlement, contract, and its status in the CRM. Answers at
   * once with the run. CONFLICT names the run of a deal that is being carried out or was.
   */
  readonly startQuoteToCash: RunPayload;
  /** Makes them two again, with all that was each one's; CONFLICT where that cannot be done exactly. */
  readonly unmergeCustomers: CustomerPayload;
};


export type MutationassignExceptionsArgs = {
  input: ExceptionActionInput;
};


export type MutationbreakGlassArgs = {
  input: BreakGlassInput;
};


export type MutationcancelAmendmentArgs = {
  input: RunActionInput;
};


export type MutationcancelRunArgs = {
  input: RunActionInput;
};


export type MutationcommentExceptionArgs = {
  input: ExceptionActionInput;
};


export type MutationcommitAmendmentArgs = {
  input: CommitAmendmentInput;
};


export type MutationcompensateRunArgs = {
  input: RunActionInput;
};


export type MutationdecideApprovalArgs = {
  input: DecideApprovalInput;
};


export type MutationdecideMatchArgs = {
  input: DecideMatchInput;
};


export type MutationfixAndResumeArgs = {
  input: ExceptionActionInput;
};


export type MutationmergeCustomersArgs = {
  input: MergeCustomersInput;
};


export type MutationpauseRunArgs = {
  input: RunActionInput;
};


export type MutationreplayEventsArgs = {
  input: ReplayInput;
};


export type MutationresumeRunArgs = {
  input: RunActionInput;
};


export type MutationretryExceptionArgs = {
  input: ExceptionActionInput;
};


export type MutationretryFromStepArgs = {
  input: RunActionInput;
};


export type MutationskipExceptionArgs = {
  input: ExceptionActionInput;
};


export type MutationstartQuoteToCashArgs = {
  input: StartQuoteToCashInput;
};


export type MutationunmergeCustomersArgs = {
  input: UnmergeInput;
};

/** What every mutation answers. */
export type MutationPayload = {
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
  /** Whether the idempotency key was known and this is the answer of then. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The orchestrated write that it started, or that it is about; null where there is none. */
  readonly run?: Maybe<WorkflowRun>;
  /** What the caller can mend; empty when it was accepted. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Anything that has an id of the hub. */
export type Node = {
  /** Made by the hub and stable for ever; an id absorbed by a merge still finds the survivor. */
  readonly id: Scalars['ID']['output'];
};

/** A deal in the making. */
export type Opportunity = CanonicalRecord & Node & {
  readonly __typename?: 'Opportunity';
  readonly amount?: Maybe<Money>;
  readonly closeDate?: Maybe<Scalars['Date']['output']>;
  readonly contract?: Maybe<Contract>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly customer?: Maybe<Customer>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  /** The last orchestrated write about it. */
  readonly run?: Maybe<WorkflowRun>;
  readonly stage?: Maybe<OpportunityStage>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};


/** A deal in the making. */
export type OpportunityprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type OpportunityConnection = {
  readonly __typename?: 'OpportunityConnection';
  readonly edges: ReadonlyArray<OpportunityEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type OpportunityEdge = {
  readonly __typename?: 'OpportunityEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Opportunity;
};

export type OpportunityStage =
  | 'CLOSED_LOST'
  | 'CLOSED_WON'
  | 'NEGOTIATION'
  | 'OPEN';

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly endCursor?: Maybe<Scalars['Cursor']['output']>;
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor?: Maybe<Scalars['Cursor']['output']>;
};

/** Money received or tried: amount = applications + unapplied. */
export type Payment = CanonicalRecord & Node & {
  readonly __typename?: 'Payment';
  readonly amount?: Maybe<Money>;
  readonly applications?: Maybe<ReadonlyArray<PaymentApplication>>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly customer?: Maybe<Customer>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly failure?: Maybe<PaymentFailure>;
  readonly id: Scalars['ID']['output'];
  readonly method?: Maybe<Scalars['String']['output']>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  /** Midnight UTC where the source gives only the day. */
  readonly receivedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly status?: Maybe<PaymentStatus>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly unapplied?: Maybe<Money>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};


/** Money received or tried: amount = applications + unapplied. */
export type PaymentprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** The part of a payment that pays an invoice. */
export type PaymentApplication = {
  readonly __typename?: 'PaymentApplication';
  readonly amount: Money;
  readonly id: Scalars['ID']['output'];
  /** Null while the invoice is not known yet. */
  readonly invoice?: Maybe<Invoice>;
  readonly payment: Payment;
};

export type PaymentConnection = {
  readonly __typename?: 'PaymentConnection';
  readonly edges: ReadonlyArray<PaymentEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type PaymentEdge = {
  readonly __typename?: 'PaymentEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Payment;
};

export type PaymentFailure = {
  readonly __typename?: 'PaymentFailure';
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
};

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

/** A write to a system that will be made. */
export type PlannedWrite = {
  readonly __typename?: 'PlannedWrite';
  /** What takes it back, in words. */
  readonly compensation?: Maybe<Scalars['String']['output']>;
  readonly operation: Scalars['String']['output'];
  readonly order: Scalars['Int']['output'];
  /** What is sent, as far as it is known before. */
  readonly payload?: Maybe<Scalars['JSON']['output']>;
  readonly system?: Maybe<SourceSystem>;
};

/** Either a debit or a credit. */
export type PostingLine = {
  readonly __typename?: 'PostingLine';
  readonly account: Scalars['String']['output'];
  readonly credit?: Maybe<Money>;
  readonly debit?: Maybe<Money>;
  readonly dimensions: Dimensions;
  readonly memo?: Maybe<Scalars['String']['output']>;
};

export type PostingStatus =
  | 'PENDING'
  | 'POSTED'
  | 'REJECTED'
  | 'REVERSED'
  | 'SUBMITTED'
  | 'UNKNOWN_OUTCOME';

/** What a product costs. */
export type Price = Node & {
  readonly __typename?: 'Price';
  readonly amount?: Maybe<Money>;
  readonly id: Scalars['ID']['output'];
  readonly interval?: Maybe<BillingInterval>;
  readonly model?: Maybe<PriceModel>;
  readonly product?: Maybe<Product>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly tiers?: Maybe<ReadonlyArray<PriceTier>>;
};

export type PriceModel =
  | 'FLAT'
  | 'PER_UNIT'
  | 'TIERED'
  | 'USAGE'
  | 'VOLUME';

export type PriceTier = {
  readonly __typename?: 'PriceTier';
  readonly unitAmount: Money;
  /** The last unit the tier covers; null for the rest. */
  readonly upTo?: Maybe<Scalars['Decimal']['output']>;
};

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

/** Something we sell; known across the systems by its SKU. */
export type Product = CanonicalRecord & Node & {
  readonly __typename?: 'Product';
  readonly createdAt: Scalars['DateTime']['output'];
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  /** Whether each system that must know the product does. */
  readonly mappings: ReadonlyArray<ProductMapping>;
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly prices?: Maybe<ReadonlyArray<Price>>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  /** The rule by which the ledger recognises its revenue; null where it has none. */
  readonly revenueRule?: Maybe<Scalars['String']['output']>;
  readonly sku?: Maybe<Scalars['String']['output']>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};


/** Something we sell; known across the systems by its SKU. */
export type ProductprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type ProductConnection = {
  readonly __typename?: 'ProductConnection';
  readonly edges: ReadonlyArray<ProductEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type ProductEdge = {
  readonly __typename?: 'ProductEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: Product;
};

export type ProductMapping = {
  readonly __typename?: 'ProductMapping';
  readonly externalId?: Maybe<Scalars['String']['output']>;
  /** The revenue account, where the system keeps books. */
  readonly glAccount?: Maybe<Scalars['String']['output']>;
  /** Null where the product is missing from the system. */
  readonly object?: Maybe<Scalars['String']['output']>;
  readonly status: MappingStatus;
  readonly system: SourceSystem;
};

export type Query = {
  readonly __typename?: 'Query';
  /** Newest first. `mine`: what the caller asked for, or may decide by its roles. */
  readonly approvals: ApprovalConnection;
  /**
   * The audit trail, newest first. `actor` is a person, an account, or somebody who acted through one; `from` (included) and `to` (not
   * included) bound when it was done. Asking is recorded too.
   */
  readonly audit: AuditEntryConnection;
  /** The last hundred, the newest first. */
  readonly breakGlassGrants: ReadonlyArray<BreakGlassGrant>;
  readonly contract?: Maybe<Contract>;
  /** One customer, by its id or by where it lives in a source: exactly one of the two. */
  readonly customer?: Maybe<Customer>;
  /** Customers page by page: `first` with `after`, or `last` with `before`; 50 at a time, 200 at most. */
  readonly customers: CustomerConnection;
  /** What waits to be taken in after all; the last one that failed comes first. */
  readonly deadLetters: DeadLetterConnection;
  /**
   * The log, newest position first. `type` names exact types, or all of a noun as `invoice.*`; `source` is the id of who told, or `hub` for what
   * the hub says of itself; `from` (included) and `to` (not included) bound when it happened.
   */
  readonly events: EventConnection;
  /** By cause, what most is at risk of first; at most 200. */
  readonly exceptionGroups: ReadonlyArray<ExceptionGroup>;
  /** The most severe first, then what most is at risk of, for whoever sees amounts; then the oldest. */
  readonly exceptions: ExceptionConnection;
  readonly invoice?: Maybe<Invoice>;
  /** Invoices of all customers, newest first. */
  readonly invoices: InvoiceConnection;
  /**
   * What led to something and what it led to: by an id (of a record, an event, a run, an exception, an amendment, or of a node of a lineage), or by
   * a record at a vendor; exactly one of the two. Null where there is no such thing.
   */
  readonly lineage?: Maybe<Lineage>;
  readonly matchCandidates: MatchCandidateConnection;
  /** The record with this id, whatever its type; null where there is none. */
  readonly node?: Maybe<Node>;
  /** One for each id, in the order asked; null where there is none. At most 200. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  readonly opportunity?: Maybe<Opportunity>;
  readonly payment?: Maybe<Payment>;
  /** What the caller may do: `Type.field` of every field of the graph that its roles or scopes let it ask for (masked ones too). */
  readonly permissions: ReadonlyArray<Scalars['String']['output']>;
  /** Computes what a change would come to, live, and stores it. It changes nothing in any system. */
  readonly previewAmendment: AmendmentPreview;
  /** The catalogue by SKU; `unmappedIn` is the id of a source: only the products it does not know. */
  readonly products: ProductConnection;
  /** What a live replay would do, counted now; for at most 1000 matching events. */
  readonly replayPreview: Replay;
  /** Every source; asking for health or quota asks the sources first. */
  readonly sources: ReadonlyArray<SourceSystem>;
  readonly subscription?: Maybe<BillingSubscription>;
  readonly supportCase?: Maybe<SupportCase>;
  /**
   * Persons of our own company that have called the hub, by name; whom exceptions can be given to. In no order that tells of names to whoever
   * may not read them.
   */
  readonly users: UserConnection;
  /** Who asks. For a service account: the person who answers for it. */
  readonly viewer: User;
  /** Newest first. */
  readonly workflowRuns: WorkflowRunConnection;
};


export type QueryapprovalsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<ReadonlyArray<ApprovalKind>>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
  status?: InputMaybe<ReadonlyArray<ApprovalStatus>>;
};


export type QueryauditArgs = {
  action?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  actor?: InputMaybe<Scalars['String']['input']>;
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  subject?: InputMaybe<Scalars['ID']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QuerycontractArgs = {
  id: Scalars['ID']['input'];
};


export type QuerycustomerArgs = {
  externalRef?: InputMaybe<ExternalRefInput>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerycustomersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  before?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<CustomerOrder>>;
};


export type QuerydeadLettersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryeventsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  correlationId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  source?: InputMaybe<Scalars['ID']['input']>;
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  type?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type QueryexceptionGroupsArgs = {
  filter?: InputMaybe<ExceptionFilter>;
};


export type QueryexceptionsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  filter?: InputMaybe<ExceptionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryinvoiceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryinvoicesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  legalEntity?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
};


export type QuerylineageArgs = {
  direction?: InputMaybe<LineageDirection>;
  externalRef?: InputMaybe<ExternalRefInput>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerymatchCandidatesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ReadonlyArray<MatchStatus>>;
};


export type QuerynodeArgs = {
  id: Scalars['ID']['input'];
};


export type QuerynodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


export type QueryopportunityArgs = {
  id: Scalars['ID']['input'];
};


export type QuerypaymentArgs = {
  id: Scalars['ID']['input'];
};


export type QuerypreviewAmendmentArgs = {
  input: AmendmentInput;
};


export type QueryproductsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  unmappedIn?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryreplayPreviewArgs = {
  input: ReplayInput;
};


export type QuerysubscriptionArgs = {
  id: Scalars['ID']['input'];
};


export type QuerysupportCaseArgs = {
  id: Scalars['ID']['input'];
};


export type QueryusersArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryworkflowRunsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  correlationId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  process?: InputMaybe<ReadonlyArray<ProcessKind>>;
  slaState?: InputMaybe<ReadonlyArray<SlaState>>;
  status?: InputMaybe<ReadonlyArray<RunStatus>>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/**
 * What the account allows. What the hub counts itself (`calls in 24 h`, and the calls at once of each lane) is the use of all nodes and processes
 * of the hub together.
 */
export type Quota = {
  readonly __typename?: 'Quota';
  /** Where it is what one lane has of the calls at once; the limit is then what it and the lanes below it may have together. */
  readonly lane?: Maybe<PriorityLane>;
  readonly limit: Scalars['Float']['output'];
  readonly name: Scalars['String']['output'];
  readonly resetAt?: Maybe<Scalars['DateTime']['output']>;
  readonly used: Scalars['Float']['output'];
};

/** A status in a source's own word. */
export type RawStatus = {
  readonly __typename?: 'RawStatus';
  readonly observedAt: Scalars['DateTime']['output'];
  readonly raw: Scalars['String']['output'];
  readonly system: SystemKind;
};

/**
 * Reading again, from the sources, the records that past events or dead letters are about, and taking in what the copy lacks. A second
 * replay of the same finds nothing to do.
 */
export type Replay = Node & {
  readonly __typename?: 'Replay';
  /** LIVE: records that it changed. */
  readonly applied: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
  /** Why it ended before its end. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Matched ones whose record could not be read or does not fit. */
  readonly failed: Scalars['Int']['output'];
  /** What was asked for. */
  readonly filter: Scalars['JSON']['output'];
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  /** Events or dead letters that fit the filter, as far as it has come. */
  readonly matched: Scalars['Int']['output'];
  readonly mode: ReplayMode;
  readonly ratePerSecond: Scalars['Int']['output'];
  /** Matched ones that changed nothing (DRY_RUN: would change nothing), because the copy has it already. */
  readonly skippedAsDuplicate: Scalars['Int']['output'];
  readonly status: RunStatus;
  /** DRY_RUN: records that a live replay would change. */
  readonly wouldApply: Scalars['Int']['output'];
};

/** Events that match all that is given, or dead letters by id. */
export type ReplayInput = {
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  readonly correlationId?: InputMaybe<Scalars['ID']['input']>;
  readonly deadLetterIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** By when it happened; `from` included, `to` not. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** The same key again gives the same replay. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  readonly mode: ReplayMode;
  /** Records a second, 1 to 1000; 50 when omitted. */
  readonly ratePerSecond?: InputMaybe<Scalars['Int']['input']>;
  readonly subjectId?: InputMaybe<Scalars['ID']['input']>;
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
  /** Exact types, or all of a noun: `invoice.*`. */
  readonly types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type ReplayMode =
  /** Counts what would change, and changes nothing. */
  | 'DRY_RUN'
  | 'LIVE';

export type ReplayPayload = MutationPayload & {
  readonly __typename?: 'ReplayPayload';
  /** What it waits for; null where it need not. */
  readonly approval?: Maybe<Approval>;
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
  readonly replay?: Maybe<Replay>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly run?: Maybe<WorkflowRun>;
  readonly userErrors: ReadonlyArray<UserError>;
};

/** What is recognised in a month. */
export type RevenuePeriod = {
  readonly __typename?: 'RevenuePeriod';
  readonly amount: Money;
  /** `2026-11` */
  readonly period: Scalars['String']['output'];
  /** Whether the month is over. */
  readonly recognized: Scalars['Boolean']['output'];
};

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

/** What a request came to for one of many. */
export type RowResult = {
  readonly __typename?: 'RowResult';
  readonly error?: Maybe<UserError>;
  readonly id: Scalars['ID']['output'];
  readonly ok: Scalars['Boolean']['output'];
};

export type RunActionInput = {
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** Of retryFromStep: the index of the step to begin at; left out: the one at which the run stands. */
  readonly fromStep?: InputMaybe<Scalars['Int']['input']>;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why; it is kept in the audit trail. */
  readonly reason: Scalars['String']['input'];
  readonly runId: Scalars['ID']['input'];
};

export type RunPayload = MutationPayload & {
  readonly __typename?: 'RunPayload';
  readonly clientMutationId?: Maybe<Scalars['String']['output']>;
  readonly replayed: Scalars['Boolean']['output'];
  readonly run?: Maybe<WorkflowRun>;
  readonly userErrors: ReadonlyArray<UserError>;
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

export type RunStep = {
  readonly __typename?: 'RunStep';
  /** Each time that it was tried, the first one first. */
  readonly attempts: ReadonlyArray<StepAttempt>;
  /** The index of the step that this one undoes. */
  readonly compensates?: Maybe<Scalars['Int']['output']>;
  /**
   * When it was done or left out; null while it is not, and of what undoes another one also where a person says that it was undone by hand. A step
   * that was undone keeps the time at which it was done.
   */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** By which the system knows a repeated call; null where none was planned yet. */
  readonly idempotencyKey?: Maybe<Scalars['String']['output']>;
  /** Its place among the steps of the run, from 0. */
  readonly index: Scalars['Int']['output'];
  /** What is sent, as it was stored before the call. */
  readonly input?: Maybe<Scalars['JSON']['output']>;
  readonly name: Scalars['String']['output'];
  /** When it is tried again by itself; null where it is not. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** What came of it. */
  readonly output?: Maybe<Scalars['JSON']['output']>;
  /** When it was first begun; null where it has not begun. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly status: StepStatus;
  /** Which system it asks or changes; null for a step in the hub itself. */
  readonly system?: Maybe<SourceSystem>;
};

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

/** How long something may take. The clock stands while others must agree. */
export type SlaClock = {
  readonly __typename?: 'SlaClock';
  readonly dueAt: Scalars['DateTime']['output'];
  /** How long the clock has stood. At most 2147483647. */
  readonly pausedMs: Scalars['Int']['output'];
  /** For example `AMENDMENT within 4 h`. */
  readonly policy: Scalars['String']['output'];
  /** Until it is due, negative once that is past; null when it has ended. At most 2147483647. */
  readonly remainingMs?: Maybe<Scalars['Int']['output']>;
  readonly startedAt: Scalars['DateTime']['output'];
  readonly state: SlaState;
};

export type SlaState =
  /** Three quarters of the time are over. */
  | 'AT_RISK'
  | 'BREACHED'
  /** It ended in time, whatever its end. */
  | 'MET'
  | 'ON_TRACK'
  /** The clock stands: somebody must agree first. */
  | 'PAUSED';

/** Over the last hundred calls. */
export type SourceHealth = {
  readonly __typename?: 'SourceHealth';
  readonly circuit: CircuitState;
  /** Failed calls divided by calls. */
  readonly errorRate: Scalars['Float']['output'];
  /** The largest lag of its feeds that are LIVE, CATCHING_UP or FAILED; 0 when there is none. At most 2147483647. */
  readonly lagMs: Scalars['Int']['output'];
  readonly p95Ms: Scalars['Float']['output'];
  /** When the state last changed. */
  readonly since: Scalars['DateTime']['output'];
  readonly state: HealthState;
};

/** One account at a vendor that the hub reads. */
export type SourceSystem = Node & {
  readonly __typename?: 'SourceSystem';
  /** The ways by which its changes reach the copy, by name. Empty until the hub has kept the copy true for the first time. */
  readonly feeds: ReadonlyArray<Feed>;
  readonly health: SourceHealth;
  /** `src_` and the name of the instance. */
  readonly id: Scalars['ID']['output'];
  readonly kind: SystemKind;
  /** The legal entities of ours whose books it keeps; empty for a system that keeps no books. */
  readonly legalEntities: ReadonlyArray<LegalEntity>;
  /** The name of the instance in the configuration. */
  readonly name: Scalars['String']['output'];
  /** The allowances of the account, as the vendor told them last and as the hub counts them. */
  readonly quota: ReadonlyArray<Quota>;
  readonly region: Scalars['String']['output'];
  readonly vendor: Scalars['String']['output'];
};

export type StalePolicy =
  /** Answer null and an error at each field that the source decides. */
  | 'FAIL'
  /** Answer null at each field that the source decides; `extensions.sources` says why. */
  | 'NULL_FIELD'
  /** Serve the last value; `extensions.sources` names the source that failed and the age of the value. */
  | 'SERVE_STALE';

export type StartQuoteToCashInput = {
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
  readonly opportunityId: Scalars['ID']['input'];
};

export type StepAttempt = {
  readonly __typename?: 'StepAttempt';
  readonly at: Scalars['DateTime']['output'];
  /**
   * The call of the system by which the attempt ended, as it went over the wire: of several the one that failed, else the last that could change
   * something. Null where none was made, and of attempts before calls were kept. What proves who called is left out.
   */
  readonly call?: Maybe<VendorCall>;
  readonly durationMs: Scalars['Int']['output'];
  readonly error?: Maybe<UserError>;
  /** Of the system's answer; null where there was none. */
  readonly httpStatus?: Maybe<Scalars['Int']['output']>;
  readonly outcome: AttemptOutcome;
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

export type StreamChange = {
  readonly __typename?: 'StreamChange';
  readonly cursor: Scalars['EventCursor']['output'];
  readonly event: Event;
  /** The same event never comes twice; a client that sees one again has gone back by itself. */
  readonly eventId: Scalars['ID']['output'];
  readonly kind: ChangeKind;
  /** What the event is about, as it is now; null when it is gone. */
  readonly node?: Maybe<Node>;
  /** The cursor of the message before this one: when it is another than the last that you saw, something is missing. */
  readonly previous?: Maybe<Scalars['EventCursor']['output']>;
};

/** Nothing else has happened up to this cursor. After a resume the first one says that everything missed has been told. */
export type StreamHeartbeat = {
  readonly __typename?: 'StreamHeartbeat';
  readonly at: Scalars['DateTime']['output'];
  readonly cursor: Scalars['EventCursor']['output'];
  /** How long ago it was last certain that nothing is missing, milliseconds; at most 2147483647. */
  readonly lagMs: Scalars['Int']['output'];
};

/**
 * What every stream is made of. It begins with a snapshot, or behind the cursor given as `after` with what was missed; then it tells each change
 * once and in order, and a heartbeat when nothing happens. Keep the cursor of the last message: with it the stream goes on after a break, at any
 * node. A reset is the last message: the stream must be begun anew without a cursor.
 */
export type StreamMessage = StreamChange | StreamHeartbeat | StreamReset | StreamSnapshot;

/** What follows the given cursor cannot be told any more. The stream has ended. */
export type StreamReset = {
  readonly __typename?: 'StreamReset';
  readonly code: ErrorCode;
  /** How many events of the log can no longer be looked through; 0 when the cursor is ahead of the log. */
  readonly missedAtLeast: Scalars['Int']['output'];
  /** The first cursor behind which everything is still kept. */
  readonly oldestAvailable: Scalars['EventCursor']['output'];
};

/** How things stand; every change after it is told. */
export type StreamSnapshot = {
  readonly __typename?: 'StreamSnapshot';
  readonly at: Scalars['DateTime']['output'];
  readonly cursor: Scalars['EventCursor']['output'];
  readonly nodes: ReadonlyArray<Node>;
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /** Every approval that is asked for, decided or over. The snapshot holds those that wait, at most 200, the newest first. */
  readonly approvalChanged: StreamMessage;
  /** A customer and everything that belongs to it. An id absorbed by a merge follows the survivor. */
  readonly customerChanged: StreamMessage;
  /** The log as it grows. `types` names exact types, or all of a noun as `invoice.*`. The snapshot is empty. */
  readonly eventAppended: StreamMessage;
  /**
   * Exceptions as they are opened, dealt with and settled: those that meet the filter but for its status, so that one is seen to leave.
   * The snapshot holds those that are open, or of the given status, at most 200, the most severe first. A stream takes no `olderThanMs`,
   * `openedFrom`, `openedTo` and `retrying`; one with `assigneeId` also tells of those that are given to somebody else.
   */
  readonly exceptionChanged: StreamMessage;
  /** A replay now and after each step, until it ends; each message is the whole state, so there is no cursor. */
  readonly replayProgress: Replay;
  /** The health of every source. The snapshot holds them all. */
  readonly sourceHealthChanged: StreamMessage;
  /**
   * What the systems say of the records of a customer (omitted: of all), and how well they say it: every change, every record that gets out
   * of step or into it, and the health of the systems. The snapshot holds the customer, or the records that are out of step.
   */
  readonly syncStatusChanged: StreamMessage;
  /** One run, or all of some processes, as they move. The snapshot holds the run, or those that are not over, at most 200, the newest first. */
  readonly workflowRunChanged: StreamMessage;
};


export type SubscriptionapprovalChangedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
};


export type SubscriptioncustomerChangedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  id: Scalars['ID']['input'];
};


export type SubscriptioneventAppendedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  types?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type SubscriptionexceptionChangedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  filter?: InputMaybe<ExceptionFilter>;
};


export type SubscriptionreplayProgressArgs = {
  id: Scalars['ID']['input'];
};


export type SubscriptionsourceHealthChangedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
};


export type SubscriptionsyncStatusChangedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  customerId?: InputMaybe<Scalars['ID']['input']>;
  systems?: InputMaybe<ReadonlyArray<SystemKind>>;
};


export type SubscriptionworkflowRunChangedArgs = {
  after?: InputMaybe<Scalars['EventCursor']['input']>;
  process?: InputMaybe<ReadonlyArray<ProcessKind>>;
  runId?: InputMaybe<Scalars['ID']['input']>;
};

export type SubscriptionItem = {
  readonly __typename?: 'SubscriptionItem';
  /** What one billing interval costs. */
  readonly amount: Money;
  readonly id: Scalars['ID']['output'];
  readonly price?: Maybe<Price>;
  readonly product?: Maybe<Product>;
  readonly quantity: Scalars['Decimal']['output'];
};

export type SubscriptionStatus =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'PAST_DUE'
  | 'PAUSED'
  | 'PENDING'
  | 'SUSPENDED'
  | 'TRIALING';

/** A customer's call for help. */
export type SupportCase = CanonicalRecord & Node & {
  readonly __typename?: 'SupportCase';
  readonly contact?: Maybe<Contact>;
  readonly createdAt: Scalars['DateTime']['output'];
  readonly customer?: Maybe<Customer>;
  /** The entitlement under which the customer was served when it opened the case. */
  readonly entitlement?: Maybe<Entitlement>;
  readonly escalated?: Maybe<Scalars['Boolean']['output']>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  readonly number?: Maybe<Scalars['String']['output']>;
  readonly priority?: Maybe<CasePriority>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  readonly sourceStatus: ReadonlyArray<RawStatus>;
  readonly status?: Maybe<CaseStatus>;
  readonly subject?: Maybe<Scalars['String']['output']>;
  readonly syncStatus: ReadonlyArray<SyncState>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
};


/** A customer's call for help. */
export type SupportCaseprovenanceArgs = {
  paths?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type SupportCaseConnection = {
  readonly __typename?: 'SupportCaseConnection';
  readonly edges: ReadonlyArray<SupportCaseEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type SupportCaseEdge = {
  readonly __typename?: 'SupportCaseEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: SupportCase;
};

/** How a record stands in one source, compared with the copy that this graph answers from. */
export type SyncState = {
  readonly __typename?: 'SyncState';
  /**
   * PENDING and BLOCKED: how long that has lasted. Otherwise how far the regular reading of this kind of record is behind the source.
   * Null where it is not known; at most 2147483647.
   */
  readonly lagMs?: Maybe<Scalars['Int']['output']>;
  /** The newest event of the record that this source told. */
  readonly lastEventId?: Maybe<Scalars['ID']['output']>;
  /** When the state that the copy holds arrived; null where the source does not have the record. */
  readonly lastInboundAt?: Maybe<Scalars['DateTime']['output']>;
  /** How many dead letters of the record wait there, and how many runs that concern it wait for a person because of it. */
  readonly openExceptions: Scalars['Int']['output'];
  /** Why it is not in step. For DRIFTED the names of the fields that differ, without their values: `name differs`. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Since when it is not in step; null where it is, and where that is not known. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  readonly status: SyncStatus;
  /** Null when the source is no longer configured. */
  readonly system?: Maybe<SourceSystem>;
};

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

export type TaxLine = {
  readonly __typename?: 'TaxLine';
  readonly amount: Money;
  readonly jurisdiction: Scalars['String']['output'];
  readonly rate: Scalars['Decimal']['output'];
};

export type TaxProfile = {
  readonly __typename?: 'TaxProfile';
  readonly exemption?: Maybe<Scalars['String']['output']>;
  readonly jurisdictions: ReadonlyArray<Scalars['String']['output']>;
  readonly status: TaxStatus;
  readonly taxIds: ReadonlyArray<Scalars['String']['output']>;
};

export type TaxStatus =
  | 'COMPLETE'
  | 'EXEMPT'
  | 'INCOMPLETE'
  | 'INVALID';

export type UnmergeInput = {
  readonly clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** The same key again gives the same answer and does nothing. */
  readonly idempotencyKey: Scalars['String']['input'];
  readonly mergeId: Scalars['ID']['input'];
};

/** A person of our own company: known by the CRM, or by the tokens they called the hub with. */
export type User = Node & {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What the last token said that the person may be; empty for who is known by the CRM alone. */
  readonly roles: ReadonlyArray<Role>;
  readonly syncStatus: ReadonlyArray<SyncState>;
};

export type UserConnection = {
  readonly __typename?: 'UserConnection';
  readonly edges: ReadonlyArray<UserEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type UserEdge = {
  readonly __typename?: 'UserEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: User;
};

export type UserError = {
  readonly __typename?: 'UserError';
  readonly code: ErrorCode;
  readonly correlationId: Scalars['ID']['output'];
  /** Where in the input the trouble is. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly message: Scalars['String']['output'];
  readonly retryable: Scalars['Boolean']['output'];
  /** The system that refused it; null where the hub did. */
  readonly system?: Maybe<SystemKind>;
};

/** A call of a system as it went over the wire. A secret in it is `***`. */
export type VendorCall = {
  readonly __typename?: 'VendorCall';
  /** What was sent; an answer's headers are not kept. */
  readonly headers: ReadonlyArray<CallHeader>;
  readonly method: Scalars['String']['output'];
  /** Null where nothing was sent in it, and where somebody whom it may name was erased. At most 16 KiB. */
  readonly requestBody?: Maybe<Scalars['String']['output']>;
  /** Null where nothing was answered, and where somebody whom it may name was erased. At most 16 KiB. */
  readonly responseBody?: Maybe<Scalars['String']['output']>;
  /** Null where nothing was answered. */
  readonly status?: Maybe<Scalars['Int']['output']>;
  /** Whether a body was longer than what is kept of it. */
  readonly truncated: Scalars['Boolean']['output'];
  readonly url: Scalars['String']['output'];
};

/**
 * An orchestrated write: one change of the business, carried through several systems step by step, once, entirely or not at all. What it could
 * not do by itself waits in it for a person.
 */
export type WorkflowRun = Node & {
  readonly __typename?: 'WorkflowRun';
  /** What had to be agreed to for it, in the order in which it was asked for. */
  readonly approvals?: Maybe<ReadonlyArray<Approval>>;
  /** What somebody asked for while it was moving; it comes about when the step that is under way has ended. */
  readonly asked?: Maybe<RunWish>;
  /** What it has reached, in words of the business. */
  readonly checkpoints: ReadonlyArray<Checkpoint>;
  /** What came of it, through every system, has the same. */
  readonly correlationId: Scalars['ID']['output'];
  /** What it waits for a person with, or did last; null where there never was any. */
  readonly exception?: Maybe<Exception>;
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly id: Scalars['ID']['output'];
  /** What is at stake while it is not done; null once it is over. */
  readonly moneyAtRisk?: Maybe<Money>;
  readonly process: ProcessKind;
  /** Of the steps it follows: a run ends on the version on which it began. */
  readonly processVersion: Scalars['String']['output'];
  /** Why it stands still or ended as it did, a sentence: what stopped it, or what somebody said who paused it, called it off or had it undone. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** How long it may take and has taken; null where no time is set for its process. */
  readonly sla?: Maybe<SlaClock>;
  readonly startedAt: Scalars['DateTime']['output'];
  readonly startedBy: User;
  readonly status: RunStatus;
  /** All of them in their order, also those that lie ahead; behind them those that undo others, in the order in which they do. */
  readonly steps: ReadonlyArray<RunStep>;
  /** What it is about; null where that is gone. */
  readonly subject?: Maybe<Node>;
  /**
   * What it does, in the words of the business, without amounts: `Quantity 5 to 9 of Advanced seats for Halden Instruments`,
   * `Deal Expansion 2026 of Halden Instruments`. Of what the caller may not see it says nothing.
   */
  readonly summary: Scalars['String']['output'];
  /** What set it off; null where somebody asked for it. */
  readonly trigger?: Maybe<Event>;
};

export type WorkflowRunConnection = {
  readonly __typename?: 'WorkflowRunConnection';
  readonly edges: ReadonlyArray<WorkflowRunEdge>;
  readonly pageInfo: PageInfo;
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

export type WorkflowRunEdge = {
  readonly __typename?: 'WorkflowRunEdge';
  readonly cursor: Scalars['Cursor']['output'];
  readonly node: WorkflowRun;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  CanonicalRecord:
    | ( Stored<'BillingSubscription'> )
    | ( Stored<'Contract'> )
    | ( Stored<'Customer'> )
    | ( Stored<'Invoice'> )
    | ( Stored<'Opportunity'> )
    | ( Stored<'Payment'> )
    | ( Stored<'Product'> )
    | ( Stored<'SupportCase'> )
  ;
  MutationPayload:
    | ( Omit<AmendmentPayload, 'amendment' | 'approval' | 'run'> & { amendment?: Maybe<_RefType['Amendment']>, approval?: Maybe<_RefType['Approval']>, run?: Maybe<_RefType['WorkflowRun']> } )
    | ( Omit<ApprovalPayload, 'approval' | 'run'> & { approval?: Maybe<_RefType['Approval']>, run?: Maybe<_RefType['WorkflowRun']> } )
    | ( Omit<BreakGlassPayload, 'grant' | 'run'> & { grant?: Maybe<_RefType['BreakGlassGrant']>, run?: Maybe<_RefType['WorkflowRun']> } )
    | ( Omit<CustomerPayload, 'approval' | 'customer' | 'run'> & { approval?: Maybe<_RefType['Approval']>, customer?: Maybe<_RefType['Customer']>, run?: Maybe<_RefType['WorkflowRun']> } )
    | ( Omit<ExceptionPayload, 'exceptions' | 'results' | 'run'> & { exceptions: ReadonlyArray<_RefType['Exception']>, results: ReadonlyArray<_RefType['RowResult']>, run?: Maybe<_RefType['WorkflowRun']> } )
    | ( Omit<ReplayPayload, 'approval' | 'replay' | 'run'> & { approval?: Maybe<_RefType['Approval']>, replay?: Maybe<_RefType['Replay']>, run?: Maybe<_RefType['WorkflowRun']> } )
    | ( Omit<RunPayload, 'run'> & { run?: Maybe<_RefType['WorkflowRun']> } )
  ;
  Node:
    | ( Stored<'AccountingPeriod'> )
    | ( AmendmentState )
    | ( PreviewState )
    | ( ApprovalState )
    | ( AuditView )
    | ( Stored<'BillingSubscription'> )
    | ( Stored<'Contact'> )
    | ( Stored<'Contract'> )
    | ( Stored<'CreditMemo'> )
    | ( Stored<'Customer'> )
    | ( DeadLetterView )
    | ( Stored<'Entitlement'> )
    | ( EventParent )
    | ( ExceptionState )
    | ( Stored<'Invoice'> )
    | ( Stored<'LedgerPosting'> )
    | ( Stored<'LegalEntity'> )
    | ( Candidate )
    | ( MergeState )
    | ( Stored<'Opportunity'> )
    | ( Stored<'Payment'> )
    | ( Stored<'Price'> )
    | ( Stored<'Product'> )
    | ( ReplayState )
    | ( SourceInfo )
    | ( Stored<'SupportCase'> )
    | ( UserParent )
    | ( RunState )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountingPeriod: ResolverTypeWrapper<Stored<'AccountingPeriod'>>;
  Address: ResolverTypeWrapper<Address>;
  AgingBucket: AgingBucket;
  AlternativeValue: ResolverTypeWrapper<AlternativeParent>;
  Amendment: ResolverTypeWrapper<AmendmentState>;
  AmendmentChange: ResolverTypeWrapper<AmendmentChangeParent>;
  AmendmentConnection: ResolverTypeWrapper<Connection<AmendmentState>>;
  AmendmentEdge: ResolverTypeWrapper<Edge<AmendmentState>>;
  AmendmentInput: AmendmentInput;
  AmendmentItemInput: AmendmentItemInput;
  AmendmentPayload: ResolverTypeWrapper<Omit<AmendmentPayload, 'amendment' | 'approval' | 'run'> & { amendment?: Maybe<ResolversTypes['Amendment']>, approval?: Maybe<ResolversTypes['Approval']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  AmendmentPreview: ResolverTypeWrapper<PreviewState>;
  AmendmentStatus: AmendmentStatus;
  AmendmentType: AmendmentType;
  Approval: ResolverTypeWrapper<ApprovalState>;
  ApprovalConnection: ResolverTypeWrapper<Connection<ApprovalState>>;
  ApprovalDecision: ResolverTypeWrapper<DecisionState>;
  ApprovalEdge: ResolverTypeWrapper<Edge<ApprovalState>>;
  ApprovalKind: ApprovalKind;
  ApprovalPayload: ResolverTypeWrapper<Omit<ApprovalPayload, 'approval' | 'run'> & { approval?: Maybe<ResolversTypes['Approval']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  ApprovalRule: ResolverTypeWrapper<RuleParent>;
  ApprovalStatus: ApprovalStatus;
  AttemptOutcome: AttemptOutcome;
  AuditEntry: ResolverTypeWrapper<AuditView>;
  AuditEntryConnection: ResolverTypeWrapper<Connection<AuditView>>;
  AuditEntryEdge: ResolverTypeWrapper<Edge<AuditView>>;
  BillingInterval: BillingInterval;
  BillingSubscription: ResolverTypeWrapper<Stored<'BillingSubscription'>>;
  BillingSubscriptionConnection: ResolverTypeWrapper<Page<'BillingSubscription'>>;
  BillingSubscriptionEdge: ResolverTypeWrapper<PageEdge<'BillingSubscription'>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BreakGlassGrant: ResolverTypeWrapper<GrantState>;
  BreakGlassInput: BreakGlassInput;
  BreakGlassPayload: ResolverTypeWrapper<Omit<BreakGlassPayload, 'grant' | 'run'> & { grant?: Maybe<ResolversTypes['BreakGlassGrant']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  CallHeader: ResolverTypeWrapper<CallHeader>;
  CanonicalRecord: ResolverTypeWrapper<Stored>;
  CasePriority: CasePriority;
  CaseStatus: CaseStatus;
  ChangeKind: ChangeKind;
  Checkpoint: ResolverTypeWrapper<CheckpointState>;
  CircuitState: CircuitState;
  Comment: ResolverTypeWrapper<CommentState>;
  CommitAmendmentInput: CommitAmendmentInput;
  Contact: ResolverTypeWrapper<Stored<'Contact'>>;
  ContactConnection: ResolverTypeWrapper<Page<'Contact'>>;
  ContactEdge: ResolverTypeWrapper<PageEdge<'Contact'>>;
  Contract: ResolverTypeWrapper<Stored<'Contract'>>;
  ContractConnection: ResolverTypeWrapper<Page<'Contract'>>;
  ContractEdge: ResolverTypeWrapper<PageEdge<'Contract'>>;
  ContractStatus: ContractStatus;
  CreditMemo: ResolverTypeWrapper<Stored<'CreditMemo'>>;
  CreditMemoStatus: CreditMemoStatus;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Cursor: ResolverTypeWrapper<Scalars['Cursor']['output']>;
  Customer: ResolverTypeWrapper<Stored<'Customer'>>;
  CustomerBalances: ResolverTypeWrapper<CustomerBalances>;
  CustomerConnection: ResolverTypeWrapper<Page<'Customer'>>;
  CustomerEdge: ResolverTypeWrapper<PageEdge<'Customer'>>;
  CustomerFilter: CustomerFilter;
  CustomerHealth: ResolverTypeWrapper<CustomerHealth>;
  CustomerOrder: CustomerOrder;
  CustomerOrderField: CustomerOrderField;
  CustomerPayload: ResolverTypeWrapper<Omit<CustomerPayload, 'approval' | 'customer' | 'run'> & { approval?: Maybe<ResolversTypes['Approval']>, customer?: Maybe<ResolversTypes['Customer']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  CustomerRollup: ResolverTypeWrapper<CustomerRollup>;
  CustomerStatus: CustomerStatus;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeadLetter: ResolverTypeWrapper<DeadLetterView>;
  DeadLetterConnection: ResolverTypeWrapper<Connection<DeadLetterView>>;
  DeadLetterEdge: ResolverTypeWrapper<Edge<DeadLetterView>>;
  DecideApprovalInput: DecideApprovalInput;
  DecideMatchInput: DecideMatchInput;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Dimensions: ResolverTypeWrapper<Dimensions>;
  Direction: Direction;
  EditableField: ResolverTypeWrapper<EditableField>;
  Entitlement: ResolverTypeWrapper<Stored<'Entitlement'>>;
  EntitlementChange: ResolverTypeWrapper<EntitlementChange>;
  EntitlementConnection: ResolverTypeWrapper<Page<'Entitlement'>>;
  EntitlementEdge: ResolverTypeWrapper<PageEdge<'Entitlement'>>;
  EntitlementStatus: EntitlementStatus;
  ErrorCode: ErrorCode;
  Event: ResolverTypeWrapper<EventParent>;
  EventConnection: ResolverTypeWrapper<Connection<EventParent>>;
  EventCursor: ResolverTypeWrapper<Scalars['EventCursor']['output']>;
  EventEdge: ResolverTypeWrapper<Edge<EventParent>>;
  EventState: EventState;
  Exception: ResolverTypeWrapper<ExceptionState>;
  ExceptionAct: ResolverTypeWrapper<ActState>;
  ExceptionActionInput: ExceptionActionInput;
  ExceptionCategory: ExceptionCategory;
  ExceptionConnection: ResolverTypeWrapper<ExceptionsPage>;
  ExceptionEdge: ResolverTypeWrapper<Edge<ExceptionState>>;
  ExceptionFilter: ExceptionFilter;
  ExceptionFinding: ResolverTypeWrapper<ExceptionFinding>;
  ExceptionGroup: ResolverTypeWrapper<GroupState>;
  ExceptionPayload: ResolverTypeWrapper<Omit<ExceptionPayload, 'exceptions' | 'results' | 'run'> & { exceptions: ReadonlyArray<ResolversTypes['Exception']>, results: ReadonlyArray<ResolversTypes['RowResult']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  ExceptionStatus: ExceptionStatus;
  ExternalRef: ResolverTypeWrapper<Reference>;
  ExternalRefInput: ExternalRefInput;
  Feed: ResolverTypeWrapper<FeedView>;
  FeedMode: FeedMode;
  FeedState: FeedState;
  FieldProvenance: ResolverTypeWrapper<FieldOrigin>;
  FinancialImpact: ResolverTypeWrapper<ImpactParent>;
  FixSuggestion: ResolverTypeWrapper<FixSuggestion>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  HealthState: HealthState;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Invoice: ResolverTypeWrapper<Stored<'Invoice'>>;
  InvoiceConnection: ResolverTypeWrapper<Page<'Invoice'>>;
  InvoiceEdge: ResolverTypeWrapper<PageEdge<'Invoice'>>;
  InvoiceLine: ResolverTypeWrapper<InvoiceLineParent>;
  InvoiceStatus: InvoiceStatus;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LedgerPosting: ResolverTypeWrapper<Stored<'LedgerPosting'>>;
  LegalEntity: ResolverTypeWrapper<Stored<'LegalEntity'>>;
  Lineage: ResolverTypeWrapper<Omit<Lineage, 'nodes' | 'root'> & { nodes: ReadonlyArray<ResolversTypes['LineageNode']>, root?: Maybe<ResolversTypes['Event']> }>;
  LineageDirection: LineageDirection;
  LineageEdge: ResolverTypeWrapper<LineageEdge>;
  LineageNode: ResolverTypeWrapper<Omit<LineageNode, 'system'> & { system?: Maybe<ResolversTypes['SourceSystem']> }>;
  MappingStatus: MappingStatus;
  MatchCandidate: ResolverTypeWrapper<Candidate>;
  MatchCandidateConnection: ResolverTypeWrapper<Connection<Candidate>>;
  MatchCandidateEdge: ResolverTypeWrapper<Edge<Candidate>>;
  MatchReason: ResolverTypeWrapper<MatchReason>;
  MatchStatus: MatchStatus;
  MergeCustomersInput: MergeCustomersInput;
  MergeRecord: ResolverTypeWrapper<MergeState>;
  Money: ResolverTypeWrapper<Money>;
  MoneyInEntityCurrency: ResolverTypeWrapper<MoneyInEntityCurrency>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  MutationPayload: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['MutationPayload']>;
  Node: ResolverTypeWrapper<NodeParent>;
  Opportunity: ResolverTypeWrapper<Stored<'Opportunity'>>;
  OpportunityConnection: ResolverTypeWrapper<Page<'Opportunity'>>;
  OpportunityEdge: ResolverTypeWrapper<PageEdge<'Opportunity'>>;
  OpportunityStage: OpportunityStage;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Payment: ResolverTypeWrapper<Stored<'Payment'>>;
  PaymentApplication: ResolverTypeWrapper<ApplicationParent>;
  PaymentConnection: ResolverTypeWrapper<Page<'Payment'>>;
  PaymentEdge: ResolverTypeWrapper<PageEdge<'Payment'>>;
  PaymentFailure: ResolverTypeWrapper<PaymentFailure>;
  PaymentStatus: PaymentStatus;
  PeriodStatus: PeriodStatus;
  PlannedWrite: ResolverTypeWrapper<PlannedState>;
  PostingLine: ResolverTypeWrapper<PostingLine>;
  PostingStatus: PostingStatus;
  Price: ResolverTypeWrapper<Stored<'Price'>>;
  PriceModel: PriceModel;
  PriceTier: ResolverTypeWrapper<PriceTier>;
  PriorityLane: PriorityLane;
  ProcessKind: ProcessKind;
  Product: ResolverTypeWrapper<Stored<'Product'>>;
  ProductConnection: ResolverTypeWrapper<Page<'Product'>>;
  ProductEdge: ResolverTypeWrapper<PageEdge<'Product'>>;
  ProductMapping: ResolverTypeWrapper<ProductMappingParent>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quota: ResolverTypeWrapper<Quota>;
  RawStatus: ResolverTypeWrapper<RawStatus>;
  Replay: ResolverTypeWrapper<ReplayState>;
  ReplayInput: ReplayInput;
  ReplayMode: ReplayMode;
  ReplayPayload: ResolverTypeWrapper<Omit<ReplayPayload, 'approval' | 'replay' | 'run'> & { approval?: Maybe<ResolversTypes['Approval']>, replay?: Maybe<ResolversTypes['Replay']>, run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  RevenuePeriod: ResolverTypeWrapper<RevenuePeriod>;
  RiskLevel: RiskLevel;
  Role: Role;
  RowResult: ResolverTypeWrapper<RowResultParent>;
  RunActionInput: RunActionInput;
  RunPayload: ResolverTypeWrapper<Omit<RunPayload, 'run'> & { run?: Maybe<ResolversTypes['WorkflowRun']> }>;
  RunStatus: RunStatus;
  RunStep: ResolverTypeWrapper<StepState>;
  RunWish: RunWish;
  Severity: Severity;
  SlaClock: ResolverTypeWrapper<SlaClock>;
  SlaState: SlaState;
  SourceHealth: ResolverTypeWrapper<HealthParent>;
  SourceSystem: ResolverTypeWrapper<SourceInfo>;
  StalePolicy: StalePolicy;
  StartQuoteToCashInput: StartQuoteToCashInput;
  StepAttempt: ResolverTypeWrapper<AttemptParent>;
  StepStatus: StepStatus;
  StreamChange: ResolverTypeWrapper<ChangeParent>;
  StreamHeartbeat: ResolverTypeWrapper<HeartbeatParent>;
  StreamMessage: ResolverTypeWrapper<MessageParent>;
  StreamReset: ResolverTypeWrapper<ResetParent>;
  StreamSnapshot: ResolverTypeWrapper<SnapshotParent>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SubscriptionItem: ResolverTypeWrapper<SubscriptionItemParent>;
  SubscriptionStatus: SubscriptionStatus;
  SupportCase: ResolverTypeWrapper<Stored<'SupportCase'>>;
  SupportCaseConnection: ResolverTypeWrapper<Page<'SupportCase'>>;
  SupportCaseEdge: ResolverTypeWrapper<PageEdge<'SupportCase'>>;
  SyncState: ResolverTypeWrapper<SyncView>;
  SyncStatus: SyncStatus;
  SystemKind: SystemKind;
  TaxLine: ResolverTypeWrapper<TaxLine>;
  TaxProfile: ResolverTypeWrapper<TaxProfile>;
  TaxStatus: TaxStatus;
  UnmergeInput: UnmergeInput;
  User: ResolverTypeWrapper<UserParent>;
  UserConnection: ResolverTypeWrapper<Connection<UserParent>>;
  UserEdge: ResolverTypeWrapper<Edge<UserParent>>;
  UserError: ResolverTypeWrapper<UserError>;
  VendorCall: ResolverTypeWrapper<CallState>;
  WorkflowRun: ResolverTypeWrapper<RunState>;
  WorkflowRunConnection: ResolverTypeWrapper<Connection<RunState>>;
  WorkflowRunEdge: ResolverTypeWrapper<Edge<RunState>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountingPeriod: Stored<'AccountingPeriod'>;
  Address: Address;
  AlternativeValue: AlternativeParent;
  Amendment: AmendmentState;
  AmendmentChange: AmendmentChangeParent;
  AmendmentConnection: Connection<AmendmentState>;
  AmendmentEdge: Edge<AmendmentState>;
  AmendmentInput: AmendmentInput;
  AmendmentItemInput: AmendmentItemInput;
  AmendmentPayload: Omit<AmendmentPayload, 'amendment' | 'approval' | 'run'> & { amendment?: Maybe<ResolversParentTypes['Amendment']>, approval?: Maybe<ResolversParentTypes['Approval']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  AmendmentPreview: PreviewState;
  Approval: ApprovalState;
  ApprovalConnection: Connection<ApprovalState>;
  ApprovalDecision: DecisionState;
  ApprovalEdge: Edge<ApprovalState>;
  ApprovalPayload: Omit<ApprovalPayload, 'approval' | 'run'> & { approval?: Maybe<ResolversParentTypes['Approval']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  ApprovalRule: RuleParent;
  AuditEntry: AuditView;
  AuditEntryConnection: Connection<AuditView>;
  AuditEntryEdge: Edge<AuditView>;
  BillingSubscription: Stored<'BillingSubscription'>;
  BillingSubscriptionConnection: Page<'BillingSubscription'>;
  BillingSubscriptionEdge: PageEdge<'BillingSubscription'>;
  Boolean: Scalars['Boolean']['output'];
  BreakGlassGrant: GrantState;
  BreakGlassInput: BreakGlassInput;
  BreakGlassPayload: Omit<BreakGlassPayload, 'grant' | 'run'> & { grant?: Maybe<ResolversParentTypes['BreakGlassGrant']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  CallHeader: CallHeader;
  CanonicalRecord: Stored;
  Checkpoint: CheckpointState;
  Comment: CommentState;
  CommitAmendmentInput: CommitAmendmentInput;
  Contact: Stored<'Contact'>;
  ContactConnection: Page<'Contact'>;
  ContactEdge: PageEdge<'Contact'>;
  Contract: Stored<'Contract'>;
  ContractConnection: Page<'Contract'>;
  ContractEdge: PageEdge<'Contract'>;
  CreditMemo: Stored<'CreditMemo'>;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Cursor: Scalars['Cursor']['output'];
  Customer: Stored<'Customer'>;
  CustomerBalances: CustomerBalances;
  CustomerConnection: Page<'Customer'>;
  CustomerEdge: PageEdge<'Customer'>;
  CustomerFilter: CustomerFilter;
  CustomerHealth: CustomerHealth;
  CustomerOrder: CustomerOrder;
  CustomerPayload: Omit<CustomerPayload, 'approval' | 'customer' | 'run'> & { approval?: Maybe<ResolversParentTypes['Approval']>, customer?: Maybe<ResolversParentTypes['Customer']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  CustomerRollup: CustomerRollup;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeadLetter: DeadLetterView;
  DeadLetterConnection: Connection<DeadLetterView>;
  DeadLetterEdge: Edge<DeadLetterView>;
  DecideApprovalInput: DecideApprovalInput;
  DecideMatchInput: DecideMatchInput;
  Decimal: Scalars['Decimal']['output'];
  Dimensions: Dimensions;
  EditableField: EditableField;
  Entitlement: Stored<'Entitlement'>;
  EntitlementChange: EntitlementChange;
  EntitlementConnection: Page<'Entitlement'>;
  EntitlementEdge: PageEdge<'Entitlement'>;
  Event: EventParent;
  EventConnection: Connection<EventParent>;
  EventCursor: Scalars['EventCursor']['output'];
  EventEdge: Edge<EventParent>;
  Exception: ExceptionState;
  ExceptionAct: ActState;
  ExceptionActionInput: ExceptionActionInput;
  ExceptionConnection: ExceptionsPage;
  ExceptionEdge: Edge<ExceptionState>;
  ExceptionFilter: ExceptionFilter;
  ExceptionFinding: ExceptionFinding;
  ExceptionGroup: GroupState;
  ExceptionPayload: Omit<ExceptionPayload, 'exceptions' | 'results' | 'run'> & { exceptions: ReadonlyArray<ResolversParentTypes['Exception']>, results: ReadonlyArray<ResolversParentTypes['RowResult']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  ExternalRef: Reference;
  ExternalRefInput: ExternalRefInput;
  Feed: FeedView;
  FieldProvenance: FieldOrigin;
  FinancialImpact: ImpactParent;
  FixSuggestion: FixSuggestion;
  Float: Scalars['Float']['output'];
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Invoice: Stored<'Invoice'>;
  InvoiceConnection: Page<'Invoice'>;
  InvoiceEdge: PageEdge<'Invoice'>;
  InvoiceLine: InvoiceLineParent;
  JSON: Scalars['JSON']['output'];
  LedgerPosting: Stored<'LedgerPosting'>;
  LegalEntity: Stored<'LegalEntity'>;
  Lineage: Omit<Lineage, 'nodes' | 'root'> & { nodes: ReadonlyArray<ResolversParentTypes['LineageNode']>, root?: Maybe<ResolversParentTypes['Event']> };
  LineageEdge: LineageEdge;
  LineageNode: Omit<LineageNode, 'system'> & { system?: Maybe<ResolversParentTypes['SourceSystem']> };
  MatchCandidate: Candidate;
  MatchCandidateConnection: Connection<Candidate>;
  MatchCandidateEdge: Edge<Candidate>;
  MatchReason: MatchReason;
  MergeCustomersInput: MergeCustomersInput;
  MergeRecord: MergeState;
  Money: Money;
  MoneyInEntityCurrency: MoneyInEntityCurrency;
  Mutation: Record<PropertyKey, never>;
  MutationPayload: ResolversInterfaceTypes<ResolversParentTypes>['MutationPayload'];
  Node: NodeParent;
  Opportunity: Stored<'Opportunity'>;
  OpportunityConnection: Page<'Opportunity'>;
  OpportunityEdge: PageEdge<'Opportunity'>;
  PageInfo: PageInfo;
  Payment: Stored<'Payment'>;
  PaymentApplication: ApplicationParent;
  PaymentConnection: Page<'Payment'>;
  PaymentEdge: PageEdge<'Payment'>;
  PaymentFailure: PaymentFailure;
  PlannedWrite: PlannedState;
  PostingLine: PostingLine;
  Price: Stored<'Price'>;
  PriceTier: PriceTier;
  Product: Stored<'Product'>;
  ProductConnection: Page<'Product'>;
  ProductEdge: PageEdge<'Product'>;
  ProductMapping: ProductMappingParent;
  Query: Record<PropertyKey, never>;
  Quota: Quota;
  RawStatus: RawStatus;
  Replay: ReplayState;
  ReplayInput: ReplayInput;
  ReplayPayload: Omit<ReplayPayload, 'approval' | 'replay' | 'run'> & { approval?: Maybe<ResolversParentTypes['Approval']>, replay?: Maybe<ResolversParentTypes['Replay']>, run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  RevenuePeriod: RevenuePeriod;
  RowResult: RowResultParent;
  RunActionInput: RunActionInput;
  RunPayload: Omit<RunPayload, 'run'> & { run?: Maybe<ResolversParentTypes['WorkflowRun']> };
  RunStep: StepState;
  SlaClock: SlaClock;
  SourceHealth: HealthParent;
  SourceSystem: SourceInfo;
  StartQuoteToCashInput: StartQuoteToCashInput;
  StepAttempt: AttemptParent;
  StreamChange: ChangeParent;
  StreamHeartbeat: HeartbeatParent;
  StreamMessage: MessageParent;
  StreamReset: ResetParent;
  StreamSnapshot: SnapshotParent;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  SubscriptionItem: SubscriptionItemParent;
  SupportCase: Stored<'SupportCase'>;
  SupportCaseConnection: Page<'SupportCase'>;
  SupportCaseEdge: PageEdge<'SupportCase'>;
  SyncState: SyncView;
  TaxLine: TaxLine;
  TaxProfile: TaxProfile;
  UnmergeInput: UnmergeInput;
  User: UserParent;
  UserConnection: Connection<UserParent>;
  UserEdge: Edge<UserParent>;
  UserError: UserError;
  VendorCall: CallState;
  WorkflowRun: RunState;
  WorkflowRunConnection: Connection<RunState>;
  WorkflowRunEdge: Edge<RunState>;
};

export type authDirectiveArgs = {
  scopes: ReadonlyArray<Scalars['String']['input']>;
};

export type authDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = authDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type costDirectiveArgs = {
  perItem?: Maybe<Scalars['Int']['input']>;
  weight: Scalars['Int']['input'];
};

export type costDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = costDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type freshnessDirectiveArgs = {
  maxAgeMs?: Maybe<Scalars['Int']['input']>;
  onError?: Maybe<StalePolicy>;
};

export type freshnessDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = freshnessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ownerDirectiveArgs = {
  team: Scalars['String']['input'];
};

export type ownerDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = ownerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type piiDirectiveArgs = { };

export type piiDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = piiDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type sorDirectiveArgs = {
  fallback?: Maybe<ReadonlyArray<SystemKind>>;
  system: SystemKind;
};

export type sorDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = sorDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountingPeriodResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccountingPeriod'] = ResolversParentTypes['AccountingPeriod']> = {
  end?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['PeriodStatus']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddressResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line1?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line2?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AlternativeValueResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AlternativeValue'] = ResolversParentTypes['AlternativeValue']> = {
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type AmendmentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Amendment'] = ResolversParentTypes['Amendment']> = {
  approvals?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Approval']>>, ParentType, ContextType>;
  changes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AmendmentChange']>>, ParentType, ContextType>;
  effectiveDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  impact?: Resolver<Maybe<ResolversTypes['FinancialImpact']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AmendmentStatus'], ParentType, ContextType>;
  subscription?: Resolver<Maybe<ResolversTypes['BillingSubscription']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AmendmentType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AmendmentChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AmendmentChange'] = ResolversParentTypes['AmendmentChange']> = {
  from?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  fromPrice?: Resolver<Maybe<ResolversTypes['Price']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  toPrice?: Resolver<Maybe<ResolversTypes['Price']>, ParentType, ContextType>;
};

export type AmendmentConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AmendmentConnection'] = ResolversParentTypes['AmendmentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AmendmentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AmendmentEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AmendmentEdge'] = ResolversParentTypes['AmendmentEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Amendment'], ParentType, ContextType>;
};

export type AmendmentPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AmendmentPayload'] = ResolversParentTypes['AmendmentPayload']> = {
  amendment?: Resolver<Maybe<ResolversTypes['Amendment']>, ParentType, ContextType>;
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AmendmentPreviewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AmendmentPreview'] = ResolversParentTypes['AmendmentPreview']> = {
  approvalsNeeded?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ApprovalRule']>>, ParentType, ContextType>;
  baseVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  blockers?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  degraded?: Resolver<ReadonlyArray<ResolversTypes['SystemKind']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  impact?: Resolver<Maybe<ResolversTypes['FinancialImpact']>, ParentType, ContextType>;
  plannedWrites?: Resolver<ReadonlyArray<ResolversTypes['PlannedWrite']>, ParentType, ContextType>;
  warnings?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApprovalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Approval'] = ResolversParentTypes['Approval']> = {
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decidedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  decisions?: Resolver<ReadonlyArray<ResolversTypes['ApprovalDecision']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ApprovalKind'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['ApprovalRule'], ParentType, ContextType>;
  shown?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ApprovalStatus'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApprovalConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalConnection'] = ResolversParentTypes['ApprovalConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApprovalEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ApprovalDecisionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalDecision'] = ResolversParentTypes['ApprovalDecision']> = {
  approve?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  brokenGlass?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type ApprovalEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalEdge'] = ResolversParentTypes['ApprovalEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Approval'], ParentType, ContextType>;
};

export type ApprovalPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPayload'] = ResolversParentTypes['ApprovalPayload']> = {
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApprovalRuleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalRule'] = ResolversParentTypes['ApprovalRule']> = {
  approvals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  approverRoles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  condition?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  makerMayApprove?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  account?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  prevHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEntryConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEntryConnection'] = ResolversParentTypes['AuditEntryConnection']> = {
  chainVerified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEntryEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AuditEntryEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEntryEdge'] = ResolversParentTypes['AuditEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export type BillingSubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BillingSubscription'] = ResolversParentTypes['BillingSubscription']> = {
  amendments?: Resolver<Maybe<ResolversTypes['AmendmentConnection']>, ParentType, ContextType, Partial<BillingSubscriptionamendmentsArgs>>;
  arr?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  autoRenew?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  currentPeriodEnd?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  currentPeriodStart?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  entitlements?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Entitlement']>>, ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  items?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SubscriptionItem']>>, ParentType, ContextType>;
  mrr?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<BillingSubscriptionprovenanceArgs>>;
  status?: Resolver<Maybe<ResolversTypes['SubscriptionStatus']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  termEnd?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  termStart?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BillingSubscriptionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BillingSubscriptionConnection'] = ResolversParentTypes['BillingSubscriptionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['BillingSubscriptionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BillingSubscriptionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BillingSubscriptionEdge'] = ResolversParentTypes['BillingSubscriptionEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BillingSubscription'], ParentType, ContextType>;
};

export type BreakGlassGrantResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BreakGlassGrant'] = ResolversParentTypes['BreakGlassGrant']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type BreakGlassPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BreakGlassPayload'] = ResolversParentTypes['BreakGlassPayload']> = {
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  grant?: Resolver<Maybe<ResolversTypes['BreakGlassGrant']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallHeaderResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CallHeader'] = ResolversParentTypes['CallHeader']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CanonicalRecordResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CanonicalRecord'] = ResolversParentTypes['CanonicalRecord']> = {
  __resolveType: TypeResolveFn<'BillingSubscription' | 'Contract' | 'Customer' | 'Invoice' | 'Opportunity' | 'Payment' | 'Product' | 'SupportCase', ParentType, ContextType>;
};

export type CheckpointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Checkpoint'] = ResolversParentTypes['Checkpoint']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SystemKind']>, ParentType, ContextType>;
};

export type CommentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Comment'] = ResolversParentTypes['Comment']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ContactResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContactConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContactConnection'] = ResolversParentTypes['ContactConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ContactEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ContactEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContactEdge'] = ResolversParentTypes['ContactEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Contact'], ParentType, ContextType>;
};

export type ContractResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract']> = {
  acv?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  amendments?: Resolver<Maybe<ResolversTypes['AmendmentConnection']>, ParentType, ContextType, Partial<ContractamendmentsArgs>>;
  autoRenew?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  paymentTerms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<ContractprovenanceArgs>>;
  status?: Resolver<Maybe<ResolversTypes['ContractStatus']>, ParentType, ContextType>;
  subscriptions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BillingSubscription']>>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  tcv?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  termEnd?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  termStart?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContractConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContractConnection'] = ResolversParentTypes['ContractConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ContractEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ContractEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ContractEdge'] = ResolversParentTypes['ContractEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Contract'], ParentType, ContextType>;
};

export type CreditMemoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreditMemo'] = ResolversParentTypes['CreditMemo']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  balance?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LedgerPosting']>>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['CreditMemoStatus']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface CursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cursor'], any> {
  name: 'Cursor';
}

export type CustomerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer']> = {
  accountOwner?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  balances?: Resolver<Maybe<ResolversTypes['CustomerBalances']>, ParentType, ContextType>;
  billingAddress?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  cases?: Resolver<Maybe<ResolversTypes['SupportCaseConnection']>, ParentType, ContextType, Partial<CustomercasesArgs>>;
  children?: Resolver<Maybe<ResolversTypes['CustomerConnection']>, ParentType, ContextType, Partial<CustomerchildrenArgs>>;
  contacts?: Resolver<Maybe<ResolversTypes['ContactConnection']>, ParentType, ContextType, Partial<CustomercontactsArgs>>;
  contracts?: Resolver<Maybe<ResolversTypes['ContractConnection']>, ParentType, ContextType, Partial<CustomercontractsArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  creditHold?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  creditLimit?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  entitlements?: Resolver<Maybe<ResolversTypes['EntitlementConnection']>, ParentType, ContextType, Partial<CustomerentitlementsArgs>>;
  exceptions?: Resolver<Maybe<ResolversTypes['ExceptionConnection']>, ParentType, ContextType, Partial<CustomerexceptionsArgs>>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  health?: Resolver<Maybe<ResolversTypes['CustomerHealth']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  invoices?: Resolver<Maybe<ResolversTypes['InvoiceConnection']>, ParentType, ContextType, Partial<CustomerinvoicesArgs>>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  legalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mergedFrom?: Resolver<ReadonlyArray<ResolversTypes['MergeRecord']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  opportunities?: Resolver<Maybe<ResolversTypes['OpportunityConnection']>, ParentType, ContextType, Partial<CustomeropportunitiesArgs>>;
  parent?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  paymentTerms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payments?: Resolver<Maybe<ResolversTypes['PaymentConnection']>, ParentType, ContextType, Partial<CustomerpaymentsArgs>>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<CustomerprovenanceArgs>>;
  rollup?: Resolver<Maybe<ResolversTypes['CustomerRollup']>, ParentType, ContextType>;
  runs?: Resolver<Maybe<ResolversTypes['WorkflowRunConnection']>, ParentType, ContextType, Partial<CustomerrunsArgs>>;
  segment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['RawStatus']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['CustomerStatus']>, ParentType, ContextType>;
  subscriptions?: Resolver<Maybe<ResolversTypes['BillingSubscriptionConnection']>, ParentType, ContextType, Partial<CustomersubscriptionsArgs>>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  taxProfile?: Resolver<Maybe<ResolversTypes['TaxProfile']>, ParentType, ContextType>;
  timeline?: Resolver<Maybe<ResolversTypes['EventConnection']>, ParentType, ContextType, Partial<CustomertimelineArgs>>;
  ultimateParent?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerBalancesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CustomerBalances'] = ResolversParentTypes['CustomerBalances']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  credit?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unapplied?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type CustomerConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CustomerConnection'] = ResolversParentTypes['CustomerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CustomerEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CustomerEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CustomerEdge'] = ResolversParentTypes['CustomerEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
};

export type CustomerHealthResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CustomerHealth'] = ResolversParentTypes['CustomerHealth']> = {
  openP1?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overdueDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  renewalDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  risk?: Resolver<ResolversTypes['RiskLevel'], ParentType, ContextType>;
};

export type CustomerPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CustomerPayload'] = ResolversParentTypes['CustomerPayload']> = {
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerRollupResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CustomerRollup'] = ResolversParentTypes['CustomerRollup']> = {
  arr?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  customers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mrr?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  openAr?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  openCases?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadLetterResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  firstFailedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastFailedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  object?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeadLetterConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeadLetterConnection'] = ResolversParentTypes['DeadLetterConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DeadLetterEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DeadLetterEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeadLetterEdge'] = ResolversParentTypes['DeadLetterEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DimensionsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Dimensions'] = ResolversParentTypes['Dimensions']> = {
  account?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  class?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  costCenter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EditableFieldResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EditableField'] = ResolversParentTypes['EditableField']> = {
  allowed?: Resolver<Maybe<ReadonlyArray<ResolversTypes['JSON']>>, ParentType, ContextType>;
  current?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  touchesMoney?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EntitlementResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Entitlement'] = ResolversParentTypes['Entitlement']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  feature?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['BillingSubscription']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['EntitlementStatus']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EntitlementChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EntitlementChange'] = ResolversParentTypes['EntitlementChange']> = {
  effectiveAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  feature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EntitlementConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EntitlementConnection'] = ResolversParentTypes['EntitlementConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EntitlementEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EntitlementEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EntitlementEdge'] = ResolversParentTypes['EntitlementEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Entitlement'], ParentType, ContextType>;
};

export type EventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  causationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  change?: Resolver<Maybe<ResolversTypes['ChangeKind']>, ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  entityVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  processedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  schemaVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sequence?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['EventState'], ParentType, ContextType>;
  subjectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface EventCursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EventCursor'], any> {
  name: 'EventCursor';
}

export type EventEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type ExceptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Exception'] = ResolversParentTypes['Exception']> = {
  age?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['ExceptionCategory'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  comments?: Resolver<ReadonlyArray<ResolversTypes['Comment']>, ParentType, ContextType>;
  customersAffected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  editableFields?: Resolver<ReadonlyArray<ResolversTypes['EditableField']>, ParentType, ContextType>;
  escalation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  findings?: Resolver<ReadonlyArray<ResolversTypes['ExceptionFinding']>, ParentType, ContextType>;
  history?: Resolver<ReadonlyArray<ResolversTypes['ExceptionAct']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  moneyAtRisk?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ownerTeam?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  process?: Resolver<ResolversTypes['ProcessKind'], ParentType, ContextType>;
  proposedPatch?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  rootCauseKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  skippable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ExceptionStatus'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  suggestions?: Resolver<ReadonlyArray<ResolversTypes['FixSuggestion']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExceptionActResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExceptionAct'] = ResolversParentTypes['ExceptionAct']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ExceptionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExceptionConnection'] = ResolversParentTypes['ExceptionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExceptionEdge']>, ParentType, ContextType>;
  moneyAtRisk?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ExceptionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExceptionEdge'] = ResolversParentTypes['ExceptionEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Exception'], ParentType, ContextType>;
};

export type ExceptionFindingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExceptionFinding'] = ResolversParentTypes['ExceptionFinding']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SystemKind']>, ParentType, ContextType>;
};

export type ExceptionGroupResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExceptionGroup'] = ResolversParentTypes['ExceptionGroup']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstOpenedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastOpenedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  moneyAtRisk?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  rootCauseKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sample?: Resolver<Maybe<ResolversTypes['Exception']>, ParentType, ContextType>;
};

export type ExceptionPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExceptionPayload'] = ResolversParentTypes['ExceptionPayload']> = {
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  exceptions?: Resolver<ReadonlyArray<ResolversTypes['Exception']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  results?: Resolver<ReadonlyArray<ResolversTypes['RowResult']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExternalRefResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExternalRef'] = ResolversParentTypes['ExternalRef']> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  object?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sync?: Resolver<ResolversTypes['SyncState'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FeedResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Feed'] = ResolversParentTypes['Feed']> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lagMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  lastChangeAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['FeedMode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FeedState'], ParentType, ContextType>;
};

export type FieldProvenanceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FieldProvenance'] = ResolversParentTypes['FieldProvenance']> = {
  ageMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  alternatives?: Resolver<ReadonlyArray<ResolversTypes['AlternativeValue']>, ParentType, ContextType>;
  externalId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
};

export type FinancialImpactResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FinancialImpact'] = ResolversParentTypes['FinancialImpact']> = {
  chargeNow?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  creditNow?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  entitlementChanges?: Resolver<ReadonlyArray<ResolversTypes['EntitlementChange']>, ParentType, ContextType>;
  invoiceLines?: Resolver<ReadonlyArray<ResolversTypes['InvoiceLine']>, ParentType, ContextType>;
  mrrDelta?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  postings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PostingLine']>>, ParentType, ContextType>;
  revenueDelta?: Resolver<ReadonlyArray<ResolversTypes['RevenuePeriod']>, ParentType, ContextType>;
  tax?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  tcvDelta?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type FixSuggestionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['FixSuggestion'] = ResolversParentTypes['FixSuggestion']> = {
  basis?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  patch?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice']> = {
  agingBucket?: Resolver<Maybe<ResolversTypes['AgingBucket']>, ParentType, ContextType>;
  amounts?: Resolver<Maybe<ResolversTypes['MoneyInEntityCurrency']>, ParentType, ContextType>;
  applications?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PaymentApplication']>>, ParentType, ContextType>;
  balance?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  creditMemos?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CreditMemo']>>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  dueDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issueDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['InvoiceLine']>>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postings?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LedgerPosting']>>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<InvoiceprovenanceArgs>>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['RawStatus']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['InvoiceStatus']>, ParentType, ContextType>;
  subscription?: Resolver<Maybe<ResolversTypes['BillingSubscription']>, ParentType, ContextType>;
  subtotal?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  tax?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvoiceConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InvoiceConnection'] = ResolversParentTypes['InvoiceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InvoiceEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type InvoiceEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InvoiceEdge'] = ResolversParentTypes['InvoiceEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Invoice'], ParentType, ContextType>;
};

export type InvoiceLineResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['InvoiceLine'] = ResolversParentTypes['InvoiceLine']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  periodEnd?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  periodStart?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  taxes?: Resolver<ReadonlyArray<ResolversTypes['TaxLine']>, ParentType, ContextType>;
};

export interface JSONScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LedgerPostingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LedgerPosting'] = ResolversParentTypes['LedgerPosting']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PostingLine']>>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  period?: Resolver<Maybe<ResolversTypes['AccountingPeriod']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['PostingStatus']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LegalEntityResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LegalEntity'] = ResolversParentTypes['LegalEntity']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  erp?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  functionalCurrency?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  openPeriods?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AccountingPeriod']>>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  residency?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LineageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Lineage'] = ResolversParentTypes['Lineage']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['LineageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['LineageNode']>, ParentType, ContextType>;
  root?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
};

export type LineageEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageEdge'] = ResolversParentTypes['LineageEdge']> = {
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  relation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type LineageNodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageNode'] = ResolversParentTypes['LineageNode']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payloadHash?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
};

export type MatchCandidateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MatchCandidate'] = ResolversParentTypes['MatchCandidate']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  left?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['MatchReason']>, ParentType, ContextType>;
  right?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MatchStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MatchCandidateConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MatchCandidateConnection'] = ResolversParentTypes['MatchCandidateConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MatchCandidateEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type MatchCandidateEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MatchCandidateEdge'] = ResolversParentTypes['MatchCandidateEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MatchCandidate'], ParentType, ContextType>;
};

export type MatchReasonResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MatchReason'] = ResolversParentTypes['MatchReason']> = {
  feature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  left?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  right?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type MergeRecordResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MergeRecord'] = ResolversParentTypes['MergeRecord']> = {
  absorbedId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reversible?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  survivor?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  undoneAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MoneyInEntityCurrencyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MoneyInEntityCurrency'] = ResolversParentTypes['MoneyInEntityCurrency']> = {
  functional?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  fxDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  fxRate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  assignExceptions?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationassignExceptionsArgs, 'input'>>;
  breakGlass?: Resolver<ResolversTypes['BreakGlassPayload'], ParentType, ContextType, RequireFields<MutationbreakGlassArgs, 'input'>>;
  cancelAmendment?: Resolver<ResolversTypes['AmendmentPayload'], ParentType, ContextType, RequireFields<MutationcancelAmendmentArgs, 'input'>>;
  cancelRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationcancelRunArgs, 'input'>>;
  commentException?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationcommentExceptionArgs, 'input'>>;
  commitAmendment?: Resolver<ResolversTypes['AmendmentPayload'], ParentType, ContextType, RequireFields<MutationcommitAmendmentArgs, 'input'>>;
  compensateRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationcompensateRunArgs, 'input'>>;
  decideApproval?: Resolver<ResolversTypes['ApprovalPayload'], ParentType, ContextType, RequireFields<MutationdecideApprovalArgs, 'input'>>;
  decideMatch?: Resolver<ResolversTypes['CustomerPayload'], ParentType, ContextType, RequireFields<MutationdecideMatchArgs, 'input'>>;
  fixAndResume?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationfixAndResumeArgs, 'input'>>;
  mergeCustomers?: Resolver<ResolversTypes['CustomerPayload'], ParentType, ContextType, RequireFields<MutationmergeCustomersArgs, 'input'>>;
  pauseRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationpauseRunArgs, 'input'>>;
  replayEvents?: Resolver<ResolversTypes['ReplayPayload'], ParentType, ContextType, RequireFields<MutationreplayEventsArgs, 'input'>>;
  resumeRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationresumeRunArgs, 'input'>>;
  retryException?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationretryExceptionArgs, 'input'>>;
  retryFromStep?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationretryFromStepArgs, 'input'>>;
  skipException?: Resolver<ResolversTypes['ExceptionPayload'], ParentType, ContextType, RequireFields<MutationskipExceptionArgs, 'input'>>;
  startQuoteToCash?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationstartQuoteToCashArgs, 'input'>>;
  unmergeCustomers?: Resolver<ResolversTypes['CustomerPayload'], ParentType, ContextType, RequireFields<MutationunmergeCustomersArgs, 'input'>>;
};

export type MutationPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MutationPayload'] = ResolversParentTypes['MutationPayload']> = {
  __resolveType: TypeResolveFn<'AmendmentPayload' | 'ApprovalPayload' | 'BreakGlassPayload' | 'CustomerPayload' | 'ExceptionPayload' | 'ReplayPayload' | 'RunPayload', ParentType, ContextType>;
};

export type NodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'AccountingPeriod' | 'Amendment' | 'AmendmentPreview' | 'Approval' | 'AuditEntry' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'DeadLetter' | 'Entitlement' | 'Event' | 'Exception' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'MergeRecord' | 'Opportunity' | 'Payment' | 'Price' | 'Product' | 'Replay' | 'SourceSystem' | 'SupportCase' | 'User' | 'WorkflowRun', ParentType, ContextType>;
};

export type OpportunityResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Opportunity'] = ResolversParentTypes['Opportunity']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  closeDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<OpportunityprovenanceArgs>>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['OpportunityStage']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OpportunityConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpportunityConnection'] = ResolversParentTypes['OpportunityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OpportunityEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OpportunityEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpportunityEdge'] = ResolversParentTypes['OpportunityEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Opportunity'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['Cursor']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  applications?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PaymentApplication']>>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['PaymentFailure']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  method?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<PaymentprovenanceArgs>>;
  receivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['PaymentStatus']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  unapplied?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentApplicationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PaymentApplication'] = ResolversParentTypes['PaymentApplication']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  payment?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
};

export type PaymentConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PaymentConnection'] = ResolversParentTypes['PaymentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PaymentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PaymentEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PaymentEdge'] = ResolversParentTypes['PaymentEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
};

export type PaymentFailureResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PaymentFailure'] = ResolversParentTypes['PaymentFailure']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PlannedWriteResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PlannedWrite'] = ResolversParentTypes['PlannedWrite']> = {
  compensation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payload?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
};

export type PostingLineResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PostingLine'] = ResolversParentTypes['PostingLine']> = {
  account?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  credit?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  debit?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  dimensions?: Resolver<ResolversTypes['Dimensions'], ParentType, ContextType>;
  memo?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PriceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Price'] = ResolversParentTypes['Price']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  interval?: Resolver<Maybe<ResolversTypes['BillingInterval']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['PriceModel']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  tiers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PriceTier']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PriceTierResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PriceTier'] = ResolversParentTypes['PriceTier']> = {
  unitAmount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  upTo?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ProductResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mappings?: Resolver<ReadonlyArray<ResolversTypes['ProductMapping']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  prices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Price']>>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<ProductprovenanceArgs>>;
  revenueRule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProductConnection'] = ResolversParentTypes['ProductConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ProductEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ProductEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProductEdge'] = ResolversParentTypes['ProductEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
};

export type ProductMappingResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ProductMapping'] = ResolversParentTypes['ProductMapping']> = {
  externalId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  glAccount?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  object?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['MappingStatus'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['SourceSystem'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  approvals?: Resolver<ResolversTypes['ApprovalConnection'], ParentType, ContextType, Partial<QueryapprovalsArgs>>;
  audit?: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, Partial<QueryauditArgs>>;
  breakGlassGrants?: Resolver<ReadonlyArray<ResolversTypes['BreakGlassGrant']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType, RequireFields<QuerycontractArgs, 'id'>>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, Partial<QuerycustomerArgs>>;
  customers?: Resolver<ResolversTypes['CustomerConnection'], ParentType, ContextType, Partial<QuerycustomersArgs>>;
  deadLetters?: Resolver<ResolversTypes['DeadLetterConnection'], ParentType, ContextType, Partial<QuerydeadLettersArgs>>;
  events?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, Partial<QueryeventsArgs>>;
  exceptionGroups?: Resolver<ReadonlyArray<ResolversTypes['ExceptionGroup']>, ParentType, ContextType, Partial<QueryexceptionGroupsArgs>>;
  exceptions?: Resolver<ResolversTypes['ExceptionConnection'], ParentType, ContextType, Partial<QueryexceptionsArgs>>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType, RequireFields<QueryinvoiceArgs, 'id'>>;
  invoices?: Resolver<ResolversTypes['InvoiceConnection'], ParentType, ContextType, Partial<QueryinvoicesArgs>>;
  lineage?: Resolver<Maybe<ResolversTypes['Lineage']>, ParentType, ContextType, RequireFields<QuerylineageArgs, 'direction'>>;
  matchCandidates?: Resolver<ResolversTypes['MatchCandidateConnection'], ParentType, ContextType, Partial<QuerymatchCandidatesArgs>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QuerynodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QuerynodesArgs, 'ids'>>;
  opportunity?: Resolver<Maybe<ResolversTypes['Opportunity']>, ParentType, ContextType, RequireFields<QueryopportunityArgs, 'id'>>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType, RequireFields<QuerypaymentArgs, 'id'>>;
  permissions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  previewAmendment?: Resolver<ResolversTypes['AmendmentPreview'], ParentType, ContextType, RequireFields<QuerypreviewAmendmentArgs, 'input'>>;
  products?: Resolver<ResolversTypes['ProductConnection'], ParentType, ContextType, Partial<QueryproductsArgs>>;
  replayPreview?: Resolver<ResolversTypes['Replay'], ParentType, ContextType, RequireFields<QueryreplayPreviewArgs, 'input'>>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  subscription?: Resolver<Maybe<ResolversTypes['BillingSubscription']>, ParentType, ContextType, RequireFields<QuerysubscriptionArgs, 'id'>>;
  supportCase?: Resolver<Maybe<ResolversTypes['SupportCase']>, ParentType, ContextType, RequireFields<QuerysupportCaseArgs, 'id'>>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, Partial<QueryusersArgs>>;
  viewer?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  workflowRuns?: Resolver<ResolversTypes['WorkflowRunConnection'], ParentType, ContextType, Partial<QueryworkflowRunsArgs>>;
};

export type QuotaResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Quota'] = ResolversParentTypes['Quota']> = {
  lane?: Resolver<Maybe<ResolversTypes['PriorityLane']>, ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resetAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  used?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RawStatusResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RawStatus'] = ResolversParentTypes['RawStatus']> = {
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  raw?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['SystemKind'], ParentType, ContextType>;
};

export type ReplayResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Replay'] = ResolversParentTypes['Replay']> = {
  applied?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  matched?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['ReplayMode'], ParentType, ContextType>;
  ratePerSecond?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  skippedAsDuplicate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RunStatus'], ParentType, ContextType>;
  wouldApply?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReplayPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReplayPayload'] = ResolversParentTypes['ReplayPayload']> = {
  approval?: Resolver<Maybe<ResolversTypes['Approval']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replay?: Resolver<Maybe<ResolversTypes['Replay']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RevenuePeriodResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevenuePeriod'] = ResolversParentTypes['RevenuePeriod']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recognized?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RowResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RowResult'] = ResolversParentTypes['RowResult']> = {
  error?: Resolver<Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ok?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RunPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunPayload'] = ResolversParentTypes['RunPayload']> = {
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RunStepResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunStep'] = ResolversParentTypes['RunStep']> = {
  attempts?: Resolver<ReadonlyArray<ResolversTypes['StepAttempt']>, ParentType, ContextType>;
  compensates?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  idempotencyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StepStatus'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
};

export type SlaClockResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SlaClock'] = ResolversParentTypes['SlaClock']> = {
  dueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  pausedMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remainingMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SlaState'], ParentType, ContextType>;
};

export type SourceHealthResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SourceHealth'] = ResolversParentTypes['SourceHealth']> = {
  circuit?: Resolver<ResolversTypes['CircuitState'], ParentType, ContextType>;
  errorRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  lagMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  p95Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['HealthState'], ParentType, ContextType>;
};

export type SourceSystemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SourceSystem'] = ResolversParentTypes['SourceSystem']> = {
  feeds?: Resolver<ReadonlyArray<ResolversTypes['Feed']>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['SourceHealth'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SystemKind'], ParentType, ContextType>;
  legalEntities?: Resolver<ReadonlyArray<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quota?: Resolver<ReadonlyArray<ResolversTypes['Quota']>, ParentType, ContextType>;
  region?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  vendor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StepAttemptResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StepAttempt'] = ResolversParentTypes['StepAttempt']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  call?: Resolver<Maybe<ResolversTypes['VendorCall']>, ParentType, ContextType>;
  durationMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
  httpStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AttemptOutcome'], ParentType, ContextType>;
};

export type StreamChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StreamChange'] = ResolversParentTypes['StreamChange']> = {
  cursor?: Resolver<ResolversTypes['EventCursor'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['EventCursor']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StreamHeartbeatResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StreamHeartbeat'] = ResolversParentTypes['StreamHeartbeat']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['EventCursor'], ParentType, ContextType>;
  lagMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StreamMessageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StreamMessage'] = ResolversParentTypes['StreamMessage']> = {
  __resolveType: TypeResolveFn<'StreamChange' | 'StreamHeartbeat' | 'StreamReset' | 'StreamSnapshot', ParentType, ContextType>;
};

export type StreamResetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StreamReset'] = ResolversParentTypes['StreamReset']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  missedAtLeast?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldestAvailable?: Resolver<ResolversTypes['EventCursor'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StreamSnapshotResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StreamSnapshot'] = ResolversParentTypes['StreamSnapshot']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['EventCursor'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Node']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  approvalChanged?: SubscriptionResolver<ResolversTypes['StreamMessage'], "approvalChanged", ParentType, ContextType, Partial<SubscriptionapprovalChangedArgs>>;
  customerChanged?: SubscriptionResolver<ResolversTypes['StreamMessage'], "customerChanged", ParentType, ContextType, RequireFields<SubscriptioncustomerChangedArgs, 'id'>>;
  eventAppended?: SubscriptionResolver<ResolversTypes['StreamMessage'], "eventAppended", ParentType, ContextType, Partial<SubscriptioneventAppendedArgs>>;
  exceptionChanged?: SubscriptionResolver<ResolversTypes['StreamMessage'], "exceptionChanged", ParentType, ContextType, Partial<SubscriptionexceptionChangedArgs>>;
  replayProgress?: SubscriptionResolver<ResolversTypes['Replay'], "replayProgress", ParentType, ContextType, RequireFields<SubscriptionreplayProgressArgs, 'id'>>;
  sourceHealthChanged?: SubscriptionResolver<ResolversTypes['StreamMessage'], "sourceHealthChanged", ParentType, ContextType, Partial<SubscriptionsourceHealthChangedArgs>>;
  syncStatusChanged?: SubscriptionResolver<ResolversTypes['StreamMessage'], "syncStatusChanged", ParentType, ContextType, Partial<SubscriptionsyncStatusChangedArgs>>;
  workflowRunChanged?: SubscriptionResolver<ResolversTypes['StreamMessage'], "workflowRunChanged", ParentType, ContextType, Partial<SubscriptionworkflowRunChangedArgs>>;
};

export type SubscriptionItemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SubscriptionItem'] = ResolversParentTypes['SubscriptionItem']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  price?: Resolver<Maybe<ResolversTypes['Price']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type SupportCaseResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SupportCase'] = ResolversParentTypes['SupportCase']> = {
  contact?: Resolver<Maybe<ResolversTypes['Contact']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  entitlement?: Resolver<Maybe<ResolversTypes['Entitlement']>, ParentType, ContextType>;
  escalated?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  priority?: Resolver<Maybe<ResolversTypes['CasePriority']>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<SupportCaseprovenanceArgs>>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['RawStatus']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['CaseStatus']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SupportCaseConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SupportCaseConnection'] = ResolversParentTypes['SupportCaseConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SupportCaseEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SupportCaseEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SupportCaseEdge'] = ResolversParentTypes['SupportCaseEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SupportCase'], ParentType, ContextType>;
};

export type SyncStateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SyncState'] = ResolversParentTypes['SyncState']> = {
  lagMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  lastEventId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  lastInboundAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  openExceptions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SyncStatus'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
};

export type TaxLineResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TaxLine'] = ResolversParentTypes['TaxLine']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  jurisdiction?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type TaxProfileResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TaxProfile'] = ResolversParentTypes['TaxProfile']> = {
  exemption?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  jurisdictions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['TaxStatus'], ParentType, ContextType>;
  taxIds?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
  syncStatus?: Resolver<ReadonlyArray<ResolversTypes['SyncState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SystemKind']>, ParentType, ContextType>;
};

export type VendorCallResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VendorCall'] = ResolversParentTypes['VendorCall']> = {
  headers?: Resolver<ReadonlyArray<ResolversTypes['CallHeader']>, ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestBody?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  responseBody?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkflowRunResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkflowRun'] = ResolversParentTypes['WorkflowRun']> = {
  approvals?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Approval']>>, ParentType, ContextType>;
  asked?: Resolver<Maybe<ResolversTypes['RunWish']>, ParentType, ContextType>;
  checkpoints?: Resolver<ReadonlyArray<ResolversTypes['Checkpoint']>, ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  exception?: Resolver<Maybe<ResolversTypes['Exception']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  moneyAtRisk?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  process?: Resolver<ResolversTypes['ProcessKind'], ParentType, ContextType>;
  processVersion?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sla?: Resolver<Maybe<ResolversTypes['SlaClock']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RunStatus'], ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['RunStep']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trigger?: Resolver<Maybe<ResolversTypes['Event']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkflowRunConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkflowRunConnection'] = ResolversParentTypes['WorkflowRunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkflowRunEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type WorkflowRunEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WorkflowRunEdge'] = ResolversParentTypes['WorkflowRunEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  AccountingPeriod?: AccountingPeriodResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  AlternativeValue?: AlternativeValueResolvers<ContextType>;
  Amendment?: AmendmentResolvers<ContextType>;
  AmendmentChange?: AmendmentChangeResolvers<ContextType>;
  AmendmentConnection?: AmendmentConnectionResolvers<ContextType>;
  AmendmentEdge?: AmendmentEdgeResolvers<ContextType>;
  AmendmentPayload?: AmendmentPayloadResolvers<ContextType>;
  AmendmentPreview?: AmendmentPreviewResolvers<ContextType>;
  Approval?: ApprovalResolvers<ContextType>;
  ApprovalConnection?: ApprovalConnectionResolvers<ContextType>;
  ApprovalDecision?: ApprovalDecisionResolvers<ContextType>;
  ApprovalEdge?: ApprovalEdgeResolvers<ContextType>;
  ApprovalPayload?: ApprovalPayloadResolvers<ContextType>;
  ApprovalRule?: ApprovalRuleResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  AuditEntryEdge?: AuditEntryEdgeResolvers<ContextType>;
  BillingSubscription?: BillingSubscriptionResolvers<ContextType>;
  BillingSubscriptionConnection?: BillingSubscriptionConnectionResolvers<ContextType>;
  BillingSubscriptionEdge?: BillingSubscriptionEdgeResolvers<ContextType>;
  BreakGlassGrant?: BreakGlassGrantResolvers<ContextType>;
  BreakGlassPayload?: BreakGlassPayloadResolvers<ContextType>;
  CallHeader?: CallHeaderResolvers<ContextType>;
  CanonicalRecord?: CanonicalRecordResolvers<ContextType>;
  Checkpoint?: CheckpointResolvers<ContextType>;
  Comment?: CommentResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  ContactConnection?: ContactConnectionResolvers<ContextType>;
  ContactEdge?: ContactEdgeResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  ContractConnection?: ContractConnectionResolvers<ContextType>;
  ContractEdge?: ContractEdgeResolvers<ContextType>;
  CreditMemo?: CreditMemoResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Cursor?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  CustomerBalances?: CustomerBalancesResolvers<ContextType>;
  CustomerConnection?: CustomerConnectionResolvers<ContextType>;
  CustomerEdge?: CustomerEdgeResolvers<ContextType>;
  CustomerHealth?: CustomerHealthResolvers<ContextType>;
  CustomerPayload?: CustomerPayloadResolvers<ContextType>;
  CustomerRollup?: CustomerRollupResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DeadLetterConnection?: DeadLetterConnectionResolvers<ContextType>;
  DeadLetterEdge?: DeadLetterEdgeResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  Dimensions?: DimensionsResolvers<ContextType>;
  EditableField?: EditableFieldResolvers<ContextType>;
  Entitlement?: EntitlementResolvers<ContextType>;
  EntitlementChange?: EntitlementChangeResolvers<ContextType>;
  EntitlementConnection?: EntitlementConnectionResolvers<ContextType>;
  EntitlementEdge?: EntitlementEdgeResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventCursor?: GraphQLScalarType;
  EventEdge?: EventEdgeResolvers<ContextType>;
  Exception?: ExceptionResolvers<ContextType>;
  ExceptionAct?: ExceptionActResolvers<ContextType>;
  ExceptionConnection?: ExceptionConnectionResolvers<ContextType>;
  ExceptionEdge?: ExceptionEdgeResolvers<ContextType>;
  ExceptionFinding?: ExceptionFindingResolvers<ContextType>;
  ExceptionGroup?: ExceptionGroupResolvers<ContextType>;
  ExceptionPayload?: ExceptionPayloadResolvers<ContextType>;
  ExternalRef?: ExternalRefResolvers<ContextType>;
  Feed?: FeedResolvers<ContextType>;
  FieldProvenance?: FieldProvenanceResolvers<ContextType>;
  FinancialImpact?: FinancialImpactResolvers<ContextType>;
  FixSuggestion?: FixSuggestionResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  InvoiceConnection?: InvoiceConnectionResolvers<ContextType>;
  InvoiceEdge?: InvoiceEdgeResolvers<ContextType>;
  InvoiceLine?: InvoiceLineResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LedgerPosting?: LedgerPostingResolvers<ContextType>;
  LegalEntity?: LegalEntityResolvers<ContextType>;
  Lineage?: LineageResolvers<ContextType>;
  LineageEdge?: LineageEdgeResolvers<ContextType>;
  LineageNode?: LineageNodeResolvers<ContextType>;
  MatchCandidate?: MatchCandidateResolvers<ContextType>;
  MatchCandidateConnection?: MatchCandidateConnectionResolvers<ContextType>;
  MatchCandidateEdge?: MatchCandidateEdgeResolvers<ContextType>;
  MatchReason?: MatchReasonResolvers<ContextType>;
  MergeRecord?: MergeRecordResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoneyInEntityCurrency?: MoneyInEntityCurrencyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  MutationPayload?: MutationPayloadResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Opportunity?: OpportunityResolvers<ContextType>;
  OpportunityConnection?: OpportunityConnectionResolvers<ContextType>;
  OpportunityEdge?: OpportunityEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PaymentApplication?: PaymentApplicationResolvers<ContextType>;
  PaymentConnection?: PaymentConnectionResolvers<ContextType>;
  PaymentEdge?: PaymentEdgeResolvers<ContextType>;
  PaymentFailure?: PaymentFailureResolvers<ContextType>;
  PlannedWrite?: PlannedWriteResolvers<ContextType>;
  PostingLine?: PostingLineResolvers<ContextType>;
  Price?: PriceResolvers<ContextType>;
  PriceTier?: PriceTierResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  ProductConnection?: ProductConnectionResolvers<ContextType>;
  ProductEdge?: ProductEdgeResolvers<ContextType>;
  ProductMapping?: ProductMappingResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Quota?: QuotaResolvers<ContextType>;
  RawStatus?: RawStatusResolvers<ContextType>;
  Replay?: ReplayResolvers<ContextType>;
  ReplayPayload?: ReplayPayloadResolvers<ContextType>;
  RevenuePeriod?: RevenuePeriodResolvers<ContextType>;
  RowResult?: RowResultResolvers<ContextType>;
  RunPayload?: RunPayloadResolvers<ContextType>;
  RunStep?: RunStepResolvers<ContextType>;
  SlaClock?: SlaClockResolvers<ContextType>;
  SourceHealth?: SourceHealthResolvers<ContextType>;
  SourceSystem?: SourceSystemResolvers<ContextType>;
  StepAttempt?: StepAttemptResolvers<ContextType>;
  StreamChange?: StreamChangeResolvers<ContextType>;
  StreamHeartbeat?: StreamHeartbeatResolvers<ContextType>;
  StreamMessage?: StreamMessageResolvers<ContextType>;
  StreamReset?: StreamResetResolvers<ContextType>;
  StreamSnapshot?: StreamSnapshotResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SubscriptionItem?: SubscriptionItemResolvers<ContextType>;
  SupportCase?: SupportCaseResolvers<ContextType>;
  SupportCaseConnection?: SupportCaseConnectionResolvers<ContextType>;
  SupportCaseEdge?: SupportCaseEdgeResolvers<ContextType>;
  SyncState?: SyncStateResolvers<ContextType>;
  TaxLine?: TaxLineResolvers<ContextType>;
  TaxProfile?: TaxProfileResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  VendorCall?: VendorCallResolvers<ContextType>;
  WorkflowRun?: WorkflowRunResolvers<ContextType>;
  WorkflowRunConnection?: WorkflowRunConnectionResolvers<ContextType>;
  WorkflowRunEdge?: WorkflowRunEdgeResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphContext> = {
  auth?: authDirectiveResolver<any, any, ContextType>;
  cost?: costDirectiveResolver<any, any, ContextType>;
  freshness?: freshnessDirectiveResolver<any, any, ContextType>;
  owner?: ownerDirectiveResolver<any, any, ContextType>;
  pii?: piiDirectiveResolver<any, any, ContextType>;
  sor?: sorDirectiveResolver<any, any, ContextType>;
};

type OutScalars = { [K in keyof Scalars]: Scalars[K]['output'] };
export namespace Batch {
  type Scalars = OutScalars;
  type Array<T> = readonly T[];
  type Customer = ResolversParentTypes['Customer'];
  type Contact = ResolversParentTypes['Contact'];
  type User = ResolversParentTypes['User'];
  type Opportunity = ResolversParentTypes['Opportunity'];
  type Contract = ResolversParentTypes['Contract'];
  type BillingSubscription = ResolversParentTypes['BillingSubscription'];
  type SubscriptionItem = ResolversParentTypes['SubscriptionItem'];
  type Product = ResolversParentTypes['Product'];
  type ProductMapping = ResolversParentTypes['ProductMapping'];
  type Price = ResolversParentTypes['Price'];
  type Invoice = ResolversParentTypes['Invoice'];
  type InvoiceLine = ResolversParentTypes['InvoiceLine'];
  type CreditMemo = ResolversParentTypes['CreditMemo'];
  type Payment = ResolversParentTypes['Payment'];
  type PaymentApplication = ResolversParentTypes['PaymentApplication'];
  type SupportCase = ResolversParentTypes['SupportCase'];
  type Entitlement = ResolversParentTypes['Entitlement'];
  type LedgerPosting = ResolversParentTypes['LedgerPosting'];
  type LegalEntity = ResolversParentTypes['LegalEntity'];
  type AccountingPeriod = ResolversParentTypes['AccountingPeriod'];
  type ExternalRef = ResolversParentTypes['ExternalRef'];
  type FieldProvenance = ResolversParentTypes['FieldProvenance'];
  type AlternativeValue = ResolversParentTypes['AlternativeValue'];
  type SourceSystem = ResolversParentTypes['SourceSystem'];
  type SourceHealth = ResolversParentTypes['SourceHealth'];
  type Feed = ResolversParentTypes['Feed'];
  type Event = ResolversParentTypes['Event'];
  type SyncState = ResolversParentTypes['SyncState'];
  type DeadLetter = ResolversParentTypes['DeadLetter'];
  type AuditEntry = ResolversParentTypes['AuditEntry'];
  type MatchCandidate = ResolversParentTypes['MatchCandidate'];
  type Node = ResolversParentTypes['Node'];
  type Replay = ResolversParentTypes['Replay'];
  type Approval = ResolversParentTypes['Approval'];
  type ApprovalRule = ResolversParentTypes['ApprovalRule'];
  type ApprovalDecision = ResolversParentTypes['ApprovalDecision'];
  type ApprovalConnection = ResolversParentTypes['ApprovalConnection'];
  type MergeRecord = ResolversParentTypes['MergeRecord'];
  type BreakGlassGrant = ResolversParentTypes['BreakGlassGrant'];
  type Exception = ResolversParentTypes['Exception'];
  type ExceptionGroup = ResolversParentTypes['ExceptionGroup'];
  type ExceptionAct = ResolversParentTypes['ExceptionAct'];
  type ExceptionConnection = ResolversParentTypes['ExceptionConnection'];
  type Comment = ResolversParentTypes['Comment'];
  type WorkflowRun = ResolversParentTypes['WorkflowRun'];
  type RunStep = ResolversParentTypes['RunStep'];
  type StepAttempt = ResolversParentTypes['StepAttempt'];
  type VendorCall = ResolversParentTypes['VendorCall'];
  type Checkpoint = ResolversParentTypes['Checkpoint'];
  type WorkflowRunConnection = ResolversParentTypes['WorkflowRunConnection'];
  type Amendment = ResolversParentTypes['Amendment'];
  type AmendmentChange = ResolversParentTypes['AmendmentChange'];
  type AmendmentPreview = ResolversParentTypes['AmendmentPreview'];
  type FinancialImpact = ResolversParentTypes['FinancialImpact'];
  type PlannedWrite = ResolversParentTypes['PlannedWrite'];
  type AmendmentConnection = ResolversParentTypes['AmendmentConnection'];
  type BillingSubscriptionConnection = ResolversParentTypes['BillingSubscriptionConnection'];
  type ContactConnection = ResolversParentTypes['ContactConnection'];
  type ContractConnection = ResolversParentTypes['ContractConnection'];
  type CustomerConnection = ResolversParentTypes['CustomerConnection'];
  type EntitlementConnection = ResolversParentTypes['EntitlementConnection'];
  type InvoiceConnection = ResolversParentTypes['InvoiceConnection'];
  type OpportunityConnection = ResolversParentTypes['OpportunityConnection'];
  type PaymentConnection = ResolversParentTypes['PaymentConnection'];
  type ProductConnection = ResolversParentTypes['ProductConnection'];
  type SupportCaseConnection = ResolversParentTypes['SupportCaseConnection'];
  type EventConnection = ResolversParentTypes['EventConnection'];
  type DeadLetterConnection = ResolversParentTypes['DeadLetterConnection'];
  type AuditEntryConnection = ResolversParentTypes['AuditEntryConnection'];
  type MatchCandidateConnection = ResolversParentTypes['MatchCandidateConnection'];


    export type Loader<TReturn, TObj, TParams, TContext> = (
        queries: Array<{
          obj: TObj;
          params: TParams;
        }>,
        context: TContext & {
          reply: import("fastify").FastifyReply;
        }
      ) => Promise<Array<import("mercurius-codegen").DeepPartial<TReturn>>>;
    export type LoaderResolver<TReturn, TObj, TParams, TContext> =
    Loader<TReturn, TObj, TParams, TContext> | {
        loader: Loader<TReturn, TObj, TParams, TContext>;
        opts?:{
            cache?:boolean
        };
    }
    export interface Loaders<TContext = import("mercurius").MercuriusContext & { reply: import("fastify").FastifyReply }> {
      AccountingPeriod?: {
        end?: LoaderResolver<Maybe<Scalars["Date"]>,AccountingPeriod,{}, TContext>;id?: LoaderResolver<Scalars["ID"],AccountingPeriod,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,AccountingPeriod,{}, TContext>;start?: LoaderResolver<Maybe<Scalars["Date"]>,AccountingPeriod,{}, TContext>;status?: LoaderResolver<Maybe<PeriodStatus>,AccountingPeriod,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,AccountingPeriod,{}, TContext>;
      };
        
      Address?: {
        city?: LoaderResolver<Scalars["String"],Address,{}, TContext>;country?: LoaderResolver<Scalars["String"],Address,{}, TContext>;line1?: LoaderResolver<Scalars["String"],Address,{}, TContext>;line2?: LoaderResolver<Maybe<Scalars["String"]>,Address,{}, TContext>;postalCode?: LoaderResolver<Maybe<Scalars["String"]>,Address,{}, TContext>;region?: LoaderResolver<Maybe<Scalars["String"]>,Address,{}, TContext>;
      };
        
      AlternativeValue?: {
        observedAt?: LoaderResolver<Scalars["DateTime"],AlternativeValue,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,AlternativeValue,{}, TContext>;value?: LoaderResolver<Maybe<Scalars["JSON"]>,AlternativeValue,{}, TContext>;
      };
        
      Amendment?: {
        approvals?: LoaderResolver<Maybe<Array<Approval>>,Amendment,{}, TContext>;changes?: LoaderResolver<Maybe<Array<AmendmentChange>>,Amendment,{}, TContext>;effectiveDate?: LoaderResolver<Scalars["Date"],Amendment,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Amendment,{}, TContext>;impact?: LoaderResolver<Maybe<FinancialImpact>,Amendment,{}, TContext>;reason?: LoaderResolver<Maybe<Scalars["String"]>,Amendment,{}, TContext>;requestedAt?: LoaderResolver<Scalars["DateTime"],Amendment,{}, TContext>;requestedBy?: LoaderResolver<User,Amendment,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,Amendment,{}, TContext>;status?: LoaderResolver<AmendmentStatus,Amendment,{}, TContext>;subscription?: LoaderResolver<Maybe<BillingSubscription>,Amendment,{}, TContext>;type?: LoaderResolver<AmendmentType,Amendment,{}, TContext>;
      };
        
      AmendmentChange?: {
        from?: LoaderResolver<Maybe<Scalars["Decimal"]>,AmendmentChange,{}, TContext>;fromPrice?: LoaderResolver<Maybe<Price>,AmendmentChange,{}, TContext>;product?: LoaderResolver<Maybe<Product>,AmendmentChange,{}, TContext>;to?: LoaderResolver<Maybe<Scalars["Decimal"]>,AmendmentChange,{}, TContext>;toPrice?: LoaderResolver<Maybe<Price>,AmendmentChange,{}, TContext>;
      };
        
      AmendmentConnection?: {
        edges?: LoaderResolver<Array<AmendmentEdge>,AmendmentConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,AmendmentConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,AmendmentConnection,{}, TContext>;
      };
        
      AmendmentEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],AmendmentEdge,{}, TContext>;node?: LoaderResolver<Amendment,AmendmentEdge,{}, TContext>;
      };
        
      AmendmentPayload?: {
        amendment?: LoaderResolver<Maybe<Amendment>,AmendmentPayload,{}, TContext>;approval?: LoaderResolver<Maybe<Approval>,AmendmentPayload,{}, TContext>;clientMutationId?: LoaderResolver<Maybe<Scalars["String"]>,AmendmentPayload,{}, TContext>;replayed?: LoaderResolver<Scalars["Boolean"],AmendmentPayload,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,AmendmentPayload,{}, TContext>;userErrors?: LoaderResolver<Array<UserError>,AmendmentPayload,{}, TContext>;
      };
        
      AmendmentPreview?: {
        approvalsNeeded?: LoaderResolver<Maybe<Array<ApprovalRule>>,AmendmentPreview,{}, TContext>;baseVersion?: LoaderResolver<Scalars["Int"],AmendmentPreview,{}, TContext>;blockers?: LoaderResolver<Array<UserError>,AmendmentPreview,{}, TContext>;degraded?: LoaderResolver<Array<SystemKind>,AmendmentPreview,{}, TContext>;expiresAt?: LoaderResolver<Scalars["DateTime"],AmendmentPreview,{}, TContext>;id?: LoaderResolver<Scalars["ID"],AmendmentPreview,{}, TContext>;impact?: LoaderResolver<Maybe<FinancialImpact>,AmendmentPreview,{}, TContext>;plannedWrites?: LoaderResolver<Array<PlannedWrite>,AmendmentPreview,{}, TContext>;warnings?: LoaderResolver<Array<UserError>,AmendmentPreview,{}, TContext>;
      };
        
      Approval?: {
        decidedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Approval,{}, TContext>;decidedBy?: LoaderResolver<Maybe<User>,Approval,{}, TContext>;decisions?: LoaderResolver<Array<ApprovalDecision>,Approval,{}, TContext>;expiresAt?: LoaderResolver<Scalars["DateTime"],Approval,{}, TContext>;hash?: LoaderResolver<Scalars["String"],Approval,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Approval,{}, TContext>;kind?: LoaderResolver<ApprovalKind,Approval,{}, TContext>;reason?: LoaderResolver<Maybe<Scalars["String"]>,Approval,{}, TContext>;requestedAt?: LoaderResolver<Scalars["DateTime"],Approval,{}, TContext>;requestedBy?: LoaderResolver<User,Approval,{}, TContext>;rule?: LoaderResolver<ApprovalRule,Approval,{}, TContext>;shown?: LoaderResolver<Scalars["JSON"],Approval,{}, TContext>;status?: LoaderResolver<ApprovalStatus,Approval,{}, TContext>;subject?: LoaderResolver<Maybe<Node>,Approval,{}, TContext>;
      };
        
      ApprovalConnection?: {
        edges?: LoaderResolver<Array<ApprovalEdge>,ApprovalConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,ApprovalConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,ApprovalConnection,{}, TContext>;
      };
        
      ApprovalDecision?: {
        approve?: LoaderResolver<Scalars["Boolean"],ApprovalDecision,{}, TContext>;at?: LoaderResolver<Scalars["DateTime"],ApprovalDecision,{}, TContext>;brokenGlass?: LoaderResolver<Scalars["Boolean"],ApprovalDecision,{}, TContext>;by?: LoaderResolver<User,ApprovalDecision,{}, TContext>;hash?: LoaderResolver<Scalars["String"],ApprovalDecision,{}, TContext>;reason?: LoaderResolver<Scalars["String"],ApprovalDecision,{}, TContext>;roles?: LoaderResolver<Array<Role>,ApprovalDecision,{}, TContext>;
      };
        
      ApprovalEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],ApprovalEdge,{}, TContext>;node?: LoaderResolver<Approval,ApprovalEdge,{}, TContext>;
      };
        
      ApprovalPayload?: {
        approval?: LoaderResolver<Maybe<Approval>,ApprovalPayload,{}, TContext>;clientMutationId?: LoaderResolver<Maybe<Scalars["String"]>,ApprovalPayload,{}, TContext>;replayed?: LoaderResolver<Scalars["Boolean"],ApprovalPayload,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,ApprovalPayload,{}, TContext>;userErrors?: LoaderResolver<Array<UserError>,ApprovalPayload,{}, TContext>;
      };
        
      ApprovalRule?: {
        approvals?: LoaderResolver<Scalars["Int"],ApprovalRule,{}, TContext>;approverRoles?: LoaderResolver<Array<Role>,ApprovalRule,{}, TContext>;condition?: LoaderResolver<Scalars["String"],ApprovalRule,{}, TContext>;id?: LoaderResolver<Scalars["ID"],ApprovalRule,{}, TContext>;makerMayApprove?: LoaderResolver<Scalars["Boolean"],ApprovalRule,{}, TContext>;name?: LoaderResolver<Scalars["String"],ApprovalRule,{}, TContext>;
      };
        
      AuditEntry?: {
        account?: LoaderResolver<Scalars["String"],AuditEntry,{}, TContext>;action?: LoaderResolver<Scalars["String"],AuditEntry,{}, TContext>;actor?: LoaderResolver<Scalars["String"],AuditEntry,{}, TContext>;actors?: LoaderResolver<Array<Scalars["String"]>,AuditEntry,{}, TContext>;after?: LoaderResolver<Maybe<Scalars["JSON"]>,AuditEntry,{}, TContext>;at?: LoaderResolver<Scalars["DateTime"],AuditEntry,{}, TContext>;before?: LoaderResolver<Maybe<Scalars["JSON"]>,AuditEntry,{}, TContext>;correlationId?: LoaderResolver<Scalars["ID"],AuditEntry,{}, TContext>;hash?: LoaderResolver<Scalars["String"],AuditEntry,{}, TContext>;id?: LoaderResolver<Scalars["ID"],AuditEntry,{}, TContext>;prevHash?: LoaderResolver<Scalars["String"],AuditEntry,{}, TContext>;sequence?: LoaderResolver<Scalars["Int"],AuditEntry,{}, TContext>;subject?: LoaderResolver<Maybe<Scalars["ID"]>,AuditEntry,{}, TContext>;
      };
        
      AuditEntryConnection?: {
        chainVerified?: LoaderResolver<Scalars["Boolean"],AuditEntryConnection,{}, TContext>;edges?: LoaderResolver<Array<AuditEntryEdge>,AuditEntryConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,AuditEntryConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,AuditEntryConnection,{}, TContext>;
      };
        
      AuditEntryEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],AuditEntryEdge,{}, TContext>;node?: LoaderResolver<AuditEntry,AuditEntryEdge,{}, TContext>;
      };
        
      BillingSubscription?: {
        amendments?: LoaderResolver<Maybe<AmendmentConnection>,BillingSubscription,BillingSubscriptionamendmentsArgs, TContext>;arr?: LoaderResolver<Maybe<Money>,BillingSubscription,{}, TContext>;autoRenew?: LoaderResolver<Maybe<Scalars["Boolean"]>,BillingSubscription,{}, TContext>;contract?: LoaderResolver<Maybe<Contract>,BillingSubscription,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],BillingSubscription,{}, TContext>;currentPeriodEnd?: LoaderResolver<Maybe<Scalars["Date"]>,BillingSubscription,{}, TContext>;currentPeriodStart?: LoaderResolver<Maybe<Scalars["Date"]>,BillingSubscription,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,BillingSubscription,{}, TContext>;entitlements?: LoaderResolver<Maybe<Array<Entitlement>>,BillingSubscription,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,BillingSubscription,{}, TContext>;id?: LoaderResolver<Scalars["ID"],BillingSubscription,{}, TContext>;items?: LoaderResolver<Maybe<Array<SubscriptionItem>>,BillingSubscription,{}, TContext>;mrr?: LoaderResolver<Maybe<Money>,BillingSubscription,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,BillingSubscription,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,BillingSubscription,BillingSubscriptionprovenanceArgs, TContext>;status?: LoaderResolver<Maybe<SubscriptionStatus>,BillingSubscription,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,BillingSubscription,{}, TContext>;termEnd?: LoaderResolver<Maybe<Scalars["Date"]>,BillingSubscription,{}, TContext>;termStart?: LoaderResolver<Maybe<Scalars["Date"]>,BillingSubscription,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],BillingSubscription,{}, TContext>;version?: LoaderResolver<Scalars["Int"],BillingSubscription,{}, TContext>;
      };
        
      BillingSubscriptionConnection?: {
        edges?: LoaderResolver<Array<BillingSubscriptionEdge>,BillingSubscriptionConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,BillingSubscriptionConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,BillingSubscriptionConnection,{}, TContext>;
      };
        
      BillingSubscriptionEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],BillingSubscriptionEdge,{}, TContext>;node?: LoaderResolver<BillingSubscription,BillingSubscriptionEdge,{}, TContext>;
      };
        
      BreakGlassGrant?: {
        at?: LoaderResolver<Scalars["DateTime"],BreakGlassGrant,{}, TContext>;by?: LoaderResolver<User,BreakGlassGrant,{}, TContext>;id?: LoaderResolver<Scalars["ID"],BreakGlassGrant,{}, TContext>;reason?: LoaderResolver<Scalars["String"],BreakGlassGrant,{}, TContext>;until?: LoaderResolver<Scalars["DateTime"],BreakGlassGrant,{}, TContext>;
      };
        
      BreakGlassPayload?: {
        clientMutationId?: LoaderResolver<Maybe<Scalars["String"]>,BreakGlassPayload,{}, TContext>;grant?: LoaderResolver<Maybe<BreakGlassGrant>,BreakGlassPayload,{}, TContext>;replayed?: LoaderResolver<Scalars["Boolean"],BreakGlassPayload,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,BreakGlassPayload,{}, TContext>;userErrors?: LoaderResolver<Array<UserError>,BreakGlassPayload,{}, TContext>;
      };
        
      CallHeader?: {
        name?: LoaderResolver<Scalars["String"],CallHeader,{}, TContext>;value?: LoaderResolver<Scalars["String"],CallHeader,{}, TContext>;
      };
        
      Checkpoint?: {
        at?: LoaderResolver<Scalars["DateTime"],Checkpoint,{}, TContext>;name?: LoaderResolver<Scalars["String"],Checkpoint,{}, TContext>;system?: LoaderResolver<Maybe<SystemKind>,Checkpoint,{}, TContext>;
      };
        
      Comment?: {
        at?: LoaderResolver<Scalars["DateTime"],Comment,{}, TContext>;by?: LoaderResolver<User,Comment,{}, TContext>;text?: LoaderResolver<Scalars["String"],Comment,{}, TContext>;
      };
        
      Contact?: {
        customer?: LoaderResolver<Maybe<Customer>,Contact,{}, TContext>;email?: LoaderResolver<Maybe<Scalars["String"]>,Contact,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Contact,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Contact,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,Contact,{}, TContext>;role?: LoaderResolver<Maybe<Scalars["String"]>,Contact,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Contact,{}, TContext>;
      };
        
      ContactConnection?: {
        edges?: LoaderResolver<Array<ContactEdge>,ContactConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,ContactConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,ContactConnection,{}, TContext>;
      };
        
      ContactEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],ContactEdge,{}, TContext>;node?: LoaderResolver<Contact,ContactEdge,{}, TContext>;
      };
        
      Contract?: {
        acv?: LoaderResolver<Maybe<Money>,Contract,{}, TContext>;amendments?: LoaderResolver<Maybe<AmendmentConnection>,Contract,ContractamendmentsArgs, TContext>;autoRenew?: LoaderResolver<Maybe<Scalars["Boolean"]>,Contract,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Contract,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,Contract,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Contract,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Contract,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,Contract,{}, TContext>;paymentTerms?: LoaderResolver<Maybe<Scalars["String"]>,Contract,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Contract,ContractprovenanceArgs, TContext>;status?: LoaderResolver<Maybe<ContractStatus>,Contract,{}, TContext>;subscriptions?: LoaderResolver<Maybe<Array<BillingSubscription>>,Contract,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Contract,{}, TContext>;tcv?: LoaderResolver<Maybe<Money>,Contract,{}, TContext>;termEnd?: LoaderResolver<Maybe<Scalars["Date"]>,Contract,{}, TContext>;termStart?: LoaderResolver<Maybe<Scalars["Date"]>,Contract,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Contract,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Contract,{}, TContext>;
      };
        
      ContractConnection?: {
        edges?: LoaderResolver<Array<ContractEdge>,ContractConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,ContractConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,ContractConnection,{}, TContext>;
      };
        
      ContractEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],ContractEdge,{}, TContext>;node?: LoaderResolver<Contract,ContractEdge,{}, TContext>;
      };
        
      CreditMemo?: {
        amount?: LoaderResolver<Maybe<Money>,CreditMemo,{}, TContext>;balance?: LoaderResolver<Maybe<Money>,CreditMemo,{}, TContext>;id?: LoaderResolver<Scalars["ID"],CreditMemo,{}, TContext>;invoice?: LoaderResolver<Maybe<Invoice>,CreditMemo,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,CreditMemo,{}, TContext>;postings?: LoaderResolver<Maybe<Array<LedgerPosting>>,CreditMemo,{}, TContext>;reason?: LoaderResolver<Maybe<Scalars["String"]>,CreditMemo,{}, TContext>;status?: LoaderResolver<Maybe<CreditMemoStatus>,CreditMemo,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,CreditMemo,{}, TContext>;
      };
        
      Customer?: {
        accountOwner?: LoaderResolver<Maybe<User>,Customer,{}, TContext>;balances?: LoaderResolver<Maybe<CustomerBalances>,Customer,{}, TContext>;billingAddress?: LoaderResolver<Maybe<Address>,Customer,{}, TContext>;cases?: LoaderResolver<Maybe<SupportCaseConnection>,Customer,CustomercasesArgs, TContext>;children?: LoaderResolver<Maybe<CustomerConnection>,Customer,CustomerchildrenArgs, TContext>;contacts?: LoaderResolver<Maybe<ContactConnection>,Customer,CustomercontactsArgs, TContext>;contracts?: LoaderResolver<Maybe<ContractConnection>,Customer,CustomercontractsArgs, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Customer,{}, TContext>;creditHold?: LoaderResolver<Maybe<Scalars["Boolean"]>,Customer,{}, TContext>;creditLimit?: LoaderResolver<Maybe<Money>,Customer,{}, TContext>;entitlements?: LoaderResolver<Maybe<EntitlementConnection>,Customer,CustomerentitlementsArgs, TContext>;exceptions?: LoaderResolver<Maybe<ExceptionConnection>,Customer,CustomerexceptionsArgs, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Customer,{}, TContext>;health?: LoaderResolver<Maybe<CustomerHealth>,Customer,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Customer,{}, TContext>;industry?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;invoices?: LoaderResolver<Maybe<InvoiceConnection>,Customer,CustomerinvoicesArgs, TContext>;legalEntity?: LoaderResolver<Maybe<LegalEntity>,Customer,{}, TContext>;legalName?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;mergedFrom?: LoaderResolver<Array<MergeRecord>,Customer,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;opportunities?: LoaderResolver<Maybe<OpportunityConnection>,Customer,CustomeropportunitiesArgs, TContext>;parent?: LoaderResolver<Maybe<Customer>,Customer,{}, TContext>;paymentTerms?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;payments?: LoaderResolver<Maybe<PaymentConnection>,Customer,CustomerpaymentsArgs, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Customer,CustomerprovenanceArgs, TContext>;rollup?: LoaderResolver<Maybe<CustomerRollup>,Customer,{}, TContext>;runs?: LoaderResolver<Maybe<WorkflowRunConnection>,Customer,CustomerrunsArgs, TContext>;segment?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;sourceStatus?: LoaderResolver<Array<RawStatus>,Customer,{}, TContext>;status?: LoaderResolver<Maybe<CustomerStatus>,Customer,{}, TContext>;subscriptions?: LoaderResolver<Maybe<BillingSubscriptionConnection>,Customer,CustomersubscriptionsArgs, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Customer,{}, TContext>;taxProfile?: LoaderResolver<Maybe<TaxProfile>,Customer,{}, TContext>;timeline?: LoaderResolver<Maybe<EventConnection>,Customer,CustomertimelineArgs, TContext>;ultimateParent?: LoaderResolver<Maybe<Customer>,Customer,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Customer,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Customer,{}, TContext>;
      };
        
      CustomerBalances?: {
        asOf?: LoaderResolver<Scalars["DateTime"],CustomerBalances,{}, TContext>;credit?: LoaderResolver<Money,CustomerBalances,{}, TContext>;open?: LoaderResolver<Money,CustomerBalances,{}, TContext>;overdue?: LoaderResolver<Money,CustomerBalances,{}, TContext>;unapplied?: LoaderResolver<Money,CustomerBalances,{}, TContext>;
      };
        
      CustomerConnection?: {
        edges?: LoaderResolver<Array<CustomerEdge>,CustomerConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,CustomerConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,CustomerConnection,{}, TContext>;
      };
        
      CustomerEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],CustomerEdge,{}, TContext>;node?: LoaderResolver<Customer,CustomerEdge,{}, TContext>;
      };
        
      CustomerHealth?: {
        openP1?: LoaderResolver<Scalars["Int"],CustomerHealth,{}, TContext>;overdueDays?: LoaderResolver<Scalars["Int"],CustomerHealth,{}, TContext>;reasons?: LoaderResolver<Array<Scalars["String"]>,CustomerHealth,{}, TContext>;renewalDate?: LoaderResolver<Maybe<Scalars["Date"]>,CustomerHealth,{}, TContext>;risk?: LoaderResolver<RiskLevel,CustomerHealth,{}, TContext>;
      };
        
      CustomerPayload?: {
        approval?: LoaderResolver<Maybe<Approval>,CustomerPayload,{}, TContext>;clientMutationId?: LoaderResolver<Maybe<Scalars["String"]>,CustomerPayload,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,CustomerPayload,{}, TContext>;replayed?: LoaderResolver<Scalars["Boolean"],CustomerPayload,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,CustomerPayload,{}, TContext>;userErrors?: LoaderResolver<Array<UserError>,CustomerPayload,{}, TContext>;
      };
        
      CustomerRollup?: {
        arr?: LoaderResolver<Money,CustomerRollup,{}, TContext>;customers?: LoaderResolver<Scalars["Int"],CustomerRollup,{}, TContext>;mrr?: LoaderResolver<Money,CustomerRollup,{}, TContext>;openAr?: LoaderResolver<Money,CustomerRollup,{}, TContext>;openCases?: LoaderResolver<Scalars["Int"],CustomerRollup,{}, TContext>;
      };
        
      DeadLetter?: {
        attempts?: LoaderResolver<Scalars["Int"],DeadLetter,{}, TContext>;code?: LoaderResolver<Scalars["String"],DeadLetter,{}, TContext>;correlationId?: LoaderResolver<Scalars["ID"],DeadLetter,{}, TContext>;event?: LoaderResolver<Event,DeadLetter,{}, TContext>;externalId?: LoaderResolver<Scalars["String"],DeadLetter,{}, TContext>;firstFailedAt?: LoaderResolver<Scalars["DateTime"],DeadLetter,{}, TContext>;id?: LoaderResolver<Scalars["ID"],DeadLetter,{}, TContext>;kind?: LoaderResolver<Scalars["String"],DeadLetter,{}, TContext>;lastFailedAt?: LoaderResolver<Scalars["DateTime"],DeadLetter,{}, TContext>;object?: LoaderResolver<Scalars["String"],DeadLetter,{}, TContext>;reason?: LoaderResolver<Scalars["String"],DeadLetter,{}, TContext>;resolvedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,DeadLetter,{}, TContext>;source?: LoaderResolver<Maybe<SourceSystem>,DeadLetter,{}, TContext>;
      };
        
      DeadLetterConnection?: {
        edges?: LoaderResolver<Array<DeadLetterEdge>,DeadLetterConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,DeadLetterConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,DeadLetterConnection,{}, TContext>;
      };
        
      DeadLetterEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],DeadLetterEdge,{}, TContext>;node?: LoaderResolver<DeadLetter,DeadLetterEdge,{}, TContext>;
      };
        
      Dimensions?: {
        account?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;class?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;costCenter?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;department?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;location?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;
      };
        
      EditableField?: {
        allowed?: LoaderResolver<Maybe<Array<Scalars["JSON"]>>,EditableField,{}, TContext>;current?: LoaderResolver<Maybe<Scalars["JSON"]>,EditableField,{}, TContext>;path?: LoaderResolver<Scalars["String"],EditableField,{}, TContext>;touchesMoney?: LoaderResolver<Scalars["Boolean"],EditableField,{}, TContext>;type?: LoaderResolver<Scalars["String"],EditableField,{}, TContext>;
      };
        
      Entitlement?: {
        customer?: LoaderResolver<Maybe<Customer>,Entitlement,{}, TContext>;feature?: LoaderResolver<Maybe<Scalars["String"]>,Entitlement,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Entitlement,{}, TContext>;reason?: LoaderResolver<Maybe<Scalars["String"]>,Entitlement,{}, TContext>;source?: LoaderResolver<Maybe<BillingSubscription>,Entitlement,{}, TContext>;status?: LoaderResolver<Maybe<EntitlementStatus>,Entitlement,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Entitlement,{}, TContext>;tier?: LoaderResolver<Maybe<Scalars["String"]>,Entitlement,{}, TContext>;validFrom?: LoaderResolver<Maybe<Scalars["DateTime"]>,Entitlement,{}, TContext>;validTo?: LoaderResolver<Maybe<Scalars["DateTime"]>,Entitlement,{}, TContext>;
      };
        
      EntitlementChange?: {
        effectiveAt?: LoaderResolver<Scalars["DateTime"],EntitlementChange,{}, TContext>;feature?: LoaderResolver<Scalars["String"],EntitlementChange,{}, TContext>;from?: LoaderResolver<Maybe<Scalars["String"]>,EntitlementChange,{}, TContext>;to?: LoaderResolver<Maybe<Scalars["String"]>,EntitlementChange,{}, TContext>;
      };
        
      EntitlementConnection?: {
        edges?: LoaderResolver<Array<EntitlementEdge>,EntitlementConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,EntitlementConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,EntitlementConnection,{}, TContext>;
      };
        
      EntitlementEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],EntitlementEdge,{}, TContext>;node?: LoaderResolver<Entitlement,EntitlementEdge,{}, TContext>;
      };
        
      Event?: {
        attempts?: LoaderResolver<Scalars["Int"],Event,{}, TContext>;causationId?: LoaderResolver<Maybe<Scalars["ID"]>,Event,{}, TContext>;change?: LoaderResolver<Maybe<ChangeKind>,Event,{}, TContext>;correlationId?: LoaderResolver<Scalars["ID"],Event,{}, TContext>;data?: LoaderResolver<Scalars["JSON"],Event,{}, TContext>;entityVersion?: LoaderResolver<Maybe<Scalars["Int"]>,Event,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Event,{}, TContext>;occurredAt?: LoaderResolver<Scalars["DateTime"],Event,{}, TContext>;processedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Event,{}, TContext>;receivedAt?: LoaderResolver<Scalars["DateTime"],Event,{}, TContext>;schemaVersion?: LoaderResolver<Scalars["String"],Event,{}, TContext>;sequence?: LoaderResolver<Maybe<Scalars["Int"]>,Event,{}, TContext>;source?: LoaderResolver<Maybe<SourceSystem>,Event,{}, TContext>;state?: LoaderResolver<EventState,Event,{}, TContext>;subjectId?: LoaderResolver<Maybe<Scalars["ID"]>,Event,{}, TContext>;type?: LoaderResolver<Scalars["String"],Event,{}, TContext>;
      };
        
      EventConnection?: {
        edges?: LoaderResolver<Array<EventEdge>,EventConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,EventConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,EventConnection,{}, TContext>;
      };
        
      EventEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],EventEdge,{}, TContext>;node?: LoaderResolver<Event,EventEdge,{}, TContext>;
      };
        
      Exception?: {
        age?: LoaderResolver<Scalars["Int"],Exception,{}, TContext>;approval?: LoaderResolver<Maybe<Approval>,Exception,{}, TContext>;assignee?: LoaderResolver<Maybe<User>,Exception,{}, TContext>;category?: LoaderResolver<ExceptionCategory,Exception,{}, TContext>;code?: LoaderResolver<ErrorCode,Exception,{}, TContext>;comments?: LoaderResolver<Array<Comment>,Exception,{}, TContext>;customersAffected?: LoaderResolver<Scalars["Int"],Exception,{}, TContext>;dueAt?: LoaderResolver<Scalars["DateTime"],Exception,{}, TContext>;editableFields?: LoaderResolver<Array<EditableField>,Exception,{}, TContext>;escalation?: LoaderResolver<Scalars["Int"],Exception,{}, TContext>;findings?: LoaderResolver<Array<ExceptionFinding>,Exception,{}, TContext>;history?: LoaderResolver<Array<ExceptionAct>,Exception,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Exception,{}, TContext>;message?: LoaderResolver<Scalars["String"],Exception,{}, TContext>;moneyAtRisk?: LoaderResolver<Maybe<Money>,Exception,{}, TContext>;nextAttemptAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Exception,{}, TContext>;openedAt?: LoaderResolver<Scalars["DateTime"],Exception,{}, TContext>;ownerTeam?: LoaderResolver<Scalars["String"],Exception,{}, TContext>;process?: LoaderResolver<ProcessKind,Exception,{}, TContext>;proposedPatch?: LoaderResolver<Maybe<Scalars["JSON"]>,Exception,{}, TContext>;record?: LoaderResolver<Maybe<Node>,Exception,{}, TContext>;rootCauseKey?: LoaderResolver<Scalars["String"],Exception,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,Exception,{}, TContext>;settledAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Exception,{}, TContext>;severity?: LoaderResolver<Severity,Exception,{}, TContext>;skippable?: LoaderResolver<Scalars["Boolean"],Exception,{}, TContext>;status?: LoaderResolver<ExceptionStatus,Exception,{}, TContext>;step?: LoaderResolver<Scalars["String"],Exception,{}, TContext>;suggestions?: LoaderResolver<Array<FixSuggestion>,Exception,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,Exception,{}, TContext>;
      };
        
      ExceptionAct?: {
        action?: LoaderResolver<Scalars["String"],ExceptionAct,{}, TContext>;after?: LoaderResolver<Maybe<Scalars["JSON"]>,ExceptionAct,{}, TContext>;at?: LoaderResolver<Scalars["DateTime"],ExceptionAct,{}, TContext>;before?: LoaderResolver<Maybe<Scalars["JSON"]>,ExceptionAct,{}, TContext>;by?: LoaderResolver<Maybe<User>,ExceptionAct,{}, TContext>;correlationId?: LoaderResolver<Scalars["ID"],ExceptionAct,{}, TContext>;id?: LoaderResolver<Scalars["ID"],ExceptionAct,{}, TContext>;
      };
        
      ExceptionConnection?: {
        edges?: LoaderResolver<Array<ExceptionEdge>,ExceptionConnection,{}, TContext>;moneyAtRisk?: LoaderResolver<Maybe<Money>,ExceptionConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,ExceptionConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,ExceptionConnection,{}, TContext>;
      };
        
      ExceptionEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],ExceptionEdge,{}, TContext>;node?: LoaderResolver<Exception,ExceptionEdge,{}, TContext>;
      };
        
      ExceptionFinding?: {
        code?: LoaderResolver<ErrorCode,ExceptionFinding,{}, TContext>;message?: LoaderResolver<Scalars["String"],ExceptionFinding,{}, TContext>;path?: LoaderResolver<Maybe<Scalars["String"]>,ExceptionFinding,{}, TContext>;system?: LoaderResolver<Maybe<SystemKind>,ExceptionFinding,{}, TContext>;
      };
        
      ExceptionGroup?: {
        count?: LoaderResolver<Scalars["Int"],ExceptionGroup,{}, TContext>;firstOpenedAt?: LoaderResolver<Scalars["DateTime"],ExceptionGroup,{}, TContext>;lastOpenedAt?: LoaderResolver<Scalars["DateTime"],ExceptionGroup,{}, TContext>;moneyAtRisk?: LoaderResolver<Maybe<Money>,ExceptionGroup,{}, TContext>;rootCauseKey?: LoaderResolver<Scalars["String"],ExceptionGroup,{}, TContext>;sample?: LoaderResolver<Maybe<Exception>,ExceptionGroup,{}, TContext>;
      };
        
      ExceptionPayload?: {
        clientMutationId?: LoaderResolver<Maybe<Scalars["String"]>,ExceptionPayload,{}, TContext>;exceptions?: LoaderResolver<Array<Exception>,ExceptionPayload,{}, TContext>;replayed?: LoaderResolver<Scalars["Boolean"],ExceptionPayload,{}, TContext>;results?: LoaderResolver<Array<RowResult>,ExceptionPayload,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,ExceptionPayload,{}, TContext>;userErrors?: LoaderResolver<Array<UserError>,ExceptionPayload,{}, TContext>;
      };
        
      ExternalRef?: {
        externalId?: LoaderResolver<Scalars["String"],ExternalRef,{}, TContext>;instance?: LoaderResolver<Maybe<SourceSystem>,ExternalRef,{}, TContext>;object?: LoaderResolver<Scalars["String"],ExternalRef,{}, TContext>;observedAt?: LoaderResolver<Scalars["DateTime"],ExternalRef,{}, TContext>;sync?: LoaderResolver<SyncState,ExternalRef,{}, TContext>;url?: LoaderResolver<Maybe<Scalars["String"]>,ExternalRef,{}, TContext>;version?: LoaderResolver<Maybe<Scalars["String"]>,ExternalRef,{}, TContext>;
      };
        
      Feed?: {
        cursor?: LoaderResolver<Maybe<Scalars["String"]>,Feed,{}, TContext>;error?: LoaderResolver<Maybe<Scalars["String"]>,Feed,{}, TContext>;kind?: LoaderResolver<Maybe<Scalars["String"]>,Feed,{}, TContext>;lagMs?: LoaderResolver<Maybe<Scalars["Int"]>,Feed,{}, TContext>;lastChangeAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Feed,{}, TContext>;mode?: LoaderResolver<FeedMode,Feed,{}, TContext>;name?: LoaderResolver<Scalars["String"],Feed,{}, TContext>;pending?: LoaderResolver<Scalars["Int"],Feed,{}, TContext>;position?: LoaderResolver<Maybe<Scalars["DateTime"]>,Feed,{}, TContext>;state?: LoaderResolver<FeedState,Feed,{}, TContext>;
      };
        
      FieldProvenance?: {
        ageMs?: LoaderResolver<Scalars["Float"],FieldProvenance,{}, TContext>;alternatives?: LoaderResolver<Array<AlternativeValue>,FieldProvenance,{}, TContext>;externalId?: LoaderResolver<Maybe<Scalars["String"]>,FieldProvenance,{}, TContext>;observedAt?: LoaderResolver<Scalars["DateTime"],FieldProvenance,{}, TContext>;path?: LoaderResolver<Scalars["String"],FieldProvenance,{}, TContext>;rule?: LoaderResolver<Scalars["String"],FieldProvenance,{}, TContext>;stale?: LoaderResolver<Scalars["Boolean"],FieldProvenance,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,FieldProvenance,{}, TContext>;
      };
        
      FinancialImpact?: {
        chargeNow?: LoaderResolver<Money,FinancialImpact,{}, TContext>;creditNow?: LoaderResolver<Money,FinancialImpact,{}, TContext>;entitlementChanges?: LoaderResolver<Array<EntitlementChange>,FinancialImpact,{}, TContext>;invoiceLines?: LoaderResolver<Array<InvoiceLine>,FinancialImpact,{}, TContext>;mrrDelta?: LoaderResolver<Money,FinancialImpact,{}, TContext>;postings?: LoaderResolver<Maybe<Array<PostingLine>>,FinancialImpact,{}, TContext>;revenueDelta?: LoaderResolver<Array<RevenuePeriod>,FinancialImpact,{}, TContext>;tax?: LoaderResolver<Money,FinancialImpact,{}, TContext>;tcvDelta?: LoaderResolver<Money,FinancialImpact,{}, TContext>;
      };
        
      FixSuggestion?: {
        basis?: LoaderResolver<Scalars["String"],FixSuggestion,{}, TContext>;confidence?: LoaderResolver<Scalars["Float"],FixSuggestion,{}, TContext>;label?: LoaderResolver<Scalars["String"],FixSuggestion,{}, TContext>;patch?: LoaderResolver<Scalars["JSON"],FixSuggestion,{}, TContext>;
      };
        
      Invoice?: {
        agingBucket?: LoaderResolver<Maybe<AgingBucket>,Invoice,{}, TContext>;amounts?: LoaderResolver<Maybe<MoneyInEntityCurrency>,Invoice,{}, TContext>;applications?: LoaderResolver<Maybe<Array<PaymentApplication>>,Invoice,{}, TContext>;balance?: LoaderResolver<Maybe<Money>,Invoice,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Invoice,{}, TContext>;creditMemos?: LoaderResolver<Maybe<Array<CreditMemo>>,Invoice,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,Invoice,{}, TContext>;dueDate?: LoaderResolver<Maybe<Scalars["Date"]>,Invoice,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Invoice,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Invoice,{}, TContext>;issueDate?: LoaderResolver<Maybe<Scalars["Date"]>,Invoice,{}, TContext>;lines?: LoaderResolver<Maybe<Array<InvoiceLine>>,Invoice,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,Invoice,{}, TContext>;postings?: LoaderResolver<Maybe<Array<LedgerPosting>>,Invoice,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Invoice,InvoiceprovenanceArgs, TContext>;sourceStatus?: LoaderResolver<Array<RawStatus>,Invoice,{}, TContext>;status?: LoaderResolver<Maybe<InvoiceStatus>,Invoice,{}, TContext>;subscription?: LoaderResolver<Maybe<BillingSubscription>,Invoice,{}, TContext>;subtotal?: LoaderResolver<Maybe<Money>,Invoice,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Invoice,{}, TContext>;tax?: LoaderResolver<Maybe<Money>,Invoice,{}, TContext>;total?: LoaderResolver<Maybe<Money>,Invoice,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Invoice,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Invoice,{}, TContext>;
      };
        
      InvoiceConnection?: {
        edges?: LoaderResolver<Array<InvoiceEdge>,InvoiceConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,InvoiceConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,InvoiceConnection,{}, TContext>;
      };
        
      InvoiceEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],InvoiceEdge,{}, TContext>;node?: LoaderResolver<Invoice,InvoiceEdge,{}, TContext>;
      };
        
      InvoiceLine?: {
        amount?: LoaderResolver<Money,InvoiceLine,{}, TContext>;description?: LoaderResolver<Scalars["String"],InvoiceLine,{}, TContext>;id?: LoaderResolver<Scalars["ID"],InvoiceLine,{}, TContext>;periodEnd?: LoaderResolver<Maybe<Scalars["Date"]>,InvoiceLine,{}, TContext>;periodStart?: LoaderResolver<Maybe<Scalars["Date"]>,InvoiceLine,{}, TContext>;product?: LoaderResolver<Maybe<Product>,InvoiceLine,{}, TContext>;quantity?: LoaderResolver<Scalars["Decimal"],InvoiceLine,{}, TContext>;taxes?: LoaderResolver<Array<TaxLine>,InvoiceLine,{}, TContext>;
      };
        
      LedgerPosting?: {
        id?: LoaderResolver<Scalars["ID"],LedgerPosting,{}, TContext>;legalEntity?: LoaderResolver<Maybe<LegalEntity>,LedgerPosting,{}, TContext>;lines?: LoaderResolver<Maybe<Array<PostingLine>>,LedgerPosting,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,LedgerPosting,{}, TContext>;period?: LoaderResolver<Maybe<AccountingPeriod>,LedgerPosting,{}, TContext>;status?: LoaderResolver<Maybe<PostingStatus>,LedgerPosting,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,LedgerPosting,{}, TContext>;
      };
        
      LegalEntity?: {
        code?: LoaderResolver<Maybe<Scalars["String"]>,LegalEntity,{}, TContext>;erp?: LoaderResolver<Maybe<SourceSystem>,LegalEntity,{}, TContext>;functionalCurrency?: LoaderResolver<Maybe<Scalars["CurrencyCode"]>,LegalEntity,{}, TContext>;id?: LoaderResolver<Scalars["ID"],LegalEntity,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,LegalEntity,{}, TContext>;openPeriods?: LoaderResolver<Maybe<Array<AccountingPeriod>>,LegalEntity,{}, TContext>;region?: LoaderResolver<Maybe<Scalars["String"]>,LegalEntity,{}, TContext>;residency?: LoaderResolver<Maybe<Scalars["String"]>,LegalEntity,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,LegalEntity,{}, TContext>;
      };
        
      Lineage?: {
        complete?: LoaderResolver<Scalars["Boolean"],Lineage,{}, TContext>;edges?: LoaderResolver<Array<LineageEdge>,Lineage,{}, TContext>;nodes?: LoaderResolver<Array<LineageNode>,Lineage,{}, TContext>;root?: LoaderResolver<Maybe<Event>,Lineage,{}, TContext>;
      };
        
      LineageEdge?: {
        from?: LoaderResolver<Scalars["ID"],LineageEdge,{}, TContext>;relation?: LoaderResolver<Scalars["String"],LineageEdge,{}, TContext>;to?: LoaderResolver<Scalars["ID"],LineageEdge,{}, TContext>;
      };
        
      LineageNode?: {
        at?: LoaderResolver<Scalars["DateTime"],LineageNode,{}, TContext>;id?: LoaderResolver<Scalars["ID"],LineageNode,{}, TContext>;kind?: LoaderResolver<Scalars["String"],LineageNode,{}, TContext>;label?: LoaderResolver<Scalars["String"],LineageNode,{}, TContext>;payloadHash?: LoaderResolver<Maybe<Scalars["String"]>,LineageNode,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,LineageNode,{}, TContext>;
      };
        
      MatchCandidate?: {
        id?: LoaderResolver<Scalars["ID"],MatchCandidate,{}, TContext>;left?: LoaderResolver<Maybe<Customer>,MatchCandidate,{}, TContext>;reasons?: LoaderResolver<Array<MatchReason>,MatchCandidate,{}, TContext>;right?: LoaderResolver<Maybe<Customer>,MatchCandidate,{}, TContext>;score?: LoaderResolver<Scalars["Float"],MatchCandidate,{}, TContext>;status?: LoaderResolver<MatchStatus,MatchCandidate,{}, TContext>;
      };
        
      MatchCandidateConnection?: {
        edges?: LoaderResolver<Array<MatchCandidateEdge>,MatchCandidateConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,MatchCandidateConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,MatchCandidateConnection,{}, TContext>;
      };
        
      MatchCandidateEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],MatchCandidateEdge,{}, TContext>;node?: LoaderResolver<MatchCandidate,MatchCandidateEdge,{}, TContext>;
      };
        
      MatchReason?: {
        feature?: LoaderResolver<Scalars["String"],MatchReason,{}, TContext>;left?: LoaderResolver<Maybe<Scalars["String"]>,MatchReason,{}, TContext>;right?: LoaderResolver<Maybe<Scalars["String"]>,MatchReason,{}, TContext>;weight?: LoaderResolver<Scalars["Float"],MatchReason,{}, TContext>;
      };
        
      MergeRecord?: {
        absorbedId?: LoaderResolver<Scalars["ID"],MergeRecord,{}, TContext>;at?: LoaderResolver<Scalars["DateTime"],MergeRecord,{}, TContext>;by?: LoaderResolver<Scalars["String"],MergeRecord,{}, TContext>;id?: LoaderResolver<Scalars["ID"],MergeRecord,{}, TContext>;reversible?: LoaderResolver<Scalars["Boolean"],MergeRecord,{}, TContext>;survivor?: LoaderResolver<Maybe<Customer>,MergeRecord,{}, TContext>;undoneAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,MergeRecord,{}, TContext>;
      };
        
      Money?: {
        amount?: LoaderResolver<Scalars["Decimal"],Money,{}, TContext>;currency?: LoaderResolver<Scalars["CurrencyCode"],Money,{}, TContext>;
      };
        
      MoneyInEntityCurrency?: {
        functional?: LoaderResolver<Money,MoneyInEntityCurrency,{}, TContext>;fxDate?: LoaderResolver<Scalars["Date"],MoneyInEntityCurrency,{}, TContext>;fxRate?: LoaderResolver<Scalars["Decimal"],MoneyInEntityCurrency,{}, TContext>;transaction?: LoaderResolver<Money,MoneyInEntityCurrency,{}, TContext>;
      };
        
      Opportunity?: {
        amount?: LoaderResolver<Maybe<Money>,Opportunity,{}, TContext>;closeDate?: LoaderResolver<Maybe<Scalars["Date"]>,Opportunity,{}, TContext>;contract?: LoaderResolver<Maybe<Contract>,Opportunity,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Opportunity,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,Opportunity,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Opportunity,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Opportunity,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,Opportunity,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Opportunity,OpportunityprovenanceArgs, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,Opportunity,{}, TContext>;stage?: LoaderResolver<Maybe<OpportunityStage>,Opportunity,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Opportunity,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Opportunity,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Opportunity,{}, TContext>;
      };
        
      OpportunityConnection?: {
        edges?: LoaderResolver<Array<OpportunityEdge>,OpportunityConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,OpportunityConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,OpportunityConnection,{}, TContext>;
      };
        
      OpportunityEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],OpportunityEdge,{}, TContext>;node?: LoaderResolver<Opportunity,OpportunityEdge,{}, TContext>;
      };
        
      PageInfo?: {
        endCursor?: LoaderResolver<Maybe<Scalars["Cursor"]>,PageInfo,{}, TContext>;hasNextPage?: LoaderResolver<Scalars["Boolean"],PageInfo,{}, TContext>;hasPreviousPage?: LoaderResolver<Scalars["Boolean"],PageInfo,{}, TContext>;startCursor?: LoaderResolver<Maybe<Scalars["Cursor"]>,PageInfo,{}, TContext>;
      };
        
      Payment?: {
        amount?: LoaderResolver<Maybe<Money>,Payment,{}, TContext>;applications?: LoaderResolver<Maybe<Array<PaymentApplication>>,Payment,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Payment,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,Payment,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Payment,{}, TContext>;failure?: LoaderResolver<Maybe<PaymentFailure>,Payment,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Payment,{}, TContext>;method?: LoaderResolver<Maybe<Scalars["String"]>,Payment,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Payment,PaymentprovenanceArgs, TContext>;receivedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Payment,{}, TContext>;status?: LoaderResolver<Maybe<PaymentStatus>,Payment,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Payment,{}, TContext>;unapplied?: LoaderResolver<Maybe<Money>,Payment,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Payment,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Payment,{}, TContext>;
      };
        
      PaymentApplication?: {
        amount?: LoaderResolver<Money,PaymentApplication,{}, TContext>;id?: LoaderResolver<Scalars["ID"],PaymentApplication,{}, TContext>;invoice?: LoaderResolver<Maybe<Invoice>,PaymentApplication,{}, TContext>;payment?: LoaderResolver<Payment,PaymentApplication,{}, TContext>;
      };
        
      PaymentConnection?: {
        edges?: LoaderResolver<Array<PaymentEdge>,PaymentConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,PaymentConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,PaymentConnection,{}, TContext>;
      };
        
      PaymentEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],PaymentEdge,{}, TContext>;node?: LoaderResolver<Payment,PaymentEdge,{}, TContext>;
      };
        
      PaymentFailure?: {
        code?: LoaderResolver<Scalars["String"],PaymentFailure,{}, TContext>;message?: LoaderResolver<Scalars["String"],PaymentFailure,{}, TContext>;
      };
        
      PlannedWrite?: {
        compensation?: LoaderResolver<Maybe<Scalars["String"]>,PlannedWrite,{}, TContext>;operation?: LoaderResolver<Scalars["String"],PlannedWrite,{}, TContext>;order?: LoaderResolver<Scalars["Int"],PlannedWrite,{}, TContext>;payload?: LoaderResolver<Maybe<Scalars["JSON"]>,PlannedWrite,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,PlannedWrite,{}, TContext>;
      };
        
      PostingLine?: {
        account?: LoaderResolver<Scalars["String"],PostingLine,{}, TContext>;credit?: LoaderResolver<Maybe<Money>,PostingLine,{}, TContext>;debit?: LoaderResolver<Maybe<Money>,PostingLine,{}, TContext>;dimensions?: LoaderResolver<Dimensions,PostingLine,{}, TContext>;memo?: LoaderResolver<Maybe<Scalars["String"]>,PostingLine,{}, TContext>;
      };
        
      Price?: {
        amount?: LoaderResolver<Maybe<Money>,Price,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Price,{}, TContext>;interval?: LoaderResolver<Maybe<BillingInterval>,Price,{}, TContext>;model?: LoaderResolver<Maybe<PriceModel>,Price,{}, TContext>;product?: LoaderResolver<Maybe<Product>,Price,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Price,{}, TContext>;tiers?: LoaderResolver<Maybe<Array<PriceTier>>,Price,{}, TContext>;
      };
        
      PriceTier?: {
        unitAmount?: LoaderResolver<Money,PriceTier,{}, TContext>;upTo?: LoaderResolver<Maybe<Scalars["Decimal"]>,PriceTier,{}, TContext>;
      };
        
      Product?: {
        createdAt?: LoaderResolver<Scalars["DateTime"],Product,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Product,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Product,{}, TContext>;mappings?: LoaderResolver<Array<ProductMapping>,Product,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,Product,{}, TContext>;prices?: LoaderResolver<Maybe<Array<Price>>,Product,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Product,ProductprovenanceArgs, TContext>;revenueRule?: LoaderResolver<Maybe<Scalars["String"]>,Product,{}, TContext>;sku?: LoaderResolver<Maybe<Scalars["String"]>,Product,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,Product,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Product,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Product,{}, TContext>;
      };
        
      ProductConnection?: {
        edges?: LoaderResolver<Array<ProductEdge>,ProductConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,ProductConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,ProductConnection,{}, TContext>;
      };
        
      ProductEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],ProductEdge,{}, TContext>;node?: LoaderResolver<Product,ProductEdge,{}, TContext>;
      };
        
      ProductMapping?: {
        externalId?: LoaderResolver<Maybe<Scalars["String"]>,ProductMapping,{}, TContext>;glAccount?: LoaderResolver<Maybe<Scalars["String"]>,ProductMapping,{}, TContext>;object?: LoaderResolver<Maybe<Scalars["String"]>,ProductMapping,{}, TContext>;status?: LoaderResolver<MappingStatus,ProductMapping,{}, TContext>;system?: LoaderResolver<SourceSystem,ProductMapping,{}, TContext>;
      };
        
      Quota?: {
        lane?: LoaderResolver<Maybe<PriorityLane>,Quota,{}, TContext>;limit?: LoaderResolver<Scalars["Float"],Quota,{}, TContext>;name?: LoaderResolver<Scalars["String"],Quota,{}, TContext>;resetAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Quota,{}, TContext>;used?: LoaderResolver<Scalars["Float"],Quota,{}, TContext>;
      };
        
      RawStatus?: {
        observedAt?: LoaderResolver<Scalars["DateTime"],RawStatus,{}, TContext>;raw?: LoaderResolver<Scalars["String"],RawStatus,{}, TContext>;system?: LoaderResolver<SystemKind,RawStatus,{}, TContext>;
      };
        
      Replay?: {
        applied?: LoaderResolver<Scalars["Int"],Replay,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Replay,{}, TContext>;error?: LoaderResolver<Maybe<Scalars["String"]>,Replay,{}, TContext>;failed?: LoaderResolver<Scalars["Int"],Replay,{}, TContext>;filter?: LoaderResolver<Scalars["JSON"],Replay,{}, TContext>;finishedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Replay,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Replay,{}, TContext>;matched?: LoaderResolver<Scalars["Int"],Replay,{}, TContext>;mode?: LoaderResolver<ReplayMode,Replay,{}, TContext>;ratePerSecond?: LoaderResolver<Scalars["Int"],Replay,{}, TContext>;skippedAsDuplicate?: LoaderResolver<Scalars["Int"],Replay,{}, TContext>;status?: LoaderResolver<RunStatus,Replay,{}, TContext>;wouldApply?: LoaderResolver<Scalars["Int"],Replay,{}, TContext>;
      };
        
      ReplayPayload?: {
        approval?: LoaderResolver<Maybe<Approval>,ReplayPayload,{}, TContext>;clientMutationId?: LoaderResolver<Maybe<Scalars["String"]>,ReplayPayload,{}, TContext>;replay?: LoaderResolver<Maybe<Replay>,ReplayPayload,{}, TContext>;replayed?: LoaderResolver<Scalars["Boolean"],ReplayPayload,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,ReplayPayload,{}, TContext>;userErrors?: LoaderResolver<Array<UserError>,ReplayPayload,{}, TContext>;
      };
        
      RevenuePeriod?: {
        amount?: LoaderResolver<Money,RevenuePeriod,{}, TContext>;period?: LoaderResolver<Scalars["String"],RevenuePeriod,{}, TContext>;recognized?: LoaderResolver<Scalars["Boolean"],RevenuePeriod,{}, TContext>;
      };
        
      RowResult?: {
        error?: LoaderResolver<Maybe<UserError>,RowResult,{}, TContext>;id?: LoaderResolver<Scalars["ID"],RowResult,{}, TContext>;ok?: LoaderResolver<Scalars["Boolean"],RowResult,{}, TContext>;
      };
        
      RunPayload?: {
        clientMutationId?: LoaderResolver<Maybe<Scalars["String"]>,RunPayload,{}, TContext>;replayed?: LoaderResolver<Scalars["Boolean"],RunPayload,{}, TContext>;run?: LoaderResolver<Maybe<WorkflowRun>,RunPayload,{}, TContext>;userErrors?: LoaderResolver<Array<UserError>,RunPayload,{}, TContext>;
      };
        
      RunStep?: {
        attempts?: LoaderResolver<Array<StepAttempt>,RunStep,{}, TContext>;compensates?: LoaderResolver<Maybe<Scalars["Int"]>,RunStep,{}, TContext>;finishedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,RunStep,{}, TContext>;idempotencyKey?: LoaderResolver<Maybe<Scalars["String"]>,RunStep,{}, TContext>;index?: LoaderResolver<Scalars["Int"],RunStep,{}, TContext>;input?: LoaderResolver<Maybe<Scalars["JSON"]>,RunStep,{}, TContext>;name?: LoaderResolver<Scalars["String"],RunStep,{}, TContext>;nextAttemptAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,RunStep,{}, TContext>;output?: LoaderResolver<Maybe<Scalars["JSON"]>,RunStep,{}, TContext>;startedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,RunStep,{}, TContext>;status?: LoaderResolver<StepStatus,RunStep,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,RunStep,{}, TContext>;
      };
        
      SlaClock?: {
        dueAt?: LoaderResolver<Scalars["DateTime"],SlaClock,{}, TContext>;pausedMs?: LoaderResolver<Scalars["Int"],SlaClock,{}, TContext>;policy?: LoaderResolver<Scalars["String"],SlaClock,{}, TContext>;remainingMs?: LoaderResolver<Maybe<Scalars["Int"]>,SlaClock,{}, TContext>;startedAt?: LoaderResolver<Scalars["DateTime"],SlaClock,{}, TContext>;state?: LoaderResolver<SlaState,SlaClock,{}, TContext>;
      };
        
      SourceHealth?: {
        circuit?: LoaderResolver<CircuitState,SourceHealth,{}, TContext>;errorRate?: LoaderResolver<Scalars["Float"],SourceHealth,{}, TContext>;lagMs?: LoaderResolver<Scalars["Int"],SourceHealth,{}, TContext>;p95Ms?: LoaderResolver<Scalars["Float"],SourceHealth,{}, TContext>;since?: LoaderResolver<Scalars["DateTime"],SourceHealth,{}, TContext>;state?: LoaderResolver<HealthState,SourceHealth,{}, TContext>;
      };
        
      SourceSystem?: {
        feeds?: LoaderResolver<Array<Feed>,SourceSystem,{}, TContext>;health?: LoaderResolver<SourceHealth,SourceSystem,{}, TContext>;id?: LoaderResolver<Scalars["ID"],SourceSystem,{}, TContext>;kind?: LoaderResolver<SystemKind,SourceSystem,{}, TContext>;legalEntities?: LoaderResolver<Array<LegalEntity>,SourceSystem,{}, TContext>;name?: LoaderResolver<Scalars["String"],SourceSystem,{}, TContext>;quota?: LoaderResolver<Array<Quota>,SourceSystem,{}, TContext>;region?: LoaderResolver<Scalars["String"],SourceSystem,{}, TContext>;vendor?: LoaderResolver<Scalars["String"],SourceSystem,{}, TContext>;
      };
        
      StepAttempt?: {
        at?: LoaderResolver<Scalars["DateTime"],StepAttempt,{}, TContext>;call?: LoaderResolver<Maybe<VendorCall>,StepAttempt,{}, TContext>;durationMs?: LoaderResolver<Scalars["Int"],StepAttempt,{}, TContext>;error?: LoaderResolver<Maybe<UserError>,StepAttempt,{}, TContext>;httpStatus?: LoaderResolver<Maybe<Scalars["Int"]>,StepAttempt,{}, TContext>;outcome?: LoaderResolver<AttemptOutcome,StepAttempt,{}, TContext>;
      };
        
      StreamChange?: {
        cursor?: LoaderResolver<Scalars["EventCursor"],StreamChange,{}, TContext>;event?: LoaderResolver<Event,StreamChange,{}, TContext>;eventId?: LoaderResolver<Scalars["ID"],StreamChange,{}, TContext>;kind?: LoaderResolver<ChangeKind,StreamChange,{}, TContext>;node?: LoaderResolver<Maybe<Node>,StreamChange,{}, TContext>;previous?: LoaderResolver<Maybe<Scalars["EventCursor"]>,StreamChange,{}, TContext>;
      };
        
      StreamHeartbeat?: {
        at?: LoaderResolver<Scalars["DateTime"],StreamHeartbeat,{}, TContext>;cursor?: LoaderResolver<Scalars["EventCursor"],StreamHeartbeat,{}, TContext>;lagMs?: LoaderResolver<Scalars["Int"],StreamHeartbeat,{}, TContext>;
      };
        
      StreamReset?: {
        code?: LoaderResolver<ErrorCode,StreamReset,{}, TContext>;missedAtLeast?: LoaderResolver<Scalars["Int"],StreamReset,{}, TContext>;oldestAvailable?: LoaderResolver<Scalars["EventCursor"],StreamReset,{}, TContext>;
      };
        
      StreamSnapshot?: {
        at?: LoaderResolver<Scalars["DateTime"],StreamSnapshot,{}, TContext>;cursor?: LoaderResolver<Scalars["EventCursor"],StreamSnapshot,{}, TContext>;nodes?: LoaderResolver<Array<Node>,StreamSnapshot,{}, TContext>;
      };
        
      SubscriptionItem?: {
        amount?: LoaderResolver<Money,SubscriptionItem,{}, TContext>;id?: LoaderResolver<Scalars["ID"],SubscriptionItem,{}, TContext>;price?: LoaderResolver<Maybe<Price>,SubscriptionItem,{}, TContext>;product?: LoaderResolver<Maybe<Product>,SubscriptionItem,{}, TContext>;quantity?: LoaderResolver<Scalars["Decimal"],SubscriptionItem,{}, TContext>;
      };
        
      SupportCase?: {
        contact?: LoaderResolver<Maybe<Contact>,SupportCase,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],SupportCase,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,SupportCase,{}, TContext>;entitlement?: LoaderResolver<Maybe<Entitlement>,SupportCase,{}, TContext>;escalated?: LoaderResolver<Maybe<Scalars["Boolean"]>,SupportCase,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,SupportCase,{}, TContext>;id?: LoaderResolver<Scalars["ID"],SupportCase,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,SupportCase,{}, TContext>;priority?: LoaderResolver<Maybe<CasePriority>,SupportCase,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,SupportCase,SupportCaseprovenanceArgs, TContext>;sourceStatus?: LoaderResolver<Array<RawStatus>,SupportCase,{}, TContext>;status?: LoaderResolver<Maybe<CaseStatus>,SupportCase,{}, TContext>;subject?: LoaderResolver<Maybe<Scalars["String"]>,SupportCase,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,SupportCase,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],SupportCase,{}, TContext>;version?: LoaderResolver<Scalars["Int"],SupportCase,{}, TContext>;
      };
        
      SupportCaseConnection?: {
        edges?: LoaderResolver<Array<SupportCaseEdge>,SupportCaseConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,SupportCaseConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,SupportCaseConnection,{}, TContext>;
      };
        
      SupportCaseEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],SupportCaseEdge,{}, TContext>;node?: LoaderResolver<SupportCase,SupportCaseEdge,{}, TContext>;
      };
        
      SyncState?: {
        lagMs?: LoaderResolver<Maybe<Scalars["Int"]>,SyncState,{}, TContext>;lastEventId?: LoaderResolver<Maybe<Scalars["ID"]>,SyncState,{}, TContext>;lastInboundAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,SyncState,{}, TContext>;openExceptions?: LoaderResolver<Scalars["Int"],SyncState,{}, TContext>;reason?: LoaderResolver<Maybe<Scalars["String"]>,SyncState,{}, TContext>;since?: LoaderResolver<Maybe<Scalars["DateTime"]>,SyncState,{}, TContext>;status?: LoaderResolver<SyncStatus,SyncState,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,SyncState,{}, TContext>;
      };
        
      TaxLine?: {
        amount?: LoaderResolver<Money,TaxLine,{}, TContext>;jurisdiction?: LoaderResolver<Scalars["String"],TaxLine,{}, TContext>;rate?: LoaderResolver<Scalars["Decimal"],TaxLine,{}, TContext>;
      };
        
      TaxProfile?: {
        exemption?: LoaderResolver<Maybe<Scalars["String"]>,TaxProfile,{}, TContext>;jurisdictions?: LoaderResolver<Array<Scalars["String"]>,TaxProfile,{}, TContext>;status?: LoaderResolver<TaxStatus,TaxProfile,{}, TContext>;taxIds?: LoaderResolver<Array<Scalars["String"]>,TaxProfile,{}, TContext>;
      };
        
      User?: {
        id?: LoaderResolver<Scalars["ID"],User,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,User,{}, TContext>;roles?: LoaderResolver<Array<Role>,User,{}, TContext>;syncStatus?: LoaderResolver<Array<SyncState>,User,{}, TContext>;
      };
        
      UserConnection?: {
        edges?: LoaderResolver<Array<UserEdge>,UserConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,UserConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,UserConnection,{}, TContext>;
      };
        
      UserEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],UserEdge,{}, TContext>;node?: LoaderResolver<User,UserEdge,{}, TContext>;
      };
        
      UserError?: {
        code?: LoaderResolver<ErrorCode,UserError,{}, TContext>;correlationId?: LoaderResolver<Scalars["ID"],UserError,{}, TContext>;field?: LoaderResolver<Maybe<Array<Scalars["String"]>>,UserError,{}, TContext>;message?: LoaderResolver<Scalars["String"],UserError,{}, TContext>;retryable?: LoaderResolver<Scalars["Boolean"],UserError,{}, TContext>;system?: LoaderResolver<Maybe<SystemKind>,UserError,{}, TContext>;
      };
        
      VendorCall?: {
        headers?: LoaderResolver<Array<CallHeader>,VendorCall,{}, TContext>;method?: LoaderResolver<Scalars["String"],VendorCall,{}, TContext>;requestBody?: LoaderResolver<Maybe<Scalars["String"]>,VendorCall,{}, TContext>;responseBody?: LoaderResolver<Maybe<Scalars["String"]>,VendorCall,{}, TContext>;status?: LoaderResolver<Maybe<Scalars["Int"]>,VendorCall,{}, TContext>;truncated?: LoaderResolver<Scalars["Boolean"],VendorCall,{}, TContext>;url?: LoaderResolver<Scalars["String"],VendorCall,{}, TContext>;
      };
        
      WorkflowRun?: {
        approvals?: LoaderResolver<Maybe<Array<Approval>>,WorkflowRun,{}, TContext>;asked?: LoaderResolver<Maybe<RunWish>,WorkflowRun,{}, TContext>;checkpoints?: LoaderResolver<Array<Checkpoint>,WorkflowRun,{}, TContext>;correlationId?: LoaderResolver<Scalars["ID"],WorkflowRun,{}, TContext>;exception?: LoaderResolver<Maybe<Exception>,WorkflowRun,{}, TContext>;finishedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,WorkflowRun,{}, TContext>;id?: LoaderResolver<Scalars["ID"],WorkflowRun,{}, TContext>;moneyAtRisk?: LoaderResolver<Maybe<Money>,WorkflowRun,{}, TContext>;process?: LoaderResolver<ProcessKind,WorkflowRun,{}, TContext>;processVersion?: LoaderResolver<Scalars["String"],WorkflowRun,{}, TContext>;reason?: LoaderResolver<Maybe<Scalars["String"]>,WorkflowRun,{}, TContext>;sla?: LoaderResolver<Maybe<SlaClock>,WorkflowRun,{}, TContext>;startedAt?: LoaderResolver<Scalars["DateTime"],WorkflowRun,{}, TContext>;startedBy?: LoaderResolver<User,WorkflowRun,{}, TContext>;status?: LoaderResolver<RunStatus,WorkflowRun,{}, TContext>;steps?: LoaderResolver<Array<RunStep>,WorkflowRun,{}, TContext>;subject?: LoaderResolver<Maybe<Node>,WorkflowRun,{}, TContext>;summary?: LoaderResolver<Scalars["String"],WorkflowRun,{}, TContext>;trigger?: LoaderResolver<Maybe<Event>,WorkflowRun,{}, TContext>;
      };
        
      WorkflowRunConnection?: {
        edges?: LoaderResolver<Array<WorkflowRunEdge>,WorkflowRunConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,WorkflowRunConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,WorkflowRunConnection,{}, TContext>;
      };
        
      WorkflowRunEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],WorkflowRunEdge,{}, TContext>;node?: LoaderResolver<WorkflowRun,WorkflowRunEdge,{}, TContext>;
      };
        }

}