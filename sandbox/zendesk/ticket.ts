import { createHash } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import { changed } from '../kit/change.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { nested, resource, scalar, texts } from './body.ts';
import type { Body } from './body.ts';
import { createRecord, nextId } from './directory.ts';
import { invalid, json, notFound, Refusal, refused } from './reply.ts';
import { idOf, render, urlOf } from './render.ts';
import { insertRow, instant, rowById, rowsOf, stamps, updateRow } from './tables.ts';
import type { Row } from './tables.ts';

const keyLifeMs = 2 * 3_600_000;

const words = {
  status: ['new', 'open', 'pending', 'hold', 'solved', 'closed'],
  priority: ['urgent', 'high', 'normal', 'low'],
  type: ['problem', 'incident', 'question', 'task'],
} as const;

function word(body: Body, name: keyof typeof words): string | null | undefined {
  const value = scalar(body, name, 'text');
  if (typeof value === 'string' && !(words[name] as readonly string[]).includes(value)) {
    const title = name[0]!.toUpperCase() + name.slice(1);
    throw new Refusal(
      invalid({ [name]: { description: `${title}: ${value} is not valid`, error: 'InvalidValue' } }),
    );
  }
  return value;
}

function columnsOf(sim: Sim, body: Body): Record<string, SQLInputValue> {
  const custom = body.custom_fields;
  if (custom !== undefined && !Array.isArray(custom)) {
    throw new Refusal(
      invalid({ custom_fields: { description: 'Custom fields: is invalid', error: 'InvalidValue' } }),
    );
  }
  for (const [name, type] of [
    ['requester_id', 'user'],
    ['assignee_id', 'user'],
    ['organization_id', 'organization'],
  ] as const) {
    const id = scalar(body, name, 'id');
    if (id && !rowById(sim, type, id)) {
      throw new Refusal(
        invalid({ [name]: { description: `${name}: ${id} does not exist`, error: 'InvalidValue' } }),
      );
    }
  }
  const entries: Record<string, SQLInputValue | undefined> = {
    subject: scalar(body, 'subject', 'text'),
    status: word(body, 'status') ?? undefined,
    priority: word(body, 'priority'),
    type: word(body, 'type'),
    external_id: scalar(body, 'external_id', 'text'),
    requester_id: scalar(body, 'requester_id', 'id') ?? undefined,
    assignee_id: scalar(body, 'assignee_id', 'id'),
    organization_id: scalar(body, 'organization_id', 'id'),
    group_id: scalar(body, 'group_id', 'id'),
    due_at: scalar(body, 'due_at', 'text'),
    tags: texts(body, 'tags'),
    custom_fields:
      custom &&
      JSON.stringify(custom, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each)),
  };
  return Object.fromEntries(
    Object.entries(entries).filter((each): each is [string, SQLInputValue] => each[1] !== undefined),
  );
}

/** The agent that the credentials belong to. */
function callerId(sim: Sim): bigint | null {
  const row = rowsOf(sim, 'select id from user where email = ?', sim.credentials.email ?? '')[0];
  return (row?.id as bigint | undefined) ?? null;
}

function requesterOf(sim: Sim, body: Body): bigint | null {
  const id = scalar(body, 'requester_id', 'id');
  if (id) return id;
  const requester = nested(body, 'requester');
  const email = requester && scalar(requester, 'email', 'text');
  if (!requester || !email) return callerId(sim);
  const known = rowsOf(sim, 'select id from user where email = ?', email)[0];
  return (known?.id as bigint | undefined) ?? createRecord(sim, 'user', { name: email, ...requester });
}

function comment(sim: Sim, ticketId: bigint, authorId: bigint | null, given: Body): bigint {
  const text = scalar(given, 'body', 'text') ?? scalar(given, 'html_body', 'text') ?? '';
  return insertRow(sim, 'ticket_comment', {
    ticket_id: ticketId,
    author_id: scalar(given, 'author_id', 'id') ?? authorId,
    body: text,
    public: scalar(given, 'public', 'flag') ?? 1,
    created_at: instant(sim.now()),
  });
}

function answerWith(sim: Sim, id: bigint, status: number, body: Body): SimResponse {
  const row = rowById(sim, 'ticket', id)!;
  const externalId = typeof row.external_id === 'string' ? { externalId: row.external_id } : {};
  const events = Object.keys(body).map((field) => ({
    type: field === 'comment' ? 'Comment' : 'Change',
    field_name: field,
  }));
  const audit = {
    id: Number(row.generated_at),
    ticket_id: idOf(id),
    created_at: row.updated_at,
    author_id: idOf(callerId(sim)),
    events,
  };
  return json(
    status,
    { ticket: render(sim, 'ticket', row), audit },
    { outcome: 'APPLIED', objectType: 'ticket', objectId: String(id), ...externalId },
    { location: urlOf(sim, 'ticket', id) },
  );
}

