/** A number in [0, 1) that follows from two numbers, so that a run that depends on luck can be repeated. */
export function chance(seed: number, count: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(count, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
