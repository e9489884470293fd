import { Problem } from '../../canonical/problem.ts';
import type { Gone } from '../source.ts';

/** What `make` makes, or the drift it meets as a Problem that names the record, so that the others can go on. Throws anything else. */
export function recordOr<T>(make: () => T, place: () => Gone): T | Problem {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'SOURCE_DRIFTED')) throw error;
    return new Problem(error.code, error.message, { ...error.detail, record: place() });
  }
}

/** As many records as must all be unfit for it to be the source that has drifted, and not a record. */
const several = 5;

/** What an answer holds, told apart by whether it fits; `unfit` is absent when all does. Throws the first Problem when nothing of several does. */
export function whatFits<T>(found: readonly (T | Problem)[]): {
  readonly records: readonly T[];
  readonly unfit?: readonly Problem[];
} {
  const unfit = found.filter((each): each is Problem => each instanceof Problem);
  const records = found.filter((each): each is T => !(each instanceof Problem));
  if (unfit.length >= several && records.length === 0) throw unfit[0]!;
  return { records, ...(unfit.length > 0 && { unfit }) };
}
