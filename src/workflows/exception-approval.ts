import Big from 'big.js';
import { type ApprovalRule, ruleFor } from '../auth/rule.ts';
import { stableJson } from '../canonical/stable.ts';
import { type Approval, closeApproval, holdTopic } from '../store/approval.ts';
import type { Queryable } from '../store/database.ts';
import { type Exception, lockException, updateException } from '../store/exception.ts';
import { readSides } from '../store/side.ts';
import type { Acting, Note } from './acting.ts';
import type { Effect } from './decide.ts';
import { tellException } from './exception-tell.ts';
import { editableOf, type Patch, touchesMoney } from './patch.ts';
import { requestApproval, tellApproval } from './request.ts';
import type { Orders } from './saga.ts';

const kind = 'DATA_FIX';

/**
 * The rule by which others must agree to a fix; null: nobody must. Looked at is the company that sells, and one that the fix chooses instead.
 */
export async function fixRule(
  db: Queryable,
  rules: readonly ApprovalRule[],
  exception: Exception,
  patch: Patch,
): Promise<ApprovalRule | null> {
  const { findings, customerId } = exception;
  if (!touchesMoney(patch, findings)) return null;
  const [side] = customerId === null ? [] : await readSides(db, [customerId]);
  const chosen = patch['legalEntity'];
  return ruleFor(rules, {
    kind,
    records: Object.keys(patch).length,
    amount: stakeOf(exception, patch),
    legalEntities: [
      ...(side?.legalEntity == null ? [] : [side.legalEntity]),
      ...(typeof chosen === 'string' ? [chosen] : []),
    ],
  });
}

/**
 * What is at risk with a fix, in the reporting currency; null: nobody can say, which counts as large. A run that was told no amount has one
 * all the same, and a price or a term that is raised raises what is at risk.
 */
function stakeOf({ findings, money, moneyAtRisk }: Exception, patch: Patch): string | null {
  if (money === null || moneyAtRisk === null) return null;
  let factor = new Big(1);
  for (const { path, type, current, touchesMoney: decides } of editableOf(findings)) {
    const value = patch[path];
    if (type !== 'decimal' || decides === false || typeof value !== 'string') continue;
    const before = Number(current ?? 0);
    if (!(before > 0)) return null;
    const times = new Big(value).div(before);
    if (times.gt(1)) factor = factor.times(times);
  }
  return new Big(moneyAtRisk).times(factor).toFixed();
}

/** Asks others to agree to a fix of an exception that is held; CONFLICT while they have another one before them. */
export async function askForFix(
  db: Queryable,
  note: Note,
  acting: Acting,
  {
    exception,
    patch,
    rule,
  }: { readonly exception: Exception; readonly patch: Patch; readonly rule: ApprovalRule },
): Promise<Approval> {
  return requestApproval(db, note, acting, {
    rule,
    subjectId: exception.id,
    topic: exception.id,
    // A customer that comes first has it in its history.
    concerns: [
      ...new Set([...(exception.customerId === null ? [] : [exception.customerId]), ...exception.concerns]),
    ],
    shown: shownOf(exception, patch),
    isOutdated: async (earlier) => fixMoved(exception, earlier) !== null,
  });
}

/** Exactly what is decided: what stopped which run, what is at stake, and what each value would become. */
function shownOf(exception: Exception, patch: Patch): Readonly<Record<string, unknown>> {
  const { id, runId, process, stepName, code, message, money, customerId } = exception;
  const current = new Map(editableOf(exception.findings).map((field) => [field.path, field.current]));
  return {
    exception: { id, runId, process, step: stepName, code, message, customerId, moneyAtRisk: money },
    changes: Object.keys(patch)
      .toSorted()
      .map((path) => ({ path, from: current.get(path) ?? null, to: patch[path] })),
  };
}

/** Why a fix is no longer the one that was shown. */
function fixMoved(exception: Exception | undefined, approval: Approval): string | null {
  const { status, patch } = exception ?? {};
  if (!exception || status !== 'WAITING_APPROVAL' || !patch) return 'The exception does not wait any more.';
  return stableJson(shownOf(exception, patch)) === stableJson(approval.shown)
    ? null
    : 'What the fix is about has changed since.';
}

/** What approvals of fixes are about: with the last one the run goes on with what was proposed. */
export function fixEffect(orders: Orders): Effect {
  return {
    async hold(db, approval) {
      await lockException(db, approval.subjectId);
    },
    moved: async (db, approval) => fixMoved(await lockException(db, approval.subjectId), approval),
    async apply(db, { id, subjectId }, { correlationId }, note) {
      const { runId, patch } = (await lockException(db, subjectId))!;
      await orders.proceed(db, runId, { patch: patch! });
      const retrying = await updateException(db, subjectId, {
        status: 'RETRYING',
        patch: null,
        mended: true,
      });
      await tellException(db, retrying, 'retrying', { correlationId });
      note({ action: 'exception.fixed', subject: subjectId, after: { approvalId: id, patch } });
      return null;
    },
    decided({ status, shown }) {
      if (status === 'APPROVED') orders.wake([(shown['exception'] as { runId: string }).runId]);
    },
    async drop(db, { subjectId, correlationId }) {
      const exception = await lockException(db, subjectId);
      if (exception?.status !== 'WAITING_APPROVAL') return;
      const status = exception.assignee === null ? 'OPEN' : 'ASSIGNED';
      const back = await updateException(db, subjectId, { status, patch: null });
      await tellException(db, back, 'updated', { correlationId });
    },
  };
}

/** Ends the approval that a fix waits for, if one does, because nothing depends on it any more; `why` is a sentence. */
export async function withdrawFix(
  db: Queryable,
  note: Note,
  exception: Exception,
  why: string,
): Promise<void> {
  if (exception.status !== 'WAITING_APPROVAL') return;
  const pending = await holdTopic(db, kind, exception.id);
  if (!pending) return;
  const closed = await closeApproval(db, pending.id, 'CANCELLED', why);
  await tellApproval(db, closed, 'cancelled', exception.correlationId);
  note({ action: 'approval.cancelled', subject: pending.id, after: { reason: why } });
}
