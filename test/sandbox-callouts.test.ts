import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../sandbox/kit/server.ts';
import { zuora } from '../sandbox/zuora/vendor.ts';
import { deskOf } from './support/webhook-desk.ts';
import { openReceiver, type Received, type WebhookReceiver } from './support/webhook-receiver.ts';

const world = { n: 6, seed: 11, today: '2026-11-21' };
let dataDir = '';
let simulator: Simulator;
let receiver: WebhookReceiver;
const { control, status, steer, change, set, settled } = deskOf(() => simulator.url);

const auth = { hmac: { secret: 'callout secret' }, basic: { username: 'hub', password: 'word' } };
let token = '';

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'callouts-'));
  receiver = await openReceiver();
  simulator = await startSimulator(zuora, { port: 0, dataDir, instance: 'zuora', seed: world });
  await steer({ endpoint: { url: receiver.url, auth }, concurrency: 1 });
  const { clientId, clientSecret } = simulator.credentials;
  const form = { client_id: clientId!, client_secret: clientSecret!, grant_type: 'client_credentials' };
  const body = new URLSearchParams(form);
  const response = await fetch(`${simulator.url}/oauth/token`, { method: 'POST', body });
  token = ((await response.json()) as { access_token: string }).access_token;
});

afterEach(async () => {
  await simulator.close();
  await receiver.close();
  rmSync(dataDir, { recursive: true, force: true });
});

type Row = Readonly<Record<string, string | number>>;
const rowsOf = async (object: string): Promise<readonly Row[]> =>
  (await control<{ rows: Row[] }>('GET', `state?object=${object}`)).rows;

interface History {
  readonly calloutHistories: readonly {
    readonly responseCode: number | null;
    readonly attemptedNum: number;
    readonly eventContext: Readonly<Record<string, string>>;
  }[];
  readonly nextPage?: string;
  readonly success: boolean;
}

async function history(query: string): Promise<History> {
  const response = await fetch(`${simulator.url}/v1/notification-history/callout${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as History;
}

test('a callout is signed as the template says and names the subscription by its number', async () => {
  const subscription = (await rowsOf('Subscription')).find((row) => row.isLatestVersion === 1)!;
  const { id, ...columns } = subscription;
  const next = { ...columns, version: Number(columns.version) + 1, previousSubscriptionId: id };
  await change({ object: 'Subscription', id: `8a${'0'.repeat(29)}1`, set: next });
  await change({ object: 'Subscription', id, set: { isLatestVersion: 0, status: 'Expired' } });
  await receiver.until((all) => all.length === 1);
  const [{ headers, body, json }] = receiver.received as [Received];
  const [, seconds, hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-isthmus-signature']))!;
  expect(hex).toBe(createHmac('sha256', 'callout secret').update(`${seconds}.${body}`).digest('hex'));
  expect(headers.authorization).toBe(`Basic ${btoa('hub:word')}`);
  expect(json).toEqual({
    event: 'SubscriptionAmended',
    id: expect.stringMatching(/^[0-9a-f]{32}$/),
    object: 'Subscription',
    number: subscription.name,
    objectId: `8a${'0'.repeat(29)}1`,
    occurredAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  await settled(1);
  expect(await status()).toMatchObject({ queued: 0, delivered: 1 });
});

test('posting, paying, editing through the API and a part of a document each tell of the right object', async () => {
  const invoice = (await rowsOf('Invoice')).find((row) => row.status === 'Posted')!;
  const [payment] = await rowsOf('Payment');
  const [account] = await rowsOf('Account');
  await change({ object: 'Invoice', id: invoice.id, set: { status: 'Draft' } });
  await change({ object: 'Invoice', id: invoice.id, set: { status: 'Posted' } });
  const application = { paymentId: payment!.id, invoiceId: invoice.id, applyAmount: '1.00' };
  await change({ object: 'PaymentApplication', id: `8a${'0'.repeat(29)}2`, set: application });
  await fetch(`${simulator.url}/v1/accounts/${account!.id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ notes: 'seen' }),
  });
  await change({ object: 'Invoice', id: invoice.id, delete: true });
  await receiver.until((all) => all.length === 6);
  expect(receiver.received.map(({ json }) => [json.event, json.objectId])).toEqual([
    ['InvoiceUpdated', invoice.id],
    ['InvoicePosted', invoice.id],
    ['PaymentUpdated', payment!.id],
    ['InvoiceUpdated', invoice.id],
    ['AccountEdited', account!.id],
    ['InvoiceDeleted', invoice.id],
  ]);
  expect(receiver.received[1]!.json.number).toBe(invoice.invoiceNumber);
});

test('three tries have three request ids; what failed is in the history, page by page, and what was lost is not', async () => {
  await set({ webhookRetryMs: 5 });
  const [first, second, third] = await rowsOf('Account');
  receiver.answerNext({ status: 500 }, { status: null }, { status: 401 });
  await change({ object: 'Account', id: first!.id, set: { notes: 'a' } });
  await settled(3);
  expect(new Set(receiver.received.map(({ headers }) => headers['zuora-request-id'])).size).toBe(3);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  await change({ object: 'Account', id: second!.id, set: { notes: 'b' } });
  await settled(4);
  await steer({ drop: 1 });
  await change({ object: 'Account', id: third!.id, set: { notes: 'c' } });
  await settled(5);
  const failed = await history('');
  expect(failed).toMatchObject({ success: true });
  expect(failed.calloutHistories).toMatchObject([{ responseCode: 401, attemptedNum: 3 }]);
  expect(failed.calloutHistories[0]!.eventContext['<Object.ID>']).toBe(first!.id);
  const page = await history('?failedOnly=false&pageSize=1');
  expect(page.calloutHistories).toMatchObject([{ responseCode: 204, attemptedNum: 1 }]);
  const rest = await fetch(page.nextPage!, { headers: { authorization: `Bearer ${token}` } });
  const last = (await rest.json()) as History;
  expect(last.calloutHistories).toMatchObject([{ responseCode: 401 }]);
  expect(last.nextPage).toBeUndefined();
  expect((await history('?failedOnly=false&endTime=2020-01-01T00:00:00')).calloutHistories).toEqual([]);
  expect((await history('?pageSize=99')).success).toBe(false);
});

test('an endpoint with basic credentials alone is not signed, and one that was taken away hears nothing', async () => {
  await steer({ endpoint: { url: receiver.url, auth: { basic: auth.basic } } });
  const [account] = await rowsOf('Account');
  await change({ object: 'Account', id: account!.id, set: { notes: 'a' } });
  await receiver.until((all) => all.length === 1);
  expect(receiver.received[0]!.headers['x-isthmus-signature']).toBeUndefined();
  expect(receiver.received[0]!.headers.authorization).toBe(`Basic ${btoa('hub:word')}`);
  await steer({ endpoint: { url: null } });
  await change({ object: 'Account', id: account!.id, set: { notes: 'b' } });
  await settled(1);
  expect(await status()).toMatchObject({ delivered: 1, queued: 0 });
  await expect(steer({ endpoint: { url: 'nowhere' } })).rejects.toThrow(/^400 /);
});
