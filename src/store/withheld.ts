import type { Kind } from '../canonical/kind.ts';
import type { Key } from '../canonical/record.ts';
import type { Queryable } from './database.ts';

/** A place of a source whose record is not stored here. */
export interface Withheld {
  readonly instance: string;
  readonly kind: Kind;
  readonly object: string;
  readonly externalId: string;
  /** The regions in which it may be stored. */
  readonly region: string;
  readonly because: 'SOURCE' | 'COUNTRY' | 'LEGAL_ENTITY' | 'CUSTOMER';
  /** Stands for the customer that it is, or belongs to; null for what is withheld alone. */
  readonly customer: string | null;
}

/** A key by which a withheld customer is known again, as its fingerprint. */
export interface WithheldKey {
  readonly fingerprint: string;
  readonly customer: string;
  /** The object that has it, `<instance>:<object>`, where the key only suggests sameness. */
  readonly traitOf: string | null;
}

/**
 * Notes places whose records are withheld. What was said of one before is replaced by what is said now where `judged`, because the
 * record was there to be judged; otherwise a reason of its own stays.
 */
export async function addWithheld(
  db: Queryable,
  places: readonly Withheld[],
  judged: boolean,
): Promise<void> {
  if (places.length === 0) return;
  await db.query({
    name: 'withheld-add',
    text: `insert into withheld as h (instance, object, external_id, kind, region, because, customer)
           select w.instance, w.object, w."externalId", w.kind, w.region, w.because, w.customer from jsonb_to_recordset($1::jsonb)
             as w (instance text, object text, "externalId" text, kind text, region text, because text, customer text)
           on conflict (instance, object, external_id) do update set customer = excluded.customer,
             region = case when not $2 and excluded.because = 'CUSTOMER' then h.region else excluded.region end,
             because = case when not $2 and excluded.because = 'CUSTOMER' then h.because else excluded.because end`,
    values: [JSON.stringify(places), judged],
  });
}

/** Notes by what withheld customers are known again. */
export async function addWithheldKeys(db: Queryable, keys: readonly WithheldKey[]): Promise<void> {
  if (keys.length === 0) return;
  await db.query({
    name: 'withheld-add-keys',
    text: `insert into withheld_key (fingerprint, customer, trait_of)
           select distinct on (k.fingerprint, k.customer) k.fingerprint, k.customer, k."traitOf"
           from jsonb_to_recordset($1::jsonb) as k (fingerprint text, customer text, "traitOf" text)
           order by k.fingerprint, k.customer, k."traitOf" nulls first
           on conflict do nothing`,
    values: [JSON.stringify(keys)],
  });
}

/** The withheld customers that keys stand for, with the regions they are withheld for. */
export async function withheldByKeys(
  db: Queryable,
  fingerprints: readonly string[],
): Promise<readonly (WithheldKey & { readonly region: string })[]> {
  if (fingerprints.length === 0) return [];
  const { rows } = await db.query<WithheldKey & { region: string }>({
    name: 'withheld-by-keys',
    text: `select k.fingerprint, k.customer, k.trait_of as "traitOf",
             (select w.region from withheld w where w.customer = k.customer order by w.because = 'CUSTOMER', w.instance, w.object, w.external_id limit 1) as region
           from withheld_key k where k.fingerprint = any($1)
             and exists (select from withheld w where w.customer = k.customer)`,
    values: [fingerprints],
  });
  return rows;
}

/** Why customers are withheld: the places of theirs that have a reason of their own. */
export async function withheldReasons(
  db: Queryable,
  customers: readonly string[],
): Promise<
  readonly {
    readonly customer: string;
    readonly instance: string;
    readonly object: string;
    readonly externalId: string;
  }[]
> {
  if (customers.length === 0) return [];
  const { rows } = await db.query<{ customer: string; instance: string; object: string; externalId: string }>(
    {
      name: 'withheld-reasons',
      text: `select customer, instance, object, external_id as "externalId" from withheld
           where customer = any($1) and because <> 'CUSTOMER'`,
      values: [customers],
    },
  );
  return rows;
}

