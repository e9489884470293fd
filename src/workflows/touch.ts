import { ingest } from '../sync/ingest.ts';
import { isoNow, sourceOf, stateAt, type Episode } from './episode.ts';
import type { WriteStep } from './saga.ts';

/** So long a step waits for what it changed to be read again. */
const atMostMs = 5_000;

/**
 * Reads what a step has changed again and takes it in, so that whoever reads the hub sees what was written. It fails softly: what is not
 * read now is found by the feeds.
 */
export async function touch(
  episode: Episode,
  index: number,
  step: WriteStep<unknown, unknown>,
  result: unknown,
): Promise<void> {
  const { deps, pen, signal } = episode;
  try {
    const source = sourceOf(episode, step.instance(stateAt(episode, index)));
    const touched = step.touches?.(stateAt(episode, index), result) ?? [];
    if (!source) return;
    await Promise.all(
      touched.map(async ({ kind, externalIds }) => {
        if (externalIds.length === 0) return;
        const askedAt = isoNow(episode);
        const records = await source.fetch(kind, externalIds, {
          lane: 'interactive',
          signal: AbortSignal.any([signal, AbortSignal.timeout(atMostMs)]),
        });
        const { correlationId, id } = pen.run;
        await ingest(deps.ingest, {
          instance: source.instance,
          kind,
          records,
          askedAt,
          askedFor: { object: source.objectOf(kind), externalIds },
          cause: { correlationId, causationId: id, receivedAt: askedAt, attempts: 1 },
        });
      }),
    );
  } catch (err) {
    const { id: runId, correlationId } = pen.run;
    deps.onTrouble('what a run has changed could not be read again', { runId, correlationId, err });
  }
}
