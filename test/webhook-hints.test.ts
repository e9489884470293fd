import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../src/sources/source.ts';
import { makeWorld } from '../sandbox/world/world.ts';
import { eventually } from './support/hub.ts';
import { startSandboxSimulator } from './support/sandbox.ts';
import { seeded } from './support/vendor-case.ts';
import {
  at,
  connect,
  json,
  signedAt,
  ways,
  zendeskBody,
  zendeskLogin,
  zuoraBody,
  zuoraLogin,
} from './support/webhook.ts';

describe('what a webhook of zendesk says', () => {
  const [way] = ways;
  const hub = connect('zendesk', { ...zendeskLogin, webhookSecret: way.secret });
  const event = (change: object, headers: object = {}): Delivery => {
    const body = Buffer.from(JSON.stringify({ ...(JSON.parse(zendeskBody) as object), ...change }));
    return { headers: { ...way.sign(way.secret, body), ...headers }, body, receivedAt: signedAt };
  };
  const common = { deleted: false, own: false, changedAt: '2026-11-21T08:00:00.000Z' };
  const deliveryId = '7c1c3f0e-5a55-4f6e-9d7a-2f6f1a3c9b10';

  it('of an organization concerns the customer and the entitlement', () => {
    const externalId = '360000104311';
    expect(hub.read(event({}))).toEqual([
      { kind: 'Customer', object: 'organization', externalId, deliveryId, ...common },
      { kind: 'Entitlement', object: 'organization_entitlement', externalId, deliveryId, ...common },
    ]);
  });

  it.each([
    ['user.created', 'zen:user:360002771905', 'Contact', 'user', '360002771905', false],
    ['user.deleted', 'zen:user:9007199254740993', 'Contact', 'user', '9007199254740993', true],
    ['user.role_changed', 'zen:user:1', 'Contact', 'user', '1', false],
    ['ticket.created', 'zen:ticket:35436', 'SupportCase', 'ticket', '35436', false],
    ['ticket.soft_deleted', 'zen:ticket:35436', 'SupportCase', 'ticket', '35436', true],
    ['ticket.undeleted', 'zen:ticket:35436', 'SupportCase', 'ticket', '35436', false],
    ['ticket.something_new', 'zen:ticket:35436', 'SupportCase', 'ticket', '35436', false],
  ])('%s concerns %s', (type, subject, kind, object, externalId, deleted) => {
    expect(hub.read(event({ type: `zen:event-type:${type}`, subject }))).toEqual([
      { kind, object, externalId, deliveryId, ...common, deleted },
    ]);
  });

  it('of what the hub does not keep is nothing', () => {
    for (const type of ['article.published', 'agent.state_changed', 'messaging_ticket.created', 'nonsense'])
      expect(hub.read(event({ type: `zen:event-type:${type}`, subject: 'zen:article:1' }))).toEqual([]);
  });

  it('by the template of a trigger is known by its invocation', async () => {
    const told = { type: 'zen:event-type:ticket.updated', subject: 'zen:ticket:7', id: undefined };
    const invocation = { 'x-zendesk-webhook-invocation-id': '01HXZ8PZ6S4V' };
    expect(hub.read(event(told, invocation))).toMatchObject([
      { kind: 'SupportCase', externalId: '7', deliveryId: '01HXZ8PZ6S4V' },
    ]);
    expect(await hub.refusal(event(told))).toBe('INVALID_INPUT');
  });

  it('must name the record that its type is about', async () => {
    for (const subject of [
      'zen:user:1',
      'zen:organization:',
      'zen:organization:1 or 1=1',
      'organization:1',
      'zen:organization:-1',
    ])
      expect(await hub.refusal(event({ subject }))).toBe('INVALID_INPUT');
  });

  it('may be signed with the secret of either of two webhooks', () => {
    const two = connect('zendesk', { ...zendeskLogin, webhookSecret: `${way.older} ${way.secret}` });
    const other = { headers: way.headersOfOlder, body: Buffer.from(zendeskBody), receivedAt: signedAt };
    expect(two.read(other)).toEqual(two.read(event({})));
  });

  it('may leave out when it happened', () => {
    expect(hub.read(event({ time: 'some day' }))[0]!.changedAt).toBeNull();
    expect(hub.read(event({ time: undefined }))[0]!.changedAt).toBeNull();
  });
});

