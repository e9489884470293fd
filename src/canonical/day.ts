/** A civil date, YYYY-MM-DD: a square of the calendar, no instant. Two of them compare as text. */
export type Day = string;

type Parts = readonly [year: number, month: number, date: number];

const partsOf = (day: Day): Parts => {
  const [year, month, date] = day.split('-').map(Number);
  return [year!, month!, date!];
};

const two = (part: number): string => String(part).padStart(2, '0');
const textOf = (year: number, month: number, date: number): Day =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;

/** Days of a month of the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The number of a day, 1970-01-01 being 0. Counted in whole days, because a difference of instants is not one of days where clocks are
 * put forward. Source: Howard Hinnant, chrono-compatible low-level date algorithms, `days_from_civil`.
 */
export function dayNumber(day: Day): number {
  const [year, month, date] = partsOf(day);
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The day with a number; the opposite of `dayNumber` (`civil_from_days` of the same source). */
export function dayOf(number: number): Day {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthOfYear = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * monthOfYear + 2) / 5) + 1;
  const month = monthOfYear + (monthOfYear < 10 ? 3 : -9);
  return textOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date);
}

/** Some days later; earlier for a negative count. */
export const addDays = (day: Day, days: number): Day => dayOf(dayNumber(day) + days);

/** How many days from one day (included) to another (not included); negative when it lies before. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** The same day of the month some months later, or the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = partsOf(day);
  const index = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return textOf(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

/** The most whole months that lie between two days, `from` not after `to`: adding them to `from` does not pass `to`. */
export function monthsBetween(from: Day, to: Day): number {
  const [year, month] = partsOf(from);
  const [toYear, toMonth] = partsOf(to);
  const most = (toYear - year) * 12 + toMonth - month;
  return addMonths(from, most) <= to ? most : most - 1;
}

/** The month that a day lies in, `2026-11`. */
export const monthOf = (day: Day): string => day.slice(0, 7);

/** The last day of the month that a day lies in. */
export function lastOfMonth(day: Day): Day {
  const [year, month] = partsOf(day);
  return textOf(year, month, daysInMonth(year, month));
}
