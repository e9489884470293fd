import type { Money } from '../canonical/money.ts';
import type { Operation } from './operation.ts';
import type { CallOptions } from './source.ts';

/** What was sold, as the CRM has it now, read live. */
export interface Deal {
  readonly externalId: string;
  readonly name: string;
  readonly stage: 'OPEN' | 'NEGOTIATION' | 'CLOSED_WON' | 'CLOSED_LOST';
  readonly closeDate: string;
  readonly currency: string;
  readonly amount: string | null;
  /** NONE: nobody has asked for one. */
  readonly approval: 'NONE' | 'PENDING' | 'APPROVED' | 'REJECTED';
  /** Null: the deal was never given a customer. */
  readonly customerExternalId: string | null;
  readonly contractExternalId: string | null;
  /** What `setDeal` has set, for whoever must set it back. */
  readonly orderStatus: string | null;
  readonly orderNumber: string | null;
  readonly lines: readonly {
    readonly lineId: string;
    /** Empty where the product has none. */
    readonly sku: string;
    readonly productExternalId: string;
    readonly quantity: string;
    /** After discount. */
    readonly unitPrice: string;
    readonly start: string | null;
  }[];
}

export interface CrmContract {
  readonly externalId: string;
  readonly number: string;
  readonly status: 'DRAFT' | 'ACTIVE' | 'AMENDING' | 'RENEWED' | 'EXPIRED' | 'TERMINATED';
  readonly start: string | null;
  readonly termMonths: number | null;
  readonly autoRenew: boolean | null;
  readonly paymentTerms: string | null;
  readonly tcv: string | null;
}

export interface Crm {
  deal(externalId: string, call?: CallOptions): Promise<Deal | null>;
  contract(externalId: string, call?: CallOptions): Promise<CrmContract | null>;
  /** Tells a deal how its order stands, in fields of ours; sets all of it, so that what is null is emptied. */
  readonly setDeal: Operation<
    {
      readonly externalId: string;
      readonly orderStatus: string | null;
      readonly orderNumber: string | null;
      readonly contractExternalId: string | null;
    },
    { readonly externalId: string }
  >;
  /** Makes a contract under our own external id (`key`), or sets it. */
  readonly putContract: Operation<
    {
      readonly key: string;
      readonly customerExternalId: string;
      readonly start: string;
      readonly termMonths: number;
      readonly autoRenew: boolean;
      readonly paymentTerms: string | null;
      readonly tcv: Money;
      readonly status: 'DRAFT' | 'ACTIVE' | 'TERMINATED';
    },
    { readonly externalId: string; readonly number: string }
  >;
  /** Sets what is not null of a contract that is there. */
  readonly setContract: Operation<
    {
      readonly externalId: string;
      readonly status: CrmContract['status'] | null;
      readonly termMonths: number | null;
      readonly autoRenew: boolean | null;
      readonly tcv: string | null;
      readonly paymentTerms: string | null;
    },
    { readonly externalId: string }
  >;
}
