import { dataSeen, eventTypesSeen, kindsSeen, reasonSeen, subjectSeen } from '../auth/projection.ts';
import { checkSubjectId, eventTypesNamed } from '../canonical/event-filter.ts';
import { Problem } from '../canonical/problem.ts';
import type { DeadLetterView, EventParent, Hub } from '../context.ts';
import type { DeadLetterResolvers, EventResolvers, QueryResolvers } from '../generated/graphql.ts';
import { fromPage, pageArgs } from './connection.ts';
import { instanceOf, sourceNamed } from './source.ts';

export const eventResolvers: EventResolvers = {
  source: (event, _args, { hub }) => sourceNamed(hub.sources, event.source),
  subjectId: (event, _args, { rights }) => subjectSeen(rights, event),
  data: (event, _args, { rights }) => dataSeen(rights, event),
  sequence: (event) => event.position,
  processedAt: (event) => (event.state === 'DEAD' ? null : event.processedAt),
  change: (event) => (event.state === 'DEAD' ? null : event.change),
};

export const deadLetterResolvers: DeadLetterResolvers = {
  source: (letter, _args, { hub }) => sourceNamed(hub.sources, letter.instance),
  reason: (letter, _args, { rights }) => reasonSeen(rights, letter.kind, letter.reason),
};

/** How the hub itself is asked for among those who tell; the id of a source begins with `src_`. */
const hubItself = 'hub';

const tellerOf = (hub: Hub, id: string) => ({
  instance: id === hubItself ? null : instanceOf(hub, id, 'source', [hubItself]),
});

/** The queries over the log and over what could not be taken into it. */
export const eventQueries: Pick<QueryResolvers, 'events' | 'deadLetters'> = {
  async events(_root, { type, subjectId, correlationId, source, from, to, ...page }, { hub, rights }) {
    if (subjectId != null) checkSubjectId(subjectId);
    if (from != null && to != null && Date.parse(from) >= Date.parse(to))
      throw new Problem('INVALID_INPUT', 'from must be before to', { path: 'from' });
    const seen = eventTypesSeen(rights);
    const named = type == null ? null : eventTypesNamed(type, 'type');
    const filter = {
      types: seen && named ? named.filter((each) => seen.includes(each)) : (named ?? seen),
      subjectId: subjectId ?? null,
      correlationId: correlationId ?? null,
      source: source == null ? null : tellerOf(hub, source),
      from: from ?? null,
      to: to ?? null,
      synced: seen && kindsSeen(rights),
    };
    const ids = await hub.reader.events(filter, pageArgs(page));
    return fromPage<EventParent>(ids, await hub.reader.eventsById(ids.ids));
  },
  async deadLetters(_root, page, { hub }) {
    const ids = await hub.reader.deadLetters(pageArgs(page));
    return fromPage<DeadLetterView>(ids, await hub.reader.deadLettersById(ids.ids));
  },
};
