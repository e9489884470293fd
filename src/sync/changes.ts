import type { Cause } from '../canonical/event.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Changes, Source } from '../sources/source.ts';
import type { Queryable } from '../store/database.ts';
import { type Absorbed, takeAnswer } from './answer.ts';
import type { IngestDeps } from './ingest.ts';
import { ownCause } from './tell.ts';

/** One page of changes, and what it did to the copy. */
export interface Taken extends Changes {
  /** Records that became other than they were in the copy. */
  readonly changed: number;
  /** Records that did not fit; a dead letter of each is kept. */
  readonly rejected: number;
}

export interface TakeOptions {
  /** The feed that asks; part of the cause of the events and of what its dead letters say. */
  readonly feed: string;
  readonly signal: AbortSignal;
  readonly correlationId?: string;
  /** Stores where to go on, in the transaction that ends the page. */
  readonly save?: (db: Queryable, taken: Taken) => Promise<void>;
}

/**
 * Asks a source what changed of a kind since a cursor and takes the answer into the copy. The cursor moves only behind what is stored:
 * after a crash the same page is asked for again, which changes nothing. Throws the source's Problem, and the signal's reason.
 */
export async function takeChanges(
  deps: IngestDeps,
  source: Source,
  kind: Kind,
  cursor: string,
  { feed, signal, correlationId, save }: TakeOptions,
): Promise<Taken> {
  const { instance } = source;
  signal.throwIfAborted();
  const askedAt = new Date().toISOString();
  const changes = await source.changes(kind, cursor, { lane: 'bulk', signal });
  signal.throwIfAborted();
  const cause: Cause = { ...ownCause(askedAt, correlationId), causationId: `${instance}/${feed}` };
  const { records, gone, unfit } = changes;
  const answer = { source, feed, kind, records, gone, unfit, askedAt, cause, signal };
  const told = (absorbed: Absorbed): Taken => ({
    ...changes,
    changed: absorbed.changed,
    rejected: absorbed.rejected.length,
  });
  return told(await takeAnswer(deps, answer, async (db, absorbed) => save?.(db, told(absorbed))));
}
