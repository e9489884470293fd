import { randomBytes } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { nested, resource, scalar } from './body.ts';
import type { Body } from './body.ts';
import { json, notFound, Refusal, refusedWithTitle } from './reply.ts';
import { instant, insertRow } from './tables.ts';
import { byTrigger, ulid } from './webhook.ts';

type Stored = NonNullable<ReturnType<ReturnType<Sim['db']['prepare']>['get']>>;

const subscription = /^zen:event-type:(ticket|user|organization)\.[a-z_]+$/;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

function invalid(message: string): Refusal {
  return new Refusal(refusedWithTitle(400, 'Invalid attribute', message));
}

function endpoint(body: Body): string | undefined {
  const given = scalar(body, 'endpoint', 'text');
  if (given === undefined) return undefined;
  if (given === null || !URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    throw invalid('endpoint must be a URL');
  return given;
}

function oneOf(body: Body, name: string, words: readonly string[]): string | undefined {
  const given = scalar(body, name, 'text');
  if (given === undefined) return undefined;
  if (given === null || !words.includes(given)) throw invalid(`${name} must be one of ${words.join(', ')}`);
  return given;
}

function subscriptions(body: Body): string | undefined {
  const given = body.subscriptions;
  if (given === undefined) return undefined;
  const known = (each: unknown): boolean =>
    typeof each === 'string' && (each === byTrigger || subscription.test(each));
  if (!Array.isArray(given) || !given.every(known))
    throw invalid('subscriptions must be a list of event types');
  if (given.includes(byTrigger) && given.length > 1)
    throw invalid('a webhook cannot be connected to a trigger and to events');
  return JSON.stringify(given);
}

/** The columns a body sets. */
function columnsOf(body: Body): Record<string, SQLInputValue> {
  const authentication = nested(body, 'authentication');
  const type = authentication && oneOf(authentication, 'type', ['basic_auth', 'bearer_token', 'api_key']);
  if (authentication && !(type && nested(authentication, 'data')))
    throw invalid('authentication needs type and data');
  const headers = nested(body, 'custom_headers');
  const entries: Record<string, SQLInputValue | undefined> = {
    name: scalar(body, 'name', 'text') ?? undefined,
    description: scalar(body, 'description', 'text'),
    status: oneOf(body, 'status', ['active', 'inactive']),
    endpoint: endpoint(body),
    http_method: oneOf(body, 'http_method', methods),
    request_format: oneOf(body, 'request_format', ['json']),
    subscriptions: subscriptions(body),
    authentication: authentication && JSON.stringify(authentication),
    custom_headers: headers && JSON.stringify(headers),
  };
  return Object.fromEntries(
    Object.entries(entries).filter((each): each is [string, SQLInputValue] => each[1] !== undefined),
  );
}

/** An event is told by POST; only a trigger may use another method. */
function checkMethod(columns: Readonly<Record<string, unknown>>): void {
  if (!String(columns.subscriptions).includes(byTrigger) && columns.http_method !== 'POST')
    throw invalid('http_method must be POST to subscribe to events');
}

function shown(row: Stored): object {
  const { secret: _, authentication, custom_headers: headers, subscriptions: events, ...plain } = row;
  const type = authentication === null ? null : (JSON.parse(String(authentication)) as { type: string }).type;
  return {
    ...plain,
    subscriptions: JSON.parse(String(events)) as unknown,
    custom_headers: headers === null ? null : (JSON.parse(String(headers)) as unknown),
    ...(type !== null && { authentication: { type, add_position: 'header' } }),
  };
}

function stored(sim: Sim, id: string): Stored {
  const row = sim.db.prepare('select * from webhook where id = ?').get(id);
  if (!row) throw new Refusal(notFound());
  return row;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function create(sim: Sim, request: SimRequest): SimResponse {
  const body = resource(request, 'webhook');
  const columns = { subscriptions: '[]', ...columnsOf(body) };
  for (const needed of ['name', 'status', 'endpoint', 'http_method', 'request_format'])
    if (!(needed in columns)) throw invalid(`${needed} is missing`);
  checkMethod(columns);
  const id = ulid();
  const now = instant(sim.now());
  insertRow(sim, 'webhook', { id, ...columns, secret: newSecret(), created_at: now, updated_at: now });
  const note = { outcome: 'APPLIED', objectType: 'webhook', objectId: id } as const;
  return json(201, { webhook: shown(stored(sim, id)) }, note);
}

function update(sim: Sim, request: SimRequest, id: string): SimResponse {
  const held = stored(sim, id);
  const columns = { ...columnsOf(resource(request, 'webhook')), updated_at: instant(sim.now()) };
  checkMethod({ ...held, ...columns });
  const names = Object.keys(columns);
  sim.db
    .prepare(`update webhook set ${names.map((name) => `${name} = ?`).join(', ')} where id = ?`)
    .run(...Object.values(columns), id);
  return { status: 204, note: { outcome: 'APPLIED', objectType: 'webhook', objectId: id } };
}

function signingSecret(secret: string, status = 200): SimResponse {
  return json(status, { signing_secret: { algorithm: 'SHA256', secret } });
}

/** `/webhooks` and below: list, create, show, change, delete, and the signing secret, which POST makes anew: only the new one signs then. */
export function webhookApi(sim: Sim, request: SimRequest, path: string): SimResponse {
  const [, id = '', part, ...rest] = path.split('/');
  const { method } = request;
  if (rest.length > 0 || (part !== undefined && part !== 'signing_secret')) return notFound();
  if (id === '') {
    if (method === 'POST') return create(sim, request);
    if (method !== 'GET') return notFound();
    const webhooks = sim.db.prepare('select * from webhook order by created_at, id').all().map(shown);
    const meta = { has_more: false, after_cursor: null, before_cursor: null };
    return json(200, { webhooks, meta, links: { next: null, prev: null } });
  }
  const held = stored(sim, id);
  if (part !== undefined) {
    if (method === 'GET') return signingSecret(String(held.secret));
    if (method !== 'POST') return notFound();
    const secret = newSecret();
    sim.db.prepare('update webhook set secret = ? where id = ?').run(secret, id);
    return signingSecret(secret, 201);
  }
  if (method === 'GET') return json(200, { webhook: shown(held) });
  if (method === 'PUT' || method === 'PATCH') return update(sim, request, id);
  if (method !== 'DELETE') return notFound();
  sim.db.prepare('delete from webhook where id = ?').run(id);
  return { status: 204, note: { outcome: 'APPLIED', objectType: 'webhook', objectId: id } };
}
