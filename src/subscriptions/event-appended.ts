import { eventTypesNamed } from '../canonical/event-filter.ts';
import { kindOfId } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { SubscriptionResolvers } from '../generated/graphql.ts';

/** The log as it grows. */
export const eventAppended: SubscriptionResolvers['eventAppended'] = {
  subscribe(_root, { types, subjectId, after }, { hub }) {
    const named = types == null ? null : new Set(eventTypesNamed(types, 'types'));
    if (subjectId != null && kindOfId(subjectId) === undefined && !subjectId.startsWith('src_'))
      throw new Problem(
        'INVALID_INPUT',
        `${subjectId.slice(0, 80)} is not the id of a record or of a source`,
        {
          path: 'subjectId',
        },
      );
    return hub.streams.open({
      field: 'eventAppended',
      args: { types: named && [...named].toSorted(), subjectId },
      after: after ?? null,
      matches: (event) =>
        (named?.has(event.type) ?? true) && (subjectId == null || event.subjectId === subjectId),
      snapshot: async () => [],
    });
  },
  resolve: (message: unknown) => message as never,
};
