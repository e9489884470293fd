import { auditGenesis, auditHash, type AuditHead, type AuditRow } from '../canonical/audit.ts';
import { prefixBytes } from './checkpoint.ts';
import type { Proof } from './proof.ts';

/** What is wrong with a chain. */
export type FaultKind =
  | 'EDITED'
  | 'DELETED'
  | 'REORDERED'
  | 'INSERTED'
  | 'REPLACED'
  | 'REWRITTEN'
  | 'TRUNCATED'
  | 'FOREIGN'
  | 'BROKEN'
  | 'HEAD';

/** The first entry that is not what it was, and what is wrong with it. */
export interface Fault {
  readonly seq: number;
  readonly kind: FaultKind;
  readonly message: string;
}

export interface Verified {
  readonly entries: number;
  /** The hash of the last one. */
  readonly hash: string;
  readonly fault: Fault | null;
}

export interface Evidence {
  readonly tenant: string;
  /** Where the chain says that it ends; null where that is not known. */
  readonly head: AuditHead | null;
  /** The entries in the order in which they are numbered. */
  readonly chunks: AsyncIterable<readonly AuditRow[]>;
  /** What was signed; null: the chain is held against itself alone. */
  readonly proof: Proof | null;
  /** Is shown every entry up to the first bad one. */
  each?(row: AuditRow): void;
}

const prefixLength = prefixBytes * 2;
const at = (seq: number, kind: FaultKind, message: string): Fault => ({ seq, kind, message });

/**
 * Hashes a chain again from its beginning and holds it against what was signed. Names the first bad entry; what comes after it is
 * read only to find out where the entry went.
 */
export async function verifyChain(evidence: Evidence): Promise<Verified> {
  const { tenant, head, chunks, proof, each } = evidence;
  let previous = auditGenesis(tenant);
  let count = 0;
  let suspect: Suspect | null = null;
  for await (const rows of chunks)
    for (const row of rows) {
      if (suspect) {
        if (suspect.lost !== null && row.hash.startsWith(suspect.lost)) suspect.foundAt ??= row.seq;
        continue;
      }
      const seq = count + 1;
      const computed = row.seq === seq ? auditHash(tenant, previous, row) : '';
      if (computed === row.hash && row.prevHash === previous && isSigned(proof, seq, computed)) {
        each?.(row);
        previous = computed;
        count = seq;
      } else suspect = { seq, row, computed, previous, lost: proof?.prefix(seq) ?? null, foundAt: null };
    }
  const fault = suspect ? judge(suspect, proof) : judgeEnd(tenant, head, proof, count, previous);
  return { entries: count, hash: previous, fault };
}

function isSigned(proof: Proof | null, seq: number, hash: string): boolean {
  if (!proof || seq > proof.seq) return true;
  const whole = proof.whole.get(seq);
  if (whole !== undefined) return whole === hash;
  const prefix = proof.prefix(seq);
  return prefix === null || hash.startsWith(prefix);
}

/** The first row that does not fit. */
interface Suspect {
  readonly seq: number;
  readonly row: AuditRow;
  /** What its hash would be in this place; empty for one with another number. */
  readonly computed: string;
  readonly previous: string;
  /** The beginning of the hash of the entry that should be here; null where nothing was signed. */
  readonly lost: string | null;
  /** Where that entry stands now. */
  foundAt: number | null;
}

function judge({ seq, row, computed, previous, lost, foundAt }: Suspect, proof: Proof | null): Fault {
  if (row.seq < seq)
    return at(row.seq, 'INSERTED', `Entry ${row.seq} is there twice, or stands behind entry ${seq - 1}.`);
  if (row.seq > seq)
    return foundAt === null && !(lost !== null && row.hash.startsWith(lost))
      ? at(seq, 'DELETED', `Entry ${seq} is missing.`)
      : at(
          seq,
          'REORDERED',
          foundAt === seq
            ? `Entry ${seq} is not in its place: it stands behind entry ${row.seq}.`
            : `Entry ${seq} is not in its place: it stands as entry ${foundAt ?? row.seq}.`,
        );
  const foreign = seq === 1 && row.prevHash !== previous;
  if (lost === null) {
    if (foreign)
      return at(1, 'FOREIGN', 'Entry 1 does not begin the chain of this tenant: it is of another chain.');
    if (row.prevHash !== previous)
      return at(
        seq,
        'BROKEN',
        `Entry ${seq} does not follow entry ${seq - 1}: something was done to one of them, or between them.`,
      );
    return row.hash === computed
      ? at(seq, 'REWRITTEN', `The chain up to entry ${seq} is not the one that was signed.`)
      : at(seq, 'EDITED', `Entry ${seq} was edited: its content does not give its hash.`);
  }
  if (row.hash.startsWith(lost) || computed.startsWith(lost))
    return at(seq, 'EDITED', `Entry ${seq} was edited: its content does not give the hash that was signed.`);
  const other = proof!.find(row.hash.slice(0, prefixLength));
  if (other !== null && foundAt !== null)
    return at(
      seq,
      'REORDERED',
      `Entry ${seq} is not in its place: entry ${other} stands there, and it stands as entry ${foundAt}.`,
    );
  if (other !== null)
    return at(seq, 'DELETED', `Entry ${seq} was deleted: entry ${other} stands in its place.`);
  if (foundAt !== null)
    return at(
      seq,
      'INSERTED',
      `Entry ${seq} was inserted: what was signed as entry ${seq} stands as entry ${foundAt}.`,
    );
  if (foreign)
    return at(1, 'FOREIGN', 'Entry 1 does not begin the chain of this tenant: it is of another chain.');
  return row.hash === computed && row.prevHash === previous
    ? at(
        seq,
        'REWRITTEN',
        `Entry ${seq} is not the one that was signed; the hashes from there on were computed anew.`,
      )
    : at(seq, 'REPLACED', `Entry ${seq} is not the one that was signed, and does not belong to this chain.`);
}

/** What is wrong although every entry fits: how far they go, and what the head says. */
function judgeEnd(
  tenant: string,
  head: AuditHead | null,
  proof: Proof | null,
  count: number,
  hash: string,
): Fault | null {
  if (proof && count < proof.seq)
    return at(count + 1, 'TRUNCATED', `The entries from ${count + 1} to ${proof.seq} are missing.`);
  if (head === null) return null;
  if (head.tenant !== tenant) return at(1, 'FOREIGN', `The chain is that of the tenant ${head.tenant}.`);
  if (head.seq > count)
    return at(count + 1, 'TRUNCATED', `The entries from ${count + 1} to ${head.seq} are missing.`);
  if (head.seq < count)
    return at(head.seq + 1, 'INSERTED', `Entry ${head.seq + 1} stands behind the end of the chain.`);
  return head.hash === hash
    ? null
    : at(count, 'HEAD', `The head of the chain has another hash than its last entry, ${count}.`);
}