function insert(sim: Sim, body: Body): bigint {
  const columns = columnsOf(sim, body);
  const first = nested(body, 'comment');
  const description = first && (scalar(first, 'body', 'text') ?? scalar(first, 'html_body', 'text'));
  if (!first || !description) {
    throw new Refusal(
      invalid({ base: { description: 'Description: cannot be blank', error: 'BlankValue' } }),
    );
  }
  const requester = requesterOf(sim, body);
  const person = requester === null ? undefined : rowById(sim, 'user', requester);
  // The organization of a ticket is that of its requester on the day it is made, and stays.
  const organizationId = columns.organization_id ?? person?.organization_id ?? null;
  const organization = organizationId === null ? undefined : rowById(sim, 'organization', organizationId);
  const inherited = [person?.tags, organization?.tags].flatMap((tags) =>
    tags ? (JSON.parse(String(tags)) as string[]) : [],
  );
  const own = JSON.parse(texts(body, 'tags') ?? '[]') as string[];
  const id = insertRow(sim, 'ticket', {
    id: nextId(sim, 'ticket'),
    submitter_id: callerId(sim),
    ...stamps(sim, 'insert'),
    ...columns,
    description: description,
    requester_id: requester,
    organization_id: organizationId,
    tags: JSON.stringify([...new Set([...own, ...inherited])]),
  });
  comment(sim, id, requester, first);
  changed(sim, { object: 'ticket', id: String(id), change: 'insert', before: null });
  return id;
}

/**
 * `POST /tickets`. With an `Idempotency-Key` header a repetition within two hours gives the first answer again, and one with another body
 * is refused; the header x-idempotency-lookup tells hit or miss. Source: developer.zendesk.com, ticketing introduction, idempotency.
 */
export function createTicket(sim: Sim, request: SimRequest): SimResponse {
  const key = request.headers['idempotency-key'];
  const now = sim.now();
  const hash = createHash('sha256').update(request.body).digest('hex');
  if (key !== undefined) {
    const held = sim.db
      .prepare('select * from idempotency where key = ? and stored_at > ?')
      .get(key, now - keyLifeMs);
    const note = {
      idempotencyKey: key,
      objectType: 'ticket',
      objectId: held ? String(held.object_id) : undefined,
    };
    if (held && held.body_hash !== hash) {
      const why = 'Request parameters do not match those of the first request with this Idempotency-Key';
      return { ...refused(400, 'IdempotentRequestError', why), note: { ...note, outcome: 'CONFLICT' } };
    }
    if (held) {
      const headers = { 'x-idempotency-lookup': 'hit', location: urlOf(sim, 'ticket', held.object_id) };
      return { status: 201, headers, body: String(held.body), note: { ...note, outcome: 'REPLAYED' } };
    }
  }
  const body = resource(request, 'ticket');
  const id = insert(sim, body);
  const made = answerWith(sim, id, 201, body);
  if (key === undefined) return made;
  sim.db.prepare('delete from idempotency where stored_at <= ?').run(now - keyLifeMs);
  sim.db
    .prepare('insert into idempotency (key, body_hash, body, object_id, stored_at) values (?, ?, ?, ?, ?)')
    .run(key, hash, made.body ?? '', String(id), now);
  return {
    ...made,
    headers: { ...made.headers, 'x-idempotency-lookup': 'miss' },
    note: { ...made.note, idempotencyKey: key },
  };
}

function staleness(held: Row, body: Body): SimResponse | null {
  if (body.safe_update !== true) return null;
  if (typeof body.updated_stamp !== 'string') {
    return invalid({
      updated_stamp: { description: 'updated_stamp: is needed for a safe update', error: 'BlankValue' },
    });
  }
  if (Date.parse(body.updated_stamp) >= Date.parse(String(held.updated_at))) return null;
  const why =
    'Safe Update prevented the update due to outdated ticket data. Please fetch the latest ticket data and try again.';
  return {
    ...refused(409, 'UpdateConflict', why),
    note: { outcome: 'CONFLICT', objectType: 'ticket', objectId: String(held.id) },
  };
}

/** `PUT /tickets/{id}`. A closed ticket is immutable; `safe_update` with an older `updated_stamp` is a conflict. */
export function updateTicket(sim: Sim, request: SimRequest, id: string): SimResponse {
  const held = rowById(sim, 'ticket', id);
  if (!held || held.status === 'deleted') return notFound();
  const body = resource(request, 'ticket');
  if (held.status === 'closed') {
    return invalid({
      status: { description: 'Status: closed prevents ticket update', error: 'InvalidValue' },
    });
  }
  const stale = staleness(held, body);
  if (stale) return stale;
  const columns = columnsOf(sim, body);
  const solves = columns.status === 'solved' && held.status !== 'solved';
  updateRow(sim, 'ticket', held.id!, {
    ...columns,
    ...(solves && { solved_at: instant(sim.now()) }),
    ...stamps(sim, 'update'),
  });
  const more = nested(body, 'comment');
  changed(sim, { object: 'ticket', id, change: 'update', before: held });
  if (more) {
    const added = comment(sim, held.id as bigint, callerId(sim), more);
    changed(sim, { object: 'ticket_comment', id: String(added), change: 'insert', before: null });
  }
  return answerWith(sim, held.id as bigint, 200, body);
}

/** `DELETE /tickets/{id}`: gone from reads and searches, kept for the incremental export. */
export function deleteTicket(sim: Sim, id: string): SimResponse {
  const held = rowById(sim, 'ticket', id);
  if (!held || held.status === 'deleted') return notFound();
  updateRow(sim, 'ticket', held.id!, { status: 'deleted', ...stamps(sim, 'delete') });
  changed(sim, { object: 'ticket', id, change: 'delete', before: held });
  return { status: 204, note: { outcome: 'APPLIED', objectType: 'ticket', objectId: id } };
}
