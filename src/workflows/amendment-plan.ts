import type { AmendmentChange, AmendmentRequest } from '../canonical/amendment.ts';
import type { Finding } from '../canonical/finding.ts';
import type { SystemKind } from '../canonical/kind.ts';
import type { Money } from '../canonical/money.ts';
import type { MonthAmount } from '../canonical/revenue.ts';
import type { Service, ServiceChange, ServiceLevel } from '../canonical/service.ts';
import type { BilledDocument, BillingOrder } from '../sources/billing.ts';
import type { CrmContract } from '../sources/crm.ts';
import type { LedgerDimensions, LedgerEntry, LedgerItem, LedgerOrder } from '../sources/ledger.ts';

/** How subscriptions are amended: what the settings say of it. */
export interface AmendmentRules {
  readonly previewMinutes: number;
  /** By SKU. */
  readonly entitlements: Readonly<Record<string, Service>>;
  readonly dimensions: LedgerDimensions;
  /** Codes by country, where the ledger does not say it of the customer. */
  readonly legalEntities: Readonly<Record<string, string>>;
  /** Where a customer must have a tax id or be exempt. */
  readonly taxIdCountries: readonly string[];
}

/** A line of the ledger's order, as it will be: of a charge that billing has not numbered yet, `added` says which one of the order. */
export interface PlannedLine {
  readonly lineId: string | null;
  readonly added: number | null;
  readonly sku: string;
  readonly quantity: string;
  readonly rate: string;
  readonly amount: string;
  readonly start: string;
  /** The last day. */
  readonly end: string;
  readonly dimensions: LedgerDimensions;
  /** The ledger's own item of a line that stays as it was; null: by the SKU. */
  readonly item: string | null;
}

/** What the ledger knew of the products concerned when it was asked, by SKU. */
export type Items = Readonly<Record<string, LedgerItem>>;

/** What a contract in the CRM is set to; null stays as it is. */
export type ContractSet = {
  readonly [K in 'status' | 'termMonths' | 'autoRenew' | 'tcv' | 'paymentTerms']: CrmContract[K] | null;
};

/** Everything that an amendment will send, to whom, and what each system is expected to make of it. */
export interface AmendmentPlan {
  readonly request: AmendmentRequest;
  readonly customerId: string;
  readonly contractId: string | null;
  readonly currency: string;
  readonly legalEntity: string;
  readonly sourceVersion: number;
  readonly instances: {
    readonly billing: string;
    readonly ledger: string;
    readonly support: string | null;
    readonly crm: string | null;
  };
  /** The number follows from the run. */
  readonly order: Omit<BillingOrder, 'orderNumber'>;
  readonly documents: readonly BilledDocument[];
  /** SKU by external id of the price in billing. */
  readonly skus: Readonly<Record<string, string>>;
  readonly ledger: {
    readonly customer: string;
    readonly former: LedgerOrder | null;
    readonly orderDate: string;
    readonly lines: readonly PlannedLine[];
    readonly items: Items;
    /** SKUs of which a line or a posting is written. */
    readonly concerned: readonly string[];
    readonly accounts: { readonly receivable: string; readonly taxPayable: string };
    readonly dimensions: LedgerDimensions;
  };
  /** What the ledger must recognise of the whole order, by month; months that are over as it has them. */
  readonly revenue: readonly MonthAmount[];
  readonly entitlement: {
    readonly customerExternalId: string;
    readonly former: ServiceLevel;
    readonly next: ServiceLevel;
  } | null;
  readonly contract: {
    readonly externalId: string;
    readonly former: ContractSet;
    readonly next: ContractSet;
  } | null;
}

/** What an amendment comes to in money, computed from what the systems said. */
export interface Impact {
  /** Without tax: what is invoiced, and what is credited. */
  readonly chargeNow: Money;
  readonly creditNow: Money;
  /** Of what is invoiced, less that of what is credited. */
  readonly tax: Money;
  readonly mrrDelta: Money;
  readonly tcvDelta: Money;
  readonly documents: readonly BilledDocument[];
  readonly skus: Readonly<Record<string, string>>;
  readonly postings: LedgerEntry['lines'];
  readonly revenueDelta: readonly MonthAmount[];
  readonly entitlementChanges: readonly ServiceChange[];
}

/** One write of a plan, for people to read. */
export interface PlannedWrite {
  readonly order: number;
  readonly instance: string;
  readonly operation: string;
  readonly compensation: string | null;
  readonly payload: unknown;
}

/** What is stored of a preview. `plan` and `impact` null: it cannot be computed, the blockers say why. */
export interface PreviewContent {
  readonly plan: AmendmentPlan | null;
  readonly impact: Impact | null;
  readonly writes: readonly PlannedWrite[];
  readonly changes: readonly AmendmentChange[];
  readonly warnings: readonly Finding[];
  /** What keeps it from being committed. */
  readonly blockers: readonly Finding[];
  readonly degraded: readonly SystemKind[];
  /** What the approval rules look at: the amount in the reporting currency, null where nobody can say. */
  readonly amount: string | null;
  /** Of the request that had it computed. */
  readonly correlationId: string;
  /** Everybody who was behind that request: whoever made a preview up does not approve what comes of it. */
  readonly makers?: readonly string[];
}
