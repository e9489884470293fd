import { Problem } from '../canonical/problem.ts';
import type { EffectRow } from '../store/effect.ts';
import { effectsOf, intend, isOpen, needSource, opened, pursue, stored } from './effects.ts';
import {
  type Episode,
  isoNow,
  noteFailure,
  rowOf,
  settle,
  stateAt,
  stepOf,
  stop,
  tryLater,
} from './episode.ts';
import { early } from './resolve.ts';
import type { LocalStep, WriteStep } from './saga.ts';

type AnyWrite = WriteStep<unknown, unknown>;

/** Undoes what a run has done, the last thing first, until it waits or ends. */
export async function compensate(episode: Episode): Promise<void> {
  const { pen, saga, deps } = episode;
  // One that is paused is tried again by itself: it stays so until something was undone.
  if (pen.run.status !== 'PAUSED') pen.stand('COMPENSATING', 'compensating', pen.run.why);
  const fast = saga.steps.findLastIndex((_, index) => isFast(episode, index));
  if (fast >= 0) {
    episode.at = fast;
    await stop(episode, fast, { is: 'compensation', problem: cannot(rowOf(episode, fast).name) });
    return;
  }
  for (const index of saga.steps.keys().toArray().toReversed()) {
    episode.at = index;
    const step = stepOf(episode, index);
    if (rowOf(episode, index).status === 'COMPENSATED') settle(episode, index, 'COMPENSATED');
    else if (step.kind === 'local') await undoLocal(episode, index, step);
    else if (step.kind === 'write' && !(await undoWrite(episode, index, step))) return;
    if (deps.draining()) {
      await pen.write({ release: { dueAt: new Date(deps.now()).toISOString() } });
      return;
    }
  }
  await finish(episode);
}

const cannot = (name: string): Problem =>
  new Problem(
    'CONFLICT',
    `The step ${name} is done and cannot be undone; nothing was undone. Go on with the run.`,
  );

/** Whether a step is done for good. */
function isFast(episode: Episode, index: number): boolean {
  const step = stepOf(episode, index);
  if (step.kind !== 'write' || step.undo || rowOf(episode, index).status === 'COMPENSATED') return false;
  return effectsOf(episode, index, 'DO').some(
    (effect) => (effect.state === 'DONE' || isOpen(effect)) && effect.undo !== null,
  );
}

async function undoLocal(episode: Episode, index: number, step: LocalStep<unknown, unknown>): Promise<void> {
  const { pen } = episode;
  if (rowOf(episode, index).status !== 'SUCCEEDED') return;
  await pen.write({
    async inside(db, note) {
      await step.undo?.(db, note, stateAt(episode, index));
      pen.step(index, { status: 'COMPENSATED' });
      pen.progress();
    },
  });
}

/** True: nothing of the step is in force any more; false: the run was let go. */
async function undoWrite(episode: Episode, index: number, step: AnyWrite): Promise<boolean> {
  const { pen, deps } = episode;
  try {
    for (const effect of effectsOf(episode, index, 'DO').filter(isOpen))
      if (!(await clear(episode, index, step, effect))) return false;
    const done = effectsOf(episode, index, 'DO').findLast(
      ({ state }) => state === 'DONE' || state === 'UNKNOWN',
    );
    if (!done) return true;
    if (done.undo !== null && !(await undo(episode, index, step, done))) return false;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await noteFailure(episode, index, isoNow(episode), error);
    await stop(episode, index, { is: 'compensation', problem: error });
    return false;
  }
  pen.step(index, { status: 'COMPENSATED', tries: 0, nextAt: null });
  pen.progress();
  settle(episode, index, 'COMPENSATED');
  if (pen.run.status === 'PAUSED') pen.stand('COMPENSATING', 'resumed', pen.run.why);
  if (!deps.draining()) await pen.write();
  return true;
}

/** Finds out whether something to be undone was done. What sets values is undone whether it was or not. */
async function clear(episode: Episode, index: number, step: AnyWrite, effect: EffectRow): Promise<boolean> {
  const { pen, deps } = episode;
  const operation = step.operation(needSource(episode, effect.instance));
  if (effect.calledAt === null) return true;
  if (operation.class === 'B' && !operation.look) {
    pen.effect({ ...effect, state: 'UNKNOWN' });
    // What the system is still at would come into force behind what undoes it.
    const tooEarly = early({ effect, now: deps.now, lookAfterMs: deps.patience.lookAfterMs });
    if (tooEarly) await later(episode, index, tooEarly.problem, false);
    return tooEarly === undefined;
  }
  const { tries } = rowOf(episode, index);
  const came = await pursue(episode, effect.key, operation, { repeat: false, tries });
  const settledAt = isoNow(episode);
  const now = pen.effects.find(({ key }) => key === effect.key)!;
  if (came.is === 'applied') {
    const { result, object, externalId } = came.applied;
    pen.effect({ ...now, state: 'DONE', result: stored(result), object, externalId, settledAt });
    return true;
  }
  if (came.is === 'not') {
    pen.effect({ ...now, state: 'REFUSED', settledAt });
    return true;
  }
  pen.effect({ ...now, state: 'UNKNOWN' });
  await later(episode, index, came.problem, came.is === 'lost');
  return false;
}

