import { LRUCache } from 'lru-cache';

/** A quota for each of many: `capacity` units at once, and `perSecond` come back. */
export interface Quota {
  readonly capacity: number;
  readonly perSecond: number;
}

/** The quotas of whoever used one lately. */
export interface Buckets {
  /** Takes units, if there are as many; gives 0, or the milliseconds until there will be. */
  take(key: string, units?: number): number;
  /** Units that are left. */
  left(key: string): number;
}

interface Bucket {
  level: number;
  /** When the level was right, milliseconds of the clock. */
  at: number;
}

/** So many are remembered; whoever is forgotten has a full bucket again. */
const remembered = 10_000;

/** Token buckets by key. What is asked for beyond the capacity can never be had, so it counts as the capacity. */
export function createBuckets(
  { capacity, perSecond }: Quota,
  clock: () => number = () => performance.now(),
): Buckets {
  const buckets = new LRUCache<string, Bucket>({ max: remembered });

  function filled(key: string): Bucket {
    const now = clock();
    const bucket = buckets.get(key);
    if (!bucket) return { level: capacity, at: now };
    bucket.level = Math.min(capacity, bucket.level + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    return bucket;
  }

  return {
    left: (key) => filled(key).level,
    take(key, units = 1) {
      const bucket = filled(key);
      const wanted = Math.min(units, capacity);
      if (bucket.level < wanted) return ((wanted - bucket.level) / perSecond) * 1000;
      bucket.level -= wanted;
      buckets.set(key, bucket);
      return 0;
    },
  };
}
