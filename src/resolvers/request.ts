import { randomUUID } from 'node:crypto';
import type DataLoader from 'dataloader';
import type { Hub, Marks } from '../context.ts';

/** What the resolvers of one request share. */
export interface GraphContext {
  readonly hub: Hub;
  /** The day of the request (UTC), YYYY-MM-DD: what is overdue is decided by it. */
  readonly today: string;
  /** One batch loader for each field and arguments, made when first used. */
  readonly loaders: Map<string, DataLoader<unknown, unknown>>;
  /** What could not be refreshed, by the response key of the root field that asked; empty where no operation asked. */
  readonly marks: Map<string, Marks>;
  /** The id that finds the request in the log of the process. */
  correlationId(): string;
}

/** A context for one request of a hub. */
export function graphContext(hub: Hub, today = new Date().toISOString().slice(0, 10)): GraphContext {
  const correlationId = randomUUID();
  return { hub, today, loaders: new Map(), marks: new Map(), correlationId: () => correlationId };
}
