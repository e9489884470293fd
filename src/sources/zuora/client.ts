import type { Json } from '../http/json.ts';
import type { Http } from '../http/http.ts';
import { toldBy } from '../http/poll.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions } from '../source.ts';
import type { Relation } from './noun.ts';
import { reasonsOf, sentence } from './policy.ts';

/** The largest page, the longest list in a filter that is sure to fit one, and the most expanded rows per base object. */
export const most = 99;

/** One object query. */
export interface Query {
  readonly path: string;
  readonly singular: string;
  readonly fields: readonly string[];
  readonly filters: readonly string[];
  readonly relations: readonly Relation[];
  /** Rows after this id, in the order of ids. */
  readonly after?: string | null;
  /** The order of the rows: by id when omitted. */
  readonly sort?: 'id' | 'updatedDate';
  /** Rows in a page, the most when omitted. */
  readonly size?: number;
}

/** A page and the source's clock (null: it told none), or why the tenant does not support the query's expands or fields. */
export type Page<T> =
  | { readonly rows: readonly T[]; readonly told: string | null }
  | { readonly refused: string };

/** An account's object queries. */
export interface Client {
  /** One page, up to 99 rows in order, each read with `read` as part of the call. */
  page<T>(query: Query, read: (row: Row) => T, options?: CallOptions): Promise<Page<T>>;
  /** All pages of a query. Throws SOURCE_REJECTED when the tenant does not support it. */
  all(query: Query, options?: CallOptions): Promise<readonly Row[]>;
}

/**
 * Object queries over the shared HTTP layer. Null members are asked for, so that an absent one is drift.
 * Pages follow each other by id (`id.GT`, both filterable and sortable on every object) rather than by the vendor's cursor:
 * the position is then a plain value that survives any restart, and rows that change meanwhile do not shift it.
 */
export function createClient(http: Http): Client {
  const page: Client['page'] = (query, read, options) =>
    http.request(
      { method: 'GET', path: `/object-query/${query.path}`, query: parametersOf(query) },
      (answer) => {
        const json = answer.json();
        const reasons = reasonsOf(json);
        if (reasons) return { refused: `GET /object-query/${query.path} was refused: ${sentence(reasons)}` };
        return { rows: http.row(json, query.path).rows('data').map(read), told: toldBy(answer) };
      },
      options,
    );
  return {
    page,
    all: async (query, options) => {
      const rows: Row[] = [];
      for (let after = query.after ?? null; ; after = rows.at(-1)!.id('id')) {
        const next = await page({ ...query, after }, (row) => row, options);
        if ('refused' in next) throw http.problem('SOURCE_REJECTED', next.refused);
        rows.push(...next.rows);
        if (next.rows.length < most) return rows;
      }
    },
  };
}

function parametersOf(query: Query): [string, string][] {
  const parameters: [string, string][] = [
    ['pageSize', String(query.size ?? most)],
    ['includeNullFields', 'true'],
    ['sort[]', `${query.sort ?? 'id'}.ASC`],
    [`${query.singular}.fields[]`, query.fields.join(',')],
  ];
  const expand = (relations: readonly Relation[], above: string): void => {
    for (const relation of relations) {
      parameters.push(['expand[]', above + relation.expand]);
      parameters.push([`${relation.expand}.fields[]`, relation.fields.join(',')]);
      expand(relation.below, `${above}${relation.expand}.`);
    }
  };
  expand(query.relations, '');
  for (const filter of query.filters) parameters.push(['filter[]', filter]);
  if (query.after) parameters.push(['filter[]', `id.GT:${query.after}`]);
  return parameters;
}

/** Whether a value can stand in a list of a filter. */
export function isPlain(value: string): boolean {
  return /^[\w-]+$/.test(value);
}

/** `field.IN:[...]` lists of at most 99 values. Values that are not plain are left out: nothing is found for them. */
export function inLists(field: string, values: readonly string[]): readonly string[] {
  const plain = [...new Set(values)].filter(isPlain);
  const lists: string[] = [];
  for (let from = 0; from < plain.length; from += most)
    lists.push(`${field}.IN:[${plain.slice(from, from + most).join(',')}]`);
  return lists;
}

/** True when a list below this row may have been cut at 99. */
export function isCut(row: Row, relations: readonly Relation[]): boolean {
  return relations.some((relation) => {
    if (relation.alone === null) return false;
    const children = row.rows(relation.member);
    return children.length >= most || children.some((child) => isCut(child, relation.below));
  });
}

/**
 * The rows with their related rows read by themselves, page by page: for lists that an expand cut, and for tenants that do
 * not expand this far. `http` gives the new rows their origin.
 */
export async function completed(
  http: Http,
  client: Client,
  rows: readonly Row[],
  relations: readonly Relation[],
  options?: CallOptions,
): Promise<readonly Row[]> {
  let whole = rows;
  for (const relation of relations) {
    if (relation.alone === null) continue;
    const { path, singular, foreign } = relation.alone;
    const query = { path, singular, fields: relation.fields, relations: single(relation.below) };
    const children: Row[] = [];
    for (const filter of inLists(
      foreign,
      whole.map((row) => row.id('id')),
    ))
      children.push(...(await client.all({ ...query, filters: [filter] }, options)));
    const finished = await completed(http, client, children, relation.below, options);
    const byParent = Map.groupBy(finished, (child) => child.id(foreign));
    whole = whole.map((row) => {
      const list: Json = (byParent.get(row.id('id')) ?? []).map((child) => child.raw);
      return http.row({ ...row.raw, [relation.member]: list }, row.path);
    });
  }
  return whole;
}

/** The relations to one row, which every tenant expands. */
export function single(relations: readonly Relation[]): readonly Relation[] {
  return relations.filter((relation) => relation.alone === null);
}
