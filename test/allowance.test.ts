import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { AccountLimits } from '../src/sources/allowance.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually } from './support/hub.ts';
import { createMeter, openSpender, type Meter, type TestSpender } from './support/spending.ts';
import { createSwitch } from './support/switch.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let meter: Meter;
let open: TestSpender[] = [];
const drops: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  drops.push(database.drop);
  meter = createMeter();
  open = [];
});
afterEach(() => Promise.all(open.map((each) => each.close())));
afterAll(() => Promise.all(drops.map((drop) => drop())));

function spender(limits: AccountLimits, url = database.url): TestSpender {
  const made = openSpender(url, limits, [meter]);
  open.push(made);
  return made;
}

test('two who use one account have no more calls under way than it allows, and together all that it allows', async () => {
  const all = [spender({ concurrency: 5 }), spender({ concurrency: 5 })];
  const done = await Promise.all(all.map((each) => each.spend('interactive', 60, 20)));
  expect(done).toEqual([60, 60]);
  expect(meter.most).toBe(5);
});

test('one that comes later has its part of what the first one had alone', async () => {
  const first = spender({ concurrency: 4 });
  const work = first.spend('interactive', 200, 20);
  await eventually('the first has all', async () => first.gate.inFlight === 4);
  const second = spender({ concurrency: 4 });
  expect(await second.spend('interactive', 20, 20)).toBe(20);
  expect(second.meter.most).toBeGreaterThanOrEqual(2);
  await work;
  expect(meter.most).toBe(4);
});

test('money of one is served before bulk work that another has begun to queue', async () => {
  const importing = spender({ concurrency: 4 });
  const paying = spender({ concurrency: 4 });
  const work = importing.spend('bulk', 400, 20);
  await eventually('the import is under way', async () => importing.gate.inFlight > 0);
  const before = importing.meter.begun;
  expect(await paying.spend('money', 80, 20)).toBe(80);
  expect(importing.meter.begun - before).toBeLessThan(40);
  await work;
  expect(meter.most).toBeLessThanOrEqual(4);
});

test('bulk work of one goes on, seldom, while another has money to move without end', async () => {
  const importing = spender({ concurrency: 2 });
  const paying = spender({ concurrency: 2 });
  let over = false;
  const pay = async (): Promise<void> => {
    while (!over) await paying.spend('money', 1, 10);
  };
  const paid = Array.from({ length: 8 }, pay);
  await eventually('money moves', async () => paying.meter.begun > 20);
  expect(await importing.spend('bulk', 2, 10)).toBe(2);
  over = true;
  await Promise.all(paid);
  expect(meter.most).toBeLessThanOrEqual(2);
});

test('a rate is that of the account: what one has spent of a minute another cannot spend', async () => {
  const limits = { concurrency: 10, perMinute: 40 };
  const all = [spender(limits), spender(limits)];
  const done = await Promise.all(all.map((each) => each.spend('interactive', 60, 1, 4_000)));
  expect(done.reduce((a, b) => a + b)).toBeLessThanOrEqual(40);
  expect(done.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(36);
  expect(Math.min(...done)).toBeGreaterThan(0);
});

test('a daily budget is spent once, to the last call, and told as what all have spent', async () => {
  const limits = { concurrency: 10, perDay: 100 };
  const all = [spender(limits), spender(limits)];
  const done = await Promise.all(all.map((each) => each.spend('interactive', 80, 1, 5_000)));
  expect(done.reduce((a, b) => a + b)).toBe(100);
  const late = await all[0]!.gate.enter('money', Date.now() + 5_000, AbortSignal.timeout(5_000));
  expect(late).toMatchObject({ why: 'budget' });
  expect(all[0]!.gate.spentToday).toBe(100);
});

test('what the vendor asked one to wait all wait', async () => {
  const all = [spender({ concurrency: 4 }), spender({ concurrency: 4 })];
  await Promise.all(all.map((each) => each.spend('interactive', 1, 1)));
  all[0]!.gate.pause(30_000);
  const other = await eventually('the other one hears of it', async () => {
    const { pausedMs } = all[1]!.gate;
    return pausedMs > 0 && pausedMs;
  });
  expect(other).toBeGreaterThan(20_000);
});

test('a refusal for too much at once makes the account smaller for a while, for everybody', async () => {
  const all = [spender({ concurrency: 8 }), spender({ concurrency: 8 })];
  await Promise.all(all.map((each) => each.spend('interactive', 1, 1)));
  all[0]!.gate.throttled();
  const most = await eventually('fewer are under way', async () => {
    const here = createMeter();
    const some = all.map((each) => each.spend('interactive', 8, 50));
    await eventually('it begins', async () => meter.now > 0);
    here.most = meter.now;
    await Promise.all(some);
    return here.most <= 6 && here.most;
  });
  expect(most).toBeGreaterThan(0);
});

test('without the database they go on with what they had, then one of them with one call at a time, and recover', async () => {
  const way = await createSwitch(database.url);
  const all = [spender({ concurrency: 6 }, way.url), spender({ concurrency: 6 }, way.url)];
  let over = false;
  const work = all.flatMap((each) =>
    Array.from({ length: 12 }, async () => {
      while (!over) await each.spend('interactive', 1, 20, 500);
    }),
  );
  await eventually('both are at work', async () => meter.now === 6);
  await way.off();
  const begun = meter.begun;
  await eventually('they go on', async () => meter.begun > begun + 10);
  await eventually('one call at a time', async () => {
    const recent = createMeter();
    for (let look = 0; look < 30; look++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      recent.most = Math.max(recent.most, meter.now);
    }
    return recent.most === 1;
  });
  expect(all.map((each) => each.meter.now).toSorted()[0]).toBe(0);
  await way.on();
  await eventually('all slots are used again', async () => meter.now === 6);
  over = true;
  await Promise.all(work);
  expect(meter.most).toBeLessThanOrEqual(7);
  await Promise.all(all.map((each) => each.close()));
  await way.close();
});

test('of one that is cut off from the database the others have the slots, and there is never more than one call too many', async () => {
  const way = await createSwitch(database.url);
  const [lost, other] = [spender({ concurrency: 4 }, way.url), spender({ concurrency: 4 })];
  let over = false;
  const without = async (one: TestSpender): Promise<void> => {
    while (!over) await one.spend('interactive', 1, 20, 500);
  };
  const work = Array.from({ length: 8 }, () => without(lost));
  await eventually('it has all', async () => lost.meter.now === 4);
  way.hang();
  work.push(...Array.from({ length: 8 }, () => without(other)));
  await eventually('the other one has all', async () => other.meter.now === 4);
  over = true;
  await Promise.all(work);
  expect(meter.most).toBeLessThanOrEqual(5);
  await way.on();
  await Promise.all(open.map((each) => each.close()));
  await way.close();
});

test('every lane of the account is told with what all have under way', async () => {
  const all = [spender({ concurrency: 4 }), spender({ concurrency: 4 })];
  const work = all.map((each) => each.spend('bulk', 1, 3_000));
  const lanes = await eventually('both are told', async () => {
    const bulk = all[0]!.gate.shared?.find(({ lane }) => lane === 'bulk');
    return bulk?.used === 2 && all[0]!.gate.shared;
  });
  expect(lanes).toEqual([
    { lane: 'money', used: 0, limit: 4 },
    { lane: 'interactive', used: 0, limit: 4 },
    { lane: 'standard', used: 0, limit: 3 },
    { lane: 'bulk', used: 2, limit: 3 },
  ]);
  await Promise.all(work);
});
