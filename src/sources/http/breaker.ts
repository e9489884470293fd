import {
  circuitBreaker,
  CircuitState as State,
  ConsecutiveBreaker,
  handleWhenResult,
  isBrokenCircuitError,
} from 'cockatiel';
import type { CircuitState } from '../source.ts';

/** Stops calls to a source that does not answer, and lets one try after a while. */
export interface Breaker {
  readonly state: CircuitState;
  /** How long until a call may try again; 0 when it may now. */
  waitMs(): number;
  /** Runs an attempt; undefined when the circuit does not allow one. `failed` says what counts against the source. */
  run<T>(attempt: () => Promise<T>, failed: (result: T) => boolean): Promise<T | undefined>;
}

const names: Readonly<Record<State, CircuitState>> = {
  [State.Closed]: 'CLOSED',
  [State.Open]: 'OPEN',
  [State.HalfOpen]: 'HALF_OPEN',
  [State.Isolated]: 'OPEN',
};

/** A circuit that opens after `failures` in a row and half-opens after `openMs`. */
export function createBreaker(failures: number, openMs: number, changed: () => void): Breaker {
  const counts = new WeakSet<object>();
  const policy = circuitBreaker(
    handleWhenResult((result) => typeof result === 'object' && result !== null && counts.has(result)),
    { breaker: new ConsecutiveBreaker(failures), halfOpenAfter: openMs },
  );
  // cockatiel keeps its own time by Date.now, so this must as well.
  let openUntil = 0;
  policy.onBreak(() => {
    openUntil = Date.now() + openMs;
  });
  policy.onStateChange(changed);
  return {
    get state() {
      return names[policy.state];
    },
    waitMs: () => {
      if (policy.state === State.Open) return Math.max(0, openUntil - Date.now());
      // One call is trying. cockatiel would make the others wait for it, deaf to their own deadlines.
      return policy.state === State.HalfOpen ? Math.min(openMs, 1_000) : 0;
    },
    run: async (attempt, failed) => {
      if (policy.state === State.HalfOpen) return undefined;
      try {
        const boxed = await policy.execute(async () => {
          const box = { result: await attempt() };
          if (failed(box.result)) counts.add(box);
          return box;
        });
        return boxed.result;
      } catch (error) {
        if (isBrokenCircuitError(error)) return undefined;
        throw error;
      }
    },
  };
}
