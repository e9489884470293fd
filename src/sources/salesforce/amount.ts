import Big from 'big.js';
import { type ExactNumber, exactNumber } from '../http/json.ts';

/**
 * Decimal text as a JSON number of exactly these digits; undefined where Salesforce could not keep them, because its amounts are doubles of
 * at most two decimals.
 */
export function amountOf(text: string): ExactNumber | undefined {
  const amount = new Big(text);
  const kept = amount.round(2).eq(amount) && new Big(Number(text)).eq(amount);
  return kept ? exactNumber(amount.toFixed()) : undefined;
}
