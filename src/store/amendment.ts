import type { AmendmentChange, AmendmentRequest, AmendmentStatus } from '../canonical/amendment.ts';
import type { Queryable } from './database.ts';

/** A preview as it is stored; `content` is what workflows/amendment-plan.ts calls PreviewContent. */
export interface StoredPreview {
  readonly id: string;
  readonly subscriptionId: string;
  readonly customerId: string;
  readonly input: AmendmentRequest;
  readonly baseVersion: number;
  readonly sourceVersion: number;
  readonly content: unknown;
  readonly account: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly expired: boolean;
}

/** A change of a subscription that somebody committed. */
export interface StoredAmendment {
  readonly id: string;
  readonly previewId: string;
  readonly subscriptionId: string;
  readonly customerId: string;
  readonly runId: string;
  readonly type: AmendmentRequest['type'];
  readonly status: AmendmentStatus;
  readonly effectiveDate: string;
  readonly reason: string | null;
  readonly changes: readonly AmendmentChange[];
  readonly impact: unknown;
  readonly requestedBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Of its run. */
  readonly correlationId: string;
}

const previewColumns = `p.id, p.subscription_id as "subscriptionId", p.customer_id as "customerId", p.input, p.base_version as "baseVersion",
  p.source_version as "sourceVersion", p.content, p.account, p.created_at as "createdAt", p.expires_at as "expiresAt",
  p.expires_at <= now() as expired`;
const columns = `m.id, m.preview_id as "previewId", m.subscription_id as "subscriptionId", m.customer_id as "customerId", m.run_id as "runId",
  m.type, m.status, m.effective_date::text as "effectiveDate", m.reason, m.changes, m.impact, m.requested_by as "requestedBy",
  m.created_at as "createdAt", m.updated_at as "updatedAt",
  (select r.correlation_id from run r where r.id = m.run_id) as "correlationId"`;
const active = `('PENDING_APPROVAL', 'APPLYING', 'PAUSED')`;

/** Stores a preview that can be committed for so many minutes. */
export async function addPreview(
  db: Queryable,
  preview: Omit<StoredPreview, 'createdAt' | 'expiresAt' | 'expired'>,
  minutes: number,
): Promise<StoredPreview> {
  const { id, subscriptionId, customerId, input, baseVersion, sourceVersion, content, account } = preview;
  const { rows } = await db.query<StoredPreview>({
    name: 'amendment-preview-add',
    text: `insert into amendment_preview as p (id, subscription_id, customer_id, input, base_version, source_version, content, account, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, now() + $9::float8 * interval '1 minute') returning ${previewColumns}`,
    values: [
      id,
      subscriptionId,
      customerId,
      JSON.stringify(input),
      baseVersion,
      sourceVersion,
      JSON.stringify(content),
      account,
      minutes,
    ],
  });
  return rows[0]!;
}

/** Previews by id, in no order. */
export async function previewsById(db: Queryable, ids: readonly string[]): Promise<readonly StoredPreview[]> {
  const { rows } = await db.query<StoredPreview>({
    name: 'amendment-preview-by-id',
    text: `select ${previewColumns} from amendment_preview p where p.id = any($1)`,
    values: [ids],
  });
  return rows;
}

