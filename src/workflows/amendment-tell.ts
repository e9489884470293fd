import { amendmentEvent, type AmendmentStatus } from '../canonical/amendment.ts';
import type { Queryable } from '../store/database.ts';
import { setAmendmentStatus, type StoredAmendment } from '../store/amendment.ts';
import { type Note, tell } from './acting.ts';

/** Writes the event of where an amendment stands. Amounts are not told: who may read them reads the amendment. */
export async function tellAmendment(
  db: Queryable,
  amendment: StoredAmendment,
  status: AmendmentStatus,
): Promise<void> {
  const { id, customerId, subscriptionId, runId, type, effectiveDate, requestedBy, correlationId } =
    amendment;
  await tell(db, {
    type: `amendment.${amendmentEvent[status]}`,
    change: status === 'PENDING_APPROVAL' ? 'CREATED' : 'UPDATED',
    subjectId: id,
    customerId,
    correlationId,
    data: { amendment: { id, type, status, effectiveDate, subscriptionId, runId, requestedBy } },
  });
}

/** Sets where an amendment stands and tells of it, unless it stood there already. */
export async function moveAmendment(
  db: Queryable,
  note: Note,
  amendment: StoredAmendment,
  status: AmendmentStatus,
): Promise<void> {
  if (!(await setAmendmentStatus(db, amendment.id, status))) return;
  await tellAmendment(db, amendment, status);
  if (status !== 'APPLYING')
    note({
      action: `amendment.${amendmentEvent[status]}`,
      subject: amendment.id,
      before: { status: amendment.status },
      after: { status },
    });
}
