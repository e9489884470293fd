import type { Operation } from './operation.ts';
import type { CallOptions } from './source.ts';

// In canonical words: amounts, quantities and rates are exact decimal text, days are civil dates YYYY-MM-DD in the zone of the account.
// Ids called `externalId` are those that our external references hold; every other name is the vendor's stable number.

/** One change of a subscription. `itemId` is the stable number of a charge (SubscriptionItem.id). */
export type OrderAction =
  | {
      readonly type: 'UPDATE_ITEM';
      readonly itemId: string;
      readonly quantity: string | null;
      readonly unitPrice: string | null;
    }
  /** `priceId`: external id of the price in billing. `unitPrice` null: the list price in the subscription's currency. */
  | {
      readonly type: 'ADD_ITEM';
      readonly priceId: string;
      readonly quantity: string | null;
      readonly unitPrice: string | null;
    }
  | { readonly type: 'REMOVE_ITEM'; readonly itemId: string }
  /** What is null stays as it is; `termEnd` moves the end of the current term. */
  | {
      readonly type: 'TERMS';
      readonly termEnd: string | null;
      readonly autoRenew: boolean | null;
      readonly renewalMonths: number | null;
    }
  | { readonly type: 'RENEW' }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'SUSPEND' }
  | { readonly type: 'RESUME' }
  | {
      readonly type: 'CREATE';
      readonly termStart: string;
      readonly termMonths: number;
      readonly autoRenew: boolean;
      /** Of the contract in the CRM that it belongs to. */
      readonly contractNumber: string | null;
      readonly items: readonly {
        readonly priceId: string;
        readonly quantity: string | null;
        readonly unitPrice: string | null;
      }[];
    };

/** What is to be changed of one subscription, all of it or nothing. */
export interface BillingOrder {
  /** Ours: `ISO-` and the run. A second order with the number is refused by the vendor. */
  readonly orderNumber: string;
  readonly orderDate: string;
  /** When every action takes effect. */
  readonly effectiveDate: string;
  readonly accountNumber: string;
  /** The number; for CREATE the one that the new subscription gets. */
  readonly subscriptionNumber: string;
  readonly actions: readonly OrderAction[];
  readonly description: string | null;
}

/** A line of an invoice or a credit memo; amounts are as on the document, so that a line that lessens its total is negative. */
export interface BilledLine {
  /** The stable number of the charge; of one that the order adds, as billing will number it or null while that is not known. */
  readonly itemId: string | null;
  /** External id of the price in billing. */
  readonly priceId: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly amount: string;
  readonly tax: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  /** Whether it is for a part of a billing period. */
  readonly proration: boolean;
}

export interface BilledDocument {
  readonly kind: 'INVOICE' | 'CREDIT_MEMO';
  /** Null in a preview. */
  readonly number: string | null;
  readonly date: string;
  readonly lines: readonly BilledLine[];
  readonly subtotal: string;
  readonly tax: string;
  readonly total: string;
}

/** What an order would do. Nothing of it is stored by the vendor. */
export interface OrderPreview {
  readonly currency: string;
  readonly documents: readonly BilledDocument[];
  readonly mrrDelta: string;
  readonly tcvDelta: string;
}

/** What an order did. */
export interface OrderMade {
  readonly orderNumber: string;
  readonly subscriptionNumber: string;
  readonly documents: readonly BilledDocument[];
}

/** A subscription as billing has it now, read live. */
export interface SubscriptionNow {
  readonly number: string;
  readonly version: number;
  readonly status: 'PENDING' | 'ACTIVE' | 'SUSPENDED' | 'CANCELLED' | 'EXPIRED';
  readonly currency: string;
  readonly accountNumber: string;
  readonly contractNumber: string | null;
  readonly termStart: string;
  /** Null: evergreen. The first day that is no longer covered. */
  readonly termEnd: string | null;
  readonly autoRenew: boolean;
  /**
   * One for each stretch of days in which nothing of an item changes and that is not over today, `from` to before `to`: an item with a
   * change to come is there twice, the present first.
   */
  readonly items: readonly {
    readonly itemId: string;
    readonly priceId: string;
    readonly quantity: string;
    readonly unitPrice: string;
    readonly intervalMonths: number;
    readonly mrr: string;
    readonly from: string;
    readonly to: string | null;
  }[];
}

export interface BillingAccount {
  /** Ours; a second account with the number is refused. */
  readonly accountNumber: string;
  readonly name: string;
  readonly currency: string;
  readonly paymentTerms: string;
  /** The customer's id in the CRM. */
  readonly crmId: string | null;
  readonly taxId: string | null;
  readonly billTo: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string | null;
    readonly address: {
      readonly line1: string;
      readonly city: string;
      readonly region: string | null;
      readonly postalCode: string | null;
      readonly country: string;
    };
  };
}

export interface Billing {
  /** An account by its number or its external id; null: none. */
  account(
    key: string,
    call?: CallOptions,
  ): Promise<{
    readonly accountNumber: string;
    readonly externalId: string;
    readonly currency: string;
    readonly active: boolean;
  } | null>;
  subscription(number: string, call?: CallOptions): Promise<SubscriptionNow | null>;
  /**
   * Computed by the vendor, with tax: what the order itself would bill, which is what is due on the day of the order and what the order
   * changes of what was billed for later days.
   */
  preview(order: BillingOrder, call?: CallOptions): Promise<OrderPreview>;
  /** Also bills it: what is due now is invoiced or credited, and posted. */
  readonly createOrder: Operation<BillingOrder, OrderMade>;
  /**
   * Takes an order back as of its own date by a further version; what it billed is credited, what it credited is billed, and the one pays the
   * other as far as nobody else has paid it, so that nothing of both stays due.
   */
  readonly revertOrder: Operation<{ readonly orderNumber: string; readonly orderDate: string }, OrderMade>;
  /** The documents of an order, for whoever must prove that it billed what was previewed. */
  orderMade(orderNumber: string, call?: CallOptions): Promise<OrderMade | null>;
  readonly createAccount: Operation<
    BillingAccount,
    { readonly accountNumber: string; readonly externalId: string }
  >;
  /** An account without subscriptions and documents is closed; it is not deleted. */
  readonly closeAccount: Operation<{ readonly accountNumber: string }, { readonly accountNumber: string }>;
}
