import { createHmac, randomUUID } from 'node:crypto';
import { BadControl } from '../kit/bad-control.ts';
import type { Attempt, Change, Message, Outgoing, Sim, Webhooks } from '../kit/types.ts';
import { model } from './model.ts';
import type { Row } from './render.ts';

export const calloutSchema = `
create table if not exists callout_endpoint (
  name text primary key, url text not null, username text, password text, hmac_secret text
);`;

/** An object that notifications are about, and how its events are called. */
interface Subject {
  /** What is told as `number`; the id where there is none. */
  readonly number?: string;
  event(change: Change['change'], before: Row | null, row: Row): string;
}

function posted(noun: string, word: string): Subject['event'] {
  return (change, before, row) => {
    if (change === 'delete') return `${noun}Deleted`;
    if (row.status === word && before?.status !== word) return `${noun}${word}`;
    return change === 'insert' ? `${noun}Created` : `${noun}Updated`;
  };
}

/**
 * The events for which an administrator of the tenant makes notification definitions, all with the one template of ours. A new version of
 * a subscription is a new row, told by the number; versions that are no longer the latest are not told of.
 */
const subjects: Readonly<Record<string, Subject>> = {
  Account: {
    number: 'accountNumber',
    event: (change) =>
      ({ insert: 'AccountCreated', update: 'AccountEdited', delete: 'AccountDeleted' })[change],
  },
  Subscription: {
    number: 'name',
    event(change, before, row) {
      if (change === 'delete') return 'SubscriptionDeleted';
      if (row.status === 'Cancelled' && before?.status !== 'Cancelled') return 'SubscriptionCancelled';
      if (change === 'insert')
        return Number(row.version ?? 1) > 1 ? 'SubscriptionAmended' : 'SubscriptionCreated';
      return 'SubscriptionUpdated';
    },
  },
  Invoice: { number: 'invoiceNumber', event: posted('Invoice', 'Posted') },
  Payment: { number: 'paymentNumber', event: posted('Payment', 'Processed') },
  CreditMemo: { number: 'memoNumber', event: posted('CreditMemo', 'Posted') },
  Product: {
    number: 'productNumber',
    event: (change) => `Product${{ insert: 'Created', update: 'Updated', delete: 'Deleted' }[change]}`,
  },
};

/** Which subjects a part of theirs belongs to, by the column that names them: when it changes, they have changed. */
const partsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Contact: { Account: 'accountId' },
  RatePlan: { Subscription: 'subscriptionId' },
  RatePlanCharge: { Subscription: 'subscriptionId' },
  InvoiceItem: { Invoice: 'invoiceId' },
  PaymentApplication: { Payment: 'paymentId', Invoice: 'invoiceId' },
  CreditMemoApplication: { CreditMemo: 'creditMemoId', Invoice: 'invoiceId' },
  CreditMemoItem: { CreditMemo: 'creditMemoId' },
  ProductRatePlan: { Product: 'productId' },
};

function rowOf(sim: Sim, object: string, id: string): Row | null {
  return sim.db.prepare(`select * from ${model[object]!.table} where id = ?`).get(id) ?? null;
}

function endpoints(sim: Sim): string[] {
  return sim.db
    .prepare('select name from callout_endpoint order by name')
    .all()
    .map((row) => String(row.name));
}

/** The body as our template makes it. */
function told(sim: Sim, object: string, event: string, row: Row): Omit<Message, 'endpoint'> {
  const id = randomUUID().replaceAll('-', '');
  const column = subjects[object]!.number;
  const number = (column !== undefined && row[column]) || row.id;
  const body = {
    event,
    id,
    object,
    number: String(number),
    objectId: String(row.id),
    occurredAt: new Date(sim.now()).toISOString(),
  };
  return { eventId: id, object, objectId: String(row.id), body: JSON.stringify(body) };
}

