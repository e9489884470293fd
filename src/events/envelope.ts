import type { CanonicalEvent, ChangeKind, Positioned } from '../canonical/event.ts';

/**
 * An event as it travels outside the hub: CloudEvents 1.0 in the structured JSON format. Extension attributes are lower case, as the
 * specification asks, and what is null is absent. The position is text: a CloudEvents integer has 32 bits.
 */
export interface Envelope {
  readonly specversion: '1.0';
  readonly id: string;
  readonly type: string;
  /** `/sources/<instance>`, or `/hub`. */
  readonly source: string;
  readonly subject: string;
  /** When it happened at the source. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** `urn:isthmus:event:<noun>:<major>`. */
  readonly dataschema: string;
  readonly schemaversion: string;
  readonly change: ChangeKind;
  readonly customerid?: string;
  readonly entityversion?: number;
  readonly correlationid: string;
  readonly causationid?: string;
  readonly receivedat: string;
  readonly processedat: string;
  readonly attempts: number;
  readonly position?: string;
  /** Absent from an event that is too large for the broker; the hub's API has it whole. */
  readonly data?: CanonicalEvent['data'];
}

/** The media type of the envelope. */
export const envelopeType = 'application/cloudevents+json';

const hub = '/hub';
const sources = '/sources/';

/** The envelope of an event, which may have its position already. */
export function envelopeOf(event: CanonicalEvent & { readonly position?: number | null }): Envelope {
  const noun = event.type.slice(0, event.type.indexOf('.'));
  const major = event.schemaVersion.split('.')[0]!;
  return {
    specversion: '1.0',
    id: event.id,
    type: event.type,
    source: event.source === null ? hub : `${sources}${event.source}`,
    subject: event.subjectId,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    dataschema: `urn:isthmus:event:${noun}:${major}`,
    schemaversion: event.schemaVersion,
    change: event.change,
    ...(event.customerId !== null && { customerid: event.customerId }),
    ...(event.entityVersion !== null && { entityversion: event.entityVersion }),
    correlationid: event.correlationId,
    ...(event.causationId !== null && { causationid: event.causationId }),
    receivedat: event.receivedAt,
    processedat: event.processedAt,
    attempts: event.attempts,
    ...(event.position != null && { position: String(event.position) }),
    data: event.data,
  };
}

/** The event of an envelope that the hub made; null for one without its data or its position. */
export function eventOfEnvelope(envelope: Envelope): Positioned | null {
  const position = Number(envelope.position);
  if (!Number.isSafeInteger(position) || position < 1 || !isObject(envelope.data)) return null;
  return {
    id: envelope.id,
    position,
    type: envelope.type,
    schemaVersion: envelope.schemaversion,
    change: envelope.change,
    subjectId: envelope.subject,
    customerId: envelope.customerid ?? null,
    entityVersion: envelope.entityversion ?? null,
    source: envelope.source === hub ? null : envelope.source.slice(sources.length),
    correlationId: envelope.correlationid,
    causationId: envelope.causationid ?? null,
    occurredAt: envelope.time,
    receivedAt: envelope.receivedat,
    processedAt: envelope.processedat,
    attempts: envelope.attempts,
    data: envelope.data,
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
