import type { DealRules, RuleFacts } from './quote-to-cash-rules.ts';
import { ruled } from './quote-to-cash-rules.ts';

type Patch = Readonly<Record<string, unknown>>;

/** A value that finance needs, and who says so: `person`, `rule <id>`, `setting <name>`, or `system <instance>`. */
export interface Attribute<T = string> {
  readonly value: T;
  readonly source: string;
}

/** What the systems say, where they say it. */
export interface Said {
  readonly legalEntity: Attribute | null;
  readonly paymentTerms: Attribute | null;
  readonly taxId: Attribute | null;
  readonly taxExemption: Attribute | null;
}

/** What is added to a deal so that it can be booked. Null: nobody says it. */
export interface Enrichment {
  readonly legalEntity: Attribute | null;
  readonly paymentTerms: Attribute | null;
  readonly department: Attribute<string | null>;
  readonly class: Attribute<string | null>;
  readonly location: Attribute<string | null>;
  readonly taxTreatment: Attribute<'EXEMPT' | 'STANDARD'>;
  readonly taxId: Attribute | null;
}

const person = 'person';

const chosen = (patch: Patch, path: string): Attribute | null => {
  const value = patch[path];
  return typeof value === 'string' && value !== '' ? { value, source: person } : null;
};

/** Adds what finance needs, by what a person chose, the systems say and the rules have, in this order. */
export function enrichmentOf(facts: RuleFacts, rules: DealRules, said: Said, patch: Patch): Enrichment {
  const { common } = rules;
  const entityRule = ruled(rules.legalEntities, facts);
  const ofCountry = common.legalEntities[facts.country ?? ''];
  const termsRule = ruled(rules.paymentTerms, facts);
  const dimensionRule = ruled(rules.dimensions, facts);
  const dimension = (name: 'department' | 'class' | 'location'): Attribute<string | null> => {
    const own = chosen(patch, `dimensions.${name}`);
    if (own) return own;
    const value = dimensionRule?.[name] ?? null;
    if (value !== null) return { value, source: `rule ${dimensionRule!.id}` };
    const set = common.dimensions[name];
    if (set !== null) return { value: set, source: `setting amendments.dimensions.${name}` };
    return name === 'class' && facts.segment !== null
      ? { value: facts.segment, source: 'segment of the customer' }
      : { value: null, source: 'nobody' };
  };
  const taxId = chosen(patch, 'taxId') ?? said.taxId;
  return {
    legalEntity:
      chosen(patch, 'legalEntity') ??
      said.legalEntity ??
      (entityRule
        ? { value: entityRule.legalEntity, source: `rule ${entityRule.id}` }
        : ofCountry === undefined
          ? null
          : { value: ofCountry, source: `setting amendments.legalEntities.${facts.country}` }),
    paymentTerms:
      chosen(patch, 'paymentTerms') ??
      said.paymentTerms ??
      (termsRule ? { value: termsRule.paymentTerms, source: `rule ${termsRule.id}` } : null),
    department: dimension('department'),
    class: dimension('class'),
    location: dimension('location'),
    taxTreatment: said.taxExemption
      ? { value: 'EXEMPT', source: said.taxExemption.source }
      : { value: 'STANDARD', source: taxId?.source ?? 'address of the customer' },
    taxId,
  };
}
