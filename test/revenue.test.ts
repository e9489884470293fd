import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayNumber, dayOf, monthOf } from '../src/canonical/day.ts';
import { caughtUp, recognised, revenueDelta, summed } from '../src/canonical/revenue.ts';

const amount = fc
  .integer({ min: -5_000_000, max: 5_000_000 })
  .map((cents) => new Big(cents).div(100).toFixed(2));
const span = fc.tuple(fc.integer({ min: 18_000, max: 24_000 }), fc.integer({ min: 0, max: 1200 }));
const total = (months: readonly { amount: string }[]): string =>
  months.reduce((sum, each) => sum.plus(each.amount), new Big(0)).toFixed(2);

const schedule = (all: string, [from, days]: readonly [number, number]) =>
  summed([recognised(all, dayOf(from), dayOf(from + days), 'USD')], 'USD');
/** Orders of a few lines. */
const order = fc.array(fc.tuple(amount, span), { maxLength: 4 }).map((lines) =>
  summed(
    lines.map(([all, days]) => schedule(all, days)),
    'USD',
  ),
);
const month = fc.integer({ min: 17_900, max: 25_300 }).map((day) => monthOf(dayOf(day)));

describe('revenue by month', () => {
  it('sums to the amount exactly, whatever the days', () => {
    fc.assert(
      fc.property(amount, span, (all, [from, days]) => {
        const start = dayOf(from);
        expect(total(recognised(all, start, addDays(start, days), 'EUR'))).toBe(new Big(all).toFixed(2));
      }),
    );
  });

  it('never strays from the exact share of the days so far by more than half a cent', () => {
    fc.assert(
      fc.property(amount, span, (all, [from, days]) => {
        const start = dayOf(from);
        let sofar = new Big(0);
        let counted = 0;
        for (const month of recognised(all, start, addDays(start, days), 'USD')) {
          sofar = sofar.plus(month.amount);
          for (let day = counted; day <= days && addDays(start, day).startsWith(month.period); day++)
            counted++;
          const exact = new Big(all).times(counted).div(days + 1);
          expect(sofar.minus(exact).abs().lte('0.005')).toBe(true);
        }
        expect(counted).toBe(days + 1);
      }),
      { numRuns: 40 },
    );
  });

  it('is by actual days of each month, cumulatively rounded', () => {
    // 100.00 over 31 + 28 days: 52.542 -> 52.54, the rest 47.46.
    expect(recognised('100.00', '2026-01-01', '2026-02-28', 'USD')).toEqual([
      { period: '2026-01', amount: '52.54' },
      { period: '2026-02', amount: '47.46' },
    ]);
  });

  it('changes by exactly what an amendment adds or takes', () => {
    fc.assert(
      fc.property(amount, amount, span, span, (one, two, [a, b], [c, d]) => {
        const before = summed([recognised(one, dayOf(a), dayOf(a + b), 'USD')], 'USD');
        const after = summed([recognised(two, dayOf(c), dayOf(c + d), 'USD')], 'USD');
        const delta = revenueDelta(before, after, 'USD');
        expect(total(delta)).toBe(new Big(two).minus(one).toFixed(2));
        expect(summed([before, delta], 'USD')).toEqual(after);
      }),
    );
  });
});

describe('revenue after a change', () => {
  it('is never another one in months that are over, and all that is due through each month from now on', () => {
    fc.assert(
      fc.property(order, order, month, (stands, next, now) => {
        const after = caughtUp(stands, next, now, 'USD');
        expect(after.filter(({ period }) => period < now)).toEqual(
          stands.filter(({ period }) => period < now),
        );
        const through = (months: typeof next, last: string) =>
          total(months.filter(({ period }) => period <= last));
        for (const { period } of [...next, { period: now }].filter((each) => each.period >= now))
          expect(through(after, period)).toBe(through(next, period));
        expect(total(after)).toBe(total(next));
        expect(revenueDelta(stands, after, 'USD').filter(({ period }) => period < now)).toEqual([]);
      }),
    );
  });

  it('comes to the same by line and by their sums', () => {
    fc.assert(
      fc.property(order, order, order, order, month, (a, b, c, d, now) => {
        const apart = summed([caughtUp(a, c, now, 'USD'), caughtUp(b, d, now, 'USD')], 'USD');
        expect(caughtUp(summed([a, b], 'USD'), summed([c, d], 'USD'), now, 'USD')).toEqual(apart);
      }),
    );
  });

  it('is what it was once the former lines are there again in the same month, and stays so when nothing changes', () => {
    fc.assert(
      fc.property(order, order, order, month, month, (first, former, other, earlier, later) => {
        const [then, now] = [earlier, later].toSorted() as [string, string];
        const stands = caughtUp(first, former, then, 'USD');
        expect(caughtUp(stands, former, now, 'USD')).toEqual(stands);
        expect(caughtUp(caughtUp(stands, other, now, 'USD'), former, now, 'USD')).toEqual(stands);
      }),
    );
  });

  it('catches up in this month what a line that begins in the past should have had, and takes back what is gone', () => {
    const begun = schedule('365.00', [dayNumber('2026-09-01'), 364]);
    expect(caughtUp([], begun, '2026-11', 'USD').slice(0, 2)).toEqual([
      { period: '2026-11', amount: '91.00' },
      { period: '2026-12', amount: '31.00' },
    ]);
    expect(caughtUp(begun, [], '2026-11', 'USD')).toEqual([
      { period: '2026-09', amount: '30.00' },
      { period: '2026-10', amount: '31.00' },
      { period: '2026-11', amount: '-61.00' },
    ]);
  });
});
