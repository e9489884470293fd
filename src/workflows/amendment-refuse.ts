import type { Finding } from '../canonical/finding.ts';
import { Problem } from '../canonical/problem.ts';
import {
  amendmentBeside,
  amendmentsInTheWay,
  holdSubscription,
  lockVersions,
  type StoredPreview,
} from '../store/amendment.ts';
import type { Queryable } from '../store/database.ts';
import { isSilent } from './amendment-party.ts';
import type { AmendmentPlan } from './amendment-plan.ts';

/** Throws what keeps a preview from being committed. The transaction holds the subscription. */
export async function refuseStale(
  db: Queryable,
  stored: StoredPreview,
  blocker: Finding | undefined,
): Promise<void> {
  const { id, subscriptionId, baseVersion, sourceVersion, expired } = stored;
  const path = 'previewId';
  const { committed, active } = await amendmentsInTheWay(db, id, subscriptionId);
  if (committed !== null)
    throw new Problem('CONFLICT', `This preview was committed already, as ${committed}.`, { path });
  if (expired)
    throw new Problem('PREVIEW_STALE', 'The preview has expired; preview the change again.', { path });
  if (active !== null)
    throw new Problem(
      'STALE_VERSION',
      `Another change of the subscription is under way: ${active}. Preview this one again when it is over.`,
      { path },
    );
  const now = await lockVersions(db, subscriptionId);
  if (now?.version !== baseVersion || now.sourceVersion !== sourceVersion)
    throw new Problem(
      'PREVIEW_STALE',
      now
        ? `The subscription has version ${now.version} now, and the preview was made of version ${baseVersion}; preview the change again.`
        : 'The subscription is gone.',
      { path },
    );
  // It did not answer then; the same preview again would not ask it.
  if (blocker && isSilent(blocker))
    throw new Problem(
      'PREVIEW_STALE',
      `A system did not answer when this was previewed (${blocker.message}); preview the change again.`,
      { path },
    );
  if (blocker) throw new Problem(blocker.code, blocker.message, { path });
}

/**
 * Throws STALE_VERSION while a change of another subscription of the customer sets what this one would set too: both were computed from
 * what was before, and the second would undo the first.
 */
export async function refuseBeside(
  db: Queryable,
  { customerId, subscriptionId }: StoredPreview,
  { entitlement, contract }: AmendmentPlan,
): Promise<void> {
  await holdSubscription(db, customerId);
  const other = await amendmentBeside(db, {
    customerId,
    subscriptionId,
    entitlement: entitlement?.customerExternalId ?? null,
    contract: contract?.externalId ?? null,
  });
  if (other !== null)
    throw new Problem(
      'STALE_VERSION',
      `A change of another subscription of the customer is under way, ${other}, and sets the same entitlement or contract. Preview this one again when it is over.`,
      { path: 'previewId' },
    );
}
