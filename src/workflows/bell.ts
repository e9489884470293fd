import type { Lane } from '../canonical/run.ts';

/** A run that is due. `begun`: it has just begun and counts as sent already, in this lane. */
export interface Rung {
  readonly id: string;
  readonly begun: Lane | null;
}

/** Between whoever orders something of runs and the engine of the same process, if it has one. */
export interface Bell {
  /** Says that these are due; what nobody hears is found by the next look of any node that works. */
  ring(runs: readonly Rung[]): void;
  /** Whether somebody in this process hears it. */
  heard(): boolean;
  /** Hears it from now on; returns what ends that. */
  hear(listener: (runs: readonly Rung[]) => void): () => void;
}

/** A bell that nobody hears yet. */
export function createBell(): Bell {
  const listeners = new Set<(runs: readonly Rung[]) => void>();
  return {
    ring(runs) {
      if (runs.length > 0) for (const listener of listeners) listener(runs);
    },
    heard: () => listeners.size > 0,
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
