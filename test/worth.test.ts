import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayOf, daysBetween } from '../src/canonical/day.ts';
import { mrrOf, worthOf } from '../src/canonical/worth.ts';

const day = fc.integer({ min: 18_000, max: 24_000 }).map(dayOf);
const charge = fc.record({
  unitPrice: fc.integer({ min: 1, max: 2_000_000 }).map((cents) => new Big(cents).div(100).toFixed(2)),
  quantity: fc.integer({ min: 1, max: 900 }).map(String),
  intervalMonths: fc.constantFrom(1, 3, 12),
});

describe('what a charge is worth over a time', () => {
  it('is its price for each whole period', () => {
    fc.assert(
      fc.property(charge, day, fc.integer({ min: 0, max: 40 }), (each, start, periods) => {
        const end = addMonths(start, periods * each.intervalMonths);
        const price = new Big(each.unitPrice).times(each.quantity);
        expect(worthOf(each, start, end, 'USD')).toBe(price.times(periods).toFixed(2));
      }),
    );
  });

  it('is for a part of a period the price by days, rounded half up once', () => {
    const seat = { unitPrice: '49.00', quantity: '10', intervalMonths: 1 };
    // 490.00 x 15 / 30, and 490.00 + 490.00 x 10 / 31 = 648.0645
    expect(worthOf(seat, '2026-11-01', '2026-11-16', 'USD')).toBe('245.00');
    expect(worthOf(seat, '2026-11-01', '2026-12-11', 'USD')).toBe('648.06');
    // 1.00 x 1 / 8 of a cent-bearing currency: half a cent goes up.
    expect(worthOf({ ...seat, unitPrice: '0.30', quantity: '0.5' }, '2026-11-01', '2026-11-02', 'USD')).toBe(
      '0.01',
    );
    expect(worthOf({ ...seat, unitPrice: '1000' }, '2026-11-01', '2026-11-08', 'JPY')).toBe('2333');
  });

  it('grows with each day, and is never more than a further whole period', () => {
    fc.assert(
      fc.property(charge, day, fc.integer({ min: 1, max: 1500 }), (each, start, days) => {
        const one = new Big(worthOf(each, start, addDays(start, days), 'USD'));
        const more = new Big(worthOf(each, start, addDays(start, days + 1), 'USD'));
        expect(more.gte(one)).toBe(true);
        const price = new Big(each.unitPrice).times(each.quantity);
        expect(more.minus(one).lte(price)).toBe(true);
      }),
    );
  });

  it('splits at a period so that the parts sum to the whole', () => {
    fc.assert(
      fc.property(
        charge,
        day,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 300 }),
        (each, begin, periods, days) => {
          // On a day that every month has, so that counting periods from the middle counts the same ones.
          const start = `${begin.slice(0, 8)}15`;
          const middle = addMonths(start, periods * each.intervalMonths);
          const end = addDays(middle, days);
          const parts = new Big(worthOf(each, start, middle, 'USD')).plus(worthOf(each, middle, end, 'USD'));
          expect(parts.toFixed(2)).toBe(worthOf(each, start, end, 'USD'));
        },
      ),
    );
  });

  it('is nothing where the end does not lie after the start', () => {
    expect(
      worthOf({ unitPrice: '5', quantity: '1', intervalMonths: 1 }, '2026-11-02', '2026-11-02', 'EUR'),
    ).toBe('0.00');
    expect(daysBetween('2026-11-02', '2026-11-02')).toBe(0);
  });
});

describe('monthly recurring revenue', () => {
  it('keeps nine decimals until it is summed', () => {
    expect(mrrOf({ unitPrice: '100', quantity: '1', intervalMonths: 12 }).toFixed()).toBe('8.333333333');
  });
});
