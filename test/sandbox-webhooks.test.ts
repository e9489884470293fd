import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changed } from '../sandbox/kit/change.ts';
import { startSimulator, type Simulator } from '../sandbox/kit/server.ts';
import type { Vendor } from '../sandbox/kit/types.ts';
import { netsuite } from '../sandbox/netsuite/vendor.ts';
import { zendesk } from '../sandbox/zendesk/vendor.ts';
import { notebook } from './notebook-vendor.ts';
import { startSandboxSimulator } from './support/sandbox.ts';
import { callZendesk, deskOf, signingSecret, subscribeZendesk } from './support/webhook-desk.ts';
import {
  type Answering,
  openReceiver,
  type Received,
  type WebhookReceiver,
} from './support/webhook-receiver.ts';

const world = { n: 12, seed: 11, today: '2026-11-21' };
const ticketEvents = [
  'created',
  'status_changed',
  'priority_changed',
  'tags_changed',
  'comment_added',
  'soft_deleted',
];
let dataDir = '';
let simulator: Simulator;
let receiver: WebhookReceiver;

async function start(vendor: Vendor): Promise<void> {
  simulator = await startSimulator(vendor, { port: 0, dataDir, instance: vendor.vendor, seed: world });
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'webhooks-'));
  receiver = await openReceiver();
});

