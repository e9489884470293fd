import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOf } from '../src/canonical/day.ts';
import { recognised, revenueDelta, summed } from '../src/canonical/revenue.ts';

const amount = fc
  .integer({ min: -5_000_000, max: 5_000_000 })
  .map((cents) => new Big(cents).div(100).toFixed(2));
const span = fc.tuple(fc.integer({ min: 18_000, max: 24_000 }), fc.integer({ min: 0, max: 1200 }));
const total = (months: readonly { amount: string }[]): string =>
  months.reduce((sum, each) => sum.plus(each.amount), new Big(0)).toFixed(2);

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
