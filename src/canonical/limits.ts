/** What one request may be, and what one consumer may send. docs/limits.md says what each is for. */
export interface Limits {
  readonly maxBodyBytes: number;
  readonly maxTokens: number;
  /** How deep fields may be nested. */
  readonly maxDepth: number;
  /** Fields, aliases and directives of an operation, and fields of its root; those of a fragment count wherever it is spread. */
  readonly maxFields: number;
  readonly maxRootFields: number;
  readonly maxAliases: number;
  readonly maxDirectives: number;
  /** Values of one list, in the document or in the variables. */
  readonly maxListItems: number;
  /** By `@cost` and page sizes. */
  readonly maxCost: number;
  readonly operationTimeoutMs: number;
  /** Requests and operations of one consumer (account) at one node: how many go on for ever, and how many at once. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly costPerMinute: number;
  /** Sockets and event streams that one consumer may have open at one node. */
  readonly connectionsPerConsumer: number;
  /** Tokens from one address that prove nothing, before every token from there has to wait. */
  readonly failedTokensPerMinute: number;
  /** Connections of a node. */
  readonly maxConnections: number;
  /** Messages, and frames of control, that one socket may send. */
  readonly messagesPerSecond: number;
  /** How long the headers of a request may take, how long all of it, and how long a connection may be without any traffic. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** The limits that hold where nothing else is configured. */
export const usualLimits: Limits = {
  maxBodyBytes: 262_144,
  maxTokens: 4000,
  maxDepth: 24,
  maxFields: 2000,
  maxRootFields: 60,
  maxAliases: 60,
  maxDirectives: 60,
  maxListItems: 1000,
  maxCost: 20_000,
  operationTimeoutMs: 30_000,
  requestsPerSecond: 1000,
  burst: 2000,
  costPerMinute: 10_000_000,
  connectionsPerConsumer: 10_000,
  failedTokensPerMinute: 120,
  maxConnections: 20_000,
  messagesPerSecond: 200,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 75_000,
};
