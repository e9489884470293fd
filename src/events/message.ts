import { headers, type Msg, type MsgHdrs } from 'nats';
import type { Positioned } from '../canonical/event.ts';
import { type Envelope, envelopeOf, envelopeType, eventOfEnvelope } from './envelope.ts';

/** Where a log is at the broker: the stream that keeps its latest events, and what the subjects of its events begin with. */
export interface Place {
  readonly stream: string;
  readonly subjects: string;
}

/** The place of a hub's events: of the usual one the stream `ISTHMUS_EVENTS` and the subjects `isthmus.events.<type>.<subject id>`. */
export function placeOf(namespace = 'isthmus'): Place {
  return { stream: `${namespace.toUpperCase()}_EVENTS`, subjects: `${namespace}.events` };
}

const positionHeader = 'Isthmus-Position';
const logHeader = 'Isthmus-Log';
/** By which the broker knows a message again: the event's id, and behind this mark why it is sent once more. */
const idHeader = 'Nats-Msg-Id';
export const againMark = '/';

/** An event as a message to the broker. */
export interface Outgoing {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: MsgHdrs;
}

const encoder = new TextEncoder();
/** The limit of the broker counts the headers too. */
const headerRoom = 1024;

/** Where events of a type about a subject are published; a type has two words. */
export function subjectOf({ subjects }: Place, type: string, subjectId: string): string {
  return `${subjects}.${type}.${subjectId.replaceAll(/[^\w-]/g, '_')}`;
}

/** The message of an event of the log; without its data when it would be larger than `maxPayload` bytes. */
export function messageOf(event: Positioned, log: string, place: Place, maxPayload: number): Outgoing {
  const marks = headers();
  marks.set(positionHeader, String(event.position));
  marks.set(logHeader, log);
  marks.set('Content-Type', envelopeType);
  const envelope = envelopeOf(event);
  const whole = encoder.encode(JSON.stringify(envelope));
  const fits = whole.length + headerRoom <= maxPayload;
  return {
    subject: subjectOf(place, event.type, event.subjectId),
    payload: fits ? whole : encoder.encode(JSON.stringify({ ...envelope, data: undefined })),
    headers: marks,
  };
}

/** Which event of which log a message is, read from its headers alone; null for what the hub did not send. */
export function markOf(marks: MsgHdrs | undefined): { position: number; log: string; id: string } | null {
  const position = Number(marks?.get(positionHeader));
  if (!marks || !Number.isSafeInteger(position) || position < 1) return null;
  return { position, log: marks.get(logHeader), id: marks.get(idHeader).split(againMark)[0]! };
}

/** The event in a message; null when it holds none, or not the whole of it. */
export function eventOf(message: Msg): Positioned | null {
  try {
    return eventOfEnvelope(message.json<Envelope>());
  } catch {
    return null;
  }
}
