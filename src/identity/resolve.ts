import { getDomain } from 'tldts';
import { mintId } from '../canonical/id.ts';
import type { Kind, SystemKind } from '../canonical/kind.ts';
import { plainName } from '../canonical/name.ts';
import { type Key, refKey, type SourceRecord } from '../canonical/record.ts';
import { apartPairs } from '../store/apart.ts';
import type { Queryable } from '../store/database.ts';
import { facetsOf } from '../store/facet.ts';
import { entitiesByKeys, type Instances } from '../store/key.ts';
import { compare, type MatchReason } from './compare.ts';
import { tellingDomain } from './normalise.ts';

/** Two entities that may be the same, for a person to decide. */
export interface Candidate {
  readonly leftId: string;
  readonly rightId: string;
  readonly score: number;
  readonly reasons: readonly MatchReason[];
}

/** Where each record belongs, in the order given, and what that brings with it. */
export interface Resolution {
  readonly entityIds: readonly string[];
  /** Ids that did not exist before. */
  readonly minted: readonly string[];
  /** Entities that an explicit reference shows to be one: the absorbed one's records go to the survivor. */
  readonly merges: readonly { readonly survivorId: string; readonly absorbedId: string }[];
  readonly candidates: readonly Candidate[];
  /** What each entity is to be known by, besides its facets. */
  readonly keys: readonly { readonly key: Key; readonly id: string }[];
}

interface Profile {
  readonly places: Set<string>;
  readonly names: string[];
}

/** A domain match alone links only records whose names are at least this alike. */
const sameName = 0.92;
/** A key is part of an index, whose rows have a bound; names that agree so far are alike. */
const longestName = 300;
/** Of many look-alikes only the best are kept for review. */
const mostCandidates = 5;

const isTrait = (key: Key): boolean =>
  key.startsWith('tax:') || key.startsWith('domain:') || key.startsWith('name:');

/**
 * Decides which entity each new or changed record is. Explicit keys (a reference, a number, a SKU, an e-mail address within one customer)
 * decide by themselves and may show two entities to be one, unless the system of record has both. Shared traits link only when nothing speaks against it: one single
 * entity has the trait, that entity has no record of the same object of the same source yet, and a domain is backed by the name.
 * Everything weaker becomes a candidate, never a merge.
 */
export async function resolve(
  db: Queryable,
  instances: Instances,
  instance: string,
  kind: Kind,
  records: readonly SourceRecord[],
  /** By index: the entity a record is already part of, and the customer it belongs to (scopes keys that are unique only within one). */
  standing: readonly { readonly entityId: string | null; readonly customerId: string | null }[],
  /** The system of record, where it alone says how many there are: a reference never joins two of its records. */
  owner: SystemKind | null,
): Promise<Resolution> {
  if (records.length === 0) return { entityIds: [], minted: [], merges: [], candidates: [], keys: [] };
  const system = instances.systemOf(instance)?.toLowerCase() ?? instance;
  const keysOf = records.map((record, i) => [
    refKey(instance, record.object, record.externalId),
    refKey(system, record.object, record.externalId),
    ...record.keys.flatMap((key) => canonicalKey(key, standing[i]?.customerId ?? null)),
    ...nameKey(kind, record),
  ]);
  const known = await entitiesByKeys(db, instances, kind, [...new Set(keysOf.flat())]);
  const profiles = await profilesOf(db, [...new Set([...known.values()].flat())]);
  // What a person decided to be two is not made one by a reference.
  const there =
    kind === 'Customer' ? [...known.values(), standing.flatMap((each) => each.entityId ?? [])] : [];
  const isApart = await apartPairs(db, [...new Set(there.flat())]);

  const minted: string[] = [];
  const merges: { survivorId: string; absorbedId: string }[] = [];
  const candidates: Candidate[] = [];
  const keys: { key: Key; id: string }[] = [];

  // An earlier record of the batch may have shown an entity to be part of another.
  const survivorOf = (id: string): string => {
    const merge = merges.find((each) => each.absorbedId === id);
    return merge ? survivorOf(merge.survivorId) : id;
  };

  // Whether the system of record holds both: then it says that these are two, whoever refers to them as one.
  const areTwo = (left: string, right: string): boolean => {
    const others = profiles.get(right)?.places;
    return [...(profiles.get(left)?.places ?? [])].some(
      (place) => others?.has(place) && instances.systemOf(place.slice(0, place.indexOf(':'))) === owner,
    );
  };

  const entityIds = records.map((record, i) => {
    const place = `${instance}:${record.object}`;
    const mine = keysOf[i]!;
    const stood = standing[i]?.entityId;
    const current = stood ? survivorOf(stood) : null;
    const hits = mine.filter((key) => !isTrait(key)).flatMap((key) => known.get(key) ?? []);
    const explicit = [...new Set(current ? [current, ...hits] : hits)].toSorted();
    // What it is part of already comes first; of the others the one that was there first survives.
    let id = explicit[0];
    const distinct = new Set<string>();
    for (const absorbedId of explicit.slice(1)) {
      if (isApart(id!, absorbedId) || areTwo(id!, absorbedId)) {
        const [kept, other] = absorbedId === current ? [absorbedId, id!] : [id!, absorbedId];
        if (!isApart(id!, absorbedId))
          candidates.push({
            leftId: other,
            rightId: kept,
            score: 1,
            reasons: [referenceReason(mine, known, other)],
          });
        distinct.add(other);
        id = kept;
        continue;
      }
      merges.push({ survivorId: id!, absorbedId });
      // Its places are the survivor's now.
      for (const each of profiles.get(absorbedId)?.places ?? []) profiles.get(id!)?.places.add(each);
      for (const [key, ids] of known)
        known.set(key, [...new Set(ids.map((each) => (each === absorbedId ? id! : each)))]);
    }
    const name = typeof record.fields['name'] === 'string' ? record.fields['name'] : null;
    if (!id) {
      const alike = lookAlikes(mine.filter(isTrait), known, profiles, name);
      id = soleMatch(alike, place, profiles);
      if (!id) {
        id = mintId(kind);
        minted.push(id);
        for (const { id: leftId, score, reasons } of alike.slice(0, mostCandidates))
          candidates.push({ leftId, rightId: id, score, reasons });
      }
    }
    for (const key of mine) {
      const ids = known.get(key) ?? [];
      // A reference to a company that stays another one is not a name of this one.
      if (ids.some((each) => distinct.has(each))) continue;
      if (!ids.includes(id)) known.set(key, [...ids, id]);
      // Its own place is its facet; only what else it is known by needs a row.
      if (key !== mine[0] && key !== mine[1]) keys.push({ key, id });
    }
    const profile = profiles.get(id) ?? { places: new Set(), names: [] };
    profile.places.add(place);
    if (name !== null) profile.names.push(name);
    profiles.set(id, profile);
    return id;
  });
  return {
    entityIds: entityIds.map(survivorOf),
    minted,
    merges,
    candidates: candidates.filter((each) => survivorOf(each.leftId) !== survivorOf(each.rightId)),
    keys: keys.map(({ key, id }) => ({ key, id: survivorOf(id) })),
  };
}