describe('what a callout of zuora says', () => {
  const [, way] = ways;
  const hub = connect('zuora', { ...zuoraLogin, webhookSecret: way.secret });
  const bytes = (change: object): Buffer =>
    Buffer.from(JSON.stringify({ ...(JSON.parse(zuoraBody) as object), ...change }));
  const callout = (change: object): Delivery => {
    const body = bytes(change);
    return { headers: way.sign(way.secret, body), body, receivedAt: signedAt };
  };
  const objectId = '8ad0f1a74abfe62d8bc9a1094abfe62d';
  const common = {
    deliveryId: '5f0c2a9d4e7b4c1c9d3e8f7a6b5c4d3e',
    own: false,
    changedAt: '2026-11-21T08:00:00.000Z',
  };

  it.each([
    ['Subscription', 'SubscriptionAmended', 'BillingSubscription', 'A-S00000012', false],
    ['Account', 'AccountEdited', 'Customer', objectId, false],
    ['Account', 'AccountDeleted', 'Customer', objectId, true],
    ['Invoice', 'InvoicePosted', 'Invoice', objectId, false],
    ['Payment', 'PaymentProcessed', 'Payment', objectId, false],
    ['CreditMemo', 'CreditMemoPosted', 'CreditMemo', objectId, false],
    ['Product', 'ProductUpdated', 'Product', objectId, false],
    ['ProductRatePlanCharge', 'ChargeUpdated', 'Price', objectId, false],
  ])('of a %s by %s concerns the %s', (object, event, kind, externalId, deleted) => {
    expect(hub.read(callout({ object, event }))).toEqual([{ kind, object, externalId, deleted, ...common }]);
  });

  it('of what the hub does not keep, or could not fetch, is nothing', () => {
    expect(hub.read(callout({ object: 'Usage' }))).toEqual([]);
    expect(hub.read(callout({ object: '__proto__' }))).toEqual([]);
    expect(hub.read(callout({ number: 'A 1], name.NE:[x' }))).toEqual([]);
  });

  it('must name its record', async () => {
    expect(await hub.refusal(callout({ number: undefined }))).toBe('INVALID_INPUT');
    expect(await hub.refusal(callout({ object: 'Invoice', objectId: '' }))).toBe('INVALID_INPUT');
  });

  it('is taken with the basic credentials of the notification, before and after they are changed', async () => {
    const basic = (login: string): Delivery => ({
      headers: { ...json, authorization: `Basic ${Buffer.from(login).toString('base64')}` },
      body: Buffer.from(zuoraBody),
      receivedAt: signedAt,
    });
    const login = { ...zuoraLogin, webhookUser: 'zuora', webhookPassword: 'pass:wörd' };
    const byBasic = connect('zuora', { ...login, webhookPasswordPrevious: 'older-password' });
    for (const right of ['zuora:pass:wörd', 'zuora:older-password'])
      expect(byBasic.read(basic(right))).toHaveLength(1);
    for (const wrong of ['zuora:', 'zuora:pass', ':pass:wörd', 'Zuora:pass:wörd', 'zuora:older-password '])
      expect(await byBasic.refusal(basic(wrong))).toBe('SIGNATURE_INVALID');
    expect(await connect('zuora', login).refusal(basic('zuora:older-password'))).toBe('SIGNATURE_INVALID');
    expect(await connect('zuora', { ...login, webhookUser: '' }).refusal(basic(':pass:wörd'))).toBe(
      'SIGNATURE_INVALID',
    );
    expect(await connect('zuora', { ...login, webhookPassword: '' }).refusal(basic('zuora:'))).toBe(
      'SIGNATURE_INVALID',
    );
    expect(await hub.refusal(basic('zuora:pass:wörd'))).toBe('SIGNATURE_INVALID');
  });

  it('that is signed must be signed well, whatever its basic credentials are', async () => {
    const both = connect('zuora', {
      ...zuoraLogin,
      webhookSecret: way.secret,
      webhookUser: 'zuora',
      webhookPassword: 'password',
    });
    const authorization = `Basic ${Buffer.from('zuora:password').toString('base64')}`;
    const good = callout({});
    expect(both.read({ ...good, headers: { ...good.headers, authorization } })).toHaveLength(1);
    expect(both.read({ ...good, headers: { ...json, authorization } })).toHaveLength(1);
    const forged = {
      ...json,
      authorization,
      'x-isthmus-signature': way.headersOfOlder['x-isthmus-signature']!,
    };
    expect(await both.refusal({ ...good, headers: forged })).toBe('SIGNATURE_INVALID');
  });
});

