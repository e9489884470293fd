import { isOutage } from '../canonical/outage.ts';
import { Problem } from '../canonical/problem.ts';
import { claimRun, countSuspect, suspectFrom } from '../store/run.ts';
import { spanned } from '../telemetry/trace.ts';
import { compensate } from './compensate.ts';
import { type EngineDeps, type Episode, stop } from './episode.ts';
import { forward } from './forward.ts';
import { Lost } from './life.ts';
import { createPen } from './pen.ts';

/**
 * One episode of a run: takes it, moves it on from what its rows say until it waits or ends, and lets it go. Nothing where somebody else
 * has it, the turn is no longer the last one, or its saga is not known here. Rejects only when the
 * run could not be let go, because the database did not answer.
 */
export async function advance(deps: EngineDeps, runId: string, turn: number): Promise<void> {
  const { id: node, signal } = deps.life.current();
  if (signal.aborted || deps.draining()) return;
  const claimed = await claimRun(deps.database, runId, turn, node, deps.sagas.known);
  if (!claimed) return;
  const { run, stuckAt } = claimed;
  const saga = deps.sagas.find(run.process, run.processVersion)!;
  const suspect = claimed.crashes >= suspectFrom && claimed.crashes < deps.patience.crashesBeforeStop;
  const leave = suspect ? await deps.ward() : () => {};
  const pen = createPen(deps.database, saga, claimed, deps.told, leave);
  const { correlationId } = run;
  const episode: Episode = { deps, saga, pen, node, signal, stuckAt, at: 0, left: new Set() };
  const attributes = { 'isthmus.run': runId, 'isthmus.process': run.process, 'isthmus.turn': turn };
  try {
    if (suspect && !(await countSuspect(deps.database, runId, run.fence))) return;
    await spanned('run episode', { causes: [correlationId], attributes }, () =>
      move(episode, claimed.crashes),
    );
  } finally {
    leave();
  }
}

async function move(episode: Episode, crashes: number): Promise<void> {
  const { deps, pen } = episode;
  const { id: runId, correlationId } = pen.run;
  try {
    checkSteps(episode);
    if (crashes >= deps.patience.crashesBeforeStop) await stopPoison(episode, crashes);
    else if (pen.run.wish === 'CANCEL' || pen.run.wish === 'COMPENSATE') await compensate(episode);
    else if (await forward(episode)) await compensate(episode);
  } catch (error) {
    if (error instanceof Lost) {
      deps.count('late');
      deps.onTrouble('a run is left to another node', { runId, correlationId, why: error.message });
      return;
    }
    // Nobody's fault: the run is found again by its row once the database answers.
    if (isOutage(error)) throw error;
    deps.onTrouble('a run met a fault', {
      runId,
      correlationId,
      step: pen.steps[episode.at]?.name,
      err: error,
    });
    await stopFault(episode);
  }
}

/** What a saga does may change under a new version alone: what is stored of a run would mean something else. */
function checkSteps({ saga, pen }: Episode): void {
  const same =
    saga.steps.length === pen.steps.length && saga.steps.every(({ name }, i) => pen.steps[i]!.name === name);
  if (!same)
    throw new Error(`the steps of ${saga.process}/${saga.version} are not those that its runs began with`);
}

/** Stops a run at a fault of the hub, so that neither it nor others suffer from it again. */
async function stopFault(episode: Episode): Promise<void> {
  const { at, pen } = episode;
  const tries = (pen.steps[at]?.tries ?? 0) + 1;
  const problem = new Problem(
    'INTERNAL',
    'A fault of the hub stopped this step; the log tells more under the correlation id.',
  );
  try {
    pen.step(at, { tries });
    await stop(episode, at, { is: 'problem', problem, tries });
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
  }
}

async function stopPoison(episode: Episode, crashes: number): Promise<void> {
  const { pen } = episode;
  const next = pen.steps.findIndex(({ status }) => status !== 'SUCCEEDED' && status !== 'SKIPPED');
  const problem = new Problem(
    'INTERNAL',
    `The hub ended ${crashes} times while it was at this step; it is not tried again by itself.`,
  );
  await stop(episode, Math.max(0, next), { is: 'problem', problem, tries: crashes });
}
