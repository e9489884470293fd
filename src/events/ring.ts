import type { Positioned } from '../canonical/event.ts';

/** The latest events, bounded in number and in bytes. */
export interface Ring {
  /** Takes the next event, about so many bytes large. */
  push(event: Positioned, bytes: number): void;
  /** The events behind a position, at most `limit`; null where the ring does not reach back so far. */
  after(position: number, limit: number): readonly Positioned[] | null;
  /** Forgets everything; what follows is behind `position`. */
  restart(position: number): void;
}

/** An empty ring: what is pushed first is the first event behind the position of `restart`. */
export function createRing(maxEvents: number, maxBytes: number): Ring {
  let events: (Positioned | undefined)[] = [];
  let sizes: number[] = [];
  let first = 0;
  let bytes = 0;
  /** Every event behind this position is here. */
  let since = Number.POSITIVE_INFINITY;

  const drop = (): void => {
    since = events[first]!.position;
    bytes -= sizes[first]!;
    events[first++] = undefined;
    if (first < 1024 || first * 2 < events.length) return;
    events = events.slice(first);
    sizes = sizes.slice(first);
    first = 0;
  };
  /** Where the first event behind a position stands. */
  const find = (position: number): number => {
    let [low, high] = [first, events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (events[middle]!.position > position) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    push(event, size) {
      events.push(event);
      sizes.push(size);
      bytes += size;
      while (events.length - first > maxEvents || (bytes > maxBytes && events.length > first)) drop();
    },
    after(position, limit) {
      if (position < since) return null;
      const from = find(position);
      return events.slice(from, from + limit) as Positioned[];
    },
    restart(position) {
      [events, sizes, first, bytes, since] = [[], [], 0, 0, position];
    },
  };
}
