import { z } from 'zod';
import { flag, number } from './number.ts';

const count = (most: number, usual: number) => number(z.number().int().min(1).max(most)).default(usual);

/** What one request may cost, before it is executed; and what one consumer may send. */
export const limitSettings = z.strictObject({
  maxBodyBytes: count(16_777_216, 262_144),
  maxTokens: count(100_000, 4000),
  maxDepth: count(100, 24),
  /** Aliases of fields, `__typename` too; those of a fragment count wherever it is spread. */
  maxAliases: count(10_000, 60),
  maxDirectives: count(10_000, 60),
  /** Fields of an operation, and of its root. */
  maxFields: count(100_000, 2000),
  maxRootFields: count(10_000, 60),
  /** By `@cost` and page sizes; docs/limits.md says how it is counted. */
  maxCost: count(10_000_000, 20_000),
  /** Values of a list in variables or arguments. */
  maxListItems: count(1_000_000, 1000),
  operationTimeoutMs: count(600_000, 30_000),
  /** Requests, and cost, of one consumer (account) at one node. */
  requestsPerSecond: number(z.number().positive()).default(200),
  burst: count(1_000_000, 400),
  costPerMinute: count(1_000_000_000, 2_000_000),
});

/** Trusted documents: operations that were registered before. */
export const operationSettings = z.strictObject({
  /** Only registered operations are executed. Null: in production. */
  trustedOnly: flag.nullable().default(null),
  /** Files of operations (`{ "sha256:<hex>": "<document>" }`) beside those of `isthmus operations add`. */
  files: z.array(z.string().min(1)).default([]),
});
