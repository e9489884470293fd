import { approvalSeen } from '../auth/projection.ts';
import type { PersonView } from '../canonical/person.ts';
import type { Approval, RunView } from '../context.ts';
import type {
  ApprovalResolvers,
  ApprovalRuleResolvers,
  Batch,
  MutationResolvers,
  QueryResolvers,
  Role,
} from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';
import { fromPage, pageArgs } from './connection.ts';
import { nodesOf } from './node.ts';
import type { GraphContext } from './request.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;

/** The persons with these ids: whoever decides anything is remembered, so that nobody is missing but who was taken out by hand. */
export async function peopleOf({ hub }: GraphContext, ids: readonly string[]): Promise<PersonView[]> {
  const found = await hub.people.byIds(ids);
  return found.map((person, index) => person ?? { id: ids[index]!, person: '', name: null, roles: [] });
}

export const approvalLoaders: Pick<Loaders['Approval'], 'subject' | 'requestedBy' | 'decidedBy'> = {
  subject: async (queries, context) =>
    nodesOf(
      context,
      queries.map(({ obj }) => obj.subjectId),
    ),
  requestedBy: async (queries, context) =>
    peopleOf(
      context,
      queries.map(({ obj }) => obj.requestedBy),
    ),
  async decidedBy(queries, context) {
    const last = queries.map(({ obj: { decidedAt, decisions } }) =>
      decidedAt === null ? undefined : decisions.at(-1)?.decidedBy,
    );
    const people = await peopleOf(
      context,
      last.filter((id) => id !== undefined),
    );
    let next = 0;
    return last.map((id) => (id === undefined ? null : people[next++]!));
  },
};

export const approvalDecisionLoaders: Pick<Loaders['ApprovalDecision'], 'by'> = {
  by: async (queries, context) =>
    peopleOf(
      context,
      queries.map(({ obj }) => obj.decidedBy),
    ),
};

export const approvalResolvers: ApprovalResolvers = {
  kind: ({ kind }) => kind as 'MERGE',
  requestedAt: ({ createdAt }) => createdAt,
  shown: ({ kind, shown }, _args, { rights }) => approvalSeen(rights, kind, shown),
};

export const approvalRuleResolvers: ApprovalRuleResolvers = {
  approverRoles: ({ approverRoles }) => approverRoles as Role[],
  makerMayApprove: () => false,
};

export const approvalDecisionResolvers = {
  roles: ({ roles }: { readonly roles: readonly string[] }) => roles as Role[],
};

export const approvalQueries: Pick<QueryResolvers, 'approvals'> = {
  async approvals(_root, { status, kind, mine, ...page }, { hub, principal }) {
    const { approvals } = hub.governance;
    const audience = mine ? await approvals.audience(principal) : null;
    const filter = { status: status ?? null, kind: kind ?? null, mine: audience?.mine ?? null };
    const ids = await approvals.list(filter, pageArgs(page));
    return fromPage<Approval>(ids, await approvals.byIds(ids.ids));
  },
};

export const approvalMutations: Pick<MutationResolvers, 'decideApproval'> = {
  decideApproval: (_root, { input }, context) => {
    const { idempotencyKey, clientMutationId, approvalId, approve, reason, hash } = input;
    const empty: { approval: Approval | null; run: RunView | null } = { approval: null, run: null };
    return answered(context, clientMutationId, empty, async () => {
      const { governance, runs } = context.hub;
      const decision = { approvalId, approve, reason, hash: hash ?? null };
      const decided = await governance.approvals.decide(actingOf(context), idempotencyKey, decision);
      const [run = null] = await runs.about([decided.approval.subjectId]);
      return { ...decided, run };
    });
  },
};
