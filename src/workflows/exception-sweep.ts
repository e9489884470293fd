import { hubActor } from '../canonical/audit.ts';
import { worse } from '../canonical/exception.ts';
import { Problem } from '../canonical/problem.ts';
import type { ExceptionSettings } from '../settings/exceptions.ts';
import { appendAudit, type AuditInput } from '../store/audit.ts';
import type { Database, Queryable } from '../store/database.ts';
import { lockException, updateException } from '../store/exception.ts';
import { dueRechecks, followLog, lockOverdue, openOfEnded } from '../store/exception-due.ts';
import { settleException } from './exception-open.ts';
import { tellException } from './exception-tell.ts';
import type { Orders } from './saga.ts';

/** What exceptions do by themselves. */
export interface SweepDeps {
  readonly database: Database;
  readonly orders: Orders;
  readonly settings: ExceptionSettings;
  readonly onTrouble: (message: string, detail: object) => void;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;
const escalatedAtOnce = 100;
const recheckedAtOnce = 100;
const endedAtOnce = 100;
const eventsAtOnce = 1000;

/**
 * Escalates what is overdue: to the next team of the ladder, once more severe, and with as long again; how many. At the end of the ladder
 * it stays. On several nodes at a time each exception is escalated once.
 */
export async function escalate({ database, settings }: SweepDeps): Promise<number> {
  const { escalation: ladders, dueHours } = settings;
  return database.transaction(async (db) => {
    const entries: AuditInput[] = [];
    const overdue = await lockOverdue(db, ladders, escalatedAtOnce);
    for (const { id, homeTeam, ownerTeam, escalation, severity, correlationId } of overdue) {
      const raised = escalation === 0 ? worse(severity) : severity;
      const after = await updateException(db, id, {
        ownerTeam: ladders[homeTeam]?.[escalation] ?? ownerTeam,
        severity: raised,
        escalation: escalation + 1,
        dueInMs: dueHours[raised] * hourMs,
      });
      await tellException(db, after, 'escalated');
      entries.push({
        actor: hubActor,
        action: 'exception.escalated',
        subject: id,
        correlationId,
        before: { ownerTeam, severity },
        after: { ownerTeam: after.ownerTeam, severity: raised, escalation: after.escalation },
      });
    }
    await appendAudit(db, entries);
    return overdue.length;
  });
}

/** Notes which exceptions watch a record that has changed since the last look, so that they are tried again; how many events there were. */
export async function watchLog({ database }: SweepDeps): Promise<number> {
  return (await database.transaction((db) => followLog(db, eventsAtOnce))) ?? 0;
}

/**
 * Tries again what may have been mended meanwhile: records it watches have changed, or it was not looked at for long; how many. Nobody is
 * told: what still fails for the same reason stands as it did, and waits longer the next time.
 */
export async function recheck({ database, orders, settings, onTrouble }: SweepDeps): Promise<number> {
  const { recheckMinutes, recheckMaxMinutes } = settings;
  const moved: string[] = [];
  const again = async (db: Queryable, id: string): Promise<string | null> => {
    const exception = await lockException(db, id);
    const { runId, status, nextAt, rechecks, category } = exception!;
    const waits =
      (status === 'OPEN' || status === 'ASSIGNED' || status === 'FIX_PROPOSED') && nextAt !== null;
    if (!waits || Date.parse(nextAt) > Date.now()) return null;
    const minutes = Math.min(recheckMinutes * 2 ** Math.min(rechecks + 1, 30), recheckMaxMinutes);
    await updateException(db, id, {
      rechecks: rechecks + 1,
      // What is a matter of policy is tried again only when something changes.
      ...(category === 'POLICY' ? { nextAt: null } : { nextInMs: minutes * minuteMs }),
    });
    try {
      await orders.proceed(db, runId);
      return runId;
    } catch (error) {
      // It moves already, or somebody stopped it.
      if (error instanceof Problem) return null;
      throw error;
    }
  };
  for (const id of await dueRechecks(database, recheckedAtOnce))
    try {
      const runId = await database.transaction((db) => again(db, id));
      if (runId !== null) moved.push(runId);
    } catch (err) {
      // The others are not to wait for it.
      onTrouble('a run that may have been mended could not be tried again', { exception: id, err });
    }
  if (moved.length > 0) orders.wake(moved);
  return moved.length;
}

/** Ends the exceptions of runs that have come to an end by another way than theirs; how many. */
export async function settleEnded({ database }: SweepDeps): Promise<number> {
  const ended = await openOfEnded(database, endedAtOnce);
  for (const { id, runId, completed } of ended)
    await database.transaction(async (db) => {
      const exception = await lockException(db, id);
      const { correlationId } = exception!;
      const entries: AuditInput[] = [];
      const note = (entry: Pick<AuditInput, 'action' | 'subject'>): void =>
        void entries.push({ actor: hubActor, correlationId, ...entry });
      await settleException(db, note, runId, completed ? 'SUCCEEDED' : 'COMPENSATED');
      await appendAudit(db, entries);
    });
  return ended.length;
}
