/**
 * A believable company's customers as they would be known if nothing were ever mistyped, with the ids each system gave them.
 * Every simulator makes the same world from (n, seed, today) and shows its own part of it, dirt included.
 * Amounts are decimal text; dates are YYYY-MM-DD; instants are ISO 8601 UTC.
 */
export interface World {
  readonly n: number;
  readonly seed: number;
  /** The day the world is "now"; histories end here. */
  readonly today: string;
  readonly reps: readonly Rep[];
  readonly legalEntities: readonly LegalEntity[];
  /** Month-end rates into each legal entity's functional currency. */
  readonly rates: readonly { base: string; currency: string; rate: string; date: string }[];
  readonly periods: readonly Period[];
  readonly products: readonly Product[];
  readonly companies: readonly Company[];
}

/** A salesperson of ours. `crmId` is a Salesforce User id (005...). */
export interface Rep {
  readonly crmId: string;
  readonly name: string;
  readonly email: string;
}

/** A company of ours. Two exist: `US01` (USD, region US) and `EU01` (EUR, region EU). `erpId` is a NetSuite subsidiary id. */
export interface LegalEntity {
  readonly erpId: string;
  readonly code: string;
  readonly name: string;
  readonly country: string;
  readonly region: string;
  readonly currency: string;
}

/** A month of the books. */
export interface Period {
  readonly erpId: string;
  readonly name: string;
  readonly start: string;
  readonly end: string;
  readonly status: 'OPEN' | 'SOFT_CLOSED' | 'CLOSED';
}

/** `crmId` null: not in the CRM's catalogue; `erpId` null: not mapped in the ERP (dirt). */
export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly model: 'FLAT' | 'PER_UNIT' | 'TIERED';
  readonly interval: 'MONTH' | 'YEAR';
  /** List price per unit (or flat) by currency. */
  readonly prices: Readonly<Record<string, string>>;
  readonly crmId: string | null;
  readonly billingId: string;
  readonly ratePlanId: string;
  readonly chargeId: string;
  readonly erpId: string | null;
  readonly glAccount: string;
}

export interface Company {
  /** 1 to n; the ordinal is the only name that never lies. */
  readonly ordinal: number;
  readonly name: string;
  readonly legalName: string;
  readonly domain: string;
  readonly industry: string;
  readonly segment: 'Enterprise' | 'Mid-Market' | 'SMB';
  readonly status: 'PROSPECT' | 'ACTIVE' | 'SUSPENDED' | 'CHURNED';
  /** USD, EUR or GBP. */
  readonly currency: string;
  /** Code of the legal entity that sells to it. */
  readonly legalEntity: string;
  readonly taxId: string | null;
  readonly taxExempt: boolean;
  readonly address: {
    line1: string;
    city: string;
    region: string | null;
    postalCode: string;
    country: string;
  };
  readonly paymentTerms: 'Net 30' | 'Net 45' | 'Net 60';
  readonly creditLimit: string;
  readonly creditHold: boolean;
  readonly supportTier: 'standard' | 'premium' | 'enterprise';
  readonly createdAt: string;
  /** Index into `reps`. */
  readonly owner: number;
  /** Ordinal of the parent company; hierarchies are at most three levels deep. */
  readonly parent: number | null;
  /** How each system knows it; null: that system does not (a customer in only two systems). */
  readonly crm: { id: string; name: string; domain: string | null } | null;
  /** A second CRM account for the same company (dirt): same tax id and domain, a differently spelt name, nothing attached. */
  readonly crmDuplicate: { id: string; name: string } | null;
  /** `crmId` null: the cross-reference is missing (dirt). */
  readonly billing: { id: string; number: string; name: string; crmId: string | null } | null;
  /** `crmId` null: no external_id on the organisation (dirt). Ids may exceed 2^53. */
  readonly support: { id: string; name: string; crmId: string | null } | null;
  /** `billingNumber` null: no cross-reference to billing (dirt): only the tax id tells. */
  readonly erp: { id: string; entityId: string; name: string; billingNumber: string | null } | null;
  readonly contacts: readonly Contact[];
  readonly opportunities: readonly Opportunity[];
  readonly contracts: readonly Contract[];
  readonly subscriptions: readonly Subscription[];
  readonly invoices: readonly Invoice[];
  readonly creditMemos: readonly CreditMemo[];
  readonly payments: readonly Payment[];
  readonly cases: readonly Case[];
  readonly journals: readonly Journal[];
}

/** In the CRM (`crmId`, 003...), in support (`supportId`) or both; the e-mail address is the same in both but for letter case. */
export interface Contact {
  readonly firstName: string;
  readonly lastName: string;
  /** Lower case, as support keeps it. */
  readonly email: string;
  /** As the CRM has it: the same address, now and then with capitals (dirt). */
  readonly crmEmail: string;
  readonly title: string;
  readonly crmId: string | null;
  readonly supportId: string | null;
}

