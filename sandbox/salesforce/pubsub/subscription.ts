import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Sim } from '../../kit/types.ts';
import { busSetting, eventsAfter, headOf, isKept, onNews, prune, tick } from './bus.ts';
import { errorCode } from './protocol.ts';
import type { FetchRequest, FetchResponse } from './protocol.ts';
import { refusal } from './refusal.ts';
import { objectOfTopic } from './schema.ts';

/** What counts of one request at most. Source: Pub/Sub API guide, "Pub/Sub API Allocations". */
const mostRequested = 100;
const mostInResponse = 25;

/** A place of the bus as subscribers see it: opaque bytes, a big-endian number in the first eight. */
export function replayIdOf(seq: number): Buffer {
  const bytes = Buffer.alloc(10);
  bytes.writeBigInt64BE(BigInt(seq));
  return bytes;
}

function seqOf(replayId: Buffer): number | undefined {
  return replayId.length === 10 && replayId.readInt16BE(8) === 0
    ? Number(replayId.readBigInt64BE())
    : undefined;
}

/** One subscriber, as `GET /__sim/webhooks` shows it. */
export interface Subscription {
  readonly facts: () => {
    readonly topic: string | null;
    readonly requested: number;
    readonly delivered: number;
    readonly outstanding: number;
  };
  /** Breaks the stream as a failing server does. */
  cut(): void;
}

/**
 * Serves one Subscribe stream: delivers what was asked for and no more, a keepalive with the latest replay id when there is nothing
 * for the setting `keepaliveMs` (270 seconds), and ends when `refused` finds the token no longer good.
 */
export function subscribe(
  sim: Sim,
  call: ServerDuplexStream<FetchRequest, FetchResponse>,
  refused: () => Error | undefined,
  onEnd: () => void,
): Subscription {
  let topic: string | null = null;
  let entity: string | null = null;
  let place = 0;
  let [requested, delivered, outstanding] = [0, 0, 0];
  let full = false;
  let ended = false;
  let quiet: NodeJS.Timeout | undefined;

  const finish = (error?: Error): void => {
    if (ended) return;
    ended = true;
    clearTimeout(quiet);
    stopListening();
    onEnd();
    if (error) call.emit('error', error);
    else call.end();
  };

  const send = (response: Pick<FetchResponse, 'events' | 'latestReplayId'>): void => {
    full = !call.write({ ...response, rpcId: randomUUID(), pendingNumRequested: outstanding });
    clearTimeout(quiet);
    quiet = setTimeout(keepAlive, sim.setting('keepaliveMs', 270_000));
  };

  const keepAlive = (): void => {
    const error = refused();
    if (error) return finish(error);
    // What waits for credit or is held must not be passed over by the place that a keepalive tells.
    const isWaiting = eventsAfter(sim, entity, place, 1).length > 0;
    if (!isWaiting) place = tick(sim);
    send({ events: [], latestReplayId: replayIdOf(place) });
  };

  const pump = (): void => {
    if (ended || topic === null) return;
    while (outstanding > 0 && !full && busSetting(sim, 'held') === 0) {
      const events = eventsAfter(sim, entity, place, Math.min(outstanding, mostInResponse));
      if (events.length === 0) return;
      const error = refused();
      if (error) return finish(error);
      place = events.at(-1)!.seq;
      delivered += events.length;
      outstanding -= events.length;
      send({
        events: events.map(({ seq, ...event }) => ({ event, replayId: replayIdOf(seq) })),
        latestReplayId: replayIdOf(place),
      });
    }
  };

  const begin = (request: FetchRequest): Error | undefined => {
    const object = objectOfTopic(request.topicName);
    if (object === undefined)
      return refusal(
        status.NOT_FOUND,
        errorCode.topicUnknown,
        `The topic ${request.topicName} was not found.`,
      );
    prune(sim);
    if (request.replayPreset === 'LATEST') place = headOf(sim);
    if (request.replayPreset === 'CUSTOM') {
      if (request.replayId.length === 0)
        return refusal(status.INVALID_ARGUMENT, errorCode.replayInvalid, 'The Replay ID validation failed.');
      const seq = seqOf(request.replayId);
      if (seq === undefined || !isKept(sim, seq))
        return refusal(
          status.INVALID_ARGUMENT,
          errorCode.replayCorrupted,
          'The Replay ID is corrupted. Ensure that the Replay ID is within the retention window.',
        );
      place = seq;
    }
    topic = request.topicName;
    entity = object?.name ?? null;
    quiet = setTimeout(keepAlive, sim.setting('keepaliveMs', 270_000));
    return undefined;
  };

  const take = (request: FetchRequest): Error | undefined => {
    if (request.numRequested <= 0)
      return refusal(
        status.INVALID_ARGUMENT,
        errorCode.requestedInvalid,
        'The number of requested events must be positive.',
      );
    if (topic === null) {
      const error = begin(request);
      if (error) return error;
    } else if (request.topicName !== '' && request.topicName !== topic) {
      return refusal(status.INVALID_ARGUMENT, errorCode.topicUnknown, 'The topic of a stream cannot change.');
    }
    const count = Math.min(request.numRequested, mostRequested);
    requested += count;
    outstanding += count;
    pump();
    return undefined;
  };

  const stopListening = onNews(sim, pump);
  call.on('data', (request: FetchRequest) => {
    if (ended) return;
    const error = refused() ?? take(request);
    if (error) finish(error);
  });
  call.on('drain', () => {
    full = false;
    pump();
  });
  call.on('end', () => finish());
  call.on('cancelled', () => finish());
  return {
    facts: () => ({ topic, requested, delivered, outstanding }),
    cut: () => finish(refusal(status.UNAVAILABLE, errorCode.unavailable, 'The service is unavailable.')),
  };
}
