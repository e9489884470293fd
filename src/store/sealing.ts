import { eventNoun } from '../canonical/event.ts';
import type { Kind } from '../canonical/kind.ts';
import { personalFields, personalKinds } from '../canonical/personal.ts';
import type { Database, Queryable } from './database.ts';
import { storedKeys } from './personal.ts';
import { sealedMember, sealEvents, sealRecords } from './sealed.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Rows that are sealed in one transaction. */
const batch = 500;

const fieldsOf = (kind: Kind): readonly string[] => personalFields[kind]!;
const eventTypes = personalKinds.map((kind) => `${eventNoun[kind]}.%`);

/**
 * Seals everything personal that was stored before there were keys: golden records, facets, the keys they are recognised by, and events. A
 * database that has been sealed costs one question. Nodes that start at once take turns; one that dies is taken over where it stopped.
 */
export async function sealExisting(database: Database): Promise<void> {
  const { rows } = await database.query<{ done: boolean }>('select done_at is not null as done from sealing');
  if (rows[0]!.done) return;
  for (const kind of personalKinds)
    for (const part of [sealEntities, sealFacets])
      while ((await database.transaction((db) => part(db, kind))) === batch);
  while ((await database.transaction(sealKeys)) === batch);
  while ((await database.transaction(sealLog)) === batch);
  await database.query('update sealing set done_at = now()');
}

/** Seals the next golden records of a kind; returns how many there were. */
async function sealEntities(db: Queryable, kind: Kind): Promise<number> {
  const { rows } = await db.query<{ id: string; body: Fields }>(
    `select id, body from entity where kind = $1 and not body ? $2 and body ?| $3 and exists (
       select from unnest($3::text[]) as f (name) where body ->> f.name is not null) order by id limit ${batch} for update`,
    [kind, sealedMember, fieldsOf(kind)],
  );
  const sealed = await sealRecords(
    db,
    kind,
    rows.map(({ id, body }) => ({ id, fields: body })),
  );
  await db.query(
    'update entity e set body = s.body from unnest($1::text[], $2::jsonb[]) as s (id, body) where e.id = s.id',
    [rows.map(({ id }) => id), sealed.map((body) => JSON.stringify(body))],
  );
  return rows.length;
}

/** Seals the next facets of a kind; returns how many there were. What they were known by is told anew when their source is next heard. */
async function sealFacets(db: Queryable, kind: Kind): Promise<number> {
  const { rows } = await db.query<{ place: string; id: string; fields: Fields; keys: string[] }>(
    `select ctid::text as place, entity_id as id, fields, keys from facet
     where kind = $1 and not fields ? $2 and exists (select from unnest($3::text[]) as f (name) where fields ->> f.name is not null)
     order by instance, object, external_id limit ${batch} for update`,
    [kind, sealedMember, fieldsOf(kind)],
  );
  const fields = await sealRecords(db, kind, rows);
  const stored = await storedKeys(
    db,
    rows.flatMap(({ keys }) => keys),
  );
  await db.query(
    `update facet f set fields = s.fields, hash = '', keys = array(select jsonb_array_elements_text(s.keys))
     from unnest($1::tid[], $2::jsonb[], $3::jsonb[]) as s (place, fields, keys) where f.ctid = s.place`,
    [
      rows.map(({ place }) => place),
      fields.map((each) => JSON.stringify(each)),
      rows.map(({ keys }) => JSON.stringify(keys.map(stored))),
    ],
  );
  return rows.length;
}

/** Replaces the next keys that are somebody's address by their fingerprints; returns how many there were. */
async function sealKeys(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ kind: Kind; key: string; entity_id: string }>(
    `delete from identity_key where ctid = any(array(
       select ctid from identity_key where key like 'email:%@%' limit ${batch} for update)) returning kind, key, entity_id`,
  );
  const stored = await storedKeys(
    db,
    rows.map(({ key }) => key),
  );
  await db.query(
    'insert into identity_key (kind, key, entity_id) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing',
    [
      rows.map(({ kind }) => kind),
      rows.map(({ key }) => stored(key)),
      rows.map(({ entity_id }) => entity_id),
    ],
  );
  return rows.length;
}

/** Seals the next events about people; returns how many there were. */
async function sealLog(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ id: string; subjectId: string; data: Fields }>(
    `select id, subject_id as "subjectId", data from event
     where type like any($1) and not data ? $2 and (data -> 'record' ?| $3 or data -> 'previous' ?| $3)
       and exists (select from unnest($3::text[]) as f (name)
         where data -> 'record' ->> f.name is not null or data -> 'previous' ->> f.name is not null)
     limit ${batch} for update`,
    [eventTypes, sealedMember, [...new Set(personalKinds.flatMap(fieldsOf))]],
  );
  const sealed = await sealEvents(db, rows);
  await db.query(
    'update event e set data = s.data from unnest($1::text[], $2::jsonb[]) as s (id, data) where e.id = s.id',
    [rows.map(({ id }) => id), sealed.map(({ data }) => JSON.stringify(data))],
  );
  return rows.length;
}
