import { addMonths, dateText, dayOf, type Day } from '../world/days.ts';

/** Stands for "never ends"; it is written as null. */
export const never: Day = dayOf('9999-12-31');

/** One term of a subscription; `end` is the first day it no longer covers. */
export interface Term {
  readonly start: Day;
  readonly end: Day;
}

/** A billing period; `next` is the first day of the one after it. */
export interface Period {
  readonly start: Day;
  readonly next: Day;
}

export type PeriodType = 'Day' | 'Week' | 'Month' | 'Year';

/** The day some periods after another one. */
export function after(day: Day, count: number, type: PeriodType): Day {
  if (type === 'Day') return day + count;
  if (type === 'Week') return day + 7 * count;
  return addMonths(day, type === 'Year' ? 12 * count : count);
}

/** The whole billing period of `months` months that holds a day, counted from the start of the term that holds the day. */
export function periodOf(terms: readonly Term[], months: number, day: Day): Period {
  const anchor = (terms.findLast((term) => term.start <= day) ?? terms[0]!).start;
  // A guess that is never too high, and rarely more than one period too low.
  let index = Math.max(0, Math.floor((day - anchor) / (31 * months)));
  if (day < anchor) index = -Math.ceil((anchor - day) / (28 * months));
  while (addMonths(anchor, (index + 1) * months) <= day) index += 1;
  return { start: addMonths(anchor, index * months), next: addMonths(anchor, (index + 1) * months) };
}

/** A day as text; null for the end of what never ends. */
export function dayText(day: Day): string | null {
  return day >= never ? null : dateText(day);
}

/** The day of a column; null is the end of what never ends. */
export function dayOrNever(text: unknown): Day {
  return text === null || text === undefined ? never : dayOf(String(text));
}
