import { z } from 'zod';
import { usualLimits } from '../canonical/limits.ts';
import { flag, number } from './number.ts';

const count = (most: number, usual: number, least = 1) =>
  number(z.number().int().min(least).max(most)).default(usual);
const usual = usualLimits;

/** What one request may be, before it is executed; and what one consumer may send. */
export const limitSettings = z.strictObject({
  maxBodyBytes: count(16_777_216, usual.maxBodyBytes),
  maxTokens: count(100_000, usual.maxTokens),
  maxDepth: count(100, usual.maxDepth),
  /** Fields of an operation, and of its root; those of a fragment count wherever it is spread. */
  maxFields: count(100_000, usual.maxFields),
  maxRootFields: count(10_000, usual.maxRootFields),
  /** Aliases of fields, `__typename` too. */
  maxAliases: count(10_000, usual.maxAliases),
  maxDirectives: count(10_000, usual.maxDirectives),
  /** Values of a list in variables or arguments. */
  maxListItems: count(1_000_000, usual.maxListItems),
  /** By `@cost` and page sizes; docs/limits.md says how it is counted. */
  maxCost: count(10_000_000, usual.maxCost),
  operationTimeoutMs: count(600_000, usual.operationTimeoutMs),
  /** Requests, operations of sockets, and cost, of one consumer (account) at one node. */
  requestsPerSecond: number(z.number().positive()).default(usual.requestsPerSecond),
  burst: count(1_000_000, usual.burst),
  costPerMinute: count(1_000_000_000, usual.costPerMinute),
  /** Sockets and event streams of one consumer at one node. */
  connectionsPerConsumer: count(100_000, usual.connectionsPerConsumer),
  /** Tokens from one address that prove nothing. */
  failedTokensPerMinute: count(100_000, usual.failedTokensPerMinute),
  /** Of a node, from everybody. */
  maxConnections: count(1_000_000, usual.maxConnections),
  /** Of one socket, frames of control too. */
  messagesPerSecond: count(100_000, usual.messagesPerSecond),
  /** How long the headers of a request may take, all of it, and how long a connection may be without any traffic. */
  headersTimeoutMs: count(600_000, usual.headersTimeoutMs, 50),
  requestTimeoutMs: count(600_000, usual.requestTimeoutMs, 50),
  idleTimeoutMs: count(3_600_000, usual.idleTimeoutMs, 50),
});

/** Trusted documents: operations that were registered before. */
export const operationSettings = z.strictObject({
  /** Only registered operations are executed. Null: in production. */
  trustedOnly: flag.nullable().default(null),
  /** Files of operations (`{ "sha256:<hex>": "<document>" }`) beside those of `isthmus operations add`. */
  files: z.array(z.string().min(1)).default([]),
});
