/** A day as the instant it begins in UTC, where the graph promises an instant; what is no day is handed on as it is. */
export function atMidnight<T>(day: T): T | string {
  return typeof day === 'string' && day.length === 10 ? `${day}T00:00:00Z` : day;
}
