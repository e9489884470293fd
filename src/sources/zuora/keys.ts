import { Problem } from '../../canonical/problem.ts';
import { systemClock, type Clock } from '../http/clock.ts';
import type { Applied, WriteOptions } from '../operation.ts';

/** Zuora keeps a key for this long. Source: developer.zuora.com/docs/guides/idempotent-requests. */
export const keyLifetimeMs = 24 * 3_600_000;

/** Writes under keys that Zuora keeps with their answer, whatever it was. */
export interface Keys {
  /**
   * Sends under `options.key`. What Zuora answers first under a key it answers for 24 hours, so that a passing failure would never pass.
   * After one that came before anything was done, a lock for example, the write is sent under a further key, another one every two seconds;
   * and so it is when an answer that tells nothing was given twice and looking shows that nothing is there. Each write also bears a number
   * of ours that Zuora takes once, so that two keys cannot have two effects: a refusal is believed unless looking shows that the write is
   * there, by an earlier try.
   */
  under<R>(
    options: WriteOptions,
    send: (key: string) => Promise<Applied<R>>,
    look: () => Promise<Applied<R> | null>,
  ): Promise<Applied<R>>;
}

const slotMs = 2_000;
const remembered = 1_000;
const inFlight = 409;

/** Keys of one account. What is remembered of them only saves calls: another process finds it out by asking again. */
export function createKeys(clock: Clock = systemClock): Keys {
  /** Keys under which Zuora keeps a passing failure. */
  const spent = new Set<string>();
  /** Keys whose first answer told nothing. */
  const doubted = new Set<string>();

  return {
    under: async ({ key, signal }, send, look) => {
      for (;;) {
        const own = spent.has(key) ? `${key}.${Math.floor(clock.now() / slotMs).toString(36)}` : key;
        try {
          return await send(own);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          const { outcome, httpStatus } = error.detail;
          // Not answered by whoever keeps the keys.
          if (httpStatus === undefined || httpStatus === 401 || httpStatus === 429) throw error;
          if (outcome === 'NOT_APPLIED' && error.retryable) {
            if (own !== key || signal?.aborted) throw error;
            remember(spent, key);
            continue;
          }
          if (outcome === 'NOT_APPLIED' || error.code === 'INTERNAL') {
            const found = await look().catch(() => null);
            if (found) return found;
            throw error;
          }
          if (httpStatus === inFlight) throw error;
          if (doubted.has(own)) {
            const found = await look();
            if (found) return found;
            remember(spent, key);
          } else remember(doubted, own);
          throw error;
        }
      }
    },
  };
}

function remember(set: Set<string>, key: string): void {
  set.add(key);
  for (const oldest of set) if (set.size > remembered) set.delete(oldest);
}
