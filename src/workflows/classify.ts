import Big from 'big.js';
import {
  type ExceptionCategory,
  type FailureKind,
  severities,
  type Severity,
} from '../canonical/exception.ts';
import { type Finding, finding } from '../canonical/finding.ts';
import type { SystemKind } from '../canonical/kind.ts';
import { withoutAddresses } from '../canonical/personal.ts';
import type { Problem, ProblemCode } from '../canonical/problem.ts';
import type { ExceptionSettings } from '../settings/exceptions.ts';
import { suggested } from './suggest.ts';
import { plainly } from './plain.ts';
import type { Failure } from './saga.ts';

/** What each code is a matter of; what is not named is what systems hold. docs/exceptions.md is tested against it. */
export const categoryOf: Readonly<Partial<Record<ProblemCode, ExceptionCategory>>> = {
  SOURCE_UNAVAILABLE: 'TECHNICAL',
  SOURCE_DRIFTED: 'TECHNICAL',
  RATE_LIMITED: 'TECHNICAL',
  TOO_MANY_REQUESTS: 'TECHNICAL',
  OPERATION_TIMEOUT: 'TECHNICAL',
  HUB_UNAVAILABLE: 'TECHNICAL',
  INTERNAL: 'TECHNICAL',
  UNAUTHENTICATED: 'TECHNICAL',
  FORBIDDEN: 'TECHNICAL',
  SIGNATURE_INVALID: 'TECHNICAL',
  CURSOR_INVALID: 'TECHNICAL',
  CURSOR_EXPIRED: 'TECHNICAL',
  IDEMPOTENCY_KEY_REUSED: 'TECHNICAL',
  PERIOD_CLOSED: 'PROCESS',
  CONFLICT: 'PROCESS',
  STALE_VERSION: 'PROCESS',
  PREVIEW_STALE: 'PROCESS',
  AMOUNT_MISMATCH: 'PROCESS',
  OUTCOME_UNKNOWN: 'PROCESS',
  APPROVAL_REQUIRED: 'POLICY',
  SOD_VIOLATION: 'POLICY',
  PRICE_INELIGIBLE: 'POLICY',
};

/** A failure as people who mend it see it. */
export interface Classified {
  readonly failure: FailureKind;
  readonly code: ProblemCode;
  readonly category: ExceptionCategory;
  readonly message: string;
  readonly rootCauseKey: string;
  /** At least one; the exception is called after the first. */
  readonly findings: readonly Finding[];
  readonly team: string;
  /** Whether it may be mended by what changes elsewhere, so that trying again is worth it and does no harm. */
  readonly recheck: boolean;
  /** Whether it is worth it even when nothing that is known of has changed. */
  readonly byTime: boolean;
}

/** Where a failure happened. */
export interface At {
  readonly stepName: string;
  readonly instance: string | null;
  readonly system: SystemKind | null;
}

/** What a failure is a matter of, whose it is, what it is called, and what many of its kind have in common. */
export function classify(settings: Pick<ExceptionSettings, 'owners'>, failure: Failure, at: At): Classified {
  const findings = (failure.is === 'refused' ? failure.error.findings : [told(failure, at)]).map(suggested);
  const [first] = findings;
  if (!first) throw new Error(`the step ${at.stepName} was refused without a finding`);
  const { code, message, rootCauseKey } = first;
  const category = isTechnical(failure) ? 'TECHNICAL' : (categoryOf[code] ?? 'DATA');
  const recheck = (failure.is === 'refused' || failure.is === 'problem') && category !== 'TECHNICAL';
  return {
    failure: failure.is,
    code,
    category,
    message,
    rootCauseKey,
    findings,
    team: ownerOf(settings, { category, code, system: first.system ?? at.system }),
    recheck,
    byTime: recheck && category !== 'POLICY',
  };
}

/** A source that does not let the hub in refuses it whatever it asks. */
const isRefusedEntry = (failure: Failure): boolean =>
  failure.is !== 'refused' && [401, 403].includes(failure.problem.detail.httpStatus ?? 0);

