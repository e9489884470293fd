import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayNumber,
  dayOf,
  daysBetween,
  daysInMonth,
  lastOfMonth,
  monthsBetween,
} from '../src/canonical/day.ts';

const day = fc.integer({ min: -25_000, max: 60_000 }).map(dayOf);

describe('a civil date', () => {
  it('is numbered as the calendar of the machine numbers it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -25_000, max: 60_000 }), (number) => {
        const told = new Date(number * 86_400_000).toISOString().slice(0, 10);
        expect(dayOf(number)).toBe(told);
        expect(dayNumber(told)).toBe(number);
      }),
    );
  });

  it('is as many days away as are added to it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  it('keeps its day of the month when months are added, or takes the last one of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2026-11-21', 14)).toBe('2028-01-21');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    fc.assert(
      fc.property(day, fc.integer({ min: -200, max: 200 }), (from, months) => {
        const to = addMonths(from, months);
        const [year, month, date] = to.split('-').map(Number) as [number, number, number];
        expect(date).toBe(Math.min(Number(from.slice(8)), daysInMonth(year, month)));
      }),
    );
  });

  it('has between it and a later one the most months that do not pass it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 2000 }), (from, days) => {
        const to = addDays(from, days);
        const months = monthsBetween(from, to);
        expect(addMonths(from, months) <= to).toBe(true);
        expect(addMonths(from, months + 1) > to).toBe(true);
      }),
    );
  });

  it('lies in a month that ends on its last day', () => {
    expect(lastOfMonth('2028-02-03')).toBe('2028-02-29');
    expect(lastOfMonth('2026-12-31')).toBe('2026-12-31');
  });
});
