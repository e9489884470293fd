import { fieldsOf } from '../canonical/fields.ts';
import { type Kind, kinds } from '../canonical/kind.ts';

/** Customers that a field leads to, seen from the record it is asked of. */
export type Hop = 'customer' | 'parent' | 'ultimateParent' | 'children' | 'descendants';

/** What answering a field reads of the copy. */
export interface Read {
  /** Fields and links of the record itself. */
  readonly own?: readonly string[];
  /** Whole lists of the customer it belongs to. */
  readonly lists?: readonly Kind[];
  readonly hop?: Hop;
}

const due = { own: ['status', 'dueDate', 'balance'] };
const list = (...lists: Kind[]): Read => ({ lists });
const customer: Read = { hop: 'customer' };

/** Every field that reads something else than the record's field of the same name. */
const exceptions: Readonly<Record<string, Read>> = {
  'Customer.taxProfile': { own: ['taxIds', 'taxJurisdictions', 'taxExemption'] },
  'Customer.sourceStatus': { own: ['status'] },
  'Customer.accountOwner': { own: ['accountOwner'] },
  'Customer.legalEntity': { own: ['legalEntity'] },
  'Customer.parent': { own: ['parent'], hop: 'parent' },
  'Customer.ultimateParent': { own: ['parent'], hop: 'ultimateParent' },
  'Customer.children': { lists: ['Customer'], hop: 'children' },
  'Customer.contacts': list('Contact'),
  'Customer.opportunities': list('Opportunity'),
  'Customer.contracts': list('Contract'),
  'Customer.subscriptions': list('BillingSubscription'),
  'Customer.invoices': list('Invoice'),
  'Customer.payments': list('Payment'),
  'Customer.cases': list('SupportCase'),
  'Customer.entitlements': list('Entitlement'),
  'Customer.balances': list('Invoice', 'Payment', 'CreditMemo'),
  'Customer.health': list('Invoice', 'SupportCase', 'BillingSubscription'),
  'Customer.rollup': {
    lists: ['Invoice', 'SupportCase', 'BillingSubscription', 'Customer'],
    hop: 'descendants',
  },
  'Customer.timeline': list(
    ...(['Opportunity', 'Contract', 'BillingSubscription', 'Invoice', 'CreditMemo'] as const),
    ...(['Payment', 'SupportCase', 'Entitlement', 'LedgerPosting'] as const),
  ),
  'Contact.customer': customer,
  'Opportunity.customer': customer,
  'Opportunity.contract': list('Contract'),
  'Contract.customer': customer,
  'Contract.subscriptions': list('BillingSubscription'),
  'BillingSubscription.customer': customer,
  'BillingSubscription.contract': list('Contract'),
  'BillingSubscription.entitlements': list('Entitlement'),
  'Invoice.customer': customer,
  'Invoice.subscription': list('BillingSubscription'),
  'Invoice.status': due,
  'Invoice.agingBucket': due,
  'Invoice.sourceStatus': { own: ['status'] },
  'Invoice.amounts': { own: ['total', 'issueDate'] },
  'Invoice.applications': list('Payment'),
  'Invoice.creditMemos': list('CreditMemo'),
  'Invoice.postings': list('LedgerPosting'),
  'CreditMemo.invoice': list('Invoice'),
  'CreditMemo.postings': list('LedgerPosting'),
  'Payment.customer': customer,
  'PaymentApplication.invoice': list('Invoice'),
  'SupportCase.customer': customer,
  'SupportCase.sourceStatus': { own: ['status'] },
  'SupportCase.contact': list('Contact'),
  'SupportCase.entitlement': list('Entitlement'),
  'Entitlement.customer': customer,
  'Entitlement.status': { own: ['status', 'validFrom', 'validTo'] },
  'Entitlement.source': list('BillingSubscription'),
  'LedgerPosting.legalEntity': { own: ['legalEntity'] },
  'LedgerPosting.period': { own: ['period'] },
};

const table = new Map<string, Read>([
  ...kinds.flatMap((kind) =>
    Object.keys(fieldsOf[kind].shape).map((field): [string, Read] => [`${kind}.${field}`, { own: [field] }]),
  ),
  ...Object.entries(exceptions),
]);

/** What `Type.field` reads; undefined for a field that is the hub's own or only leads on. */
export function readOf(name: string): Read | undefined {
  return table.get(name);
}
