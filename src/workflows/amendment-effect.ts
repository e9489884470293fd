import { hubActor } from '../canonical/audit.ts';
import type { Approval } from '../store/approval.ts';
import { appendAudit, type AuditInput } from '../store/audit.ts';
import { amendmentsById, holdSubscription, lockVersions, previewsById } from '../store/amendment.ts';
import type { Queryable } from '../store/database.ts';
import { moveAmendment } from './amendment-tell.ts';
import type { Note } from './acting.ts';
import type { Effect } from './decide.ts';
import type { Orders } from './saga.ts';

const subjectOf = async (db: Queryable, { subjectId }: Approval) =>
  (await amendmentsById(db, [subjectId]))[0];

/** What approvals of amendments are about: the run that waits goes on, or ends without having done anything. */
export function amendmentEffect(orders: Orders): Effect {
  return {
    // What `moved` looks at is locked by itself; nobody else takes it before an approval.
    hold: async () => {},
    async moved(db, approval) {
      const amendment = await subjectOf(db, approval);
      if (amendment?.status !== 'PENDING_APPROVAL') return 'The amendment does not wait for it any more.';
      await holdSubscription(db, amendment.subscriptionId);
      const [preview] = await previewsById(db, [amendment.previewId]);
      const now = await lockVersions(db, amendment.subscriptionId);
      return now?.version === preview!.baseVersion && now.sourceVersion === preview!.sourceVersion
        ? null
        : 'The subscription has changed since it was previewed.';
    },
    async apply(db, approval, _acting, note) {
      const amendment = (await subjectOf(db, approval))!;
      await orders.proceed(db, amendment.runId);
      await moveAmendment(db, note, amendment, 'APPLYING');
      // Woken a moment later, when the decision is committed; whoever looks for due runs finds it otherwise.
      setTimeout(() => orders.wake([amendment.runId]), wakeAfterMs).unref();
      return null;
    },
    async drop(db, approval, why) {
      const amendment = await subjectOf(db, approval);
      if (amendment?.status !== 'PENDING_APPROVAL') return;
      const entries: AuditInput[] = [];
      const note: Note = (entry) =>
        void entries.push({ actor: hubActor, correlationId: approval.correlationId, ...entry });
      await orders.drop(db, note, amendment.runId, why);
      await moveAmendment(db, note, amendment, 'REJECTED');
      await appendAudit(db, entries);
    },
  };
}

const wakeAfterMs = 20;
