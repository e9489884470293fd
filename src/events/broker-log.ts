import {
  DiscardPolicy,
  type JetStreamManager,
  nanos,
  type NatsConnection,
  NatsError,
  RetentionPolicy,
  StorageType,
  type StreamInfo,
} from 'nats';
import type { Positioned } from '../canonical/event.ts';
import type { Queryable } from '../store/database.ts';
import { eventsAfter, readHead } from '../store/event.ts';
import { againMark, markOf, messageOf, type Place } from './message.ts';
import { SpanKind, startSpan } from '../telemetry/trace.ts';

/** The latest events of the log as the broker keeps them. */
export interface BrokerLog {
  /** The position of the last event that the broker is known to hold. */
  position(): number;
  /** How many messages, and bytes, were sent and not acknowledged yet. */
  inFlight(): { readonly messages: number; readonly bytes: number };
  /**
   * Sends the next event without waiting. The broker takes it only directly behind the one before; `onAck` hears of each that is
   * stored, `onRefused` of the first that is not: then this one is done with, and another must be opened.
   */
  send(event: Positioned): void;
}

export interface BrokerLogOptions {
  readonly db: Queryable;
  /** The identity of the log. */
  readonly log: string;
  readonly place: Place;
  readonly maxMessages: number;
  /** The end of the link: what is under way then does nothing more. */
  readonly ended: AbortSignal;
  readonly onRebuild: (why: string) => void;
  readonly onAck: () => void;
  readonly onRefused: (error: unknown) => void;
}

/** Within this the broker knows an event again by its id; longer than any failover takes. */
const knowsRepeatsForMs = 600_000;
const ackWithinMs = 10_000;
/** JetStream's error codes (nats-server, server/errors.json): stream not found, no message found. */
const [streamNotFound, messageNotFound] = [10059, 10037];

/**
 * Finds out how far the broker has the log, by its last message. A stream that is missing or empty is begun with the last
 * `maxMessages` events; one whose last message is not an event of this log in its place is emptied and begun anew.
 */
export async function openBrokerLog(link: NatsConnection, options: BrokerLogOptions): Promise<BrokerLog> {
  const { db, log, place, maxMessages } = options;
  const manager = await link.jetstreamManager({ timeout: ackWithinMs });
  const { state } = await ensureStream(manager, place, maxMessages);
  const head = await readHead(db);
  const begin = Math.max(0, head.position - maxMessages);
  let position = begin;
  let emptied = state.messages === 0;
  if (!emptied) {
    const held = await lastHeld(manager, place, state.last_seq);
    const known = held?.log === log && (await isOurs(db, held));
    if (known) position = Math.max(held.position, begin);
    else {
      options.ended.throwIfAborted();
      options.onRebuild(held?.log === log ? 'its last event is not in this log' : 'it holds another log');
      // Only what was seen: another node may have begun it anew meanwhile.
      await manager.streams.purge(place.stream, { seq: state.last_seq + 1 });
      emptied = true;
    }
  }
  // A stream that was emptied still knows the ids of what it held and would refuse those events as repeats.
  const again = emptied && state.last_seq > 0 ? `${againMark}${state.last_seq}` : '';

  const jetstream = link.jetstream({ timeout: ackWithinMs });
  const maxPayload = link.info?.max_payload ?? 1_048_576;
  let sequence = state.last_seq;
  let messages = 0;
  let bytes = 0;
  let refused = false;
  return {
    position: () => position,
    inFlight: () => ({ messages, bytes }),
    send(event) {
      // What follows is only to hand it over: the span tells when that was.
      const span = { kind: SpanKind.PRODUCER, causes: [event.correlationId] };
      startSpan(`publish ${event.type}`, span)?.end();
      const { subject, payload, headers } = messageOf(event, log, place, maxPayload);
      messages++;
      bytes += payload.length;
      const msgID = event.position > head.position ? event.id : `${event.id}${again}`;
      const expect = { streamName: place.stream, lastSequence: sequence++ };
      jetstream.publish(subject, payload, { msgID, headers, expect }).then(
        () => {
          messages--;
          bytes -= payload.length;
          position = Math.max(position, event.position);
          options.onAck();
        },
        (error: unknown) => {
          if (!refused) options.onRefused(error);
          refused = true;
        },
      );
    },
  };
}

async function ensureStream(
  manager: JetStreamManager,
  { stream, subjects }: Place,
  maxMessages: number,
): Promise<StreamInfo> {
  const wanted = {
    subjects: [`${subjects}.>`],
    max_msgs: maxMessages,
    duplicate_window: nanos(knowsRepeatsForMs),
  };
  const found = await manager.streams.info(stream).catch(absent(streamNotFound));
  if (!found)
    return manager.streams.add({
      ...wanted,
      name: stream,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      storage: StorageType.File,
    });
  const { config } = found;
  const fits =
    config.max_msgs === wanted.max_msgs &&
    config.duplicate_window === wanted.duplicate_window &&
    config.subjects.join() === wanted.subjects.join();
  return fits ? found : manager.streams.update(stream, wanted);
}

async function lastHeld(
  manager: JetStreamManager,
  { stream }: Place,
  sequence: number,
): Promise<ReturnType<typeof markOf>> {
  const message = await manager.streams.getMessage(stream, { seq: sequence }).catch(absent(messageNotFound));
  return message ? markOf(message.header) : null;
}

async function isOurs(db: Queryable, held: { position: number; id: string }): Promise<boolean> {
  const [event] = await eventsAfter(db, held.position - 1, 1);
  return event?.position === held.position && event.id === held.id;
}

const absent =
  (code: number) =>
  (error: unknown): null => {
    if (error instanceof NatsError && error.api_error?.err_code === code) return null;
    throw error;
  };
