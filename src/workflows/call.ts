import type { Refused } from '../canonical/finding.ts';
import { Problem } from '../canonical/problem.ts';
import type { Lane } from '../canonical/run.ts';
import type { HeardCall } from '../canonical/vendor-call.ts';
import type { Applied, Operation } from '../sources/operation.ts';
import type { EffectRow } from '../store/effect.ts';
import type { AttemptRow } from '../store/run.ts';
import { hearing } from '../telemetry/vendor-call.ts';

/** What came of trying to have an effect. */
export type Came =
  | { readonly is: 'applied'; readonly applied: Applied<unknown>; readonly found: boolean }
  /**
   * It is not in force; where `certain` is false, an earlier call may have brought it about all the same. `again`: it may be tried again,
   * under a new key where the vendor may remember what it answered to this one.
   */
  | {
      readonly is: 'not';
      readonly problem: Problem;
      readonly certain: boolean;
      readonly again: boolean;
      readonly newKey: boolean;
    }
  /** Nobody knows yet. `ended`: the vendor has come to an end with the call, so that looking will tell. */
  | { readonly is: 'unknown'; readonly problem: Problem; readonly ended: boolean }
  /** Nobody knows, and nothing will tell. */
  | { readonly is: 'lost'; readonly problem: Problem };

/** A try, as it is noted, with the call by which it ended. */
export type Tried = Omit<AttemptRow, 'index' | 'act' | 'call'> & { readonly heard: HeardCall | null };

/** A call of a vendor on behalf of a run. */
export interface Calling {
  readonly effect: EffectRow;
  readonly operation: Operation<unknown, unknown>;
  /** As it is to be sent. */
  readonly input: unknown;
  readonly lane: Lane;
  readonly signal: AbortSignal;
  /** How long a vendor may go on with a call of which nothing was heard. */
  readonly lookAfterMs: number;
  now(): number;
  /** Resolves when nobody else can have the run; asked before each call. */
  sure(): Promise<void>;
  /** Notes, before an effect is called another time, that it is; `forgotten`: the vendor no longer knows the key. */
  calledAgain(forgotten: boolean): Promise<void>;
  note(tried: Tried): Promise<void>;
}

/** A gateway gave up, or another call with the key is under way: the vendor may still be at it. */
const unfinished = [408, 409, 425, 502, 503, 504];
const isEnd = (status: number | undefined): boolean => status !== undefined && !unfinished.includes(status);

/** Calls a vendor with a key that it was never called with. */
export async function call(calling: Calling): Promise<Came> {
  const { operation, input, effect, lane, signal } = calling;
  const asked = await timed(calling, () => operation.perform(input, { key: effect.key, lane, signal }));
  if ('given' in asked) {
    const { given: applied, tried } = asked;
    const outcome = applied.found ? 'FOUND_EXISTING' : 'APPLIED';
    await calling.note({ ...tried, httpStatus: applied.httpStatus, outcome, error: null });
    return { is: 'applied', applied, found: applied.found };
  }
  const { problem, tried } = asked;
  const { outcome = 'UNKNOWN', httpStatus } = problem.detail;
  await calling.note({ ...tried, outcome });
  if (outcome === 'NOT_APPLIED') {
    // What was never sent, or was turned away at the gate, the vendor has not stored under the key.
    const newKey = operation.class === 'A' && httpStatus !== undefined;
    return { is: 'not', problem, certain: true, again: problem.retryable, newKey };
  }
  if (operation.class === 'D') return { is: 'lost', problem };
  return { is: 'unknown', problem, ended: isEnd(httpStatus) };
}

/** Asks for what an earlier call with the key has left. */
export async function look(calling: Calling): Promise<Came | { readonly is: 'absent' }> {
  const { operation, input, effect, lane, signal } = calling;
  const asked = await timed(calling, () => operation.look!(input, { key: effect.key, lane, signal }));
  if ('given' in asked) {
    const { given: applied, tried } = asked;
    if (!applied) return { is: 'absent' };
    await calling.note({ ...tried, httpStatus: applied.httpStatus, outcome: 'FOUND_EXISTING', error: null });
    return { is: 'applied', applied, found: true };
  }
  const { problem, tried } = asked;
  await calling.note({ ...tried, outcome: 'UNKNOWN' });
  // A look that is refused tells as little as one that fails.
  return { is: 'unknown', problem, ended: effect.settledAt !== null };
}

type Asked<T> = { readonly tried: Omit<Tried, 'outcome'> } & (
  | { readonly given: T }
  | { readonly problem: Problem }
);

async function timed<T>({ sure, now }: Calling, ask: () => Promise<T>): Promise<Asked<T>> {
  await sure();
  const at = new Date(now()).toISOString();
  const begun = performance.now();
  const heard = hearing(ask);
  const tried = () => ({ at, durationMs: Math.round(performance.now() - begun) });
  try {
    const given = await heard.result;
    return { given, tried: { ...tried(), httpStatus: null, error: null, heard: heard.call() } };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { httpStatus = null } = problem.detail;
    const call = heard.call({ status: httpStatus });
    return { problem, tried: { ...tried(), httpStatus, error: errorOf(problem), heard: call } };
  }
}

/** What is kept of an error for people to see. */
export const errorOf = ({ code, message, retryable, detail }: Problem): AttemptRow['error'] => ({
  code,
  message,
  retryable,
  ...(detail.system !== undefined && { system: detail.system }),
  ...(detail.source !== undefined && { source: detail.source }),
  ...(detail.path !== undefined && { path: detail.path }),
});

/** What is kept of what a check refused, for people to see: the first thing that it found. */
export function foundOf({ findings: [first] }: Refused): AttemptRow['error'] {
  if (!first) return null;
  const { code, message, system, path } = first;
  return {
    code,
    message,
    retryable: false,
    ...(system !== null && { system }),
    ...(path !== null && { path }),
  };
}
