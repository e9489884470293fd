import { Refused } from '../canonical/finding.ts';
import { Problem } from '../canonical/problem.ts';
import type { HeardCall } from '../canonical/vendor-call.ts';
import { spanned } from '../telemetry/trace.ts';
import { hearing } from '../telemetry/vendor-call.ts';
import type { Came } from './call.ts';
import { effectsOf, needSource, pursue, stored } from './effects.ts';
import { enter, openEffect, withdraw } from './enter.ts';
import {
  type Episode,
  isoNow,
  noteFailure,
  rowOf,
  settle,
  sourceOf,
  stateAt,
  stepOf,
  stop,
  tryLater,
} from './episode.ts';
import { roleOf } from './role.ts';
import type { CheckStep, LocalStep, Looking, WriteStep } from './saga.ts';
import { touch } from './touch.ts';

/** What a step came to: the next one can be entered at once, or the run was let go. */
type Left = 'go on' | 'let go';

/** Moves a run on, step by step, until it waits or ends. True: somebody wishes that it be undone. */
export async function forward(episode: Episode): Promise<boolean> {
  const { pen, deps } = episode;
  if (pen.run.status === 'QUEUED') pen.stand('RUNNING', null);
  for (;;) {
    if (pen.run.wish === 'CANCEL' || pen.run.wish === 'COMPENSATE') return true;
    if (await interrupted(episode)) return false;
    const index = await entered(episode);
    if (index === 'stopped') return false;
    if (index === null) {
      await complete(episode);
      return false;
    }
    const step = stepOf(episode, index);
    if (step.kind === 'local') {
      if (!(await local(episode, index, step))) return false;
      continue;
    }
    if (pen.changed()) await pen.write();
    // Somebody may have asked for something meanwhile; what was about to be called was not yet.
    if (pen.run.wish !== null || deps.draining()) {
      withdraw(episode, index);
      continue;
    }
    const attributes = { 'isthmus.step': step.name };
    const left = await spanned('run step', { attributes }, () =>
      step.kind === 'check' ? looked(episode, index, step) : wrote(episode, index, step),
    );
    if (left === 'let go') return false;
  }
}

/** Lets the run go where a pause was asked for, or where the node ends. */
async function interrupted({ pen, deps }: Episode): Promise<boolean> {
  if (pen.run.wish === 'PAUSE') {
    pen.stand('PAUSED', 'paused', pen.run.why ?? 'Somebody paused it.');
    await pen.write({ release: { dueAt: null }, granted: true });
    return true;
  }
  if (!deps.draining()) return false;
  await pen.write({ release: { dueAt: new Date(deps.now()).toISOString() } });
  return true;
}

/** Enters the next step. What keeps it from being planned stops the run there. */
async function entered(episode: Episode): Promise<number | null | 'stopped'> {
  try {
    return await enter(episode);
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof Problem)) throw error;
    await hindered(episode, episode.at, isoNow(episode), error);
    return 'stopped';
  }
}

/** A step that changed nothing did not succeed. */
async function hindered(
  episode: Episode,
  index: number,
  at: string,
  error: Refused | Problem,
  heard: HeardCall | null = null,
): Promise<Left> {
  const tries = rowOf(episode, index).tries + 1;
  await noteFailure(episode, index, at, error, heard);
  if (error instanceof Refused && error.ends && episode.pen.effects.length === 0) {
    // Nothing can be mended and nothing was written: nobody need be asked.
    episode.pen.step(index, { status: 'FAILED', tries, nextAt: null });
    if (episode.stuckAt !== null) settle(episode, episode.stuckAt, 'COMPENSATED');
    episode.pen.stand('FAILED', 'failed', error.message);
    await episode.pen.write({ over: true });
  } else if (error instanceof Refused) {
    episode.pen.step(index, { tries });
    await stop(episode, index, { is: 'refused', error });
  } else if (error.retryable) {
    await tryLater(episode, index, error, 'RUNNING', (count) => ({
      is: 'problem',
      problem: error,
      tries: count,
    }));
  } else {
    episode.pen.step(index, { tries });
    await stop(episode, index, { is: 'problem', problem: error, tries });
  }
  return 'let go';
}

/** Drafts that a step has succeeded; `begunAt`: when it began, unless that was noted as it was entered. */
function succeeded(episode: Episode, index: number, result: unknown, begunAt = isoNow(episode)): void {
  const { pen } = episode;
  const { checkpoint } = stepOf(episode, index);
  const finishedAt = isoNow(episode);
  const startedAt = rowOf(episode, index).startedAt ?? begunAt;
  pen.step(index, {
    status: 'SUCCEEDED',
    result: stored(result),
    startedAt,
    finishedAt,
    tries: 0,
    nextAt: null,
  });
  const { instance } = rowOf(episode, index);
  if (checkpoint !== undefined)
    pen.checkpoint({ name: checkpoint, system: sourceOf(episode, instance)?.system ?? null });
  pen.progress();
  settle(episode, index, 'SUCCEEDED');
  if (pen.run.status === 'PAUSED') pen.stand('RUNNING', 'resumed');
}

