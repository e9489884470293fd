import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** What a signature is verified with, and the name by which others know it: the beginning of the sha256 of its SPKI form. */
export interface VerifyingKey {
  readonly id: string;
  readonly publicKey: KeyObject;
}

/** A pair of Ed25519 keys. */
export interface SigningKey extends VerifyingKey {
  readonly privateKey: KeyObject;
}

/** The keys that are never in the database: what is sealed by them is worthless to whoever has the database alone. */
export interface Keyring {
  /** What sealed texts call the master keys (`v1.<id>.`), the newest first; the first is the one that seals. */
  readonly sealIds: readonly [string, ...string[]];
  /** Text that only this keyring opens, and only for the same `context` (what the value is and whose): AES-256-GCM. */
  seal(plain: string | Buffer, context: string): string;
  /** What was sealed. Throws for another context, another keyring, or a changed text. */
  open(sealed: string, context: string): Buffer;
  /** Keys of 32 bytes for one purpose, one of each master key, the newest first: that one is made with, all of them are held against. */
  derive(purpose: string): readonly [Buffer, ...Buffer[]];
  /** A key that signs for one purpose; the same for every node. */
  signing(purpose: string): SigningKey;
  /** What that key signs, and what former ones signed while they are listed, is verified with: one of each master key, the newest first. */
  verifying(purpose: string): readonly VerifyingKey[];
}

/** PKCS #8 of an Ed25519 key without its 32 bytes (RFC 8410). */
const ed25519Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const [ivBytes, tagBytes] = [12, 16];

/**
 * A keyring over master keys, each of at least 16 bytes. The first seals, derives and signs; what the others sealed and signed still opens
 * and verifies, while a new key is brought in.
 */
export function createKeyring(masterKeys: readonly Buffer[]): Keyring {
  if (masterKeys.length === 0 || masterKeys.some(({ length }) => length < 16))
    throw new RangeError('a master key has at least 16 bytes');
  const derived = (master: Buffer, purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', master, 'isthmus', purpose, 32));
  const sealing = new Map(
    masterKeys.map((master) => {
      const key = derived(master, 'seal');
      return [createHash('sha256').update(key).digest('hex').slice(0, 8), key] as const;
    }),
  );
  const [[sealId, sealKey]] = sealing as unknown as [[string, Buffer]];
  const [newest, ...former] = masterKeys as [Buffer, ...Buffer[]];
  return {
    sealIds: [...sealing.keys()] as [string, ...string[]],
    seal(plain, context) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return `v1.${sealId}.${Buffer.concat([iv, body]).toString('base64url')}`;
    },
    open(sealed, context) {
      const [version, id = '', text = ''] = sealed.split('.');
      const key = version === 'v1' ? sealing.get(id) : undefined;
      if (!key) throw new Error('sealed by a key that this hub does not have');
      const bytes = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
    },
    derive: (purpose) => [derived(newest, purpose), ...former.map((master) => derived(master, purpose))],
    signing: (purpose) => signingKey(derived(newest, `sign ${purpose}`)),
    verifying: (purpose) =>
      masterKeys.map((master) => {
        const { id, publicKey } = signingKey(derived(master, `sign ${purpose}`));
        return { id, publicKey };
      }),
  };
}

/** The pair of keys that follows from 32 bytes. */
function signingKey(seed: Buffer): SigningKey {
  const privateKey = createPrivateKey({
    key: Buffer.concat([ed25519Head, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  const id = createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
  return { id, privateKey, publicKey };
}