async function later(episode: Episode, index: number, problem: Problem, lost: boolean): Promise<void> {
  if (lost) {
    episode.pen.step(index, { status: 'UNKNOWN_OUTCOME' });
    return stop(episode, index, { is: 'unknown', problem });
  }
  return tryLater(episode, index, problem, 'UNKNOWN_OUTCOME', () => ({ is: 'compensation', problem }));
}

/** Does what undoes an effect, as an effect of its own. */
async function undo(episode: Episode, index: number, step: AnyWrite, done: EffectRow): Promise<boolean> {
  const { pen } = episode;
  const operation = step.undo!.operation(needSource(episode, done.instance));
  const last = effectsOf(episode, index, 'UNDO').at(-1);
  const known = last && isOpen(last);
  if (!known) await begin(episode, index, step, done, last);
  const effect = effectsOf(episode, index, 'UNDO').at(-1)!;
  if (!known) await pen.write();
  const { tries } = rowOf(episode, index);
  const came = await pursue(episode, effect.key, operation, known ? { repeat: true, tries } : 'first');
  const settledAt = isoNow(episode);
  const now = pen.effects.find(({ key }) => key === effect.key)!;
  if (came.is === 'applied') {
    const { result, object, externalId } = came.applied;
    pen.effect({ ...now, state: 'DONE', result: stored(result), object, externalId, settledAt });
    pen.effect({ ...pen.effects.find(({ key }) => key === done.key)!, state: 'UNDONE' });
    return true;
  }
  if (came.is !== 'not') {
    pen.effect({
      ...now,
      state: 'UNKNOWN',
      settledAt: came.is === 'unknown' && came.ended ? settledAt : null,
    });
    await later(episode, index, came.problem, came.is === 'lost');
    return false;
  }
  const { problem } = came;
  if (problem.code === 'NOT_FOUND' && done.state === 'UNKNOWN') {
    // Nobody knew whether it had been done: it had not, and there is nothing to be taken back.
    for (const each of [now, done]) pen.effect({ ...each, state: 'REFUSED', settledAt });
    return true;
  }
  const fresh = { state: 'INTENT', calledAt: null, triedAt: null } as const;
  pen.effect(came.again && !came.newKey ? { ...now, ...fresh } : { ...now, state: 'REFUSED', settledAt });
  const editable = step.mends?.(stateAt(episode, index), problem, true) ?? [];
  const failure = { is: 'compensation', problem, editable } as const;
  if (came.again) await tryLater(episode, index, problem, rowOf(episode, index).status, () => failure);
  else await stop(episode, index, failure);
  return false;
}

/** Drafts what undoes an effect as about to be called. */
async function begin(
  episode: Episode,
  index: number,
  step: AnyWrite,
  done: EffectRow,
  last: EffectRow | undefined,
): Promise<void> {
  const { pen } = episode;
  const at = isoNow(episode);
  if (last?.state === 'INTENT') return pen.effect({ ...last, calledAt: at, triedAt: at, settledAt: null });
  const state = stateAt(episode, index);
  const nth = (last?.attempt ?? 0) + 1;
  const planned = step.plan(state);
  await intend(episode, {
    index,
    act: 'UNDO',
    attempt: nth,
    key: `${pen.run.id}.${index}.${done.attempt}.undo${nth === 1 ? '' : nth}`,
    instance: done.instance,
    operation: step.undo!.operation(needSource(episode, done.instance)),
    input: step.undo!.input(
      await opened(episode, index, done.undo),
      done.state === 'DONE' ? done.result : null,
      state,
    ),
    undo: null,
    personal: planned.personal ?? [],
    whose: planned.whose,
  });
}

/** Nothing is under way any more: what was tried in vain has failed, what was not tried lies where it lay. */
function rest({ pen }: Episode): void {
  for (const { index, status, tries, nextAt } of pen.steps) {
    const open = status === 'RUNNING' || status === 'UNKNOWN_OUTCOME';
    if (open) pen.step(index, { status: tries > 0 ? 'FAILED' : 'PENDING', nextAt: null });
    else if (nextAt !== null) pen.step(index, { nextAt: null });
  }
}

async function finish(episode: Episode): Promise<void> {
  const { pen } = episode;
  if (episode.stuckAt !== null) settle(episode, episode.stuckAt, 'COMPENSATED');
  const cancelled = pen.run.wish === 'CANCEL';
  const [status, news] = cancelled
    ? (['CANCELLED', 'cancelled'] as const)
    : (['COMPENSATED', 'compensated'] as const);
  pen.stand(status, news, pen.run.why);
  rest(episode);
  const undone = pen.effects.filter(({ state }) => state === 'UNDONE').map(({ key }) => key);
  pen.also(async (_db, note) =>
    note({ action: `run.${news}`, subject: pen.run.id, after: { process: pen.run.process, undone } }),
  );
  await pen.write({ over: true, granted: true });
}
