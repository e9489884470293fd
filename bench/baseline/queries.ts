const money = '{ amount currency }';

/** The three questions of the benchmark, valid against the hub's schema and the baseline's alike. */
export const queries = {
  /** One customer with what all four systems know, about 4 KB. Variables: id. */
  Q1: `query Q1($id: ID!) {
  customer(id: $id) {
    id name status segment industry legalName
    legalEntity { code }
    paymentTerms creditHold creditLimit ${money}
    billingAddress { line1 line2 city region postalCode country }
    balances { open ${money} overdue ${money} unapplied ${money} credit ${money} }
    subscriptions(first: 10) { edges { node { id number status mrr ${money} arr ${money} items { id quantity amount ${money} } } } }
    invoices(first: 10) { edges { node { id number status issueDate dueDate total ${money} balance ${money} } } }
    payments(first: 10) { edges { node { id status method receivedAt amount ${money} unapplied ${money} } } }
    cases(first: 10) { edges { node { id number subject status priority escalated } } }
  }
}`,
  /** A page of 50 customers with invoices, lines, cases and balance, about 160 KB. */
  Q2: `query Q2 {
  customers(first: 50) {
    edges {
      cursor
      node {
        id name status
        balances { open ${money} overdue ${money} }
        invoices(first: 10) { edges { node { id number status dueDate total ${money} balance ${money} lines { description quantity amount ${money} } } } }
        cases(first: 10) { edges { node { id subject status priority } } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
  /** The smallest useful answer. Variables: id. */
  Q3: 'query Q3($id: ID!) { customer(id: $id) { id name status } }',
} as const;
