import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { linkTo, wholeNumber } from './page.ts';
import { badParameter, json, refused } from './reply.ts';
import { withSideloads } from './sideload.ts';
import { rowsOf } from './tables.ts';
import type { RecordType } from './tables.ts';

/** Items of the last minute are not exported yet: their order is not settled. */
const settleSeconds = 60;
const maxItems = 1000;

interface Position {
  readonly second: bigint;
  readonly id: bigint;
}

/** The form of the vendor's own cursors: seconds, a separator, the id of the last item. */
function cursorOf({ second, id }: Position): string {
  return Buffer.from(`${second}.0||${id}|`).toString('base64');
}

function positionOf(cursor: string): Position | null {
  const match = /^(\d+)\.0\|\|(-1|\d+)\|$/.exec(Buffer.from(cursor, 'base64').toString());
  return match ? { second: BigInt(match[1]!), id: BigInt(match[2]!) } : null;
}

function startOf(
  sim: Sim,
  request: SimRequest,
): { readonly start: bigint } | { readonly refusal: SimResponse } {
  const text = request.query.get('start_time');
  if (text === null || !/^\d{1,12}$/.test(text)) {
    return { refusal: badParameter('start_time', 'must be an integer', 'api/v2/incremental') };
  }
  if (Number(text) > sim.now() / 1000 - settleSeconds) {
    const why = 'Too recent start_time. Use a start_time older than 60 seconds';
    return { refusal: refused(400, 'StartTimeTooRecent', why) };
  }
  return { start: BigInt(text) };
}

/**
 * `GET /incremental/{tickets|users}/cursor`: what changed, oldest change first, from `start_time` or from a cursor that never expires.
 * Deleted tickets come with status `deleted`, deleted users with `active: false`. An item that changes again comes again.
 * Source: developer.zendesk.com, using the incremental export API.
 */
export function exportByCursor(sim: Sim, request: SimRequest, type: 'ticket' | 'user'): SimResponse {
  const { query } = request;
  const size = wholeNumber(query.get('per_page'), maxItems, 1, maxItems);
  if (size === undefined)
    return badParameter('per_page', 'must be between 1 and 1000', `api/v2/incremental/${type}s/cursor`);
  const cursor = query.get('cursor');
  let from: Position;
  if (cursor === null) {
    const begin = startOf(sim, request);
    if ('refusal' in begin) return begin.refusal;
    from = { second: begin.start, id: -1n };
  } else {
    const position = positionOf(cursor);
    if (!position) return refused(400, 'InvalidCursor', 'The cursor is not valid');
    from = position;
  }
  const settled = BigInt(Math.floor(sim.now() / 1000) - settleSeconds);
  const rows = rowsOf(
    sim,
    `select * from ${type} where (generated_at, id) > (?, ?) and generated_at <= ? order by generated_at, id limit ?`,
    from.second,
    from.id,
    settled,
    size + 1,
  );
  const items = rows.slice(0, size);
  const last = items.at(-1);
  const after = cursorOf(last ? { second: last.generated_at as bigint, id: last.id as bigint } : from);
  const { records, lists } = withSideloads(sim, type, items, query.get('include'));
  return json(200, {
    [`${type}s`]: records,
    ...lists,
    after_url: linkTo(sim, request, { cursor: after, start_time: null }),
    after_cursor: after,
    before_url: null,
    before_cursor: null,
    end_of_stream: rows.length <= size,
  });
}

/**
 * `GET /incremental/{organizations|tickets|users}?start_time=`: everything that changed at or after a second. The next page begins at the
 * last second of this one, so items on the boundary come twice. Items of one second are never parted, so a page may be longer than asked.
 */
export function exportByTime(sim: Sim, request: SimRequest, type: RecordType): SimResponse {
  const begin = startOf(sim, request);
  if ('refusal' in begin) return begin.refusal;
  const size = wholeNumber(request.query.get('per_page'), maxItems, 1, maxItems);
  if (size === undefined)
    return badParameter('per_page', 'must be between 1 and 1000', `api/v2/incremental/${type}s`);
  const settled = BigInt(Math.floor(sim.now() / 1000) - settleSeconds);
  const within = `generated_at >= ? and generated_at <= ?`;
  const last = rowsOf(
    sim,
    `select generated_at from ${type} where ${within} order by generated_at, id limit 1 offset ?`,
    begin.start,
    settled,
    size - 1,
  )[0]?.generated_at as bigint | undefined;
  const items = rowsOf(
    sim,
    `select * from ${type} where ${within} order by generated_at, id`,
    begin.start,
    last ?? settled,
  );
  const reached = (items.at(-1)?.generated_at as bigint | undefined) ?? begin.start;
  // A whole page of one second: the next one must begin after it, or a client would never get on.
  const endTime = last !== undefined && reached === begin.start ? reached + 1n : reached;
  const { records, lists } = withSideloads(sim, type, items, request.query.get('include'));
  return json(200, {
    [`${type}s`]: records,
    ...lists,
    next_page: linkTo(sim, request, { start_time: String(endTime) }),
    end_time: Number(endTime),
    count: items.length,
    end_of_stream: last === undefined,
  });
}
