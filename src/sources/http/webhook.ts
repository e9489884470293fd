/** What the webhooks of all vendors have in common: comparing secrets, judging age, and reading a body that is JSON. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Delivery } from '../source.ts';
import type { Http } from './http.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether a text is one of those expected; takes as long whatever it says. An empty expectation is met by nothing. */
export function isOneOf(given: string, expected: readonly string[]): boolean {
  const mine = digest(given);
  return expected.map((each) => timingSafeEqual(mine, digest(each)) && each !== '').includes(true);
}

/** HMAC-SHA256 over a prefix and the exact bytes of a body. */
export function signatureOf(
  secret: string,
  prefix: string,
  body: Buffer,
  encoding: 'hex' | 'base64',
): string {
  return createHmac('sha256', secret).update(prefix).update(body).digest(encoding);
}

/** Whether a delivery was signed at most this long before or after it arrived; both borders belong to it. */
export function isTimely(signedMs: number, { receivedAt }: Delivery, toleranceMs: number): boolean {
  return Math.abs(Date.parse(receivedAt) - signedMs) <= toleranceMs;
}

const contentType = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

/** The body as what `schema` says. Throws INVALID_INPUT when it is not JSON in UTF-8 of that shape; nothing of it is in the message. */
export function bodyAs<T>({ headers, body }: Delivery, schema: z.ZodType<T>, problem: Http['problem']): T {
  if (!contentType.test(headers['content-type'] ?? ''))
    throw problem('INVALID_INPUT', 'the content type must be application/json in UTF-8');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw problem('INVALID_INPUT', 'the body is not UTF-8');
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw problem('INVALID_INPUT', 'the body is not JSON');
  }
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const path = read.error.issues[0]?.path.map(String).join('.') ?? '';
  throw problem('INVALID_INPUT', `the body is not a message as agreed${path === '' ? '' : `: see ${path}`}`);
}

/** A vendor's id of a message or record: printable, so that it can be stored and shown wherever it comes from. */
export const plainId = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/** An instant as ISO 8601 UTC, or null when it is none: it only tells how old a message is. */
export function instantOrNull(text: string | undefined): string | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
