import { join } from 'node:path';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

/** Asks for events; all but the number counts in the first request of a stream only. */
export interface FetchRequest {
  readonly topicName?: string;
  readonly replayPreset?: 'LATEST' | 'EARLIEST' | 'CUSTOM';
  readonly replayId?: Buffer;
  readonly numRequested: number;
}

export interface ConsumerEvent {
  readonly event: { readonly id: string; readonly schemaId: string; readonly payload: Buffer } | null;
  readonly replayId: Buffer;
}

export interface FetchResponse {
  /** None in a keepalive. */
  readonly events: readonly ConsumerEvent[];
  readonly latestReplayId: Buffer;
}

interface Service {
  readonly Subscribe: MethodDefinition<FetchRequest, FetchResponse>;
  readonly GetSchema: MethodDefinition<{ readonly schemaId: string }, { readonly schemaJson: string }>;
}

/** The calls of pubsub.proto, as gRPC needs them. */
export function pubSubService(): Service {
  const loaded = loadSync(join(import.meta.dirname, 'pubsub.proto'), { enums: String, defaults: true });
  return loaded['eventbus.v1.PubSub'] as unknown as Service;
}
