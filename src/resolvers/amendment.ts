import Big from 'big.js';
import type { AmendmentRequest } from '../canonical/amendment.ts';
import type { Finding } from '../canonical/finding.ts';
import { money } from '../canonical/money.ts';
import { problemCodes } from '../canonical/problem.ts';
import type { Amendment, AmendmentPreview, Approval, RunView, Stored } from '../context.ts';
import type {
  AmendmentInput,
  AmendmentPreviewResolvers,
  AmendmentResolvers,
  Batch,
  FinancialImpactResolvers,
  MutationResolvers,
  PlannedWriteResolvers,
  QueryResolvers,
  UserError,
} from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';
import { peopleOf } from './approval.ts';
import { fromPage, pageArgs } from './connection.ts';
import { pointingTo, recordsOf } from './links.ts';
import type { ImpactParent, InvoiceLineParent } from './model.ts';
import type { GraphContext } from './request.ts';
import { sourceNamed } from './source.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;

/** The amendments of each subscription. */
export const subscriptionAmendments: Loaders['BillingSubscription']['amendments'] = async (
  queries,
  { hub },
) =>
  Promise.all(
    queries.map(async ({ obj, params }) => {
      const page = await hub.amendments.list([obj.id], pageArgs(params));
      return fromPage<Amendment>(page, await hub.amendments.byIds(page.ids));
    }),
  );

/** The amendments of all subscriptions under each contract. */
export const contractAmendments: Loaders['Contract']['amendments'] = async (queries, { hub }) => {
  const contracts = queries.map(({ obj }) => obj);
  const under = await pointingTo(hub.reader, 'BillingSubscription', 'contract', contracts);
  return Promise.all(
    under.map(async (subscriptions, index) => {
      const ids = subscriptions.map(({ id }: Stored) => id);
      const page = await hub.amendments.list(ids, pageArgs(queries[index]!.params));
      return fromPage<Amendment>(page, await hub.amendments.byIds(page.ids));
    }),
  );
};

export const amendmentLoaders: Pick<
  Loaders['Amendment'],
  'requestedBy' | 'approvals' | 'run' | 'subscription'
> = {
  requestedBy: async (queries, context) =>
    peopleOf(
      context,
      queries.map(({ obj }) => obj.requestedBy),
    ),
  approvals: async (queries, { hub }) => hub.runs.approvals(queries.map(({ obj }) => obj.runId)),
  run: async (queries, { hub }) => hub.runs.byIds(queries.map(({ obj }) => obj.runId)),
  subscription: async (queries, { hub }) =>
    recordsOf(
      hub.reader,
      'BillingSubscription',
      queries.map(({ obj }) => obj.subscriptionId),
    ),
};

export const amendmentChangeLoaders: Pick<Loaders['AmendmentChange'], 'product' | 'fromPrice' | 'toPrice'> = {
  product: async (queries, { hub }) =>
    recordsOf(
      hub.reader,
      'Product',
      queries.map(({ obj }) => obj.productId),
    ),
  fromPrice: async (queries, { hub }) =>
    recordsOf(
      hub.reader,
      'Price',
      queries.map(({ obj }) => obj.fromPriceId),
    ),
  toPrice: async (queries, { hub }) =>
    recordsOf(
      hub.reader,
      'Price',
      queries.map(({ obj }) => obj.toPriceId),
    ),
};

export const amendmentResolvers: AmendmentResolvers = {
  requestedAt: ({ createdAt }) => createdAt,
  impact: ({ impact }) => impact,
};

