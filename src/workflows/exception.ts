import type { ApprovalRule } from '../auth/rule.ts';
import type { Money } from '../canonical/money.ts';
import { money } from '../canonical/money.ts';
import type { RowScope } from '../canonical/scope.ts';
import type { ExceptionSettings } from '../settings/exceptions.ts';
import type { Database } from '../store/database.ts';
import { type Exception, exceptionsById, exceptionsOfRuns } from '../store/exception.ts';
import { forgetBatches } from '../store/exception-batch.ts';
import {
  type ExceptionAct,
  type ExceptionComment,
  readComments,
  readHistory,
} from '../store/exception-comment.ts';
import {
  affectedByCause,
  atRisk,
  type ExceptionFilter,
  type ExceptionGroup,
  type ExceptionSight,
  exceptionGroups,
  exceptionList,
  openOfCustomers,
  totalAtRisk,
  visible,
} from '../store/exception-list.ts';
import { readPage } from '../store/page.ts';
import type { IdPage, PageArgs } from '../store/read.ts';
import type { Acting } from './acting.ts';
import { doToException, remarkOf, type Wish } from './exception-act.ts';
import { type ExceptionAnswer, inBatch, type Targets } from './exception-batch.ts';
import { escalate, recheck, settleEnded, watchLog } from './exception-sweep.ts';
import type { Orders } from './saga.ts';

/** An exception with what is known only of all that are open. */
export interface ExceptionView extends Exception {
  /** How many customers wait for the same cause, as far as the caller sees them. */
  readonly customersAffected: number;
}

/** Exceptions of one cause, with what is at risk in the reporting currency. */
export type ExceptionGroupView = Omit<ExceptionGroup, 'moneyAtRisk'> & { readonly moneyAtRisk: Money | null };

/** A page of exceptions, and what is at risk in the whole list: null where an amount has no rate. */
export interface ExceptionPage extends IdPage {
  moneyAtRisk(): Promise<Money | null>;
}

/** A request about exceptions: which, what is to become of them, and what somebody has to say to it. */
export interface ExceptionRequest extends Targets {
  readonly wish: Wish;
  readonly note: string | null;
}

/** What runs could not do by themselves, and what people make of it. A scope, where one is given, bounds what is seen and done. */
export interface Exceptions {
  byIds(ids: readonly string[], scope?: RowScope | null): Promise<(ExceptionView | null)[]>;
  /** Of each run the exception that is open, or else the last one. */
  ofRuns(runIds: readonly string[], scope?: RowScope | null): Promise<(ExceptionView | null)[]>;
  /** Of each customer those that are open, at most 200. */
  ofCustomers(customerIds: readonly string[], scope?: RowScope | null): Promise<(readonly ExceptionView[])[]>;
  /** The most severe first, then, with `amounts`, what most is at risk of, then the oldest. */
  list(filter: ExceptionFilter, page: PageArgs, sight?: Partial<ExceptionSight>): Promise<ExceptionPage>;
  /** By cause: with `amounts` what most is at risk of first, else what most often stands; at most 200. */
  groups(filter: ExceptionFilter, sight?: Partial<ExceptionSight>): Promise<readonly ExceptionGroupView[]>;
  /** What is at risk in these together, in the reporting currency; null where one has no rate. */
  atRisk(exceptions: readonly Exception[]): Money | null;
  comments(ids: readonly string[]): Promise<(readonly ExceptionComment[])[]>;
  history(ids: readonly string[]): Promise<(readonly ExceptionAct[])[]>;
  /**
   * Does the same to many exceptions, each by itself: one result for each. `field` is the mutation's name. What is not the caller's to do,
   * or cannot be done, is an error of its row.
   */
  act(
    acting: Acting,
    request: ExceptionRequest & { readonly field: string; readonly idempotencyKey: string },
    scope?: RowScope | null,
  ): Promise<ExceptionAnswer>;
  /** Escalates what is overdue and tries again what may have been mended; how many of each. */
  sweep(): Promise<{ readonly escalated: number; readonly rechecked: number }>;
  close(): Promise<void>;
}

export interface ExceptionDeps {
  readonly database: Database;
  readonly orders: Orders;
  readonly settings: ExceptionSettings;
  readonly rules: readonly ApprovalRule[];
  /** ISO 4217. */
  readonly reportingCurrency: string;
  readonly onTrouble: (message: string, detail: object) => void;
  /** How often is looked for what is due; the default is a second. */
  readonly sweepEveryMs?: number;
}

