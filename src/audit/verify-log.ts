import type { AuditRow } from '../canonical/audit.ts';
import type { EventImage } from '../store/seal.ts';
import { prefixBytes } from './checkpoint.ts';
import { digestOf, type Seal } from './seal.ts';

/** The first event that is not what the audit trail vouches for. */
export interface LogFault {
  readonly position: number;
  /** The entry that vouches for it. */
  readonly seq: number;
  readonly message: string;
}

export interface LogEvidence {
  /** The numbers of the entries `log.sealed`, of a chain that holds. */
  readonly seals: readonly number[];
  entry(seq: number): Promise<AuditRow>;
  images(from: number, to: number): Promise<readonly EventImage[]>;
  /** How long events are kept that may be deleted for their age; 0: for ever. */
  readonly retentionDays: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const dayMs = 86_400_000;
const gone = '0'.repeat(prefixBytes * 2);

/** Holds the event log against the entries that vouch for it; returns up to which position it holds. */
export async function verifyLog(
  evidence: LogEvidence,
): Promise<{ readonly events: number; readonly fault: LogFault | null }> {
  let events = 0;
  for (const seq of evidence.seals) {
    const entry = await evidence.entry(seq);
    const seal = JSON.parse(entry.after ?? 'null') as Seal;
    // Somebody told the hub that it had vouched for more than it had.
    if (seal.from > events + 1) {
      const position = events + 1;
      const message = `The events from position ${position} to ${seal.from - 1} are vouched for by no entry.`;
      return { events, fault: { seq, position, message } };
    }
    const images = await evidence.images(seal.from, seal.to);
    const mayExpire =
      evidence.retentionDays > 0 && Date.parse(entry.at) < evidence.now - evidence.retentionDays * dayMs;
    const found = firstFault(seal, images, mayExpire);
    if (found) return { events: found.position - 1, fault: { seq, ...found } };
    events = Math.max(events, seal.to);
  }
  return { events, fault: null };
}

function firstFault(
  seal: Seal,
  images: readonly EventImage[],
  mayExpire: boolean,
): { position: number; message: string } | null {
  const byPosition = new Map(images.map((image) => [image.position, image]));
  const prefixes = Buffer.from(seal.events, 'base64');
  const kept = Buffer.from(seal.kept, 'base64');
  let whole = true;
  for (let position = seal.from; position <= seal.to; position++) {
    const index = position - seal.from;
    const prefix = prefixes.toString('hex', index * prefixBytes, (index + 1) * prefixBytes);
    const hash = byPosition.get(position)?.hash;
    if (hash === undefined) {
      whole = whole && prefix === gone;
      const isKept = (kept[index >> 3]! & (1 << (index & 7))) !== 0;
      if (prefix !== gone && (isKept || !mayExpire))
        return { position, message: `The event at position ${position} was deleted.` };
    } else if (prefix === gone)
      return { position, message: `The event at position ${position} was inserted: there was none before.` };
    else if (!hash.startsWith(prefix))
      return { position, message: `The event at position ${position} was edited.` };
  }
  return whole && digestOf(images) !== seal.digest
    ? {
        position: seal.from,
        message: `The events at ${seal.from} to ${seal.to} are not those that were vouched for.`,
      }
    : null;
}
