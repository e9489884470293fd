import type { Queryable } from './database.ts';

export type ApprovalStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'CANCELLED';

/** The rule by which something is decided, as it was when it was asked for. */
export interface BoundRule {
  readonly id: string;
  readonly name: string;
  readonly condition: string;
  readonly approverRoles: readonly string[];
  readonly approvals: number;
}

/** What somebody decided. */
export interface Decision {
  readonly approve: boolean;
  readonly reason: string;
  /** Of what was decided: that of the approval. */
  readonly hash: string;
  /** Everybody behind the decision, as names are compared. */
  readonly persons: readonly string[];
  /** `usr_...` */
  readonly decidedBy: string;
  readonly roles: readonly string[];
  readonly brokenGlass: boolean;
  /** ISO 8601. */
  readonly at: string;
}

/** Something that may happen only when somebody else has agreed to it. */
export interface Approval<K extends string = string> {
  readonly id: string;
  readonly kind: K;
  /** EXPIRED as soon as its time is over, whether or not that was noted. */
  readonly status: ApprovalStatus;
  readonly subjectId: string;
  /** Ids of records: whoever may not see them all does not see the approval. */
  readonly concerns: readonly string[];
  /** Exactly what is decided. */
  readonly shown: Readonly<Record<string, unknown>>;
  readonly rule: BoundRule;
  readonly hash: string;
  /** Everybody behind the request, as names are compared, and as users. */
  readonly makers: readonly string[];
  readonly makerIds: readonly string[];
  /** `usr_...` */
  readonly requestedBy: string;
  readonly correlationId: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly decisions: readonly Decision[];
}

/**
 * Whether its time is over when it is read counts, not whether anybody has noted it: a transaction may have waited long since it began. Of a
 * row that a statement waited for this would be the time before the wait, so what is locked is read by another statement.
 */
export const statusNow = `case when a.status = 'PENDING' and a.expires_at <= statement_timestamp() then 'EXPIRED' else a.status end`;

const columns = `a.id, a.kind, ${statusNow} as status, a.subject_id as "subjectId", a.concerns, a.shown, a.rule,
  a.hash, a.makers, a.maker_ids as "makerIds", a.requested_by as "requestedBy", a.correlation_id as "correlationId",
  a.created_at as "createdAt", a.expires_at as "expiresAt", a.decided_at as "decidedAt", a.reason`;

type Row = Omit<Approval, 'decisions'>;

async function withDecisions(db: Queryable, rows: readonly Row[]): Promise<Approval[]> {
  if (rows.length === 0) return [];
  const decided = await db.query<Decision & { approvalId: string }>(
    `select approval_id as "approvalId", approve, reason, hash, persons, decided_by as "decidedBy", roles, broken_glass as "brokenGlass", at
     from approval_decision where approval_id = any($1) order by approval_id, nth`,
    [rows.map(({ id }) => id)],
  );
  const byApproval = Map.groupBy(decided.rows, ({ approvalId }) => approvalId);
  return rows.map((row) => ({
    ...row,
    decisions: (byApproval.get(row.id) ?? []).map(
      ({ approve, reason, hash, persons, decidedBy, roles, brokenGlass, at }) => ({
        approve,
        reason,
        hash,
        persons,
        decidedBy,
        roles,
        brokenGlass,
        at,
      }),
    ),
  }));
}

export type NewApproval = Pick<
  Approval,
  | 'id'
  | 'kind'
  | 'subjectId'
  | 'concerns'
  | 'shown'
  | 'rule'
  | 'hash'
  | 'makers'
  | 'makerIds'
  | 'requestedBy'
  | 'correlationId'
> & {
  /** There is at most one pending approval of a kind about it. */
  readonly topic: string;
  readonly expiresAfterHours: number;
};

