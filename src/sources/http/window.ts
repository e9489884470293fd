/** Counts grants in a rolling span: never more than `limit` in any `spanMs`, and no less when they are asked for. */
export interface Window {
  /**
   * The earliest time at which one more may be granted while `reserve` (0 to 1) of the limit is kept free; `most` is the part of the limit
   * that may be used, at least 1.
   */
  nextAt(now: number, reserve?: number, most?: number): number;
  grant(now: number): void;
  /** Grants that count at this instant. */
  used(now: number): number;
}

/** A rolling window kept as a ring of grant times. A token bucket would allow twice the limit across a window's edge. */
export function createWindow(limit: number, spanMs: number): Window {
  const times = new Float64Array(limit);
  let count = 0;
  return {
    nextAt: (now, reserve = 0, most = limit) => {
      const allowed = Math.min(limit, Math.max(1, Math.floor(most * (1 - reserve))));
      return count < allowed ? now : Math.max(now, times[(count - allowed) % limit]! + spanMs);
    },
    grant: (now) => {
      times[count % limit] = now;
      count++;
    },
    used: (now) => {
      const kept = Math.min(count, limit);
      let used = 0;
      while (used < kept && times[(count - 1 - used) % limit]! > now - spanMs) used++;
      return used;
    },
  };
}

const hourMs = 3_600_000;

/** Calls in the last 24 hours, in hourly steps. */
export interface Budget {
  used(now: number): number;
  /** When the oldest counted hour leaves the span. */
  freesAt(now: number): number;
  spend(now: number): void;
}

/** A rolling daily count in 24 hourly buckets: what was spent in an hour counts until 24 hours after it began. */
export function createBudget(): Budget {
  const hours = new Map<number, number>();
  const live = (now: number): readonly [number, number][] => {
    const oldest = Math.floor(now / hourMs) - 23;
    for (const hour of hours.keys()) if (hour < oldest) hours.delete(hour);
    return [...hours];
  };
  return {
    used: (now) => live(now).reduce((total, [, spent]) => total + spent, 0),
    freesAt: (now) => ((live(now)[0]?.[0] ?? Math.floor(now / hourMs)) + 24) * hourMs,
    spend: (now) => {
      const hour = Math.floor(now / hourMs);
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
    },
  };
}
