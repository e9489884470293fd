import type { SQLOutputValue } from 'node:sqlite';
import type { Change, Sim } from '../kit/types.ts';
import { rowById, rowsOf } from './tables.ts';
import type { RecordType, Row } from './tables.ts';

/** One event of a record, as an event-subscribed webhook would tell it. */
export interface ZendeskEvent {
  /** Without `zen:event-type:`. */
  readonly type: string;
  readonly event: object;
}

type Value = SQLOutputValue | undefined;

/**
 * Which event a change of a column gives. What is missing gives none: nobody is told of an organization's new domain, for example.
 * Source: developer.zendesk.com/api-reference/webhooks/event-types/{ticket,user,organization}-events.
 */
const fieldEvents: Readonly<Record<RecordType, Readonly<Record<string, string>>>> = {
  ticket: {
    status: 'status_changed',
    priority: 'priority_changed',
    subject: 'subject_changed',
    type: 'type_changed',
    assignee_id: 'agent_assignment_changed',
    group_id: 'group_assignment_changed',
    organization_id: 'organization_changed',
    requester_id: 'requester_changed',
    external_id: 'external_id_changed',
    due_at: 'task_due_at_changed',
  },
  user: {
    name: 'name_changed',
    email: 'identity_changed',
    role: 'role_changed',
    external_id: 'external_id_changed',
    details: 'details_changed',
    notes: 'notes_changed',
    active: 'active_changed',
    suspended: 'suspended_changed',
  },
  organization: { name: 'name_changed', external_id: 'external_id_changed' },
};

const customFields = {
  ticket: 'custom_fields',
  user: 'user_fields',
  organization: 'organization_fields',
} as const;

function list(value: Value): readonly string[] {
  return JSON.parse(String(value ?? '[]')) as string[];
}

/** Custom fields as name and value: tickets keep a list by id, the others a map by key. */
function fields(value: Value): Readonly<Record<string, unknown>> {
  const held: unknown = JSON.parse(String(value ?? '{}'));
  if (!Array.isArray(held)) return held as Record<string, unknown>;
  return Object.fromEntries(
    held.map((each: { id: unknown; value: unknown }) => [String(each.id), each.value]),
  );
}

function shown(name: string, value: Value): unknown {
  if (value === null || value === undefined) return null;
  if (name === 'active' || name === 'suspended') return Number(value) === 1;
  if (name === 'status' || name === 'priority' || name === 'type') return String(value).toUpperCase();
  return String(value);
}

function tagEvents(type: RecordType, before: Row, after: Row): ZendeskEvent[] {
  const [was, is] = [list(before.tags), list(after.tags)];
  const added = is.filter((tag) => !was.includes(tag));
  const removed = was.filter((tag) => !is.includes(tag));
  if (added.length === 0 && removed.length === 0) return [];
  return [
    {
      type: `${type}.tags_changed`,
      event: { tags_added: added, tags_removed: removed },
    },
  ];
}

function customEvents(type: RecordType, before: Row, after: Row): ZendeskEvent[] {
  const column = customFields[type];
  const [was, is] = [fields(before[column]), fields(after[column])];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names
    .filter((name) => JSON.stringify(was[name] ?? null) !== JSON.stringify(is[name] ?? null))
    .map((name) => ({
      type: `${type}.custom_field_changed`,
      event: { field: { id: name, type: 'text' }, current: is[name] ?? null, previous: was[name] ?? null },
    }));
}

function membershipEvents(before: Row, after: Row): ZendeskEvent[] {
  if (String(before.organization_id) === String(after.organization_id)) return [];
  const event = (what: string, id: Value): ZendeskEvent[] =>
    id === null || id === undefined
      ? []
      : [
          {
            type: `user.organization_membership_${what}`,
            event: { organization: { id: String(id) } },
          },
        ];
  return [...event('deleted', before.organization_id), ...event('created', after.organization_id)];
}

function updateEvents(type: RecordType, before: Row, after: Row): ZendeskEvent[] {
  if (type === 'ticket' && after.status === 'deleted') return [{ type: 'ticket.soft_deleted', event: {} }];
  if (type === 'ticket' && before.status === 'deleted') return [{ type: 'ticket.undeleted', event: {} }];
  const plain = Object.entries(fieldEvents[type])
    .filter(([column]) => String(before[column]) !== String(after[column]))
    .map(([column, name]) => ({
      type: `${type}.${name}`,
      event: { current: shown(column, after[column]), previous: shown(column, before[column]) },
    }));
  const members = type === 'user' ? membershipEvents(before, after) : [];
  return [...plain, ...members, ...customEvents(type, before, after), ...tagEvents(type, before, after)];
}

/** The record a change is about, with the events it gives; null when it is about none that has events. */
export function eventsOf(
  sim: Sim,
  { object, id, change, before }: Change,
): { readonly type: RecordType; readonly row: Row; readonly events: readonly ZendeskEvent[] } | null {
  if (object === 'ticket_comment') {
    const comment = rowsOf(sim, 'select * from ticket_comment where id = ?', id)[0];
    const row = comment && rowById(sim, 'ticket', comment.ticket_id!);
    if (!comment || !row) return null;
    const told = { id, is_public: Number(comment.public) === 1, author: { id: String(comment.author_id) } };
    return { type: 'ticket', row, events: [{ type: 'ticket.comment_added', event: { comment: told } }] };
  }
  if (object !== 'ticket' && object !== 'user' && object !== 'organization') return null;
  const row = rowById(sim, object, id) ?? before;
  if (!row) return null;
  if (change === 'insert') return { type: object, row, events: [{ type: `${object}.created`, event: {} }] };
  if (change === 'delete' && object === 'organization')
    return { type: object, row, events: [{ type: 'organization.deleted', event: {} }] };
  return { type: object, row, events: before ? updateEvents(object, before, row) : [] };
}

const columnsShown: Readonly<Record<RecordType, readonly string[]>> = {
  ticket: [
    'assignee_id',
    'created_at',
    'description',
    'external_id',
    'group_id',
    'organization_id',
    'priority',
    'requester_id',
    'status',
    'subject',
    'submitter_id',
    'type',
    'updated_at',
  ],
  user: ['created_at', 'email', 'external_id', 'organization_id', 'role', 'updated_at'],
  organization: ['created_at', 'external_id', 'group_id', 'name', 'updated_at'],
};

/** The record as the `detail` of an event shows it: few fields, and ids as text. */
export function detailOf(type: RecordType, row: Row): object {
  const plain = columnsShown[type].map((name) => [name, shown(name, row[name])]);
  const more = {
    ticket: { tags: list(row.tags), is_public: true, via: { channel: row.channel ?? 'api' } },
    user: { default_group_id: null },
    organization: {
      shared_comments: Number(row.shared_comments) === 1,
      shared_tickets: Number(row.shared_tickets) === 1,
    },
  };
  return { id: String(row.id), ...Object.fromEntries(plain), ...more[type] };
}