describe('what a simulator sends over the wire', () => {
  const small = { ...seeded, n: 10 };
  const company = makeWorld(small).companies.find(
    (each) => each.support && each.billing && each.invoices[0],
  )!;
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      deliveries.push({ headers, body: Buffer.concat(chunks), receivedAt: at(Date.now()) });
      response.writeHead(204).end();
    });
  });

  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    {
      vendor: 'zendesk',
      login: zendeskLogin,
      setUp: subscribe,
      edit: { object: 'organization', id: company.support!.id, set: { support_tier: 'moved' } },
      kinds: ['Customer', 'Entitlement'],
    },
    {
      vendor: 'zuora',
      login: zuoraLogin,
      setUp: configure,
      edit: { object: 'Invoice', id: company.invoices[0]!.billingId, set: { balance: '1.00' } },
      kinds: ['Invoice'],
    },
  ])('by $vendor is taken and read', async ({ vendor, login, setUp, edit, kinds }) => {
    const { port } = server.address() as AddressInfo;
    const simulator = await startSandboxSimulator(vendor, small);
    try {
      const webhookSecret = await setUp(simulator, `http://127.0.0.1:${port}/webhooks/${vendor}`);
      deliveries.length = 0;
      await simulator.edit(edit);
      const sent = await eventually('a webhook', async () => deliveries[0]);
      const hints = connect(vendor, { ...login, webhookSecret }).read(sent);
      expect(hints.map((hint) => [hint.kind, hint.externalId, hint.deleted])).toEqual(
        kinds.map((kind) => [kind, edit.id, false]),
      );
      const stranger = connect(vendor, { ...login, webhookSecret: `${webhookSecret}x` });
      expect(await stranger.refusal(sent)).toBe('SIGNATURE_INVALID');
    } finally {
      await simulator.remove();
    }
  });
});

type Simulator = Awaited<ReturnType<typeof startSandboxSimulator>>;

async function ask(
  url: string,
  init: { method?: string; body?: string; headers?: Readonly<Record<string, string>> },
): Promise<unknown> {
  const headers = { 'content-type': 'application/json', accept: 'application/json', ...init.headers };
  const response = await fetch(url, { ...init, headers });
  expect(response.ok, `${url}: ${response.status}`).toBe(true);
  return response.json();
}

/** Makes a webhook at Zendesk as a program would; gives its secret. */
async function subscribe({ url, credentials }: Simulator, endpoint: string): Promise<string> {
  const { email, apiToken } = credentials;
  const headers = {
    authorization: `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}`,
  };
  const webhook = {
    name: 'Isthmus',
    status: 'active',
    endpoint,
    http_method: 'POST',
    request_format: 'json',
    subscriptions: ['zen:event-type:organization.custom_field_changed'],
  };
  const body = JSON.stringify({ webhook });
  const made = (await ask(`${url}/api/v2/webhooks`, { method: 'POST', headers, body })) as {
    webhook: { id: string };
  };
  const shown = (await ask(`${url}/api/v2/webhooks/${made.webhook.id}/signing_secret`, { headers })) as {
    signing_secret: { secret: string };
  };
  return shown.signing_secret.secret;
}

/** Sets callouts up at Zuora as a person would; gives their secret. */
async function configure({ url }: Simulator, endpoint: string): Promise<string> {
  const secret = 'a secret of our template';
  const body = JSON.stringify({ endpoint: { url: endpoint, auth: { hmac: { secret } } } });
  await ask(`${url}/__sim/webhooks`, { method: 'POST', body });
  return secret;
}
