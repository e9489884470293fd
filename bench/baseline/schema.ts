/** The part of the hub's schema that the three questions touch, as a user would write it over four REST systems. */
export const typeDefs = `#graphql
scalar DateTime
scalar Date
scalar Decimal
scalar CurrencyCode
scalar Cursor

type Query {
  customer(id: ID!): Customer
  customers(first: Int, after: Cursor): CustomerConnection!
}
type Money { amount: Decimal! currency: CurrencyCode! }
type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: Cursor endCursor: Cursor }
type Address { line1: String! line2: String city: String! region: String postalCode: String country: String! }
type LegalEntity { code: String! }
type Customer {
  id: ID!
  name: String
  status: CustomerStatus
  segment: String
  industry: String
  legalName: String
  legalEntity: LegalEntity
  paymentTerms: String
  creditLimit: Money
  creditHold: Boolean
  billingAddress: Address
  balances: CustomerBalances
  subscriptions(first: Int, after: Cursor): BillingSubscriptionConnection
  invoices(first: Int, after: Cursor): InvoiceConnection
  payments(first: Int, after: Cursor): PaymentConnection
  cases(first: Int, after: Cursor): SupportCaseConnection
}
enum CustomerStatus { PROSPECT PENDING_APPROVAL ACTIVE SUSPENDED CHURNED MERGED }
type CustomerBalances { open: Money! overdue: Money! unapplied: Money! credit: Money! }
type CustomerEdge { cursor: Cursor! node: Customer! }
type CustomerConnection { edges: [CustomerEdge!]! pageInfo: PageInfo! totalCount: Int }

type BillingSubscription { id: ID! number: String status: SubscriptionStatus mrr: Money arr: Money items: [SubscriptionItem!] }
enum SubscriptionStatus { PENDING TRIALING ACTIVE PAST_DUE PAUSED SUSPENDED CANCELLED EXPIRED }
type SubscriptionItem { id: ID! quantity: Decimal! amount: Money! }
type BillingSubscriptionEdge { cursor: Cursor! node: BillingSubscription! }
type BillingSubscriptionConnection { edges: [BillingSubscriptionEdge!]! pageInfo: PageInfo! totalCount: Int }

type Invoice {
  id: ID!
  number: String
  status: InvoiceStatus
  issueDate: Date
  dueDate: Date
  lines: [InvoiceLine!]
  subtotal: Money
  tax: Money
  total: Money
  balance: Money
}
enum InvoiceStatus { DRAFT ISSUED POSTED PARTIALLY_PAID PAID OVERDUE VOID UNCOLLECTIBLE }
type InvoiceLine { id: ID! description: String! quantity: Decimal! amount: Money! taxes: [TaxLine!]! }
type TaxLine { jurisdiction: String! rate: Decimal! amount: Money! }
type InvoiceEdge { cursor: Cursor! node: Invoice! }
type InvoiceConnection { edges: [InvoiceEdge!]! pageInfo: PageInfo! totalCount: Int }

type Payment { id: ID! status: PaymentStatus method: String receivedAt: DateTime amount: Money unapplied: Money }
enum PaymentStatus { PENDING SETTLED FAILED REFUNDED PARTIALLY_REFUNDED DISPUTED }
type PaymentEdge { cursor: Cursor! node: Payment! }
type PaymentConnection { edges: [PaymentEdge!]! pageInfo: PageInfo! totalCount: Int }

type SupportCase { id: ID! number: String subject: String status: CaseStatus priority: CasePriority escalated: Boolean }
enum CaseStatus { NEW OPEN PENDING ON_HOLD SOLVED CLOSED }
enum CasePriority { P1 P2 P3 P4 }
type SupportCaseEdge { cursor: Cursor! node: SupportCase! }
type SupportCaseConnection { edges: [SupportCaseEdge!]! pageInfo: PageInfo! totalCount: Int }
`;
