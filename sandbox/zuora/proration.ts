import { addMonths, type Day } from '../world/days.ts';
import { decimal, portion, times } from './decimal.ts';
import { periodOf, type Period, type Term } from './term.ts';

/** What is paid for a billing period: price per unit (flat: the fee, of quantity 1) and quantity, decimal text. */
export interface Rate {
  readonly quantity: string;
  readonly price: string;
}

/** Days at one rate; `to` is the first day after them. */
export interface Span extends Rate {
  readonly from: Day;
  readonly to: Day;
}

/** Days at one rate inside one billing period. */
export interface Slice extends Span, Period {}

export function sameRate(a: Rate, b: Rate): boolean {
  return a.quantity === b.quantity && a.price === b.price;
}

/**
 * The amount of a slice in cents: price x quantity x days of the slice / days of the whole period, rounded half up once.
 * docs/decisions/019-proration.md.
 */
export function sliceCents(slice: Slice): bigint {
  const rate = times(decimal(slice.price), decimal(slice.quantity));
  return portion(rate, BigInt(slice.to - slice.from), BigInt(slice.next - slice.start), 2);
}

/** What a price is a month, with nine decimals. */
export function monthly(rate: Rate, months: number): bigint {
  return portion(times(decimal(rate.price), decimal(rate.quantity)), 1n, BigInt(months), 9);
}

/** What a price is a month, in cents. */
export function monthlyCents(rate: Rate, months: number): bigint {
  return portion(times(decimal(rate.price), decimal(rate.quantity)), 1n, BigInt(months), 2);
}

/** What a span is worth: whole periods counted from its first day, and the rest by days of the period that it is a part of. */
export function worthCents(span: Span, months: number): bigint {
  let whole = 0;
  while (addMonths(span.from, (whole + 1) * months) <= span.to) whole += 1;
  const rest = addMonths(span.from, whole * months);
  const days = BigInt(addMonths(span.from, (whole + 1) * months) - rest);
  const rate = times(decimal(span.price), decimal(span.quantity));
  return portion(rate, BigInt(whole) * days + BigInt(span.to - rest), days, 2);
}

/** Spans without the days of others. */
export function without<T extends Span>(
  spans: readonly T[],
  gaps: readonly { readonly from: Day; readonly to: Day }[],
): T[] {
  return gaps.reduce<T[]>(
    (left, gap) =>
      left.flatMap((span) =>
        [
          { ...span, to: Math.min(span.to, gap.from) },
          { ...span, from: Math.max(span.from, gap.to) },
        ].filter((each) => each.from < each.to),
      ),
    spans.filter((span) => span.from < span.to),
  );
}

/** Spans cut at the ends of billing periods up to, without, the first period that begins on `until` or later. */
export function sliced(
  spans: readonly Span[],
  terms: readonly Term[],
  months: number,
  until: (period: Period) => boolean,
): Slice[] {
  const slices: Slice[] = [];
  for (const { quantity, price, from, to } of spans) {
    for (let at = from; at < to;) {
      const period = periodOf(terms, months, at);
      if (!until(period)) break;
      // A later term begins periods of its own, in the middle of this one it may be.
      const cut = terms.find((term) => term.start > at && term.start < period.next)?.start ?? period.next;
      const end = Math.min(to, cut);
      const last = slices.at(-1);
      const joins =
        last?.to === at &&
        last.start === period.start &&
        last.next === period.next &&
        sameRate(last, { quantity, price });
      if (joins) slices[slices.length - 1] = { ...last, to: end };
      else slices.push({ quantity, price, from: at, to: end, ...period });
      at = end;
    }
  }
  return slices;
}
