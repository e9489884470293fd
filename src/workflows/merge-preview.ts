import Big from 'big.js';
import { assemble, type FacetView } from '../canonical/golden.ts';
import { same } from '../canonical/event.ts';
import { customer } from '../canonical/customer.ts';
import { Problem } from '../canonical/problem.ts';
import type { Queryable } from '../store/database.ts';
import { facetsOf } from '../store/facet.ts';
import type { Place, Ranked } from '../store/merge.ts';
import { readSides, type Side, standBetween } from '../store/side.ts';
import type { IngestDeps } from '../sync/ingest.ts';
import { unknownCustomer } from './unknown.ts';

/** Which side's sources decide a field of the customer that remains. */
export type FieldChoices = Readonly<Record<string, 'SURVIVOR' | 'ABSORBED'>>;

/** Two customers that are to become one. */
export interface Pair {
  readonly survivorId: string;
  readonly absorbedId: string;
}

const links = ['parent', 'accountOwner', 'legalEntity'];
const fields: readonly string[] = [...Object.keys(customer.shape), ...links];

/** The choices as they were given. Throws INVALID_INPUT for a field that no source decides, or a side that there is not. */
export function fieldChoicesOf(given: unknown): FieldChoices {
  if (given === null || given === undefined) return {};
  if (typeof given !== 'object' || Array.isArray(given))
    throw new Problem('INVALID_INPUT', 'fieldChoices is an object: { "name": "ABSORBED" }.', {
      path: 'fieldChoices',
    });
  for (const [field, side] of Object.entries(given)) {
    if (!fields.includes(field))
      throw new Problem(
        'INVALID_INPUT',
        `No source decides ${field.slice(0, 50)}; choose among ${fields.join(', ')}.`,
        {
          path: 'fieldChoices',
        },
      );
    if (side !== 'SURVIVOR' && side !== 'ABSORBED')
      throw new Problem('INVALID_INPUT', `${field} is decided by SURVIVOR or by ABSORBED.`, {
        path: 'fieldChoices',
      });
  }
  return given as FieldChoices;
}

/** The fields that the absorbed side decides, in their order. */
export const chosenOf = (choices: FieldChoices): string[] =>
  Object.keys(choices)
    .filter((field) => choices[field] === 'ABSORBED')
    .toSorted();

/** Two customers that can become one now. Throws NOT_FOUND, CONFLICT or INVALID_INPUT where they cannot. */
export async function mergeable(
  db: Queryable,
  { survivorId, absorbedId }: Pair,
): Promise<{ readonly survivor: Side; readonly absorbed: Side }> {
  if (survivorId === absorbedId)
    throw new Problem('INVALID_INPUT', 'A customer cannot be merged with itself.', { path: 'absorbedId' });
  const [survivor, absorbed] = await readSides(db, [survivorId, absorbedId]);
  for (const [path, side] of [
    ['survivorId', survivor],
    ['absorbedId', absorbed],
  ] as const) {
    if (!side) throw unknownCustomer(path);
    if (side.mergedInto !== null)
      throw new Problem('CONFLICT', `${side.id} was merged into ${side.mergedInto} already.`, { path });
    if (side.gone) throw new Problem('CONFLICT', `No source holds ${side.id} any more.`, { path });
  }
  if (await standBetween(db, survivorId, absorbedId))
    throw new Problem(
      'CONFLICT',
      'One of the two stands above the other with another company between: as one they would be above themselves.',
      { path: 'absorbedId' },
    );
  return { survivor: survivor!, absorbed: absorbed! };
}

/** The facets of two customers as they are ordered when the two are one: the survivor's first, but for the fields chosen otherwise. */
export function rankedAsOne(
  survivor: readonly Ranked[],
  absorbed: readonly Ranked[],
  choices: FieldChoices,
): { readonly survivor: readonly Ranked[]; readonly absorbed: readonly Ranked[] } {
  const chosen = chosenOf(choices);
  const behind = 1 + Math.max(0, ...survivor.map(({ rank }) => rank));
  // Who decided a chosen field among the absorbed ones goes on to; where nobody was chosen before, they all do.
  const narrowed = chosen.filter((field) => absorbed.some(({ decides }) => decides.includes(field)));
  return {
    survivor: survivor.map((each) => ({
      ...each,
      decides: each.decides.filter((field) => !chosen.includes(field)),
    })),
    absorbed: absorbed.map((each) => ({
      ...each,
      rank: each.rank + behind,
      decides: chosen.filter((field) => !narrowed.includes(field) || each.decides.includes(field)),
    })),
  };
}

const nameOf = (place: Place): string => place.join(' ');

/**
 * What somebody who decides about a merge is shown: both sides with their versions and places, the choices, and which fields of the
 * survivor will change. No values: they are the graph's to show, to those who may see them, and the versions bind them.
 */
export async function mergeShown(
  deps: Pick<IngestDeps, 'instances' | 'authority'>,
  db: Queryable,
  sides: { readonly survivor: Side; readonly absorbed: Side },
  choices: FieldChoices,
): Promise<Record<string, unknown>> {
  const ids = [sides.survivor.id, sides.absorbed.id];
  const facets = (await facetsOf(db, ids)).flatMap((row) => {
    const system = deps.instances.systemOf(row.instance);
    const place: Place = [row.instance, row.object, row.externalId];
    return system ? [{ ...row, system, place, rank: 0 }] : [];
  });
  const of = (id: string) => facets.filter(({ entityId }) => entityId === id);
  const [own, other] = [of(ids[0]!), of(ids[1]!)];
  const ranked = rankedAsOne(own, other, choices);
  const decides = new Map(
    [...ranked.survivor, ...ranked.absorbed].map((each) => [nameOf(each.place), each.decides]),
  );
  const together: FacetView[] = [...own, ...other].map((each) => ({
    ...each,
    decides: decides.get(nameOf(each.place)) ?? [],
  }));
  const before = assemble('Customer', own, deps.authority);
  const after = assemble('Customer', together, deps.authority);
  const [old, now] = [
    { ...before.fields, ...before.links },
    { ...after.fields, ...after.links },
  ] as Record<string, unknown>[];
  const changes = Object.keys(now!)
    .filter((field) => !same(old![field], now![field]))
    .toSorted();
  const sideOf = ({ id, version, name, legalEntity, records }: Side) => ({
    id,
    version,
    name,
    legalEntity,
    records,
    places: of(id).map(({ instance, object, externalId }) => ({ instance, object, externalId })),
  });
  return {
    survivor: sideOf(sides.survivor),
    absorbed: sideOf(sides.absorbed),
    fieldChoices: choices,
    changes,
  };
}

/** What both owe and pay in a year, in the reporting currency; null where that of either is not known. */
export const amountOf = ({ survivor, absorbed }: { survivor: Side; absorbed: Side }): string | null =>
  survivor.amount === null || absorbed.amount === null
    ? null
    : new Big(survivor.amount).plus(absorbed.amount).toFixed();
