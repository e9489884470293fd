import { personId, type PersonView } from '../canonical/person.ts';
import type { Queryable } from './database.ts';
import { type List, parameters, readPage } from './page.ts';
import type { IdPage, PageArgs } from './read.ts';

/** Of a principal, what makes a person. */
export interface Acting {
  readonly tenant: string;
  readonly person: string;
  readonly name: string | null;
  readonly kind: 'PERSON' | 'SERVICE';
  readonly roles: readonly string[];
}

/**
 * Keeps who acts, so that it can be shown later, and returns the person's id. A service account acts for its owner, of whose own name and
 * roles it says nothing. Nothing is written for who was seen with the same name and roles within the last minute.
 */
export async function rememberPerson(db: Queryable, acting: Acting): Promise<string> {
  const id = personId(acting.tenant, acting.person);
  const own = acting.kind === 'PERSON';
  await db.query({
    name: 'person-remember',
    text: `insert into person as known (id, person, name, roles) values ($1, $2, $3, $4)
      on conflict (id) do update
      set person = case when $5 then excluded.person else known.person end,
          name = coalesce(excluded.name, known.name),
          roles = case when $5 then excluded.roles else known.roles end,
          seen_at = now()
      where known.seen_at < now() - interval '1 minute'
         or ($5 and (known.roles <> excluded.roles or known.person <> excluded.person))
         or known.name is distinct from coalesce(excluded.name, known.name)`,
    values: [id, acting.person, own ? acting.name : null, own ? acting.roles : [], own],
  });
  return id;
}

/** Whoever is known by tokens. */
export interface People {
  /** Keeps who acts; returns the id. */
  remember(acting: Acting): Promise<string>;
  /** The persons with these ids, in their order; null where nobody has it. */
  byIds(ids: readonly string[]): Promise<(PersonView | null)[]>;
  /** Those who have called; by name only where `byName`, because cursors tell of what decides the order. */
  list(page: PageArgs, byName: boolean): Promise<IdPage>;
}

/** The people of a tenant's database. */
export function createPeople(db: Queryable): People {
  return {
    remember: (acting) => rememberPerson(db, acting),
    byIds: (ids) => personsById(db, ids),
    list: (page, byName) => readPage(db, personList(byName), page),
  };
}

/** The persons with these ids, in their order; null where nobody has it. */
export async function personsById(db: Queryable, ids: readonly string[]): Promise<(PersonView | null)[]> {
  const { rows } = await db.query<PersonView>({
    name: 'persons-by-id',
    text: 'select id, person, name, roles from person where id = any($1)',
    values: [ids],
  });
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
}

/** Persons who have called by themselves: who merely answers for a service account has no roles here. */
function personList(byName: boolean): List {
  const name = { sql: `lower(coalesce(p.name, p.person))`, type: 'text', descending: false } as const;
  return {
    name: byName ? 'users' : 'users-by-id',
    from: 'person p',
    where: 'cardinality(p.roles) > 0',
    id: 'p.id',
    order: byName ? [name] : [],
    parameters: parameters(),
  };
}
