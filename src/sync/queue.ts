/** Does a piece of work when its turn comes, and gives what it gives. */
export type Queue = <T>(work: () => Promise<T>, urgent?: boolean) => Promise<T>;

/** Lets one piece of work run at a time: those that are urgent first, otherwise in the order they came. One that fails stops no other. */
export function createQueue(): Queue {
  const waiting: { readonly urgent: boolean; readonly start: () => void }[] = [];
  let busy = false;
  return async (work, urgent = false) => {
    if (busy) await new Promise<void>((start) => waiting.push({ urgent, start }));
    busy = true;
    try {
      return await work();
    } finally {
      const first = waiting.findIndex((each) => each.urgent);
      const [next] = waiting.splice(Math.max(0, first), 1);
      if (next) next.start();
      else busy = false;
    }
  };
}
