import { Problem } from '../canonical/problem.ts';
import { isOver } from '../canonical/run.ts';
import type { EventParent, IdPage, RunAction, RunView } from '../context.ts';
import type {
  Batch,
  MutationResolvers,
  QueryResolvers,
  RunActionInput,
  RunStepResolvers,
  SlaClock,
  StepAttemptResolvers,
  WorkflowRunResolvers,
} from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';
import { peopleOf } from './approval.ts';
import { type Connection, fromPage, pageArgs } from './connection.ts';
import { nodesOf } from './node.ts';
import type { GraphContext } from './request.ts';
import { sourceNamed } from './source.ts';
import { checkSpan } from './span.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;
type Ids = readonly { readonly obj: { readonly id: string } }[];

const idsOf = (queries: Ids): string[] => queries.map(({ obj }) => obj.id);
/** GraphQL has no larger Int. */
const largest = 2_147_483_647;
const bounded = (ms: number): number => Math.max(-largest, Math.min(largest, ms));

export const workflowRunLoaders: Pick<
  Loaders['WorkflowRun'],
  'trigger' | 'subject' | 'startedBy' | 'steps' | 'checkpoints' | 'approvals'
> = {
  async trigger(queries, context) {
    const ids = queries.map(({ obj }) => obj.triggerEvent ?? '');
    return (await nodesOf(context, ids)) as (EventParent | null)[];
  },
  subject: async (queries, context) =>
    nodesOf(
      context,
      queries.map(({ obj }) => obj.subjectId),
    ),
  startedBy: async (queries, context) =>
    peopleOf(
      context,
      queries.map(({ obj }) => obj.startedBy),
    ),
  steps: async (queries, { hub }) => hub.runs.steps(idsOf(queries)),
  checkpoints: async (queries, { hub }) => hub.runs.checkpoints(idsOf(queries)),
  approvals: async (queries, { hub }) => hub.runs.approvals(idsOf(queries)),
};

/** Who somebody is is shown to those who may read that of a contact. */
const personal = ['Contact.name', 'Contact.email'];

const seesPersons = ({ rights }: GraphContext): boolean =>
  personal.every((field) => rights.decide(field) === 'allow');

export const runStepLoaders: Pick<Loaders['RunStep'], 'input'> = {
  input: async (queries, context) =>
    context.hub.runs.inputs(
      queries.map(({ obj }) => obj),
      seesPersons(context),
    ),
};

export const stepAttemptLoaders: Pick<Loaders['StepAttempt'], 'call'> = {
  call: async (queries, context) =>
    context.hub.runs.calls(
      queries.map(({ obj }) => obj),
      seesPersons(context),
    ),
};

export const stepAttemptResolvers: StepAttemptResolvers = {
  error: ({ error, correlationId }) => error && { ...error, field: null, correlationId },
};

export const workflowRunResolvers: WorkflowRunResolvers = {
  asked: ({ status, wish }) => (isOver(status) ? null : wish),
  moneyAtRisk: ({ status, moneyAtRisk }) => (isOver(status) ? null : moneyAtRisk),
  sla: ({ process, startedAt, sla }): SlaClock | null =>
    sla && {
      policy: `${process} within ${sla.hours} h`,
      startedAt,
      dueAt: sla.dueAt,
      state: sla.state,
      remainingMs: sla.remainingMs === null ? null : bounded(sla.remainingMs),
      pausedMs: bounded(sla.pausedMs),
    },
};

export const runStepResolvers: RunStepResolvers = {
  system: ({ instance }, _args, { hub }) => sourceNamed(hub.sources, instance),
  attempts: ({ attempts, correlationId }) => attempts.map((attempt) => ({ ...attempt, correlationId })),
  nextAttemptAt: ({ nextAt }) => nextAt,
};

async function connection({ hub }: GraphContext, page: IdPage): Promise<Connection<RunView>> {
  return fromPage<RunView>(page, await hub.runs.byIds(page.ids));
}

/** The runs of each customer. */
export const customerRuns: Loaders['Customer']['runs'] = async (queries, context) => {
  const pages = await context.hub.runs.ofCustomers(idsOf(queries), pageArgs(queries[0]!.params));
  return Promise.all(pages.map((page) => connection(context, page)));
};

export const workflowRunQueries: Pick<QueryResolvers, 'workflowRuns'> = {
  async workflowRuns(_root, { process, status, slaState, correlationId, from, to, ...page }, context) {
    checkSpan(from, to, 'from');
    const filter = {
      process: process ?? null,
      status: status ?? null,
      slaState: slaState ?? null,
      correlationId: correlationId ?? null,
      from: from ?? null,
      to: to ?? null,
    };
    return connection(context, await context.hub.runs.list(filter, pageArgs(page)));
  },
};

function ordered(action: RunAction, context: GraphContext, input: RunActionInput) {
  const { idempotencyKey, clientMutationId, runId, fromStep = null, reason } = input;
  const empty: { run: RunView | null } = { run: null };
  return answered(context, clientMutationId, empty, () => {
    if (fromStep !== null && action !== 'retryFromStep')
      throw new Problem('INVALID_INPUT', 'Only retryFromStep begins at a step.', { path: 'fromStep' });
    const asked = { runId, fromStep, reason };
    return context.hub.runs.order(actingOf(context), idempotencyKey, action, asked);
  });
}

export const workflowRunMutations: Pick<MutationResolvers, RunAction> = {
  pauseRun: (_root, { input }, context) => ordered('pauseRun', context, input),
  resumeRun: (_root, { input }, context) => ordered('resumeRun', context, input),
  retryFromStep: (_root, { input }, context) => ordered('retryFromStep', context, input),
  cancelRun: (_root, { input }, context) => ordered('cancelRun', context, input),
  compensateRun: (_root, { input }, context) => ordered('compensateRun', context, input),
};
