import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import Big from 'big.js';
import { planned } from '../recognise.ts';
import { formatDate, wallClock } from './dates.ts';

const prepared = new WeakSet<DatabaseSync>();

const likePatterns = new Map<string, RegExp>();

function likePattern(pattern: string): RegExp {
  let found = likePatterns.get(pattern);
  if (!found) {
    const source = pattern
      .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll('%', '[\\s\\S]*')
      .replaceAll('_', '[\\s\\S]');
    found = new RegExp(`^${source}$`);
    if (likePatterns.size > 1000) likePatterns.clear();
    likePatterns.set(pattern, found);
  }
  return found;
}

/** Gives a database the functions that compiled SuiteQL calls: exact sums and extremes, Oracle's LIKE and date formats, revenue by period. */
export function prepareRuntime(db: DatabaseSync): void {
  if (prepared.has(db)) return;
  prepared.add(db);
  db.function('ns_local', { deterministic: true }, (instant, zone) =>
    instant === null ? null : wallClock(String(instant), String(zone)),
  );
  db.function('ns_to_char', { deterministic: true }, (wall, format) =>
    wall === null ? null : formatDate(String(wall), String(format)),
  );
  db.function('ns_like', { deterministic: true }, (value, pattern) =>
    value === null || pattern === null ? null : Number(likePattern(String(pattern)).test(String(value))),
  );
  db.function('ns_planned', { deterministic: true }, (amount, start, end, first, last) =>
    planned(String(amount), String(start), String(end), String(first), String(last)),
  );
  db.aggregate('ns_sum', {
    start: null,
    step: (total: string | null, value) =>
      value === null ? total : new Big(String(value)).plus(total ?? 0).toFixed(),
  });
  const extreme = (prefers: (value: Big, held: string) => boolean) => ({
    start: null,
    step: (held: string | null, value: SQLOutputValue) =>
      value !== null && (held === null || prefers(new Big(String(value)), held)) ? String(value) : held,
  });
  db.aggregate(
    'ns_max',
    extreme((value, held) => value.gt(held)),
  );
  db.aggregate(
    'ns_min',
    extreme((value, held) => value.lt(held)),
  );
}
