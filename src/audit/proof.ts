import { Problem } from '../canonical/problem.ts';
import { type Checkpoint, checkpointDigest, prefixBytes } from './checkpoint.ts';

/** What checkpoints say of a chain, all of them together. */
export interface Proof {
  readonly tenant: string;
  /** Entries up to this one are not covered one by one. */
  readonly after: number;
  /** The last entry covered. */
  readonly seq: number;
  /** The hashes that are known whole, by the number of the entry. */
  readonly whole: ReadonlyMap<number, string>;
  /** The beginning of an entry's hash, hexadecimal; null for an entry that is not covered. */
  prefix(seq: number): string | null;
  /** Which entry has a hash with this beginning; null: none that is covered. */
  find(prefix: string): number | null;
}

/** Puts checkpoints together that follow one another. Throws CONFLICT when one between them is missing, or not the one it was. */
export function joinCheckpoints(checkpoints: readonly Checkpoint[]): Proof {
  const sorted = checkpoints.toSorted((a, b) => a.seq - b.seq);
  const [first] = sorted;
  if (!first) throw new Problem('INVALID_INPUT', 'There is no checkpoint.');
  for (const [index, next] of sorted.slice(1).entries()) {
    const before = sorted[index]!;
    if (next.tenant !== before.tenant)
      throw new Problem(
        'CONFLICT',
        `There are checkpoints of ${before.tenant} and of ${next.tenant} together.`,
      );
    if (next.after !== before.seq || next.previous !== checkpointDigest(before))
      throw new Problem(
        'CONFLICT',
        `The checkpoint up to entry ${next.seq} does not follow the one up to ${before.seq}: one is missing or was replaced.`,
      );
  }
  const prefixes = Buffer.concat(sorted.map(({ entries }) => Buffer.from(entries, 'base64')));
  const { after, tenant } = first;
  const count = prefixes.length / prefixBytes;
  const prefix = (seq: number): string | null => {
    const index = seq - after - 1;
    if (index < 0 || index >= count) return null;
    return prefixes.toString('hex', index * prefixBytes, (index + 1) * prefixBytes);
  };
  return {
    tenant,
    after,
    seq: after + count,
    whole: new Map(sorted.map(({ seq, hash }) => [seq, hash])),
    prefix,
    find(wanted) {
      for (let seq = after + 1; seq <= after + count; seq++) if (prefix(seq) === wanted) return seq;
      return null;
    },
  };
}
