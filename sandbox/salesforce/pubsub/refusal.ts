import { randomUUID } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import type { ServiceError, status } from '@grpc/grpc-js';

/** An RPC's bad end: the gRPC status, and Salesforce's own code in the trailers, as is the id of the call. */
export function refusal(
  code: status,
  errorCode: string,
  message: string,
): Pick<ServiceError, 'code' | 'details' | 'metadata'> & Error {
  const rpcId = randomUUID();
  const metadata = new Metadata();
  metadata.set('error-code', errorCode);
  metadata.set('rpc-id', rpcId);
  return Object.assign(new Error(message), { code, details: `${message} rpcId: ${rpcId}`, metadata });
}