/** Deletes what expired so many days ago and nobody committed; how many. */
export async function forgetPreviews(db: Queryable, days: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from amendment_preview p where p.expires_at < now() - $1::float8 * interval '1 day'
       and not exists (select from amendment m where m.preview_id = p.id)`,
    [days],
  );
  return rowCount ?? 0;
}

/** Amendments by id, in no order. */
export async function amendmentsById(
  db: Queryable,
  ids: readonly string[],
): Promise<readonly StoredAmendment[]> {
  const { rows } = await db.query<StoredAmendment>({
    name: 'amendment-by-id',
    text: `select ${columns} from amendment m where m.id = any($1)`,
    values: [ids],
  });
  return rows;
}

/** The amendment that a run carries out; undefined: it carries out none. `lock`: nobody else changes it until the transaction ends. */
export async function amendmentOfRun(
  db: Queryable,
  runId: string,
  lock = false,
): Promise<StoredAmendment | undefined> {
  const { rows } = await db.query<StoredAmendment>(
    `select ${columns} from amendment m where m.run_id = $1${lock ? ' for update' : ''}`,
    [runId],
  );
  return rows[0];
}

/** The amendment that came of a preview, and the one that is under way on a subscription. */
export async function amendmentsInTheWay(
  db: Queryable,
  previewId: string,
  subscriptionId: string,
): Promise<{ readonly committed: string | null; readonly active: string | null }> {
  const { rows } = await db.query<{ committed: string | null; active: string | null }>(
    `select (select m.id from amendment m where m.preview_id = $1) as committed,
       (select m.id from amendment m where m.subscription_id = $2 and m.status in ${active}) as active`,
    [previewId, subscriptionId],
  );
  return rows[0]!;
}

/**
 * An amendment of another subscription of the customer that is under way and sets the same entitlement, or the same contract, as a whole;
 * null: none is.
 */
export async function amendmentBeside(
  db: Queryable,
  {
    customerId,
    subscriptionId,
    entitlement,
    contract,
  }: {
    readonly customerId: string;
    readonly subscriptionId: string;
    /** Ids at the vendors; null: it is not set. */
    readonly entitlement: string | null;
    readonly contract: string | null;
  },
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `select m.id from amendment m join run r on r.id = m.run_id
     where m.customer_id = $1 and m.subscription_id <> $2 and m.status in ${active}
       and (r.input #>> '{plan,entitlement,customerExternalId}' = $3 or r.input #>> '{plan,contract,externalId}' = $4) limit 1`,
    [customerId, subscriptionId, entitlement, contract],
  );
  return rows[0]?.id ?? null;
}

/** Waits until nobody else commits a change of the subscription (or of the customer), then holds it until the transaction ends. */
export async function holdSubscription(db: Queryable, subscriptionId: string): Promise<void> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('isthmus:amendment:' || $1, 0))`, [
    subscriptionId,
  ]);
}

/** Versions of a subscription in the copy: ours, and that of billing; undefined: it is gone. Nobody changes them until the transaction ends. */
export async function lockVersions(
  db: Queryable,
  subscriptionId: string,
): Promise<{ readonly version: number; readonly sourceVersion: number } | undefined> {
  const { rows } = await db.query<{ version: number; sourceVersion: number }>(
    `select version, (body ->> 'sourceVersion')::int as "sourceVersion" from entity
     where id = $1 and deleted_at is null and merged_into is null for share`,
    [subscriptionId],
  );
  return rows[0];
}

/** Stores an amendment. The caller holds the subscription. */
export async function addAmendment(
  db: Queryable,
  amendment: Omit<StoredAmendment, 'createdAt' | 'updatedAt' | 'correlationId'>,
): Promise<StoredAmendment> {
  const { id, previewId, subscriptionId, customerId, runId, type, status, effectiveDate, reason } = amendment;
  const { rows } = await db.query<StoredAmendment>(
    `insert into amendment as m (id, preview_id, subscription_id, customer_id, run_id, type, status, effective_date, reason, changes, impact, requested_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning ${columns}`,
    [
      id,
      previewId,
      subscriptionId,
      customerId,
      runId,
      type,
      status,
      effectiveDate,
      reason,
      JSON.stringify(amendment.changes),
      JSON.stringify(amendment.impact),
      amendment.requestedBy,
    ],
  );
  return rows[0]!;
}

/** Sets where an amendment stands; false: it stood there already. */
export async function setAmendmentStatus(
  db: Queryable,
  id: string,
  status: AmendmentStatus,
): Promise<boolean> {
  const { rowCount } = await db.query(
    'update amendment set status = $2, updated_at = now() where id = $1 and status <> $2',
    [id, status],
  );
  return rowCount === 1;
}