function messagesOf(sim: Sim, object: string, event: string, row: Row): Message[] {
  if (object === 'Subscription' && !Number(row.isLatestVersion)) return [];
  const message = told(sim, object, event, row);
  return endpoints(sim).map((endpoint) => ({ endpoint, ...message }));
}

function messages(sim: Sim, { object, id, change, before }: Change): readonly Message[] {
  if (endpoints(sim).length === 0 || !model[object]) return [];
  const row = rowOf(sim, object, id) ?? before;
  if (!row) return [];
  const subject = subjects[object];
  if (subject) return messagesOf(sim, object, subject.event(change, before, row), row);
  return Object.entries(partsOf[object] ?? {}).flatMap(([owner, column]) => {
    const whole = rowOf(sim, owner, String(row[column]));
    return whole ? messagesOf(sim, owner, subjects[owner]!.event('update', whole, whole), whole) : [];
  });
}

function messagesAbout(sim: Sim, object: string, id: string): readonly Message[] {
  const row = rowOf(sim, object, id);
  return row ? messagesOf(sim, object, subjects[object]!.event('update', row, row), row) : [];
}

/**
 * A callout: basic credentials of the notification definition, and the signature our template composes, hex HMAC-SHA256 of
 * `<unix seconds>.<body>`. Zuora-Request-Id is new with each try. The setting `webhookSkewMs` moves the moment of signing.
 */
function request(sim: Sim, { endpoint, body }: Message, signWith: string | null): Outgoing | null {
  const row = sim.db.prepare('select * from callout_endpoint where name = ?').get(endpoint);
  if (!row) return null;
  const seconds = Math.floor((Date.now() + sim.setting('webhookSkewMs', 0)) / 1000);
  const secret = row.hmac_secret === null ? null : (signWith ?? String(row.hmac_secret));
  const signature = secret && createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  const login = `${row.username}:${secret === null ? (signWith ?? row.password) : row.password}`;
  return {
    url: String(row.url),
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'user-agent': 'Zuora-Callout',
      'zuora-request-id': randomUUID().replaceAll('-', ''),
      ...(row.username !== null && { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
      ...(signature && { 'x-isthmus-signature': `t=${seconds},v1=${signature}` }),
    },
    body,
  };
}

/** Three tries in all, whatever went wrong. */
function retryMs(sim: Sim, { attempt }: Attempt): number | null {
  return attempt < 3 ? sim.setting('webhookRetryMs', 1000) : null;
}

function text(given: unknown, name: string): string {
  if (typeof given === 'string' && given !== '') return given;
  throw new BadControl(`${name} must be a text`);
}

type Plain = Readonly<Record<string, unknown>>;

/** `{name?, url, auth: {basic: {username, password}} and/or {hmac: {secret}}}`; `url: null` takes the endpoint away. */
function configure(sim: Sim, { name = 'isthmus', url, auth }: Plain): void {
  const key = text(name, 'endpoint.name');
  sim.db.prepare('delete from callout_endpoint where name = ?').run(key);
  if (url === null) return;
  const address = text(url, 'endpoint.url');
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
    throw new BadControl('endpoint.url must be a URL');
  const { basic, hmac } = (auth ?? {}) as { basic?: Plain; hmac?: Plain };
  sim.db
    .prepare('insert into callout_endpoint values (?, ?, ?, ?, ?)')
    .run(
      key,
      address,
      basic ? text(basic.username, 'auth.basic.username') : null,
      basic ? text(basic.password, 'auth.basic.password') : null,
      hmac ? text(hmac.secret, 'auth.hmac.secret') : null,
    );
}

/** Callouts as Zuora makes them. Settings: `webhookTimeoutMs` 30000, `webhookRetryMs` 1000, `webhookSkewMs` 0. */
export const callouts: Webhooks = {
  objects: Object.keys(subjects),
  timeoutMs: (sim) => sim.setting('webhookTimeoutMs', 30_000),
  messages,
  messagesAbout,
  request,
  retryMs,
  configure,
};
