/** The kinds of canonical record, and the prefix that an id of each kind starts with. */
export const idPrefix = {
  Customer: 'cus',
  Contact: 'con',
  User: 'usr',
  Opportunity: 'opp',
  Contract: 'ctr',
  Product: 'prd',
  Price: 'prc',
  BillingSubscription: 'sub',
  Invoice: 'inv',
  CreditMemo: 'crm',
  Payment: 'pay',
  SupportCase: 'cas',
  Entitlement: 'ent',
  LedgerPosting: 'pst',
  LegalEntity: 'len',
  AccountingPeriod: 'per',
} as const;

/** A canonical noun. Also the name of its GraphQL type. */
export type Kind = keyof typeof idPrefix;

export const kinds = Object.keys(idPrefix) as Kind[];

const kindOfPrefix = new Map<string, Kind>(kinds.map((kind) => [idPrefix[kind], kind]));

/** What part of a company's landscape a source is; the systems of record are named in these words. */
export type SystemKind = 'CRM' | 'BILLING' | 'PAYMENTS' | 'SUPPORT' | 'ERP' | 'TAX' | 'WAREHOUSE' | 'HUB';

/** The kind of record an id belongs to, or undefined when it is not an id of ours. */
export function kindOfId(id: string): Kind | undefined {
  return id[3] === '_' ? kindOfPrefix.get(id.slice(0, 3)) : undefined;
}
