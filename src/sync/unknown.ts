import { Problem } from '../canonical/problem.ts';

const short = (text: string): string => text.slice(0, 80);
/** More names than these say no more. */
const mostNamed = 5;

/** NOT_FOUND for a record that there is not, or that the caller may not know of: one answer, which tells neither from the other. */
export function unknownRecord(id: string): Problem {
  return new Problem('NOT_FOUND', `There is no record ${short(id)}.`, { path: 'subjectId' });
}

/** The same for dead letters. */
export function unknownDeadLetters(ids: readonly string[]): Problem {
  const named = ids.slice(0, mostNamed).map(short).join(', ');
  return new Problem('NOT_FOUND', `There is no dead letter ${named}.`, { path: 'deadLetterIds' });
}

/** The same for a replay. */
export function unknownReplay(id: string): Problem {
  return new Problem('NOT_FOUND', `There is no replay ${id}.`, { path: 'id' });
}
