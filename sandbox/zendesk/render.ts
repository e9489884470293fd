import type { SQLOutputValue } from 'node:sqlite';
import { rawNumber } from '../kit/json.ts';
import type { Sim } from '../kit/types.ts';
import type { RecordType, Row } from './tables.ts';

/** A number in JSON with all its digits, or null. */
export function idOf(value: SQLOutputValue | undefined): object | null {
  return value === null || value === undefined ? null : rawNumber(String(value));
}

const parsed = (value: SQLOutputValue | undefined): unknown => JSON.parse(String(value));
const flag = (value: SQLOutputValue | undefined): boolean => Number(value) === 1;

/** The address of a record in the API, as every record carries it. */
export function urlOf(sim: Sim, type: RecordType, id: SQLOutputValue | undefined): string {
  return `${sim.url}/api/v2/${type}s/${String(id)}.json`;
}

function organization(sim: Sim, row: Row): object {
  return {
    url: urlOf(sim, 'organization', row.id),
    id: idOf(row.id),
    name: row.name,
    shared_tickets: flag(row.shared_tickets),
    shared_comments: flag(row.shared_comments),
    external_id: row.external_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    domain_names: parsed(row.domain_names),
    details: row.details,
    notes: row.notes,
    group_id: idOf(row.group_id),
    tags: parsed(row.tags),
    organization_fields: parsed(row.organization_fields),
  };
}

function user(sim: Sim, row: Row): object {
  return {
    id: idOf(row.id),
    url: urlOf(sim, 'user', row.id),
    name: row.name,
    email: row.email,
    created_at: row.created_at,
    updated_at: row.updated_at,
    time_zone: 'UTC',
    iana_time_zone: 'Etc/UTC',
    phone: row.phone,
    shared_phone_number: null,
    photo: null,
    locale_id: 1,
    locale: 'en-US',
    organization_id: idOf(row.organization_id),
    role: row.role,
    verified: flag(row.verified),
    external_id: row.external_id,
    tags: parsed(row.tags),
    alias: '',
    active: flag(row.active),
    shared: false,
    shared_agent: false,
    last_login_at: null,
    two_factor_auth_enabled: null,
    signature: null,
    details: row.details,
    notes: row.notes,
    role_type: null,
    custom_role_id: null,
    moderator: row.role !== 'end-user',
    ticket_restriction: row.role === 'end-user' ? 'requested' : null,
    only_private_comments: false,
    restricted_agent: row.role === 'end-user',
    suspended: flag(row.suspended),
    default_group_id: null,
    report_csv: false,
    user_fields: parsed(row.user_fields),
  };
}

function ticket(sim: Sim, row: Row): object {
  return {
    url: urlOf(sim, 'ticket', row.id),
    id: idOf(row.id),
    external_id: row.external_id,
    via: { channel: row.channel, source: { from: {}, to: {}, rel: null } },
    created_at: row.created_at,
    updated_at: row.updated_at,
    generated_timestamp: Number(row.generated_at),
    type: row.type,
    subject: row.subject,
    raw_subject: row.subject,
    description: row.description,
    priority: row.priority,
    status: row.status,
    recipient: null,
    requester_id: idOf(row.requester_id),
    submitter_id: idOf(row.submitter_id),
    assignee_id: idOf(row.assignee_id),
    organization_id: idOf(row.organization_id),
    group_id: idOf(row.group_id),
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: true,
    due_at: row.due_at,
    tags: parsed(row.tags),
    custom_fields: parsed(row.custom_fields),
    fields: parsed(row.custom_fields),
    satisfaction_rating: null,
    sharing_agreement_ids: [],
    followup_ids: [],
    brand_id: null,
    ticket_form_id: null,
    custom_status_id: null,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
  };
}

const renderers = { organization, user, ticket } as const;

/** A record as the API shows it; ids keep all their digits. */
export function render(sim: Sim, type: RecordType, row: Row): object {
  return renderers[type](sim, row);
}