/** Makes what stands for several customers stand for one, because they turned out to be one. */
export async function joinWithheld(
  db: Queryable,
  customer: string,
  others: readonly string[],
): Promise<void> {
  if (others.length === 0) return;
  await db.query('update withheld set customer = $1 where customer = any($2)', [customer, others]);
  await db.query(
    `insert into withheld_key (fingerprint, customer, trait_of) select fingerprint, $1, trait_of from withheld_key
     where customer = any($2) on conflict do nothing`,
    [customer, others],
  );
  await db.query('delete from withheld_key where customer = any($1)', [others]);
}

/** Forgets that customers are withheld: nothing pins them any more. Their records come in when their sources give them again. */
export async function releaseCustomers(db: Queryable, customers: readonly string[]): Promise<void> {
  if (customers.length === 0) return;
  await db.query('delete from withheld where customer = any($1)', [customers]);
  await db.query('delete from withheld_key where customer = any($1)', [customers]);
}

/** Forgets that the records at these places are withheld. */
export async function releasePlaces(
  db: Queryable,
  instance: string,
  places: readonly { readonly object: string; readonly externalId: string }[],
): Promise<void> {
  await db.query({
    name: 'withheld-release',
    text: `delete from withheld w using jsonb_to_recordset($2::jsonb) as p (object text, "externalId" text)
           where w.instance = $1 and w.object = p.object and w.external_id = p."externalId"`,
    values: [instance, JSON.stringify(places)],
  });
}

/** The records of ours at places of a source, by `object:external id`. */
export async function storedAt(
  db: Queryable,
  instance: string,
  places: readonly { readonly object: string; readonly externalId: string }[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ place: string; id: string }>({
    name: 'withheld-stored-at',
    text: `select f.object || ':' || f.external_id as place, f.entity_id as id
           from jsonb_to_recordset($2::jsonb) as p (object text, "externalId" text)
           join facet f on f.instance = $1 and f.object = p.object and f.external_id = p."externalId"`,
    values: [instance, JSON.stringify(places)],
  });
  return new Map(rows.map(({ place, id }) => [place, id]));
}

/** In which sources, as which objects, each of these records is held: `<instance>:<object>`. */
export async function heldAs(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; places: string[] }>({
    name: 'withheld-held-as',
    text: `select entity_id as id, array_agg(distinct instance || ':' || object) as places from facet
           where entity_id = any($1) and deleted_at is null group by entity_id`,
    values: [ids],
  });
  return new Map(rows.map(({ id, places }) => [id, new Set(places)]));
}

/** Records that wait for a customer known by one of these keys, with that key. */
export async function waitingFor(
  db: Queryable,
  keys: readonly Key[],
): Promise<readonly { readonly id: string; readonly key: Key }[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<{ id: string; key: Key }>({
    name: 'withheld-waiting',
    text: `select id, customer_key as key from entity
           where customer_key = any($1) and customer_id is null and kind <> 'Customer'`,
    values: [keys],
  });
  return rows;
}

/** Stored records that link to one of these legal entities, with the key by which they do. */
export async function linkedTo(
  db: Queryable,
  legalEntityKeys: readonly Key[],
): Promise<readonly { readonly id: string; readonly key: Key }[]> {
  if (legalEntityKeys.length === 0) return [];
  const { rows } = await db.query<{ id: string; key: Key }>({
    name: 'withheld-linked',
    text: `select distinct entity_id as id, links #>> '{legalEntity,key}' as key from facet
           where links ? 'legalEntity' and links #>> '{legalEntity,key}' = any($1)`,
    values: [legalEntityKeys],
  });
  return rows;
}

/** The codes of the legal entities that these records are. */
export async function codesOf(db: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; code: string }>({
    name: 'withheld-codes',
    text: `select a.id, e.body ->> 'code' as code from entity a join entity e on e.id = coalesce(a.merged_into, a.id)
           where a.id = any($1) and e.kind = 'LegalEntity' and e.body ? 'code'`,
    values: [ids],
  });
  return new Map(rows.map(({ id, code }) => [id, code]));
}
