import { Problem } from '../canonical/problem.ts';
import type { RowScope } from '../canonical/scope.ts';
import type { VendorCall } from '../canonical/vendor-call.ts';
import { type Approval, approvalsById } from '../store/approval.ts';
import type { Database } from '../store/database.ts';
import { readPage } from '../store/page.ts';
import type { IdPage, PageArgs } from '../store/read.ts';
import { type Deed, deedsOf } from '../store/run-deed.ts';
import {
  approvalIdsOf,
  lastRunIds,
  readCustomerRuns,
  type RunFilter,
  runIdsAbout,
  runList,
} from '../store/run-list.ts';
import {
  type CheckpointView,
  readCheckpoints,
  readInputs,
  readSteps,
  type StepView,
} from '../store/run-trace.ts';
import { type RunView, runsById } from '../store/run-view.ts';
import type { SlaHours } from '../store/sla.ts';
import { type AttemptPlace, readCalls } from '../store/vendor-call.ts';
import type { Acting } from './acting.ts';
import { once } from './once.ts';
import { order, type RunAction, type RunActionInput } from './run-control.ts';
import type { Orders } from './saga.ts';

/** Orchestrated writes, as people see them and what people may order of them. Arrays come back in the order of the arguments. */
export interface Runs {
  byIds(ids: readonly string[]): Promise<(RunView | null)[]>;
  /** Those within a scope (null: all), the newest first. */
  list(filter: RunFilter, page: PageArgs, scope?: RowScope | null): Promise<IdPage>;
  /** A page of each customer's runs, the newest first. */
  ofCustomers(ids: readonly string[], page: PageArgs, scope?: RowScope | null): Promise<IdPage[]>;
  /** The run that each of these ids is about: of a run itself, an exception, an amendment or its preview; null for anything else. */
  about(ids: readonly string[]): Promise<(RunView | null)[]>;
  /** The last run about each of these records; null where there never was one. */
  ofSubjects(ids: readonly string[]): Promise<(RunView | null)[]>;
  /** Of runs that the caller sees. */
  steps(ids: readonly string[]): Promise<(readonly StepView[])[]>;
  /** What each of these steps sends; what is personal of it only when `whole`. */
  inputs(steps: readonly StepView[], whole: boolean): Promise<unknown[]>;
  /** The call by which each of these tries ended; who is told of in it only when `whole`. Null: none is kept. */
  calls(attempts: readonly AttemptPlace[], whole: boolean): Promise<(VendorCall | null)[]>;
  /** What each of these runs does to a subscription, of runs that the caller sees; null: it carries out something else. */
  deeds(ids: readonly string[]): Promise<(Deed | null)[]>;
  checkpoints(ids: readonly string[]): Promise<(readonly CheckpointView[])[]>;
  /** In the order in which they were asked for. */
  approvals(ids: readonly string[]): Promise<(readonly Approval[])[]>;
  /**
   * Orders something of a run, with its effect once for one key. NOT_FOUND for an unknown one; CONFLICT when it stands otherwise, with what may
   * be asked of it. One that is moving takes it when the step that is under way has ended: `wish` says so until then.
   */
  order(
    acting: Acting,
    idempotencyKey: string,
    action: RunAction,
    input: RunActionInput,
  ): Promise<{ readonly run: RunView; readonly replayed: boolean }>;
}

export interface RunDeps {
  readonly database: Database;
  readonly hours: SlaHours;
  readonly orders: Orders;
}

const longestReason = 1000;

/** The runs of a database. */
export function createRuns({ database, hours, orders }: RunDeps): Runs {
  async function byIds(ids: readonly string[]): Promise<(RunView | null)[]> {
    const found = new Map((await runsById(database, ids, hours)).map((run) => [run.id, run]));
    return ids.map((id) => found.get(id) ?? null);
  }

  async function named(
    ids: readonly string[],
    runIds: ReadonlyMap<string, string>,
  ): Promise<(RunView | null)[]> {
    const found = await byIds([...new Set(runIds.values())]);
    const byId = new Map(found.map((run) => [run?.id, run]));
    return ids.map((id) => byId.get(runIds.get(id)) ?? null);
  }

  return {
    byIds,
    list: (filter, page, scope = null) => readPage(database, runList(filter, hours, scope), page),
    ofCustomers: (ids, page, scope = null) => readCustomerRuns(database, ids, page, scope),
    about: async (ids) => named(ids, await runIdsAbout(database, ids)),
    ofSubjects: async (ids) => named(ids, await lastRunIds(database, ids)),
    async steps(ids) {
      const found = await readSteps(database, ids);
      return ids.map((id) => found.get(id) ?? []);
    },
    inputs: (steps, whole) => readInputs(database, steps, whole),
    async deeds(ids) {
      const found = await deedsOf(database, ids);
      return ids.map((id) => found.get(id) ?? null);
    },
    calls: (attempts, whole) => readCalls(database, attempts, whole),
    async checkpoints(ids) {
      const found = await readCheckpoints(database, ids);
      return ids.map((id) => found.get(id) ?? []);
    },
    async approvals(ids) {
      const about = await approvalIdsOf(database, ids);
      const read = await approvalsById(database, [...about.values()].flat());
      const found = new Map(read.map((approval) => [approval.id, approval]));
      return ids.map((id) => (about.get(id) ?? []).flatMap((each) => found.get(each) ?? []));
    },
    async order(acting, idempotencyKey, action, input) {
      checkReason(input.reason);
      const request = { field: action, idempotencyKey, input: { ...input } };
      const { answer, replayed } = await once(database, acting, request, async (db, note) => {
        if (!(await order({ db, note, acting, orders }, action, input))) throw unknownRun();
        return { answer: { runId: input.runId } };
      });
      const runId = answer['runId']!;
      if (!replayed) orders.wake([runId]);
      const [run] = await byIds([runId]);
      return { run: run!, replayed };
    },
  };
}

/** Whoever may not see a run is told the same as if there were none. */
export const unknownRun = (): Problem => new Problem('NOT_FOUND', 'There is no such run.', { path: 'runId' });

function checkReason(reason: string): void {
  const wrong =
    reason.trim() === ''
      ? 'Say why.'
      : reason.length > longestReason
        ? `A reason has at most ${longestReason} characters.`
        : reason.includes('\0') || !reason.isWellFormed()
          ? 'A reason must not hold U+0000 or half a character.'
          : null;
  if (wrong !== null) throw new Problem('INVALID_INPUT', wrong, { path: 'reason' });
}
