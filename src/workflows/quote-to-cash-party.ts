import { type Finding, finding } from '../canonical/finding.ts';
import { isTaxIdOf } from '../canonical/tax-id.ts';
import { taxTrouble } from './amendment-party.ts';
import type { DealFacts } from './quote-to-cash-facts.ts';
import { billToOf, enriched } from './quote-to-cash-plan.ts';
import type { DealRules } from './quote-to-cash-rules.ts';

type Patch = Readonly<Record<string, unknown>>;

/** Whether deal, customer and lines hold what it takes to bill them. */
export function completeness(facts: DealFacts, patch: Patch): readonly Finding[] {
  const { deal, customer, contacts, accounts, opportunityId } = facts;
  const found: Finding[] = [];
  const lacks = (path: string, message: string, more: Partial<Finding> = {}): void =>
    void found.push(
      finding({
        code: 'DEAL_INCOMPLETE',
        message,
        path,
        system: 'CRM',
        records: [opportunityId, ...(customer ? [customer.id] : [])],
        rootCauseKey: `DEAL_INCOMPLETE:${path}:${opportunityId}`,
        ...more,
      }),
    );
  if (!deal) {
    lacks('deal', 'The CRM does not know the deal any more; restore it there, or call the run off.');
    return found;
  }
  if (deal.stage !== 'CLOSED_WON') lacks('stage', 'The deal is not won in the CRM; close it there first.');
  if (!customer || deal.customerExternalId === null)
    lacks('customer', 'The deal has no customer; enter its account in the CRM.');
  else if (!customer.name) lacks('customer.name', 'The customer has no name; enter it in the CRM.');
  if (customer && !customer.billingAddress)
    lacks('customer.billingAddress', 'The customer has no billing address; enter it in the CRM.');
  if (deal.lines.length === 0)
    lacks('lines', 'The deal does not say what was sold; enter its products in the CRM.');
  for (const { lineId, sku } of deal.lines)
    if (sku === '')
      lacks('lines.sku', `The product of line ${lineId} has no product code; enter it in the CRM.`);
  if (customer && accounts.length === 0 && billToOf(facts, patch) === null)
    lacks('billTo', 'The customer has no contact to whom an invoice could go; enter one in the CRM.', {
      editable: [{ path: 'billTo', type: 'choice', current: null, allowed: contacts.map(({ id }) => id) }],
    });
  return found;
}

const unsellable: Readonly<Record<string, string>> = {
  MERGED: 'was merged into another one',
  SUSPENDED: 'is suspended',
  PENDING_APPROVAL: 'is not approved yet',
};

/** Whether the customer and its parents can be sold to as they stand. One that has left may come back. */
export function hierarchy({ customer, parents, ring }: DealFacts): readonly Finding[] {
  const bad = (message: string, path: string, records: readonly string[], cause: string): Finding =>
    finding({
      code: 'HIERARCHY_INVALID',
      message,
      path,
      system: 'CRM',
      records,
      rootCauseKey: `HIERARCHY_INVALID:${cause}`,
    });
  if (!customer) return [];
  const why = unsellable[customer.status ?? ''];
  return [
    ...(why === undefined
      ? []
      : [
          bad(
            `The customer ${why}; nothing can be sold to it as it stands. Change that in the CRM.`,
            'customer.status',
            [customer.id],
            customer.id,
          ),
        ]),
    ...(ring
      ? [
          bad(
            'The parents of the customer form a ring; correct one of them in the CRM.',
            'customer.parent',
            [customer.id, ...parents.map(({ id }) => id)],
            `ring:${customer.id}`,
          ),
        ]
      : []),
  ];
}

