/** How often each kind of mess occurs, as a part of the companies that it can befall. The showcase companies add at least one of each. */
export const dirtRate = {
  /** A name spelt differently in each system that has it. */
  spelling: 0.04,
  billingWithoutCrmId: 0.03,
  supportWithoutCrmId: 0.03,
  erpWithoutBillingNumber: 0.03,
  duplicateCrmAccount: 0.02,
  inOnlyTwoSystems: 0.02,
  /** A contact whose address the CRM writes with capitals. */
  emailCase: 0.03,
  /** A support id that a double cannot hold. */
  idBeyondDouble: 0.02,
} as const;

/** How often each state of business occurs. */
export const storyRate = {
  prospect: 0.05,
  churned: 0.03,
  suspended: 0.01,
  child: 0.08,
  overdue: 0.15,
  openP1: 0.03,
  taxExempt: 0.04,
  withoutTaxId: 0.06,
} as const;
