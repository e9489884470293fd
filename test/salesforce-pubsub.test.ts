import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pubSubService } from '../src/sources/salesforce/protocol.ts';
import type { FetchRequest, FetchResponse } from '../src/sources/salesforce/protocol.ts';
import type { Source } from '../src/sources/source.ts';
import { eventually } from './support/hub.ts';
import { problemOf, startOrganisation } from './support/salesforce-stream.ts';
import type { Following } from './support/salesforce-stream.ts';

let organisation: Awaited<ReturnType<typeof startOrganisation>>;
let source: Source;
let accounts: string[];
const open: Following[] = [];

async function follow(...args: Parameters<typeof organisation.follow>): Promise<Following> {
  const following = await organisation.follow(...args);
  open.push(following);
  return following;
}

/** Follows the stream as the hub does, again after each break from where it was, until it has heard enough. */
async function hearUntil(from: string | null, isEnough: (heard: number) => boolean): Promise<string[]> {
  const heard: string[] = [];
  for (let cursor = from; !isEnough(heard.length);) {
    const stream = await follow(source, cursor, async ({ hints }) => {
      heard.push(...hints.map((hint) => hint.externalId));
    });
    await eventually(
      'the stream broke or told enough',
      async () => isEnough(heard.length) || stream.isOver(),
    );
    await stream.stop();
    cursor = stream.cursor();
  }
  return heard;
}

/** A place of the stream: behind a change that was heard. */
async function placeNow(): Promise<string> {
  const stream = await follow(source, null);
  const id = accounts.at(-1)!;
  await organisation.change('Account', id, { Phone: String(Math.random()) });
  await stream.toldOf(id);
  await stream.stop();
  return stream.cursor()!;
}

beforeAll(async () => {
  organisation = await startOrganisation();
  source = organisation.connect();
  accounts = await organisation.ids('Account');
}, 60_000);
afterEach(async () => {
  for (const following of open.splice(0)) await following.stop();
  await organisation.steer({ release: true, drop: 0 });
  await organisation.settings({ keepaliveMs: 270_000, sessionSeconds: 7200 });
});
afterAll(() => organisation.close());

describe('what the change stream says', () => {
  it('tells of a change, with the record, the kind and when it was', async () => {
    const stream = await follow(source, null);
    const [id] = accounts;
    await organisation.change('Account', id!, { Industry: 'Mining' });
    const hint = await stream.toldOf(id!);
    expect(hint).toMatchObject({ kind: 'Customer', object: 'Account', deleted: false, own: false });
    expect(hint.deliveryId).toMatch(/^[0-9a-f-]{36}$/);
    expect(Math.abs(Date.parse(hint.changedAt!) - Date.now())).toBeLessThan(60_000);
    expect(stream.pushed.at(-1)!.overflowed).toEqual([]);
  });

  it('knows the changes that the hub itself made', async () => {
    const stream = await follow(source, null);
    const clients = [undefined, 'client=isthmus', 'client=isthmus-2', 'defaultNamespace=x, client=isthmus'];
    const made: string[] = [];
    for (const client of clients) {
      const headers: Record<string, string> = client === undefined ? {} : { 'sforce-call-options': client };
      const answer = await organisation.rest('POST', 'sobjects/Account', { Name: 'Acme' }, headers);
      made.push((answer as { id: string }).id);
    }
    const hints = await Promise.all(made.map((id) => stream.toldOf(id)));
    expect(hints.map((hint) => hint.own)).toEqual([false, true, false, true]);
  });

  it('tells of a deletion and of all that went with it, and when it comes back', async () => {
    const stream = await follow(source, null);
    const post = async (object: string, body: object): Promise<string> =>
      ((await organisation.rest('POST', `sobjects/${object}`, body)) as { id: string }).id;
    const account = await post('Account', { Name: 'Short-lived' });
    const contacts = [
      await post('Contact', { LastName: 'One', AccountId: account }),
      await post('Contact', { LastName: 'Two', AccountId: account }),
    ];
    await organisation.rest('DELETE', `sobjects/Account/${account}`);
    const deleted = await eventually('three deletions', async () => {
      const found = stream.hints().filter((hint) => hint.deleted);
      return found.length >= 3 && found;
    });
    expect(deleted.map((hint) => hint.externalId)).toEqual([account, ...contacts]);
    // Two contacts of one transaction with the same change are one message.
    expect(new Set(deleted.map((hint) => hint.deliveryId)).size).toBe(2);
    await organisation.change('Account', account, { IsDeleted: false });
    await eventually('it came back', async () => stream.hints().at(-1)?.deleted === false);
    expect(stream.hints().at(-1)!.externalId).toBe(account);
  });

  it('says nothing of what was undone, and nothing of a write that changed no field', async () => {
    const stream = await follow(source, null);
    const records = [
      { attributes: { type: 'Account' }, Name: 'Undone' },
      { attributes: { type: 'Account' }, NoSuchField: 1 },
    ];
    await organisation.rest('POST', 'composite/sobjects', { allOrNone: true, records });
    const [first, second] = accounts;
    await organisation.change('Account', first!, {});
    await organisation.change('Account', second!, { Phone: '1' });
    await stream.toldOf(second!);
    expect(stream.hints().map((hint) => hint.externalId)).toEqual([second]);
  });

  it('takes a gap for a change, and an overflow or a wildcard for the order to read all anew', async () => {
    await organisation.steer({ drop: 1 });
    const stream = await follow(source, null);
    const [id, other] = accounts;
    await organisation.change('Account', id!, { Phone: '2' });
    await organisation.steer({ drop: 0, gap: { object: 'Account', id } });
    expect(await stream.toldOf(id!)).toMatchObject({ kind: 'Customer', deleted: false });
    expect(stream.hints()).toHaveLength(1);
    await organisation.steer({ gap: { object: 'Account', id: other, type: 'DELETE' } });
    expect(await stream.toldOf(other!)).toMatchObject({ deleted: true });
    await organisation.steer({ overflow: { object: 'Opportunity' } });
    await organisation.steer({ wildcard: { object: 'Contact' } });
    await organisation.steer({ overflow: { object: 'Pricebook2' } });
    const overflowed = await eventually('all of it', async () => {
      const kinds = stream.pushed.flatMap((message) => message.overflowed);
      return kinds.length >= 2 && kinds;
    });
    expect(overflowed).toEqual(['Opportunity', 'Contact']);
    expect(stream.hints()).toHaveLength(2);
  });
});

