import { createHmac } from 'node:crypto';
import { afterAll } from 'vitest';
import { vendors } from '../../src/sources/index.ts';
import type { Delivery, Hint, Source } from '../../src/sources/source.ts';
import { configFor, problemOf } from './contract.ts';

/** Signatures below were computed with Python's hmac module, not with the code under test. */
export const signedAt = '2026-11-21T08:00:03Z';
export const signedMs = Date.parse(signedAt);
const open: Source[] = [];
const nowhere = 'http://127.0.0.1:9';

afterAll(async () => {
  await Promise.all(open.map((source) => source.close()));
});

/** A connector that is asked nothing but to read webhooks; closed with the tests of the file. */
export function connect(vendor: string, credentials: Record<string, string>, options: object = {}) {
  const module = vendors.find((each) => each.vendor === vendor)!;
  const config = configFor(module, { instance: vendor, vendor, url: nowhere, credentials } as never, {
    options: { ...options },
  });
  const source = module.create(config);
  open.push(source);
  const read = (delivery: Delivery): readonly Hint[] => source.webhook!(delivery);
  /** How a delivery is refused; fails when it is not, when something else is thrown, or when a secret is told. */
  const refusal = async (delivery: Delivery): Promise<string> =>
    (await problemOf(Promise.try(read, delivery), config)).code;
  return { read, refusal };
}

/** An instant as ISO 8601. */
export const at = (ms: number): string => new Date(ms).toISOString();

const zendeskSecret = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';
export const zendeskLogin = { email: 'hub@example.com', apiToken: 'token' };
export const zendeskBody =
  '{"type":"zen:event-type:organization.custom_field_changed","account_id":12514403,"id":"7c1c3f0e-5a55-4f6e-9d7a-2f6f1a3c9b10","time":"2026-11-21T08:00:00Z","zendesk_event_version":"2022-06-20","subject":"zen:organization:360000104311","detail":{"id":"360000104311","name":"Halden Instruments – Süd"},"event":{"current":"gold","previous":"silver"}}';

export const zuoraLogin = { clientId: 'id', clientSecret: 'secret of the login' };
export const zuoraBody =
  '{"event":"SubscriptionAmended","id":"5f0c2a9d4e7b4c1c9d3e8f7a6b5c4d3e","object":"Subscription","number":"A-S00000012","objectId":"8ad0f1a74abfe62d8bc9a1094abfe62d","occurredAt":"2026-11-21T08:00:00.000Z"}';

/** A vendor's way to sign, by a published formula; `sign` computes it anew for other bodies. */
export interface Way {
  readonly vendor: string;
  readonly login: Record<string, string>;
  readonly body: string;
  readonly secret: string;
  readonly older: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly headersOfOlder: Readonly<Record<string, string>>;
  sign(secret: string, body: Buffer): Readonly<Record<string, string>>;
}

export const json = { 'content-type': 'application/json; charset=utf-8' };
export const ways: readonly [zendesk: Way, zuora: Way] = [
  {
    vendor: 'zendesk',
    login: zendeskLogin,
    body: zendeskBody,
    secret: zendeskSecret,
    older: 'an-older-secret',
    headers: {
      ...json,
      'x-zendesk-webhook-signature': 'UK3nr1OHdcFQoctJLnYvimgbLXd3o1I/zd47Bpo5Z2U=',
      'x-zendesk-webhook-signature-timestamp': signedAt,
    },
    headersOfOlder: {
      ...json,
      'x-zendesk-webhook-signature': 'CQ+zdvvsDXmwPyHUYFweYjLIocJx6GBe1fcpgPR8uy4=',
      'x-zendesk-webhook-signature-timestamp': signedAt,
    },
    sign: (secret, body) => ({
      ...json,
      'x-zendesk-webhook-signature-timestamp': signedAt,
      'x-zendesk-webhook-signature': createHmac('sha256', secret)
        .update(Buffer.concat([Buffer.from(signedAt), body]))
        .digest('base64'),
    }),
  },
  {
    vendor: 'zuora',
    login: zuoraLogin,
    body: zuoraBody,
    secret: 'callout-secret-1',
    older: 'callout-secret-0',
    headers: {
      ...json,
      'x-isthmus-signature':
        't=1795248003,v1=f0e115fa4e1aa015b134d42c00583458078f37701289aeb6a75ce25a3df7052a',
    },
    headersOfOlder: {
      ...json,
      'x-isthmus-signature':
        't=1795248003,v1=a9a02f7e6c5c6f800748352a41cec136a156309f1e3dbde62aa5b194b0e56e43',
    },
    sign: (secret, body) => ({
      ...json,
      'x-isthmus-signature': `t=${signedMs / 1000},v1=${createHmac('sha256', secret)
        .update(Buffer.concat([Buffer.from(`${signedMs / 1000}.`), body]))
        .digest('hex')}`,
    }),
  },
];
