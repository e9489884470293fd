import { Problem } from '../../canonical/problem.ts';

/** Work after a write that was applied: when it fails the write is there, so its outcome is told as unknown and doing it again finds out. */
export async function afterwards<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { httpStatus: _, ...detail } = error.detail;
    throw new Problem(error.code, error.message, { ...detail, outcome: 'UNKNOWN' });
  }
}

/** Work that only reads, before a write: when it fails nothing was sent. */
export async function beforehand<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Problem) || error.detail.outcome !== undefined) throw error;
    const { httpStatus: _, ...detail } = error.detail;
    throw new Problem(error.code, error.message, { ...detail, outcome: 'NOT_APPLIED' });
  }
}
