import { randomUUID } from 'node:crypto';
import type DataLoader from 'dataloader';
import { openPrincipal, type Principal } from '../auth/principal.ts';
import { type Rights, unboundRights } from '../auth/rights.ts';
import type { Hub, Marks } from '../context.ts';

/** What the resolvers of one request share. */
export interface GraphContext {
  readonly hub: Hub;
  /** Who asks, and what that caller may. */
  readonly principal: Principal;
  readonly rights: Rights;
  /** The day of the request (UTC), YYYY-MM-DD: what is overdue is decided by it. */
  readonly today: string;
  /** One batch loader for each field and arguments, made when first used. */
  readonly loaders: Map<string, DataLoader<unknown, unknown>>;
  /** What could not be refreshed, by the response key of the root field that asked; empty where no operation asked. */
  readonly marks: Map<string, Marks>;
  /** The id that finds the request in the log of the process. */
  correlationId(): string;
}

/** A context for one request of a hub, by a caller with every right. */
export function graphContext(hub: Hub, today = new Date().toISOString().slice(0, 10)): GraphContext {
  const correlationId = randomUUID();
  return {
    hub,
    principal: openPrincipal(hub.tenant),
    rights: unboundRights,
    today,
    loaders: new Map(),
    marks: new Map(),
    correlationId: () => correlationId,
  };
}
