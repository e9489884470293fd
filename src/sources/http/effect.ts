import type { Outcome, WriteOutcome } from './policy.ts';

/** What an answer that is not `ok` says of the effect of a write; the policy's word goes before the rule. */
export function effectOf(outcome: Exclude<Outcome, { readonly is: 'ok' }>, status: number): WriteOutcome {
  if ('outcome' in outcome && outcome.outcome !== undefined) return outcome.outcome;
  switch (outcome.is) {
    case 'throttled':
    case 'rejected':
    case 'auth-expired':
      return 'NOT_APPLIED';
    case 'drifted':
      return effectOfStatus(status);
    case 'retryable':
      return 'UNKNOWN';
  }
}

/** What the status alone says: a 4xx is a refusal, whatever is in it; behind any other one the vendor may have done what it was asked. */
export function effectOfStatus(status: number): WriteOutcome {
  return status >= 400 && status < 500 ? 'NOT_APPLIED' : 'UNKNOWN';
}
