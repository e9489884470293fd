/** Characters of texts that may be made before they are sent, and the most texts whatever their length. */
const room = 512_000;
const most = 64;

/** How many messages may be made into text at once. What is made waits for the slowest of it, so long texts are made few at a time. */
export interface Pace {
  lot(): number;
  /** Whether texts are so short that a whole reading of the log may be made at once. */
  free(): boolean;
  /** Learns from what was made; the lot at most doubles each time. */
  made(texts: readonly string[]): void;
}

/** A pace that begins with one message, because nothing is known of their length. */
export function createPace(): Pace {
  let lot = 1;
  return {
    lot: () => lot,
    free: () => lot === most,
    made(texts) {
      if (texts.length === 0) return;
      const longest = Math.max(...texts.map(({ length }) => length));
      lot = Math.max(1, Math.min(most, lot * 2, Math.floor(room / Math.max(1, longest))));
    },
  };
}
