import { addMonths, type Day } from '../world/days.ts';
import { divideHalfUp } from '../world/cents.ts';

/**
 * What a price is worth from a day to another (not included): whole periods counted from the first day, and the rest by its days out of those
 * of the whole period, rounded half up once. All in whole cents.
 */
export function worthCents(perPeriod: number, months: number, start: Day, end: Day): number {
  let whole = 0;
  while (addMonths(start, (whole + 1) * months) <= end) whole += 1;
  const from = addMonths(start, whole * months);
  const days = addMonths(start, (whole + 1) * months) - from;
  return divideHalfUp(perPeriod * (whole * days + (end - from)), days);
}