export const financialImpactResolvers: FinancialImpactResolvers = {
  invoiceLines: ({ documents, skus, chargeNow: { currency } }: ImpactParent): InvoiceLineParent[] =>
    documents.flatMap(({ kind, lines }, nth) =>
      lines.map((line, index) => ({
        id: `${nth + 1}.${index + 1}`,
        description: line.description,
        product: { kind: 'Product' as const, key: `sku:${skus[line.priceId] ?? ''}` },
        quantity: line.quantity,
        amount: money(kind === 'INVOICE' ? line.amount : new Big(line.amount).times(-1).toFixed(), currency),
        periodStart: line.periodStart,
        periodEnd: line.periodEnd,
        taxes: [],
      })),
    ),
  postings: ({ postings, chargeNow: { currency } }) =>
    postings.map(({ account, debit, credit, dimensions, memo }) => ({
      account,
      debit: debit === null ? null : money(debit, currency),
      credit: credit === null ? null : money(credit, currency),
      dimensions: { account, costCenter: null, ...dimensions },
      memo,
    })),
  revenueDelta: ({ revenueDelta, chargeNow: { currency } }) => {
    const month = new Date().toISOString().slice(0, 7);
    return revenueDelta.map(({ period, amount }) => ({
      period,
      amount: money(amount, currency),
      recognized: period < month,
    }));
  },
  entitlementChanges: ({ entitlementChanges }) =>
    entitlementChanges.map((change) => ({ ...change, effectiveAt: `${change.effectiveAt}T00:00:00Z` })),
};

const told = (findings: readonly Finding[], correlationId: string): UserError[] =>
  findings.map(({ code, message, path, system }) => ({
    code,
    message,
    field: path === null ? null : path.split('.'),
    retryable: problemCodes[code].retryable,
    system: system ?? null,
    correlationId,
  }));

export const amendmentPreviewResolvers: AmendmentPreviewResolvers = {
  impact: ({ content }) => content.impact,
  plannedWrites: ({ content }) => content.writes,
  warnings: ({ content }) => told(content.warnings, content.correlationId),
  blockers: ({ content }) => told(content.blockers, content.correlationId),
  degraded: ({ content }) => content.degraded,
};

export const plannedWriteResolvers: PlannedWriteResolvers = {
  system: ({ instance }, _args, { hub }) => sourceNamed(hub.sources, instance),
};

function requestOf(input: AmendmentInput): AmendmentRequest {
  return {
    subscriptionId: input.subscriptionId,
    type: input.type,
    effectiveDate: input.effectiveDate,
    expectedVersion: input.expectedVersion,
    items: (input.items ?? []).map(({ itemId, priceId, quantity }) => ({
      itemId: itemId ?? null,
      priceId: priceId ?? null,
      quantity: quantity ?? null,
    })),
    coTermWith: input.coTermWith ?? null,
    newTermEnd: input.newTermEnd ?? null,
    autoRenew: input.autoRenew ?? null,
    renewalMonths: input.renewalMonths ?? null,
    reason: input.reason ?? null,
  };
}

export const amendmentQueries: Pick<QueryResolvers, 'previewAmendment'> = {
  previewAmendment: (_root, { input }, context): Promise<AmendmentPreview> =>
    context.hub.amendments.preview(actingOf(context), requestOf(input)),
};

interface Answer {
  readonly amendment: Amendment | null;
  readonly run: RunView | null;
  readonly approval: Approval | null;
}
const nothing: Answer = { amendment: null, run: null, approval: null };

/** Shows what a request about an amendment came to. */
function payload(
  context: GraphContext,
  clientMutationId: string | null | undefined,
  ask: () => Promise<{ readonly amendment: Amendment; readonly replayed: boolean }>,
) {
  const { hub } = context;
  return answered(context, clientMutationId, nothing, async () => {
    const { amendment, replayed } = await ask();
    const [[run = null], [approval = null]] = await Promise.all([
      hub.runs.byIds([amendment.runId]),
      hub.governance.approvals.about('AMENDMENT', [amendment.id]),
    ]);
    return { amendment, run, approval, replayed };
  });
}

export const amendmentMutations: Pick<MutationResolvers, 'commitAmendment' | 'cancelAmendment'> = {
  commitAmendment: (_root, { input }, context) => {
    const { idempotencyKey, clientMutationId, previewId, note } = input;
    const asked = { previewId, note: note ?? null };
    return payload(context, clientMutationId, () =>
      context.hub.amendments.commit(actingOf(context), idempotencyKey, asked),
    );
  },
  cancelAmendment: (_root, { input }, context) => {
    const { idempotencyKey, clientMutationId, runId, reason } = input;
    return payload(context, clientMutationId, () =>
      context.hub.amendments.cancel(actingOf(context), idempotencyKey, { runId, reason }),
    );
  },
};
