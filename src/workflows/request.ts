import { everybodyBehind } from '../auth/duties.ts';
import { type ApprovalRule, conditionOf } from '../auth/rule.ts';
import type { ChangeKind } from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import { kindOfId } from '../canonical/kind.ts';
import { personId } from '../canonical/person.ts';
import { Problem } from '../canonical/problem.ts';
import { addApproval, type Approval, closeApproval, holdTopic } from '../store/approval.ts';
import type { Queryable } from '../store/database.ts';
import { rememberPerson } from '../store/person.ts';
import { type Acting, type Note, tell } from './acting.ts';
import { bindingOf } from './binding.ts';

/** What somebody wants to happen. */
export interface Wish {
  readonly rule: ApprovalRule;
  readonly subjectId: string;
  /** There is at most one pending approval of a kind about it. */
  readonly topic: string;
  /** Ids of records: whoever may not see them all does not see the approval. A customer that comes first has it in its history. */
  readonly concerns: readonly string[];
  /** Exactly what is to be decided. */
  readonly shown: Readonly<Record<string, unknown>>;
  /** Everybody who was behind what is wished beside whoever asks (auth/duties.ts): they decide it neither. */
  readonly behind?: readonly string[];
  /** Whether what an earlier wish about the same showed no longer holds. */
  readonly isOutdated: (earlier: Approval) => Promise<boolean>;
}

/**
 * Asks for an approval in the transaction of whatever will wait for it. CONFLICT while another wish about the same waits; one that can no
 * longer be approved is cancelled.
 */
export async function requestApproval(
  db: Queryable,
  note: Note,
  { principal, correlationId }: Acting,
  wish: Wish,
): Promise<Approval> {
  const { rule, subjectId, topic, concerns, shown, behind = [] } = wish;
  const { kind } = rule;
  const id = `apr_${ulid()}`;
  const earlier = await holdTopic(db, kind, topic);
  if (earlier) {
    const isOver = earlier.status === 'EXPIRED';
    if (!isOver && !(await wish.isOutdated(earlier)))
      throw new Problem('CONFLICT', `This waits for a decision already: ${earlier.id}.`);
    const status = isOver ? 'EXPIRED' : 'CANCELLED';
    const reason = isOver ? null : `What it was about has changed; asked for anew as ${id}.`;
    const closed = await closeApproval(db, earlier.id, status, reason);
    await tellApproval(db, closed, isOver ? 'expired' : 'cancelled', correlationId);
    note({ action: `approval.${status.toLowerCase()}`, subject: earlier.id, after: { reason } });
  }
  const requestedBy = await rememberPerson(db, principal);
  const bound = {
    id: rule.id,
    name: rule.name,
    condition: conditionOf(rule),
    approverRoles: rule.approverRoles,
    approvals: rule.approvals,
  };
  const approval = await addApproval(db, {
    id,
    kind,
    subjectId,
    topic,
    concerns,
    shown,
    rule: bound,
    hash: bindingOf({ kind, subjectId, shown, rule: bound }),
    makers: [...new Set([...everybodyBehind(principal), ...behind])],
    makerIds: [
      ...new Set([requestedBy, ...principal.actors.map((actor) => personId(principal.tenant, actor))]),
    ],
    requestedBy,
    correlationId,
    expiresAfterHours: rule.expiresAfterHours,
  });
  await tellApproval(db, approval, 'requested', correlationId);
  note({
    action: 'approval.requested',
    subject: id,
    // What is shown names customers, who may have to be withheld one day; the hash proves it for as long as it is kept.
    after: { kind, subjectId, rule: rule.id, hash: approval.hash, expiresAt: approval.expiresAt },
  });
  return approval;
}

/** Writes the event of what became of an approval. */
export async function tellApproval(
  db: Queryable,
  approval: Approval,
  became: 'requested' | 'signed' | 'approved' | 'rejected' | 'expired' | 'cancelled',
  correlationId: string,
): Promise<void> {
  const { id, kind, status, subjectId, rule, requestedBy, makerIds, hash, expiresAt, decisions } = approval;
  const last = became === 'expired' || became === 'cancelled' ? undefined : decisions.at(-1);
  await tell(db, {
    type: `approval.${became}`,
    change: became === 'requested' ? 'CREATED' : ('UPDATED' satisfies ChangeKind),
    subjectId: id,
    customerId: approval.concerns.slice(0, 1).find((each) => kindOfId(each) === 'Customer') ?? null,
    correlationId,
    data: {
      approval: {
        id,
        kind,
        status,
        subjectId,
        ruleId: rule.id,
        approverRoles: rule.approverRoles,
        requestedBy,
        makerIds,
        hash,
        approvalsNeeded: rule.approvals,
        approvalsGiven: decisions.filter(({ approve }) => approve).length,
        expiresAt,
      },
      ...(last && { decidedBy: last.decidedBy, brokenGlass: last.brokenGlass }),
    },
  });
}
