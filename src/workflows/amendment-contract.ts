import Big from 'big.js';
import type { AmendmentType } from '../canonical/amendment.ts';
import { monthsBetween, addMonths } from '../canonical/day.ts';
import { decimalsOf } from '../canonical/money.ts';
import type { CrmContract } from '../sources/crm.ts';
import type { ContractSet } from './amendment-plan.ts';

/** What the contract of a subscription follows from. */
export interface ContractInput {
  readonly type: AmendmentType;
  /** The day of the order, and the day on which the change takes effect; YYYY-MM-DD. */
  readonly today: string;
  readonly effectiveDate: string;
  readonly now: CrmContract;
  readonly currency: string;
  readonly tcvDelta: string;
  readonly formerEnd: string | null;
  readonly termEnd: string | null;
  readonly autoRenew: boolean | null;
  /** Whether other subscriptions under the contract go on. */
  readonly shared: boolean;
}

const isCancelled = ({ type, today, effectiveDate }: ContractInput): boolean =>
  type === 'CANCEL' && effectiveDate <= today;

/** The term in whole months, where the end of it moves; null: it does not, or they are not whole. */
function termOf(input: ContractInput): {
  readonly moved: boolean;
  readonly whole: number | null;
} {
  const { now, formerEnd, shared } = input;
  // A contract that is terminated today keeps the term that was agreed; one that ends some day to come has an end until then.
  const termEnd = isCancelled(input) ? formerEnd : input.termEnd;
  const moved = termEnd !== formerEnd && !shared;
  if (!moved || now.start === null || termEnd === null) return { moved, whole: null };
  const months = monthsBetween(now.start, termEnd);
  return { moved, whole: addMonths(now.start, months) === termEnd ? months : null };
}

/** Whether the contract keeps the term that was agreed although the subscription gets another one. */
export function keepsTerm(input: ContractInput): boolean {
  const { moved, whole } = termOf(input);
  return moved && whole === null;
}

/** What a contract is set to, and what that was before; null: nothing changes. */
export function contractAfter(input: ContractInput): { former: ContractSet; next: ContractSet } | null {
  const { now, currency, tcvDelta, autoRenew, shared } = input;
  // What ends on a day to come goes on until then: whoever keeps the contract ends it with its term.
  const ends = isCancelled(input) && !shared;
  // The CRM knows terms of whole months only; what ends on another day keeps the term that was agreed.
  const { whole } = termOf(input);
  const next: ContractSet = {
    status: ends && now.status !== 'TERMINATED' ? 'TERMINATED' : null,
    termMonths: whole !== null && whole !== now.termMonths ? whole : null,
    autoRenew: autoRenew !== null && autoRenew !== now.autoRenew ? autoRenew : null,
    tcv:
      now.tcv !== null && !new Big(tcvDelta).eq(0)
        ? new Big(now.tcv).plus(tcvDelta).toFixed(decimalsOf(currency))
        : null,
    paymentTerms: null,
  };
  if (Object.values(next).every((value) => value === null)) return null;
  const was = <K extends keyof ContractSet>(name: K): ContractSet[K] =>
    next[name] === null ? null : now[name];
  return {
    next,
    former: {
      status: was('status'),
      termMonths: was('termMonths'),
      autoRenew: was('autoRenew'),
      tcv: was('tcv'),
      paymentTerms: null,
    },
  };
}
