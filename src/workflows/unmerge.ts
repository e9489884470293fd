import { customerKeys } from '../identity/resolve.ts';
import { keepApart } from '../store/apart.ts';
import type { Queryable } from '../store/database.ts';
import { entitiesByKeys } from '../store/key.ts';
import { closeMerge, type MergeRecord, mergesById, placeFacets, rankedFacets } from '../store/merge.ts';
import { type Notice, notify } from '../store/notice.ts';
import { rememberPerson } from '../store/person.ts';
import { giveRecords, readSides, recordsBelonging, type Side } from '../store/side.ts';
import { facetKeys, partCandidates, partKeys, partLists, samePlaces, standAgain } from '../store/unmerge.ts';
import { type Drifts, driftsOf, tellDrifts } from '../sync/drift.ts';
import { reassemble } from '../sync/golden.ts';
import type { IngestDeps } from '../sync/ingest.ts';
import { refreshSummaries } from '../sync/summary.ts';
import { tellUnmerged } from '../sync/tell.ts';
import type { Acting, Note } from './acting.ts';
import { decided } from './merge-apply.ts';

/** A merge that can be undone exactly, with its survivor; or why it cannot, in a sentence. */
export async function undoable(
  db: Queryable,
  mergeId: string,
): Promise<{ readonly merge: MergeRecord; readonly survivor: Side } | string> {
  const [merge] = await mergesById(db, [mergeId]);
  if (!merge) return 'There is no such merge.';
  if (merge.undoneAt !== null) return `It was undone at ${merge.undoneAt}.`;
  const [survivor] = await readSides(db, [merge.survivorId]);
  if (!merge.reversible || !survivor)
    return 'Its survivor has since been merged again, or is gone: undo what came later first.';
  const { survivorFacets, absorbedFacets } = merge.before;
  const held = (await rankedFacets(db, [merge.survivorId])).get(merge.survivorId) ?? [];
  if (!samePlaces(held, [...survivorFacets, ...absorbedFacets]))
    return 'Records of sources have come to the customer, or gone from it, since the merge: nobody can say whose they would be.';
  return { merge, survivor };
}

/** What somebody who decides about undoing a merge is shown. */
export function unmergeShown({
  merge,
  survivor,
}: {
  merge: MergeRecord;
  survivor: Side;
}): Record<string, unknown> {
  const { id, survivorId, absorbedId, at, mergedBy, before } = merge;
  return {
    merge: { id, survivorId, absorbedId, at, by: mergedBy },
    survivor: { id: survivor.id, version: survivor.version, name: survivor.name },
    places: before.absorbedFacets.map(({ place: [instance, object, externalId] }) => ({
      instance,
      object,
      externalId,
    })),
  };
}

/**
 * Makes two customers of one again: records, references, keys and look-alikes as they were before the merge, and what has come since by
 * what it refers to. From then on only a person makes them one. The caller must have the turn of the customers and have found it undoable.
 */
export async function applyUnmerge(
  deps: IngestDeps,
  db: Queryable,
  note: Note,
  { principal, correlationId }: Acting,
  merge: MergeRecord,
  approvalId: string | null,
): Promise<Notice> {
  const { id, survivorId, absorbedId, before } = merge;
  const both = [survivorId, absorbedId];
  const now = new Date().toISOString();
  const drifts = await driftsOf(deps, db, 'Customer', [survivorId]);
  await placeFacets(db, survivorId, before.survivorFacets);
  await placeFacets(db, absorbedId, before.absorbedFacets);
  await standAgain(db, merge);
  const said = await facetKeys(db, both);
  const keysOf = (entityId: string): string[] =>
    said.filter((each) => each.entityId === entityId).flatMap(customerKeys);
  await partKeys(db, merge, keysOf(survivorId), keysOf(absorbedId));
  await giveRecords(db, absorbedId, await recordsOf(deps, db, merge));
  await partLists(db, merge);
  await partCandidates(db, merge);
  await keepApart(db, survivorId, absorbedId);
  await closeMerge(db, id, await rememberPerson(db, principal));

  const telling = decided(correlationId, now);
  await tellUnmerged(db, telling, merge);
  await reassemble(deps, db, 'Customer', both, now, telling);
  await tellDrifts(
    deps,
    db,
    parted(drifts, merge),
    await driftsOf(deps, db, 'Customer', both),
    telling.cause,
  );
  await refreshSummaries(deps, db, 'Customer', both);
  const notice = { customers: both, records: [] };
  await notify(db, notice);
  note({
    action: 'customer.unmerged',
    subject: survivorId,
    before: { mergeId: id },
    after: { absorbedId, approvalId },
  });
  return notice;
}

/** What was out of step before, each as what it is part of now. */
function parted(drifts: Drifts, { absorbedId, before }: MergeRecord): Drifts {
  const own = new Set(before.absorbedFacets.map(({ place }) => place.join(' ')));
  return new Map(
    [...drifts].map(([place, { facet, fields }]) => [
      place,
      { facet: own.has(place) ? { ...facet, entityId: absorbedId } : facet, fields },
    ]),
  );
}

/** The records that are the absorbed customer's: by what each refers to now, or as it was where that says nothing. */
async function recordsOf(
  deps: Pick<IngestDeps, 'instances'>,
  db: Queryable,
  { survivorId, absorbedId, before }: MergeRecord,
): Promise<string[]> {
  const held = await recordsBelonging(db, survivorId);
  const keys = [...new Set(held.flatMap(({ key }) => key ?? []))];
  const owners = await entitiesByKeys(db, deps.instances, 'Customer', keys);
  const former = new Set(before.records);
  return held.flatMap(({ id, key }) => {
    const named = key === null ? [] : (owners.get(key) ?? []);
    const [toAbsorbed, toSurvivor] = [named.includes(absorbedId), named.includes(survivorId)];
    return (toAbsorbed === toSurvivor ? former.has(id) : toAbsorbed) ? [id] : [];
  });
}
