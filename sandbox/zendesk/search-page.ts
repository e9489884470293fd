import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { linkTo, wholeNumber } from './page.ts';
import { parseQuery } from './query.ts';
import type { Query } from './query.ts';
import { badParameter, json, refused } from './reply.ts';
import { render } from './render.ts';
import { invalidSearch } from './search-error.ts';
import { recordsOf, searchIndex } from './search.ts';
import type { Hit } from './search.ts';
import { withSideloads } from './sideload.ts';
import type { RecordType } from './tables.ts';

const types: readonly RecordType[] = ['ticket', 'user', 'organization'];
const maxResults = 1000;
const cursorLifeMs = 3_600_000;
const sortKeys = ['created_at', 'updated_at', 'priority', 'status', 'ticket_type'];

const isType = (name: string | null): name is RecordType => types.includes(name as RecordType);

function results(sim: Sim, hits: readonly Hit[]): object[] {
  return recordsOf(sim, hits).map(({ type, row }) => ({ ...render(sim, type, row), result_type: type }));
}

function sorted(sim: Sim, request: SimRequest, query: Query, hits: Hit[]): Hit[] {
  const by = request.query.get('sort_by') ?? query.orderBy;
  if (by === null) return hits;
  if (!sortKeys.includes(by) && by !== 'created' && by !== 'updated')
    throw invalidSearch(`cannot sort by ${by}`);
  const up = request.query.has('sort_by') ? request.query.get('sort_order') === 'asc' : query.ascending;
  const column = by === 'created' || by === 'updated' ? `${by}_at` : by === 'ticket_type' ? 'type' : by;
  const keys = new Map(
    recordsOf(sim, hits).map(({ row, type }) => [`${type}/${String(row.id)}`, String(row[column] ?? '')]),
  );
  const keyOf = (hit: Hit): string => keys.get(`${hit.type}/${hit.id}`) ?? '';
  return hits.toSorted((a, b) => (up ? 1 : -1) * keyOf(a).localeCompare(keyOf(b)));
}

/**
 * `GET /search?query=`: pages by number, 100 records at most each, the first 1,000 of all; `count` tells how many there are.
 * Source: developer.zendesk.com, search, results limit.
 */
export function search(sim: Sim, request: SimRequest): SimResponse {
  const { query } = request;
  const text = query.get('query');
  if (text === null || text.trim() === '')
    return refused(422, 'invalid', 'Invalid search: the query is missing');
  if ([...query.keys()].some((name) => name.startsWith('page['))) {
    return badParameter('page', 'must be an integer', 'api/v2/search/index');
  }
  const page = wholeNumber(query.get('page'), 1, 1, Number.MAX_SAFE_INTEGER);
  if (page === undefined) return badParameter('page', 'must be an integer', 'api/v2/search/index');
  const perPage = Math.min(100, wholeNumber(query.get('per_page'), 100, 1, Number.MAX_SAFE_INTEGER) ?? 100);
  if (page * perPage > Math.ceil(maxResults / perPage) * perPage) {
    throw invalidSearch('Requested response size was greater than Search Response Limits');
  }
  const parsed = parseQuery(text);
  const asked = parsed.terms.filter((term) => term.key === 'type').map((term) => term.value);
  const wanted = asked.length === 0 ? types : types.filter((type) => asked.includes(type));
  const found = wanted.flatMap((type) => searchIndex(sim, type, parsed));
  const hits = sorted(sim, request, parsed, found);
  const last = Math.min(hits.length, maxResults);
  return json(200, {
    results: results(sim, hits.slice((page - 1) * perPage, Math.min(page * perPage, last))),
    facets: null,
    next_page: page * perPage < last ? linkTo(sim, request, { page: String(page + 1) }) : null,
    previous_page: page > 1 ? linkTo(sim, request, { page: String(page - 1) }) : null,
    count: hits.length,
  });
}

/** `GET /search/count?query=`. */
export function searchCount(sim: Sim, request: SimRequest): SimResponse {
  const parsed = parseQuery(request.query.get('query') ?? '');
  const asked = parsed.terms.filter((term) => term.key === 'type').map((term) => term.value);
  const wanted = asked.length === 0 ? types : types.filter((type) => asked.includes(type));
  return json(200, { count: wanted.flatMap((type) => searchIndex(sim, type, parsed)).length });
}

interface Place {
  readonly createdAt: string;
  readonly id: string;
  readonly issuedAt: number;
}

function placeOf(sim: Sim, cursor: string): Place | null {
  try {
    const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Place;
    const known = typeof place.createdAt === 'string' && typeof place.id === 'string';
    return known && place.issuedAt + cursorLifeMs > sim.now() ? place : null;
  } catch {
    return null;
  }
}

/**
 * `GET /search/export?query=&filter[type]=`: every match of one type, newest first, up to 1,000 a page, by a cursor that lives an hour.
 * Source: OpenAPI of the Ticketing API, ExportSearchResults.
 */
export function searchExport(sim: Sim, request: SimRequest): SimResponse {
  const { query } = request;
  const type = query.get('filter[type]');
  if (!isType(type))
    return badParameter('filter[type]', 'must be one of ticket, user, organization', 'api/v2/search/export');
  const size = wholeNumber(query.get('page[size]'), 100, 1, 1000);
  if (size === undefined)
    return badParameter('page[size]', 'must be between 1 and 1000', 'api/v2/search/export');
  const text = query.get('query');
  if (text === null) return badParameter('query', 'is missing', 'api/v2/search/export');
  const parsed = parseQuery(text);
  if (parsed.terms.some((term) => term.key === 'type')) {
    throw invalidSearch('the type belongs into filter[type], not into the query');
  }
  const cursor = query.get('page[after]');
  const place = cursor === null ? null : placeOf(sim, cursor);
  if (cursor !== null && place === null)
    return refused(400, 'InvalidCursor', 'The cursor is not valid or has expired');
  const rest = searchIndex(sim, type, parsed).filter(
    (hit) =>
      place === null ||
      hit.createdAt < place.createdAt ||
      (hit.createdAt === place.createdAt && hit.id > BigInt(place.id)),
  );
  const hits = rest.slice(0, size);
  const last = hits.at(-1);
  const after =
    last &&
    Buffer.from(
      JSON.stringify({ createdAt: last.createdAt, id: String(last.id), issuedAt: sim.now() } satisfies Place),
    ).toString('base64url');
  const more = rest.length > size;
  const { lists } = withSideloads(
    sim,
    type,
    recordsOf(sim, hits).map(({ row }) => row),
    query.get('include'),
  );
  return json(200, {
    results: results(sim, hits),
    ...lists,
    facets: null,
    meta: { has_more: more, after_cursor: after ?? null, before_cursor: null },
    links: { prev: null, next: more && after ? linkTo(sim, request, { 'page[after]': after }) : null },
  });
}
