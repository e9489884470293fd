import Big from 'big.js';

/** An exact amount: decimal text and an ISO 4217 code. Never a float, at any boundary. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** ISO 4217 minor units that differ from two. Source: ISO 4217 list one, column "minor unit". */
const minorUnits: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, CLP: 0, BHD: 3, KWD: 3, TND: 3 };

/** The number of decimals in which a currency is settled. */
export function decimalsOf(currency: string): number {
  return minorUnits[currency] ?? 2;
}

/** A decimal in canonical form: no zeros at its end that say nothing, "4.0" is "4". */
export function shortest(decimal: string): string {
  return new Big(decimal).toFixed();
}

/** An amount in canonical form: at least the currency's decimals, more only where the source has more. */
export function money(amount: string, currency: string): Money {
  const value = new Big(amount);
  const decimals = decimalsOf(currency);
  const exact = value.toFixed();
  const dot = exact.indexOf('.');
  const has = dot < 0 ? 0 : exact.length - dot - 1;
  return { amount: has < decimals ? value.toFixed(decimals) : exact, currency };
}

/** The sum of amounts of one currency; zero of `currency` when there are none. Throws on a mixed list: that is a bug. */
export function sum(amounts: Iterable<Money>, currency: string): Money {
  let total = new Big(0);
  for (const each of amounts) {
    if (each.currency !== currency) throw new Error(`cannot add ${each.currency} to ${currency}`);
    total = total.plus(each.amount);
  }
  return money(total.toFixed(), currency);
}

/** The amount in another currency at a rate (units of `currency` per unit of the amount's own), rounded half up to its decimals. */
export function convert(amount: Money, rate: string, currency: string): Money {
  return money(
    new Big(amount.amount).times(rate).round(decimalsOf(currency), Big.roundHalfUp).toFixed(),
    currency,
  );
}
