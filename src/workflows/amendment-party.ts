import type { AmendmentRequest, AmendmentType } from '../canonical/amendment.ts';
import { type Finding, finding } from '../canonical/finding.ts';
import type { AmendmentRules } from './amendment-plan.ts';
import type { Known, Live } from './amendment-facts.ts';
import { plainly } from './plain.ts';

/** What was found: what forbids, and what is only said. */
export interface Findings {
  readonly blockers: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Changes by which a customer gets less: they are open also to one to whom nothing more is sold. */
const lessens: readonly AmendmentType[] = ['CANCEL', 'PAUSE', 'REMOVE_PRODUCT', 'DOWNGRADE'];

const unsellable: Readonly<Record<string, string>> = {
  MERGED: 'was merged into another one',
  CHURNED: 'has left us',
  SUSPENDED: 'is suspended',
  PENDING_APPROVAL: 'is not approved yet',
};

/** Whether the customer, its parents, its tax profile and our company that sells to it allow the change. */
export function partyFindings(
  known: Known,
  live: Live,
  { type }: Pick<AmendmentRequest, 'type'>,
  settings: Pick<AmendmentRules, 'legalEntities' | 'taxIdCountries'>,
): Findings {
  const { customer, ring } = known;
  if (!customer)
    return {
      blockers: [
        finding({
          code: 'HIERARCHY_INVALID',
          message: 'The customer of this subscription is in no system any more; find out whose it is.',
        }),
      ],
      warnings: [],
    };
  const records = [customer.id];
  const hard: Finding[] = [];
  const soft: Finding[] = [];
  const why = unsellable[customer.status ?? ''];
  if (why !== undefined)
    soft.push(
      finding({
        code: 'HIERARCHY_INVALID',
        message: `The customer ${why}; nothing can be sold to it as it stands.`,
        system: 'CRM',
        records,
        rootCauseKey: `HIERARCHY_INVALID:${customer.id}`,
      }),
    );
  if (ring)
    hard.push(
      finding({
        code: 'HIERARCHY_INVALID',
        message: 'The parents of the customer form a ring; correct one of them in the CRM.',
        system: 'CRM',
        path: 'parent',
        records: [...records, ...known.parents.map(({ id }) => id)],
        rootCauseKey: `HIERARCHY_INVALID:ring:${customer.id}`,
      }),
    );
  const tax = taxTrouble(known, settings.taxIdCountries);
  if (tax !== null)
    soft.push(
      finding({
        code: 'TAX_PROFILE_INCOMPLETE',
        message: tax,
        system: 'ERP',
        records,
        rootCauseKey: `TAX_PROFILE_INCOMPLETE:${customer.id}`,
      }),
    );
  const ledger =
    live.ledgerCustomer && 'value' in live.ledgerCustomer ? live.ledgerCustomer.value : undefined;
  if (ledger === null)
    hard.push(
      finding({
        code: 'LEGAL_ENTITY_MISSING',
        message:
          'The ledger has no customer with the number of this billing account; enter it there, or its number.',
        system: 'ERP',
        records,
        rootCauseKey: `LEGAL_ENTITY_MISSING:${customer.id}`,
      }),
    );
  else if (ledger && legalEntityOf(known, ledger.legalEntity, settings) === null)
    hard.push(
      finding({
        code: 'LEGAL_ENTITY_MISSING',
        message:
          "The ledger's customer belongs to none of our companies, and no rule names one for its country.",
        system: 'ERP',
        records,
        rootCauseKey: `LEGAL_ENTITY_MISSING:${customer.id}`,
      }),
    );
  return lessens.includes(type)
    ? { blockers: hard, warnings: soft }
    : { blockers: [...soft, ...hard], warnings: [] };
}

/** What a customer's tax profile lacks, a sentence that says `where` it is entered; null: nothing. */
export function taxTrouble(
  { customer }: Pick<Known, 'customer'>,
  asking: readonly string[],
  where = 'the ledger',
): string | null {
  const { billingAddress, taxIds, taxExemption } = customer!;
  if (!billingAddress)
    return 'The customer has no billing address, so no tax can be told; enter it in billing.';
  if (taxExemption != null || (taxIds ?? []).length > 0 || !asking.includes(billingAddress.country))
    return null;
  return `Businesses in ${billingAddress.country} need a tax id or an exemption; enter one of them in ${where}.`;
}

/** Our company that sells: the ledger's customer says it, else the rule for its country; null: neither does. */
export function legalEntityOf(
  { customer }: Pick<Known, 'customer'>,
  told: string | null,
  { legalEntities }: Pick<AmendmentRules, 'legalEntities'>,
): string | null {
  return told ?? legalEntities[customer?.billingAddress?.country ?? ''] ?? null;
}

/** What keeps an amendment of systems that gave no answer, and which these are. */
export function silence(live: Live): readonly Finding[] {
  const asked = [
    ['BILLING', live.subscription],
    ['BILLING', live.preview],
    ['ERP', live.ledgerCustomer],
    ['ERP', live.items],
    ['ERP', live.ledgerOrder],
    ['ERP', live.revenue],
    ['ERP', live.period],
    ['ERP', live.accounts],
    ['SUPPORT', live.entitlement],
    ['CRM', live.contract],
  ] as const;
  const met = new Set<string>();
  return asked.flatMap(([system, told]) => {
    if (!told || 'value' in told) return [];
    const { code } = told.problem;
    const message = plainly(told.problem.message);
    const found = finding({ code, message, system, rootCauseKey: `${code}:${system}` });
    if (met.has(`${system} ${code} ${message}`)) return [];
    met.add(`${system} ${code} ${message}`);
    return [found];
  });
}

/** Whether a system did not answer, rather than refuse. */
export const isSilent = ({ code }: Finding): boolean =>
  code === 'SOURCE_UNAVAILABLE' || code === 'RATE_LIMITED' || code === 'SOURCE_DRIFTED';
