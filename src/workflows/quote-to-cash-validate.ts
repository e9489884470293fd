import { type Finding, finding, Refused } from '../canonical/finding.ts';
import { completeness, duplicates, hierarchy, legalEntity, tax } from './quote-to-cash-party.ts';
import type { DealFacts } from './quote-to-cash-facts.ts';
import { type DealPlan, enriched, planOf, termOf } from './quote-to-cash-plan.ts';
import { mapping, pricing } from './quote-to-cash-products.ts';
import type { DealRules } from './quote-to-cash-rules.ts';

type Patch = Readonly<Record<string, unknown>>;

const ended = ['EXPIRED', 'TERMINATED'];

/** Whether dates, the contract and the terms of payment fit together. `today` is YYYY-MM-DD. */
export function terms(facts: DealFacts, rules: DealRules, patch: Patch, today: string): readonly Finding[] {
  const { deal, lines, contract, underContract, opportunityId } = facts;
  if (!deal) return [];
  const found: Finding[] = [];
  const bad = (path: string, message: string, more: Partial<Finding> = {}): void =>
    void found.push(
      finding({
        code: 'TERMS_INVALID',
        message,
        path,
        system: 'CRM',
        records: [opportunityId],
        rootCauseKey: `TERMS_INVALID:${path}:${opportunityId}`,
        ...more,
      }),
    );
  const term = termOf(facts, rules, patch);
  const starts = [...new Set(lines.flatMap(({ line }) => line.start ?? []))].toSorted();
  const from = {
    path: 'termStart',
    type: 'date',
    current: term?.start ?? null,
    allowed: null,
    touchesMoney: true,
  } as const;
  const months = {
    path: 'termMonths',
    type: 'decimal',
    current: term?.months ?? null,
    allowed: null,
    touchesMoney: true,
  } as const;
  if (!term) bad('termStart', 'Nothing says when the deal starts; choose the day.', { editable: [from] });
  else {
    const other = starts.find((start) => start !== term.start);
    if (other !== undefined && patch['termStart'] === undefined)
      bad(
        'termStart',
        `The lines start on different days, ${other} and ${term.start}; one subscription starts on one day.`,
        {
          editable: [from],
          suggestions: starts.map((start) => ({
            label: `Start everything on ${start}`,
            patch: { termStart: start },
            confidence: 0.5,
            basis: 'A line of the deal starts on it.',
          })),
        },
      );
    if (term.months < 1 || term.months > 120)
      bad('termMonths', 'A term has 1 to 120 whole months.', {
        editable: [months],
        suggestions: [
          {
            label: `A term of ${rules.termMonths} months`,
            patch: { termMonths: String(rules.termMonths) },
            confidence: 0.5,
            basis: 'It is the usual one.',
          },
        ],
      });
    else if (term.end <= today)
      bad('termStart', `The term from ${term.start} is over since ${term.end}.`, {
        editable: [from, months],
        suggestions: [
          {
            label: `Start on ${today}`,
            patch: { termStart: today },
            confidence: 0.4,
            basis: 'It is the first day that can be served.',
          },
        ],
      });
  }
  if (contract && ended.includes(contract.status))
    bad('contract', `The contract ${contract.number} of the deal is ${contract.status.toLowerCase()}.`);
  if (contract && underContract.length > 0)
    found.push(
      finding({
        code: 'CONFLICT',
        message: `The contract ${contract.number} has the subscription ${underContract[0]} already; amend that one.`,
        path: 'contract',
        system: 'BILLING',
        records: [opportunityId],
        rootCauseKey: `CONFLICT:contract:${opportunityId}`,
      }),
    );
  const agreed = enriched(facts, rules, patch).paymentTerms?.value ?? null;
  if (agreed === null || !rules.allowedPaymentTerms.includes(agreed))
    bad(
      'paymentTerms',
      agreed === null
        ? 'Nothing says by when the customer pays; choose the terms.'
        : `Nobody agrees to the terms of payment ${agreed}.`,
      {
        rootCauseKey: `TERMS_INVALID:paymentTerms:${agreed ?? 'none'}`,
        editable: [
          {
            path: 'paymentTerms',
            type: 'choice',
            current: agreed,
            allowed: rules.allowedPaymentTerms,
            touchesMoney: true,
          },
        ],
      },
    );
  return found;
}

/** Everything that keeps a deal from being carried out, of all validations at once. */
export function dealFindings(
  facts: DealFacts,
  rules: DealRules,
  patch: Patch,
  today: string,
): readonly Finding[] {
  return [
    ...completeness(facts, patch),
    ...hierarchy(facts),
    ...legalEntity(facts, rules, patch),
    ...mapping(facts, patch),
    ...pricing(facts, rules, patch),
    ...tax(facts, rules, patch),
    ...terms(facts, rules, patch, today),
    ...duplicates(facts, patch),
  ];
}

/** The plan of a deal. Throws Refused with everything that was found. */
export function validDeal(facts: DealFacts, rules: DealRules, patch: Patch, today: string): DealPlan {
  const found = dealFindings(facts, rules, patch, today);
  if (found.length > 0) throw new Refused(found);
  return planOf(facts, rules, patch);
}
