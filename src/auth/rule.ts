import type { Role } from './principal.ts';

/** What may need an approval. */
export const approvalKinds = ['MERGE', 'UNMERGE', 'REPLAY', 'DATA_FIX', 'AMENDMENT'] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** Who must approve what. */
export interface ApprovalRule {
  readonly id: string;
  readonly name: string;
  readonly kind: ApprovalKind;
  /** It applies only from so many records on, */
  readonly recordsFrom: number;
  /** from this amount on (reporting currency, decimal text; null: any), */
  readonly amountFrom: string | null;
  /** and to records of these legal entities (codes; null: any). */
  readonly legalEntities: readonly string[] | null;
  readonly approverRoles: readonly Role[];
  /** How many different persons must approve. */
  readonly approvals: number;
  readonly expiresAfterHours: number;
}

/** What a rule looks at. */
export interface RuleFacts {
  readonly kind: ApprovalKind;
  readonly records: number;
  /** In the reporting currency, decimal text; null where nobody can say, which counts as more than any bound. */
  readonly amount: string | null;
  /** Codes of the legal entities concerned. */
  readonly legalEntities: readonly string[];
}

/** Of the rules that fit, the one that asks most: for the most persons, then for the fewest roles. Null: no approval is needed. */
export function ruleFor(rules: readonly ApprovalRule[], facts: RuleFacts): ApprovalRule | null {
  const fitting = rules.filter(
    ({ kind, recordsFrom, amountFrom, legalEntities }) =>
      kind === facts.kind &&
      facts.records >= recordsFrom &&
      (amountFrom === null || facts.amount === null || reaches(facts.amount, amountFrom)) &&
      (legalEntities === null || legalEntities.some((code) => facts.legalEntities.includes(code))),
  );
  const [strictest = null] = fitting.toSorted(
    (a, b) => b.approvals - a.approvals || a.approverRoles.length - b.approverRoles.length,
  );
  return strictest;
}

/** When a rule applies, for people to read. */
export function conditionOf({ recordsFrom, amountFrom, legalEntities, approvals }: ApprovalRule): string {
  const parts = [
    ...(recordsFrom > 0 ? [`from ${recordsFrom} records on`] : []),
    ...(amountFrom === null ? [] : [`from an amount of ${amountFrom} on`]),
    ...(legalEntities === null ? [] : [`for ${legalEntities.join(', ')}`]),
    ...(approvals > 1 ? [`${approvals} different persons`] : []),
  ];
  return parts.length === 0 ? 'always' : parts.join('; ');
}

/** Whether a decimal text is at least another one; exact, whatever their length. */
function reaches(amount: string, bound: string): boolean {
  if (amount.startsWith('-')) return false;
  const [whole, part] = split(amount);
  const [boundWhole, boundPart] = split(bound);
  if (whole !== boundWhole)
    return whole.length === boundWhole.length ? whole > boundWhole : whole.length > boundWhole.length;
  const digits = Math.max(part.length, boundPart.length);
  return part.padEnd(digits, '0') >= boundPart.padEnd(digits, '0');
}

function split(text: string): [whole: string, part: string] {
  const [whole = '', part = ''] = text.split('.');
  return [whole.replace(/^0+/, ''), part];
}
