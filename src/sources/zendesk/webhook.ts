import { z } from 'zod';
import type { Kind } from '../../canonical/kind.ts';
import type { Http } from '../http/http.ts';
import { bodyAs, instantOrNull, isOneOf, isTimely, plainId, signatureOf } from '../http/webhook.ts';
import type { Delivery, Hint } from '../source.ts';

/** What checking and reading a webhook needs to know of the account. */
export interface Receiving {
  /** The signing secrets that are in force; the previous one too while a new one is brought in. None: nothing is accepted. */
  readonly secrets: readonly string[];
  readonly toleranceMs: number;
  /** The kinds that a record of the vendor is read as, with the object of their references. */
  readonly kindsOf: (record: string) => readonly { readonly kind: Kind; readonly object: string }[];
  readonly problem: Http['problem'];
}

const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const subject = /^zen:([a-z_]+):(\d{1,19})$/;
const eventType = /^zen:event-type:([a-z_]+)\.[a-z_]+$/;
const deletion = /\.(deleted|soft_deleted|permanently_deleted|marked_as_spam)$/;

const message = z.object({
  type: z.string().max(200),
  /** Missing from what a trigger's own template says; the invocation then stands for it. */
  id: plainId.optional(),
  time: z.string().max(40).optional(),
  subject: z.string().max(200),
});

/**
 * Throws SIGNATURE_INVALID unless the headers sign the exact body with one of our secrets, lately: base64(HMAC-SHA256(secret, timestamp +
 * body)). Zendesk prescribes no tolerance. Source: developer.zendesk.com/documentation/webhooks/verifying.
 */
function verify(delivery: Delivery, { secrets, toleranceMs, problem }: Receiving): void {
  const signature = delivery.headers['x-zendesk-webhook-signature'];
  const signedAt = delivery.headers['x-zendesk-webhook-signature-timestamp'];
  if (signature === undefined || signedAt === undefined || !stamp.test(signedAt))
    throw problem('SIGNATURE_INVALID', 'the webhook is not signed');
  const expected = secrets.map((secret) => signatureOf(secret, signedAt, delivery.body, 'base64'));
  if (!isOneOf(signature, expected))
    throw problem('SIGNATURE_INVALID', 'the webhook is not signed with our secret');
  if (!isTimely(Date.parse(signedAt), delivery, toleranceMs))
    throw problem('SIGNATURE_INVALID', 'the webhook was not signed lately');
}

/**
 * What a webhook says has changed: events of tickets, users and organizations, and triggers whose template says `type` and `subject` as
 * events do. Other events say nothing of what the hub keeps. Source: developer.zendesk.com/api-reference/webhooks/event-types.
 */
export function readWebhook(delivery: Delivery, receiving: Receiving): readonly Hint[] {
  verify(delivery, receiving);
  const told = bodyAs(delivery, message, receiving.problem);
  const record = eventType.exec(told.type)?.[1];
  const kinds = record === undefined ? [] : receiving.kindsOf(record);
  if (kinds.length === 0) return [];
  const [, of, externalId] = subject.exec(told.subject) ?? [];
  const invocation = plainId.safeParse(delivery.headers['x-zendesk-webhook-invocation-id']);
  const deliveryId = told.id ?? invocation.data;
  if (of !== record || externalId === undefined || deliveryId === undefined)
    throw receiving.problem('INVALID_INPUT', 'the webhook does not say which record it is about');
  return kinds.map(({ kind, object }) => ({
    kind,
    object,
    externalId,
    deliveryId,
    deleted: deletion.test(told.type),
    own: false,
    changedAt: instantOrNull(told.time),
  }));
}
