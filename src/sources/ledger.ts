import type { Operation } from './operation.ts';
import type { CallOptions } from './source.ts';

// In canonical words: amounts, quantities and rates are exact decimal text, days are civil dates YYYY-MM-DD in the zone of the account.
// Ids called `externalId` are those that our external references hold; every other name is the vendor's stable number.

/** What the ledger knows of a product. */
export interface LedgerItem {
  readonly sku: string;
  readonly externalId: string;
  /** Numbers of accounts; null: not mapped. */
  readonly incomeAccount: string | null;
  readonly deferredAccount: string | null;
  /** The rule by which revenue is recognised; null: none. */
  readonly revenueRule: string | null;
  readonly active: boolean;
}

export interface LedgerPeriod {
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly closed: boolean;
}

export interface LedgerCustomer {
  /** Ours: the external id under which the ledger knows the customer. */
  readonly externalId: string;
  readonly name: string;
  readonly legalEntity: string;
  readonly currency: string;
  readonly paymentTerms: string;
  readonly taxId: string | null;
  readonly billingAccount: string | null;
}

export interface LedgerDimensions {
  readonly department: string | null;
  readonly class: string | null;
  readonly location: string | null;
}

/** What is agreed with a customer, as the ledger must know it: one order for each subscription, all lines of it. */
export interface LedgerOrder {
  /** The subscription's number: the external id of the order. */
  readonly externalId: string;
  /** External id or internal id (`id:107`) of the ledger's customer. */
  readonly customer: string;
  readonly legalEntity: string;
  readonly currency: string;
  readonly date: string;
  readonly lines: readonly {
    /** The charge: the line's own stable name. */
    readonly lineId: string;
    /** External id (`LedgerItem.externalId`). */
    readonly item: string;
    readonly quantity: string;
    readonly rate: string;
    /** What the line is worth from `start` to `end`; the ledger recognises it over these days by the item's rule. */
    readonly amount: string;
    readonly start: string;
    readonly end: string;
    readonly dimensions: LedgerDimensions;
  }[];
}

/** A balanced entry. */
export interface LedgerEntry {
  /** Ours; a second entry with it is refused. */
  readonly externalId: string;
  readonly legalEntity: string;
  readonly currency: string;
  readonly date: string;
  readonly memo: string;
  /** The number of the document in billing. */
  readonly sourceDocument: string | null;
  readonly customer: string | null;
  readonly lines: readonly {
    readonly account: string;
    readonly debit: string | null;
    readonly credit: string | null;
    readonly dimensions: LedgerDimensions;
    readonly memo: string;
  }[];
}

export interface RecognisedPeriod {
  /** `2026-11` */
  readonly period: string;
  readonly amount: string;
}

export interface Ledger {
  /** What is missing is absent. */
  items(skus: readonly string[], call?: CallOptions): Promise<ReadonlyMap<string, LedgerItem>>;
  /** Every item that could be chosen for a product, for suggestions; at most 200. */
  choices(call?: CallOptions): Promise<readonly LedgerItem[]>;
  /** The numbers of the accounts that documents post to beside revenue. */
  accounts(
    legalEntity: string,
    call?: CallOptions,
  ): Promise<{ readonly receivable: string; readonly taxPayable: string }>;
  /** The period that a day belongs to; null: none is set up. */
  period(date: string, call?: CallOptions): Promise<LedgerPeriod | null>;
  /** The ledger's customer by our external id, by billing account number, or by its internal id; null: none. */
  customer(
    by: { readonly externalId?: string; readonly billingAccount?: string; readonly id?: string },
    call?: CallOptions,
  ): Promise<{
    readonly id: string;
    readonly legalEntity: string | null;
    readonly taxId: string | null;
    readonly terms: string | null;
    /** False: out of use; it is put to use again by `upsertCustomer`. */
    readonly active: boolean;
  } | null>;
  /** The order as it stands; null: none. */
  order(
    externalId: string,
    call?: CallOptions,
  ): Promise<(LedgerOrder & { readonly id: string; readonly number: string }) | null>;
  /** What is recognised of an order in each period, computed by the ledger. */
  revenue(orderExternalId: string, call?: CallOptions): Promise<readonly RecognisedPeriod[]>;
  readonly upsertCustomer: Operation<LedgerCustomer, { readonly id: string }>;
  readonly closeCustomer: Operation<{ readonly externalId: string }, { readonly id: string }>;
  /** Makes the order, or sets its lines: the lines given are all lines. The revenue schedule follows. */
  readonly putOrder: Operation<LedgerOrder, { readonly id: string; readonly number: string }>;
  readonly closeOrder: Operation<
    { readonly externalId: string },
    { readonly id: string; readonly number: string }
  >;
  readonly post: Operation<LedgerEntry, { readonly id: string; readonly number: string }>;
  /** Posts the opposite of an entry; the entry stays. */
  readonly reverse: Operation<
    {
      readonly entryExternalId: string;
      readonly externalId: string;
      readonly date: string;
      readonly memo: string;
    },
    { readonly id: string; readonly number: string }
  >;
}
