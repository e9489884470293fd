import type { KeyObject } from 'node:crypto';
import type { AuditHead, AuditRow } from '../canonical/audit.ts';
import { type Checkpoint, distrust } from './checkpoint.ts';
import { joinCheckpoints, type Proof } from './proof.ts';
import { sealAction } from './seal.ts';
import { type Fault, verifyChain } from './verify.ts';

/** What came of an examination of an audit trail. */
export interface Examination {
  readonly ok: boolean;
  readonly tenant: string;
  /** How many entries hold, from the first. */
  readonly entries: number;
  /** The last entry that was signed; null without a checkpoint. */
  readonly signedUpTo: number | null;
  readonly keyId: string | null;
  readonly fault: Fault | null;
  /** In a sentence or two. */
  readonly message: string;
  /** The numbers of the entries that vouch for the event log. */
  readonly seals: readonly number[];
}

export interface Exhibit {
  /** Whose trail it should be; null: whosever the checkpoint, else the trail itself, says that it is. */
  readonly tenant: string | null;
  readonly head: AuditHead | null;
  readonly chunks: AsyncIterable<readonly AuditRow[]>;
  /** None: the trail is held against itself alone. */
  readonly checkpoints: readonly Checkpoint[];
  /** The keys that may have signed the checkpoints; null: whichever they name. */
  readonly trusted: readonly KeyObject[] | null;
}

/** Verifies the checkpoints, and the trail against them. */
export async function examineTrail(exhibit: Exhibit): Promise<Examination> {
  const { head, checkpoints, trusted } = exhibit;
  const last = checkpoints.at(-1) ?? null;
  const tenant = exhibit.tenant ?? last?.tenant ?? head?.tenant ?? '';
  const none = { tenant, entries: 0, signedUpTo: null, keyId: last?.keyId ?? null, fault: null, seals: [] };
  const { proof, refusal } = proofOf(checkpoints, trusted, tenant);
  if (refusal !== null) return { ...none, ok: false, message: refusal };
  const seals: number[] = [];
  const { entries, hash, fault } = await verifyChain({
    tenant,
    head,
    chunks: exhibit.chunks,
    proof,
    each(row) {
      if (row.action === sealAction) seals.push(row.seq);
    },
  });
  const found = { ...none, entries, signedUpTo: proof?.seq ?? null, fault, seals };
  if (fault)
    return {
      ...found,
      ok: false,
      message: `The audit trail of ${tenant} does not hold. ${fault.message}`,
    };
  const signed = proof
    ? `The first ${proof.seq} are as they were signed at ${last!.at} by the key ${last!.keyId}${trusted ? '' : ', which nobody vouched for: compare it with what the owner of the hub says'}.`
    : 'Nothing that was signed was given, so it was held against itself alone: whoever can write to the database could have made all of it anew.';
  return {
    ...found,
    ok: true,
    message: `The audit trail of ${tenant} holds: ${entries} entries, the last with the hash ${hash}. ${signed}`,
  };
}

function proofOf(
  checkpoints: readonly Checkpoint[],
  trusted: readonly KeyObject[] | null,
  tenant: string,
): { proof: Proof | null; refusal: string | null } {
  const refuse = (refusal: string) => ({ proof: null, refusal });
  for (const checkpoint of checkpoints) {
    const reason = distrust(checkpoint, trusted);
    if (reason !== null) return refuse(reason);
    if (checkpoint.tenant !== tenant)
      return refuse(`The checkpoint is of the tenant ${checkpoint.tenant}, not of ${tenant}.`);
  }
  if (checkpoints.length === 0) return { proof: null, refusal: null };
  try {
    return { proof: joinCheckpoints(checkpoints), refusal: null };
  } catch (error) {
    return refuse((error as Error).message);
  }
}
