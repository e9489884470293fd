import type { SQLInputValue } from 'node:sqlite';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { answer, listPage } from './page.ts';
import { json, notFound, refused } from './reply.ts';
import { idOf } from './render.ts';
import { policyOf } from './sla.ts';
import { withSideloads } from './sideload.ts';
import { rowById, rowsOf } from './tables.ts';
import type { RecordType } from './tables.ts';

/** What reads of a type never show: deleted tickets; lists also leave out deleted users. */
const shown = { ticket: `status <> 'deleted'`, user: 'true', organization: 'true' } as const;
const listed = { ...shown, user: 'active = 1' } as const;

/** `GET /{type}s/{id}`. */
export function readOne(sim: Sim, request: SimRequest, type: RecordType, id: string): SimResponse {
  const row = rowById(sim, type, id);
  if (!row || row.status === 'deleted') return notFound();
  const { records, lists } = withSideloads(sim, type, [row], request.query.get('include'));
  return json(200, { [type]: records[0], ...lists }, { objectType: type, objectId: id });
}

/** `GET /{type}s/show_many?ids=|external_ids=`: up to 100; what does not exist is silently absent, and the order is not that of the request. */
export function readMany(sim: Sim, request: SimRequest, type: RecordType): SimResponse {
  const ids = request.query.get('ids');
  const externalIds = type === 'ticket' ? null : request.query.get('external_ids');
  const wanted = (ids ?? externalIds ?? '').split(',').filter((each) => each !== '');
  if (wanted.length === 0) return refused(400, 'InvalidArgument', 'Specify ids or external_ids');
  if (wanted.length > 100) return refused(400, 'TooManyIds', 'No more than 100 ids are allowed');
  if (ids !== null && !wanted.every((each) => /^\d{1,19}$/.test(each))) {
    return refused(400, 'InvalidArgument', 'ids must be a list of integers');
  }
  const matches =
    ids === null
      ? 'lower(external_id) in (select lower(value) from json_each(?))'
      : 'id in (select cast(value as integer) from json_each(?))';
  const sql = `select * from ${type} where ${shown[type]} and ${matches} order by updated_at desc, id limit 100`;
  const rows = rowsOf(sim, sql, JSON.stringify(wanted));
  return answer(sim, request, type, rows, { next_page: null, previous_page: null, count: rows.length });
}

/** `GET /tickets`, `/users`, `/organizations`, with the filters these lists know. */
export function readList(sim: Sim, request: SimRequest, type: RecordType): SimResponse {
  const conditions: string[] = [listed[type]];
  const bound: SQLInputValue[] = [];
  const externalId = request.query.get('external_id');
  if (externalId !== null) {
    conditions.push('external_id = ?');
    bound.push(externalId);
  }
  const roles = [...request.query.getAll('role'), ...request.query.getAll('role[]')];
  if (type === 'user' && roles.length > 0) {
    conditions.push('role in (select value from json_each(?))');
    bound.push(JSON.stringify(roles));
  }
  return listPage(sim, request, { type, where: conditions.join(' and '), bound });
}

/** A list by parent, such as `/organizations/{id}/tickets`; 404 when the parent does not exist. */
export function readChildren(
  sim: Sim,
  request: SimRequest,
  parent: { readonly type: RecordType; readonly id: string },
  type: RecordType,
  column: string,
): SimResponse {
  if (!rowById(sim, parent.type, parent.id)) return notFound();
  const where = `${listed[type]} and ${column} = cast(? as integer)`;
  const page = listPage(sim, request, { type, where, bound: [parent.id] });
  return { ...page, note: { ...page.note, objectType: type } };
}

/** `GET /users/{id}/organizations`: the one organization a user belongs to here. */
export function readUserOrganizations(sim: Sim, request: SimRequest, id: string): SimResponse {
  const user = rowById(sim, 'user', id);
  if (!user) return notFound();
  return listPage(sim, request, {
    type: 'organization',
    where: 'id = ?',
    bound: [user.organization_id ?? -1n],
  });
}

/** `GET /users/me`; the agent that the credentials belong to. */
export function readMe(sim: Sim, request: SimRequest): SimResponse {
  const row = rowsOf(sim, 'select * from user where email = ?', sim.credentials.email ?? '')[0];
  return row
    ? answerOne(sim, request, row)
    : json(200, { user: { id: null, name: 'Anonymous user', role: 'end-user' } });
}

function answerOne(
  sim: Sim,
  request: SimRequest,
  row: Parameters<typeof withSideloads>[2][number],
): SimResponse {
  return json(200, { user: withSideloads(sim, 'user', [row], request.query.get('include')).records[0] });
}

/** `GET /tickets/{id}/comments`. */
export function readComments(sim: Sim, id: string): SimResponse {
  const ticket = rowById(sim, 'ticket', id);
  if (!ticket || ticket.status === 'deleted') return notFound();
  const rows = rowsOf(sim, 'select * from ticket_comment where ticket_id = ? order by id', id);
  const comments = rows.map((row) => ({
    id: idOf(row.id),
    type: 'Comment',
    author_id: idOf(row.author_id),
    body: row.body,
    plain_body: row.body,
    public: Number(row.public) === 1,
    created_at: row.created_at,
  }));
  return json(
    200,
    { comments, next_page: null, previous_page: null, count: comments.length },
    { objectType: 'ticket', objectId: id },
  );
}

/** `GET /slas/policies`. */
export function readPolicies(sim: Sim): SimResponse {
  const policies = rowsOf(sim, 'select * from sla_policy order by position').map((row) => policyOf(sim, row));
  return json(200, { sla_policies: policies, next_page: null, previous_page: null, count: policies.length });
}
