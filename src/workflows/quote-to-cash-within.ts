import type { Sight } from '../store/sight.ts';
import { type QuoteToCash, unknownDeal } from './quote-to-cash.ts';

/** Quote-to-cash for callers with a scope: deals that they see. */
export function quoteToCashWithin(quoteToCash: QuoteToCash, sight: Sight): QuoteToCash {
  return {
    async start(acting, idempotencyKey, input) {
      if (!(await sight.among([input.opportunityId])).has(input.opportunityId)) throw unknownDeal();
      return quoteToCash.start(acting, idempotencyKey, input);
    },
    startFor: quoteToCash.startFor,
  };
}
