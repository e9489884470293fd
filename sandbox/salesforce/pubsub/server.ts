import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { handleBidiStreamingCall, handleUnaryCall, Metadata } from '@grpc/grpc-js';
import type { Listener, Sim } from '../../kit/types.ts';
import { orgId } from '../id.ts';
import { isSession } from '../oauth.ts';
import { identityOf } from './certificate.ts';
import { errorCode, pubSubService } from './protocol.ts';
import type {
  FetchRequest,
  FetchResponse,
  SchemaInfo,
  SchemaRequest,
  TopicInfo,
  TopicRequest,
} from './protocol.ts';
import { refusal } from './refusal.ts';
import { eventSchemaOf, objectOfTopic, schemaById } from './schema.ts';
import { subscribe } from './subscription.ts';
import type { Subscription } from './subscription.ts';

const running = new WeakMap<Sim, Set<Subscription>>();

/** The streams that are open at the moment. */
export function subscriptionsOf(sim: Sim): readonly Subscription[] {
  return [...(running.get(sim) ?? [])];
}

/** Why a call is refused: its metadata must name a session of this organisation. */
function refused(sim: Sim, metadata: Metadata): Error | undefined {
  const text = (name: string): string => String(metadata.get(name)[0] ?? '');
  const fits =
    isSession(sim, text('accesstoken')) &&
    text('instanceurl').replace(/\/$/, '') === sim.url &&
    [orgId, orgId.slice(0, 15)].includes(text('tenantid'));
  return fits
    ? undefined
    : refusal(status.UNAUTHENTICATED, errorCode.auth, 'An authentication exception occurred.');
}

function portFile(sim: Sim): string {
  return join(sim.dataDir, 'pubsub-port');
}

function formerPort(sim: Sim): number {
  try {
    return Number(readFileSync(portFile(sim), 'utf8')) || 0;
  } catch {
    return 0;
  }
}

function bind(server: Server, port: number, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
}

/** Serves the Pub/Sub API over TLS on 127.0.0.1: on the port of the last time where that is free, so that clients come back to it. */
export async function servePubSub(sim: Sim): Promise<Listener> {
  const service = pubSubService();
  const streams = new Set<Subscription>();
  running.set(sim, streams);

  const Subscribe: handleBidiStreamingCall<FetchRequest, FetchResponse> = (call) => {
    const stream = subscribe(
      sim,
      call,
      () => refused(sim, call.metadata),
      () => streams.delete(stream),
    );
    streams.add(stream);
  };
  const GetSchema: handleUnaryCall<SchemaRequest, SchemaInfo> = (call, answer) => {
    const schema = schemaById(call.request.schemaId);
    const error = refused(sim, call.metadata);
    if (error) return answer(error);
    if (!schema)
      return answer(refusal(status.NOT_FOUND, errorCode.schemaUnknown, 'The schema was not found.'));
    return answer(null, { schemaJson: schema.json, schemaId: schema.id, rpcId: randomUUID() });
  };
  const GetTopic: handleUnaryCall<TopicRequest, TopicInfo> = (call, answer) => {
    const { topicName } = call.request;
    const object = objectOfTopic(topicName);
    const error = refused(sim, call.metadata);
    if (error) return answer(error);
    if (object === undefined)
      return answer(
        refusal(status.NOT_FOUND, errorCode.topicUnknown, `The topic ${topicName} was not found.`),
      );
    return answer(null, {
      topicName,
      tenantGuid: orgId,
      canPublish: false,
      canSubscribe: true,
      schemaId: object === null ? '' : eventSchemaOf(object).id,
      rpcId: randomUUID(),
    });
  };

  const server = new Server();
  server.addService({ ...service }, { Subscribe, GetSchema, GetTopic });
  const { key, certificate } = await identityOf(sim);
  const credentials = ServerCredentials.createSsl(null, [
    { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) },
  ]);
  const port = await bind(server, formerPort(sim), credentials).catch(() => bind(server, 0, credentials));
  writeFileSync(portFile(sim), String(port));
  return {
    // A name, not an address: TLS knows no addresses in its server name.
    credentials: { pubsubUrl: `localhost:${port}`, pubsubCertificate: certificate },
    close() {
      for (const stream of streams) stream.cut();
      server.forceShutdown();
    },
  };
}
