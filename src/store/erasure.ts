import { type Kind, kindOfId } from '../canonical/kind.ts';
import { personalFields, personalKinds } from '../canonical/personal.ts';
import { Problem } from '../canonical/problem.ts';
import type { Queryable } from './database.ts';
import { sealedMember } from './sealed.ts';
import { destroyKeys } from './subject-key.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A record that became another by an erasure. */
export interface Emptied {
  readonly id: string;
  readonly customerId: string | null;
  readonly version: number;
  readonly body: Fields;
  readonly links: Fields;
}

/** What erasing people did. */
export interface Erased {
  /** Those whose key was destroyed; those who were erased before are not among them. */
  readonly subjects: readonly string[];
  /** Their living records, which have a new version. */
  readonly emptied: readonly Emptied[];
}

/**
 * The records about the people that an id stands for, with those that were found to be the same: of a person the person's own, of a
 * customer those of all its contacts, also those that are gone. Throws NOT_FOUND for an id that no record has, and INVALID_INPUT for a
 * customer that is part of another: its contacts cannot be told from the other's.
 */
export async function subjectsOf(db: Queryable, id: string): Promise<string[]> {
  const { rows } = await db.query<{ kind: Kind; root: string }>(
    'select kind, coalesce(merged_into, id) as root from entity where id = $1',
    [id],
  );
  const [asked] = rows;
  if (!asked) throw new Problem('NOT_FOUND', `There is no record ${id.slice(0, 80)}.`, { path: 'id' });
  if (asked.kind === 'Customer' && asked.root !== id)
    throw new Problem(
      'INVALID_INPUT',
      `${id} was merged into ${asked.root}; give that id to erase the contacts of both.`,
      { path: 'id' },
    );
  const found = await db.query<{ id: string }>(
    // Whose a contact was that no source has any more is told by its last event, and by what the source said of it.
    `with root as (
       select coalesce(merged_into, id) as id from entity where id = $1 and kind = any($2)
       union select coalesce(merged_into, id) from entity where customer_id = $1 and kind = 'Contact'
       union select g.id from entity c join event l on l.customer_id = c.id join entity g on g.id = l.subject_id
         where (c.id = $1 or c.merged_into = $1) and c.kind = 'Customer' and g.kind = 'Contact' and g.deleted_at is not null
       union select g.id from facet c join facet f on f.links #>> '{customer,key}' = concat_ws(':', 'ref', c.instance, c.object, c.external_id)
         join entity g on g.id = f.entity_id
         where c.entity_id = $1 and c.kind = 'Customer' and f.kind = 'Contact' and g.kind = 'Contact' and g.deleted_at is not null
     ) select e.id from entity e join root r on e.id = r.id or e.merged_into = r.id order by e.id`,
    [id, personalKinds],
  );
  return found.rows.map((row) => row.id);
}

/** The sources that have told of these records. */
export async function instancesOf(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ instance: string }>(
    'select distinct instance from facet where entity_id = any($1) order by instance',
    [ids],
  );
  return rows.map(({ instance }) => instance);
}

/**
 * Destroys the keys of these people, empties their records and what sources said of them, forgets what they were recognised by, and marks
 * their places at the sources so that nothing of them is taken in again. Part of the caller's transaction, which must have the turn of
 * their kind (sync/turn.ts).
 */
export async function erase(db: Queryable, ids: readonly string[]): Promise<Erased> {
  const subjects = await destroyKeys(db, ids);
  const kinds = [...new Set(ids.flatMap((id) => kindOfId(id) ?? []))];
  const names = [sealedMember, ...kinds.flatMap((kind: Kind) => personalFields[kind] ?? [])];
  await db.query(
    `update facet set fields = fields - $2::text[], hash = '', erased_at = coalesce(erased_at, now()),
       keys = array(select key from unnest(keys) as key where key not like 'email:%') where entity_id = any($1)`,
    [ids, names],
  );
  // What a source said of trouble with a record is its own text; what is written there is not known.
  const place = `from facet f where f.entity_id = any($1) and f.instance = t.instance and f.object = t.object
    and f.external_id = t.external_id`;
  await db.query(`update dead_letter t set reason = 'erased' ${place}`, [ids]);
  await db.query(`update sync_state t set reason = 'erased' ${place} and t.reason is not null`, [ids]);
  await db.query(`delete from identity_key where entity_id = any($1) and key like 'email:%'`, [ids]);
  const { rows } = await db.query<Emptied & { living: boolean }>(
    `update entity set body = body - $2::text[], updated_at = now(), version = version + 1
     where id = any($1) and body ?| $2::text[]
     returning id, customer_id as "customerId", version, body, links, deleted_at is null and merged_into is null as living`,
    [ids, names],
  );
  return {
    subjects,
    emptied: rows.filter(({ living }) => living),
  };
}

/** Removes what the table of keys still holds, on the disk, of keys that were destroyed, as far as nobody reads an older state. */
export async function wipeKeys(db: Queryable): Promise<void> {
  await db.query('vacuum subject_key');
}
