import { addDays, addMonths, lastOfMonth, monthOf, type Day } from '../../canonical/day.ts';

/** Months in a billing period, by Zuora's words. */
const months: Readonly<Record<string, number>> = {
  Month: 1,
  Quarter: 3,
  'Semi-Annual': 6,
  Semi_Annual: 6,
  Annual: 12,
  Eighteen_Months: 18,
  Two_Years: 24,
  Three_Years: 36,
  Five_Years: 60,
};

/** Months in a billing period; 1 where it has none or an unknown one. */
export const monthsOf = (billingPeriod: string | null): number => months[billingPeriod ?? 'Month'] ?? 1;

/**
 * Whether days from `start` to `end` (included) can be a whole billing period. Periods are counted from a day of the month that shorter
 * months do not have, so that the day may differ where one of them ends.
 */
export function isWholePeriod(start: Day, end: Day, monthsLong: number): boolean {
  const next = addDays(end, 1);
  const same = addMonths(start, monthsLong);
  if (next === same) return true;
  return start === lastOfMonth(start) && monthOf(next) === monthOf(same) && next > same;
}