/** Whether it is known which of our companies sells. */
export function legalEntity(facts: DealFacts, rules: DealRules, patch: Patch): readonly Finding[] {
  const { customer, legalEntities } = facts;
  const code = enriched(facts, rules, patch).legalEntity?.value ?? null;
  if (code !== null && legalEntities.includes(code)) return [];
  const country = customer?.billingAddress?.country ?? 'no country';
  return [
    finding({
      code: 'LEGAL_ENTITY_MISSING',
      message:
        code === null
          ? `No rule says which of our companies sells to ${country}; choose it, or add a rule.`
          : `The books have no company ${code}; choose another, or correct the rule.`,
      path: 'legalEntity',
      system: 'ERP',
      records: customer ? [customer.id] : [],
      rootCauseKey: `LEGAL_ENTITY_MISSING:${country}`,
      editable: [
        {
          path: 'legalEntity',
          type: 'choice',
          current: code,
          allowed: legalEntities,
          touchesMoney: true,
        },
      ],
    }),
  ];
}

/** Whether the tax profile holds what the customer's country asks for, in the form that tax ids have there. */
export function tax(facts: DealFacts, rules: DealRules, patch: Patch): readonly Finding[] {
  const { customer, parents, ledgerIds } = facts;
  if (!customer?.billingAddress) return [];
  const { country } = customer.billingAddress;
  // The ledger is the source of what it knows; a customer whom it does not know has what the CRM says.
  const where = ledgerIds.length > 0 ? 'the ledger' : 'the CRM';
  const chosen = typeof patch['taxId'] === 'string' && patch['taxId'] !== '' ? patch['taxId'] : null;
  const ids = chosen === null ? (customer.taxIds ?? []) : [chosen];
  const malformed =
    ids.length > 0 && customer.taxExemption == null && !ids.some((id) => isTaxIdOf(country, id));
  const trouble = malformed
    ? `The tax id does not have the form of the VAT numbers of ${country}; correct it${chosen === null ? ` in ${where}` : ''}.`
    : chosen === null
      ? taxTrouble({ customer }, rules.common.taxIdCountries, where)
      : null;
  if (trouble === null) return [];
  const above = parents.find(
    ({ billingAddress, taxIds }) =>
      billingAddress?.country === country && (taxIds ?? []).some((id) => isTaxIdOf(country, id)),
  );
  return [
    finding({
      code: 'TAX_PROFILE_INCOMPLETE',
      message: trouble,
      path: 'taxId',
      system: ledgerIds.length > 0 ? 'ERP' : 'CRM',
      records: [customer.id],
      rootCauseKey: `TAX_PROFILE_INCOMPLETE:${customer.id}`,
      editable: [{ path: 'taxId', type: 'text', current: ids[0] ?? null, allowed: null, touchesMoney: true }],
      suggestions: above
        ? [
            {
              label: 'Use the tax id of the parent',
              patch: { taxId: above.taxIds!.find((id) => isTaxIdOf(country, id))! },
              confidence: 0.3,
              basis: 'A parent in the same country has one; groups may be taxed as one.',
            },
          ]
        : [],
    }),
  ];
}

/** Whether the customer would be entered a second time where another record of the same company is known already. */
export function duplicates(facts: DealFacts, patch: Patch): readonly Finding[] {
  const { customer, parents, parts } = facts;
  if (!customer || patch['separateCompany'] === true) return [];
  const family = new Set(parents.map(({ id }) => id));
  // Of one group with one web site each company is a customer of its own.
  const alike = facts.lookalikes.filter(({ id, by }) => by === 'tax id' || !family.has(id));
  const [first] = alike;
  if (!first) return [];
  const places = [
    ...new Set(alike.map(({ instance }) => (instance === parts.billing.instance ? 'billing' : 'the ledger'))),
  ];
  return [
    finding({
      code: 'CONFLICT',
      message: `${places.join(' and ')} know a customer with the same ${first.by}: it may be this one, which would be there twice. Merge the two, or say that it is another company.`,
      path: 'separateCompany',
      system: 'HUB',
      records: [customer.id, ...new Set(alike.map(({ id }) => id))],
      rootCauseKey: `CONFLICT:duplicate:${customer.id}`,
      editable: [{ path: 'separateCompany', type: 'boolean', current: false, allowed: null }],
    }),
  ];
}
