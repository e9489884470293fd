import { number } from './answer.ts';

/** An exact decimal: `digits` divided by ten to the power of `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** The decimal a text holds, or null when the text is none or has more than nine decimals. */
export function decimalOf(text: string): Decimal | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole, fraction = ''] = match;
  const digits = BigInt(`${whole}${fraction}`);
  return { digits: sign ? -digits : digits, scale: fraction.length };
}

/** The decimal of a text that the simulator itself has written. */
export function decimal(text: string): Decimal {
  const value = decimalOf(text);
  if (!value) throw new Error(`not a decimal: ${text}`);
  return value;
}

export function times(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

/** a x numerator / denominator in units of ten to the power of -decimals, rounded half up away from zero. */
export function portion(a: Decimal, numerator: bigint, denominator: bigint, decimals: number): bigint {
  const top = a.digits * numerator * 10n ** BigInt(decimals);
  const bottom = 10n ** BigInt(a.scale) * denominator;
  const size = top < 0n ? -top : top;
  const rounded = (2n * size + bottom) / (2n * bottom);
  return top < 0n ? -rounded : rounded;
}

/** Whole units of ten to the power of -decimals as text: 1234n of two decimals is "12.34". */
export function fixed(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Whole cents of a text of at most two decimals. */
export function centsOf(text: string): bigint {
  return portion(decimal(text), 1n, 1n, 2);
}

/** A text without needless zeros, as quantities and prices are kept: "75.00" is "75". */
export function plain(text: string): string {
  const { digits, scale } = decimal(text);
  return scale === 0 ? digits.toString() : fixed(digits, scale).replace(/\.?0+$/, '');
}

/** Cents as the number of an answer, exact. */
export function shownCents(cents: bigint): object {
  return number(fixed(cents, 2));
}
