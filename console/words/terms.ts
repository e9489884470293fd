// The words for what the graph names: states, systems, kinds. What has no word here is shown as the graph writes it, in small letters.

const terms: Readonly<Record<string, string>> = {
  DailyApiRequests: 'Daily API requests',
  AMENDMENT: 'Amendment',
  QUOTE_TO_CASH: 'Quote to cash',
  RENEWAL: 'Renewal',
  CANCELLATION: 'Cancellation',
  CO_TERM: 'Co-term',
  ADD_ON: 'Add-on',
  UNKNOWN_OUTCOME: 'Outcome unknown',
  AUTO_RESOLVED: 'Resolved by itself',
  WAITING_APPROVAL: 'Waits for approval',
  PENDING_APPROVAL: 'Waits for approval',
  IN_SYNC: 'In step',
  D1_30: '1 to 30 days',
  D31_60: '31 to 60 days',
  D61_90: '61 to 90 days',
  D90_PLUS: 'Over 90 days',
  ERP: 'ERP',
  CRM: 'CRM',
  P1: 'P1',
  P2: 'P2',
  P3: 'P3',
  P4: 'P4',
  MONTH: 'Monthly',
  QUARTER: 'Quarterly',
  YEAR: 'Yearly',
  DRY_RUN: 'Dry run',
  HALF_OPEN: 'Half open',
  NOT_APPLIED: 'Not applied',
  FOUND_EXISTING: 'Found done already',
  DATA_FIX: 'Fix of data',
  SALES_OPS: 'Sales operations',
  FINANCE_OPS: 'Finance operations',
  FINANCE_APPROVER: 'Finance approver',
  CONTROLLER: 'Controller',
  SUPPORT: 'Support',
  INTEGRATION: 'Integration',
  STEWARD: 'Data steward',
  AUDITOR: 'Auditor',
  ADMIN: 'Administrator',
  SERVICE: 'Service',
  CUSTOMER_FACING: 'Customer-facing',
  BillingSubscription: 'Subscription',
  SupportCase: 'Case',
  LedgerPosting: 'Journal entry',
  LegalEntity: 'Legal entity',
  CreditMemo: 'Credit memo',
  WorkflowRun: 'Run',
  SourceSystem: 'Source',
  ExternalRecord: 'Record at a vendor',
  salesforce: 'Salesforce',
  zuora: 'Zuora',
  zendesk: 'Zendesk',
  netsuite: 'NetSuite',
  stripe: 'Stripe',
};

/** What a word stands for among some; undefined where it is none of them, as `constructor`, which a vendor may well send. */
export const meaningOf = <Meaning>(
  meanings: Readonly<Record<string, Meaning>>,
  word: string,
): Meaning | undefined => (Object.hasOwn(meanings, word) ? meanings[word] : undefined);

/** A word of the graph as a person reads it: `PARTIALLY_PAID` is "Partially paid". */
export function term(word: string): string {
  const known = meaningOf(terms, word);
  if (known !== undefined) return known;
  const spaced = word
    .replaceAll('_', ' ')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}