describe('where the change stream goes on', () => {
  it('misses nothing and repeats nothing over many cuts', async () => {
    const from = await placeNow();
    const expected: string[] = [];
    let done = false;
    const heard = hearUntil(from, (count) => done && count >= expected.length);
    for (let nth = 0; nth < 120; nth++) {
      const id = accounts[nth % accounts.length]!;
      await organisation.change('Account', id, { Phone: `4-${nth}` });
      expected.push(id);
      if (nth % 15 === 7) await organisation.steer({ disconnect: true });
    }
    done = true;
    expect(await heard).toEqual(expected);
  });

  it('misses nothing when the vendor dies and comes back, with changes it never delivered', async () => {
    const stream = await follow(source, await placeNow());
    await organisation.change('Account', accounts[0]!, { Phone: '5' });
    await stream.toldOf(accounts[0]!);
    await organisation.steer({ hold: true });
    for (const id of accounts.slice(1, 6)) await organisation.change('Account', id, { Phone: '5' });
    await organisation.killAndRestart();
    expect(await problemOf(stream)).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true });
    await organisation.change('Account', accounts[6]!, { Phone: '5' });
    await organisation.steer({ release: true });
    // The restarted process knows no session of the connector that was only in memory; its database does.
    const heard = await hearUntil(stream.cursor(), (count) => count >= 6);
    expect(heard).toEqual(accounts.slice(1, 7));
  });

  it('moves on with keepalives, so that a quiet organisation does not fall behind', async () => {
    await organisation.settings({ keepaliveMs: 40 });
    const stream = await follow(source, null);
    await eventually('three keepalives', async () => stream.pushed.length >= 3);
    await stream.stop();
    expect(stream.hints()).toEqual([]);
    expect(new Set(stream.pushed.map((message) => message.cursor)).size).toBe(stream.pushed.length);
    await organisation.change('Account', accounts[0]!, { Phone: '6' });
    expect(await hearUntil(stream.cursor(), (count) => count > 0)).toEqual([accounts[0]]);
  });

  it('does not pass over what is still held back', async () => {
    await organisation.settings({ keepaliveMs: 40 });
    const from = await placeNow();
    await organisation.steer({ hold: true });
    const stream = await follow(source, from);
    await organisation.change('Account', accounts[0]!, { Phone: '7' });
    const before = stream.pushed.length;
    await eventually('keepalives while an event waits', async () => stream.pushed.length >= before + 3);
    await stream.stop();
    await organisation.steer({ release: true });
    expect(await hearUntil(stream.cursor(), (count) => count > 0)).toEqual([accounts[0]]);
  });

  it('says so when the vendor no longer has what follows, and when the cursor is nonsense', async () => {
    const old = await placeNow();
    const hour = 3_600_000;
    await organisation.ask('POST', 'clock', { advanceMs: 71 * hour });
    const stream = await follow(source, old);
    expect(stream.isOver()).toBe(false);
    await stream.stop();
    await organisation.ask('POST', 'clock', { advanceMs: 2 * hour });
    for (const cursor of [
      old,
      'AAAA',
      '',
      'not base64 at all!',
      Buffer.alloc(10, 255).toString('base64url'),
    ]) {
      const refused = await follow(source, cursor);
      expect((await problemOf(refused)).code).toBe('CURSOR_EXPIRED');
    }
  });
});

