import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import type { Delivery } from '../src/sources/source.ts';
import { at, connect, json, signedMs, ways } from './support/webhook.ts';

describe.each(ways)('a webhook of $vendor', (way) => {
  const { vendor, login, secret, older, headers } = way;
  const body = Buffer.from(way.body);
  const receivedAt = at(signedMs + 400);
  const delivery: Delivery = { headers, body, receivedAt };
  const hub = connect(vendor, { ...login, webhookSecret: secret });
  const signed = (content: Buffer | string, over: object = {}): Delivery => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
    return { headers: { ...way.sign(secret, bytes), ...over }, body: bytes, receivedAt };
  };

  it('is taken with a signature that was computed elsewhere', () => {
    expect(hub.read(delivery).length).toBeGreaterThan(0);
    expect(way.sign(secret, body)).toEqual(headers);
  });

  it('is taken under the secret before while it is changed, and not after', async () => {
    const byOlder = { ...delivery, headers: way.headersOfOlder };
    const changing = connect(vendor, { ...login, webhookSecret: secret, webhookSecretPrevious: older });
    expect(changing.read(byOlder)).toEqual(hub.read(delivery));
    expect(changing.read(delivery)).toEqual(hub.read(delivery));
    expect(await hub.refusal(byOlder)).toBe('SIGNATURE_INVALID');
  });

  it('is never taken when no secret is configured, not even under an empty one', async () => {
    const open = connect(vendor, { ...login, webhookSecret: '', webhookSecretPrevious: '' });
    expect(await open.refusal(delivery)).toBe('SIGNATURE_INVALID');
    expect(await open.refusal({ ...delivery, headers: way.sign('', body) })).toBe('SIGNATURE_INVALID');
    const bare = connect(vendor, login);
    expect(await bare.refusal({ ...delivery, headers: json })).toBe('SIGNATURE_INVALID');
  });

  it('is taken up to the border of the tolerance on both sides, and not a millisecond beyond', async () => {
    const tolerance = 300_000;
    for (const border of [-tolerance, 0, tolerance])
      expect(hub.read({ ...delivery, receivedAt: at(signedMs + border) }).length).toBeGreaterThan(0);
    for (const beyond of [-tolerance - 1, tolerance + 1, 86_400_000 * 365])
      expect(await hub.refusal({ ...delivery, receivedAt: at(signedMs + beyond) })).toBe('SIGNATURE_INVALID');
    const strict = connect(vendor, { ...login, webhookSecret: secret }, { webhookToleranceMs: 100 });
    expect(await strict.refusal(delivery)).toBe('SIGNATURE_INVALID');
  });

  it('is refused when any byte of it is another one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const altered = Buffer.from(body);
        altered[place]! ^= change;
        expect(await hub.refusal({ ...delivery, body: altered })).toBe('SIGNATURE_INVALID');
      }),
      { numRuns: 300 },
    );
    for (const altered of [
      body.subarray(0, -1),
      body.subarray(1),
      Buffer.alloc(0),
      Buffer.concat([body, Buffer.from('\n')]),
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
    ])
      expect(await hub.refusal({ ...delivery, body: altered })).toBe('SIGNATURE_INVALID');
  });

  it('is refused when any character of its signature is another one, missing or twice', async () => {
    const names = Object.keys(headers).filter((name) => name !== 'content-type');
    for (const name of names) {
      const value = headers[name]!;
      for (let place = 0; place < value.length; place += 1) {
        const changed = `${value.slice(0, place)}${value[place] === 'a' ? 'b' : 'a'}${value.slice(place + 1)}`;
        expect(await hub.refusal({ ...delivery, headers: { ...headers, [name]: changed } })).toBe(
          'SIGNATURE_INVALID',
        );
      }
      for (const other of [
        undefined,
        '',
        ' ',
        value.slice(1),
        `${value} `,
        `${value}, ${value}`,
        `${value}=`,
      ])
        expect(await hub.refusal({ ...delivery, headers: { ...headers, [name]: other } })).toBe(
          'SIGNATURE_INVALID',
        );
    }
  });

  it('is refused with whatever headers a stranger invents', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom(...Object.keys(headers), 'authorization'),
          fc.oneof(fc.string(), fc.base64String(), fc.constant('Basic Og==')),
        ),
        fc.uint8Array({ maxLength: 200 }),
        async (invented, content) => {
          const forged = { headers: invented, body: Buffer.from(content), receivedAt };
          expect(await hub.refusal(forged)).toBe('SIGNATURE_INVALID');
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['is empty', ''],
    ['is not JSON', '{"id":'],
    ['is not UTF-8', Buffer.concat([body.subarray(0, -2), Buffer.from([0xc3, 0x28, 0x22, 0x7d])])],
    ['begins with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])],
    ['is UTF-16', Buffer.from(way.body, 'utf16le')],
    ['is a list', `[${way.body}]`],
    ['is null', 'null'],
    ['is a number', '1e999'],
    ['is nested without end', '['.repeat(1_000_000)],
    ['is nested deep', `{"id":${'['.repeat(400_000)}${']'.repeat(400_000)}}`],
    ['says nothing', '{}'],
    ['has an id that is no text', way.body.replace(/"id":"[^"]*"/, '"id":{"toString":1}')],
    ['has an id that no database takes', way.body.replace(/"id":"[^"]*"/, '"id":"a\\u0000b"')],
    ['has an endless id', way.body.replace(/"id":"[^"]*"/, `"id":"${'x'.repeat(5_000)}"`)],
  ])('is not acceptable, though signed, when its body %s', async (_, content) => {
    expect(await hub.refusal(signed(content))).toBe('INVALID_INPUT');
  });

  it.each([
    undefined,
    'text/plain',
    'application/json; charset=iso-8859-1',
    'application/jsonp',
    'application/json, text/plain',
  ])('is not acceptable with the content type %s', async (type) => {
    expect(await hub.refusal(signed(body, { 'content-type': type }))).toBe('INVALID_INPUT');
  });

  it('is read alike with other spellings of its content type', () => {
    for (const type of [
      'application/json',
      'APPLICATION/JSON;charset=UTF-8',
      'application/json; charset="utf-8"',
    ])
      expect(hub.read(signed(body, { 'content-type': type }))).toEqual(hub.read(delivery));
  });

  it('never crashes on a signed body of any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        try {
          hub.read(signed(text));
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          expect((error as Problem).code).toBe('INVALID_INPUT');
        }
      }),
    );
  });
});
