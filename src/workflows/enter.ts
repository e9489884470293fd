import type { EffectRow } from '../store/effect.ts';
import { effectsOf, intend, isOpen, needSource } from './effects.ts';
import { type Episode, isoNow, rowOf, settle, stateAt, stepOf } from './episode.ts';
import type { State, WriteStep } from './saga.ts';

/** The effect at a vendor that a step must first be clear about: the last one that may be in force and is not to be left. */
export const openEffect = (episode: Episode, index: number): EffectRow | undefined =>
  effectsOf(episode, index, 'DO').findLast((each) => isOpen(each) && !episode.left.has(each.key));

/**
 * Drafts what comes next: leaves out steps that do not apply, and plans the first one that does, with what it will send. Null: there is
 * none. What it throws concerns the step `episode.at`.
 */
export async function enter(episode: Episode): Promise<number | null> {
  const { pen, saga } = episode;
  for (const [index, step] of saga.steps.entries()) {
    const row = rowOf(episode, index);
    if (row.status === 'SKIPPED') settle(episode, index, 'SKIPPED');
    if (row.status === 'SUCCEEDED' || row.status === 'SKIPPED') continue;
    episode.at = index;
    const state = stateAt(episode, index);
    if (row.status === 'PENDING' && step.when && !step.when(state as State<never>)) {
      pen.step(index, { status: 'SKIPPED', finishedAt: isoNow(episode) });
      settle(episode, index, 'SKIPPED');
      continue;
    }
    if (step.kind === 'local') return index;
    const instance = step.instance?.(state) ?? null;
    const startedAt = row.startedAt ?? isoNow(episode);
    if (step.kind === 'check') {
      if (row.status !== 'RUNNING' || row.nextAt !== null)
        pen.step(index, { status: 'RUNNING', startedAt, instance, nextAt: null });
      return index;
    }
    if (openEffect(episode, index)) {
      if (row.status !== 'UNKNOWN_OUTCOME')
        pen.step(index, { status: 'UNKNOWN_OUTCOME', startedAt, instance });
      return index;
    }
    pen.step(index, { status: 'RUNNING', startedAt, instance, nextAt: null });
    await planned(episode, index, step);
    return index;
  }
  return null;
}

/** Drafts the effect of a write's present attempt as about to be called. */
async function planned(episode: Episode, index: number, step: WriteStep<unknown, unknown>): Promise<void> {
  const { pen } = episode;
  const at = isoNow(episode);
  const known = effectsOf(episode, index, 'DO').find(
    ({ attempt }) => attempt === rowOf(episode, index).attempt,
  );
  if (known?.state === 'INTENT') return pen.effect({ ...known, calledAt: at, triedAt: at, settledAt: null });
  // A key that the vendor has refused once is not used again.
  if (known) pen.step(index, { attempt: rowOf(episode, index).attempt + 1 });
  const { attempt } = rowOf(episode, index);
  const state = stateAt(episode, index);
  const {
    send,
    undo,
    personal = [],
    whose,
  } = step.plan(state, await step.reads?.(state, episode.deps.reader));
  const instance = step.instance(state);
  await intend(episode, {
    index,
    act: 'DO',
    attempt,
    key: `${pen.run.id}.${index}.${attempt}`,
    instance,
    operation: step.operation(needSource(episode, instance)),
    input: send,
    undo,
    personal,
    whose,
  });
}

/** Takes back that a step is about to be called, before it was: the run is let go instead. */
export function withdraw(episode: Episode, index: number): void {
  const step = stepOf(episode, index);
  const row = rowOf(episode, index);
  if (row.status !== 'RUNNING') return;
  // What was tried before tells by its tries when it began.
  episode.pen.step(index, { status: 'PENDING', startedAt: null });
  if (step.kind !== 'write') return;
  const effect = effectsOf(episode, index, 'DO').find(({ attempt }) => attempt === row.attempt);
  if (effect?.state === 'INTENT') episode.pen.effect({ ...effect, calledAt: null, triedAt: null });
}
