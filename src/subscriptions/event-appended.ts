import { seesEvent } from '../auth/projection.ts';
import { checkSubjectId, eventTypesNamed } from '../canonical/event-filter.ts';
import type { SubscriptionResolvers } from '../generated/graphql.ts';

/** The log as it grows. */
export const eventAppended: SubscriptionResolvers['eventAppended'] = {
  subscribe(_root, { types, subjectId, after }, { hub, rights }) {
    const named = types == null ? null : new Set(eventTypesNamed(types, 'types'));
    if (subjectId != null) checkSubjectId(subjectId);
    return hub.streams.open({
      field: 'eventAppended',
      args: { types: named && [...named].toSorted(), subjectId },
      after: after ?? null,
      matches: (event) =>
        (named?.has(event.type) ?? true) &&
        (subjectId == null || event.subjectId === subjectId) &&
        seesEvent(rights, event),
      snapshot: async () => [],
    });
  },
  resolve: (message: unknown) => message as never,
};
