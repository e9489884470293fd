import { randomUUID } from 'node:crypto';
import type { Sim, SimRequest } from '../../kit/types.ts';

/** What the change events of one transaction have in common. */
export interface Transaction {
  readonly key: string;
  /** Which API and client made the change; empty for somebody in the vendor's own pages. */
  readonly origin: string;
}

const open = new WeakMap<Sim, Transaction>();

/**
 * Where a change through the REST API says it came from: `com/salesforce/api/rest/68.0;client=isthmus`, the client as the
 * Sforce-Call-Options header names it. Source: Change Data Capture guide, "ChangeEventHeader Fields", changeOrigin.
 */
export function originOf(request: SimRequest, version: string): string {
  const client = /(?:^|[,;\s])client=([^,;]+)/.exec(request.headers['sforce-call-options'] ?? '')?.[1];
  return `com/salesforce/api/rest/${version}${client === undefined ? '' : `;client=${client.trim()}`}`;
}

/** Does the work of one request; the changes it makes are one transaction. `act` must not await. */
export function inTransaction<T>(sim: Sim, origin: string, act: () => T): T {
  open.set(sim, { key: randomUUID(), origin });
  try {
    return act();
  } finally {
    open.delete(sim);
  }
}

/** The transaction that a change belongs to: that of the request, else one of its own. */
export function transactionOf(sim: Sim): Transaction {
  return open.get(sim) ?? { key: randomUUID(), origin: '' };
}
