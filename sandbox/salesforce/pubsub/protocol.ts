import { join } from 'node:path';
import type { MethodDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

export interface FetchRequest {
  readonly topicName: string;
  readonly replayPreset: 'LATEST' | 'EARLIEST' | 'CUSTOM';
  readonly replayId: Buffer;
  readonly numRequested: number;
}

export interface FetchResponse {
  readonly events: readonly {
    readonly event: { readonly id: string; readonly schemaId: string; readonly payload: Buffer };
    readonly replayId: Buffer;
  }[];
  readonly latestReplayId: Buffer;
  readonly rpcId: string;
  readonly pendingNumRequested: number;
}

export interface SchemaRequest {
  readonly schemaId: string;
}

export interface SchemaInfo {
  readonly schemaJson: string;
  readonly schemaId: string;
  readonly rpcId: string;
}

export interface TopicRequest {
  readonly topicName: string;
}

export interface TopicInfo {
  readonly topicName: string;
  readonly tenantGuid: string;
  readonly canPublish: boolean;
  readonly canSubscribe: boolean;
  readonly schemaId: string;
  readonly rpcId: string;
}

interface Service {
  readonly Subscribe: MethodDefinition<FetchRequest, FetchResponse>;
  readonly GetSchema: MethodDefinition<SchemaRequest, SchemaInfo>;
  readonly GetTopic: MethodDefinition<TopicRequest, TopicInfo>;
}

/** The service of pubsub.proto, as gRPC needs it. */
export function pubSubService(): Service {
  const loaded = loadSync(join(import.meta.dirname, 'pubsub.proto'), { enums: String, defaults: true });
  return loaded['eventbus.v1.PubSub'] as unknown as Service;
}

/** The codes that come as the `error-code` trailer. Source: Pub/Sub API guide, "Handle Errors". */
export const errorCode = {
  auth: 'sfdc.platform.eventbus.grpc.service.auth.error',
  unavailable: 'sfdc.platform.eventbus.grpc.service.unavailable',
  replayCorrupted: 'sfdc.platform.eventbus.grpc.subscription.fetch.replayid.corrupted',
  replayInvalid: 'sfdc.platform.eventbus.grpc.subscription.fetch.replayid.validation.failed',
  requestedInvalid: 'sfdc.platform.eventbus.grpc.subscription.fetch.requested.events.invalid',
  schemaUnknown: 'sfdc.platform.eventbus.grpc.schema.notfound',
  topicUnknown: 'sfdc.platform.eventbus.grpc.topic.notfound',
} as const;