afterEach(async () => {
  await simulator.close();
  await receiver.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const { control, status, steer, change, set, settled } = deskOf(() => simulator.url);

const call = <T = unknown>(method: string, path: string, body?: unknown) =>
  callZendesk<T>(simulator, method, path, body);
const subscribe = (subscriptions: readonly string[], more: object = {}) =>
  subscribeZendesk(simulator, receiver.url, subscriptions, more);

const ticketSubscriptions = ticketEvents.map((name) => `zen:event-type:ticket.${name}`);
const typesOf = (received: readonly Received[]) => received.map(({ json }) => String(json.type).slice(15));

/** An open ticket of normal priority. */
async function aTicket(url = simulator.url): Promise<string> {
  const { rows } = await control<{ rows: { id: number; status: string; priority: string }[] }>(
    'GET',
    'state?object=ticket',
    undefined,
    url,
  );
  return String(rows.find((row) => row.status === 'open' && row.priority === 'normal')!.id);
}

/** What Zendesk documents: base64 of HMAC-SHA256 over the timestamp and the body. */
function signatureHolds({ headers, body }: Received, secret: string): boolean {
  const timestamp = String(headers['x-zendesk-webhook-signature-timestamp']);
  const expected = createHmac('sha256', secret).update(`${timestamp}${body}`).digest('base64');
  return headers['x-zendesk-webhook-signature'] === expected;
}

describe('Zendesk', () => {
  beforeEach(() => start(zendesk));

  test("a changed ticket is told with a signature that only the webhook's own secret gives", async () => {
    const { id, secret } = await subscribe(ticketSubscriptions);
    const ticket = await aTicket();
    await call('PUT', `tickets/${ticket}`, { ticket: { status: 'pending' } });
    await receiver.until((all) => all.length === 1);
    const [first] = receiver.received;
    expect(signatureHolds(first!, secret)).toBe(true);
    expect(signatureHolds(first!, `${secret}x`)).toBe(false);
    expect(first!.headers['x-zendesk-webhook-id']).toBe(id);
    const stamp = Date.parse(String(first!.headers['x-zendesk-webhook-signature-timestamp']));
    expect(Math.abs(Date.now() - stamp)).toBeLessThan(60_000);
    expect(first!.json).toMatchObject({
      type: 'zen:event-type:ticket.status_changed',
      subject: `zen:ticket:${ticket}`,
      zendesk_event_version: '2022-11-06',
      detail: { id: ticket, status: 'PENDING' },
      event: { current: 'PENDING', previous: 'OPEN' },
    });
  });

  test('each kind of change is its own event, an escalation by tag among them, and a deletion too', async () => {
    await subscribe(ticketSubscriptions);
    await steer({ concurrency: 1 });
    const made = await call('POST', 'tickets', {
      ticket: { subject: 'Down', comment: { body: 'All of it' }, requester: { email: 'new@acme.example' } },
    });
    const { id } = (made.json as { ticket: { id: number } }).ticket;
    await call('PUT', `tickets/${id}`, {
      ticket: { priority: 'urgent', tags: ['escalated'], comment: { body: 'Look' } },
    });
    await call('DELETE', `tickets/${id}`);
    await receiver.until((all) => all.length === 5);
    expect(typesOf(receiver.received)).toEqual([
      'ticket.created',
      'ticket.priority_changed',
      'ticket.tags_changed',
      'ticket.comment_added',
      'ticket.soft_deleted',
    ]);
    expect(receiver.received[2]!.json.event).toEqual({ tags_added: ['escalated'], tags_removed: [] });
    expect(new Set(receiver.received.map(({ json }) => json.id)).size).toBe(5);
  });

  test('a back-office change is told as one through the API; what nobody subscribed to is not told', async () => {
    await subscribe([
      'zen:event-type:organization.custom_field_changed',
      'zen:event-type:user.identity_changed',
    ]);
    const { rows } = await control<{ rows: { id: number }[] }>('GET', 'state?object=organization&limit=1');
    const { id } = rows[0]!;
    await change({ object: 'organization', id, set: { name: 'Renamed', domain_names: '["new.example"]' } });
    await change({ object: 'organization', id, set: { support_tier: 'platinum' } });
    await receiver.until((all) => all.length === 1);
    expect(receiver.received[0]!.json).toMatchObject({
      subject: `zen:organization:${id}`,
      detail: { id: String(id), name: 'Renamed' },
      event: { current: 'platinum', field: { id: 'support_tier' } },
    });
    expect((await status()).delivered).toBe(1);
  });

  test('a webhook of a trigger hears every change of a ticket; one cannot be both', async () => {
    const both = { subscriptions: ['conditional_ticket_events', ...ticketSubscriptions] };
    const { id } = await subscribe(['conditional_ticket_events']);
    expect((await call('PATCH', `webhooks/${id}`, { webhook: both })).status).toBe(400);
    await call('PUT', `tickets/${await aTicket()}`, {
      ticket: { subject: 'Again', comment: { body: 'Hm' } },
    });
    await receiver.until((all) => all.length === 1);
    expect(typesOf(receiver.received)).toEqual(['ticket.updated']);
    expect(receiver.received[0]!.json).not.toHaveProperty('id');
  });

  test('webhooks are listed, changed, made inactive and deleted; a secret is never listed', async () => {
    const { id, secret } = await subscribe(ticketSubscriptions, {
      authentication: {
        type: 'basic_auth',
        data: { username: 'u', password: 'p-word' },
        add_position: 'header',
      },
    });
    const listed = await call('GET', 'webhooks');
    expect((listed.json as { webhooks: object[] }).webhooks).toHaveLength(1);
    expect(JSON.stringify(listed.json)).not.toMatch(new RegExp(`${secret}|p-word`));
    expect((await call('PATCH', `webhooks/${id}`, { webhook: { status: 'inactive' } })).status).toBe(204);
    const ticket = await aTicket();
    await change({ object: 'ticket', id: ticket, set: { priority: 'low' } });
    await call('PATCH', `webhooks/${id}`, { webhook: { status: 'active' } });
    await change({ object: 'ticket', id: ticket, set: { priority: 'urgent' } });
    await receiver.until((all) => all.length === 1);
    expect(receiver.received[0]!.json.event).toMatchObject({ current: 'URGENT' });
    expect(receiver.received[0]!.headers.authorization).toBe(`Basic ${btoa('u:p-word')}`);
    expect((await call('DELETE', `webhooks/${id}`)).status).toBe(204);
    expect((await call('GET', `webhooks/${id}`)).status).toBe(404);
    const bad = {
      name: 'x',
      status: 'active',
      endpoint: 'ftp://x',
      http_method: 'POST',
      request_format: 'json',
    };
    expect((await call('POST', 'webhooks', { webhook: bad })).status).toBe(400);
    expect((await call('POST', 'webhooks', { webhook: {} })).status).toBe(400);
  });

  test('after the secret was made anew only the new one signs, also what was queued before', async () => {
    const { id, secret } = await subscribe(ticketSubscriptions);
    await steer({ hold: true });
    const ticket = await aTicket();
    await change({ object: 'ticket', id: ticket, set: { priority: 'urgent' } });
    const renewed = await signingSecret(simulator, id, 'POST');
    expect(renewed).not.toBe(secret);
    await steer({ release: true });
    await receiver.until((all) => all.length === 1);
    expect(signatureHolds(receiver.received[0]!, renewed)).toBe(true);
    await steer({ signWith: 'somebody else' });
    await change({ object: 'ticket', id: ticket, set: { priority: 'low' } });
    await receiver.until((all) => all.length === 2);
    expect(signatureHolds(receiver.received[1]!, renewed)).toBe(false);
    expect(signatureHolds(receiver.received[1]!, 'somebody else')).toBe(true);
  });

  test('503 with Retry-After, 409 and silence are tried again with the same event; 500 and a broken connection are lost', async () => {
    const { secret } = await subscribe(ticketSubscriptions);
    await set({ webhookRetryMs: 10, webhookTimeoutMs: 2_000 });
    const ticket = await aTicket();
    const statuses = ['pending', 'open', 'pending', 'open'];
    const told = async (...answers: readonly Answering[]): Promise<(number | null)[]> => {
      const { log } = await status();
      const before = receiver.received.length;
      receiver.answerNext(...answers);
      await change({ object: 'ticket', id: ticket, set: { status: statuses.shift() } });
      await receiver.until((all) => all.length === before + answers.length);
      const lines = await settled(log.length + answers.length);
      const fresh = receiver.received.slice(before);
      expect(new Set(fresh.map(({ body }) => body)).size).toBe(1);
      expect(fresh.every((each) => signatureHolds(each, secret))).toBe(true);
      expect(lines.slice(log.length).map((line) => line.attempt)).toEqual(
        answers.map((_, index) => index + 1),
      );
      return lines.slice(log.length).map((line) => line.status);
    };
    expect(
      await told(
        { status: 503, headers: { 'retry-after': '0' } },
        { status: 409 },
        { status: 204, delayMs: 60_000 },
        { status: 200 },
      ),
    ).toEqual([503, 409, null, 200]);
    expect(await told({ status: 409 }, { status: 409 }, { status: 409 }, { status: 409 })).toEqual([
      409, 409, 409, 409,
    ]);
    expect(await told({ status: 500 })).toEqual([500]);
    expect(await told({ status: null })).toEqual([null]);
    expect(await status()).toMatchObject({ delivered: 1, failed: 3, queued: 0 });
  });

  test('a message that waits for its next try is tried when the simulator is started again', async () => {
    await subscribe(ticketSubscriptions);
    receiver.answerNext({ status: 429, headers: { 'retry-after': '1' } });
    await change({ object: 'ticket', id: await aTicket(), set: { status: 'pending' } });
    await settled(1);
    await simulator.close();
    await start(zendesk);
    await receiver.until((all) => all.length === 2);
    expect(receiver.received[1]!.json.id).toBe(receiver.received[0]!.json.id);
    expect((await settled(2)).map((line) => line.attempt)).toEqual([1, 2]);
  });
});

describe('how messages are sent', () => {
  let secret = '';

  beforeEach(async () => {
    await start(zendesk);
    ({ secret } = await subscribe(['zen:event-type:ticket.subject_changed']));
  });

  async function retitle(count: number, from = 0): Promise<void> {
    const ticket = await aTicket();
    for (let n = from; n < from + count; n++)
      await change({ object: 'ticket', id: ticket, set: { subject: `title ${n}` } });
  }

  const titles = (): number[] =>
    receiver.received.map(({ json }) => Number((json.event as { current: string }).current.slice(6)));

  test('seeding sends nothing', async () => {
    await control('POST', 'seed', world);
    expect(await status()).toMatchObject({ queued: 0, delivered: 0, log: [] });
  });

  test('held messages wait, and are released in order', async () => {
    await steer({ hold: true, concurrency: 1 });
    await retitle(5);
    expect(await status()).toMatchObject({ held: 5, queued: 5, delivered: 0, log: [] });
    expect(receiver.received).toEqual([]);
    await steer({ release: true });
    await receiver.until((all) => all.length === 5);
    expect(titles()).toEqual([0, 1, 2, 3, 4]);
    const log = await settled(5);
    expect(log[0]).toMatchObject({ object: 'ticket', attempt: 1, status: 204, error: null });
    expect(log[0]!.latencyMs).toBeGreaterThan(0);
    expect((await status(`?after=${log[2]!.seq}&limit=1`)).log).toEqual([log[3]]);
  });

  test('shuffled messages are released in another order, and none is missing', async () => {
    await steer({ hold: true, concurrency: 1 });
    await retitle(20);
    await steer({ shuffle: true, seed: 3, release: true });
    await receiver.until((all) => all.length === 20);
    const order = titles();
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    await steer({ shuffle: false });
    await retitle(2, 20);
    await receiver.until((all) => all.length === 22);
    expect(titles().slice(20)).toEqual([20, 21]);
  });

  test('a duplicated message comes several times with one event id', async () => {
    await steer({ duplicate: 3 });
    await retitle(2);
    await receiver.until((all) => all.length === 6);
    const ids = receiver.received.map(({ json }) => json.id);
    expect(new Set(ids).size).toBe(2);
    const invocations = receiver.received.map(({ headers }) => headers['x-zendesk-webhook-invocation-id']);
    expect(new Set(invocations).size).toBe(2);
  });

  test('the dropped one is lost for ever and logged, and comes when it is sent again by hand', async () => {
    await steer({ concurrency: 1, drop: { nth: 2 } });
    await retitle(4);
    await receiver.until((all) => all.length === 3);
    expect(titles()).toEqual([0, 2, 3]);
    const log = await settled(4);
    const lost = log.find((line) => line.error === 'dropped')!;
    expect(lost.status).toBeNull();
    expect(await status()).toMatchObject({ delivered: 3, dropped: 1, queued: 0 });
    expect(await steer({ resend: [lost.eventId] })).toMatchObject({ resent: 1 });
    await receiver.until((all) => all.length === 4);
    expect(titles()).toEqual([0, 2, 3, 1]);
    expect(await steer({ resend: 'all' })).toMatchObject({ resent: 4 });
    await receiver.until((all) => all.length === 8);
    expect(new Set(receiver.received.map(({ json }) => json.id)).size).toBe(4);
  });

  test('a fraction is dropped, all of it or none', async () => {
    await steer({ drop: 1 });
    await retitle(3);
    await settled(3);
    await steer({ drop: 0 });
    await retitle(1, 3);
    await receiver.until((all) => all.length === 1);
    expect(titles()).toEqual([3]);
    expect(await status()).toMatchObject({ dropped: 3 });
  });

  test('a flood of 2,000 messages with repeats comes whole, out of order, and its size is what was asked', async () => {
    await steer({ hold: true });
    const answer = await steer({ flood: { count: 2_000, object: 'ticket', duplicates: 0.3, shuffle: true } });
    expect(answer).toMatchObject({ flooded: 2_600, held: 2_600 });
    await steer({ release: true, concurrency: 16 });
    await receiver.until((all) => all.length === 2_600);
    const ids = receiver.received.map(({ json }) => String(json.id));
    expect(new Set(ids).size).toBe(2_000);
    expect(receiver.received.every((each) => signatureHolds(each, secret))).toBe(true);
    expect(new Set(receiver.received.map(({ json }) => json.subject)).size).toBeGreaterThan(5);
    await settled(2_600);
    expect(await status('?limit=0')).toMatchObject({ delivered: 2_600, failed: 0, queued: 0, log: [] });
  });

  test('what cannot be carried out is refused as a whole', async () => {
    const refused = [
      { hold: true, duplicate: 0 },
      { hold: true, drop: 1.5 },
      { hold: true, resend: [1] },
      { hold: true, flood: { count: 10, object: 'invoice' } },
      { hold: true, flood: { count: 10, object: 'user' } },
      { hold: true, concurrency: 'many' },
      { hold: true, endpoint: { url: receiver.url } },
    ];
    for (const body of refused) await expect(steer(body)).rejects.toThrow(/^400 /);
    await retitle(1);
    await receiver.until((all) => all.length === 1);
    expect(await status()).toMatchObject({ held: 0 });
  });

  test('a reset forgets messages, log and mode', async () => {
    await steer({ hold: true });
    await retitle(2);
    await control('POST', 'reset');
    expect(await status()).toMatchObject({ held: 0, queued: 0, delivered: 0, log: [] });
  });
});

describe('a simulator that is killed', () => {
  test('between change and delivery has lost no message, and sends what it had', async () => {
    await start(netsuite);
    const place = mkdtempSync(join(tmpdir(), 'webhooks-killed-'));
    const doomed = await startSandboxSimulator('zendesk', world, { dataDir: place, port: 0 });
    const ticket = await aTicket(doomed.url);
    await subscribeZendesk(doomed, receiver.url, ticketSubscriptions);
    await control('POST', 'webhooks', { hold: true }, doomed.url);
    for (const priority of ['urgent', 'low', 'high'])
      await change({ object: 'ticket', id: ticket, set: { priority } }, doomed.url);
    // One is on its way and not answered when the kill comes.
    receiver.answerNext({ status: 204, delayMs: 60_000 });
    await control('POST', 'webhooks', { concurrency: 1, release: true }, doomed.url);
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    process.kill(doomed.pid, 'SIGKILL');
    expect(await doomed.ended).toBe('SIGKILL');
    const next = await startSandboxSimulator('zendesk', world, { dataDir: place, port: 0 });
    try {
      await receiver.until((all) => all.length === 4);
      const priorities = receiver.received.map(({ json }) => (json.event as { current: string }).current);
      expect(priorities).toEqual(['URGENT', 'URGENT', 'LOW', 'HIGH']);
      expect(receiver.received[0]!.json.id).toBe(receiver.received[1]!.json.id);
    } finally {
      await next.remove();
    }
  });
});

test('a vendor that sends no webhooks understands the calls and has nothing to show', async () => {
  await start(netsuite);
  expect(await steer({ hold: true })).toMatchObject({ held: 0, log: [] });
  expect(await status()).toMatchObject({ held: 0, queued: 0, log: [] });
});

test('a change that is undone sends nothing, and a vendor that fails to say how to send takes nothing down', async () => {
  const notes: Vendor = {
    ...notebook,
    handle(sim, request) {
      const id = request.path.slice(1);
      sim.db.prepare('insert into note (id, text, changed) values (?, ?, 0)').run(id, id);
      changed(sim, { object: 'Note', id, change: 'insert', before: null });
      if (id === 'undone') throw new Error('asked to');
      return { status: 201 };
    },
    webhooks: {
      objects: ['Note'],
      timeoutMs: () => 10_000,
      messages: (_sim, { object, id }) => [
        { endpoint: 'only', eventId: id, object, objectId: id, body: `{"id":"${id}"}` },
      ],
      messagesAbout: () => [],
      request(_sim, { body, objectId }) {
        if (objectId === 'unsendable') throw new Error('asked to');
        return { url: receiver.url, method: 'POST', headers: {}, body };
      },
      retryMs: () => null,
    },
  };
  simulator = await startSimulator(notes, { port: 0, dataDir, instance: 'notes' });
  await steer({ concurrency: 1 });
  const statuses: number[] = [];
  for (const id of ['undone', 'unsendable', 'kept'])
    statuses.push((await fetch(`${simulator.url}/${id}`, { method: 'PUT' })).status);
  expect(statuses).toEqual([500, 201, 201]);
  await receiver.until((all) => all.length === 1);
  expect(receiver.received[0]!.json.id).toBe('kept');
  expect((await settled(1)).map((line) => line.eventId)).toEqual(['kept']);
});
