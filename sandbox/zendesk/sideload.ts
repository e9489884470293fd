import type { SQLOutputValue } from 'node:sqlite';
import type { Sim } from '../kit/types.ts';
import { idOf, render } from './render.ts';
import { slaOf } from './sla.ts';
import { rowsOf } from './tables.ts';
import type { RecordType, Row } from './tables.ts';

function byIds(sim: Sim, type: RecordType, ids: readonly (SQLOutputValue | undefined)[]): object[] {
  const wanted = [...new Set(ids.filter((id) => id !== null && id !== undefined).map(String))];
  return rowsOf(
    sim,
    `select * from ${type} where id in (select cast(value as integer) from json_each(?)) order by id`,
    JSON.stringify(wanted),
  ).map((row) => render(sim, type, row));
}

/** Minutes as the metric sets give them; business hours are those of a calendar day here. */
function minutes(from: SQLOutputValue | undefined, to: SQLOutputValue | undefined) {
  if (typeof from !== 'string' || typeof to !== 'string') return { calendar: null, business: null };
  const passed = Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  return { calendar: passed, business: passed };
}

function metricSet(sim: Sim, row: Row): object {
  const replies = rowsOf(
    sim,
    `select c.created_at from ticket_comment c where c.ticket_id = ? and c.public = 1 and c.author_id is not ? order by c.id`,
    row.id!,
    row.requester_id!,
  );
  const resolution = minutes(row.created_at, row.solved_at);
  return {
    url: `${sim.url}/api/v2/ticket_metrics/${String(row.id)}.json`,
    id: idOf(row.id),
    ticket_id: idOf(row.id),
    created_at: row.created_at,
    updated_at: row.updated_at,
    group_stations: row.group_id === null ? 0 : 1,
    assignee_stations: row.assignee_id === null ? 0 : 1,
    reopens: 0,
    replies: replies.length,
    assignee_updated_at: null,
    requester_updated_at: row.created_at,
    status_updated_at: row.updated_at,
    initially_assigned_at: row.assignee_id === null ? null : row.created_at,
    assigned_at: row.assignee_id === null ? null : row.created_at,
    solved_at: row.solved_at,
    latest_comment_added_at: replies.at(-1)?.created_at ?? row.created_at,
    reply_time_in_minutes: minutes(row.created_at, replies[0]?.created_at),
    first_resolution_time_in_minutes: resolution,
    full_resolution_time_in_minutes: resolution,
    requester_wait_time_in_minutes: resolution,
    on_hold_time_in_minutes: { calendar: 0, business: 0 },
  };
}

/**
 * Renders a page of records with what `include` asks for: `users`, `organizations` and `metric_sets` as further lists of the answer,
 * `slas` inside each ticket. Unknown names are ignored, as Zendesk does.
 */
export function withSideloads(
  sim: Sim,
  type: RecordType,
  rows: readonly Row[],
  include: string | null,
): { readonly records: object[]; readonly lists: Record<string, object[]> } {
  const wanted = new Set((include ?? '').split(',').map((each) => each.trim()));
  const lists: Record<string, object[]> = {};
  if (type === 'ticket' && wanted.has('users')) {
    const people = rows.flatMap((row) => [row.requester_id, row.submitter_id, row.assignee_id]);
    lists.users = byIds(sim, 'user', people);
  }
  if (type !== 'organization' && wanted.has('organizations')) {
    lists.organizations = byIds(
      sim,
      'organization',
      rows.map((row) => row.organization_id),
    );
  }
  if (type === 'ticket' && wanted.has('metric_sets'))
    lists.metric_sets = rows.map((row) => metricSet(sim, row));
  const slas = type === 'ticket' && wanted.has('slas');
  const records = rows.map((row) => ({ ...render(sim, type, row), ...(slas && { slas: slaOf(sim, row) }) }));
  return { records, lists };
}
