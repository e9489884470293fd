import type { Queryable } from './database.ts';

const ordered = (left: string, right: string): [string, string] =>
  left < right ? [left, right] : [right, left];

/** Notes that a person decided that two entities are two. */
export async function keepApart(db: Queryable, left: string, right: string): Promise<void> {
  await db.query(
    'insert into apart (one, other) values ($1, $2) on conflict do nothing',
    ordered(left, right),
  );
}

/** Takes back that two entities are two; whether anybody had decided so. */
export async function dropApart(db: Queryable, left: string, right: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'delete from apart where one = $1 and other = $2',
    ordered(left, right),
  );
  return rowCount === 1;
}

/** Tells of any two of these living entities whether a person decided that they, or whom they absorbed, are two. */
export async function apartPairs(
  db: Queryable,
  ids: readonly string[],
): Promise<(left: string, right: string) => boolean> {
  if (ids.length < 2) return () => false;
  // Begins at the decisions, which are few, not at the entities of a batch.
  const { rows } = await db.query<{ one: string; other: string }>({
    name: 'apart-pairs',
    text: `select coalesce(o.merged_into, o.id) as one, coalesce(t.merged_into, t.id) as other
           from apart a join entity o on o.id = a.one join entity t on t.id = a.other
           where coalesce(o.merged_into, o.id) = any($1) and coalesce(t.merged_into, t.id) = any($1)`,
    values: [ids],
  });
  const pairs = new Set(rows.map(({ one, other }) => ordered(one, other).join(' ')));
  return (left, right) => pairs.has(ordered(left, right).join(' '));
}
