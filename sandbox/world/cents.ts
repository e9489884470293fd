/** Whole cents to decimal text: 123456 is "1234.56". Amounts are summed as whole numbers only. */
export function decimalText(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new Error(`not a whole number of cents: ${cents}`);
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Decimal text of at most two decimals to whole cents. */
export function centsOf(text: string): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) throw new Error(`not an amount in cents: ${text}`);
  const cents = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -cents : cents;
}

/** numerator / denominator of whole positive numbers, rounded half up. */
export function divideHalfUp(numerator: number, denominator: number): number {
  if (!Number.isSafeInteger(numerator * 2)) throw new Error('amount out of range');
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/** The tax on an amount at a rate in hundred-thousandths (7.25 % is 7250), rounded half up to the cent. */
export function taxOn(cents: number, rate: number): number {
  return divideHalfUp(cents * rate, 100_000);
}

/** A rate in hundred-thousandths as a decimal fraction: 7250 is "0.0725". */
export function rateText(rate: number): string {
  const text = `0.${String(rate).padStart(5, '0')}`.replace(/0+$/, '');
  return text.endsWith('.') ? '0' : text;
}

/** The sum of whole numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
