import { ulid } from '../canonical/id.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Key, SourceRecord } from '../canonical/record.ts';
import type { Queryable } from '../store/database.ts';
import { entitiesByKeys, type Instances } from '../store/key.ts';
import { personalOf } from '../store/personal.ts';
import {
  addWithheld,
  addWithheldKeys,
  heldAs,
  joinWithheld,
  releaseCustomers,
  releasePlaces,
  storedAt,
  waitingFor,
  type Withheld,
  withheldByKeys,
  type WithheldKey,
  withheldReasons,
} from '../store/withheld.ts';
import { ownerLink } from './golden.ts';
import { judge, type Residency } from './residency.ts';
import { type Group, removeAndNote, type Withdrawn } from './withdraw.ts';
import {
  type Fingerprint,
  fingerprinted,
  identifying,
  isPart,
  isTax,
  isTrait,
  isWhole,
  passedOn,
} from './withheld-keys.ts';

/** What of a batch may be stored. */
export interface Sorted {
  readonly kept: readonly SourceRecord[];
  /** What was stored of the rest until now; null when nothing was. */
  readonly withdrawn: Withdrawn | null;
}

interface Given {
  readonly record: SourceRecord;
  /** By what it is known, or, of a record that belongs to a customer, by what that is. */
  readonly keys: readonly Key[];
  because: Withheld['because'] | null;
  region: string;
  customer: string | null;
}

/**
 * Keeps out of a batch what may not be stored in this region: what is pinned itself, what is or belongs to a customer that is withheld.
 * A customer that turns out to be pinned is removed with everything that is its. Of what is kept out the place is noted, and by which
 * fingerprints it is known again. Part of the transaction that stores the rest, in the turn of whoever decides which customers there are.
 */
export async function withhold(
  residency: Residency,
  db: Queryable,
  instances: Instances,
  batch: { readonly instance: string; readonly kind: Kind; readonly records: readonly SourceRecord[] },
): Promise<Sorted> {
  const { instance, kind, records } = batch;
  const fingerprint = await personalOf(db).fingerprints();
  const verdicts = await judge(residency, db, instances, instance, records);
  const given = records.map((record, index): Given => {
    const verdict = verdicts[index];
    return {
      record,
      keys:
        kind === 'Customer'
          ? identifying(instances, instance, { ...record, name: record.fields['name'] })
          : ownerKeys(kind, record),
      because: verdict?.because ?? null,
      region: verdict?.region ?? '',
      customer: null,
    };
  });
  const standing = await standingOf(db, instances, instance, kind, given);
  await recognise(db, instance, kind, given, standing, fingerprint);

  const withheld = given.filter(({ because }) => because !== null);
  const kept = given.flatMap(({ record, because }) => (because === null ? [record] : []));
  await releasePlaces(db, instance, kept);
  if (withheld.length === 0) return { kept, withdrawn: null };
  residency.onWithheld?.({ instance, kind, withheld: withheld.length });
  // What its source deletes does not say any more why it was withheld.
  for (const [deleted, group] of Map.groupBy(withheld, ({ record }) => record.deleted ?? false))
    await addWithheld(
      db,
      group.map(({ record: { object, externalId }, because, region, customer }) => ({
        instance,
        kind,
        object,
        externalId,
        because: because!,
        region,
        customer,
      })),
      !deleted,
    );
  if (kind === 'Customer')
    await addWithheldKeys(
      db,
      withheld.flatMap((each) =>
        telling(each).map((key) =>
          fingerprinted(fingerprint, key, each.customer!, `${instance}:${each.record.object}`),
        ),
      ),
    );
  return { kept, withdrawn: await removeStored(db, instances, instance, given, standing, fingerprint) };
}

/** By what others are known to be the customer that a record is. */
const telling = ({ keys, because }: Given): readonly Key[] =>
  because === 'CUSTOMER' ? passedOn(keys) : keys;

const ownerKeys = (kind: Kind, { links }: SourceRecord): readonly Key[] => {
  const owner = ownerLink(kind, links)?.key;
  return owner === undefined ? [] : [owner];
};

/** What is stored of records. */
interface Standing {
  /** The stored record at a record's own place; else those that its keys decide it to be. */
  records(given: Given): readonly string[];
  /** Stored records with a tax id of it. */
  alike(given: Given): readonly string[];
  /** Whether a stored record is held as an object of a source, `<instance>:<object>`. */
  isHeld(id: string, place: string): boolean;
}

async function standingOf(
  db: Queryable,
  instances: Instances,
  instance: string,
  kind: Kind,
  given: readonly Given[],
): Promise<Standing> {
  const stored = await storedAt(
    db,
    instance,
    given.map(({ record }) => record),
  );
  const keys = kind === 'Customer' ? given.flatMap((each) => each.keys) : [];
  const byKey = await entitiesByKeys(db, instances, kind, [...new Set(keys)]);
  const held = await heldAs(db, [...new Set([...stored.values(), ...[...byKey.values()].flat()])]);
  const known = ({ keys: all }: Given, which: (key: Key) => boolean): readonly string[] =>
    all.flatMap((key) => (which(key) ? (byKey.get(key) ?? []) : []));
  return {
    records(each) {
      // What it merely refers to may be another one that has a record of its own there.
      const own = stored.get(`${each.record.object}:${each.record.externalId}`);
      return own === undefined ? known(each, (key) => !isTrait(key)) : [own];
    },
    alike: (each) => known(each, isTax),
    isHeld: (id, place) => held.get(id)?.has(place) ?? false,
  };
}

