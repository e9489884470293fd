import type { EventsOneQuery } from '../../generated/graphql.ts';

/** An event with all that the graph tells of it. */
export type WholeEvent = Extract<EventsOneQuery['node'], { readonly __typename: 'Event' }>;

/**
 * An event as the broker has it: CloudEvents 1.0, structured JSON (docs/events.md). What is null is absent, and so is `customerid`, which the
 * graph does not tell.
 */
export function cloudEventOf(event: WholeEvent): Readonly<Record<string, unknown>> {
  const [noun = ''] = event.type.split('.');
  const [major = ''] = event.schemaVersion.split('.');
  const attributes = {
    specversion: '1.0',
    id: event.id,
    type: event.type,
    source: event.source ? `/sources/${event.source.name}` : '/hub',
    subject: event.subjectId,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    dataschema: `urn:isthmus:event:${noun}:${major}`,
    schemaversion: event.schemaVersion,
    change: event.change,
    entityversion: event.entityVersion,
    correlationid: event.correlationId,
    causationid: event.causationId,
    receivedat: event.receivedAt,
    processedat: event.processedAt,
    attempts: event.attempts,
    position: event.sequence === null ? null : String(event.sequence),
    data: event.data,
  };
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}
