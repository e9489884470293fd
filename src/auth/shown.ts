import { fieldsOf } from '../canonical/fields.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Decision, Rights } from './rights.ts';

/**
 * The field of the graph whose right decides of a field or link that records hold under a name the graph does not have. All others are
 * decided by the graph's field of the same name; what neither has is nobody's.
 */
const shownAs: Readonly<Record<string, string>> = {
  'Customer.rawStatus': 'Customer.sourceStatus',
  'Customer.domain': 'Customer.name',
  'Customer.taxIds': 'Customer.taxProfile',
  'Customer.taxJurisdictions': 'Customer.taxProfile',
  'Customer.taxExemption': 'Customer.taxProfile',
  'Customer.currency': 'Customer.paymentTerms',
  'Customer.ledgerBalance': 'Customer.balances',
  'Customer.supportTier': 'Customer.entitlements',
  'Customer.customer': 'Customer.parent',
  'Opportunity.rawStage': 'Opportunity.stage',
  'Contract.rawStatus': 'Contract.status',
  'Product.active': 'Product.name',
  'Product.glAccount': 'ProductMapping.glAccount',
  'Price.name': 'Price.model',
  'BillingSubscription.rawStatus': 'BillingSubscription.status',
  'BillingSubscription.sourceVersion': 'BillingSubscription.status',
  'Invoice.rawStatus': 'Invoice.sourceStatus',
  'CreditMemo.rawStatus': 'CreditMemo.status',
  'CreditMemo.issueDate': 'CreditMemo.status',
  'CreditMemo.customer': 'CreditMemo.invoice',
  'Payment.number': 'Payment.status',
  'Payment.rawStatus': 'Payment.status',
  'SupportCase.rawStatus': 'SupportCase.sourceStatus',
  'SupportCase.openedAt': 'SupportCase.status',
  'Entitlement.subscription': 'Entitlement.source',
  'LedgerPosting.rawStatus': 'LedgerPosting.status',
  'LedgerPosting.date': 'LedgerPosting.period',
  'LedgerPosting.memo': 'LedgerPosting.lines',
  'LedgerPosting.customer': 'LedgerPosting.number',
  'LedgerPosting.invoice': 'LedgerPosting.number',
  'LedgerPosting.creditMemo': 'LedgerPosting.number',
  'LedgerPosting.payment': 'LedgerPosting.number',
  'LegalEntity.rates': 'LegalEntity.functionalCurrency',
};

/** The coordinate that decides of a field or link of a record. */
export function coordinateOf(kind: Kind, name: string): string {
  return shownAs[`${kind}.${name}`] ?? `${kind}.${name}`;
}

/** What a caller may see of a field or link of a record, by its name there or in the graph. */
export function fieldDecision(rights: Rights, kind: Kind, name: string): Decision {
  return rights.decide(coordinateOf(kind, name));
}

/** The links that records of a kind can have. */
const linksOf: Partial<Record<Kind, readonly string[]>> = {
  Customer: ['parent', 'customer', 'accountOwner', 'legalEntity'],
  Contact: ['customer'],
  Opportunity: ['customer', 'contract'],
  Contract: ['customer'],
  Price: ['product'],
  BillingSubscription: ['customer', 'contract'],
  Invoice: ['customer', 'subscription'],
  CreditMemo: ['customer', 'invoice'],
  Payment: ['customer'],
  SupportCase: ['customer', 'contact', 'entitlement'],
  Entitlement: ['customer', 'subscription'],
  LedgerPosting: ['customer', 'invoice', 'creditMemo', 'payment', 'legalEntity', 'period'],
};

/** The names of everything that records of a kind can hold. */
export function namesOf(kind: Kind): readonly string[] {
  return [...Object.keys(fieldsOf[kind].shape), ...(linksOf[kind] ?? [])];
}
