import Big from 'big.js';
import { same } from '../canonical/event.ts';
import { type Finding, finding } from '../canonical/finding.ts';
import type { SystemKind } from '../canonical/kind.ts';
import { noService } from '../canonical/service.ts';
import type { CrmContract } from '../sources/crm.ts';
import { type Live, valueOf } from './amendment-facts.ts';
import type { AmendmentPlan, ContractSet } from './amendment-plan.ts';

const names = ['status', 'termMonths', 'autoRenew', 'tcv', 'paymentTerms'] as const;

/** Whether a contract still has what is about to be set of it; `5000` and `5000.0` are one amount. */
function stands(now: CrmContract, { former, next }: { former: ContractSet; next: ContractSet }): boolean {
  return names.every((name) => {
    if (next[name] === null || now[name] === former[name]) return true;
    return name === 'tcv' && now.tcv !== null && former.tcv !== null && new Big(now.tcv).eq(former.tcv);
  });
}

/**
 * Whether what is set as a whole is still what it was computed from: the ledger's order, the customer's entitlement, which follows from all of
 * its subscriptions, and the values of the contract. What another change, or a person, has set since would be lost.
 */
export function movedFindings(
  { ledger, entitlement, contract }: AmendmentPlan,
  live: Live,
): readonly Finding[] {
  const order = valueOf(live.ledgerOrder);
  const level = valueOf(live.entitlement);
  const held = valueOf(live.contract);
  const moved: readonly [is: boolean, system: SystemKind, what: string][] = [
    [order !== undefined && !same(order, ledger.former), 'ERP', 'The ledger has other lines of the order'],
    [
      entitlement !== null && level !== undefined && !same(level ?? noService, entitlement.former),
      'SUPPORT',
      'Support gives the customer another entitlement',
    ],
    [
      contract !== null && held != null && !stands(held, contract),
      'CRM',
      'The CRM has other values of the contract',
    ],
  ];
  return moved.flatMap(([is, system, what]) =>
    is
      ? [
          finding({
            code: 'PREVIEW_STALE',
            message: `${what} than this was previewed from. Nothing was written; preview it again.`,
            system,
            path: 'previewId',
          }),
        ]
      : [],
  );
}