describe('the pace of the change stream', () => {
  it('is that of the receiver: no more than a hundred events are on their way', async () => {
    let release = (): void => {};
    const blocked = new Promise<void>((resolve) => (release = resolve));
    let taken = 0;
    const stream = await follow(source, null, async ({ hints }) => {
      await blocked;
      taken += hints.length;
    });
    for (let nth = 0; nth < 160; nth++)
      await organisation.change('Account', accounts[nth % accounts.length]!, { Phone: `8-${nth}` });
    await eventually('the credit is used up', async () => {
      const [facts] = (await organisation.facts()).subscriptions;
      return facts!.outstanding === 0;
    });
    expect((await organisation.facts()).subscriptions).toMatchObject([{ requested: 100, delivered: 100 }]);
    expect(stream.pushed).toEqual([]);
    release();
    await eventually('all of it', async () => taken >= 160);
    const [facts] = (await organisation.facts()).subscriptions;
    expect(taken).toBe(160);
    expect(facts!.requested - facts!.delivered).toBeLessThanOrEqual(100);
  });

  it('ends with the error of a receiver that cannot take a message, and gives it again', async () => {
    const from = await placeNow();
    const full = new Error('no room');
    const stream = await follow(source, from, () => Promise.reject(full));
    await organisation.change('Account', accounts[0]!, { Phone: '9' });
    expect(await stream.ended).toBe(full);
    expect(stream.cursor()).toBe(from);
    expect(await hearUntil(from, (count) => count > 0)).toEqual([accounts[0]]);
  });

  it('ends when it is told to, whatever it is doing', async () => {
    const stream = await follow(source, null);
    await stream.stop();
    expect(await stream.ended).toBeUndefined();
    const over = new AbortController();
    over.abort();
    await source.push!({ cursor: null, signal: over.signal, onPushed: async () => {} });
  });

  it('counts a stream that says nothing at all as broken', async () => {
    const impatient = organisation.connect({ options: { pubsubSilenceMs: 150 } });
    const stream = await follow(impatient, null);
    const problem = await problemOf(stream);
    expect(problem).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(problem.message).toContain('silent for 150 ms');
  });
});

describe('the session of the change stream', () => {
  it('is renewed once it ends, without a loss', async () => {
    const stream = await follow(source, null);
    const [first, second] = accounts;
    await organisation.change('Account', first!, { Phone: '10' });
    await stream.toldOf(first!);
    await organisation.ask('POST', 'clock', { advanceMs: 3 * 3_600_000 });
    await organisation.change('Account', second!, { Phone: '10' });
    await stream.toldOf(second!);
    expect(stream.isOver()).toBe(false);
    expect(stream.hints().map((hint) => hint.externalId)).toEqual([first, second]);
  });

  it('is refused with our credentials when even a new login does not help', async () => {
    await organisation.settings({ sessionSeconds: 0 });
    const stranger = organisation.connect();
    const stream = await follow(stranger, null);
    expect(await problemOf(stream)).toMatchObject({ code: 'SOURCE_REJECTED', retryable: false });
  });

  it('is not begun with a server that cannot prove who it is', async () => {
    const { pubsubUrl } = organisation.simulator().credentials;
    const { clientId, clientSecret } = organisation.simulator().credentials;
    const trusting = organisation.connect({
      credentials: { clientId: clientId!, clientSecret: clientSecret!, pubsubUrl: pubsubUrl! },
    });
    const stream = await follow(trusting, null);
    expect((await problemOf(stream)).code).toBe('SOURCE_UNAVAILABLE');
    const lost = organisation.connect({
      credentials: { ...organisation.simulator().credentials, pubsubCertificate: '/nowhere/ca.pem' },
    });
    expect((await problemOf(await follow(lost, null))).code).toBe('SOURCE_REJECTED');
  });

  it('does not exist where no address is configured', () => {
    const { clientId, clientSecret } = organisation.simulator().credentials;
    const polled = organisation.connect({
      credentials: { clientId: clientId!, clientSecret: clientSecret! },
    });
    expect(polled.push).toBeUndefined();
    expect(typeof source.push).toBe('function');
  });
});