const most = 200;
/** A request is remembered as long as its key. */
const keyDays = 30;

/** Exceptions over a database. Sees to what is due by itself until it is closed. */
export function createExceptions(deps: ExceptionDeps): Exceptions {
  const { database, orders, reportingCurrency, onTrouble, sweepEveryMs = 1000 } = deps;
  const inReporting = (amount: string | null): Money | null =>
    amount === null ? null : money(amount, reportingCurrency);

  async function tryAgain(): Promise<number> {
    await watchLog(deps);
    return recheck(deps);
  }
  async function sweep(): Promise<{ escalated: number; rechecked: number }> {
    await settleEnded(deps);
    return { rechecked: await tryAgain(), escalated: await escalate(deps) };
  }
  let sweeping: Promise<unknown> = Promise.resolve();
  let idle = true;
  let ticks = 0;
  const timer = setInterval(() => {
    if (!idle) return;
    idle = false;
    // What has changed is looked for each time, what is merely late now and then, what is old seldom.
    const nth = ticks++;
    sweeping = (nth % 10 === 0 ? sweep() : tryAgain())
      .then(() => (nth % 3600 === 0 ? forgetBatches(database, keyDays) : undefined))
      .catch((err: unknown) => onTrouble('exceptions that are due could not be seen to', { err }))
      .finally(() => (idle = true));
  }, sweepEveryMs);
  timer.unref();

  async function viewed(
    found: readonly Exception[],
    scope: RowScope | null,
  ): Promise<ReadonlyMap<string, ExceptionView>> {
    if (found.length === 0) return new Map();
    const seen = await visible(
      database,
      found.map(({ id }) => id),
      scope,
    );
    const kept = found.filter(({ id }) => seen.has(id));
    const affected = await affectedByCause(
      database,
      kept.map(({ rootCauseKey }) => rootCauseKey),
      scope,
    );
    return new Map(
      kept.map((each) => [
        each.id,
        { ...each, customersAffected: Math.max(1, affected.get(each.rootCauseKey) ?? 0) },
      ]),
    );
  }

  return {
    async byIds(ids, scope = null) {
      const found = await viewed(await exceptionsById(database, ids), scope);
      return ids.map((id) => found.get(id) ?? null);
    },
    async ofRuns(runIds, scope = null) {
      const found = await viewed(await exceptionsOfRuns(database, runIds), scope);
      const byRun = new Map([...found.values()].map((each) => [each.runId, each]));
      return runIds.map((id) => byRun.get(id) ?? null);
    },
    async ofCustomers(customerIds, scope = null) {
      const found = await openOfCustomers(database, customerIds, most, scope);
      const views = await viewed([...found.values()].flat(), scope);
      return customerIds.map((id) => (found.get(id) ?? []).flatMap((each) => views.get(each.id) ?? []));
    },
    async list(filter, page, { scope = null, amounts = false } = {}) {
      const ids = await readPage(database, exceptionList(filter, { scope, amounts }), page);
      return { ...ids, moneyAtRisk: async () => inReporting(await totalAtRisk(database, filter, scope)) };
    },
    async groups(filter, { scope = null, amounts = false } = {}) {
      const groups = await exceptionGroups(database, filter, most, { scope, amounts });
      return groups.map((group) => ({ ...group, moneyAtRisk: inReporting(group.moneyAtRisk) }));
    },
    atRisk: (exceptions) => inReporting(atRisk(exceptions)),
    async comments(ids) {
      const found = await readComments(database, ids);
      return ids.map((id) => found.get(id) ?? []);
    },
    async history(ids) {
      const found = await readHistory(database, ids);
      return ids.map((id) => found.get(id) ?? []);
    },
    async act(acting, { field, idempotencyKey, wish, note, exceptionIds, rootCauseKey }, scope = null) {
      const remark = remarkOf(note, wish.do === 'comment');
      const toWake = new Set<string>();
      const request = { field, idempotencyKey, input: { ...wish, remark } };
      const targets = { exceptionIds, rootCauseKey };
      const answer = await inBatch(deps, acting, request, targets, scope, async (db, note, exceptionId) => {
        const runId = await doToException(deps, db, note, acting, { exceptionId, wish, remark });
        if (runId !== null) toWake.add(runId);
      });
      if (toWake.size > 0) orders.wake([...toWake]);
      return answer;
    },
    sweep,
    async close() {
      clearInterval(timer);
      await sweeping;
    },
  };
}
