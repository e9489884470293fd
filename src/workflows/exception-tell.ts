import type { ChangeKind } from '../canonical/event.ts';
import { money } from '../canonical/money.ts';
import type { Queryable } from '../store/database.ts';
import type { Exception } from '../store/exception.ts';
import { tell } from './acting.ts';

/** What an event can tell of an exception. `updated`: it stands open with another cause, or again. */
export type Became =
  | 'opened'
  | 'updated'
  | 'assigned'
  | 'commented'
  | 'fix_proposed'
  | 'retrying'
  | 'resolved'
  | 'auto_resolved'
  | 'skipped'
  | 'compensated'
  | 'escalated';

/** Writes the event of what became of an exception; `by` is the user who did it, if somebody did. */
export async function tellException(
  db: Queryable,
  exception: Exception,
  became: Became,
  {
    by = null,
    correlationId = exception.correlationId,
  }: { readonly by?: string | null; readonly correlationId?: string } = {},
): Promise<void> {
  const { id, runId, process, code, category, severity, status, ownerTeam, assignee, rootCauseKey } =
    exception;
  await tell(db, {
    type: `exception.${became}`,
    change: became === 'opened' ? 'CREATED' : ('UPDATED' satisfies ChangeKind),
    subjectId: id,
    customerId: exception.customerId,
    correlationId,
    data: {
      exception: {
        id,
        runId,
        process,
        code,
        category,
        severity,
        status,
        ownerTeam,
        assigneeId: assignee,
        rootCauseKey,
        legalEntityId: exception.legalEntity,
        moneyAtRisk: exception.money && money(exception.money.amount, exception.money.currency),
        reportedAtRisk: exception.moneyAtRisk,
        openedAt: exception.openedAt,
        dueAt: exception.dueAt,
        escalation: exception.escalation,
        nextAttemptAt: exception.nextAt,
      },
      ...(by !== null && { by }),
    },
  });
}
