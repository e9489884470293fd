import type { SQLInputValue } from 'node:sqlite';
import { changed } from '../kit/change.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { fieldMap, nested, resource, scalar, texts } from './body.ts';
import type { Body } from './body.ts';
import { invalid, json, notFound, Refusal } from './reply.ts';
import { render, urlOf } from './render.ts';
import { insertRow, rowById, rowsOf, stamps, updateRow } from './tables.ts';
import type { RecordType, Row } from './tables.ts';

type Columns = Record<string, SQLInputValue>;

/** The organization fields that the account has defined; an organization has each of them, null when nobody filled it. */
export const organizationFields = [
  'support_tier',
  'tier_valid_from',
  'tier_valid_to',
  'tier_status',
  'subscription_number',
] as const;

/** Which of them are dates; the others are texts. */
const dateFields: ReadonlySet<string> = new Set(['tier_valid_from', 'tier_valid_to']);

/** A date as a field of that type shows it, at midnight. Throws the 422 refusal for what is none. */
function dateOf(name: string, value: unknown): string | null {
  if (value === null || value === '') return null;
  const day = typeof value === 'string' ? /^(\d{4}-\d\d-\d\d)(T.*)?$/.exec(value)?.[1] : undefined;
  if (day !== undefined && new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day))
    return `${day}T00:00:00+00:00`;
  const label = name.replaceAll('_', ' ');
  throw new Refusal(invalid({ [name]: { description: `${label}: is invalid`, error: 'InvalidValue' } }));
}

/** What a body sets of the defined fields. A name that the account has not defined is ignored without a word. */
function organizationFieldsOf(body: Body): Body {
  const fields = nested(body, 'organization_fields');
  if (!fields) return body;
  const known = Object.entries(fields).filter(([name]) =>
    (organizationFields as readonly string[]).includes(name),
  );
  const organization_fields = Object.fromEntries(
    known.map(([name, value]) => [
      name,
      dateFields.has(name) ? dateOf(name, value) : value === '' ? null : value,
    ]),
  );
  return { ...body, organization_fields };
}

const blankFields = JSON.stringify(Object.fromEntries(organizationFields.map((name) => [name, null])));
const idSteps = { organization: 20n, user: 20n, ticket: 1n } as const;
const firstIds = { organization: 360_000_104_311n, user: 360_002_771_905n, ticket: 1001n } as const;

/** The next id of a type; ids beyond 2^53 that other data centres gave out do not count. */
export function nextId(sim: Sim, type: RecordType): bigint {
  const highest = rowsOf(sim, `select max(id) as id from ${type} where id < 9007199254740992`)[0]?.id;
  return typeof highest === 'bigint' ? highest + idSteps[type] : firstIds[type];
}

/** Gathers the columns a body sets, leaving out what it does not mention. */
function chosen(entries: Readonly<Record<string, SQLInputValue | undefined>>): Columns {
  return Object.fromEntries(
    Object.entries(entries).filter((each): each is [string, SQLInputValue] => each[1] !== undefined),
  );
}

function duplicate(name: string, description: string): Refusal {
  return new Refusal(invalid({ [name]: { description, error: 'DuplicateValue' } }));
}

function organizationColumns(sim: Sim, body: Body, held: Row | undefined): Columns {
  const name = scalar(body, 'name', 'text');
  if (name === null || name === '' || (name === undefined && !held)) {
    throw new Refusal(invalid({ name: { description: 'Name: cannot be blank', error: 'BlankValue' } }));
  }
  const self = held?.id ?? -1n;
  if (
    typeof name === 'string' &&
    rowsOf(sim, 'select 1 from organization where name = ? and id <> ?', name, self)[0]
  ) {
    throw duplicate('name', `Name: ${name} has already been taken`);
  }
  const externalId = scalar(body, 'external_id', 'text');
  if (
    externalId &&
    rowsOf(
      sim,
      'select 1 from organization where lower(external_id) = lower(?) and id <> ?',
      externalId,
      self,
    )[0]
  ) {
    throw duplicate('external_id', `External: ${externalId} has already been taken`);
  }
  return chosen({
    name,
    external_id: externalId,
    domain_names: texts(body, 'domain_names'),
    details: scalar(body, 'details', 'text'),
    notes: scalar(body, 'notes', 'text'),
    group_id: scalar(body, 'group_id', 'id'),
    shared_tickets: scalar(body, 'shared_tickets', 'flag'),
    shared_comments: scalar(body, 'shared_comments', 'flag'),
    tags: texts(body, 'tags'),
    organization_fields:
      fieldMap(
        organizationFieldsOf(body),
        'organization_fields',
        String(held?.organization_fields ?? blankFields),
      ) ?? (held ? undefined : blankFields),
  });
}

