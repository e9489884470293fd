import type { ProblemCode } from '../../canonical/problem.ts';
import type { Reason } from './policy.ts';

/** Categories of refusals that are about what was asked for, and not about how. */
const ofTheBusiness = new Set(['20', '30', '40', '45']);
const times =
  /\b(dates?|days?|terms?|ended|begins?|before|later|expired?|suspend\w*|resum\w*|renew\w*|cancel\w*)\b/i;
const taken = /already (exists|in use|used)|duplicate/i;

/**
 * Our word for why an order was refused, and the field that Zuora names. Its codes tell resource and category, not what the trouble is
 * about, so that is read from the sentence: dates and terms before prices and plans. Of several reasons the first one that is known counts.
 */
export function refusalOf(
  reasons: readonly Reason[],
  categoryOf: (reason: Reason) => string,
): { readonly code?: ProblemCode; readonly path?: string } {
  const path = reasons.map(({ message }) => /\bfield '?(\w+)/i.exec(message)?.[1]).find((each) => each);
  const known = reasons.find((reason) => ofTheBusiness.has(categoryOf(reason)));
  return { ...(path !== undefined && { path }), ...(known && { code: codeOf(known.message) }) };
}

function codeOf(message: string): ProblemCode {
  if (taken.test(message)) return 'CONFLICT';
  if (times.test(message)) return 'TERMS_INVALID';
  return /\b(price|pricing|charges?|rate plans?|products?|currency|quantity)\b|RatePlan/i.test(message)
    ? 'PRICE_INELIGIBLE'
    : 'SOURCE_REJECTED';
}