async function looked(episode: Episode, index: number, step: CheckStep<unknown, unknown>): Promise<Left> {
  const { deps, signal } = episode;
  const at = isoNow(episode);
  const looking: Looking = {
    reader: deps.reader,
    sources: deps.sources,
    database: deps.database,
    signal,
    now: deps.now,
    role: (instance, role) => roleOf(needSource(episode, instance), role),
  };
  const heard = hearing(() => step.run(stateAt(episode, index), looking));
  try {
    succeeded(episode, index, await heard.result);
    return 'go on';
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof Problem)) throw error;
    const status = error instanceof Problem ? (error.detail.httpStatus ?? null) : undefined;
    return hindered(episode, index, at, error, heard.call(status === undefined ? undefined : { status }));
  }
}

/** True: the next step can be entered. */
async function local(episode: Episode, index: number, step: LocalStep<unknown, unknown>): Promise<boolean> {
  const at = isoNow(episode);
  try {
    await episode.pen.write({
      inside: async (db, note) =>
        succeeded(episode, index, await step.run(db, note, stateAt(episode, index)), at),
    });
    return true;
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof Problem)) throw error;
    await hindered(episode, index, at, error);
    return false;
  }
}

async function wrote(episode: Episode, index: number, step: WriteStep<unknown, unknown>): Promise<Left> {
  const row = rowOf(episode, index);
  const open = row.status === 'UNKNOWN_OUTCOME' ? openEffect(episode, index) : undefined;
  const effect = open ?? effectsOf(episode, index, 'DO').find(({ attempt }) => attempt === row.attempt)!;
  const mended = effect.attempt < row.attempt;
  let came: Came;
  try {
    const operation = step.operation(needSource(episode, effect.instance));
    const how = open ? { repeat: !mended, tries: row.tries } : ('first' as const);
    came = await pursue(episode, effect.key, operation, how);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Nothing was sent: the source is not there, or what it is about is gone.
    if (!open) episode.pen.effect({ ...effect, calledAt: null, triedAt: null });
    return hindered(episode, index, isoNow(episode), error);
  }
  return took(episode, index, step, effect.key, mended, came);
}

async function took(
  episode: Episode,
  index: number,
  step: WriteStep<unknown, unknown>,
  key: string,
  mended: boolean,
  came: Came,
): Promise<Left> {
  const { pen } = episode;
  const effect = pen.effects.find((each) => each.key === key)!;
  const at = isoNow(episode);
  if (came.is === 'applied') {
    const { result, object, externalId } = came.applied;
    pen.effect({ ...effect, state: 'DONE', result: stored(result), object, externalId, settledAt: at });
    succeeded(episode, index, result);
    if (step.touches) {
      await pen.write();
      await touch(episode, index, step, rowOf(episode, index).result);
    }
    return 'go on';
  }
  const { problem } = came;
  if (came.is === 'lost') {
    pen.effect({ ...effect, state: 'UNKNOWN' });
    if (mended) {
      episode.left.add(key);
      pen.step(index, { status: 'PENDING' });
      return 'go on';
    }
    pen.step(index, { status: 'UNKNOWN_OUTCOME', tries: rowOf(episode, index).tries + 1 });
    await stop(episode, index, { is: 'unknown', problem });
    return 'let go';
  }
  const failure = (tries: number) => ({ is: 'problem', problem, tries }) as const;
  if (came.is === 'unknown') {
    pen.effect({ ...effect, state: 'UNKNOWN', settledAt: came.ended ? at : null });
    await tryLater(episode, index, problem, 'UNKNOWN_OUTCOME', failure);
    return 'let go';
  }
  pen.effect({ ...effect, state: came.certain ? 'REFUSED' : 'UNKNOWN', settledAt: at });
  if (mended) {
    if (!came.certain) episode.left.add(key);
    pen.step(index, { status: 'PENDING' });
    return 'go on';
  }
  if (came.again) {
    again(episode, index, key, came.newKey);
    await tryLater(episode, index, problem, 'RUNNING', failure);
  } else {
    const tries = rowOf(episode, index).tries + 1;
    pen.step(index, { tries, status: 'RUNNING' });
    const editable = step.mends?.(stateAt(episode, index), problem, false) ?? [];
    await stop(episode, index, { ...failure(tries), editable });
  }
  return 'let go';
}

/** Drafts that the same is to be sent once more, surely not being in force: under its key, or under a new one. */
function again(episode: Episode, index: number, key: string, newKey: boolean): void {
  const { pen } = episode;
  const effect = pen.effects.find((each) => each.key === key)!;
  const fresh = { state: 'INTENT', calledAt: null, triedAt: null, settledAt: null } as const;
  if (!newKey) return pen.effect({ ...effect, ...fresh });
  const attempt = rowOf(episode, index).attempt + 1;
  pen.step(index, { attempt });
  pen.effect({ ...effect, ...fresh, attempt, key: `${pen.run.id}.${index}.${attempt}` });
}

/** Ends a run that has done everything. */
async function complete({ pen, stuckAt, ...rest }: Episode): Promise<void> {
  if (stuckAt !== null) settle({ pen, stuckAt, ...rest }, stuckAt, 'SUCCEEDED');
  pen.stand('COMPLETED', 'completed');
  pen.also(async (_db, note) =>
    note({
      action: 'run.completed',
      subject: pen.run.id,
      after: {
        process: pen.run.process,
        effects: pen.effects
          .filter(({ state }) => state === 'DONE')
          .map(({ key, operation, instance, object, externalId }) => ({
            key,
            operation,
            instance,
            object,
            externalId,
          })),
      },
    }),
  );
  await pen.write({ over: true });
}
