import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCursors } from '../src/events/cursor.ts';
import type { Stream, StreamMessage, StreamRequest } from '../src/events/stream.ts';
import { createStreams } from '../src/events/streams.ts';
import { openDatabase, type Database } from '../src/store/database.ts';
import { createTestDatabase } from './support/database.ts';
import { anEvent } from './support/events.ts';
import { eventually } from './support/hub.ts';
import { createTestLog, type TestLog } from './support/test-log.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let log: TestLog;
const secret = randomBytes(32);
beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase(test.url);
  log = createTestLog(database);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const ours = 'cus_ours';
const request = (more: Partial<StreamRequest<string>> = {}): StreamRequest<string> => ({
  field: 'customerChanged',
  args: { id: ours },
  after: null,
  matches: ({ subjectId }) => subjectId === ours,
  snapshot: async () => ['node'],
  ...more,
});
const streamsOf = (heartbeatMs = 60_000) => createStreams({ log, secret, heartbeatMs });
const open = (more: Partial<StreamRequest<string>> = {}, heartbeatMs?: number): Promise<Stream<string>> =>
  streamsOf(heartbeatMs).open(request(more));

let version = 0;
const mine = () => anEvent(ours, ++version);
const cursorOf = (message: StreamMessage | undefined): string =>
  message && 'cursor' in message ? message.cursor : '';

