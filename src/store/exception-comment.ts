import type { Queryable } from './database.ts';

/** What somebody wrote about an exception. */
export interface ExceptionComment {
  readonly exceptionId: string;
  /** `usr_...` */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
}

/** Adds a comment to an exception that is held. */
export async function addComment(
  db: Queryable,
  { exceptionId, by, text }: Omit<ExceptionComment, 'at'>,
): Promise<void> {
  await db.query({
    name: 'exception-comment-add',
    text: `insert into exception_comment (exception_id, nth, by, text)
           select $1, coalesce(max(nth), 0) + 1, $2, $3 from exception_comment where exception_id = $1`,
    values: [exceptionId, by, text],
  });
}

/** The comments of exceptions, in the order in which they were written. */
export async function readComments(
  db: Queryable,
  exceptionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ExceptionComment[]>> {
  const { rows } = await db.query<ExceptionComment>({
    name: 'exception-comments',
    text: `select exception_id as "exceptionId", by, at, text from exception_comment where exception_id = any($1)
           order by exception_id, nth`,
    values: [exceptionIds],
  });
  return Map.groupBy(rows, ({ exceptionId }) => exceptionId);
}

/** Something that was done to an exception, or decided about a fix of it, as the audit trail has it. */
export interface ExceptionAct {
  readonly exceptionId: string;
  /** The id of the audit entry. */
  readonly id: string;
  readonly at: string;
  /** The human who answers for it; `isthmus` for the hub itself. */
  readonly person: string;
  readonly action: string;
  /** JSON. */
  readonly before: string | null;
  readonly after: string | null;
  readonly correlationId: string;
}

/** What was done to exceptions, the first thing first. */
export async function readHistory(
  db: Queryable,
  exceptionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ExceptionAct[]>> {
  const { rows } = await db.query<ExceptionAct>({
    name: 'exception-history',
    text: `select s.exception_id as "exceptionId", a.id, a.at, a.person, a.action, a.before, a.after, a.correlation_id as "correlationId"
           from (select id as exception_id, id as subject from unnest($1::text[]) as e (id)
             union all select subject_id, id from approval where kind = 'DATA_FIX' and subject_id = any($1)) s
           join audit_entry a on a.subject = s.subject
           order by s.exception_id, a.seq`,
    values: [exceptionIds],
  });
  return Map.groupBy(rows, ({ exceptionId }) => exceptionId);
}
