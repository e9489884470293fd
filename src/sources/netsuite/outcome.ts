import { Problem, type ProblemDetail } from '../../canonical/problem.ts';

/** Does a part of a write that is not the write itself; when it fails, the Problem says what is known of the write by then. */
export async function given<T>(outcome: NonNullable<ProblemDetail['outcome']>, part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem(error.code, error.message, { ...error.detail, outcome });
  }
}
