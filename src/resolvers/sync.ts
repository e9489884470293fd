import { reasonSeen } from '../auth/projection.ts';
import type { Rights } from '../auth/rights.ts';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import { worse } from '../canonical/sync.ts';
import type { PlaceSync, Reference, SourceInfo, Stored, SyncView } from '../context.ts';
import type { SyncStateResolvers } from '../generated/graphql.ts';
import type { GraphContext } from './request.ts';
import { sourceNamed } from './source.ts';

export const syncStateResolvers: SyncStateResolvers = {
  system: (state, _args, { hub }) => sourceNamed(hub.sources, state.instance),
};

/** A state with its reason as the caller may see it. */
function seen(rights: Rights, kind: Kind, state: SyncView): SyncView {
  return state.reason === null ? state : { ...state, reason: reasonSeen(rights, kind, state.reason) };
}

/** How each record stands in each source that can have it. */
export async function syncStatus(
  queries: readonly { readonly obj: Stored }[],
  { hub, rights }: GraphContext,
): Promise<SyncView[][]> {
  const places = await hub.reader.syncStates(queries.map(({ obj }) => obj.id));
  return queries.map(({ obj }, index) =>
    hub.sources
      .filter((source) => source.kinds.includes(obj.kind))
      .map((source) => seen(rights, obj.kind, together(source, places[index]!))),
  );
}

/** How each referenced record stands at the place of the reference. */
export async function referenceSync(
  queries: readonly { readonly obj: Reference }[],
  { hub, rights }: GraphContext,
): Promise<SyncView[]> {
  const ids = [...new Set(queries.map(({ obj }) => obj.recordId))];
  const states = await hub.reader.syncStates(ids);
  const placesOf = new Map(ids.map((id, index) => [id, states[index]!]));
  return queries.map(({ obj: { recordId, instance, object, externalId } }) => {
    const place = placesOf
      .get(recordId)!
      .find((each) => each.instance === instance && each.object === object && each.externalId === externalId);
    return place ? seen(rights, kindOfId(recordId)!, place) : nowhere(instance);
  });
}

/** What the places of a record in one source amount to: the worst of them counts. */
function together({ instance }: SourceInfo, all: readonly PlaceSync[]): SyncView {
  const places = all.filter((place) => place.instance === instance);
  if (places.length === 0) return nowhere(instance);
  const worst = places.reduce((a, b) => (worse(b.status, a.status) ? b : a));
  const arrivals = places.flatMap(({ lastInboundAt }) => lastInboundAt ?? []);
  return {
    ...worst,
    lastInboundAt: arrivals.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null,
    openExceptions: places.reduce((sum, place) => sum + place.openExceptions, 0),
  };
}

function nowhere(instance: string): SyncView {
  return {
    instance,
    status: 'NOT_APPLICABLE',
    lastInboundAt: null,
    lagMs: null,
    openExceptions: 0,
    lastEventId: null,
    reason: null,
    since: null,
  };
}