describe('a stream', () => {
  it('begins with how things stand, and tells what happens from then on', async () => {
    await log.append(mine());
    const stream = await open();
    const [snapshot] = await stream.begin();
    expect(snapshot).toMatchObject({ type: 'StreamSnapshot', nodes: ['node'] });
    const [, event] = await log.append(anEvent(), mine());
    expect(await stream.read()).toMatchObject([
      { type: 'StreamChange', previous: cursorOf(snapshot), event: { id: event!.id, state: 'APPLIED' } },
    ]);
    stream.close();
    expect(await stream.read()).toEqual([]);
  });

  it('misses nothing that happens while the snapshot is being made', async () => {
    const happened = mine();
    const stream = await open({
      snapshot: async () => {
        await log.append(happened);
        return [];
      },
    });
    const [snapshot] = await stream.begin();
    expect(await stream.read()).toMatchObject([{ event: { id: happened.id }, previous: cursorOf(snapshot) }]);
    stream.close();
  });

  it('wakes for the next event, however many streams wait, and leaves nobody behind at the log', async () => {
    const streams = streamsOf();
    const waiting = await Promise.all(Array.from({ length: 20 }, () => streams.open(request())));
    const told = waiting.map((stream) => stream.read());
    await eventuallyFollowed();
    expect(log.followers()).toBe(1);
    await log.append(anEvent(), anEvent());
    const event = mine();
    await log.append(event);
    for (const messages of await Promise.all(told))
      expect(messages).toMatchObject([{ event: { id: event.id } }]);
    const ends = waiting.map((stream) => stream.read());
    await eventuallyFollowed();
    for (const stream of waiting) stream.close();
    expect(await Promise.all(ends)).toEqual(waiting.map(() => []));
    expect(log.followers()).toBe(0);
  });

  it('says when nothing happens that it lives, with a cursor that has moved on', async () => {
    const stream = await open({}, 30);
    const [snapshot] = await stream.begin();
    await log.append(anEvent(), anEvent());
    const [beat] = await stream.read();
    expect(beat).toMatchObject({ type: 'StreamHeartbeat', lagMs: expect.any(Number) });
    expect(cursorOf(beat)).not.toBe(cursorOf(snapshot));
    const [again] = await stream.read();
    expect(again).toMatchObject({ type: 'StreamHeartbeat', cursor: cursorOf(beat) });
    const event = mine();
    await log.append(event);
    const messages = await stream.read();
    expect(messages.at(-1)).toMatchObject({ event: { id: event.id }, previous: expect.any(String) });
    stream.close();
  });

  it('waits while the log cannot be read, and then goes on as if nothing had been', async () => {
    let broken = true;
    let tries = 0;
    const unreadable = {
      ...log,
      read: async (after: number, limit: number) => {
        tries += 1;
        if (broken) throw new Error('the database is away');
        return log.read(after, limit);
      },
    };
    const stream = await createStreams({ log: unreadable, secret, heartbeatMs: 60_000 }).open(request());
    const [snapshot] = await stream.begin();
    const events = await log.append(mine(), mine());
    const told = stream.read();
    await eventually('it has tried twice', async () => tries > 1);
    broken = false;
    const changes = await told;
    expect(changes).toMatchObject(events.map(({ id }) => ({ event: { id } })));
    expect(changes[0]).toMatchObject({ previous: cursorOf(snapshot) });
    stream.close();
  });

  it('ends in a reset when the log is put back while it is being followed', async () => {
    const stream = await open({}, 50);
    await stream.begin();
    let back = 0;
    const other = await createStreams({
      log: { ...log, position: () => log.position() - back },
      secret,
      heartbeatMs: 50,
    }).open(request());
    await other.begin();
    await log.append(mine());
    expect(await other.read()).toMatchObject([{ type: 'StreamChange' }]);
    back = 1;
    await database.query('update event set position = null where position = $1', [log.position()]);
    expect(await other.read()).toMatchObject([{ type: 'StreamReset', code: 'CURSOR_EXPIRED' }]);
    expect(other.over()).toBe(true);
    await database.query('update event set position = $1 where position is null', [log.position()]);
    stream.close();
  });

  it('is an iterable for whoever wants no more', async () => {
    const stream = await open();
    const iterator = stream[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toMatchObject({ type: 'StreamSnapshot' });
    const next = iterator.next();
    const event = mine();
    await log.append(event);
    expect((await next).value).toMatchObject({ event: { id: event.id } });
    await iterator.return!();
    expect(log.followers()).toBe(0);
  });
});

const eventuallyFollowed = () => eventually('a stream waits', async () => log.followers() > 0);

describe('a cursor', () => {
  const cursors = createCursors(secret);

  it('is good at every node for the same field and arguments, in whatever order they are written', async () => {
    const stream = await open({ args: { id: ours, other: [1], none: null } });
    const [snapshot] = await stream.begin();
    const event = mine();
    await log.append(event);
    const elsewhere = await open({ args: { other: [1], id: ours }, after: cursorOf(snapshot) });
    expect(await elsewhere.begin()).toEqual([]);
    expect(await elsewhere.read()).toMatchObject([{ event: { id: event.id }, previous: cursorOf(snapshot) }]);
  });

  it.each([
    ['of another field', { field: 'eventAppended' }],
    ['of other arguments', { args: { id: 'cus_other' } }],
  ])('%s is refused', async (_what, other) => {
    const [snapshot] = await (await open()).begin();
    await expect(open({ ...other, after: cursorOf(snapshot) })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });

  it('of another hub, or one that was tampered with in any bit, is refused', () => {
    const good = cursors.write('stream', 1_234_567);
    expect(cursors.read('stream', good)).toBe(1_234_567);
    expect(() => createCursors(randomBytes(32)).read('stream', good)).toThrow('start again');
    const bytes = Buffer.from(good, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => cursors.read('stream', forged.toString('base64url'))).toThrow('start again');
    }
    for (const text of [
      '',
      'x',
      `${good}A`,
      good.slice(1),
      `${good.slice(0, 31)}=`,
      ` ${good}`,
      '%'.repeat(32),
    ])
      expect(() => cursors.read('stream', text)).toThrow('start again');
  });

  it('holds any position and any text for the one stream it was made for', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        (one, other, position) => {
          const cursor = cursors.write(one, position);
          expect(cursor).toMatch(/^[\w-]{32}$/);
          expect(cursors.read(one, cursor)).toBe(position);
          if (one !== other) expect(() => cursors.read(other, cursor)).toThrow('start again');
        },
      ),
    );
  });

  it('that is ahead of the log, because the database was put back, ends in a reset', async () => {
    const stream = await open();
    const ahead = cursors.write('customerChanged {"id":"cus_ours"}', log.position() + 5);
    const resumed = await open({ after: ahead });
    expect(await resumed.begin()).toMatchObject([
      { type: 'StreamReset', code: 'CURSOR_EXPIRED', missedAtLeast: 0 },
    ]);
    expect(await resumed.read()).toEqual([]);
    stream.close();
  });

  it('of another node that is further on is good here too', async () => {
    // A node that has not heard of the last events yet.
    const behind = createTestLog(database);
    await behind.ready;
    const [event] = await log.append(mine());
    const [snapshot] = await (await open()).begin();
    const resumed = await createStreams({ log: behind, secret, heartbeatMs: 60_000 }).open(
      request({ after: cursorOf(snapshot) }),
    );
    expect(behind.position()).toBeLessThan(event!.position);
    expect(await resumed.begin()).toEqual([]);
  });

  it('from before what is still kept ends in a reset that says from where the log is whole, and that cursor is good', async () => {
    const stream = await open();
    const [snapshot] = await stream.begin();
    await log.append(mine(), anEvent(), mine(), anEvent());
    const first = stream.position() + 1;
    await database.query('delete from event where position <= $1', [first + 1]);
    await database.query('update event_head set oldest = $1', [first + 2]);
    const resumed = await open({ after: cursorOf(snapshot) });
    expect(await resumed.begin()).toEqual([]);
    const [reset, ...rest] = await resumed.read();
    expect(rest).toEqual([]);
    expect(reset).toMatchObject({ type: 'StreamReset', code: 'CURSOR_EXPIRED', missedAtLeast: 2 });
    expect(await resumed.read()).toEqual([]);
    const again = await open({ after: (reset as { oldestAvailable: string }).oldestAvailable });
    expect(await again.begin()).toEqual([]);
    expect(await again.read()).toMatchObject([{ event: { position: first + 2 } }]);
  });
});

