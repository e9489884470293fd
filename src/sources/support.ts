import type { Operation } from './operation.ts';
import type { CallOptions } from './source.ts';

export interface SupportEntitlement {
  readonly tier: string | null;
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'GRACE' | 'EXPIRED' | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly subscriptionNumber: string | null;
  /** One for each feature beside support, for example `feature_analytics`. */
  readonly features: readonly string[];
}

export interface Support {
  /** By the customer's external id in support. */
  entitlement(customerExternalId: string, call?: CallOptions): Promise<SupportEntitlement | null>;
  /** By our own external id (the CRM's id of the customer); null: none. */
  customerBy(externalId: string, call?: CallOptions): Promise<string | null>;
  readonly putCustomer: Operation<
    { readonly externalId: string; readonly name: string; readonly domains: readonly string[] },
    { readonly id: string }
  >;
  /** Sets all of it: what is null is emptied, features that are not named are taken away. Tags of others stay. */
  readonly setEntitlement: Operation<
    { readonly customerExternalId: string; readonly entitlement: SupportEntitlement },
    SupportEntitlement
  >;
}
