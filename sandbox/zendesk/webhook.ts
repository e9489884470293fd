import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Attempt, Message, Outgoing, Sim, Webhooks } from '../kit/types.ts';
import { detailOf, eventsOf } from './event.ts';
import type { ZendeskEvent } from './event.ts';
import { instant, rowById } from './tables.ts';
import type { RecordType, Row } from './tables.ts';

export const webhookSchema = `
create table if not exists webhook (
  id text primary key, name text not null, description text, status text not null, endpoint text not null, http_method text not null,
  request_format text not null, subscriptions text not null, authentication text, custom_headers text, secret text not null,
  created_at text not null, updated_at text not null
);`;

const prefix = 'zen:event-type:';
/** A webhook with this one is fired by a trigger on every change of a ticket, and the trigger's template makes its body. */
export const byTrigger = 'conditional_ticket_events';
const version = { ticket: '2022-11-06', user: '2022-06-20', organization: '2022-06-20' } as const;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id as webhooks and invocations have it, 26 characters of base 32, made from bytes. */
export function ulid(bytes: Buffer = randomBytes(26)): string {
  return Array.from(bytes.subarray(0, 26), (byte) => alphabet[byte % 32]).join('');
}

interface Endpoint {
  readonly id: string;
  readonly subscriptions: readonly string[];
}

function active(sim: Sim): Endpoint[] {
  const rows = sim.db.prepare(`select id, subscriptions from webhook where status = 'active' order by id`);
  return rows.all().map((row) => ({
    id: String(row.id),
    subscriptions: JSON.parse(String(row.subscriptions)) as string[],
  }));
}

function told(
  sim: Sim,
  type: RecordType,
  row: Row,
  { type: eventType, event }: ZendeskEvent,
): Omit<Message, 'endpoint'> {
  const id = randomUUID();
  const body = {
    type: `${prefix}${eventType}`,
    account_id: 12_514_403,
    id,
    time: instant(sim.now()),
    zendesk_event_version: version[type],
    subject: `zen:${type}:${String(row.id)}`,
    detail: detailOf(type, row),
    event,
  };
  return { eventId: id, object: type, objectId: String(row.id), body: JSON.stringify(body) };
}

/** What a trigger says: its template knows the ticket, but no id of the event. */
function toldByTrigger(sim: Sim, row: Row, what: 'created' | 'updated'): Omit<Message, 'endpoint'> {
  const objectId = String(row.id);
  const body = {
    type: `${prefix}ticket.${what}`,
    subject: `zen:ticket:${objectId}`,
    time: instant(sim.now()),
    detail: { id: objectId, updated_at: row.updated_at },
  };
  return { eventId: randomUUID(), object: 'ticket', objectId, body: JSON.stringify(body) };
}

function messages(sim: Sim, change: Parameters<Webhooks['messages']>[1]): readonly Message[] {
  const endpoints = active(sim);
  const found = endpoints.length > 0 ? eventsOf(sim, change) : null;
  if (!found) return [];
  const { type, row, events } = found;
  const result: Message[] = [];
  for (const event of events) {
    const message = told(sim, type, row, event);
    for (const { id, subscriptions } of endpoints)
      if (subscriptions.includes(prefix + event.type)) result.push({ endpoint: id, ...message });
  }
  // Triggers run on creation and on every update, whatever it changed, and not on deletion.
  if (change.object === 'ticket' && row.status !== 'deleted') {
    const message = toldByTrigger(sim, row, change.change === 'insert' ? 'created' : 'updated');
    for (const { id, subscriptions } of endpoints)
      if (subscriptions.includes(byTrigger)) result.push({ endpoint: id, ...message });
  }
  return result;
}

function messagesAbout(sim: Sim, object: string, id: string): readonly Message[] {
  const type = object as RecordType;
  const row = rowById(sim, type, id);
  if (!row || row.status === 'deleted') return [];
  return active(sim).flatMap(({ id: endpoint, subscriptions }) => {
    const heard = subscriptions.find(
      (each) => each.startsWith(`${prefix}${type}.`) && !/(created|deleted)$/.test(each),
    );
    const event = { current: null, previous: null };
    if (heard) return [{ endpoint, ...told(sim, type, row, { type: heard.slice(prefix.length), event }) }];
    return type === 'ticket' && subscriptions.includes(byTrigger)
      ? [{ endpoint, ...toldByTrigger(sim, row, 'updated') }]
      : [];
  });
}

interface Authentication {
  readonly type: 'basic_auth' | 'bearer_token' | 'api_key';
  readonly data: Readonly<Record<string, string>>;
}

function authorization(text: unknown): Record<string, string> {
  if (typeof text !== 'string') return {};
  const { type, data } = JSON.parse(text) as Authentication;
  if (type === 'api_key') return { [String(data.name)]: String(data.value) };
  if (type === 'bearer_token') return { authorization: `Bearer ${data.token}` };
  return { authorization: `Basic ${Buffer.from(`${data.username}:${data.password}`).toString('base64')}` };
}

/**
 * A delivery with its signature, base64(HMAC-SHA256(secret, timestamp + body)), of the moment it is sent; the setting
 * `webhookSkewMs` moves that moment. Source: developer.zendesk.com/documentation/webhooks/verifying.
 */
function request(sim: Sim, message: Message, signWith: string | null): Outgoing | null {
  const row = sim.db.prepare('select * from webhook where id = ?').get(message.endpoint);
  if (!row) return null;
  const method = String(row.http_method);
  const body = method === 'GET' || method === 'DELETE' ? '' : message.body;
  const timestamp = instant(Date.now() + sim.setting('webhookSkewMs', 0));
  const signature = createHmac('sha256', signWith ?? String(row.secret))
    .update(timestamp)
    .update(body)
    .digest('base64');
  return {
    url: String(row.endpoint),
    method,
    headers: {
      ...(JSON.parse(String(row.custom_headers ?? '{}')) as Record<string, string>),
      ...authorization(row.authentication),
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Zendesk Webhook',
      'x-zendesk-account-id': '12514403',
      'x-zendesk-webhook-id': String(row.id),
      // The same for all tries of one message.
      'x-zendesk-webhook-invocation-id': ulid(createHash('sha256').update(message.eventId).digest()),
      'x-zendesk-webhook-signature': signature,
      'x-zendesk-webhook-signature-timestamp': timestamp,
    },
    body,
  };
}

/**
 * 409 is tried again three times, an endpoint that does not answer in time five times, and 429 and 503 when they say to come back
 * within a minute; everything else, also a connection that is refused, is lost. The circuit breaker is not there.
 * Source: developer.zendesk.com/documentation/webhooks/creating-and-monitoring-webhooks.
 */
function retryMs(sim: Sim, { attempt, status, timedOut, retryAfter }: Attempt): number | null {
  const pause = sim.setting('webhookRetryMs', 1000);
  if (timedOut) return attempt <= 5 ? pause : null;
  if (status === 409) return attempt <= 3 ? pause : null;
  if (status !== 429 && status !== 503) return null;
  return retryAfter !== null && /^\d+$/.test(retryAfter) && Number(retryAfter) < 60
    ? Number(retryAfter) * 1000
    : null;
}

/** Webhooks as Zendesk sends them. Settings: `webhookTimeoutMs` 12000, `webhookRetryMs` 1000, `webhookSkewMs` 0. */
export const webhooks: Webhooks = {
  objects: ['ticket', 'user', 'organization'],
  timeoutMs: (sim) => sim.setting('webhookTimeoutMs', 12_000),
  messages,
  messagesAbout,
  request,
  retryMs,
};
