/** What must be ended again, in the reverse order of how it came to be. */
export interface Ends {
  add(end: () => Promise<unknown>): void;
  /** Ends everything, each although another one fails to; throws the first failure. A second call does nothing more. */
  close(): Promise<void>;
}

/** Nothing to end yet. */
export function createEnds(): Ends {
  const ends: (() => Promise<unknown>)[] = [];
  return {
    add: (end) => void ends.push(end),
    async close() {
      const failures: unknown[] = [];
      for (const end of ends.splice(0).toReversed())
        await end().catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw failures[0];
    },
  };
}
