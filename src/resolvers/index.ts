import type { Resolvers } from '../generated/graphql.ts';
import { auditEntryConnectionResolvers, auditEntryResolvers } from './audit.ts';
import {
  amendmentChangeLoaders,
  amendmentLoaders,
  amendmentPreviewResolvers,
  amendmentResolvers,
  financialImpactResolvers,
  plannedWriteResolvers,
} from './amendment.ts';
import {
  approvalDecisionLoaders,
  approvalDecisionResolvers,
  approvalLoaders,
  approvalResolvers,
  approvalRuleResolvers,
} from './approval.ts';
import { batchResolvers } from './batch.ts';
import { breakGlassGrantLoaders } from './break-glass.ts';
import { connectionResolvers } from './connection.ts';
import { contactLoaders, contactPeeks } from './contact.ts';
import { contractLoaders, contractPeeks } from './contract.ts';
import { creditMemoLoaders } from './credit-memo.ts';
import { customerLoaders, customerPeeks, customerResolvers } from './customer.ts';
import { entitlementLoaders, entitlementPeeks, entitlementResolvers } from './entitlement.ts';
import { deadLetterResolvers, eventResolvers } from './event.ts';
import {
  commentLoaders,
  exceptionActLoaders,
  exceptionActResolvers,
  exceptionConnectionResolvers,
  exceptionGroupLoaders,
  exceptionGroupResolvers,
  exceptionLoaders,
  exceptionResolvers,
  rowResultResolvers,
  runException,
} from './exception.ts';
import {
  invoiceLineLoaders,
  invoiceLinePeeks,
  invoiceLoaders,
  invoicePeeks,
  invoiceResolvers,
} from './invoice.ts';
import { ledgerPostingLoaders } from './ledger-posting.ts';
import { legalEntityLoaders } from './legal-entity.ts';
import { matchCandidateLoaders, matchCandidatePeeks } from './match-candidate.ts';
import { mergeRecordLoaders, mergeRecordResolvers } from './merge.ts';
import { canonicalRecordResolvers, nodeResolvers } from './node.ts';
import { mutationResolvers } from './mutation.ts';
import { opportunityLoaders, opportunityPeeks } from './opportunity.ts';
import { applicationLoaders, paymentLoaders, paymentPeeks, paymentResolvers } from './payment.ts';
import { priceLoaders, productLoaders } from './product.ts';
import { queryResolvers } from './query.ts';
import { runSummary } from './run-summary.ts';
import { scalarResolvers } from './scalars.ts';
import {
  alternativeValueResolvers,
  externalRefResolvers,
  feedResolvers,
  fieldProvenanceResolvers,
  sourceHealthLoaders,
  sourceSystemLoaders,
  sourceSystemResolvers,
} from './source.ts';
import {
  streamChangeResolvers,
  streamHeartbeatResolvers,
  streamMessageResolvers,
  streamResetResolvers,
} from './stream.ts';
import { subscriptionItemLoaders, subscriptionLoaders, subscriptionPeeks } from './subscription.ts';
import { supportCaseLoaders, supportCasePeeks } from './support-case.ts';
import { userLoaders, userResolvers } from './user.ts';
import {
  runStepLoaders,
  runStepResolvers,
  stepAttemptLoaders,
  stepAttemptResolvers,
  workflowRunLoaders,
  workflowRunResolvers,
} from './workflow-run.ts';
import { referenceSync, syncStateResolvers, syncStatus } from './sync.ts';

