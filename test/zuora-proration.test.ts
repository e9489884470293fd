import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Action, type Line, net, orderingAt } from './zuora-ordering.ts';
import { openTenant, type Tenant } from './zuora-tenant.ts';

// The rule of docs/decisions/019-proration.md, computed here anew: days are counted one by one, months by the calendar.
// Cases are drawn anew each time; a failure prints its seed and path, which `fc.assert(..., { seed, path })` runs again.

let tenant: Tenant;
const zuora = orderingAt(() => tenant);
let portland = '';

beforeAll(async () => {
  tenant = await openTenant(5);
  portland = await zuora.account();
});

afterAll(async () => {
  await tenant.close();
});

const dayMs = 86_400_000;
const today = Math.floor(Date.now() / dayMs);
const text = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** The day of a date whose months are counted from 1. */
const civil = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / dayMs;
const partsOf = (date: string): [number, number, number] =>
  date.split('-').map(Number) as [number, number, number];
const dayOf = (date: string): number => civil(...partsOf(date));

/** The same day of the month some months on, or that month's last day. */
function monthsOn(date: number, count: number): number {
  const [year, month, dayOfMonth] = partsOf(text(date));
  const lastOfMonth = civil(year, month + count + 1, 0);
  return Math.min(civil(year, month + count, 1) + dayOfMonth - 1, lastOfMonth);
}

/** The start of each billing period of a term, and the one after the last. */
function periodsOf(start: number, months: number, every: number): number[] {
  const starts: number[] = [];
  for (let at = 0; at <= months + every; at += every) starts.push(monthsOn(start, at));
  return starts;
}

/** Whole cents of `price x quantity x days / whole days`, half up. */
function part(priceCents: number, quantity: number, days: number, whole: number): number {
  const exact = BigInt(priceCents) * BigInt(quantity) * BigInt(days);
  const doubled = 2n * BigInt(whole);
  return Number((2n * exact + BigInt(whole)) / doubled);
}

interface Case {
  readonly sku: 'PLAT-SEAT-M' | 'PLAT-SEAT-Y';
  readonly every: 1 | 12;
  readonly start: number;
  readonly months: number;
  readonly priceCents: number;
  readonly quantity: number;
  /** How far into the term the change is, of a thousand. */
  readonly at: number;
  readonly other: number;
}

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    kind: fc.constantFrom(
      { sku: 'PLAT-SEAT-M' as const, every: 1 as const },
      { sku: 'PLAT-SEAT-Y' as const, every: 12 as const },
    ),
    months: fc.integer({ min: 1, max: 25 }),
    // Share of the term that is over; no change is taken once all of it is.
    over: fc.integer({ min: -200, max: 999 }),
    priceCents: fc.integer({ min: 1, max: 250_000 }),
    quantity: fc.integer({ min: 1, max: 900 }),
    at: fc.integer({ min: 0, max: 999 }),
    other: fc.integer({ min: 1, max: 900 }),
  })
  .map(({ kind, over, ...rest }) => ({
    ...kind,
    ...rest,
    start: today - Math.floor((28 * rest.months * over) / 1000),
  }));

const runs = { numRuns: 40 };

/** What a case comes to by the calendar. */
function calendar({ every, start, months, at }: Case) {
  const end = monthsOn(start, months);
  const effective = start + Math.floor(((end - start) * at) / 1000);
  const starts = periodsOf(start, months, every);
  const index = starts.findLastIndex((each) => each <= effective);
  const [period, next] = [starts[index]!, starts[index + 1]!];
  return { end, effective, starts, period, next, stop: Math.min(next, end) };
}

async function begin(each: Case, through: number) {
  const item = { sku: each.sku, quantity: each.quantity, price: each.priceCents / 100 };
  const term = { start: text(each.start), months: each.months };
  const made = await zuora.subscribe(portland, term, [item], text(through));
  const { lines } = await zuora.billed(made.answer);
  return { ...made, item, lines };
}

const quantityOn = (
  made: { plans: readonly string[]; charges: readonly string[] },
  each: Case,
  quantity: number,
  on: number,
): Action => zuora.update(made.plans[0]!, made.charges[0]!, { sku: each.sku, quantity }, text(on));

describe('the calendar of these tests', () => {
  test('keeps the last day of the month and leap years', () => {
    expect(text(monthsOn(dayOf('2024-01-31'), 1))).toBe('2024-02-29');
    expect(text(monthsOn(dayOf('2024-01-31'), 13))).toBe('2025-02-28');
    expect(text(monthsOn(dayOf('2024-02-29'), 12))).toBe('2025-02-28');
  });
});

