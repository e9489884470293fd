import type { MoneyFragment } from '../generated/graphql.ts';

/** A decimal text as digits and how many of them stand behind the point. */
function digitsOf(text: string): readonly [digits: bigint, scale: number] {
  const [whole = '0', fraction = ''] = text.split('.');
  return [BigInt(whole + fraction), fraction.length];
}

/** Adds two decimal texts exactly. */
export function plus(one: string, other: string): string {
  const [a, aScale] = digitsOf(one);
  const [b, bScale] = digitsOf(other);
  const scale = Math.max(aScale, bScale);
  const sum = a * 10n ** BigInt(scale - aScale) + b * 10n ** BigInt(scale - bScale);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0');
  const cut = digits.length - scale;
  const text = scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return sum < 0n ? `-${text}` : text;
}

/** What amounts come to, one sum for each currency, in the order in which the currencies were met. */
export function sums(amounts: Iterable<MoneyFragment | null | undefined>): readonly MoneyFragment[] {
  const byCurrency = new Map<string, string>();
  for (const each of amounts)
    if (each) byCurrency.set(each.currency, plus(byCurrency.get(each.currency) ?? '0', each.amount));
  return [...byCurrency].map(([currency, amount]) => ({ amount, currency }));
}

/** Whether a decimal text is nothing: `0`, `-0.00`. */
export const isZero = (text: string): boolean => !/[1-9]/.test(text);
