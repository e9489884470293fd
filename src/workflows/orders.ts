import { LRUCache } from 'lru-cache';
import { ulid } from '../canonical/id.ts';
import { Problem } from '../canonical/problem.ts';
import type { Lane, RunStatus } from '../canonical/run.ts';
import type { Queryable } from '../store/database.ts';
import { appendEvents } from '../store/event.ts';
import { rememberPerson } from '../store/person.ts';
import { insertRun, orderRun, type RunStand, type RunToStore, standOf } from '../store/run.ts';
import { leaveStep, releaseStep, restSteps } from '../store/run-step.ts';
import type { Acting } from './acting.ts';
import type { Bell } from './bell.ts';
import { settleException } from './exception-open.ts';
import type { Registry } from './registry.ts';
import { runEvent, type RunNews } from './run-event.ts';
import type { AnyStep, NewRun, Orders, Saga } from './saga.ts';
import { stateOf } from './state.ts';

export interface OrderDeps {
  readonly bell: Bell;
  /** The sagas that this node knows. */
  readonly sagas: Registry;
}

const mostBegun = 10_000;
const runId = /^run_[0-9a-z]{26}$/;

/** The orders by which the rest of the hub moves runs on. They need no engine in this process: any node that works finds what is due. */
export function createOrders({ bell, sagas }: OrderDeps): Orders {
  /** Runs that were begun here and that nobody was told of yet; those of transactions that came to nothing are pushed out. */
  const begun = new LRUCache<string, Lane>({ max: mostBegun });
  return {
    async start(db, note, acting, run) {
      const id = run.id ?? `run_${ulid()}`;
      if (!runId.test(id)) throw new Error(`${id} is no id of a run`);
      const status: RunStatus = run.waitsForApproval ? 'WAITING_APPROVAL' : 'QUEUED';
      const heard = bell.heard() && status === 'QUEUED';
      const stored = await store(db, acting, run, id, status, heard);
      if (!stored) return id;
      if (heard) begun.set(id, run.saga.lane);
      const news: RunNews[] = status === 'QUEUED' ? ['started'] : ['started', 'waiting_approval'];
      const told = { ...toldOf(run, id, acting), status, reason: null };
      await appendEvents(
        db,
        news.map((each) => runEvent(told, each)),
      );
      const { process, version } = run.saga;
      note({ action: 'run.started', subject: id, after: { process, version, subjectId: run.subjectId } });
      return id;
    },

    async proceed(db, id, { patch, skip = false, undo = false, why } = {}) {
      const run = await found(db, id);
      const waits = run.status === 'PAUSED' || run.status === 'WAITING_APPROVAL';
      if (!waits || run.held)
        throw new Problem(
          'CONFLICT',
          run.held ? 'The run is being tried at this moment; ask again in a moment.' : standing(run),
          { path: 'runId' },
        );
      const undoing = run.wish === 'COMPENSATE' || run.wish === 'CANCEL';
      // What is being undone goes on being undone; otherwise what was asked for before is answered by this order.
      const wish = undoing ? run.wish : undo ? 'COMPENSATE' : null;
      if (undoing) await leaveStep(db, id, skip);
      else if (!undo) await releaseStep(db, id, skip);
      const status = run.status === 'WAITING_APPROVAL' ? ('QUEUED' as const) : ('RUNNING' as const);
      const reason = undo && !undoing ? (why ?? null) : null;
      await orderRun(db, id, {
        status,
        ...(patch && { patch }),
        wish,
        reason,
        ...(!undoing && { why: reason }),
      });
      await appendEvents(db, [runEvent({ ...run, status, reason }, 'resumed')]);
    },

    async drop(db, note, id, why) {
      const run = await found(db, id);
      const waits = ['QUEUED', 'WAITING_APPROVAL', 'PAUSED'].includes(run.status);
      if (!waits || run.held || run.touched)
        throw new Problem(
          'CONFLICT',
          run.touched ? 'Something of the run was done already; compensate it.' : standing(run),
          { path: 'runId' },
        );
      await orderRun(db, id, { status: 'CANCELLED', reason: why, over: true, wish: null });
      await restSteps(db, id);
      await appendEvents(db, [runEvent({ ...run, status: 'CANCELLED', reason: why }, 'cancelled')]);
      note({ action: 'run.dropped', subject: id, after: { reason: why } });
      await settleException(db, note, id, 'COMPENSATED');
      const saga = sagas.find(run.process, run.processVersion);
      await saga?.follow?.(db, note, { id, status: 'CANCELLED', input: run.input });
    },

    wake(runIds) {
      bell.ring(runIds.map((id) => ({ id, begun: begun.get(id) ?? null })));
      for (const id of runIds) begun.delete(id);
    },
  };
}

const standing = ({ status }: RunStand): string => `The run does not wait for this: it is ${status}.`;

async function found(db: Queryable, id: string): Promise<RunStand> {
  const run = runId.test(id) ? await standOf(db, id) : null;
  if (!run) throw new Problem('NOT_FOUND', 'There is no such run.', { path: 'runId' });
  return run;
}

const toldOf = ({ saga, subjectId, customerId }: NewRun, id: string, { correlationId }: Acting) => ({
  id,
  process: saga.process,
  processVersion: saga.version,
  subjectId,
  customerId,
  correlationId,
});

async function store(
  db: Queryable,
  acting: Acting,
  run: NewRun,
  id: string,
  status: RunStatus,
  heard: boolean,
): Promise<boolean> {
  const { saga, input, concerns, triggerEvent, moneyAtRisk } = run;
  const row: RunToStore = {
    ...toldOf(run, id, acting),
    status,
    lane: saga.lane,
    concerns,
    input,
    triggerEvent,
    moneyAtRisk,
    account: acting.principal.account,
    startedBy: await rememberPerson(db, acting.principal),
    steps: ahead(saga, { id, correlationId: acting.correlationId, input, patch: {} }),
  };
  return insertRun(db, row, heard);
}

/** The steps as they lie ahead. Where each will be done is told as far as it does not depend on what comes of others. */
function ahead(saga: Saga, run: Parameters<typeof stateOf>[1]): RunToStore['steps'] {
  const instanceOf = (step: AnyStep, index: number): string | null => {
    if (step.kind === 'local') return null;
    try {
      return step.instance?.(stateOf(saga, run, [], index)) ?? null;
    } catch {
      return null;
    }
  };
  return saga.steps.map((step, index) => ({
    name: step.name,
    kind: step.kind,
    instance: instanceOf(step, index),
  }));
}
