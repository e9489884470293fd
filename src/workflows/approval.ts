import { everybodyBehind } from '../auth/duties.ts';
import type { Principal } from '../auth/principal.ts';
import { hubActor } from '../canonical/audit.ts';
import { personId } from '../canonical/person.ts';
import { Problem } from '../canonical/problem.ts';
import type { RowScope } from '../canonical/scope.ts';
import {
  type Approval,
  approvalsAbout,
  approvalsById,
  closeApproval,
  lockExpired,
} from '../store/approval.ts';
import { type ApprovalFilter, approvalList, type Mine } from '../store/approval-list.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import type { Notice } from '../store/notice.ts';
import { readPage } from '../store/page.ts';
import type { IdPage, PageArgs } from '../store/read.ts';
import { forgetKeys } from '../store/request-key.ts';
import type { Acting } from './acting.ts';
import { decide, type DecisionInput, type Effect, hasBrokenGlass } from './decide.ts';
import { allNames } from './names.ts';
import { once } from './once.ts';
import { tellApproval } from './request.ts';

/** Somebody as approvals see one: what concerns them. */
export interface Audience {
  readonly mine: Mine;
  /** The ids of all users that the caller may be known as. */
  readonly personIds: ReadonlySet<string>;
}

/** What may happen only when somebody else has agreed to it. */
export interface Approvals {
  byIds(ids: readonly string[]): Promise<(Approval | null)[]>;
  /** The last approval about each subject; null where nobody ever asked. */
  about(kind: string, subjectIds: readonly string[]): Promise<(Approval | null)[]>;
  /** Those within a scope (null: all), the newest first. */
  list(filter: ApprovalFilter, page: PageArgs, scope?: RowScope | null): Promise<IdPage>;
  /** What concerns a caller: asked for under any of its names, or to be decided by its roles. */
  audience(principal: Principal): Promise<Audience>;
  /**
   * Decides for or against. SOD_VIOLATION for whoever had a part in asking, FORBIDDEN without the role that the rule asks for, CONFLICT
   * for what has changed or was decided meanwhile. What was approved is done in the same transaction as the last decision.
   */
  decide(
    acting: Acting,
    idempotencyKey: string,
    input: DecisionInput,
  ): Promise<{ readonly approval: Approval; readonly replayed: boolean }>;
  /** Ends what nobody decided in time; how many. */
  sweep(): Promise<number>;
  close(): Promise<void>;
}

export interface ApprovalDeps {
  readonly database: Database;
  /** Called after a commit that changed the copy. */
  readonly changed?: (notice: Notice) => void;
  readonly onTrouble?: (message: string, detail: object) => void;
}

const sweepEveryMs = 10_000;
const sweptAtOnce = 100;
/** An idempotency key is remembered for so long. */
const keyDays = 30;
const longestReason = 1000;

/** Approvals over a database; the effect of each kind is given. Ends what is overdue by itself until it is closed. */
export function createApprovals(
  { database, changed, onTrouble }: ApprovalDeps,
  effects: Readonly<Record<string, Effect>>,
): Approvals {
  const effectOf = ({ kind }: Approval): Effect => effects[kind]!;

  async function sweep(): Promise<number> {
    return database.transaction(async (db) => {
      const due = await lockExpired(db, sweptAtOnce);
      for (const approval of due) {
        const expired = await closeApproval(db, approval.id, 'EXPIRED', null);
        await effectOf(approval).drop(db, approval, `Nobody decided the approval ${approval.id} in time.`);
        await tellApproval(db, expired, 'expired', approval.correlationId);
      }
      await appendAudit(
        db,
        due.map(({ id, correlationId }) => ({
          actor: hubActor,
          action: 'approval.expired',
          subject: id,
          correlationId,
        })),
      );
      return due.length;
    });
  }
  let sweeping: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep()
      .then(() => forgetKeys(database, keyDays))
      .catch((err: unknown) => onTrouble?.('approvals that are overdue could not be ended', { err }));
  }, sweepEveryMs);
  timer.unref();

  async function byIds(ids: readonly string[]): Promise<(Approval | null)[]> {
    const found = new Map((await approvalsById(database, ids)).map((each) => [each.id, each]));
    return ids.map((id) => found.get(id) ?? null);
  }

  return {
    byIds,
    async about(kind, subjectIds) {
      const found = new Map(
        (await approvalsAbout(database, kind, subjectIds)).map((each) => [each.subjectId, each]),
      );
      return subjectIds.map((id) => found.get(id) ?? null);
    },
    list: (filter, page, scope = null) => readPage(database, approvalList(filter, scope), page),
    async audience(principal) {
      const names = [...(await allNames(database, everybodyBehind(principal))).values()].flat();
      const known = [principal.person, ...principal.actors, ...names];
      return {
        mine: { names, roles: principal.roles, any: await hasBrokenGlass(database, principal) },
        personIds: new Set(known.map((name) => personId(principal.tenant, name))),
      };
    },
    async decide(acting, idempotencyKey, input) {
      checkReason(input);
      const notices: Notice[] = [];
      const request = { field: 'decideApproval', idempotencyKey, input: { ...input } };
      const { answer, replayed } = await once(database, acting, request, (db, note) => {
        notices.length = 0;
        return decide(db, note, effectOf, acting, input, (notice) => void notices.push(notice));
      });
      for (const notice of notices) changed?.(notice);
      const [approval] = await byIds([answer['approvalId']!]);
      if (!replayed) effectOf(approval!).decided?.(approval!);
      return { approval: approval!, replayed };
    },
    sweep,
    async close() {
      clearInterval(timer);
      await sweeping;
    },
  };
}

function checkReason({ approve, reason }: DecisionInput): void {
  const wrong =
    !approve && reason.trim() === ''
      ? 'Say why you reject it.'
      : reason.length > longestReason
        ? `A reason has at most ${longestReason} characters.`
        : reason.includes('\0') || !reason.isWellFormed()
          ? 'A reason must not hold U+0000 or half a character.'
          : null;
  if (wrong !== null) throw new Problem('INVALID_INPUT', wrong, { path: 'reason' });
}