describe('for random terms, periods, prices, quantities and days', () => {
  test('a term is billed period by period, the last one by its days', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (each) => {
        const { end, starts } = calendar(each);
        const { lines } = await begin(each, end);
        const periods = starts.filter((start) => start < end);
        expect(lines.map((line) => [line.from, line.to, line.cents])).toEqual(
          periods.map((start, index) => {
            const stop = Math.min(starts[index + 1]!, end);
            const whole = starts[index + 1]! - start;
            return [text(start), text(stop - 1), part(each.priceCents, each.quantity, stop - start, whole)];
          }),
        );
      }),
      runs,
    );
  });

  test('a change gives the old back and charges the new, from the day to the end of the billed period', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (each) => {
        const { effective, period, next, stop } = calendar(each);
        const made = await begin(each, period);
        const action = quantityOn(made, each, each.other, effective);
        const answer = await zuora.order({
          account: portland,
          subscription: made.number,
          actions: [action],
          through: text(effective),
        });
        const { lines } = await zuora.billed(answer);
        const days = stop - effective;
        const old = part(each.priceCents, each.quantity, days, next - period);
        const now = part(each.priceCents, each.other, days, next - period);
        const changed = Number(each.other !== each.quantity);
        expect(net(lines)).toBe(changed * (now - old));
        expect(lines.filter((line) => line.cents < 0).map((line) => [line.quantity, -line.cents])).toEqual(
          [[String(each.quantity), old]].filter(([, amount]) => changed * Number(amount) > 0),
        );
        expect(lines.filter((line) => line.cents > 0).map((line) => [line.quantity, line.cents])).toEqual(
          [[String(each.other), now]].filter(([, amount]) => changed * Number(amount) > 0),
        );
        expect(lines.every((line) => line.from === text(effective) && line.to === text(stop - 1))).toBe(true);
      }),
      runs,
    );
  });

  test('the parts of a period come to the period, within half a cent for each line', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (each) => {
        const { effective, period, next, stop } = calendar(each);
        const made = await begin(each, period);
        const whole = net(made.lines.filter((line) => line.from === text(period)));
        const removed = await zuora.order({
          account: portland,
          subscription: made.number,
          actions: [
            {
              type: 'RemoveProduct',
              on: text(effective),
              removeProduct: { subscriptionRatePlanNumber: made.plans[0] },
            },
          ],
          through: text(effective),
        });
        const { lines } = await zuora.billed(removed);
        const by = (days: number): number => (each.priceCents * each.quantity * days) / (next - period);
        expect(Math.abs(-net(lines) - by(stop - effective))).toBeLessThanOrEqual(0.5);
        expect(Math.abs(whole + net(lines) - by(effective - period))).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  test('a change and its contrary on the same day come to nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (each) => {
        const { effective, period } = calendar(each);
        const made = await begin(each, period);
        const change = async (quantity: number): Promise<readonly Line[]> =>
          (
            await zuora.billed(
              await zuora.order({
                account: portland,
                subscription: made.number,
                actions: [quantityOn(made, each, quantity, effective)],
                through: text(effective),
              }),
            )
          ).lines;
        const there = await change(each.other);
        const back = await change(each.quantity);
        expect(net(there) + net(back)).toBe(0);
      }),
      runs,
    );
  });

  test('cancelling on the first day of the term gives back everything that was billed', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (each) => {
        const { effective } = calendar(each);
        const made = await begin(each, effective);
        const answer = await zuora.order({
          account: portland,
          subscription: made.number,
          actions: [
            {
              type: 'CancelSubscription',
              on: text(each.start),
              cancelSubscription: {
                cancellationPolicy: 'SpecificDate',
                cancellationEffectiveDate: text(each.start),
              },
            },
          ],
          through: text(effective),
        });
        const { lines } = await zuora.billed(answer);
        expect(net(lines) + net(made.lines)).toBe(0);
        expect(lines).toHaveLength(made.lines.length);
      }),
      runs,
    );
  });

  test('suspended days are given back, and charged for no later', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, fc.integer({ min: 0, max: 1000 }), async (each, share) => {
        const { effective, end, period, next, stop } = calendar(each);
        const made = await begin(each, period);
        const order = (actions: readonly Action[]) =>
          zuora.order({ account: portland, subscription: made.number, actions, through: text(period) });
        const suspended = await order([
          {
            type: 'Suspend',
            on: text(effective),
            suspend: { suspendPolicy: 'SpecificDate', suspendSpecificDate: text(effective) },
          },
        ]);
        const given = net((await zuora.billed(suspended)).lines);
        const whole = next - period;
        // As a sum: what comes to nothing would be a negative zero, which is another number to `toBe`.
        expect(given + part(each.priceCents, each.quantity, stop - effective, whole)).toBe(0);
        const again = effective + Math.floor(((end - effective) * share) / 1000);
        const resumed = await order([
          {
            type: 'Resume',
            on: text(again),
            resume: { resumePolicy: 'SpecificDate', resumeSpecificDate: text(again), extendsTerm: false },
          },
        ]);
        const charged = net((await zuora.billed(resumed)).lines);
        expect(charged).toBe(part(each.priceCents, each.quantity, Math.max(0, stop - again), whole));
      }),
      runs,
    );
  });

  test('what is previewed is what is billed, and an order that is reverted has cost nothing', async () => {
    const cities = [
      { country: 'US', state: 'IL', city: 'Chicago' },
      { country: 'DE', city: 'Berlin' },
      { country: 'US', state: 'OR', city: 'Portland' },
    ];
    const accounts = await Promise.all(
      cities.map((place) => zuora.account({ billToContact: { firstName: 'A', lastName: 'B', ...place } })),
    );
    await fc.assert(
      fc.asyncProperty(anyCase, fc.nat(2), fc.nat(4), fc.nat(400), async (each, place, kind, ahead) => {
        const account = accounts[place]!;
        const { effective, period } = calendar(each);
        const item = { sku: each.sku, quantity: each.quantity, price: each.priceCents / 100 };
        const term = { start: text(each.start), months: each.months };
        const made = await zuora.subscribe(account, term, [item], text(period));
        const on = text(effective);
        const kinds: readonly Action[][] = [
          [quantityOn(made, each, each.other, effective)],
          [
            {
              type: 'AddProduct',
              on,
              addProduct: zuora.override({ sku: 'STOR-TB-M', quantity: each.other }),
            },
          ],
          [
            { type: 'RemoveProduct', on, removeProduct: { subscriptionRatePlanNumber: made.plans[0] } },
            { type: 'AddProduct', on, addProduct: zuora.override({ sku: 'PLAT-BASE-M' }) },
          ],
          [{ type: 'RenewSubscription', on }],
          [
            {
              type: 'CancelSubscription',
              on,
              cancelSubscription: { cancellationPolicy: 'SpecificDate', cancellationEffectiveDate: on },
            },
          ],
        ];
        const through = text(effective + ahead);
        const asked = { account, subscription: made.number, actions: kinds[kind]!, through };
        const balance = async (): Promise<unknown> =>
          (await zuora.send<{ metrics: object }>('GET', `/v1/accounts/${account}`)).metrics;
        const [before, former] = [await balance(), await zuora.subscription(made.number)];
        const previewed = await zuora.preview(asked, through);
        expect(await balance()).toEqual(before);
        const answer = await zuora.order(asked);
        expect(answer).toMatchObject({ success: true });
        const billed = await zuora.billed(answer);
        // A charge that the order adds has no number before it is made.
        const unnamed = (lines: readonly Line[]): unknown => lines.map((line) => ({ ...line, charge: null }));
        expect(unnamed(billed.lines)).toEqual(unnamed(previewed.lines));
        expect(billed.total).toBe(previewed.total);
        expect(billed.lines.every((line) => line.cents !== 0)).toBe(true);
        const reverted = await zuora.send('POST', `/v1/orders/${answer.orderNumber}/revert`, {
          orderDate: on,
        });
        expect(reverted).toMatchObject({ success: true });
        const back = await zuora.billed(reverted);
        expect(net(back.lines) + net(billed.lines)).toBe(0);
        expect(back.total + billed.total).toBe(0);
        const restored = await zuora.subscription(made.number);
        expect(restored.version).toBe(String(Number(former.version) + 2));
        const told = ({ ratePlans, termEndDate, cMRR }: typeof former): unknown => [
          termEndDate,
          cMRR,
          ratePlans.map(({ ratePlanCharges }) => ratePlanCharges.map((charge) => ({ ...charge, id: null }))),
        ];
        expect(told(restored)).toEqual(told(former));
      }),
      { numRuns: 60 },
    );
  });
});
