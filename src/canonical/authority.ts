import type { Kind, SystemKind } from './kind.ts';

/** Which systems may fill a field, the one that decides first. `*` stands for every field not named. */
export type Authority = Readonly<Record<string, readonly SystemKind[]>>;

/**
 * The system-of-record table: for every kind, which system decides each field, and who stands in for it.
 * `systemOfRecord` in the configuration overrides single rows. The first system under `*` owns the kind's lists.
 */
export const systemOfRecord: Readonly<Record<Kind, Authority>> = {
  Customer: {
    '*': ['CRM', 'BILLING', 'ERP', 'SUPPORT'],
    legalName: ['ERP', 'CRM'],
    legalEntity: ['ERP'],
    taxIds: ['TAX', 'ERP', 'CRM'],
    taxJurisdictions: ['TAX', 'ERP'],
    taxExemption: ['TAX', 'ERP'],
    paymentTerms: ['ERP', 'BILLING'],
    creditLimit: ['ERP'],
    creditHold: ['ERP'],
    ledgerBalance: ['ERP'],
    billingAddress: ['BILLING', 'ERP', 'CRM'],
    currency: ['BILLING', 'ERP', 'CRM'],
    supportTier: ['SUPPORT'],
  },
  Contact: { '*': ['CRM', 'SUPPORT'] },
  User: { '*': ['CRM'] },
  Opportunity: { '*': ['CRM'] },
  Contract: { '*': ['CRM'] },
  Product: { '*': ['BILLING', 'CRM', 'ERP'], glAccount: ['ERP'], revenueRule: ['ERP'] },
  Price: { '*': ['BILLING'] },
  BillingSubscription: { '*': ['BILLING'] },
  Invoice: { '*': ['BILLING'] },
  CreditMemo: { '*': ['BILLING'] },
  Payment: { '*': ['PAYMENTS', 'BILLING'] },
  SupportCase: { '*': ['SUPPORT', 'CRM'] },
  Entitlement: { '*': ['SUPPORT', 'CRM'] },
  LedgerPosting: { '*': ['ERP'] },
  LegalEntity: { '*': ['ERP'] },
  AccountingPeriod: { '*': ['ERP'] },
};

/** The systems that may fill a field of a kind, first one first. */
export function systemsFor(
  table: Readonly<Record<Kind, Authority>>,
  kind: Kind,
  field: string,
): readonly SystemKind[] {
  const row = table[kind];
  return row[field] ?? row['*'] ?? [];
}