describe('the simulated Pub/Sub API', () => {
  const { Subscribe } = pubSubService();

  /** A stream read without the connector: the events of each response, and how it ended. */
  async function raw(metadata: Record<string, string> = {}) {
    const { pubsubUrl, pubsubCertificate } = organisation.simulator().credentials;
    const client = new Client(pubsubUrl!, credentials.createSsl(Buffer.from(pubsubCertificate!)));
    const call = client.makeBidiStreamRequest<FetchRequest, FetchResponse>(
      Subscribe.path,
      Subscribe.requestSerialize,
      Subscribe.responseDeserialize,
      Metadata.fromHttp2Headers({
        accesstoken: await organisation.token(),
        instanceurl: organisation.simulator().url,
        tenantid: '00D5g000000Hub1EAC',
        ...metadata,
      }),
    );
    let events = 0;
    let ended: { code: status; errorCode: unknown } | undefined;
    call.on('data', (response: FetchResponse) => (events += response.events.length));
    call.on('error', (error: { code: status; metadata: Metadata }) => {
      ended = { code: error.code, errorCode: error.metadata.get('error-code')[0] };
    });
    return {
      ask: (request: FetchRequest) => call.write(request),
      events: () => events,
      ended: () => eventually('an end', async () => ended),
      close() {
        call.cancel();
        client.close();
      },
    };
  }

  it('delivers as many events as were asked for, over all requests of a stream', async () => {
    const stream = await raw();
    stream.ask({ topicName: '/data/AccountChangeEvent', replayPreset: 'LATEST', numRequested: 3 });
    await eventually(
      'it is open',
      async () => (await organisation.facts()).subscriptions[0]?.requested === 3,
    );
    for (let nth = 0; nth < 8; nth++)
      await organisation.change('Account', accounts[nth]!, { Phone: `11-${nth}` });
    await organisation.change('Contact', (await organisation.ids('Contact'))[0]!, { Phone: '11' });
    await eventually('three', async () => stream.events() === 3);
    stream.ask({ numRequested: 2 });
    await eventually('two more', async () => stream.events() === 5);
    stream.ask({ numRequested: 100 });
    await eventually('the rest of the topic', async () => stream.events() === 8);
    expect((await organisation.facts()).subscriptions).toMatchObject([{ delivered: 8, outstanding: 97 }]);
    stream.close();
  });

  it.each([
    [
      'another topic',
      { topicName: '/data/NoSuchChangeEvent', numRequested: 1 },
      status.NOT_FOUND,
      'notfound',
    ],
    [
      'no number of events',
      { topicName: '/data/ChangeEvents', numRequested: 0 },
      status.INVALID_ARGUMENT,
      'requested.events.invalid',
    ],
    [
      'no replay id',
      { topicName: '/data/ChangeEvents', replayPreset: 'CUSTOM' as const, numRequested: 1 },
      status.INVALID_ARGUMENT,
      'replayid.validation.failed',
    ],
  ])('refuses a request with %s', async (_, request, code, errorCode) => {
    const stream = await raw();
    stream.ask(request);
    expect(await stream.ended()).toEqual({ code, errorCode: expect.stringContaining(errorCode) });
    stream.close();
  });

  it.each([
    ['token', { accesstoken: 'forged' }],
    ['instance', { instanceurl: 'https://other.my.salesforce.com' }],
    ['organisation', { tenantid: '00D000000000000EAA' }],
  ])('refuses a session with a wrong %s', async (_, metadata) => {
    const stream = await raw(metadata);
    stream.ask({ topicName: '/data/ChangeEvents', numRequested: 1 });
    expect(await stream.ended()).toEqual({
      code: status.UNAUTHENTICATED,
      errorCode: 'sfdc.platform.eventbus.grpc.service.auth.error',
    });
    stream.close();
  });

  it('gives EARLIEST everything that is kept', async () => {
    const { events, dropped } = await organisation.facts();
    const stream = await raw();
    const request = { topicName: '/data/ChangeEvents', replayPreset: 'EARLIEST' as const, numRequested: 100 };
    for (let asked = 0; asked < events; asked += 100) stream.ask(request);
    await eventually('all', async () => stream.events() === events - dropped);
    expect(events).toBeGreaterThan(5);
    stream.close();
  });
});