function referenceReason(
  keys: readonly Key[],
  known: ReadonlyMap<Key, readonly string[]>,
  id: string,
): MatchReason {
  const key = keys.find((each) => !isTrait(each) && known.get(each)?.includes(id)) ?? null;
  return { feature: 'reference', weight: 1, left: key, right: key };
}

interface LookAlike {
  readonly id: string;
  readonly shared: readonly Key[];
  readonly score: number;
  readonly nameSimilarity: number;
  readonly reasons: readonly MatchReason[];
}

/** The entities that share a trait with a newcomer, the most similar first. */
function lookAlikes(
  traits: readonly Key[],
  known: ReadonlyMap<Key, readonly string[]>,
  profiles: ReadonlyMap<string, Profile>,
  name: string | null,
): LookAlike[] {
  const shared = new Map<string, Key[]>();
  for (const trait of traits)
    for (const id of known.get(trait) ?? []) shared.set(id, [...(shared.get(id) ?? []), trait]);
  return [...shared]
    .map(([id, keys]) => ({ id, shared: keys, ...compare(profiles.get(id)?.names ?? [], name, keys) }))
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** The one entity that a trait alone may link to, if there is exactly one and nothing speaks against it. */
function soleMatch(
  alike: readonly LookAlike[],
  place: string,
  profiles: ReadonlyMap<string, Profile>,
): string | undefined {
  for (const trait of ['tax:', 'domain:']) {
    const matches = alike.filter((each) => each.shared.some((key) => key.startsWith(trait)));
    if (matches.length === 0) continue;
    const [only] = matches;
    if (matches.length > 1 || profiles.get(only!.id)?.places.has(place)) return undefined;
    return trait === 'tax:' || only!.nameSimilarity >= sameName ? only!.id : undefined;
  }
  return undefined;
}

async function profilesOf(db: Queryable, ids: readonly string[]): Promise<Map<string, Profile>> {
  const profiles = new Map<string, Profile>();
  if (ids.length === 0) return profiles;
  for (const facet of await facetsOf(db, ids)) {
    const profile = profiles.get(facet.entityId) ?? { places: new Set(), names: [] };
    profile.places.add(`${facet.instance}:${facet.object}`);
    if (typeof facet.fields['name'] === 'string') profile.names.push(facet.fields['name']);
    profiles.set(facet.entityId, profile);
  }
  return profiles;
}

/** A key in the form in which it is compared; a key that says nothing is dropped. */
export function canonicalKey(key: Key, customerId: string | null): Key[] {
  if (key.startsWith('email:'))
    return customerId ? [`email:${customerId}:${key.slice('email:'.length)}`] : [];
  if (key.startsWith('domain:')) {
    const host = key.slice('domain:'.length);
    const domain = getDomain(host) ?? host;
    return tellingDomain(domain) ? [`domain:${domain}`] : [];
  }
  return [key];
}

/** What a customer is known by because a source says so of it: the keys of its rows in the table of keys. */
export function customerKeys(said: { readonly keys: readonly Key[]; readonly name: unknown }): Key[] {
  const record = { fields: { name: said.name } };
  return [...said.keys.flatMap((key) => canonicalKey(key, null)), ...nameKey('Customer', record)];
}

/** Companies of one name may be strangers, so a name is a trait that suggests but never links. */
function nameKey(kind: Kind, record: Pick<SourceRecord, 'fields'>): Key[] {
  const name = record.fields['name'];
  return kind === 'Customer' && typeof name === 'string'
    ? [`name:${plainName(name).slice(0, longestName)}`]
    : [];
}
