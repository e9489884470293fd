import type { SQLInputValue } from 'node:sqlite';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { badParameter, json, refused } from './reply.ts';
import { withSideloads } from './sideload.ts';
import { rowsOf } from './tables.ts';
import type { RecordType, Row } from './tables.ts';

/** Which records a list shows. `where` is SQL over the record's table. */
interface Selection {
  readonly type: RecordType;
  readonly where: string;
  readonly bound: readonly SQLInputValue[];
}

const cursorOf = (id: unknown): string => Buffer.from(`1|id|${String(id)}`).toString('base64url');

function idOfCursor(cursor: string): bigint | null {
  const match = /^1\|id\|(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match ? BigInt(match[1]!) : null;
}

/** A whole number parameter within bounds; undefined when it is anything else. */
export function wholeNumber(
  text: string | null,
  fallback: number,
  from: number,
  to: number,
): number | undefined {
  if (text === null) return fallback;
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= from && value <= to ? value : undefined;
}

/** The request's own address with some parameters changed, for `links` and `next_page`. */
export function linkTo(
  sim: Sim,
  request: SimRequest,
  changes: Readonly<Record<string, string | null>>,
): string {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const path = request.path.endsWith('.json') ? request.path : `${request.path}.json`;
  return `${sim.url}${path}?${query.toString()}`;
}

/**
 * A page by cursor: `page[size]` up to 100, `page[after]` or `page[before]`, in the order of ids.
 * Source: developer.zendesk.com, paginating through lists using cursor pagination.
 */
function cursorPage(sim: Sim, request: SimRequest, selection: Selection): SimResponse {
  const { query } = request;
  const size = wholeNumber(query.get('page[size]'), 100, 1, 100);
  if (size === undefined)
    return badParameter('page[size]', 'must be between 1 and 100', `api/v2/${selection.type}s`);
  const backwards = query.has('page[before]');
  const cursor = query.get('page[after]') ?? query.get('page[before]');
  const from = cursor === null ? null : idOfCursor(cursor);
  if (cursor !== null && from === null) return refused(400, 'InvalidCursor', 'The cursor is not valid');
  const bounds = from === null ? '' : `and id ${backwards ? '<' : '>'} ?`;
  const found = rowsOf(
    sim,
    `select * from ${selection.type} where ${selection.where} ${bounds} order by id ${backwards ? 'desc' : 'asc'} limit ?`,
    ...selection.bound,
    ...(from === null ? [] : [from]),
    size + 1,
  );
  const more = found.length > size;
  const rows = backwards ? found.slice(0, size).toReversed() : found.slice(0, size);
  const after = rows.length > 0 ? cursorOf(rows.at(-1)!.id) : null;
  const before = rows.length > 0 ? cursorOf(rows[0]!.id) : null;
  const hasNext = backwards || more;
  const hasPrevious = backwards ? more : from !== null;
  return answer(sim, request, selection.type, rows, {
    meta: { has_more: more, after_cursor: after, before_cursor: before },
    links: {
      prev:
        hasPrevious && before ? linkTo(sim, request, { 'page[before]': before, 'page[after]': null }) : null,
      next: hasNext && after ? linkTo(sim, request, { 'page[after]': after, 'page[before]': null }) : null,
    },
  });
}

/** A page by number, `per_page` up to 100; pages beyond the hundredth are refused. */
function offsetPage(sim: Sim, request: SimRequest, selection: Selection): SimResponse {
  const { query } = request;
  const page = wholeNumber(query.get('page'), 1, 1, Number.MAX_SAFE_INTEGER);
  if (page === undefined)
    return badParameter('page', 'must be an integer', `api/v2/${selection.type}s/index`);
  const asked = wholeNumber(query.get('per_page'), 100, 1, Number.MAX_SAFE_INTEGER) ?? 100;
  const perPage = Math.min(100, asked);
  if (page > 100) {
    return refused(
      400,
      'InvalidPaginationDepth',
      'Pages beyond the 100th (10,000 records) need cursor pagination',
    );
  }
  const { type, where, bound } = selection;
  const count = Number(rowsOf(sim, `select count(*) as n from ${type} where ${where}`, ...bound)[0]!.n);
  const sql = `select * from ${type} where ${where} order by id limit ? offset ?`;
  const rows = rowsOf(sim, sql, ...bound, perPage, (page - 1) * perPage);
  return answer(sim, request, type, rows, {
    next_page: page * perPage < count ? linkTo(sim, request, { page: String(page + 1) }) : null,
    previous_page: page > 1 ? linkTo(sim, request, { page: String(page - 1) }) : null,
    count,
  });
}

/** Records under their plural name, with their sideloads and what else the answer says. */
export function answer(
  sim: Sim,
  request: SimRequest,
  type: RecordType,
  rows: readonly Row[],
  more: object = {},
): SimResponse {
  const { records, lists } = withSideloads(sim, type, rows, request.query.get('include'));
  return json(200, { [`${type}s`]: records, ...lists, ...more });
}

/** One page of a list, by cursor when the request says `page[size]` or gives a cursor, otherwise by page number. */
export function listPage(sim: Sim, request: SimRequest, selection: Selection): SimResponse {
  const byCursor = [...request.query.keys()].some((name) => name.startsWith('page['));
  return byCursor ? cursorPage(sim, request, selection) : offsetPage(sim, request, selection);
}
