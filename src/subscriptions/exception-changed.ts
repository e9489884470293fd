import { Problem } from '../canonical/problem.ts';
import type { ExceptionFilter, SubscriptionResolvers } from '../generated/graphql.ts';

/** Most exceptions that a snapshot holds. */
const most = 200;

/** Filters that time alone, or the engine, makes an exception meet or leave, of which no event tells. */
const unfollowed = ['olderThanMs', 'openedFrom', 'openedTo', 'retrying'] as const;

/** What an event says of an exception, as far as a filter looks at it. */
interface Told {
  readonly category?: string;
  readonly severity?: string;
  readonly ownerTeam?: string;
  readonly process?: string;
  readonly legalEntityId?: string | null;
  readonly rootCauseKey?: string;
  readonly assigneeId?: string | null;
  readonly moneyAtRisk?: object | null;
  readonly reportedAtRisk?: string | null;
}

/** Events by which an exception may leave whoever had it: it is one of those that are followed to the last. */
const handedOn: readonly string[] = ['exception.assigned', 'exception.updated'];

/** Whether an exception is one of those that are followed, whatever became of it. */
function meets(filter: ExceptionFilter, type: string, told: Told): boolean {
  const { category, severity, process, ownerTeam, legalEntity, rootCauseKey, moneyAtRiskGte, assigneeId } =
    filter;
  const among = (wanted: readonly string[] | null | undefined, value: string | undefined): boolean =>
    wanted == null || (value !== undefined && wanted.includes(value));
  const is = (wanted: string | null | undefined, value: string | null | undefined): boolean =>
    wanted == null || wanted === value;
  return (
    among(category, told.category) &&
    among(severity, told.severity) &&
    among(process, told.process) &&
    is(ownerTeam, told.ownerTeam) &&
    is(legalEntity, told.legalEntityId) &&
    is(rootCauseKey, told.rootCauseKey) &&
    (is(assigneeId, told.assigneeId) || handedOn.includes(type)) &&
    (moneyAtRiskGte == null || reaches(told, moneyAtRiskGte))
  );
}

/** What has no rate counts as large. */
function reaches({ moneyAtRisk, reportedAtRisk }: Told, bound: string): boolean {
  if (moneyAtRisk == null) return Number(bound) === 0;
  return reportedAtRisk == null || Number(reportedAtRisk) >= Number(bound);
}

/** Exceptions as they are opened, dealt with and settled. */
export const exceptionChanged: SubscriptionResolvers['exceptionChanged'] = {
  async subscribe(_root, { filter: given, after }, { hub, rights }) {
    const filter = given ?? {};
    const path = unfollowed.find((each) => filter[each] != null);
    if (path)
      throw new Problem(
        'INVALID_INPUT',
        'A stream tells of exceptions as they change, whatever their age and whenever they are tried again.',
        { path: `filter.${path}` },
      );
    const list = {
      status: filter.status ?? null,
      category: filter.category ?? null,
      severity: filter.severity ?? null,
      ownerTeam: filter.ownerTeam ?? null,
      process: filter.process ?? null,
      legalEntity: filter.legalEntity ?? null,
      rootCauseKey: filter.rootCauseKey ?? null,
      moneyAtRiskGte: filter.moneyAtRiskGte ?? null,
      olderThanMs: null,
      openedFrom: null,
      openedTo: null,
      assigneeId: filter.assigneeId ?? null,
      retrying: null,
    };
    return hub.streams.open({
      field: 'exceptionChanged',
      args: { ...list },
      after: after ?? null,
      matches: ({ type, data }) =>
        type.startsWith('exception.') && meets(filter, type, (data['exception'] ?? {}) as Told),
      async snapshot() {
        const amounts = rights.decide('Exception.moneyAtRisk') === 'allow';
        const { ids } = await hub.exceptions.list(list, { first: most }, { amounts });
        return (await hub.exceptions.byIds(ids)).filter((each) => each !== null);
      },
    });
  },
  resolve: (message: unknown) => message as never,
};
