import type { CircuitState, HealthState, Quota, SourceStatus } from '../source.ts';
import type { Clock } from './clock.ts';

/** What a source has been like lately, from the attempts that reached the wire. */
export interface Health {
  /** Notes one attempt. A refusal of the request itself is a success of the source. `throttled`: the vendor asked to wait. */
  note(tookMs: number, ok: boolean, throttled?: boolean): void;
  /** Marks the newest attempt as failed after all: its answer could not be read. */
  disown(): void;
  /** Keeps the newest word on an allowance, by name. */
  tell(quotas: readonly Quota[]): void;
  /** Looks whether the state changed; called on every note, and when the circuit or a pause changes. */
  look(): void;
  status(inFlight: number): SourceStatus;
}

const remembered = 100;
/** The state follows these newest attempts, so that a mended source is soon up again. */
const recent = 20;

/** Health over the last hundred attempts. `circuit` and `paused` are asked, not told, so that they are never old. */
export function createHealth(
  clock: Clock,
  circuit: () => CircuitState,
  paused: () => boolean,
  counted: () => readonly Quota[],
): Health {
  const calls: { readonly tookMs: number; ok: boolean }[] = [];
  const told = new Map<string, Quota>();
  let state: HealthState = 'UP';
  let since = clock.now();
  let lastSuccess: number | null = null;
  const totals = { succeeded: 0, failed: 0, throttled: 0 };

  const judge = (): HealthState => {
    if (circuit() === 'OPEN') return 'DOWN';
    const last = calls.slice(-recent);
    if (last.length >= 3 && last.slice(-3).every((each) => !each.ok)) return 'DOWN';
    const failed = last.filter((each) => !each.ok).length;
    return circuit() === 'HALF_OPEN' || paused() || failed > last.length / 10 ? 'DEGRADED' : 'UP';
  };
  const look = (): void => {
    const now = judge();
    if (now === state) return;
    state = now;
    since = clock.now();
  };

  return {
    note: (tookMs, ok, throttled = false) => {
      totals[ok ? 'succeeded' : throttled ? 'throttled' : 'failed']++;
      calls.push({ tookMs, ok });
      if (calls.length > remembered) calls.shift();
      if (ok) lastSuccess = clock.now();
      look();
    },
    disown: () => {
      const newest = calls.at(-1);
      if (newest?.ok) {
        totals.succeeded--;
        totals.failed++;
      }
      if (newest) newest.ok = false;
      look();
    },
    tell: (quotas) => {
      for (const each of quotas) told.set(each.name, each);
    },
    look,
    status: (inFlight) => {
      look();
      const times = calls.map((each) => each.tookMs).toSorted((a, b) => a - b);
      return {
        state,
        circuit: circuit(),
        p95Ms: Math.round(times[Math.ceil(times.length * 0.95) - 1] ?? 0),
        errorRate: calls.length === 0 ? 0 : calls.filter((each) => !each.ok).length / calls.length,
        since: new Date(since).toISOString(),
        lastSuccessAt: lastSuccess === null ? null : new Date(lastSuccess).toISOString(),
        quotas: [...counted(), ...told.values()],
        inFlight,
        totals: { ...totals },
      };
    },
  };
}