/** Asks for an approval. The caller must hold the topic (`holdTopic`). */
export async function addApproval(db: Queryable, approval: NewApproval): Promise<Approval> {
  await db.query(
    `insert into approval (id, kind, subject_id, topic, concerns, shown, rule, hash, makers, maker_ids, requested_by, correlation_id, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now() + $13::float8 * interval '1 hour')`,
    [
      approval.id,
      approval.kind,
      approval.subjectId,
      approval.topic,
      approval.concerns,
      JSON.stringify(approval.shown),
      JSON.stringify(approval.rule),
      approval.hash,
      approval.makers,
      approval.makerIds,
      approval.requestedBy,
      approval.correlationId,
      approval.expiresAfterHours,
    ],
  );
  return (await approvalsById(db, [approval.id]))[0]!;
}

/** The pending approval of a kind about something, locked; undefined when there is none. Others that ask about the same wait. */
export async function holdTopic(db: Queryable, kind: string, topic: string): Promise<Approval | undefined> {
  await db.query(
    `select pg_advisory_xact_lock(hashtextextended('isthmus:approval:' || $1 || ':' || $2, 0))`,
    [kind, topic],
  );
  const { rows } = await db.query<{ id: string }>(
    `select a.id from approval a where a.kind = $1 and a.topic = $2 and a.status = 'PENDING' for update`,
    [kind, topic],
  );
  return (
    await approvalsById(
      db,
      rows.map(({ id }) => id),
    )
  )[0];
}

/** An approval that nobody else decides until the transaction ends; undefined for an unknown id. */
export async function lockApproval(db: Queryable, id: string): Promise<Approval | undefined> {
  await db.query('select from approval a where a.id = $1 for update', [id]);
  return (await approvalsById(db, [id]))[0];
}

/** Approvals whose time is over and that nobody has closed, at most `limit`, locked; what others hold is left to them. */
export async function lockExpired(db: Queryable, limit: number): Promise<readonly Approval[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from approval a where a.status = 'PENDING' and a.expires_at <= now()
     order by a.expires_at limit $1 for update skip locked`,
    [limit],
  );
  return withDecisions(db, rows);
}

/** Notes what somebody decided of an approval that is locked. */
export async function addDecision(
  db: Queryable,
  approvalId: string,
  decision: Omit<Decision, 'at'>,
): Promise<void> {
  const { approve, reason, hash, persons, decidedBy, roles, brokenGlass } = decision;
  await db.query(
    `insert into approval_decision (approval_id, nth, approve, reason, hash, persons, decided_by, roles, broken_glass)
     select $1, coalesce(max(nth), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from approval_decision where approval_id = $1`,
    [approvalId, approve, reason, hash, persons, decidedBy, roles, brokenGlass],
  );
}

/** Ends an approval that is locked and pending, and gives what it is then. */
export async function closeApproval(
  db: Queryable,
  id: string,
  status: Exclude<ApprovalStatus, 'PENDING'>,
  reason: string | null,
): Promise<Approval> {
  await db.query('update approval set status = $2, reason = $3, decided_at = now() where id = $1', [
    id,
    status,
    reason,
  ]);
  return (await approvalsById(db, [id]))[0]!;
}

/** Approvals by id, in no order. */
export async function approvalsById(db: Queryable, ids: readonly string[]): Promise<readonly Approval[]> {
  const { rows } = await db.query<Row>(`select ${columns} from approval a where a.id = any($1)`, [ids]);
  return withDecisions(db, rows);
}

/** The last approval about each of these subjects, in no order. */
export async function approvalsAbout(
  db: Queryable,
  kind: string,
  subjectIds: readonly string[],
): Promise<readonly Approval[]> {
  const { rows } = await db.query<Row>(
    `select distinct on (a.subject_id) ${columns} from approval a where a.kind = $1 and a.subject_id = any($2)
     order by a.subject_id, a.created_at desc, a.id desc`,
    [kind, subjectIds],
  );
  return withDecisions(db, rows);
}
