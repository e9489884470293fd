import { kindOfId } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { Reader } from '../store/read.ts';
import type { Replay } from '../store/replay.ts';
import type { Sight } from '../store/sight.ts';
import type { ReplayRequest, Replays } from './replay.ts';
import { unknownDeadLetters, unknownRecord, unknownReplay } from './unknown.ts';

/**
 * Replays for callers with a scope: of records and dead letters that they name and can see. What matches a wider filter cannot be
 * counted for them without counting what they may not know of. `reader` is the scoped one.
 */
export function replaysWithin(replays: Replays, sight: Sight, reader: Reader): Replays {
  async function check({ subjectId, deadLetterIds }: ReplayRequest): Promise<void> {
    if (subjectId != null) {
      // What is no id of a record is refused as such.
      if (kindOfId(subjectId) !== undefined && !(await sight.among([subjectId])).has(subjectId))
        throw unknownRecord(subjectId);
    } else if (deadLetterIds) {
      const letters = await reader.deadLettersById(deadLetterIds);
      const unknown = deadLetterIds.filter((id, index) => id !== '' && letters[index] === null);
      if (unknown.length > 0) throw unknownDeadLetters(unknown);
    } else
      throw new Problem(
        'FORBIDDEN',
        'Who sees only some legal entities or regions says which record to replay: give subjectId or deadLetterIds.',
        { path: 'input' },
      );
  }

  async function isSeen({ filter }: Replay): Promise<boolean> {
    const { subjectId, deadLetterIds = [] } = filter;
    if (subjectId !== undefined) return (await sight.among([subjectId])).has(subjectId);
    return deadLetterIds.length > 0 && !(await reader.deadLettersById(deadLetterIds)).includes(null);
  }

  async function byIds(ids: readonly string[]): Promise<(Replay | null)[]> {
    const found = await replays.byIds(ids);
    return Promise.all(found.map(async (replay) => (replay && (await isSeen(replay)) ? replay : null)));
  }

  return {
    ...replays,
    async preview(...args) {
      await check(args[0]);
      return replays.preview(...args);
    },
    async start(...args) {
      await check(args[0]);
      return replays.start(...args);
    },
    byIds,
    async *watch(id) {
      const [replay] = await byIds([id]);
      if (!replay) throw unknownReplay(id);
      yield* replays.watch(id);
    },
  };
}