/** What passes by itself is no matter of the business, whatever its code. */
const isTechnical = (failure: Failure): boolean =>
  isRefusedEntry(failure) || (failure.is === 'problem' && failure.problem.retryable);

/** The team of the first row of the settings that fits. */
function ownerOf(
  { owners }: Pick<ExceptionSettings, 'owners'>,
  facts: {
    readonly category: ExceptionCategory;
    readonly code: ProblemCode;
    readonly system: SystemKind | null;
  },
): string {
  const fits = (row: ExceptionSettings['owners'][number]): boolean =>
    (row.category?.includes(facts.category) ?? true) &&
    (row.code?.includes(facts.code) ?? true) &&
    (row.system === undefined || (facts.system !== null && row.system.includes(facts.system)));
  return owners.find(fits)!.team;
}

const called: Readonly<Record<SystemKind, string>> = {
  CRM: 'the CRM',
  BILLING: 'billing',
  PAYMENTS: 'the payment system',
  SUPPORT: 'support',
  ERP: 'the ERP',
  TAX: 'the tax service',
  WAREHOUSE: 'the warehouse',
  HUB: 'the hub',
};

/** What a call that failed is to people who know the business and not the systems. */
function told(failure: Exclude<Failure, { is: 'refused' }>, { stepName, instance, system }: At): Finding {
  const code = failure.is === 'unknown' ? 'OUTCOME_UNKNOWN' : failure.problem.code;
  const where = system === null ? 'the hub' : called[system];
  return finding({
    code,
    message: messageOf(failure, stepName, instance === null ? where : `${where} (${instance})`),
    system,
    rootCauseKey: [code, instance ?? 'hub', stepName].join(':'),
    ...('editable' in failure && { editable: failure.editable }),
  });
}

function messageOf(failure: Exclude<Failure, { is: 'refused' }>, step: string, where: string): string {
  const said = saidBy(failure.problem);
  if (failure.is === 'compensation')
    return `Undoing ${step} in ${where} failed, so the change stands half way. ${said}`;
  if (failure.is === 'unknown')
    return `Nobody can tell whether ${where} did ${step}: it was asked and gave no answer that can be relied on. Look there; retry when it did not, skip the step when it did. ${said}`;
  const { code, retryable } = failure.problem;
  if (isRefusedEntry(failure))
    return `${capital(where)} does not let the hub in, so ${step} waits. Renew the hub's access there. ${said}`;
  if (code === 'SOURCE_REJECTED') return `${capital(where)} refused ${step}. ${said}`;
  if (code === 'INTERNAL')
    return `A fault of the hub stopped ${step}; nothing that you entered is wrong. ${said}`;
  if (code === 'SOURCE_DRIFTED')
    return `${capital(where)} answered ${step} in a way that the hub does not understand. ${said}`;
  if (retryable) return `${capital(where)} could not do ${step}. It is tried again by itself. ${said}`;
  return `${step} stopped in ${where}. ${said}`;
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
const longest = 500;

/** What the other side said, in plain words, without addresses of people and not at any length. */
function saidBy({ message }: Problem): string {
  const text = plainly(withoutAddresses(message)).trim();
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}...` : text;
}

/** How severe an exception is: by the amount at risk, by how many customers wait for the same, and by what failed. */
export function severityOf(
  settings: Pick<ExceptionSettings, 'severity'>,
  facts: {
    /** In the reporting currency, decimal text; null where nobody can say. */
    readonly amount: string | null;
    readonly customers: number;
    readonly failure: FailureKind;
  },
): Severity {
  const { amount, customers, failure } = facts;
  const reached = settings.severity
    .filter(
      (bound) =>
        customers >= bound.customersFrom || (amount !== null && new Big(amount).gte(bound.amountFrom)),
    )
    .map(({ severity }) => severity);
  if (amount === null || failure === 'compensation') reached.push('HIGH');
  if (failure === 'unknown') reached.push('MEDIUM');
  return severities.findLast((severity) => reached.includes(severity)) ?? 'LOW';
}
