import { idPrefix, kindOfId } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';
import { deadLetterPrefix, deadLettersById } from './dead-letter.ts';
import { eventsById } from './event.ts';
import { type List, parameters } from './page.ts';
import type { EventFilter, EventView } from './read.ts';
import { derivedFacts } from './timeline.ts';

/** The events of the log that meet a filter, newest position first. Those that wait for their position are not listed yet. */
export function eventList(filter: EventFilter): List {
  const { types, subjectId, correlationId, source, from, to, synced } = filter;
  const params = parameters();
  const where = ['l.position is not null'];
  if (types) where.push(`l.type = any(${params.add(types, 'text[]')})`);
  if (subjectId !== null) where.push(`l.subject_id = ${params.add(subjectId, 'text')}`);
  if (correlationId !== null) where.push(`l.correlation_id = ${params.add(correlationId, 'text')}`);
  if (source?.instance === null) where.push('l.source is null');
  else if (source) where.push(`l.source = ${params.add(source.instance, 'text')}`);
  if (from !== null) where.push(`l.occurred_at >= ${params.add(from, 'timestamptz')}`);
  if (to !== null) where.push(`l.occurred_at < ${params.add(to, 'timestamptz')}`);
  if (synced) {
    const subjects = params.add(
      synced.map((kind) => `${idPrefix[kind]}_`),
      'text[]',
    );
    // What could not be taken in has no id yet: the event is about its source.
    where.push(`(l.type <> 'sync.status_changed' or left(l.subject_id, 4) = any(${subjects})
      or (left(l.subject_id, 4) = 'src_' and l.data ->> 'kind' = any(${params.add(synced, 'text[]')})))`);
  }
  return {
    name: 'events',
    from: 'event l',
    where: where.join(' and '),
    id: 'l.id',
    order: [{ sql: 'l.position', type: 'bigint', descending: true }],
    parameters: params,
  };
}

/** What each event id stands for, in the order of the ids: an event of the log, a derived fact, or a dead letter's change. */
export async function readEvents(db: Queryable, ids: readonly string[]): Promise<(EventView | null)[]> {
  const behind = (id: string): string => (id.startsWith('evt_') ? id.slice('evt_'.length) : '');
  const records = ids.map(behind).filter((id) => kindOfId(id) !== undefined);
  const letters = ids.map(behind).filter((id) => id.startsWith(deadLetterPrefix));
  const logged = ids.filter((id) => behind(id) !== '' && !behind(id).includes('_'));
  const found = new Map<string, EventView>();
  await Promise.all([
    logged.length === 0
      ? null
      : eventsById(db, logged).then((events) => {
          for (const event of events) found.set(event.id, { ...event, state: 'APPLIED' });
        }),
    records.length === 0
      ? null
      : derivedFacts(db, records).then((facts) => {
          for (const fact of facts) found.set(fact.id, fact);
        }),
    letters.length === 0
      ? null
      : deadLettersById(db, letters).then((dead) => {
          for (const { event } of dead) found.set(event.id, event);
        }),
  ]);
  return ids.map((id) => found.get(id) ?? null);
}
