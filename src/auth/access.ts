// Who may what. This is the whole of it; `policy.ts` reads it and nothing else decides. A line names a type, its fields, the scope that
// lets a service account at them (any: every one, none: none at all), and one letter for each role:
//   a  allowed     m  masked: text of which only a hint is left     -  denied: FORBIDDEN at that field
// What no line names is denied, so a new field is nobody's until it has a line, and `npm run check` fails without one. A line with `=`
// is about a filter or an order: whoever may see all that stands behind it may use it, or it would tell what the fields do not.
// What a line leads to must be seen by whoever it lets in, and a field that is never null is denied only with its whole type, because an
// error there costs the object around it. Which rows a caller sees follows from the legal entities and regions of its token.

/** The roles of the columns. A service account has no column: what it may is what the scopes of its token name. */
export const columns = {
  sales: 'SALES_OPS',
  fin: 'FINANCE_OPS',
  appr: 'FINANCE_APPROVER',
  ctrl: 'CONTROLLER',
  supp: 'SUPPORT',
  intg: 'INTEGRATION',
  stew: 'STEWARD',
  audt: 'AUDITOR',
  adm: 'ADMIN',
} as const;

export const accessTable = `
what                                                                     scope           sales fin appr ctrl supp intg stew audt adm

# Anything by its id: what that shows is decided by the lines of its type.
Query node nodes                                                         any               a    a   a    a    a    a    a    a    a
Query viewer permissions                                                 any               a    a   a    a    a    a    a    a    a
Query __schema __type                                                    schema:read       -    -   -    -    -    a    -    a    a

# Customers, and the people there and here.
Query customer customers                                                 customers:read    a    a   a    a    a    a    a    a    a
Customer id version createdAt updatedAt externalRefs provenance          customers:read    a    a   a    a    a    a    a    a    a
Customer syncStatus name legalName status sourceStatus segment industry  customers:read    a    a   a    a    a    a    a    a    a
Customer accountOwner legalEntity parent ultimateParent children         customers:read    a    a   a    a    a    a    a    a    a
Customer contacts timeline                                               customers:read    a    a   a    a    a    a    a    a    a
Customer taxProfile                                                      customers:read    -    a   a    a    -    -    a    a    -
Customer paymentTerms                                                    customers:read    a    a   a    a    -    -    a    a    -
Customer creditLimit                                                     billing:read      -    a   a    a    -    -    -    a    -
Customer creditHold                                                      billing:read      a    a   a    a    a    -    -    a    -
Customer billingAddress                                                  customers:read    a    a   a    a    a    -    a    a    -
Customer opportunities                                                   sales:read        a    a   -    a    -    a    -    a    a
Customer contracts                                                       sales:read        a    a   a    a    a    a    -    a    a
Customer subscriptions invoices                                          billing:read      a    a   a    a    a    a    -    a    a
Customer payments                                                        billing:read      -    a   a    a    a    a    -    a    a
Customer cases entitlements                                              support:read      a    a   a    a    a    a    -    a    a
Customer balances rollup                                                 billing:read      a    a   a    a    -    -    -    a    -
Customer health                                                          customers:read    a    a   a    a    a    -    -    a    -
CustomerBalances open overdue unapplied credit asOf                      billing:read      a    a   a    a    -    -    -    a    -
CustomerRollup arr mrr openAr openCases customers                        billing:read      a    a   a    a    -    -    -    a    -
CustomerHealth overdueDays openP1 renewalDate risk reasons               customers:read    a    a   a    a    a    -    -    a    -
TaxProfile status taxIds exemption jurisdictions                         customers:read    -    a   a    a    -    -    a    a    -
Address line1 line2 city region postalCode country                       customers:read    a    a   a    a    a    -    a    a    -
CustomerEdge cursor node                                                 customers:read    a    a   a    a    a    a    a    a    a
CustomerConnection edges pageInfo totalCount                             customers:read    a    a   a    a    a    a    a    a    a
Contact id customer role externalRefs syncStatus                         customers:read    a    a   a    a    a    a    a    a    a
Contact name                                                             persons:read      a    a   m    a    a    m    a    a    m
Contact email                                                            persons:read      a    m   m    m    a    m    a    a    m
ContactEdge cursor node                                                  customers:read    a    a   a    a    a    a    a    a    a
ContactConnection edges pageInfo totalCount                              customers:read    a    a   a    a    a    a    a    a    a
User syncStatus                                                          customers:read    a    a   a    a    a    a    a    a    a
User name                                                                persons:read      a    a   a    a    a    m    a    a    m
User id roles                                                            any               a    a   a    a    a    a    a    a    a
Query users                                                              customers:read    a    a   a    a    a    a    a    a    a
UserEdge cursor node                                                     customers:read    a    a   a    a    a    a    a    a    a
UserConnection edges pageInfo totalCount                                 customers:read    a    a   a    a    a    a    a    a    a
LegalEntity id syncStatus code name region functionalCurrency erp        customers:read    a    a   a    a    a    a    a    a    a
LegalEntity residency                                                    customers:read    a    a   a    a    a    a    a    a    a
LegalEntity openPeriods                                                  ledger:read       -    a   a    a    -    a    -    a    a

# What is sold and agreed.
Query opportunity                                                        sales:read        a    a   -    a    -    a    -    a    a
Opportunity id version createdAt updatedAt externalRefs provenance       sales:read        a    a   -    a    -    a    -    a    a
Opportunity syncStatus stage closeDate customer contract                 sales:read        a    a   -    a    -    a    -    a    a
Opportunity name                                                         sales:read        a    a   -    a    -    m    -    a    m
Opportunity amount                                                       sales:read        a    a   -    a    -    -    -    a    -
OpportunityEdge cursor node                                              sales:read        a    a   -    a    -    a    -    a    a
OpportunityConnection edges pageInfo totalCount                          sales:read        a    a   -    a    -    a    -    a    a
Query contract                                                           sales:read        a    a   a    a    a    a    -    a    a
Contract id version createdAt updatedAt externalRefs provenance          sales:read        a    a   a    a    a    a    -    a    a
Contract syncStatus number customer status termStart termEnd autoRenew   sales:read        a    a   a    a    a    a    -    a    a
Contract subscriptions                                                   billing:read      a    a   a    a    a    a    -    a    a
Contract paymentTerms tcv acv                                            sales:read        a    a   a    a    -    -    -    a    -
ContractEdge cursor node                                                 sales:read        a    a   a    a    a    a    -    a    a
ContractConnection edges pageInfo totalCount                             sales:read        a    a   a    a    a    a    -    a    a
Contract amendments                                                      billing:read      a    a   a    a    a    a    -    a    a
Query products                                                           catalogue:read    a    a   a    a    a    a    a    a    a
Product id version createdAt updatedAt externalRefs provenance           catalogue:read    a    a   a    a    a    a    a    a    a
Product syncStatus sku name prices mappings                              catalogue:read    a    a   a    a    a    a    a    a    a
Product revenueRule                                                      ledger:read       -    a   a    a    -    a    a    a    -
ProductMapping system object externalId status                           catalogue:read    a    a   a    a    a    a    a    a    a
ProductMapping glAccount                                                 ledger:read       -    a   a    a    -    a    a    a    -
Price id syncStatus product model amount interval tiers                  catalogue:read    a    a   a    a    a    a    a    a    a
PriceTier upTo unitAmount                                                catalogue:read    a    a   a    a    a    a    a    a    a
ProductEdge cursor node                                                  catalogue:read    a    a   a    a    a    a    a    a    a
ProductConnection edges pageInfo totalCount                              catalogue:read    a    a   a    a    a    a    a    a    a

# What is billed and paid.
Query subscription                                                       billing:read      a    a   a    a    a    a    -    a    a
BillingSubscription id version createdAt updatedAt externalRefs          billing:read      a    a   a    a    a    a    -    a    a
BillingSubscription provenance syncStatus number customer status         billing:read      a    a   a    a    a    a    -    a    a
BillingSubscription currentPeriodStart currentPeriodEnd                  billing:read      a    a   a    a    a    a    -    a    a
BillingSubscription termStart termEnd autoRenew                          billing:read      a    a   a    a    a    a    -    a    a
BillingSubscription contract                                             sales:read        a    a   a    a    a    a    -    a    a
BillingSubscription entitlements                                         support:read      a    a   a    a    a    a    -    a    a
BillingSubscription amendments                                           billing:read      a    a   a    a    a    a    -    a    a
BillingSubscription items mrr arr                                        billing:read      a    a   a    a    -    -    -    a    -
SubscriptionItem id product price quantity amount                        billing:read      a    a   a    a    -    -    -    a    -
BillingSubscriptionEdge cursor node                                      billing:read      a    a   a    a    a    a    -    a    a
BillingSubscriptionConnection edges pageInfo totalCount                  billing:read      a    a   a    a    a    a    -    a    a
Query invoice invoices                                                   billing:read      a    a   a    a    a    a    -    a    a
Invoice id version createdAt updatedAt externalRefs provenance           billing:read      a    a   a    a    a    a    -    a    a
Invoice syncStatus number customer subscription status sourceStatus      billing:read      a    a   a    a    a    a    -    a    a
Invoice issueDate dueDate agingBucket creditMemos                        billing:read      a    a   a    a    a    a    -    a    a
Invoice lines subtotal tax total balance                                 billing:read      a    a   a    a    -    -    -    a    -
Invoice amounts applications                                             billing:read      -    a   a    a    -    -    -    a    -
Invoice postings                                                         ledger:read       -    a   a    a    -    a    -    a    a
InvoiceLine id description product quantity amount periodStart periodEnd billing:read      a    a   a    a    -    -    -    a    -
InvoiceLine taxes                                                        billing:read      a    a   a    a    -    -    -    a    -
TaxLine jurisdiction rate amount                                         billing:read      a    a   a    a    -    -    -    a    -
MoneyInEntityCurrency transaction functional fxRate fxDate               billing:read      -    a   a    a    -    -    -    a    -
InvoiceEdge cursor node                                                  billing:read      a    a   a    a    a    a    -    a    a
InvoiceConnection edges pageInfo totalCount                              billing:read      a    a   a    a    a    a    -    a    a
CreditMemo id syncStatus number status invoice                           billing:read      a    a   a    a    a    a    -    a    a
CreditMemo reason                                                        billing:read      a    a   a    a    a    m    -    a    m
CreditMemo amount balance                                                billing:read      a    a   a    a    -    -    -    a    -
CreditMemo postings                                                      ledger:read       -    a   a    a    -    a    -    a    a
Query payment                                                            billing:read      -    a   a    a    a    a    -    a    a
Payment id version createdAt updatedAt externalRefs provenance           billing:read      -    a   a    a    a    a    -    a    a
Payment syncStatus customer status receivedAt                            billing:read      -    a   a    a    a    a    -    a    a
Payment failure                                                          billing:read      -    a   a    a    a    a    -    a    -
Payment amount method applications unapplied                             billing:read      -    a   a    a    -    -    -    a    -
PaymentFailure code message                                              billing:read      -    a   a    a    a    a    -    a    -
PaymentApplication id payment invoice amount                             billing:read      -    a   a    a    -    -    -    a    -
PaymentEdge cursor node                                                  billing:read      -    a   a    a    a    a    -    a    a
PaymentConnection edges pageInfo totalCount                              billing:read      -    a   a    a    a    a    -    a    a

# What is promised and asked for in support. The subject of a case is what the customer wrote.
Query supportCase                                                        support:read      a    a   a    a    a    a    -    a    a
SupportCase id version createdAt updatedAt externalRefs provenance       support:read      a    a   a    a    a    a    -    a    a
SupportCase syncStatus number status sourceStatus priority escalated     support:read      a    a   a    a    a    a    -    a    a
SupportCase customer contact entitlement                                 support:read      a    a   a    a    a    a    -    a    a
SupportCase subject                                                      support:read      a    a   -    a    a    -    -    a    -
SupportCaseEdge cursor node                                              support:read      a    a   a    a    a    a    -    a    a
SupportCaseConnection edges pageInfo totalCount                          support:read      a    a   a    a    a    a    -    a    a
Entitlement id syncStatus customer feature tier status validFrom validTo support:read      a    a   a    a    a    a    -    a    a
Entitlement reason                                                       support:read      a    a   a    a    a    a    -    a    a
Entitlement source                                                       billing:read      a    a   a    a    a    a    -    a    a
EntitlementEdge cursor node                                              support:read      a    a   a    a    a    a    -    a    a
EntitlementConnection edges pageInfo totalCount                          support:read      a    a   a    a    a    a    -    a    a

# The books.
LedgerPosting id syncStatus number legalEntity period status             ledger:read       -    a   a    a    -    a    -    a    a
LedgerPosting lines                                                      ledger:read       -    a   a    a    -    -    -    a    -
PostingLine account debit credit dimensions memo                         ledger:read       -    a   a    a    -    -    -    a    -
Dimensions account department costCenter class location                  ledger:read       -    a   a    a    -    -    -    a    -
AccountingPeriod id syncStatus name start end status                     ledger:read       -    a   a    a    -    a    -    a    a

# Which records are one.
Query matchCandidates                                                    matches:read      -    -   -    -    -    -    a    a    a
MatchCandidate id left right score reasons status                        matches:read      -    -   -    -    -    -    a    a    a
MatchReason feature weight                                               matches:read      -    -   -    -    -    -    a    a    a
MatchReason left right                                                   matches:read      -    -   -    -    -    -    a    a    m
MatchCandidateEdge cursor node                                           matches:read      -    -   -    -    -    -    a    a    a
MatchCandidateConnection edges pageInfo totalCount                       matches:read      -    -   -    -    -    -    a    a    a
Customer mergedFrom                                                      customers:read     a    a   a    a    a    a    a    a    a
MergeRecord id survivor absorbedId at by reversible undoneAt             customers:read     a    a   a    a    a    a    a    a    a
Mutation mergeCustomers unmergeCustomers decideMatch                     merges:write       -    -   -    -    -    -    a    -    -
CustomerPayload clientMutationId userErrors run replayed customer        merges:write       -    -   -    -    -    -    a    -    -
CustomerPayload approval                                                 merges:write       -    -   -    -    -    -    a    -    -

# What happened. The data of an event shows of its record what the lines of the record show; events of records that a role does not see
# are not told to it.
Query events                                                             events:read       -    -   -    a    -    a    -    a    a
Event id type schemaVersion subjectId source correlationId causationId   events:read       a    a   a    a    a    a    a    a    a
Event occurredAt receivedAt processedAt sequence entityVersion change    events:read       a    a   a    a    a    a    a    a    a
Event state attempts data                                                events:read       a    a   a    a    a    a    a    a    a
EventEdge cursor node                                                    events:read       a    a   a    a    a    a    a    a    a
EventConnection edges pageInfo totalCount                                events:read       a    a   a    a    a    a    a    a    a
Subscription customerChanged                                             customers:read    a    a   a    a    a    a    a    a    a
Subscription syncStatusChanged                                           operations:read   a    a   a    a    a    a    a    a    a
Subscription eventAppended                                               events:read       -    -   -    a    -    a    -    a    a
StreamSnapshot cursor at nodes                                           any               a    a   a    a    a    a    a    a    a
StreamChange cursor previous eventId kind node                           any               a    a   a    a    a    a    a    a    a
StreamChange event                                                       events:read       a    a   a    a    a    a    a    a    a
StreamHeartbeat cursor at lagMs                                          any               a    a   a    a    a    a    a    a    a
StreamReset code oldestAvailable missedAtLeast                           any               a    a   a    a    a    a    a    a    a

# How the copy stands with its sources, and what can be done about it.
Query sources                                                            operations:read   a    a   a    a    a    a    a    a    a
Subscription sourceHealthChanged                                         operations:read   a    a   a    a    a    a    a    a    a
SourceSystem id kind vendor name region legalEntities                    any               a    a   a    a    a    a    a    a    a
SourceSystem health quota feeds                                          operations:read   a    a   a    a    a    a    a    a    a
SourceHealth state circuit p95Ms errorRate since lagMs                   operations:read   a    a   a    a    a    a    a    a    a
Quota name used limit resetAt lane                                       operations:read   a    a   a    a    a    a    a    a    a
Feed name mode state kind position lastChangeAt lagMs pending            operations:read   a    a   a    a    a    a    a    a    a
Feed cursor error                                                        operations:read   -    -   -    -    -    a    -    a    a
Query deadLetters                                                        operations:read   -    -   -    -    -    a    -    a    a
DeadLetter id event code reason attempts firstFailedAt lastFailedAt      operations:read   -    -   -    -    -    a    -    a    a
DeadLetter resolvedAt kind object externalId source correlationId        operations:read   -    -   -    -    -    a    -    a    a
DeadLetterEdge cursor node                                               operations:read   -    -   -    -    -    a    -    a    a
DeadLetterConnection edges pageInfo totalCount                           operations:read   -    -   -    -    -    a    -    a    a
Query replayPreview                                                      replays:write     -    -   -    -    -    a    -    -    a
Mutation replayEvents                                                    replays:write     -    -   -    -    -    a    -    -    a
Subscription replayProgress                                              operations:read   -    -   -    a    -    a    -    a    a
ReplayPayload clientMutationId userErrors run replayed replay approval   replays:write     -    -   -    -    -    a    -    -    a
Replay id status filter mode ratePerSecond matched wouldApply applied    any               -    -   -    a    -    a    -    a    a
Replay skippedAsDuplicate failed error createdAt finishedAt              any               -    -   -    a    -    a    -    a    a

# What takes somebody else's consent. Who may decide what the rules of the settings say, among these. No service decides.
Query approvals                                                          approvals:read     -    a   a    a    -    a    a    a    a
Subscription approvalChanged                                             approvals:read     -    a   a    a    -    a    a    a    a
Approval id kind status subject shown hash rule requestedBy              approvals:read     -    a   a    a    -    a    a    a    a
Approval requestedAt decisions decidedBy decidedAt reason expiresAt      approvals:read     -    a   a    a    -    a    a    a    a
ApprovalRule id name condition approverRoles approvals makerMayApprove   approvals:read     a    a   a    a    -    a    a    a    a
ApprovalDecision approve by roles reason hash brokenGlass at             approvals:read     -    a   a    a    -    a    a    a    a
ApprovalEdge cursor node                                                 approvals:read     -    a   a    a    -    a    a    a    a
ApprovalConnection edges pageInfo totalCount                             approvals:read     -    a   a    a    -    a    a    a    a
Mutation decideApproval                                                  none               -    a   a    a    -    a    a    -    a
ApprovalPayload clientMutationId userErrors run replayed approval        none               -    a   a    a    -    a    a    -    a
Query breakGlassGrants                                                   approvals:read     -    -   -    a    -    -    -    a    a
BreakGlassGrant id by reason at until                                    approvals:read     -    -   -    a    -    -    -    a    a
Mutation breakGlass                                                      none               -    -   -    -    -    -    -    -    a
BreakGlassPayload clientMutationId userErrors run replayed grant         none               -    -   -    -    -    -    -    -    a

# Orchestrated writes. What they send and get back may hold anything of the records they are about.
Query workflowRuns                                                       runs:read         a    a   a    a    a    a    a    a    a
Customer runs                                                            runs:read         a    a   a    a    a    a    a    a    a
Opportunity run                                                          runs:read         a    a   -    a    -    a    -    a    a
Subscription workflowRunChanged                                          runs:read         a    a   a    a    a    a    a    a    a
WorkflowRun id process processVersion status reason asked startedAt      runs:read         a    a   a    a    a    a    a    a    a
WorkflowRun finishedAt correlationId trigger subject steps checkpoints   runs:read         a    a   a    a    a    a    a    a    a
WorkflowRun sla startedBy summary                                        runs:read         a    a   a    a    a    a    a    a    a
WorkflowRun approvals                                                    approvals:read    -    a   a    a    -    a    a    a    a
WorkflowRun moneyAtRisk                                                  billing:read      a    a   a    a    -    -    -    a    -
RunStep index name system status attempts nextAttemptAt idempotencyKey   runs:read         a    a   a    a    a    a    a    a    a
RunStep compensates startedAt finishedAt                                 runs:read         a    a   a    a    a    a    a    a    a
RunStep input output                                                     integration:read  -    -   -    a    -    a    -    a    a
StepAttempt at durationMs httpStatus error outcome                       runs:read         a    a   a    a    a    a    a    a    a
StepAttempt call                                                         integration:read  -    -   -    a    -    a    -    a    a
VendorCall method url headers requestBody status responseBody truncated  integration:read  -    -   -    a    -    a    -    a    a
CallHeader name value                                                    integration:read  -    -   -    a    -    a    -    a    a
Checkpoint name at system                                                runs:read         a    a   a    a    a    a    a    a    a
SlaClock policy startedAt dueAt state remainingMs pausedMs               runs:read         a    a   a    a    a    a    a    a    a
WorkflowRunEdge cursor node                                              runs:read         a    a   a    a    a    a    a    a    a
WorkflowRunConnection edges pageInfo totalCount                          runs:read         a    a   a    a    a    a    a    a    a
Mutation startQuoteToCash                                                order:write       a    a   -    a    -    a    -    -    -
Mutation pauseRun resumeRun retryFromStep cancelRun compensateRun        runs:write        -    a   -    a    -    a    -    -    a
RunPayload clientMutationId userErrors run replayed                      any               a    a   -    a    -    a    -    -    a

# What runs could not do by themselves. Who may mend what of it follows from its category and team besides (auth/mending.ts).
Query exceptions exceptionGroups                                         exceptions:read  a    a   a    a    a    a    a    a    a
Customer exceptions                                                      exceptions:read  a    a   a    a    a    a    a    a    a
WorkflowRun exception                                                    exceptions:read  a    a   a    a    a    a    a    a    a
Subscription exceptionChanged                                            exceptions:read  a    a   a    a    a    a    a    a    a
Exception id code category severity status message findings              exceptions:read  a    a   a    a    a    a    a    a    a
Exception customersAffected rootCauseKey ownerTeam assignee openedAt     exceptions:read  a    a   a    a    a    a    a    a    a
Exception age dueAt escalation settledAt nextAttemptAt process run step  exceptions:read  a    a   a    a    a    a    a    a    a
Exception skippable system record suggestions editableFields             exceptions:read  a    a   a    a    a    a    a    a    a
Exception proposedPatch comments history                                 exceptions:read  a    a   a    a    a    a    a    a    a
Exception moneyAtRisk                                                    billing:read     a    a   a    a    -    -    -    a    -
Exception approval                                                       approvals:read   -    a   a    a    -    a    a    a    a
ExceptionFinding code message path system                                exceptions:read  a    a   a    a    a    a    a    a    a
FixSuggestion label patch confidence basis                               exceptions:read  a    a   a    a    a    a    a    a    a
EditableField path type current allowed touchesMoney                     exceptions:read  a    a   a    a    a    a    a    a    a
Comment by at text                                                       exceptions:read  a    a   a    a    a    a    a    a    a
ExceptionAct id at by action before after correlationId                  exceptions:read  a    a   a    a    a    a    a    a    a
ExceptionEdge cursor node                                                exceptions:read  a    a   a    a    a    a    a    a    a
ExceptionConnection edges pageInfo totalCount                            exceptions:read  a    a   a    a    a    a    a    a    a
ExceptionConnection moneyAtRisk                                          billing:read     a    a   a    a    -    -    -    a    -
ExceptionGroup rootCauseKey count sample firstOpenedAt lastOpenedAt      exceptions:read  a    a   a    a    a    a    a    a    a
ExceptionGroup moneyAtRisk                                               billing:read     a    a   a    a    -    -    -    a    -
Mutation assignExceptions commentException                               exceptions:write a    a   a    a    a    a    a    -    a
Mutation fixAndResume retryException                                     exceptions:write a    a   a    a    -    a    -    -    a
Mutation skipException                                                   exceptions:write -    a   a    a    -    a    -    -    a
ExceptionPayload clientMutationId userErrors run replayed exceptions     exceptions:write a    a   a    a    a    a    a    -    a
ExceptionPayload results                                                 exceptions:write a    a   a    a    a    a    a    -    a
RowResult id ok error                                                    exceptions:write a    a   a    a    a    a    a    a    a

# What came of what: only through what the caller sees by the lines of its type.
Query lineage                                                            events:read       a    a   a    a    a    a    a    a    a
Lineage root nodes edges complete                                        events:read       a    a   a    a    a    a    a    a    a
LineageNode id kind system label at                                      events:read       a    a   a    a    a    a    a    a    a
LineageNode payloadHash                                                  integration:read  -    -   -    a    -    a    -    a    a
LineageEdge from to relation                                             events:read       a    a   a    a    a    a    a    a    a

# What was done and by whom, and who read what. What it says of before and after may be of anything.
Query audit                                                              audit:read        -    -   -    -    -    -    -    a    a
AuditEntry id sequence at actor account actors action subject            audit:read        -    -   -    -    -    -    -    a    a
AuditEntry correlationId prevHash hash                                   audit:read        -    -   -    -    -    -    -    a    a
AuditEntry before after                                                  audit:read        -    -   -    -    -    -    -    a    -
AuditEntryEdge cursor node                                               audit:read        -    -   -    -    -    -    -    a    a
AuditEntryConnection edges pageInfo totalCount chainVerified             audit:read        -    -   -    -    -    -    -    a    a

# Changes of subscriptions. What they come to is for those who see what a subscription costs.
Query previewAmendment                                                   amendment:write   a    a   -    a    -    -    -    -    -
Mutation commitAmendment cancelAmendment                                 amendment:write   a    a   -    a    -    -    -    -    -
AmendmentPayload clientMutationId userErrors run replayed amendment      amendment:write   a    a   -    a    -    -    -    -    -
AmendmentPayload approval                                                approvals:read    -    a   -    a    -    -    -    -    -
Amendment id type status effectiveDate reason requestedBy requestedAt    billing:read      a    a   a    a    a    a    -    a    a
Amendment run subscription                                               billing:read      a    a   a    a    a    a    -    a    a
Amendment approvals                                                      approvals:read    -    a   a    a    -    a    -    a    a
Amendment changes impact                                                 billing:read      a    a   a    a    -    -    -    a    -
AmendmentChange product from to fromPrice toPrice                        billing:read      a    a   a    a    -    -    -    a    -
AmendmentEdge cursor node                                                billing:read      a    a   a    a    a    a    -    a    a
AmendmentConnection edges pageInfo totalCount                            billing:read      a    a   a    a    a    a    -    a    a
FinancialImpact chargeNow creditNow tax mrrDelta tcvDelta invoiceLines   billing:read      a    a   a    a    -    -    -    a    -
FinancialImpact revenueDelta entitlementChanges                          billing:read      a    a   a    a    -    -    -    a    -
FinancialImpact postings                                                 ledger:read       -    a   a    a    -    -    -    a    -
RevenuePeriod period amount recognized                                   billing:read      a    a   a    a    -    -    -    a    -
EntitlementChange feature from to effectiveAt                            billing:read      a    a   a    a    -    -    -    a    -
AmendmentPreview id expiresAt baseVersion impact plannedWrites warnings  billing:read      a    a   a    a    -    -    -    a    -
AmendmentPreview blockers degraded                                       billing:read      a    a   a    a    -    -    -    a    -
AmendmentPreview approvalsNeeded                                         approvals:read    a    a   a    a    -    -    -    a    -
PlannedWrite order system operation compensation                         billing:read      a    a   a    a    -    -    -    a    -
PlannedWrite payload                                                     integration:read  -    -   -    a    -    -    -    a    -

# Parts of everything.
Money amount currency                                                    any               a    a   a    a    a    a    a    a    a
PageInfo hasNextPage hasPreviousPage startCursor endCursor               any               a    a   a    a    a    a    a    a    a
ExternalRef instance object externalId url version observedAt sync       any               a    a   a    a    a    a    a    a    a
RawStatus system raw observedAt                                          any               a    a   a    a    a    a    a    a    a
SyncState system status lastInboundAt lagMs openExceptions lastEventId   any               a    a   a    a    a    a    a    a    a
SyncState reason since                                                   any               a    a   a    a    a    a    a    a    a
FieldProvenance path system externalId observedAt ageMs stale rule       any               a    a   a    a    a    a    a    a    a
FieldProvenance alternatives                                             any               a    a   a    a    a    a    a    a    a
AlternativeValue system value observedAt                                 any               a    a   a    a    a    a    a    a    a
UserError code message field retryable system correlationId              any               a    a   a    a    a    a    a    a    a

# Filters and orders.
Query.customer(externalRef:) = Customer.externalRefs
ExternalRefInput system object externalId = Customer.externalRefs
Query.customers(filter:) = Query.customers
CustomerFilter and or not = Query.customers
CustomerFilter search = Customer.name Customer.legalName Customer.externalRefs
CustomerFilter status = Customer.status
CustomerFilter legalEntity = Customer.legalEntity
CustomerFilter region = Customer.legalEntity LegalEntity.region
CustomerFilter overdueDaysGte = Customer.health CustomerHealth.overdueDays
CustomerFilter openCasePriority = Customer.cases SupportCase.priority SupportCase.status
CustomerFilter arrGte = Customer.rollup CustomerRollup.arr BillingSubscription.arr
CustomerFilter subscriptionStatus = Customer.subscriptions BillingSubscription.status
CustomerFilter renewalBefore = Customer.health CustomerHealth.renewalDate
Query.customers(orderBy:) = Query.customers
CustomerOrder by direction = Query.customers
CustomerOrderField NAME = Customer.name
CustomerOrderField ARR = Customer.rollup CustomerRollup.arr BillingSubscription.arr
CustomerOrderField OPEN_AR = Customer.balances CustomerBalances.open
CustomerOrderField OVERDUE_DAYS = Customer.health CustomerHealth.overdueDays
CustomerOrderField OPEN_CASES = Customer.cases SupportCase.status
CustomerOrderField RENEWAL_DATE = Customer.health CustomerHealth.renewalDate
CustomerOrderField UPDATED_AT = Customer.updatedAt
CustomerOrderField RISK = Customer.health CustomerHealth.risk
Customer.subscriptions(status:) = BillingSubscription.status
Customer.invoices(status:) = Invoice.status
Customer.cases(open:) = SupportCase.status
Query.invoices(status:) = Invoice.status
Query.invoices(legalEntity:) = Invoice.customer Customer.legalEntity
Query.products(unmappedIn:) = Product.mappings
Query.matchCandidates(status:) = MatchCandidate.status
Query.events(type:) = Event.type
Query.events(subjectId:) = Event.subjectId
Query.events(correlationId:) = Event.correlationId
Query.events(source:) = Event.source SourceSystem.id
Query.events(from:) Query.events(to:) = Event.occurredAt
Query.audit(subject:) = AuditEntry.subject
Query.audit(actor:) = AuditEntry.actor AuditEntry.account AuditEntry.actors
Query.audit(action:) = AuditEntry.action
Query.audit(from:) Query.audit(to:) = AuditEntry.at
Subscription.syncStatusChanged(customerId:) = Customer.id
Subscription.syncStatusChanged(systems:) = SourceSystem.kind
Query.approvals(status:) = Approval.status
Query.approvals(kind:) = Approval.kind
Query.approvals(mine:) = Approval.requestedBy Approval.rule
Subscription.approvalChanged(mine:) = Approval.requestedBy Approval.rule
Query.lineage(externalRef:) = LineageNode.id
Query.lineage(direction:) = LineageEdge.relation
Query.workflowRuns(process:) = WorkflowRun.process
Query.workflowRuns(status:) = WorkflowRun.status
Query.workflowRuns(slaState:) = WorkflowRun.sla SlaClock.state
Query.workflowRuns(correlationId:) = WorkflowRun.correlationId
Query.workflowRuns(from:) Query.workflowRuns(to:) = WorkflowRun.startedAt
Subscription.workflowRunChanged(runId:) = WorkflowRun.id
Subscription.workflowRunChanged(process:) = WorkflowRun.process
Query.exceptions(filter:) Query.exceptionGroups(filter:) = Query.exceptions
Subscription.exceptionChanged(filter:) = Subscription.exceptionChanged
ExceptionFilter status = Exception.status
ExceptionFilter category = Exception.category
ExceptionFilter severity = Exception.severity
ExceptionFilter ownerTeam = Exception.ownerTeam
ExceptionFilter process = Exception.process
ExceptionFilter legalEntity = Customer.legalEntity
ExceptionFilter rootCauseKey = Exception.rootCauseKey
ExceptionFilter moneyAtRiskGte = Exception.moneyAtRisk
ExceptionFilter olderThanMs = Exception.age
ExceptionFilter openedFrom openedTo = Exception.openedAt
ExceptionFilter assigneeId = Exception.assignee
ExceptionFilter retrying = Exception.nextAttemptAt Exception.status
Subscription.eventAppended(types:) = Event.type
Subscription.eventAppended(subjectId:) = Event.subjectId
`;
