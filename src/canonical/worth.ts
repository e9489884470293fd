import Big from 'big.js';
import { addMonths, type Day, daysBetween, monthsBetween } from './day.ts';
import { decimalsOf } from './money.ts';

/** What is charged for something in each period. */
export interface Charge {
  readonly unitPrice: string;
  readonly quantity: string;
  /** Months of a period. */
  readonly intervalMonths: number;
}

/** Rounds half away from zero to the decimals of a currency, decimal text. */
export const rounded = (amount: Big, currency: string): string =>
  amount.round(decimalsOf(currency), Big.roundHalfUp).toFixed(decimalsOf(currency));

/**
 * What a charge is worth from a day to another one (not included): whole periods, counted from `start`, at the price, and the rest by its
 * days out of those of the whole period. Rounded once, half up. Zero where the end does not lie after the start.
 */
export function worthOf(charge: Charge, start: Day, end: Day, currency: string): string {
  if (end <= start) return rounded(new Big(0), currency);
  const { unitPrice, quantity, intervalMonths } = charge;
  const price = new Big(unitPrice).times(quantity);
  const whole = Math.floor(monthsBetween(start, end) / intervalMonths);
  const from = addMonths(start, whole * intervalMonths);
  const next = addMonths(start, (whole + 1) * intervalMonths);
  // Multiplied before it is divided: a quotient would be cut short.
  const days = daysBetween(from, next);
  const units = new Big(whole).times(days).plus(daysBetween(from, end));
  return rounded(price.times(units).div(days), currency);
}

/** Monthly recurring revenue of a charge, to nine decimals: two are for sums that people read. */
export const mrrOf = ({ unitPrice, quantity, intervalMonths }: Charge): Big =>
  new Big(unitPrice).times(quantity).div(intervalMonths).round(9, Big.roundHalfUp);
