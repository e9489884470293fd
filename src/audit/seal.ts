import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { hubActor } from '../canonical/audit.ts';
import { ulid } from '../canonical/id.ts';
import { isKept } from '../events/retention.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { type EventImage, eventImages, noteSealed, readSealed } from '../store/seal.ts';
import { prefixBytes } from './checkpoint.ts';

/** The action of the entries that vouch for the event log. */
export const sealAction = 'log.sealed';

/** What such an entry says of the events at some positions. */
export interface Seal {
  readonly from: number;
  readonly to: number;
  /** sha256 over the hashes of the events, one after the other. */
  readonly digest: string;
  /** Base64 of the first eight bytes of each event's hash; zeros for one that was deleted before. */
  readonly events: string;
  /** Base64 of one bit for each event, the lowest first: whether it is never deleted for its age. */
  readonly kept: string;
}

/** Events that one entry covers at most, and how often one is written at most while few come. */
const most = 1000;
const everyMs = 1000;
const retryMs = 5000;

/** What is to be vouched for of the events at the positions `from` to `to`. */
export function sealOf(from: number, to: number, images: readonly EventImage[]): Seal {
  const count = to - from + 1;
  const events = Buffer.alloc(count * prefixBytes);
  const kept = Buffer.alloc(Math.ceil(count / 8));
  for (const { position, type, hash } of images) {
    const index = position - from;
    events.write(hash.slice(0, prefixBytes * 2), index * prefixBytes, 'hex');
    if (isKept(type)) kept[index >> 3]! |= 1 << (index & 7);
  }
  return {
    from,
    to,
    digest: digestOf(images),
    events: events.toString('base64'),
    kept: kept.toString('base64'),
  };
}

/** sha256 over the hashes of some events, one after the other. */
export function digestOf(images: readonly EventImage[]): string {
  return createHash('sha256')
    .update(images.map(({ hash }) => hash).join(''))
    .digest('hex');
}

/** Vouches for the next events, at most a thousand; returns whether more wait. */
export async function sealNext(database: Database): Promise<boolean> {
  const { sealed, position } = await readSealed(database);
  if (position <= sealed) return false;
  const to = Math.min(position, sealed + most);
  const seal = sealOf(sealed + 1, to, await eventImages(database, sealed + 1, to));
  await database.transaction(async (tx) => {
    if (!(await noteSealed(tx, sealed, to))) return;
    const correlationId = `seal_${ulid()}`;
    await appendAudit(tx, [
      { actor: hubActor, action: sealAction, subject: null, correlationId, after: seal },
    ]);
  });
  return position > to;
}

/** The work of the one node that takes the event log into the audit trail. Runs until the signal. */
export function createSealing(
  database: Database,
  onTrouble: (message: string, detail: object) => void,
): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    while (!signal.aborted) {
      let waitMs = everyMs;
      try {
        if (await sealNext(database)) continue;
      } catch (error) {
        onTrouble('the event log is not taken into the audit trail', { reason: String(error) });
        waitMs = retryMs;
      }
      await sleep(waitMs, null, { signal, ref: false }).catch(() => {});
    }
  };
}
