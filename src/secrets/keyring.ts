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

/** A pair of Ed25519 keys, and the name by which others know it. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The keys that are never in the database: what is sealed by them is worthless to whoever has the database alone. */
export interface Keyring {
  /** Text that only this keyring opens, and only for the same `context` (what the value is and whose): AES-256-GCM. */
  seal(plain: string | Buffer, context: string): string;
  /** What was sealed. Throws for another context, another keyring, or a changed text. */
  open(sealed: string, context: string): Buffer;
  /** A key of 32 bytes for one purpose; the same for every node. */
  derive(purpose: string): Buffer;
  /** A key that signs for one purpose; the same for every node. */
  signing(purpose: string): SigningKey;
}

/** PKCS #8 of an Ed25519 key without its 32 bytes (RFC 8410). */
const ed25519Head = Buffer.from('302e020100300506032b657004220420', 'hex');
const [ivBytes, tagBytes] = [12, 16];

/**
 * A keyring over master keys, each of at least 16 bytes. The first seals, derives and signs; the others still open what they sealed, while a
 * new key is brought in.
 */
export function createKeyring(masterKeys: readonly Buffer[]): Keyring {
  const [newest] = masterKeys;
  if (!newest || masterKeys.some(({ length }) => length < 16))
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
  return {
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
    derive: (purpose) => derived(newest, purpose),
    signing(purpose) {
      const seed = derived(newest, `sign ${purpose}`);
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
    },
  };
}
