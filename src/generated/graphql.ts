import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { NodeParent, SubscriptionItemParent, ProductMappingParent, InvoiceLineParent, ApplicationParent, AlternativeParent, Page, PageEdge } from '../resolvers/model.ts';
import type { Stored, Reference, FieldOrigin, SourceInfo, TimelineEntry, MatchCandidate as Candidate } from '../context.ts';
import type { Connection, Edge } from '../resolvers/connection.ts';
import type { GraphContext } from '../resolvers/request.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
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

export type BillingInterval =
  | 'MONTH'
  | 'ONCE'
  | 'QUARTER'
  | 'YEAR';

/** A running agreement to bill. Not called Subscription, because that is the root operation type. */
export type BillingSubscription = CanonicalRecord & Node & {
  readonly __typename?: 'BillingSubscription';
  /** Annual recurring revenue. */
  readonly arr?: Maybe<Money>;
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
  /** Monthly recurring revenue. */
  readonly mrr?: Maybe<Money>;
  readonly number?: Maybe<Scalars['String']['output']>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  readonly status?: Maybe<SubscriptionStatus>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
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

/** A record assembled from what its sources say. */
export type CanonicalRecord = {
  readonly createdAt: Scalars['DateTime']['output'];
  /** Where the record lives in each source. */
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  /** Why each field has the value it has; all fields that have one, or only those of `paths`. */
  readonly provenance: ReadonlyArray<FieldProvenance>;
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

/** OPEN: calls are refused at once for a while, because too many failed. */
export type CircuitState =
  | 'CLOSED'
  | 'HALF_OPEN'
  | 'OPEN';

/** A person at a customer. */
export type Contact = Node & {
  readonly __typename?: 'Contact';
  readonly customer?: Maybe<Customer>;
  readonly email?: Maybe<Scalars['String']['output']>;
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly role?: Maybe<Scalars['String']['output']>;
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
  /** Total contract value. */
  readonly tcv?: Maybe<Money>;
  readonly termEnd?: Maybe<Scalars['Date']['output']>;
  readonly termStart?: Maybe<Scalars['Date']['output']>;
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly version: Scalars['Int']['output'];
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
  readonly externalRefs: ReadonlyArray<ExternalRef>;
  readonly health?: Maybe<CustomerHealth>;
  readonly id: Scalars['ID']['output'];
  readonly industry?: Maybe<Scalars['String']['output']>;
  readonly invoices?: Maybe<InvoiceConnection>;
  /** The company of ours that sells to it. */
  readonly legalEntity?: Maybe<LegalEntity>;
  readonly legalName?: Maybe<Scalars['String']['output']>;
  readonly name?: Maybe<Scalars['String']['output']>;
  readonly opportunities?: Maybe<OpportunityConnection>;
  readonly parent?: Maybe<Customer>;
  readonly paymentTerms?: Maybe<Scalars['String']['output']>;
  readonly payments?: Maybe<PaymentConnection>;
  readonly provenance: ReadonlyArray<FieldProvenance>;
  /** Sums over the customer and every company below it, in one currency; null where an exchange rate that they need is not known. */
  readonly rollup?: Maybe<CustomerRollup>;
  readonly segment?: Maybe<Scalars['String']['output']>;
  /** The status in the words of each source that has one. */
  readonly sourceStatus: ReadonlyArray<RawStatus>;
  readonly status?: Maybe<CustomerStatus>;
  readonly subscriptions?: Maybe<BillingSubscriptionConnection>;
  readonly taxProfile?: Maybe<TaxProfile>;
  /** What happened, newest first. */
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

/** What service a customer may use. */
export type Entitlement = Node & {
  readonly __typename?: 'Entitlement';
  readonly customer?: Maybe<Customer>;
  readonly feature?: Maybe<Scalars['String']['output']>;
  readonly id: Scalars['ID']['output'];
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** The subscription that pays for it. */
  readonly source?: Maybe<BillingSubscription>;
  readonly status?: Maybe<EntitlementStatus>;
  readonly tier?: Maybe<Scalars['String']['output']>;
  /** Midnight UTC where the source gives only the day. */
  readonly validFrom?: Maybe<Scalars['DateTime']['output']>;
  readonly validTo?: Maybe<Scalars['DateTime']['output']>;
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

/** Something that happened to a record. */
export type Event = Node & {
  readonly __typename?: 'Event';
  readonly data: Scalars['JSON']['output'];
  readonly id: Scalars['ID']['output'];
  readonly occurredAt: Scalars['DateTime']['output'];
  readonly processedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly receivedAt: Scalars['DateTime']['output'];
  /** Null when the source is no longer configured. */
  readonly source?: Maybe<SourceSystem>;
  /** The id of the record. */
  readonly subjectId?: Maybe<Scalars['ID']['output']>;
  /** For example `invoice.issued`, `payment.settled`, `case.opened`. */
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
  readonly stage?: Maybe<OpportunityStage>;
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
  readonly sku?: Maybe<Scalars['String']['output']>;
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
  readonly contract?: Maybe<Contract>;
  /** One customer, by its id or by where it lives in a source: exactly one of the two. */
  readonly customer?: Maybe<Customer>;
  /** Customers page by page: `first` with `after`, or `last` with `before`; 50 at a time, 200 at most. */
  readonly customers: CustomerConnection;
  readonly invoice?: Maybe<Invoice>;
  /** Invoices of all customers, newest first. */
  readonly invoices: InvoiceConnection;
  readonly matchCandidates: MatchCandidateConnection;
  /** The record with this id, whatever its type; null where there is none. */
  readonly node?: Maybe<Node>;
  /** One for each id, in the order asked; null where there is none. At most 200. */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  readonly opportunity?: Maybe<Opportunity>;
  readonly payment?: Maybe<Payment>;
  /** The catalogue by SKU; `unmappedIn` is the id of a source: only the products it does not know. */
  readonly products: ProductConnection;
  /** Every source; asking for health or quota asks the sources first. */
  readonly sources: ReadonlyArray<SourceSystem>;
  readonly subscription?: Maybe<BillingSubscription>;
  readonly supportCase?: Maybe<SupportCase>;
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


export type QueryinvoiceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryinvoicesArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  legalEntity?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
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


export type QueryproductsArgs = {
  after?: InputMaybe<Scalars['Cursor']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  unmappedIn?: InputMaybe<Scalars['ID']['input']>;
};


export type QuerysubscriptionArgs = {
  id: Scalars['ID']['input'];
};


export type QuerysupportCaseArgs = {
  id: Scalars['ID']['input'];
};

export type Quota = {
  readonly __typename?: 'Quota';
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

export type RiskLevel =
  | 'HIGH'
  | 'LOW'
  | 'MEDIUM';

/** Over the last hundred calls. */
export type SourceHealth = {
  readonly __typename?: 'SourceHealth';
  readonly circuit: CircuitState;
  /** Failed calls divided by calls. */
  readonly errorRate: Scalars['Float']['output'];
  readonly p95Ms: Scalars['Float']['output'];
  /** When the state last changed. */
  readonly since: Scalars['DateTime']['output'];
  readonly state: HealthState;
};

/** One account at a vendor that the hub reads. */
export type SourceSystem = Node & {
  readonly __typename?: 'SourceSystem';
  readonly health: SourceHealth;
  /** `src_` and the name of the instance. */
  readonly id: Scalars['ID']['output'];
  readonly kind: SystemKind;
  /** The legal entities of ours whose books it keeps; empty for a system that keeps no books. */
  readonly legalEntities: ReadonlyArray<LegalEntity>;
  /** The name of the instance in the configuration. */
  readonly name: Scalars['String']['output'];
  /** The allowances of the account, as the vendor told them last. */
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

/** A person of our own company. */
export type User = Node & {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
  readonly name?: Maybe<Scalars['String']['output']>;
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





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountingPeriod: ResolverTypeWrapper<Stored<'AccountingPeriod'>>;
  Address: ResolverTypeWrapper<Address>;
  AgingBucket: AgingBucket;
  AlternativeValue: ResolverTypeWrapper<AlternativeParent>;
  BillingInterval: BillingInterval;
  BillingSubscription: ResolverTypeWrapper<Stored<'BillingSubscription'>>;
  BillingSubscriptionConnection: ResolverTypeWrapper<Page<'BillingSubscription'>>;
  BillingSubscriptionEdge: ResolverTypeWrapper<PageEdge<'BillingSubscription'>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CanonicalRecord: ResolverTypeWrapper<Stored>;
  CasePriority: CasePriority;
  CaseStatus: CaseStatus;
  CircuitState: CircuitState;
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
  CustomerRollup: ResolverTypeWrapper<CustomerRollup>;
  CustomerStatus: CustomerStatus;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Dimensions: ResolverTypeWrapper<Dimensions>;
  Direction: Direction;
  Entitlement: ResolverTypeWrapper<Stored<'Entitlement'>>;
  EntitlementConnection: ResolverTypeWrapper<Page<'Entitlement'>>;
  EntitlementEdge: ResolverTypeWrapper<PageEdge<'Entitlement'>>;
  EntitlementStatus: EntitlementStatus;
  Event: ResolverTypeWrapper<TimelineEntry>;
  EventConnection: ResolverTypeWrapper<Connection<TimelineEntry>>;
  EventEdge: ResolverTypeWrapper<Edge<TimelineEntry>>;
  ExternalRef: ResolverTypeWrapper<Reference>;
  ExternalRefInput: ExternalRefInput;
  FieldProvenance: ResolverTypeWrapper<FieldOrigin>;
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
  MappingStatus: MappingStatus;
  MatchCandidate: ResolverTypeWrapper<Candidate>;
  MatchCandidateConnection: ResolverTypeWrapper<Connection<Candidate>>;
  MatchCandidateEdge: ResolverTypeWrapper<Edge<Candidate>>;
  MatchReason: ResolverTypeWrapper<MatchReason>;
  MatchStatus: MatchStatus;
  Money: ResolverTypeWrapper<Money>;
  MoneyInEntityCurrency: ResolverTypeWrapper<MoneyInEntityCurrency>;
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
  PostingLine: ResolverTypeWrapper<PostingLine>;
  PostingStatus: PostingStatus;
  Price: ResolverTypeWrapper<Stored<'Price'>>;
  PriceModel: PriceModel;
  PriceTier: ResolverTypeWrapper<PriceTier>;
  Product: ResolverTypeWrapper<Stored<'Product'>>;
  ProductConnection: ResolverTypeWrapper<Page<'Product'>>;
  ProductEdge: ResolverTypeWrapper<PageEdge<'Product'>>;
  ProductMapping: ResolverTypeWrapper<ProductMappingParent>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quota: ResolverTypeWrapper<Quota>;
  RawStatus: ResolverTypeWrapper<RawStatus>;
  RiskLevel: RiskLevel;
  SourceHealth: ResolverTypeWrapper<SourceHealth>;
  SourceSystem: ResolverTypeWrapper<SourceInfo>;
  StalePolicy: StalePolicy;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  SubscriptionItem: ResolverTypeWrapper<SubscriptionItemParent>;
  SubscriptionStatus: SubscriptionStatus;
  SupportCase: ResolverTypeWrapper<Stored<'SupportCase'>>;
  SupportCaseConnection: ResolverTypeWrapper<Page<'SupportCase'>>;
  SupportCaseEdge: ResolverTypeWrapper<PageEdge<'SupportCase'>>;
  SystemKind: SystemKind;
  TaxLine: ResolverTypeWrapper<TaxLine>;
  TaxProfile: ResolverTypeWrapper<TaxProfile>;
  TaxStatus: TaxStatus;
  User: ResolverTypeWrapper<Stored<'User'>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountingPeriod: Stored<'AccountingPeriod'>;
  Address: Address;
  AlternativeValue: AlternativeParent;
  BillingSubscription: Stored<'BillingSubscription'>;
  BillingSubscriptionConnection: Page<'BillingSubscription'>;
  BillingSubscriptionEdge: PageEdge<'BillingSubscription'>;
  Boolean: Scalars['Boolean']['output'];
  CanonicalRecord: Stored;
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
  CustomerRollup: CustomerRollup;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Dimensions: Dimensions;
  Entitlement: Stored<'Entitlement'>;
  EntitlementConnection: Page<'Entitlement'>;
  EntitlementEdge: PageEdge<'Entitlement'>;
  Event: TimelineEntry;
  EventConnection: Connection<TimelineEntry>;
  EventEdge: Edge<TimelineEntry>;
  ExternalRef: Reference;
  ExternalRefInput: ExternalRefInput;
  FieldProvenance: FieldOrigin;
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
  MatchCandidate: Candidate;
  MatchCandidateConnection: Connection<Candidate>;
  MatchCandidateEdge: Edge<Candidate>;
  MatchReason: MatchReason;
  Money: Money;
  MoneyInEntityCurrency: MoneyInEntityCurrency;
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
  SourceHealth: SourceHealth;
  SourceSystem: SourceInfo;
  String: Scalars['String']['output'];
  SubscriptionItem: SubscriptionItemParent;
  SupportCase: Stored<'SupportCase'>;
  SupportCaseConnection: Page<'SupportCase'>;
  SupportCaseEdge: PageEdge<'SupportCase'>;
  TaxLine: TaxLine;
  TaxProfile: TaxProfile;
  User: Stored<'User'>;
};

export type freshnessDirectiveArgs = {
  maxAgeMs?: Maybe<Scalars['Int']['input']>;
  onError?: Maybe<StalePolicy>;
};

export type freshnessDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = freshnessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ownerDirectiveArgs = {
  team: Scalars['String']['input'];
};

export type ownerDirectiveResolver<Result, Parent, ContextType = GraphContext, Args = ownerDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

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

export type BillingSubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BillingSubscription'] = ResolversParentTypes['BillingSubscription']> = {
  arr?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
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

export type CanonicalRecordResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CanonicalRecord'] = ResolversParentTypes['CanonicalRecord']> = {
  __resolveType: TypeResolveFn<'BillingSubscription' | 'Contract' | 'Customer' | 'Invoice' | 'Opportunity' | 'Payment' | 'Product' | 'SupportCase', ParentType, ContextType>;
};

export type ContactResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  externalRefs?: Resolver<ReadonlyArray<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  health?: Resolver<Maybe<ResolversTypes['CustomerHealth']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  invoices?: Resolver<Maybe<ResolversTypes['InvoiceConnection']>, ParentType, ContextType, Partial<CustomerinvoicesArgs>>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  legalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  opportunities?: Resolver<Maybe<ResolversTypes['OpportunityConnection']>, ParentType, ContextType, Partial<CustomeropportunitiesArgs>>;
  parent?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  paymentTerms?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payments?: Resolver<Maybe<ResolversTypes['PaymentConnection']>, ParentType, ContextType, Partial<CustomerpaymentsArgs>>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<CustomerprovenanceArgs>>;
  rollup?: Resolver<Maybe<ResolversTypes['CustomerRollup']>, ParentType, ContextType>;
  segment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['RawStatus']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['CustomerStatus']>, ParentType, ContextType>;
  subscriptions?: Resolver<Maybe<ResolversTypes['BillingSubscriptionConnection']>, ParentType, ContextType, Partial<CustomersubscriptionsArgs>>;
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

export type EntitlementResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Entitlement'] = ResolversParentTypes['Entitlement']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  feature?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['BillingSubscription']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['EntitlementStatus']>, ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  data?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  processedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  subjectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  cursor?: Resolver<ResolversTypes['Cursor'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
};

export type ExternalRefResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExternalRef'] = ResolversParentTypes['ExternalRef']> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  instance?: Resolver<Maybe<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  object?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type NodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'AccountingPeriod' | 'BillingSubscription' | 'Contact' | 'Contract' | 'CreditMemo' | 'Customer' | 'Entitlement' | 'Event' | 'Invoice' | 'LedgerPosting' | 'LegalEntity' | 'MatchCandidate' | 'Opportunity' | 'Payment' | 'Price' | 'Product' | 'SourceSystem' | 'SupportCase' | 'User', ParentType, ContextType>;
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
  stage?: Resolver<Maybe<ResolversTypes['OpportunityStage']>, ParentType, ContextType>;
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
  sku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType, RequireFields<QuerycontractArgs, 'id'>>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, Partial<QuerycustomerArgs>>;
  customers?: Resolver<ResolversTypes['CustomerConnection'], ParentType, ContextType, Partial<QuerycustomersArgs>>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType, RequireFields<QueryinvoiceArgs, 'id'>>;
  invoices?: Resolver<ResolversTypes['InvoiceConnection'], ParentType, ContextType, Partial<QueryinvoicesArgs>>;
  matchCandidates?: Resolver<ResolversTypes['MatchCandidateConnection'], ParentType, ContextType, Partial<QuerymatchCandidatesArgs>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QuerynodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QuerynodesArgs, 'ids'>>;
  opportunity?: Resolver<Maybe<ResolversTypes['Opportunity']>, ParentType, ContextType, RequireFields<QueryopportunityArgs, 'id'>>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType, RequireFields<QuerypaymentArgs, 'id'>>;
  products?: Resolver<ResolversTypes['ProductConnection'], ParentType, ContextType, Partial<QueryproductsArgs>>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['SourceSystem']>, ParentType, ContextType>;
  subscription?: Resolver<Maybe<ResolversTypes['BillingSubscription']>, ParentType, ContextType, RequireFields<QuerysubscriptionArgs, 'id'>>;
  supportCase?: Resolver<Maybe<ResolversTypes['SupportCase']>, ParentType, ContextType, RequireFields<QuerysupportCaseArgs, 'id'>>;
};

export type QuotaResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Quota'] = ResolversParentTypes['Quota']> = {
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

export type SourceHealthResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SourceHealth'] = ResolversParentTypes['SourceHealth']> = {
  circuit?: Resolver<ResolversTypes['CircuitState'], ParentType, ContextType>;
  errorRate?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p95Ms?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['HealthState'], ParentType, ContextType>;
};

export type SourceSystemResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SourceSystem'] = ResolversParentTypes['SourceSystem']> = {
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  AccountingPeriod?: AccountingPeriodResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  AlternativeValue?: AlternativeValueResolvers<ContextType>;
  BillingSubscription?: BillingSubscriptionResolvers<ContextType>;
  BillingSubscriptionConnection?: BillingSubscriptionConnectionResolvers<ContextType>;
  BillingSubscriptionEdge?: BillingSubscriptionEdgeResolvers<ContextType>;
  CanonicalRecord?: CanonicalRecordResolvers<ContextType>;
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
  CustomerRollup?: CustomerRollupResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Dimensions?: DimensionsResolvers<ContextType>;
  Entitlement?: EntitlementResolvers<ContextType>;
  EntitlementConnection?: EntitlementConnectionResolvers<ContextType>;
  EntitlementEdge?: EntitlementEdgeResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  ExternalRef?: ExternalRefResolvers<ContextType>;
  FieldProvenance?: FieldProvenanceResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  InvoiceConnection?: InvoiceConnectionResolvers<ContextType>;
  InvoiceEdge?: InvoiceEdgeResolvers<ContextType>;
  InvoiceLine?: InvoiceLineResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LedgerPosting?: LedgerPostingResolvers<ContextType>;
  LegalEntity?: LegalEntityResolvers<ContextType>;
  MatchCandidate?: MatchCandidateResolvers<ContextType>;
  MatchCandidateConnection?: MatchCandidateConnectionResolvers<ContextType>;
  MatchCandidateEdge?: MatchCandidateEdgeResolvers<ContextType>;
  MatchReason?: MatchReasonResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoneyInEntityCurrency?: MoneyInEntityCurrencyResolvers<ContextType>;
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
  SourceHealth?: SourceHealthResolvers<ContextType>;
  SourceSystem?: SourceSystemResolvers<ContextType>;
  SubscriptionItem?: SubscriptionItemResolvers<ContextType>;
  SupportCase?: SupportCaseResolvers<ContextType>;
  SupportCaseConnection?: SupportCaseConnectionResolvers<ContextType>;
  SupportCaseEdge?: SupportCaseEdgeResolvers<ContextType>;
  TaxLine?: TaxLineResolvers<ContextType>;
  TaxProfile?: TaxProfileResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GraphContext> = {
  freshness?: freshnessDirectiveResolver<any, any, ContextType>;
  owner?: ownerDirectiveResolver<any, any, ContextType>;
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
  type Event = ResolversParentTypes['Event'];
  type MatchCandidate = ResolversParentTypes['MatchCandidate'];
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
        end?: LoaderResolver<Maybe<Scalars["Date"]>,AccountingPeriod,{}, TContext>;id?: LoaderResolver<Scalars["ID"],AccountingPeriod,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,AccountingPeriod,{}, TContext>;start?: LoaderResolver<Maybe<Scalars["Date"]>,AccountingPeriod,{}, TContext>;status?: LoaderResolver<Maybe<PeriodStatus>,AccountingPeriod,{}, TContext>;
      };
        
      Address?: {
        city?: LoaderResolver<Scalars["String"],Address,{}, TContext>;country?: LoaderResolver<Scalars["String"],Address,{}, TContext>;line1?: LoaderResolver<Scalars["String"],Address,{}, TContext>;line2?: LoaderResolver<Maybe<Scalars["String"]>,Address,{}, TContext>;postalCode?: LoaderResolver<Maybe<Scalars["String"]>,Address,{}, TContext>;region?: LoaderResolver<Maybe<Scalars["String"]>,Address,{}, TContext>;
      };
        
      AlternativeValue?: {
        observedAt?: LoaderResolver<Scalars["DateTime"],AlternativeValue,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,AlternativeValue,{}, TContext>;value?: LoaderResolver<Maybe<Scalars["JSON"]>,AlternativeValue,{}, TContext>;
      };
        
      BillingSubscription?: {
        arr?: LoaderResolver<Maybe<Money>,BillingSubscription,{}, TContext>;contract?: LoaderResolver<Maybe<Contract>,BillingSubscription,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],BillingSubscription,{}, TContext>;currentPeriodEnd?: LoaderResolver<Maybe<Scalars["Date"]>,BillingSubscription,{}, TContext>;currentPeriodStart?: LoaderResolver<Maybe<Scalars["Date"]>,BillingSubscription,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,BillingSubscription,{}, TContext>;entitlements?: LoaderResolver<Maybe<Array<Entitlement>>,BillingSubscription,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,BillingSubscription,{}, TContext>;id?: LoaderResolver<Scalars["ID"],BillingSubscription,{}, TContext>;items?: LoaderResolver<Maybe<Array<SubscriptionItem>>,BillingSubscription,{}, TContext>;mrr?: LoaderResolver<Maybe<Money>,BillingSubscription,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,BillingSubscription,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,BillingSubscription,BillingSubscriptionprovenanceArgs, TContext>;status?: LoaderResolver<Maybe<SubscriptionStatus>,BillingSubscription,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],BillingSubscription,{}, TContext>;version?: LoaderResolver<Scalars["Int"],BillingSubscription,{}, TContext>;
      };
        
      BillingSubscriptionConnection?: {
        edges?: LoaderResolver<Array<BillingSubscriptionEdge>,BillingSubscriptionConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,BillingSubscriptionConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,BillingSubscriptionConnection,{}, TContext>;
      };
        
      BillingSubscriptionEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],BillingSubscriptionEdge,{}, TContext>;node?: LoaderResolver<BillingSubscription,BillingSubscriptionEdge,{}, TContext>;
      };
        
      Contact?: {
        customer?: LoaderResolver<Maybe<Customer>,Contact,{}, TContext>;email?: LoaderResolver<Maybe<Scalars["String"]>,Contact,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Contact,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Contact,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,Contact,{}, TContext>;role?: LoaderResolver<Maybe<Scalars["String"]>,Contact,{}, TContext>;
      };
        
      ContactConnection?: {
        edges?: LoaderResolver<Array<ContactEdge>,ContactConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,ContactConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,ContactConnection,{}, TContext>;
      };
        
      ContactEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],ContactEdge,{}, TContext>;node?: LoaderResolver<Contact,ContactEdge,{}, TContext>;
      };
        
      Contract?: {
        acv?: LoaderResolver<Maybe<Money>,Contract,{}, TContext>;autoRenew?: LoaderResolver<Maybe<Scalars["Boolean"]>,Contract,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Contract,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,Contract,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Contract,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Contract,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,Contract,{}, TContext>;paymentTerms?: LoaderResolver<Maybe<Scalars["String"]>,Contract,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Contract,ContractprovenanceArgs, TContext>;status?: LoaderResolver<Maybe<ContractStatus>,Contract,{}, TContext>;subscriptions?: LoaderResolver<Maybe<Array<BillingSubscription>>,Contract,{}, TContext>;tcv?: LoaderResolver<Maybe<Money>,Contract,{}, TContext>;termEnd?: LoaderResolver<Maybe<Scalars["Date"]>,Contract,{}, TContext>;termStart?: LoaderResolver<Maybe<Scalars["Date"]>,Contract,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Contract,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Contract,{}, TContext>;
      };
        
      ContractConnection?: {
        edges?: LoaderResolver<Array<ContractEdge>,ContractConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,ContractConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,ContractConnection,{}, TContext>;
      };
        
      ContractEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],ContractEdge,{}, TContext>;node?: LoaderResolver<Contract,ContractEdge,{}, TContext>;
      };
        
      CreditMemo?: {
        amount?: LoaderResolver<Maybe<Money>,CreditMemo,{}, TContext>;balance?: LoaderResolver<Maybe<Money>,CreditMemo,{}, TContext>;id?: LoaderResolver<Scalars["ID"],CreditMemo,{}, TContext>;invoice?: LoaderResolver<Maybe<Invoice>,CreditMemo,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,CreditMemo,{}, TContext>;postings?: LoaderResolver<Maybe<Array<LedgerPosting>>,CreditMemo,{}, TContext>;reason?: LoaderResolver<Maybe<Scalars["String"]>,CreditMemo,{}, TContext>;status?: LoaderResolver<Maybe<CreditMemoStatus>,CreditMemo,{}, TContext>;
      };
        
      Customer?: {
        accountOwner?: LoaderResolver<Maybe<User>,Customer,{}, TContext>;balances?: LoaderResolver<Maybe<CustomerBalances>,Customer,{}, TContext>;billingAddress?: LoaderResolver<Maybe<Address>,Customer,{}, TContext>;cases?: LoaderResolver<Maybe<SupportCaseConnection>,Customer,CustomercasesArgs, TContext>;children?: LoaderResolver<Maybe<CustomerConnection>,Customer,CustomerchildrenArgs, TContext>;contacts?: LoaderResolver<Maybe<ContactConnection>,Customer,CustomercontactsArgs, TContext>;contracts?: LoaderResolver<Maybe<ContractConnection>,Customer,CustomercontractsArgs, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Customer,{}, TContext>;creditHold?: LoaderResolver<Maybe<Scalars["Boolean"]>,Customer,{}, TContext>;creditLimit?: LoaderResolver<Maybe<Money>,Customer,{}, TContext>;entitlements?: LoaderResolver<Maybe<EntitlementConnection>,Customer,CustomerentitlementsArgs, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Customer,{}, TContext>;health?: LoaderResolver<Maybe<CustomerHealth>,Customer,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Customer,{}, TContext>;industry?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;invoices?: LoaderResolver<Maybe<InvoiceConnection>,Customer,CustomerinvoicesArgs, TContext>;legalEntity?: LoaderResolver<Maybe<LegalEntity>,Customer,{}, TContext>;legalName?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;opportunities?: LoaderResolver<Maybe<OpportunityConnection>,Customer,CustomeropportunitiesArgs, TContext>;parent?: LoaderResolver<Maybe<Customer>,Customer,{}, TContext>;paymentTerms?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;payments?: LoaderResolver<Maybe<PaymentConnection>,Customer,CustomerpaymentsArgs, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Customer,CustomerprovenanceArgs, TContext>;rollup?: LoaderResolver<Maybe<CustomerRollup>,Customer,{}, TContext>;segment?: LoaderResolver<Maybe<Scalars["String"]>,Customer,{}, TContext>;sourceStatus?: LoaderResolver<Array<RawStatus>,Customer,{}, TContext>;status?: LoaderResolver<Maybe<CustomerStatus>,Customer,{}, TContext>;subscriptions?: LoaderResolver<Maybe<BillingSubscriptionConnection>,Customer,CustomersubscriptionsArgs, TContext>;taxProfile?: LoaderResolver<Maybe<TaxProfile>,Customer,{}, TContext>;timeline?: LoaderResolver<Maybe<EventConnection>,Customer,CustomertimelineArgs, TContext>;ultimateParent?: LoaderResolver<Maybe<Customer>,Customer,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Customer,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Customer,{}, TContext>;
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
        
      CustomerRollup?: {
        arr?: LoaderResolver<Money,CustomerRollup,{}, TContext>;customers?: LoaderResolver<Scalars["Int"],CustomerRollup,{}, TContext>;mrr?: LoaderResolver<Money,CustomerRollup,{}, TContext>;openAr?: LoaderResolver<Money,CustomerRollup,{}, TContext>;openCases?: LoaderResolver<Scalars["Int"],CustomerRollup,{}, TContext>;
      };
        
      Dimensions?: {
        account?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;class?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;costCenter?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;department?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;location?: LoaderResolver<Maybe<Scalars["String"]>,Dimensions,{}, TContext>;
      };
        
      Entitlement?: {
        customer?: LoaderResolver<Maybe<Customer>,Entitlement,{}, TContext>;feature?: LoaderResolver<Maybe<Scalars["String"]>,Entitlement,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Entitlement,{}, TContext>;reason?: LoaderResolver<Maybe<Scalars["String"]>,Entitlement,{}, TContext>;source?: LoaderResolver<Maybe<BillingSubscription>,Entitlement,{}, TContext>;status?: LoaderResolver<Maybe<EntitlementStatus>,Entitlement,{}, TContext>;tier?: LoaderResolver<Maybe<Scalars["String"]>,Entitlement,{}, TContext>;validFrom?: LoaderResolver<Maybe<Scalars["DateTime"]>,Entitlement,{}, TContext>;validTo?: LoaderResolver<Maybe<Scalars["DateTime"]>,Entitlement,{}, TContext>;
      };
        
      EntitlementConnection?: {
        edges?: LoaderResolver<Array<EntitlementEdge>,EntitlementConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,EntitlementConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,EntitlementConnection,{}, TContext>;
      };
        
      EntitlementEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],EntitlementEdge,{}, TContext>;node?: LoaderResolver<Entitlement,EntitlementEdge,{}, TContext>;
      };
        
      Event?: {
        data?: LoaderResolver<Scalars["JSON"],Event,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Event,{}, TContext>;occurredAt?: LoaderResolver<Scalars["DateTime"],Event,{}, TContext>;processedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Event,{}, TContext>;receivedAt?: LoaderResolver<Scalars["DateTime"],Event,{}, TContext>;source?: LoaderResolver<Maybe<SourceSystem>,Event,{}, TContext>;subjectId?: LoaderResolver<Maybe<Scalars["ID"]>,Event,{}, TContext>;type?: LoaderResolver<Scalars["String"],Event,{}, TContext>;
      };
        
      EventConnection?: {
        edges?: LoaderResolver<Array<EventEdge>,EventConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,EventConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,EventConnection,{}, TContext>;
      };
        
      EventEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],EventEdge,{}, TContext>;node?: LoaderResolver<Event,EventEdge,{}, TContext>;
      };
        
      ExternalRef?: {
        externalId?: LoaderResolver<Scalars["String"],ExternalRef,{}, TContext>;instance?: LoaderResolver<Maybe<SourceSystem>,ExternalRef,{}, TContext>;object?: LoaderResolver<Scalars["String"],ExternalRef,{}, TContext>;observedAt?: LoaderResolver<Scalars["DateTime"],ExternalRef,{}, TContext>;url?: LoaderResolver<Maybe<Scalars["String"]>,ExternalRef,{}, TContext>;version?: LoaderResolver<Maybe<Scalars["String"]>,ExternalRef,{}, TContext>;
      };
        
      FieldProvenance?: {
        ageMs?: LoaderResolver<Scalars["Float"],FieldProvenance,{}, TContext>;alternatives?: LoaderResolver<Array<AlternativeValue>,FieldProvenance,{}, TContext>;externalId?: LoaderResolver<Maybe<Scalars["String"]>,FieldProvenance,{}, TContext>;observedAt?: LoaderResolver<Scalars["DateTime"],FieldProvenance,{}, TContext>;path?: LoaderResolver<Scalars["String"],FieldProvenance,{}, TContext>;rule?: LoaderResolver<Scalars["String"],FieldProvenance,{}, TContext>;stale?: LoaderResolver<Scalars["Boolean"],FieldProvenance,{}, TContext>;system?: LoaderResolver<Maybe<SourceSystem>,FieldProvenance,{}, TContext>;
      };
        
      Invoice?: {
        agingBucket?: LoaderResolver<Maybe<AgingBucket>,Invoice,{}, TContext>;amounts?: LoaderResolver<Maybe<MoneyInEntityCurrency>,Invoice,{}, TContext>;applications?: LoaderResolver<Maybe<Array<PaymentApplication>>,Invoice,{}, TContext>;balance?: LoaderResolver<Maybe<Money>,Invoice,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Invoice,{}, TContext>;creditMemos?: LoaderResolver<Maybe<Array<CreditMemo>>,Invoice,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,Invoice,{}, TContext>;dueDate?: LoaderResolver<Maybe<Scalars["Date"]>,Invoice,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Invoice,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Invoice,{}, TContext>;issueDate?: LoaderResolver<Maybe<Scalars["Date"]>,Invoice,{}, TContext>;lines?: LoaderResolver<Maybe<Array<InvoiceLine>>,Invoice,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,Invoice,{}, TContext>;postings?: LoaderResolver<Maybe<Array<LedgerPosting>>,Invoice,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Invoice,InvoiceprovenanceArgs, TContext>;sourceStatus?: LoaderResolver<Array<RawStatus>,Invoice,{}, TContext>;status?: LoaderResolver<Maybe<InvoiceStatus>,Invoice,{}, TContext>;subscription?: LoaderResolver<Maybe<BillingSubscription>,Invoice,{}, TContext>;subtotal?: LoaderResolver<Maybe<Money>,Invoice,{}, TContext>;tax?: LoaderResolver<Maybe<Money>,Invoice,{}, TContext>;total?: LoaderResolver<Maybe<Money>,Invoice,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Invoice,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Invoice,{}, TContext>;
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
        id?: LoaderResolver<Scalars["ID"],LedgerPosting,{}, TContext>;legalEntity?: LoaderResolver<Maybe<LegalEntity>,LedgerPosting,{}, TContext>;lines?: LoaderResolver<Maybe<Array<PostingLine>>,LedgerPosting,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,LedgerPosting,{}, TContext>;period?: LoaderResolver<Maybe<AccountingPeriod>,LedgerPosting,{}, TContext>;status?: LoaderResolver<Maybe<PostingStatus>,LedgerPosting,{}, TContext>;
      };
        
      LegalEntity?: {
        code?: LoaderResolver<Maybe<Scalars["String"]>,LegalEntity,{}, TContext>;erp?: LoaderResolver<Maybe<SourceSystem>,LegalEntity,{}, TContext>;functionalCurrency?: LoaderResolver<Maybe<Scalars["CurrencyCode"]>,LegalEntity,{}, TContext>;id?: LoaderResolver<Scalars["ID"],LegalEntity,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,LegalEntity,{}, TContext>;openPeriods?: LoaderResolver<Maybe<Array<AccountingPeriod>>,LegalEntity,{}, TContext>;region?: LoaderResolver<Maybe<Scalars["String"]>,LegalEntity,{}, TContext>;residency?: LoaderResolver<Maybe<Scalars["String"]>,LegalEntity,{}, TContext>;
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
        
      Money?: {
        amount?: LoaderResolver<Scalars["Decimal"],Money,{}, TContext>;currency?: LoaderResolver<Scalars["CurrencyCode"],Money,{}, TContext>;
      };
        
      MoneyInEntityCurrency?: {
        functional?: LoaderResolver<Money,MoneyInEntityCurrency,{}, TContext>;fxDate?: LoaderResolver<Scalars["Date"],MoneyInEntityCurrency,{}, TContext>;fxRate?: LoaderResolver<Scalars["Decimal"],MoneyInEntityCurrency,{}, TContext>;transaction?: LoaderResolver<Money,MoneyInEntityCurrency,{}, TContext>;
      };
        
      Opportunity?: {
        amount?: LoaderResolver<Maybe<Money>,Opportunity,{}, TContext>;closeDate?: LoaderResolver<Maybe<Scalars["Date"]>,Opportunity,{}, TContext>;contract?: LoaderResolver<Maybe<Contract>,Opportunity,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Opportunity,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,Opportunity,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Opportunity,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Opportunity,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,Opportunity,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Opportunity,OpportunityprovenanceArgs, TContext>;stage?: LoaderResolver<Maybe<OpportunityStage>,Opportunity,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Opportunity,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Opportunity,{}, TContext>;
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
        amount?: LoaderResolver<Maybe<Money>,Payment,{}, TContext>;applications?: LoaderResolver<Maybe<Array<PaymentApplication>>,Payment,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],Payment,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,Payment,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Payment,{}, TContext>;failure?: LoaderResolver<Maybe<PaymentFailure>,Payment,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Payment,{}, TContext>;method?: LoaderResolver<Maybe<Scalars["String"]>,Payment,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Payment,PaymentprovenanceArgs, TContext>;receivedAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Payment,{}, TContext>;status?: LoaderResolver<Maybe<PaymentStatus>,Payment,{}, TContext>;unapplied?: LoaderResolver<Maybe<Money>,Payment,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Payment,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Payment,{}, TContext>;
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
        
      PostingLine?: {
        account?: LoaderResolver<Scalars["String"],PostingLine,{}, TContext>;credit?: LoaderResolver<Maybe<Money>,PostingLine,{}, TContext>;debit?: LoaderResolver<Maybe<Money>,PostingLine,{}, TContext>;dimensions?: LoaderResolver<Dimensions,PostingLine,{}, TContext>;memo?: LoaderResolver<Maybe<Scalars["String"]>,PostingLine,{}, TContext>;
      };
        
      Price?: {
        amount?: LoaderResolver<Maybe<Money>,Price,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Price,{}, TContext>;interval?: LoaderResolver<Maybe<BillingInterval>,Price,{}, TContext>;model?: LoaderResolver<Maybe<PriceModel>,Price,{}, TContext>;product?: LoaderResolver<Maybe<Product>,Price,{}, TContext>;tiers?: LoaderResolver<Maybe<Array<PriceTier>>,Price,{}, TContext>;
      };
        
      PriceTier?: {
        unitAmount?: LoaderResolver<Money,PriceTier,{}, TContext>;upTo?: LoaderResolver<Maybe<Scalars["Decimal"]>,PriceTier,{}, TContext>;
      };
        
      Product?: {
        createdAt?: LoaderResolver<Scalars["DateTime"],Product,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,Product,{}, TContext>;id?: LoaderResolver<Scalars["ID"],Product,{}, TContext>;mappings?: LoaderResolver<Array<ProductMapping>,Product,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,Product,{}, TContext>;prices?: LoaderResolver<Maybe<Array<Price>>,Product,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,Product,ProductprovenanceArgs, TContext>;sku?: LoaderResolver<Maybe<Scalars["String"]>,Product,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],Product,{}, TContext>;version?: LoaderResolver<Scalars["Int"],Product,{}, TContext>;
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
        limit?: LoaderResolver<Scalars["Float"],Quota,{}, TContext>;name?: LoaderResolver<Scalars["String"],Quota,{}, TContext>;resetAt?: LoaderResolver<Maybe<Scalars["DateTime"]>,Quota,{}, TContext>;used?: LoaderResolver<Scalars["Float"],Quota,{}, TContext>;
      };
        
      RawStatus?: {
        observedAt?: LoaderResolver<Scalars["DateTime"],RawStatus,{}, TContext>;raw?: LoaderResolver<Scalars["String"],RawStatus,{}, TContext>;system?: LoaderResolver<SystemKind,RawStatus,{}, TContext>;
      };
        
      SourceHealth?: {
        circuit?: LoaderResolver<CircuitState,SourceHealth,{}, TContext>;errorRate?: LoaderResolver<Scalars["Float"],SourceHealth,{}, TContext>;p95Ms?: LoaderResolver<Scalars["Float"],SourceHealth,{}, TContext>;since?: LoaderResolver<Scalars["DateTime"],SourceHealth,{}, TContext>;state?: LoaderResolver<HealthState,SourceHealth,{}, TContext>;
      };
        
      SourceSystem?: {
        health?: LoaderResolver<SourceHealth,SourceSystem,{}, TContext>;id?: LoaderResolver<Scalars["ID"],SourceSystem,{}, TContext>;kind?: LoaderResolver<SystemKind,SourceSystem,{}, TContext>;legalEntities?: LoaderResolver<Array<LegalEntity>,SourceSystem,{}, TContext>;name?: LoaderResolver<Scalars["String"],SourceSystem,{}, TContext>;quota?: LoaderResolver<Array<Quota>,SourceSystem,{}, TContext>;region?: LoaderResolver<Scalars["String"],SourceSystem,{}, TContext>;vendor?: LoaderResolver<Scalars["String"],SourceSystem,{}, TContext>;
      };
        
      SubscriptionItem?: {
        amount?: LoaderResolver<Money,SubscriptionItem,{}, TContext>;id?: LoaderResolver<Scalars["ID"],SubscriptionItem,{}, TContext>;price?: LoaderResolver<Maybe<Price>,SubscriptionItem,{}, TContext>;product?: LoaderResolver<Maybe<Product>,SubscriptionItem,{}, TContext>;quantity?: LoaderResolver<Scalars["Decimal"],SubscriptionItem,{}, TContext>;
      };
        
      SupportCase?: {
        contact?: LoaderResolver<Maybe<Contact>,SupportCase,{}, TContext>;createdAt?: LoaderResolver<Scalars["DateTime"],SupportCase,{}, TContext>;customer?: LoaderResolver<Maybe<Customer>,SupportCase,{}, TContext>;entitlement?: LoaderResolver<Maybe<Entitlement>,SupportCase,{}, TContext>;escalated?: LoaderResolver<Maybe<Scalars["Boolean"]>,SupportCase,{}, TContext>;externalRefs?: LoaderResolver<Array<ExternalRef>,SupportCase,{}, TContext>;id?: LoaderResolver<Scalars["ID"],SupportCase,{}, TContext>;number?: LoaderResolver<Maybe<Scalars["String"]>,SupportCase,{}, TContext>;priority?: LoaderResolver<Maybe<CasePriority>,SupportCase,{}, TContext>;provenance?: LoaderResolver<Array<FieldProvenance>,SupportCase,SupportCaseprovenanceArgs, TContext>;sourceStatus?: LoaderResolver<Array<RawStatus>,SupportCase,{}, TContext>;status?: LoaderResolver<Maybe<CaseStatus>,SupportCase,{}, TContext>;subject?: LoaderResolver<Maybe<Scalars["String"]>,SupportCase,{}, TContext>;updatedAt?: LoaderResolver<Scalars["DateTime"],SupportCase,{}, TContext>;version?: LoaderResolver<Scalars["Int"],SupportCase,{}, TContext>;
      };
        
      SupportCaseConnection?: {
        edges?: LoaderResolver<Array<SupportCaseEdge>,SupportCaseConnection,{}, TContext>;pageInfo?: LoaderResolver<PageInfo,SupportCaseConnection,{}, TContext>;totalCount?: LoaderResolver<Maybe<Scalars["Int"]>,SupportCaseConnection,{}, TContext>;
      };
        
      SupportCaseEdge?: {
        cursor?: LoaderResolver<Scalars["Cursor"],SupportCaseEdge,{}, TContext>;node?: LoaderResolver<SupportCase,SupportCaseEdge,{}, TContext>;
      };
        
      TaxLine?: {
        amount?: LoaderResolver<Money,TaxLine,{}, TContext>;jurisdiction?: LoaderResolver<Scalars["String"],TaxLine,{}, TContext>;rate?: LoaderResolver<Scalars["Decimal"],TaxLine,{}, TContext>;
      };
        
      TaxProfile?: {
        exemption?: LoaderResolver<Maybe<Scalars["String"]>,TaxProfile,{}, TContext>;jurisdictions?: LoaderResolver<Array<Scalars["String"]>,TaxProfile,{}, TContext>;status?: LoaderResolver<TaxStatus,TaxProfile,{}, TContext>;taxIds?: LoaderResolver<Array<Scalars["String"]>,TaxProfile,{}, TContext>;
      };
        
      User?: {
        id?: LoaderResolver<Scalars["ID"],User,{}, TContext>;name?: LoaderResolver<Maybe<Scalars["String"]>,User,{}, TContext>;
      };
        }

}