import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { auditField } from '../canonical/audit.ts';
import { Problem } from '../canonical/problem.ts';
import type { SigningKey } from '../secrets/keyring.ts';

/** How many bytes of each entry's hash a checkpoint holds. */
export const prefixBytes = 8;

const schema = z.strictObject({
  version: z.literal(1),
  tenant: z.string(),
  /** The last entry it covers, and that entry's whole hash. */
  seq: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
  /** The last entry that it does not cover: 0, or where the checkpoint before ends. */
  after: z.int().min(0),
  /** Base64 of the first eight bytes of the hash of every entry from `after` + 1 to `seq`. */
  entries: z.base64(),
  /** Digest of the checkpoint before; null for one that covers everything. */
  previous: z.string().nullable(),
  /** Ed25519, base64 of its SPKI form; and what it is called. */
  publicKey: z.base64(),
  keyId: z.string(),
  signature: z.base64(),
});

/** What was signed about a chain at one moment; kept outside the database. */
export type Checkpoint = Readonly<z.infer<typeof schema>>;

/** What a checkpoint is made of. */
export interface Covered {
  readonly tenant: string;
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly after: number;
  /** The prefixes of the entries' hashes, one after the other. */
  readonly prefixes: Buffer;
  readonly previous: string | null;
}

type Unsigned = Omit<Checkpoint, 'signature'>;

/** What is signed: the fields in this order, each as entries of the chain are hashed. */
function signedText(checkpoint: Unsigned): Buffer {
  const { tenant, seq, hash, at, after, entries, previous, publicKey, keyId } = checkpoint;
  const fields = ['isthmus-checkpoint-1', tenant, `${seq}`, hash, at, `${after}`, entries, previous];
  return Buffer.from([...fields, publicKey, keyId].map(auditField).join(''));
}

/** Signs what a chain is. */
export function signCheckpoint({ prefixes, ...covered }: Covered, key: SigningKey): Checkpoint {
  const unsigned: Unsigned = {
    version: 1,
    ...covered,
    entries: prefixes.toString('base64'),
    publicKey: key.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    keyId: key.id,
  };
  return { ...unsigned, signature: sign(null, signedText(unsigned), key.privateKey).toString('base64') };
}

/** What the next checkpoint says of this one: sha256 over what was signed and the signature, hexadecimal. */
export function checkpointDigest(checkpoint: Checkpoint): string {
  return createHash('sha256')
    .update(signedText(checkpoint))
    .update(auditField(checkpoint.signature))
    .digest('hex');
}

/** The checkpoint that a file holds; throws INVALID_INPUT when it holds none. */
export function parseCheckpoint(text: string, name: string): Checkpoint {
  const refuse = (why: string): never => {
    throw new Problem('INVALID_INPUT', `${name} is not a checkpoint: ${why}.`);
  };
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return refuse('it is not JSON');
  }
  const { success, data, error } = schema.safeParse(content);
  if (!success)
    return refuse(error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join(', '));
  const bytes = Buffer.byteLength(data.entries, 'base64');
  if (bytes !== (data.seq - data.after) * prefixBytes)
    return refuse('it does not hold as many entries as it says');
  return data;
}

/** The name by which a public key is known: the beginning of the sha256 of its SPKI form. */
export function keyIdOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
}

/**
 * Why a checkpoint cannot be believed, as a sentence; null when it can. `trusted` are the keys that may have signed it; null: whichever
 * key it names itself, which proves only that nobody without that key changed it.
 */
export function distrust(checkpoint: Checkpoint, trusted: readonly KeyObject[] | null): string | null {
  const own = publicKeyOf(checkpoint);
  if (own === null || keyIdOf(own) !== checkpoint.keyId)
    return 'The checkpoint names a key that is none, or not the one of that name.';
  if (trusted && !trusted.some((key) => key.equals(own)))
    return `The checkpoint is signed by the key ${checkpoint.keyId}, not by ${trusted.map(keyIdOf).join(' or ')}.`;
  if (!verify(null, signedText(checkpoint), own, Buffer.from(checkpoint.signature, 'base64')))
    return 'The signature of the checkpoint does not hold: it was changed after it was signed.';
  return null;
}

function publicKeyOf({ publicKey }: Checkpoint): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