const batched = batchResolvers(
  {
    AccountingPeriod: { syncStatus },
    Amendment: amendmentLoaders,
    AmendmentChange: amendmentChangeLoaders,
    Approval: approvalLoaders,
    ApprovalDecision: approvalDecisionLoaders,
    BillingSubscription: subscriptionLoaders,
    BreakGlassGrant: breakGlassGrantLoaders,
    Contact: contactLoaders,
    Contract: contractLoaders,
    CreditMemo: creditMemoLoaders,
    Customer: customerLoaders,
    Comment: commentLoaders,
    Exception: exceptionLoaders,
    ExceptionAct: exceptionActLoaders,
    ExceptionGroup: exceptionGroupLoaders,
    Entitlement: entitlementLoaders,
    ExternalRef: { sync: referenceSync },
    Invoice: invoiceLoaders,
    InvoiceLine: invoiceLineLoaders,
    LedgerPosting: ledgerPostingLoaders,
    LegalEntity: legalEntityLoaders,
    MatchCandidate: matchCandidateLoaders,
    MergeRecord: mergeRecordLoaders,
    Opportunity: opportunityLoaders,
    Payment: paymentLoaders,
    PaymentApplication: applicationLoaders,
    Price: priceLoaders,
    Product: productLoaders,
    SourceHealth: sourceHealthLoaders,
    SourceSystem: sourceSystemLoaders,
    SubscriptionItem: subscriptionItemLoaders,
    SupportCase: supportCaseLoaders,
    User: userLoaders,
    RunStep: runStepLoaders,
    StepAttempt: stepAttemptLoaders,
    WorkflowRun: { ...workflowRunLoaders, summary: runSummary, exception: runException },
  },
  {
    BillingSubscription: subscriptionPeeks,
    Contact: contactPeeks,
    Contract: contractPeeks,
    Customer: customerPeeks,
    Entitlement: entitlementPeeks,
    Invoice: invoicePeeks,
    InvoiceLine: invoiceLinePeeks,
    MatchCandidate: matchCandidatePeeks,
    Opportunity: opportunityPeeks,
    Payment: paymentPeeks,
    SupportCase: supportCasePeeks,
  },
);

/** The resolvers of every type in schema/, in the order in which they override one another: batched fields first. */
export const resolvers: readonly Resolvers[] = [
  batched,
  {
    ...scalarResolvers,
    Node: nodeResolvers,
    CanonicalRecord: canonicalRecordResolvers,
    Query: queryResolvers,
    Mutation: mutationResolvers,
    Customer: customerResolvers,
    Entitlement: entitlementResolvers,
    Invoice: invoiceResolvers,
    Payment: paymentResolvers,
    User: userResolvers,
    SourceSystem: sourceSystemResolvers,
    Feed: feedResolvers,
    ExternalRef: externalRefResolvers,
    FieldProvenance: fieldProvenanceResolvers,
    AlternativeValue: alternativeValueResolvers,
    Event: eventResolvers,
    Exception: exceptionResolvers,
    ExceptionAct: exceptionActResolvers,
    ExceptionConnection: exceptionConnectionResolvers,
    ExceptionGroup: exceptionGroupResolvers,
    RowResult: rowResultResolvers,
    Amendment: amendmentResolvers,
    AmendmentPreview: amendmentPreviewResolvers,
    AmendmentConnection: connectionResolvers,
    FinancialImpact: financialImpactResolvers,
    PlannedWrite: plannedWriteResolvers,
    Approval: approvalResolvers,
    ApprovalRule: approvalRuleResolvers,
    ApprovalDecision: approvalDecisionResolvers,
    ApprovalConnection: connectionResolvers,
    MergeRecord: mergeRecordResolvers,
    DeadLetter: deadLetterResolvers,
    AuditEntry: auditEntryResolvers,
    RunStep: runStepResolvers,
    StepAttempt: stepAttemptResolvers,
    WorkflowRun: workflowRunResolvers,
    SyncState: syncStateResolvers,
    StreamMessage: streamMessageResolvers,
    StreamChange: streamChangeResolvers,
    StreamHeartbeat: streamHeartbeatResolvers,
    StreamReset: streamResetResolvers,
    AuditEntryConnection: auditEntryConnectionResolvers,
    BillingSubscriptionConnection: connectionResolvers,
    ContactConnection: connectionResolvers,
    ContractConnection: connectionResolvers,
    CustomerConnection: connectionResolvers,
    DeadLetterConnection: connectionResolvers,
    EntitlementConnection: connectionResolvers,
    EventConnection: connectionResolvers,
    InvoiceConnection: connectionResolvers,
    MatchCandidateConnection: connectionResolvers,
    OpportunityConnection: connectionResolvers,
    PaymentConnection: connectionResolvers,
    ProductConnection: connectionResolvers,
    SupportCaseConnection: connectionResolvers,
    UserConnection: connectionResolvers,
    WorkflowRunConnection: connectionResolvers,
  },
];
