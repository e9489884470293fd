import type { SystemKind } from './kind.ts';
import type { ProblemCode } from './problem.ts';

/** A value that a business person may mend so that a stopped run can go on. */
export interface EditableField {
  /** What the value is called in a patch, for example `ledgerItem.SEC-AUDIT-M`. */
  readonly path: string;
  readonly type: 'text' | 'decimal' | 'date' | 'choice' | 'boolean';
  /** What the run would use now; null: nothing. */
  readonly current: unknown;
  /** The only values that are taken; null: any of the type. */
  readonly allowed: readonly unknown[] | null;
  /**
   * Whether it decides of money: an amount, price, quantity, account, legal entity, or the day of a posting. Only false lets a fix of it
   * pass without the approval that the settings ask for.
   */
  readonly touchesMoney?: boolean;
}

/** A patch that would mend it, for a person to accept. */
export interface FixSuggestion {
  readonly label: string;
  readonly patch: Readonly<Record<string, unknown>>;
  /** From 0 to 1. */
  readonly confidence: number;
  /** Why it is suggested, a sentence. */
  readonly basis: string;
}

/** One thing that keeps a write from being done, in words of the business. All findings of a check are told at once. */
export interface Finding {
  readonly code: ProblemCode;
  /** What is wrong and what to do about it, one or two sentences. No personal data. */
  readonly message: string;
  /** Where the trouble is: in the input, or in the system named. */
  readonly path: string | null;
  readonly system: SystemKind | null;
  /** What many exceptions of one cause have in common, for example `PRODUCT_UNMAPPED:netsuite:SEC-AUDIT-M`. */
  readonly rootCauseKey: string;
  /** Ids of records of ours that the trouble lies in: when one of them changes it is looked at again. */
  readonly records: readonly string[];
  readonly editable: readonly EditableField[];
  readonly suggestions: readonly FixSuggestion[];
}

/** Thrown by a check that found something; holds all of it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly findings: readonly Finding[];
  /** Nothing can be mended: a run of which nothing was written yet ends with it, as FAILED, and asks nobody. */
  readonly ends: boolean;

  constructor(findings: readonly Finding[], ends = false) {
    super(findings.map(({ code, message }) => `${code}: ${message}`).join(' '));
    this.findings = findings;
    this.ends = ends;
  }
}

/** A finding with nothing but what it must have. */
export function finding(given: Pick<Finding, 'code' | 'message'> & Partial<Finding>): Finding {
  const { code, path = null } = given;
  return {
    path,
    system: null,
    rootCauseKey: path === null ? code : `${code}:${path}`,
    records: [],
    editable: [],
    suggestions: [],
    ...given,
  };
}