export interface Opportunity {
  readonly crmId: string;
  readonly name: string;
  /** A Salesforce stage name. */
  readonly stage:
    | 'Prospecting'
    | 'Qualification'
    | 'Proposal/Price Quote'
    | 'Negotiation/Review'
    | 'Closed Won'
    | 'Closed Lost';
  readonly amount: string;
  readonly closeDate: string;
  /** Index into `contracts` of the contract it won. */
  readonly contract: number | null;
  /** What is sold: products of the CRM's catalogue that are billed yearly, for one year; quantity x unitPrice sums to the amount. */
  readonly lines: readonly {
    /** An OpportunityLineItem (00k...). */
    readonly crmId: string;
    readonly sku: string;
    readonly quantity: string;
    readonly unitPrice: string;
  }[];
}

export interface Contract {
  readonly crmId: string;
  /** Eight digits, as Salesforce numbers contracts. */
  readonly number: string;
  readonly status: 'Draft' | 'In Approval' | 'Activated' | 'Expired' | 'Terminated';
  readonly start: string;
  readonly termMonths: number;
  readonly end: string;
  readonly autoRenew: boolean;
  readonly paymentTerms: string;
  readonly tcv: string;
}

export interface Subscription {
  /** The id of the newest version (32 hex); it changes with every amendment. */
  readonly billingId: string;
  /** The stable number, A-S00000001. */
  readonly number: string;
  readonly version: number;
  readonly status: 'Active' | 'Suspended' | 'Cancelled' | 'Expired';
  /** Index into the company's `contracts`. */
  readonly contract: number | null;
  readonly start: string;
  readonly termMonths: number;
  readonly end: string;
  readonly autoRenew: boolean;
  readonly items: readonly {
    readonly ratePlanId: string;
    readonly chargeId: string;
    /** C-00000001, stable. */
    readonly chargeNumber: string;
    readonly sku: string;
    readonly quantity: string;
    readonly unitPrice: string;
    /** quantity x unitPrice per the product's interval, exact. */
    readonly amount: string;
    readonly mrr: string;
  }[];
}

export interface Invoice {
  readonly billingId: string;
  readonly number: string;
  readonly status: 'Draft' | 'Posted' | 'Canceled';
  /** Index into `subscriptions`. */
  readonly subscription: number;
  readonly issueDate: string;
  readonly dueDate: string;
  /** Sum of the lines' amounts. */
  readonly subtotal: string;
  /** Sum of the lines' taxes. */
  readonly tax: string;
  readonly total: string;
  /** total minus applied payments minus applied credits. */
  readonly balance: string;
  readonly lines: readonly {
    readonly billingId: string;
    readonly sku: string;
    readonly chargeNumber: string;
    readonly description: string;
    readonly quantity: string;
    readonly unitPrice: string;
    readonly amount: string;
    readonly periodStart: string;
    readonly periodEnd: string;
    readonly taxes: readonly { billingId: string; jurisdiction: string; rate: string; amount: string }[];
  }[];
}

export interface CreditMemo {
  readonly billingId: string;
  readonly number: string;
  readonly status: 'Draft' | 'Posted' | 'Canceled';
  readonly reason: string;
  readonly date: string;
  readonly amount: string;
  readonly unapplied: string;
  /** Index into `invoices` of the invoice it is applied to. */
  readonly invoice: number | null;
}

export interface Payment {
  readonly billingId: string;
  readonly number: string;
  readonly status: 'Processed' | 'Processing' | 'Error';
  readonly method: 'CreditCard' | 'ACH' | 'WireTransfer';
  readonly date: string;
  readonly amount: string;
  readonly unapplied: string;
  readonly failure: { code: string; message: string } | null;
  readonly applications: readonly { billingId: string; invoice: number; amount: string }[];
}

export interface Case {
  readonly supportId: string;
  readonly subject: string;
  readonly status: 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';
  readonly priority: 'urgent' | 'high' | 'normal' | 'low';
  readonly escalated: boolean;
  /** Index into `contacts`; that contact has a `supportId`. */
  readonly requester: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One balanced entry in the ERP for a posted invoice, a settled payment or an applied credit memo; functional currency of the legal entity not applied: the transaction's own currency. */
export interface Journal {
  readonly erpId: string;
  readonly number: string;
  readonly date: string;
  readonly periodErpId: string;
  readonly memo: string;
  readonly kind: 'INVOICE' | 'PAYMENT' | 'CREDIT_MEMO';
  /** Index into invoices, payments or creditMemos. */
  readonly document: number;
  readonly lines: readonly {
    readonly account: string;
    readonly debit: string | null;
    readonly credit: string | null;
    readonly department: string | null;
    readonly class: string | null;
    readonly memo: string | null;
  }[];
}
