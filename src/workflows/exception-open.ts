import { ulid } from '../canonical/id.ts';
import type { SystemKind } from '../canonical/kind.ts';
import { convert, money } from '../canonical/money.ts';
import type { ProcessKind } from '../canonical/run.ts';
import { stableJson } from '../canonical/stable.ts';
import type { ExceptionSettings } from '../settings/exceptions.ts';
import type { Queryable } from '../store/database.ts';
import {
  addException,
  type Cause,
  changeCause,
  customersAffected,
  type Exception,
  lockOpenException,
  updateException,
} from '../store/exception.ts';
import { reportingRates } from '../store/summary.ts';
import type { Note } from './acting.ts';
import { classify, severityOf } from './classify.ts';
import { withdrawFix } from './exception-approval.ts';
import { type Became as Told, tellException } from './exception-tell.ts';
import type { Failure } from './saga.ts';

/** A run that a step has stopped, as the engine tells it. */
export interface Opening {
  readonly runId: string;
  readonly process: ProcessKind;
  readonly correlationId: string;
  readonly customerId: string | null;
  /** Ids of records: whoever may not see them all does not see the exception. */
  readonly concerns: readonly string[];
  readonly moneyAtRisk: { readonly amount: string; readonly currency: string } | null;
  readonly stepIndex: number;
  readonly stepName: string;
  readonly instance: string | null;
  readonly system: SystemKind | null;
  /** Whether a person may go on without the step. */
  readonly skippable: boolean;
  readonly failure: Failure;
  /** When the engine tries the step again by itself, ISO 8601; null: it waits for a person. */
  readonly nextAt: string | null;
}

/**
 * Opens an exception for a run in the transaction that stops it, and gives its id. One that is open for the run already is brought up to
 * date under the same id, and told of only when something changed. The transaction must hold the run.
 */
export type OpenException = (db: Queryable, note: Note, opening: Opening) => Promise<string>;

export interface OpeningDeps {
  readonly settings: ExceptionSettings;
  /** ISO 4217. */
  readonly reportingCurrency: string;
}

/** Exceptions by the settings of a tenant. */
export function createOpenException(deps: OpeningDeps): OpenException {
  return async (db, note, opening) => {
    const cause = await causeOf(deps, db, opening);
    const known = await lockOpenException(db, opening.runId);
    if (known) return again(db, note, known, cause);
    const exception = await addException(db, { id: `exc_${ulid()}`, ...opening }, cause);
    await tellException(db, exception, 'opened');
    note({ action: 'exception.opened', subject: exception.id, after: shownOf(exception) });
    return exception.id;
  };
}

const hourMs = 3_600_000;
const minuteMs = 60_000;

async function causeOf(
  { settings, reportingCurrency }: OpeningDeps,
  db: Queryable,
  opening: Opening,
): Promise<Cause> {
  const { stepIndex, stepName, instance, skippable, moneyAtRisk, customerId, nextAt } = opening;
  const { team, byTime, ...classified } = classify(settings, opening.failure, opening);
  const atRisk = moneyAtRisk && money(moneyAtRisk.amount, moneyAtRisk.currency);
  let amount: string | null = '0';
  if (atRisk) {
    const rate = (await reportingRates(db, reportingCurrency))[atRisk.currency];
    amount = rate === undefined ? null : convert(atRisk, rate, reportingCurrency).amount;
  }
  const severity = severityOf(settings, {
    amount,
    customers: await customersAffected(db, classified.rootCauseKey, customerId),
    failure: classified.failure,
  });
  // The engine's own next try comes first; what it will not try again by itself is looked at again from time to time.
  const recheck = classified.recheck && nextAt === null;
  return {
    ...classified,
    stepIndex,
    stepName,
    instance,
    // Whoever has looked and found it done must be able to say so.
    skippable: skippable || classified.failure === 'unknown',
    money: atRisk,
    moneyAtRisk: amount,
    severity,
    ownerTeam: team,
    watches: recheck ? watched(classified.findings) : [],
    recheck,
    dueInMs: settings.dueHours[severity] * hourMs,
    nextAt,
    recheckInMs: recheck && byTime ? settings.recheckMinutes * minuteMs : null,
  };
}

const watched = (findings: Cause['findings']): string[] => [
  ...new Set(findings.flatMap(({ records }) => records)),
];

/** A run that has an exception and was stopped again. */
async function again(db: Queryable, note: Note, known: Exception, cause: Cause): Promise<string> {
  const { id, status, assignee } = known;
  if (identity(known) !== identity(cause)) {
    await withdrawFix(db, note, known, 'What stopped the run is something else now.');
    const changed = await changeCause(db, id, cause);
    await tellException(db, changed, 'updated');
    note({ action: 'exception.changed', subject: id, before: shownOf(known), after: shownOf(changed) });
    return id;
  }
  // When the engine tries again is no news; that what a person has tried did not help is.
  const nextAt = cause.nextAt === null ? {} : { nextAt: cause.nextAt };
  if (status !== 'RETRYING') {
    if (cause.nextAt !== null) await updateException(db, id, nextAt);
    return id;
  }
  const back = await updateException(db, id, { ...nextAt, status: assignee === null ? 'OPEN' : 'ASSIGNED' });
  await tellException(db, back, 'updated');
  note({ action: 'exception.failed_again', subject: id, after: { code: back.code, step: back.stepName } });
  return id;
}

/** What makes a cause the same: where the run stands and everything that was found there. */
const identity = (
  cause: Pick<Cause, 'stepIndex' | 'failure' | 'code' | 'rootCauseKey' | 'findings'>,
): string => {
  const { stepIndex, failure, code, rootCauseKey, findings } = cause;
  // What a system says of a failure may hold a time or a number of its own.
  const found = failure === 'refused' ? findings : null;
  return stableJson([stepIndex, failure, code, rootCauseKey, found]);
};

const shownOf = ({
  code,
  category,
  severity,
  ownerTeam,
  stepName,
  rootCauseKey,
  runId,
}: Exception): object => ({
  code,
  category,
  severity,
  ownerTeam,
  step: stepName,
  rootCauseKey,
  runId,
});

/** What became of a run that an exception was open for. */
export type Became = 'SUCCEEDED' | 'SKIPPED' | 'COMPENSATED';

/**
 * Ends what is open for a run, in the transaction in which its step came to something; nothing where none is open. SUCCEEDED: resolved
 * when a person had a hand in it since it was opened, else by itself. The transaction must hold the run.
 */
export async function settleException(
  db: Queryable,
  note: Note,
  runId: string,
  became: Became,
): Promise<void> {
  const known = await lockOpenException(db, runId);
  if (!known) return;
  await withdrawFix(db, note, known, 'The run goes on without it.');
  const status = became !== 'SUCCEEDED' ? became : known.mended ? 'RESOLVED' : 'AUTO_RESOLVED';
  const settled = await updateException(db, known.id, { status, settled: true });
  await tellException(db, settled, status.toLowerCase() as Told);
  note({ action: `exception.${status.toLowerCase()}`, subject: known.id, after: { runId } });
}
