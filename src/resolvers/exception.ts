import { patchSeen, seesSuggestion, seesValue } from '../auth/patch-seen.ts';
import type { Rights } from '../auth/rights.ts';
import { personId } from '../canonical/person.ts';
import { money } from '../canonical/money.ts';
import { hubActor } from '../canonical/audit.ts';
import { Problem } from '../canonical/problem.ts';
import type { ExceptionRequest, ExceptionView, RowResult, RunView } from '../context.ts';
import type {
  Batch,
  ExceptionActResolvers,
  ExceptionActionInput,
  ExceptionConnectionResolvers,
  ExceptionGroupResolvers,
  ExceptionResolvers,
  MutationResolvers,
  QueryResolvers,
  RowResultResolvers,
} from '../generated/graphql.ts';
import { actingOf, answered } from './answered.ts';
import { peopleOf } from './approval.ts';
import { connectionResolvers, fromPage, pageArgs, slice } from './connection.ts';
import { exceptionFilter } from './exception-filter.ts';
import type { ExceptionsPage } from './model.ts';
import { nodesOf } from './node.ts';
import type { GraphContext } from './request.ts';
import { sourceNamed } from './source.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;
type Ids = readonly { readonly obj: { readonly id: string } }[];

const idsOf = (queries: Ids): string[] => queries.map(({ obj }) => obj.id);

/** Whether a caller sees what is at risk, so that lists may be ordered by it. */
const seesAmounts = ({ rights }: GraphContext): boolean => rights.decide('Exception.moneyAtRisk') === 'allow';

export const exceptionLoaders: Pick<
  Loaders['Exception'],
  'assignee' | 'run' | 'record' | 'approval' | 'comments' | 'history'
> = {
  async assignee(queries, { hub }) {
    const people = await hub.people.byIds(queries.map(({ obj }) => obj.assignee ?? ''));
    return people;
  },
  run: async (queries, { hub }) => hub.runs.byIds(queries.map(({ obj }) => obj.runId)),
  record: async (queries, context) =>
    nodesOf(
      context,
      queries.map(({ obj }) => obj.findings[0]?.records[0] ?? obj.subjectId),
    ),
  async approval(queries, { hub }) {
    const found = await hub.governance.approvals.about('DATA_FIX', idsOf(queries));
    return found.map((approval, index) =>
      queries[index]!.obj.status === 'WAITING_APPROVAL' ? approval : null,
    );
  },
  comments: async (queries, { hub }) => hub.exceptions.comments(idsOf(queries)),
  history: async (queries, { hub }) => hub.exceptions.history(idsOf(queries)),
};

export const commentLoaders: Pick<Loaders['Comment'], 'by'> = {
  by: async (queries, context) =>
    peopleOf(
      context,
      queries.map(({ obj }) => obj.by),
    ),
};

export const exceptionActLoaders: Pick<Loaders['ExceptionAct'], 'by'> = {
  async by(queries, context) {
    const tenant = context.hub.tenant;
    const people = await peopleOf(
      context,
      queries.map(({ obj }) => personId(tenant, obj.person)),
    );
    return people.map((person, index) => (queries[index]!.obj.person === hubActor.person ? null : person));
  },
};

export const exceptionGroupLoaders: Pick<Loaders['ExceptionGroup'], 'sample'> = {
  sample: async (queries, { hub }) => hub.exceptions.byIds(queries.map(({ obj }) => obj.sample)),
};

/** The exception of each run. */
export const runException: Loaders['WorkflowRun']['exception'] = async (queries, { hub }) =>
  hub.exceptions.ofRuns(idsOf(queries));

/** What each customer's runs wait with. */
export const customerExceptions: Loaders['Customer']['exceptions'] = async (queries, { hub }) => {
  const lists = await hub.exceptions.ofCustomers(idsOf(queries));
  return queries.map(({ obj, params }, index): ExceptionsPage => {
    const rows = lists[index]!;
    const page = slice(`exceptions of ${obj.id}`, rows, params);
    return { ...page, total: () => page.total(), atRisk: () => hub.exceptions.atRisk(rows) };
  });
};

export const exceptionResolvers: ExceptionResolvers = {
  moneyAtRisk: ({ money: own }, _args, { hub }) =>
    own ? money(own.amount, own.currency) : hub.exceptions.atRisk([]),
  nextAttemptAt: ({ nextAt }) => nextAt,
  step: ({ stepName }) => stepName,
  system: ({ instance }, _args, { hub }) => sourceNamed(hub.sources, instance),
  suggestions: ({ findings }, _args, { rights }) =>
    findings
      .flatMap(({ suggestions }) => suggestions)
      .filter(({ patch }) => seesSuggestion(rights, patch))
      .toSorted((a, b) => b.confidence - a.confidence),
  editableFields({ findings }, _args, { rights }) {
    const fields = findings.flatMap(({ editable }) => editable);
    const first = new Map(fields.toReversed().map((field) => [field.path, field]));
    return [...first.values()].toReversed().map((field) => ({
      ...field,
      touchesMoney: field.touchesMoney !== false,
      current: seesValue(rights, field.path) ? field.current : null,
      allowed: field.allowed,
    }));
  },
  proposedPatch: ({ patch }, _args, { rights }) => patchSeen(rights, patch),
};

