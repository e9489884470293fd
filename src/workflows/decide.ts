import { dutyKey, everybodyBehind, mayDecide } from '../auth/duties.ts';
import { mayBreakGlass } from '../auth/emergency.ts';
import type { Principal, Role } from '../auth/principal.ts';
import { Problem } from '../canonical/problem.ts';
import { addDecision, type Approval, approvalsById, closeApproval, lockApproval } from '../store/approval.ts';
import type { Queryable } from '../store/database.ts';
import { isGranted } from '../store/grant.ts';
import type { Notice } from '../store/notice.ts';
import { rememberPerson } from '../store/person.ts';
import type { Acting, Note } from './acting.ts';
import { bindingOf } from './binding.ts';
import { resolver } from './names.ts';
import type { Outcome } from './once.ts';
import { tellApproval } from './request.ts';
import { unknownApproval } from './unknown.ts';

/** What an approval of one kind is about, and what comes of it. */
export interface Effect {
  /** Takes what `apply` will need, before the approval is locked: whoever asks for one takes them in this order too, so nobody waits in a ring. */
  hold(db: Queryable, approval: Approval): Promise<void>;
  /** Why what was shown no longer holds, in a sentence; null: it does, and will until the transaction ends. */
  moved(db: Queryable, approval: Approval): Promise<string | null>;
  /** Does what was approved, in the transaction of the decision; what memories are to forget then. */
  apply(db: Queryable, approval: Approval, acting: Acting, note: Note): Promise<Notice | null>;
  /** Ends what waited for it in vain; `why` is a sentence. */
  drop(db: Queryable, approval: Approval, why: string): Promise<void>;
  /** Called after the commit of a decision. */
  decided?(approval: Approval): void;
}

export interface DecisionInput {
  readonly approvalId: string;
  readonly approve: boolean;
  readonly reason: string;
  /** That of the approval as it was shown; null: not compared. */
  readonly hash: string | null;
}

const isApprovalId = (id: string): boolean => /^apr_[0-9a-z]{26}$/.test(id);

const conflict = (message: string): Outcome => ({ refusal: new Problem('CONFLICT', message) });

/** Whether an administrator has every right for a while, having said why. */
export async function hasBrokenGlass(db: Queryable, principal: Principal): Promise<boolean> {
  return mayBreakGlass(principal) && (await isGranted(db, dutyKey(principal.person)));
}

/** Decides an approval as part of a transaction. What it came to for memories is given to `forget`, to be done after the commit. */
export async function decide(
  db: Queryable,
  note: Note,
  effectOf: (approval: Approval) => Effect,
  acting: Acting,
  input: DecisionInput,
  forget: (notice: Notice) => void,
): Promise<Outcome> {
  const { approvalId, approve, reason } = input;
  const { principal, correlationId } = acting;
  const [known] = isApprovalId(approvalId) ? await approvalsById(db, [approvalId]) : [];
  if (known?.status === 'PENDING' && approve) await effectOf(known).hold(db, known);
  const approval = known && (await lockApproval(db, approvalId));
  if (!approval) throw unknownApproval();
  const { id, status, hash, rule } = approval;
  const effect = effectOf(approval);
  if (status !== 'PENDING') return conflict(`It is ${status.toLowerCase()} already.`);
  if (input.hash !== null && input.hash !== hash)
    throw new Problem('CONFLICT', 'What you were shown is not what would be decided; look at it again.', {
      path: 'hash',
    });
  if (bindingOf(approval) !== hash) {
    note({
      action: 'approval.refused',
      subject: id,
      after: { why: 'its contents are not what was asked for' },
    });
    return conflict('What is stored of it is not what was asked for; it cannot be decided. Ask for it anew.');
  }

  const earlier = approval.decisions.filter((each) => each.approve).map(({ persons }) => persons);
  const names = [...approval.makers, ...earlier.flat(), ...everybodyBehind(principal)];
  const brokenGlass = await hasBrokenGlass(db, principal);
  const verdict = mayDecide({
    makers: approval.makers,
    earlier,
    checker: principal,
    approverRoles: rule.approverRoles as readonly Role[],
    brokenGlass,
    resolve: await resolver(db, names),
  });
  if (!verdict.allowed) {
    // Whoever tries to decide the own request is to be found later.
    note({ action: 'approval.refused', subject: id, after: { code: verdict.code, approve } });
    return { refusal: new Problem(verdict.code, verdict.why) };
  }
  const moved = approve ? await effect.moved(db, approval) : null;
  if (moved !== null) {
    const cancelled = await closeApproval(db, id, 'CANCELLED', moved);
    await effect.drop(db, approval, moved);
    await tellApproval(db, cancelled, 'cancelled', correlationId);
    note({ action: 'approval.cancelled', subject: id, after: { reason: moved } });
    return conflict(`${moved} The approval is cancelled; ask for it anew.`);
  }

  const needed = !rule.approverRoles.some((role) => principal.roles.includes(role as Role));
  await addDecision(db, id, {
    approve,
    reason,
    hash,
    persons: everybodyBehind(principal),
    decidedBy: await rememberPerson(db, principal),
    roles: principal.roles,
    brokenGlass: brokenGlass && needed,
  });
  const given = earlier.length + 1;
  const signed = approve && given < rule.approvals;
  const [became, next] = signed
    ? (['signed', 'PENDING'] as const)
    : approve
      ? (['approved', 'APPROVED'] as const)
      : (['rejected', 'REJECTED'] as const);
  const after =
    next === 'PENDING' ? (await lockApproval(db, id))! : await closeApproval(db, id, next, reason);
  await tellApproval(db, after, became, correlationId);
  note({
    action: 'approval.decided',
    subject: id,
    before: { status },
    after: { status: next, approve, reason, hash, brokenGlass: brokenGlass && needed },
  });
  if (next === 'REJECTED') await effect.drop(db, approval, `The approval ${id} was rejected.`);
  if (next === 'APPROVED') {
    const notice = await effect.apply(db, after, acting, note);
    if (notice) forget(notice);
  }
  return { answer: { approvalId: id } };
}