function userColumns(sim: Sim, body: Body, held: Row | undefined): Columns {
  const name = scalar(body, 'name', 'text');
  if (name === null || name === '' || (name === undefined && !held)) {
    throw new Refusal(
      invalid({ name: { description: 'Name: is too short (minimum one character)', error: 'BlankValue' } }),
    );
  }
  const email = scalar(body, 'email', 'text');
  const self = held?.id ?? -1n;
  if (email && rowsOf(sim, 'select 1 from user where email = ? and id <> ?', email, self)[0]) {
    throw duplicate('email', `Email: ${email} is already being used by another user`);
  }
  const organizationId = scalar(body, 'organization_id', 'id');
  if (organizationId && !rowById(sim, 'organization', organizationId)) {
    throw new Refusal(
      invalid({ organization: { description: 'Organization: is invalid', error: 'InvalidValue' } }),
    );
  }
  const role = scalar(body, 'role', 'text');
  if (role && !['end-user', 'agent', 'admin'].includes(role)) {
    throw new Refusal(invalid({ role: { description: `Role: ${role} is invalid`, error: 'InvalidValue' } }));
  }
  return chosen({
    name,
    email,
    organization_id: organizationId,
    external_id: scalar(body, 'external_id', 'text'),
    role: role ?? undefined,
    phone: scalar(body, 'phone', 'text'),
    details: scalar(body, 'details', 'text'),
    notes: scalar(body, 'notes', 'text'),
    tags: texts(body, 'tags'),
    suspended: scalar(body, 'suspended', 'flag'),
    user_fields: fieldMap(body, 'user_fields', String(held?.user_fields ?? '{}')),
  });
}

const columnsOf = { organization: organizationColumns, user: userColumns } as const;

/** Creates a user or an organization from a body; returns its id. */
export function createRecord(sim: Sim, type: 'user' | 'organization', body: Body): bigint {
  const columns = columnsOf[type](sim, body, undefined);
  const id = insertRow(sim, type, { id: nextId(sim, type), ...stamps(sim, 'insert'), ...columns });
  changed(sim, { object: type, id: String(id), change: 'insert', before: null });
  return id;
}

function answerWith(
  sim: Sim,
  type: 'user' | 'organization',
  id: bigint,
  status: number,
  body: Body,
): SimResponse {
  const row = rowById(sim, type, id)!;
  const externalId = typeof body.external_id === 'string' ? { externalId: body.external_id } : {};
  return json(
    status,
    { [type]: render(sim, type, row) },
    { outcome: 'APPLIED', objectType: type, objectId: String(id), ...externalId },
    { location: urlOf(sim, type, id) },
  );
}

/** `POST /organizations` and `POST /users`. Organization names and e-mail addresses are unique. */
export function createOne(sim: Sim, request: SimRequest, type: 'user' | 'organization'): SimResponse {
  const body = resource(request, type);
  return answerWith(sim, type, createRecord(sim, type, body), 201, body);
}

function change(sim: Sim, type: 'user' | 'organization', held: Row, body: Body): SimResponse {
  const columns = columnsOf[type](sim, body, held);
  updateRow(sim, type, held.id!, { ...columns, ...stamps(sim, 'update') });
  changed(sim, { object: type, id: String(held.id), change: 'update', before: held });
  return answerWith(sim, type, held.id as bigint, 200, body);
}

/** `PUT /organizations/{id}` and `PUT /users/{id}`. */
export function updateOne(
  sim: Sim,
  request: SimRequest,
  type: 'user' | 'organization',
  id: string,
): SimResponse {
  const held = rowById(sim, type, id);
  return held ? change(sim, type, held, resource(request, type)) : notFound();
}

/**
 * `POST /organizations/create_or_update` (found by id or external_id, never by name) and `POST /users/create_or_update` (by external_id or
 * e-mail address). External ids are compared without regard to case. 200 for an update, 201 for a new record.
 */
export function createOrUpdate(sim: Sim, request: SimRequest, type: 'user' | 'organization'): SimResponse {
  const body = resource(request, type);
  const id = type === 'organization' ? scalar(body, 'id', 'id') : undefined;
  const externalId = scalar(body, 'external_id', 'text');
  const email = type === 'user' ? scalar(body, 'email', 'text') : undefined;
  const held =
    (id && rowById(sim, type, id)) ||
    (externalId && rowsOf(sim, `select * from ${type} where lower(external_id) = lower(?)`, externalId)[0]) ||
    (email && rowsOf(sim, 'select * from user where email = ?', email)[0]);
  if (held) return change(sim, type, held, body);
  return answerWith(sim, type, createRecord(sim, type, body), 201, body);
}
