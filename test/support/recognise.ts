import type { LedgerOrder, RecognisedPeriod } from '../../src/sources/ledger.ts';
import type { Netsuite } from './netsuite.ts';

// Revenue day by day in whole cents: computed neither as the hub does it nor as the simulator does.

const dayMs = 86_400_000;

/** Some days after a day, YYYY-MM-DD. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** Cents by month. */
export type Cents = ReadonlyMap<string, bigint>;

/** Whole cents as decimal text. */
export function text(cents: bigint): string {
  const size = cents < 0n ? -cents : cents;
  return `${cents < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
}

/** What each day gets, one after the other, summed by month, without any rounding but that of the day's running total. */
export function byDay(lines: LedgerOrder['lines']): Cents {
  const months = new Map<string, bigint>();
  for (const { amount, start, end } of lines) {
    const cents = BigInt(amount.replace('.', ''));
    const days = BigInt((Date.parse(end) - Date.parse(start)) / dayMs + 1);
    let sofar = 0n;
    for (let day = 1n; day <= days; day += 1n) {
      const through = (2n * cents * day + days) / (2n * days);
      const month = dayAfter(start, Number(day) - 1).slice(0, 7);
      months.set(month, (months.get(month) ?? 0n) + through - sofar);
      sofar = through;
    }
  }
  return months;
}

/** The months of a schedule in order, as the ledger tells them. */
export const asTold = (months: Cents): readonly RecognisedPeriod[] =>
  [...months]
    .filter(([, total]) => total !== 0n)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([period, total]) => ({ period, amount: text(total) }));

/** A schedule of which nothing before a month moves: what it lacks there, or has too much, that month makes good. */
export function keeping(stands: Cents, next: Cents, month: string): Cents {
  const kept = new Map([...stands].filter(([each]) => each < month));
  for (const [each, cents] of next) {
    const target = each < month ? month : each;
    kept.set(target, (kept.get(target) ?? 0n) + cents);
  }
  for (const [each, cents] of stands) if (each < month) kept.set(month, (kept.get(month) ?? 0n) - cents);
  return kept;
}

/** The month that the simulator is in. */
export async function monthOf(erp: Netsuite): Promise<string> {
  return (await erp.control<{ now: string }>('clock', { advanceMs: 0 })).now.slice(0, 7);
}