/** A withheld customer that a key stands for. */
type Found = WithheldKey & { readonly region: string };

/** Marks what is, or belongs to, a customer that is withheld already or in this batch, and says which customers are one. */
async function recognise(
  db: Queryable,
  instance: string,
  kind: Kind,
  given: readonly Given[],
  standing: Standing,
  fingerprint: Fingerprint,
): Promise<void> {
  const isCustomer = kind === 'Customer';
  const prints = new Map(given.flatMap(({ keys }) => keys.map((key) => [key, fingerprint(key)])));
  let known = await withheldByKeys(db, [...new Set(prints.values())]);
  if (isCustomer) known = await stillPinned(db, instance, given, known);
  const place = (each: Given): string => `${instance}:${each.record.object}`;
  const found = Map.groupBy(known, (key) => key.fingerprint);
  const joined = new Map<string, Set<string>>();

  const hitsOf = (each: Given): readonly Found[] => {
    const hits = each.keys.flatMap((key) =>
      (found.get(prints.get(key)!) ?? [])
        .filter(
          // Two accounts of one source with one tax id are two customers; an account and its twin elsewhere are one, unless the account has
          // another twin there.
          ({ traitOf }) =>
            traitOf === null ||
            (traitOf !== place(each) && !standing.records(each).some((id) => standing.isHeld(id, traitOf))),
        )
        .map((hit) => ({ key, ...hit })),
    );
    const inPart = Map.groupBy(
      hits.filter(({ key }) => isPart(key)),
      ({ customer }) => customer,
    );
    return hits.filter(
      ({ key, customer }) => !isPart(key) || isWhole(inPart.get(customer)!.map((part) => part.key)),
    );
  };

  for (let again = true; again;) {
    again = false;
    for (const each of given) {
      if (each.customer !== null || (!isCustomer && each.because !== null)) continue;
      const hits = hitsOf(each);
      if (hits.length === 0 && (each.because === null || !isCustomer)) continue;
      each.customer = hits[0]?.customer ?? `wth_${ulid()}`;
      each.region ||= hits[0]?.region ?? '';
      each.because ??= 'CUSTOMER';
      if (!isCustomer) continue;
      const others = new Set(hits.map(({ customer }) => customer));
      others.delete(each.customer);
      if (others.size > 0) joined.set(each.customer, others.union(joined.get(each.customer) ?? new Set()));
      // Another record of the batch may be known by a key of this one.
      for (const key of telling(each)) {
        const own = { ...fingerprinted(fingerprint, key, each.customer, place(each)), region: each.region };
        found.set(own.fingerprint, [...(found.get(own.fingerprint) ?? []), own]);
      }
      again = true;
    }
  }
  for (const [customer, others] of joined) {
    await joinWithheld(db, customer, [...others]);
    for (const each of given)
      if (each.customer !== null && others.has(each.customer)) each.customer = customer;
  }
}

/** Of withheld customers that a batch names those that something still pins; the others are withheld no more. */
async function stillPinned<K extends { readonly customer: string }>(
  db: Queryable,
  instance: string,
  given: readonly Given[],
  known: readonly K[],
): Promise<readonly K[]> {
  if (known.length === 0) return known;
  const free = new Set(
    given.flatMap(({ record, because }) =>
      // What its source deletes does not say any more whose it is.
      because === null && !record.deleted ? [`${record.object}:${record.externalId}`] : [],
    ),
  );
  const customers = [...new Set(known.map(({ customer }) => customer))];
  const reasons = Map.groupBy(await withheldReasons(db, customers), ({ customer }) => customer);
  const isFree = (customer: string): boolean =>
    reasons
      .get(customer)
      ?.every((each) => each.instance === instance && free.has(`${each.object}:${each.externalId}`)) ?? false;
  await releaseCustomers(db, customers.filter(isFree));
  return known.filter(({ customer }) => !isFree(customer));
}

/** Removes what is stored of withheld records, and notes its places. */
async function removeStored(
  db: Queryable,
  instances: Instances,
  instance: string,
  given: readonly Given[],
  standing: Standing,
  fingerprint: Fingerprint,
): Promise<Withdrawn | null> {
  const withheld = given.filter(({ because }) => because !== null);
  const others = new Set(given.flatMap((each) => (each.because === null ? standing.records(each) : [])));
  const keys = withheld.flatMap((each) => each.keys.filter((key) => !isTrait(key)));
  const waiting = Map.groupBy(await waitingFor(db, [...new Set(keys)]), ({ key }) => key);
  const whose = new Map<string, Group>();
  for (const each of withheld) {
    const place = `${instance}:${each.record.object}`;
    const alike =
      each.because === 'CUSTOMER'
        ? []
        : standing.alike(each).filter((id) => !standing.isHeld(id, place) && !others.has(id));
    const orphans = each.keys.flatMap((key) => (waiting.get(key) ?? []).map(({ id }) => id));
    for (const id of [...standing.records(each), ...alike, ...orphans]) whose.set(id, each);
  }
  return removeAndNote(db, instances, whose, fingerprint);
}
