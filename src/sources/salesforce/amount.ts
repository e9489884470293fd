import Big from 'big.js';

/** Node 24 has it and the type library does not know it yet. */
const exact = JSON as unknown as { rawJSON(text: string): object };

/**
 * Decimal text as a JSON number of exactly these digits; undefined where Salesforce could not keep them, because its amounts are doubles of
 * at most two decimals.
 */
export function amountOf(text: string): object | undefined {
  const amount = new Big(text);
  const kept = amount.round(2).eq(amount) && new Big(Number(text)).eq(amount);
  return kept ? exact.rawJSON(amount.toFixed()) : undefined;
}
