/** A civil day as the number of days since 1970-01-01. */
export type Day = number;

const msPerDay = 86_400_000;
const texts = new Map<Day, string>();

/** The day of YYYY-MM-DD text. */
export function dayOf(text: string): Day {
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new Error(`not a date YYYY-MM-DD: ${text}`);
  return ms / msPerDay;
}

/** YYYY-MM-DD. */
export function dateText(day: Day): string {
  let text = texts.get(day);
  if (!text) texts.set(day, (text = new Date(day * msPerDay).toISOString().slice(0, 10)));
  return text;
}

/** The same day some months later or earlier; the last day of the month where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const at = new Date(day * msPerDay);
  const first = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1);
  const wanted = first / msPerDay + at.getUTCDate() - 1;
  return Math.min(wanted, monthEnd(first / msPerDay));
}

export function monthStart(day: Day): Day {
  return day - (new Date(day * msPerDay).getUTCDate() - 1);
}

export function monthEnd(day: Day): Day {
  const at = new Date(day * msPerDay);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0) / msPerDay;
}

/** An instant on a day, ISO 8601 UTC without fractions; `second` counts from midnight. */
export function instantText(day: Day, second: number): string {
  return `${new Date(day * msPerDay + second * 1000).toISOString().slice(0, 19)}Z`;
}
