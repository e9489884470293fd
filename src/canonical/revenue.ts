import Big from 'big.js';
import { addDays, type Day, daysBetween, lastOfMonth, monthOf } from './day.ts';
import { decimalsOf } from './money.ts';

/** What is recognised in a month (`2026-11`), decimal text. */
export interface MonthAmount {
  readonly period: string;
  readonly amount: string;
}

/**
 * An amount in equal parts for each day from `start` to `end` (both included), by calendar month. Every month gets what all days up to its
 * end come to, rounded half up, less what the months before it got: they sum to the amount exactly.
 */
export function recognised(amount: string, start: Day, end: Day, currency: string): readonly MonthAmount[] {
  const days = daysBetween(start, end) + 1;
  if (days <= 0) return [];
  const decimals = decimalsOf(currency);
  const months: MonthAmount[] = [];
  let sofar = new Big(0);
  for (let first = start; first <= end;) {
    const monthEnd = lastOfMonth(first);
    const last = monthEnd < end ? monthEnd : end;
    const through = new Big(amount)
      .times(daysBetween(start, last) + 1)
      .div(days)
      .round(decimals, Big.roundHalfUp);
    months.push({ period: monthOf(first), amount: through.minus(sofar).toFixed(decimals) });
    sofar = through;
    first = addDays(last, 1);
  }
  return months;
}

/** The sums of schedules by month, in order of time; months that come to nothing are left out. */
export function summed(
  schedules: readonly (readonly MonthAmount[])[],
  currency: string,
): readonly MonthAmount[] {
  const totals = new Map<string, Big>();
  for (const { period, amount } of schedules.flat())
    totals.set(period, (totals.get(period) ?? new Big(0)).plus(amount));
  return [...totals]
    .filter(([, total]) => !total.eq(0))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, total]) => ({ period, amount: total.toFixed(decimalsOf(currency)) }));
}

/**
 * What is recognised once `next` takes the place of `stands`, in order of time, `month` (`2026-11`) being that of today. Months that are
 * over stay as they stand; this month gets what `next` comes to through its end less what the months before it got; later ones are those
 * of `next`. It may be computed of single lines or of their sums: it comes to the same. See docs/decisions/020-revenue.md.
 */
export function caughtUp(
  stands: readonly MonthAmount[],
  next: readonly MonthAmount[],
  month: string,
  currency: string,
): readonly MonthAmount[] {
  const over = stands.filter(({ period }) => period < month);
  const due = next.filter(({ period }) => period <= month);
  const sum = (months: readonly MonthAmount[]): Big =>
    months.reduce((total, { amount }) => total.plus(amount), new Big(0));
  const now = { period: month, amount: sum(due).minus(sum(over)).toFixed() };
  return summed([over, [now], next.filter(({ period }) => period > month)], currency);
}

/** What changes from one schedule to another, by month. */
export function revenueDelta(
  before: readonly MonthAmount[],
  after: readonly MonthAmount[],
  currency: string,
): readonly MonthAmount[] {
  const less = before.map(({ period, amount }) => ({ period, amount: new Big(amount).times(-1).toFixed() }));
  return summed([less, after], currency);
}