export const exceptionGroupResolvers: ExceptionGroupResolvers = {
  firstOpenedAt: ({ firstAt }) => firstAt,
  lastOpenedAt: ({ lastAt }) => lastAt,
};

export const exceptionConnectionResolvers: ExceptionConnectionResolvers = {
  ...connectionResolvers,
  moneyAtRisk: (connection) => connection.atRisk(),
};

/** What the audit trail says of before or after; of a patch what the caller may see. */
function told(rights: Rights, text: string | null): unknown {
  const said: unknown = text === null ? null : JSON.parse(text);
  if (typeof said !== 'object' || said === null || !('patch' in said)) return said;
  return { ...said, patch: patchSeen(rights, said.patch) };
}

export const exceptionActResolvers: ExceptionActResolvers = {
  before: ({ before }, _args, { rights }) => told(rights, before),
  after: ({ after }, _args, { rights }) => told(rights, after),
};

export const rowResultResolvers: RowResultResolvers = {
  ok: ({ error }) => error === null,
  error: ({ error }, _args, context) =>
    error && {
      code: error.code,
      message: error.message,
      field: error.path === null ? null : error.path.split('.'),
      retryable: error.retryable,
      system: null,
      correlationId: context.correlationId(),
    },
};

export const exceptionQueries: Pick<QueryResolvers, 'exceptions' | 'exceptionGroups'> = {
  async exceptions(_root, { filter, ...page }, context) {
    const { exceptions } = context.hub;
    const ids = await exceptions.list(exceptionFilter(filter), pageArgs(page), {
      amounts: seesAmounts(context),
    });
    const nodes = fromPage<ExceptionView>(ids, await exceptions.byIds(ids.ids));
    return { ...nodes, atRisk: ids.moneyAtRisk };
  },
  exceptionGroups: async (_root, { filter }, context) =>
    context.hub.exceptions.groups(exceptionFilter(filter), { amounts: seesAmounts(context) }),
};

type Field = 'assignExceptions' | 'commentException' | 'fixAndResume' | 'skipException' | 'retryException';

interface Answer {
  readonly exceptions: readonly ExceptionView[];
  readonly results: readonly RowResult[];
  readonly run: RunView | null;
}

function acted(
  field: Field,
  input: ExceptionActionInput,
  context: GraphContext,
  wish: ExceptionRequest['wish'],
) {
  const { idempotencyKey, clientMutationId, exceptionIds, rootCauseKey, note } = input;
  const empty: Answer = { exceptions: [], results: [], run: null };
  return answered(context, clientMutationId, empty, async () => {
    refuseForeign(field, input);
    const { exceptions, runs } = context.hub;
    const request = {
      field,
      idempotencyKey,
      wish,
      note: note ?? null,
      exceptionIds: exceptionIds ?? null,
      rootCauseKey: rootCauseKey ?? null,
    };
    const { results, replayed } = await exceptions.act(actingOf(context), request);
    const found = (await exceptions.byIds(results.map(({ id }) => id))).filter((each) => each !== null);
    const [run = null] = found.length === 1 ? await runs.byIds([found[0]!.runId]) : [];
    return { exceptions: found, results, run, replayed };
  });
}

/** What one mutation takes and the others do not must not be overlooked by them. */
function refuseForeign(field: Field, { assigneeId, patch }: ExceptionActionInput): void {
  const wrong =
    patch != null && field !== 'fixAndResume'
      ? 'patch'
      : assigneeId != null && field !== 'assignExceptions'
        ? 'assigneeId'
        : null;
  if (wrong !== null) throw new Problem('INVALID_INPUT', `${field} takes no ${wrong}.`, { path: wrong });
}

export const exceptionMutations: Pick<MutationResolvers, Field> = {
  assignExceptions: (_root, { input }, context) =>
    acted('assignExceptions', input, context, { do: 'assign', assigneeId: input.assigneeId ?? null }),
  commentException: (_root, { input }, context) =>
    acted('commentException', input, context, { do: 'comment' }),
  fixAndResume: (_root, { input }, context) =>
    acted('fixAndResume', input, context, { do: 'fix', patch: input.patch ?? null }),
  skipException: (_root, { input }, context) => acted('skipException', input, context, { do: 'skip' }),
  retryException: (_root, { input }, context) => acted('retryException', input, context, { do: 'retry' }),
};
