import type { ProcessKind } from '../canonical/run.ts';
import type { Saga } from './saga.ts';

/** The sagas that a node knows, each version of each process. */
export interface Registry {
  /** Every pair as `PROCESS/version`. */
  readonly known: readonly string[];
  find(process: ProcessKind, version: string): Saga | undefined;
}

/**
 * Sagas by process and version. Versions of which runs are still open must stay in it: a node that does not know one leaves its runs to
 * nodes that do. Throws when two have the same process and version, or a saga two steps of one name.
 */
export function createRegistry(sagas: readonly Saga<never>[]): Registry {
  const byName = new Map<string, Saga>();
  for (const saga of sagas) {
    const name = `${saga.process}/${saga.version}`;
    if (byName.has(name)) throw new Error(`two sagas are called ${name}`);
    if (new Set(saga.steps.map((step) => step.name)).size < saga.steps.length)
      throw new Error(`${name} has two steps of one name`);
    byName.set(name, saga);
  }
  return {
    known: [...byName.keys()],
    find: (process, version) => byName.get(`${process}/${version}`),
  };
}
