import { Problem } from '../canonical/problem.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Queryable } from './database.ts';
import type { IdPage, PageArgs } from './read.ts';

const defaultPageSize = 50;
const maxPageSize = 200;

/** One sort key of a list: an SQL expression that is never null, its type, and which way it runs. */
export interface SortKey {
  readonly sql: string;
  readonly type: 'text' | 'numeric' | 'date' | 'int' | 'bigint' | 'timestamptz';
  readonly descending: boolean;
}

/** Collects the parameters of a statement that is put together from parts. */
export interface Parameters {
  readonly values: unknown[];
  /** The placeholder of a value, cast to its type. */
  add(value: unknown, type: string): string;
}

/** No parameters yet. */
export function parameters(): Parameters {
  const values: unknown[] = [];
  return { values, add: (value, type) => `$${values.push(value)}::${type}` };
}

/** A list to page through: `from` with its conditions, the column that is the id, and the order; the id breaks ties. */
export interface List {
  /** Names the list and its order in cursors. */
  readonly name: string;
  readonly from: string;
  readonly where: string;
  readonly id: string;
  readonly order: readonly SortKey[];
  readonly parameters: Parameters;
}

/** How many rows a page asks for, and from which end. Throws INVALID_INPUT for a size out of 1 to 200 or contradictory arguments. */
export function pageSize(page: PageArgs): { size: number; backwards: boolean } {
  const { first = null, last = null, after = null, before = null } = page;
  if (first !== null && last !== null)
    throw new Problem('INVALID_INPUT', 'Give either first or last, not both.', { path: 'first' });
  if (last !== null && after !== null)
    throw new Problem('INVALID_INPUT', 'last goes with before, not with after.', { path: 'after' });
  if (last === null && before !== null)
    throw new Problem('INVALID_INPUT', 'before goes with last, not with first.', { path: 'before' });
  const size = first ?? last ?? defaultPageSize;
  if (!Number.isInteger(size) || size < 1 || size > maxPageSize)
    throw new Problem('INVALID_INPUT', `A page has 1 to ${maxPageSize} rows; ${size} were asked for.`, {
      path: last === null ? 'first' : 'last',
    });
  return { size, backwards: last !== null };
}

/** One keyset page of a list, in one statement; the total is counted only when asked for. */
export async function readPage(db: Queryable, list: List, page: PageArgs): Promise<IdPage> {
  const { size, backwards } = pageSize(page);
  const keys: SortKey[] = [...list.order, { sql: list.id, type: 'text', descending: false }];
  const counted = { where: list.where, values: [...list.parameters.values] };
  const cursor = page.after ?? page.before ?? null;
  const { values, add } = list.parameters;
  let where = list.where;
  if (cursor !== null) {
    const at = decodeCursor(list.name, cursor, keys.length).map((value, i) => add(value, keys[i]!.type));
    // The first condition follows from the second, and is one that an index can begin at.
    const [first] = keys;
    where += ` and ${first!.sql} ${first!.descending !== backwards ? '<=' : '>='} ${at[0]} and (${behind(keys, at, backwards)})`;
  }
  const order = keys
    .map(({ sql, descending }) => `${sql} ${descending !== backwards ? 'desc' : 'asc'}`)
    .join(', ');
  const columns = keys
    .map(({ sql, type }, i) => `(${sql})${type === 'int' ? '' : '::text'} as k${i}`)
    .join(', ');
  const text = `select ${columns} from ${list.from} where ${where} order by ${order} limit ${size + 1}`;
  const { rows } = await db.query<Record<string, string | number>>(text, values).catch((error: unknown) => {
    // A cursor whose values do not fit their types was made by hand.
    if (cursor !== null && String((error as { code?: string }).code).startsWith('22'))
      throw new Problem('CURSOR_INVALID', 'The cursor was not made by this list; start again without it.');
    throw error;
  });
  const tuples = rows.map((row) => keys.map((_, i) => row[`k${i}`]!));
  return pageOf(list.name, tuples, { size, backwards, cut: cursor !== null }, async () => {
    const counts = await db.query<{ count: string }>(
      `select count(*) from ${list.from} where ${counted.where}`,
      counted.values,
    );
    return Number(counts.rows[0]!.count);
  });
}

/** The page that these rows make: their sort values and id, read from the page's end, one row more than it has if there are more. */
export function pageOf(
  name: string,
  rows: readonly (readonly (string | number)[])[],
  /** `cut`: whether rows before the page's beginning were left out. */
  { size, backwards, cut }: { readonly size: number; readonly backwards: boolean; readonly cut: boolean },
  total: () => Promise<number>,
): IdPage {
  const more = rows.length > size;
  const kept = rows.slice(0, size);
  if (backwards) kept.reverse();
  return {
    ids: kept.map((row) => String(row.at(-1))),
    cursors: kept.map((row) => encodeCursor(name, row)),
    hasNextPage: backwards ? cut : more,
    hasPreviousPage: backwards ? more : cut,
    total,
  };
}

/** The condition that a row comes after the one with these sort values, whichever way each key runs. */
function behind(keys: readonly SortKey[], at: readonly string[], backwards: boolean): string {
  return keys
    .map(({ sql, descending }, i) => {
      const equal = keys.slice(0, i).map((key, j) => `${key.sql} = ${at[j]}`);
      return `(${[...equal, `${sql} ${descending !== backwards ? '<' : '>'} ${at[i]}`].join(' and ')})`;
    })
    .join(' or ');
}