describe('however often it is cut', () => {
  it('a stream gives each event once, in order, in a chain without a break', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            mine: fc.integer({ min: 0, max: 5 }),
            other: fc.integer({ min: 0, max: 5 }),
            cut: fc.boolean(),
            beat: fc.boolean(),
          }),
          {
            minLength: 3,
            maxLength: 12,
          },
        ),
        async (steps) => {
          let stream = await open();
          let last = cursorOf((await stream.begin())[0]);
          const told: string[] = [];
          const written: string[] = [];
          const hear = (messages: readonly StreamMessage[]): void => {
            for (const message of messages) {
              if (message.type === 'StreamReset') throw new Error('reset');
              if (message.type === 'StreamChange') {
                expect(message.previous).toBe(last);
                told.push(message.event.id);
              }
              last = message.cursor;
            }
          };
          const drain = async (): Promise<void> => {
            const end = log.position();
            for (let more = await stream.read(end); more.length > 0; more = await stream.read(end))
              hear(more);
          };
          for (const step of steps) {
            const events = [
              ...Array.from({ length: step.other }, () => anEvent()),
              ...Array.from({ length: step.mine }, mine),
            ];
            written.push(...events.filter(({ subjectId }) => subjectId === ours).map(({ id }) => id));
            await log.append(...events);
            if (step.beat) {
              await drain();
              hear([stream.heartbeat()]);
            }
            if (step.cut) {
              stream.close();
              stream = await open({ after: last });
              hear(await stream.begin());
            }
            if (step.mine > 0 && !step.beat) hear(await stream.read());
          }
          await drain();
          expect(told).toEqual(written);
          stream.close();
        },
      ),
      { numRuns: 25 },
    );
  });
});
