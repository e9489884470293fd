import { AsyncLocalStorage } from 'node:async_hooks';
import type { HeardCall } from '../canonical/vendor-call.ts';

/** A call that has ended, of which more is made up only where somebody asks for it. */
export interface EndedCall {
  /** Whether it could change anything. */
  readonly writes: boolean;
  /** Of the answer; null: there was none. */
  readonly status: number | null;
  make(): HeardCall;
}

/** Work whose calls of vendors are listened to. */
export interface Heard<T> {
  readonly result: Promise<T>;
  /**
   * The call by which the work has ended so far: the last one that could change something, or else the last. Where the work failed, the one
   * among those with the status of the failure (null: nothing was answered), if there is one: a connector may look around after it. Null: no
   * call was made.
   */
  call(failed?: { readonly status: number | null }): HeardCall | null;
}

/** Calls of one piece of work that are remembered. */
const most = 50;

const ears = new AsyncLocalStorage<EndedCall[]>();

/** Does `work` and listens to the calls of vendors that it makes. What is called for others meanwhile is not heard. */
export function hearing<T>(work: () => Promise<T>): Heard<T> {
  const calls: EndedCall[] = [];
  return {
    result: ears.run(calls, work),
    call(failed) {
      const alike = failed ? calls.filter(({ status }) => status === failed.status) : calls;
      const among = alike.length > 0 ? alike : calls;
      const ended = among.findLast(({ writes }) => writes) ?? among.at(-1);
      try {
        return ended?.make() ?? null;
      } catch {
        // What came of a call must be known even where it cannot be told.
        return null;
      }
    },
  };
}

/** Tells of a call that has ended, to whoever listens. */
export function tellCall(call: EndedCall): void {
  const calls = ears.getStore();
  if (!calls) return;
  if (calls.length === most) calls.shift();
  calls.push(call);
}
