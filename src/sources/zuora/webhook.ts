import { z } from 'zod';
import type { Kind } from '../../canonical/kind.ts';
import type { Http } from '../http/http.ts';
import { bodyAs, instantOrNull, isOneOf, isTimely, plainId, signatureOf } from '../http/webhook.ts';
import type { Delivery, Hint } from '../source.ts';

/** What checking and reading a callout needs to know of the tenant. */
export interface Receiving {
  /** Secrets with which our template signs; the previous one too while a new one is brought in. */
  readonly secrets: readonly string[];
  /** Basic credentials `user:password` of the notification definitions, likewise. */
  readonly logins: readonly string[];
  readonly toleranceMs: number;
  /** The kind that an object of Zuora's is; undefined for one that the hub does not keep. */
  readonly kindOf: (object: string) => Kind | undefined;
  readonly problem: Http['problem'];
}

const given = (values: readonly (string | undefined)[]): readonly string[] =>
  values.filter((value) => value !== undefined && value !== '') as string[];

/** The secrets and logins among an account's credentials; empty ones are none. */
export function secretsOf({
  webhookSecret,
  webhookSecretPrevious,
  webhookUser,
  webhookPassword,
  webhookPasswordPrevious,
}: Readonly<Record<string, string>>): Pick<Receiving, 'secrets' | 'logins'> {
  const passwords = webhookUser ? given([webhookPassword, webhookPasswordPrevious]) : [];
  return {
    secrets: given([webhookSecret, webhookSecretPrevious]),
    logins: passwords.map((password) => `${webhookUser}:${password}`),
  };
}

/** The callout template (docs/sources.md): Zuora leaves the body of a callout to the tenant. */
const message = z.object({
  event: z.string().min(1).max(200),
  id: plainId,
  object: z.string().min(1).max(100),
  number: z.string().max(200).optional(),
  objectId: z.string().max(200).optional(),
  occurredAt: z.string().max(60).optional(),
});

const signed = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;
/** What a filter of an object query can hold; nothing else could be fetched. */
const fetchable = /^[\w-]{1,100}$/;

/**
 * Throws SIGNATURE_INVALID unless the callout carries our template's signature over its exact body, made lately
 * (`X-Isthmus-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>`), or where it is not signed at all the basic
 * credentials of the notification definition. Basic credentials say nothing of time; a repeat is known by its id.
 */
function verify(delivery: Delivery, receiving: Receiving): void {
  const { secrets, logins, toleranceMs, problem } = receiving;
  const signature = delivery.headers['x-isthmus-signature'];
  if (signature !== undefined && secrets.length > 0) {
    const [, seconds, mac] = signed.exec(signature) ?? [];
    if (seconds === undefined || mac === undefined)
      throw problem('SIGNATURE_INVALID', 'the signature of the callout cannot be read');
    const expected = secrets.map((secret) => signatureOf(secret, `${seconds}.`, delivery.body, 'hex'));
    if (!isOneOf(mac, expected))
      throw problem('SIGNATURE_INVALID', 'the callout is not signed with our secret');
    if (!isTimely(Number(seconds) * 1000, delivery, toleranceMs))
      throw problem('SIGNATURE_INVALID', 'the callout was not signed lately');
    return;
  }
  const [, given] = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(delivery.headers['authorization'] ?? '') ?? [];
  const expected = logins.map((login) => Buffer.from(login).toString('base64'));
  if (given === undefined || !isOneOf(given, expected))
    throw problem('SIGNATURE_INVALID', 'the callout has neither our signature nor our credentials');
}

/** What a callout says has changed. A subscription is known by its number, because its id is another one after each amendment. */
export function readCallout(delivery: Delivery, receiving: Receiving): readonly Hint[] {
  verify(delivery, receiving);
  const told = bodyAs(delivery, message, receiving.problem);
  const kind = receiving.kindOf(told.object);
  if (kind === undefined) return [];
  const externalId = kind === 'BillingSubscription' ? told.number : told.objectId;
  if (externalId === undefined || externalId === '')
    throw receiving.problem('INVALID_INPUT', 'the callout does not say which record it is about');
  // Nobody could fetch it by such a name; the poll finds the change.
  if (!fetchable.test(externalId)) return [];
  return [
    {
      kind,
      object: told.object,
      externalId,
      deliveryId: told.id,
      deleted: told.event.endsWith('Deleted'),
      own: false,
      changedAt: instantOrNull(told.occurredAt),
    },
  ];
}
