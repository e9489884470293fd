import { ulid } from '../canonical/id.ts';
import { dropApart } from '../store/apart.ts';
import { acceptCandidate, mergeEntities } from '../store/candidate.ts';
import type { Queryable } from '../store/database.ts';
import { addMerge, placeFacets, readBefore } from '../store/merge.ts';
import { type Notice, notify } from '../store/notice.ts';
import { rememberPerson } from '../store/person.ts';
import { driftsOf, tellDrifts } from '../sync/drift.ts';
import { reassemble } from '../sync/golden.ts';
import type { IngestDeps } from '../sync/ingest.ts';
import { refreshSummaries } from '../sync/summary.ts';
import { ownCause, tellMerged, type Telling } from '../sync/tell.ts';
import type { Acting, Note } from './acting.ts';
import { chosenOf, type FieldChoices, type Pair, rankedAsOne } from './merge-preview.ts';

/** How a change that a person decided is told of. */
export function decided(correlationId: string, now: string): Telling {
  return { instance: null, cause: ownCause(now, correlationId), causes: new Map(), occurredAt: new Map() };
}

/**
 * Makes two customers one, and keeps what it takes to make them two again. The caller must have the turn of the customers (`takeTurn`) and
 * have found the pair mergeable.
 */
export async function applyMerge(
  deps: IngestDeps,
  db: Queryable,
  note: Note,
  { principal, correlationId }: Acting,
  merge: Pair & { readonly choices: FieldChoices; readonly approvalId: string | null },
): Promise<{ readonly mergeId: string; readonly notice: Notice }> {
  const { survivorId, absorbedId, choices, approvalId } = merge;
  const both = [survivorId, absorbedId];
  const now = new Date().toISOString();
  const drifts = await driftsOf(deps, db, 'Customer', both);
  const before = await readBefore(db, survivorId, absorbedId);
  await mergeEntities(db, survivorId, absorbedId);
  const ranked = rankedAsOne(before.survivorFacets, before.absorbedFacets, choices);
  await placeFacets(db, survivorId, [...ranked.survivor, ...ranked.absorbed]);
  await acceptCandidate(db, survivorId, absorbedId);
  await dropApart(db, survivorId, absorbedId);
  const mergeId = `mrg_${ulid()}`;
  const mergedBy = await rememberPerson(db, principal);
  await addMerge(db, {
    id: mergeId,
    survivorId,
    absorbedId,
    mergedBy,
    chosen: chosenOf(choices),
    before,
    approvalId,
  });

  const telling = decided(correlationId, now);
  await tellMerged(db, telling, 'Customer', [{ survivorId, absorbedId }]);
  await reassemble(deps, db, 'Customer', [survivorId], now, telling);
  await tellDrifts(deps, db, drifts, await driftsOf(deps, db, 'Customer', [survivorId]), telling.cause);
  await refreshSummaries(deps, db, 'Customer', both);
  const notice = { customers: both, records: [] };
  await notify(db, notice);
  note({
    action: 'customer.merged',
    subject: survivorId,
    after: { mergeId, absorbedId, fieldChoices: choices, approvalId, records: before.records.length },
  });
  return { mergeId, notice };
}
