import { checkMender } from '../auth/mending.ts';
import type { ApprovalRule } from '../auth/rule.ts';
import { Problem } from '../canonical/problem.ts';
import type { Queryable } from '../store/database.ts';
import { type Exception, lockException, updateException } from '../store/exception.ts';
import { addComment } from '../store/exception-comment.ts';
import { personsById, rememberPerson } from '../store/person.ts';
import type { Acting, Note } from './acting.ts';
import { askForFix, fixRule } from './exception-approval.ts';
import { tellException } from './exception-tell.ts';
import { type Patch, patchOf } from './patch.ts';
import type { Orders } from './saga.ts';

/** What somebody wants done with an exception. */
export type Wish =
  | { readonly do: 'assign'; readonly assigneeId: string | null }
  | { readonly do: 'comment' }
  /** `patch` null: it is tried again as it is. */
  | { readonly do: 'fix'; readonly patch: unknown }
  | { readonly do: 'retry' | 'skip' | 'compensate' };

export interface ActDeps {
  readonly orders: Orders;
  readonly rules: readonly ApprovalRule[];
}

/** One thing that somebody does to one exception, in the transaction in which it happens. */
interface Doing extends ActDeps {
  readonly db: Queryable;
  readonly note: Note;
  readonly acting: Acting;
  readonly exception: Exception;
  /** `usr_...` of whoever does it. */
  readonly by: string;
}

/**
 * Does what somebody wants with one exception, and gives the run that is to be moved on, or null. `remark` is kept as a comment. Throws
 * CONFLICT where it is settled or something else happens with it, FORBIDDEN for what is not the caller's to decide, and INVALID_INPUT.
 */
export async function doToException(
  deps: ActDeps,
  db: Queryable,
  note: Note,
  acting: Acting,
  {
    exceptionId,
    wish,
    remark,
  }: { readonly exceptionId: string; readonly wish: Wish; readonly remark: string | null },
): Promise<string | null> {
  const exception = await lockException(db, exceptionId);
  if (!exception) throw new Problem('NOT_FOUND', 'There is no such exception.', { path: 'exceptionIds' });
  const by = await rememberPerson(db, acting.principal);
  if (remark !== null) await addComment(db, { exceptionId, by, text: remark });
  const doing: Doing = { ...deps, db, note, acting, exception, by };
  if (wish.do === 'comment') return comment(doing);
  if (exception.settledAt !== null) throw new Problem('CONFLICT', `It is ${exception.status} already.`);
  if (wish.do === 'assign') return assign(doing, wish.assigneeId);
  const mends = wish.do === 'fix' || wish.do === 'retry';
  checkMender(acting.principal, { category: exception.category, ownerTeam: exception.ownerTeam, mends });
  if (exception.status === 'WAITING_APPROVAL')
    throw new Problem('CONFLICT', 'A fix of it waits for an approval; it must be decided first.');
  if (exception.status === 'RETRYING')
    throw new Problem('CONFLICT', 'It is being tried again already; see what comes of it.');
  if (wish.do === 'fix' && wish.patch !== null) return fix(doing, patchOf(wish.patch, exception.findings));
  if (wish.do === 'skip') return skip(doing);
  return wish.do === 'compensate'
    ? goOn(doing, 'exception.undo', { undo: true })
    : goOn(doing, 'exception.retried', {});
}

async function told(
  { db, acting, by }: Doing,
  exception: Exception,
  became: Parameters<typeof tellException>[2],
): Promise<void> {
  await tellException(db, exception, became, { by, correlationId: acting.correlationId });
}

async function comment(doing: Doing): Promise<null> {
  const { note, exception } = doing;
  await told(doing, exception, 'commented');
  note({ action: 'exception.commented', subject: exception.id });
  return null;
}

async function assign(doing: Doing, assigneeId: string | null): Promise<null> {
  const { db, note, exception } = doing;
  const { id, status, assignee } = exception;
  if (assigneeId !== null && (await personsById(db, [assigneeId]))[0] === null)
    throw new Problem('INVALID_INPUT', 'Nobody who has ever signed in has this id.', { path: 'assigneeId' });
  const free = status === 'OPEN' || status === 'ASSIGNED';
  const next = free ? (assigneeId === null ? 'OPEN' : 'ASSIGNED') : status;
  const assigned = await updateException(db, id, { assignee: assigneeId, status: next });
  await told(doing, assigned, 'assigned');
  note({ action: 'exception.assigned', subject: id, before: { assignee }, after: { assignee: assigneeId } });
  return null;
}

async function fix(doing: Doing, patch: Patch): Promise<string | null> {
  if (Object.keys(patch).length === 0)
    throw new Problem('INVALID_INPUT', 'The patch changes nothing; leave it out to try again as it is.', {
      path: 'patch',
    });
  const { db, note, acting, exception, rules } = doing;
  const rule = await fixRule(db, rules, exception, patch);
  if (!rule) return goOn(doing, 'exception.fixed', { patch });
  await askForFix(db, note, acting, { exception, patch, rule });
  const proposed = await updateException(db, exception.id, { status: 'WAITING_APPROVAL', patch });
  await told(doing, proposed, 'fix_proposed');
  note({ action: 'exception.fix_proposed', subject: exception.id, after: { patch, rule: rule.id } });
  return null;
}

async function skip(doing: Doing): Promise<string> {
  const { skippable, stepName } = doing.exception;
  if (!skippable)
    throw new Problem(
      'INVALID_INPUT',
      `The step ${stepName} cannot be skipped: what follows builds on it. Fix it, or have the run undone.`,
      { path: 'exceptionIds' },
    );
  return goOn(doing, 'exception.skip', { skip: true });
}

/** Lets the run go on, and says so. */
async function goOn(
  doing: Doing,
  action: string,
  how: { readonly patch?: Patch; readonly skip?: boolean; readonly undo?: boolean },
): Promise<string> {
  const { db, note, orders, exception } = doing;
  const { id, runId } = exception;
  await orders.proceed(db, runId, how);
  const retrying = await updateException(db, id, { status: 'RETRYING', mended: true, nextAt: null });
  await told(doing, retrying, 'retrying');
  note({ action, subject: id, after: { runId, ...how } });
  return runId;
}

const longestRemark = 4000;

/** What somebody wrote, or null; throws INVALID_INPUT for what is no text or too long. `needed`: it must say something. */
export function remarkOf(given: string | null | undefined, needed: boolean): string | null {
  const refuse = (message: string): never => {
    throw new Problem('INVALID_INPUT', message, { path: 'note' });
  };
  const text = given?.trim() ?? '';
  if (text === '') return needed ? refuse('Say something: a comment has 1 to 4000 characters.') : null;
  if (text.length > longestRemark) refuse(`A note has at most ${longestRemark} characters.`);
  if (!text.isWellFormed() || text.includes('\0')) refuse('A note must not hold U+0000 or half a character.');
  return text;
}
