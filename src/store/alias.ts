import type { Queryable } from './database.ts';

/** Two names of one person, in the form in which names are compared. */
export type Link = readonly [string, string];

const ordered = ([a, b]: Link): Link => (a < b ? [a, b] : [b, a]);

/** Notes that two names are one person's; false when that is known. */
export async function addAlias(db: Queryable, link: Link): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into person_alias (one, other) values ($1, $2) on conflict do nothing',
    [...ordered(link)],
  );
  return rowCount === 1;
}

/** Takes back that two names are one person's; false when nobody had said so. */
export async function removeAlias(db: Queryable, link: Link): Promise<boolean> {
  const { rowCount } = await db.query('delete from person_alias where one = $1 and other = $2', [
    ...ordered(link),
  ]);
  return rowCount === 1;
}

/** Every pair of names that somebody linked, in their order. */
export async function allAliases(db: Queryable): Promise<readonly Link[]> {
  const { rows } = await db.query<{ one: string; other: string }>(
    'select one, other from person_alias order by one, other',
  );
  return rows.map(({ one, other }): Link => [one, other]);
}

/** Who answers for each service account: the account's name and its owner, as they were written. */
export async function serviceOwners(db: Queryable): Promise<readonly Link[]> {
  const { rows } = await db.query<{ name: string; owner: string }>('select name, owner from service_account');
  return rows.map(({ name, owner }): Link => [name, owner]);
}

/** For each name all names that are linked with it, over however many others, itself included; `more` are links besides those kept. */
export async function namesBeside(
  db: Queryable,
  names: readonly string[],
  more: readonly Link[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await db.query<{ name: string; beside: string[] }>(
    `with recursive link (a, b) as materialized (
       select one, other from person_alias union select other, one from person_alias
       union select l->>0, l->>1 from jsonb_array_elements($2::jsonb) as l union select l->>1, l->>0 from jsonb_array_elements($2::jsonb) as l
     ), beside (name, other) as (
       select n, n from unnest($1::text[]) as n union select s.name, l.b from beside s join link l on l.a = s.other
     ) select name, array_agg(other order by other) as beside from beside group by name`,
    [names, JSON.stringify(more)],
  );
  return new Map(rows.map(({ name, beside }) => [name, beside]));
}
