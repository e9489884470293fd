/** amount x numerator / denominator, rounded half up to `decimals`. */
export function scaled(amount: string, numerator: bigint, denominator: bigint, decimals: number): string {
  const cents = BigInt(amount.replace('.', ''));
  const scale = 10n ** BigInt(decimals - 2);
  const value = (2n * cents * scale * numerator + denominator) / (2n * denominator);
  const digits = value.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The sum of amounts of two decimals. */
export function total(amounts: readonly string[]): string {
  const cents = amounts.reduce((sum, each) => sum + BigInt(each.replace('.', '')), 0n);
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The amount with the other sign. */
export function negative(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
