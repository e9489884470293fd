import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import type { Key } from '../canonical/record.ts';
import { isPersonalKey } from '../canonical/personal.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { Queryable } from './database.ts';
import { createSubjectKeys, type SubjectKey, type SubjectKeys } from './subject-key.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Something personal to seal: whose it is, where it will be, and what it is. */
export interface Plain {
  readonly subject: string;
  /** What the text is sealed for; it opens for nothing else. */
  readonly place: string;
  readonly fields: Fields;
}

/** What every connection to the hub's database carries: the means to store what says who a person is so that it can be erased. */
export interface Personal extends Pick<SubjectKeys, 'forget' | 'trust' | 'erasures'> {
  /** Seals each under its subject's key; null for a subject who was erased, of whom nothing is stored any more. */
  seal(plain: readonly Plain[]): Promise<(string | null)[]>;
  /** What was sealed; null where its subject was erased. Throws for a text that was changed or is at another place. */
  open(sealed: readonly { readonly text: string; readonly place: string }[]): Promise<(Fields | null)[]>;
  /** A text that stands for another one and tells nothing of it without a key that all nodes share. */
  fingerprints(): Promise<(text: string) => string>;
}

/** The subject of the key that fingerprints are made with; it is nobody, and stays. */
const everybody = '*';
const [vectorBytes, tagBytes] = [12, 16];

/** The personal data of one database; `db` must commit by itself: not a transaction. */
export function createPersonal(db: Queryable, keyring: Keyring): Personal {
  const keys = createSubjectKeys(db, keyring);
  return {
    forget: keys.forget,
    trust: keys.trust,
    erasures: keys.erasures,
    async seal(plain) {
      if (plain.length === 0) return [];
      const found = await keys.make(plain.map(({ subject }) => subject));
      return plain.map((each) => {
        const key = found.get(each.subject) ?? null;
        return key && sealed(key, each);
      });
    },
    async open(texts) {
      if (texts.length === 0) return [];
      const found = await keys.find(texts.map(({ text }) => subjectOf(text)));
      return texts.map(({ text, place }) => {
        const key = found.get(subjectOf(text));
        if (key === undefined) throw new Error(`personal data of ${subjectOf(text)} has lost its key`);
        return key && opened(key, text, place);
      });
    },
    async fingerprints() {
      const { content } = (await keys.make([everybody])).get(everybody)!;
      return (text) => createHmac('sha256', content).update(text).digest('base64url');
    },
  };
}

/** The personal data behind a connection. Throws for one that was opened without a keyring. */
export function personalOf(db: Queryable): Personal {
  if (db.personal) return db.personal;
  throw new Error('personal data cannot be read or written on a connection without a keyring');
}

/** A key by which a record is recognised, as it is stored: one that tells who somebody is as its fingerprint. */
export async function storedKeys(db: Queryable, keys: readonly Key[]): Promise<(key: Key) => Key> {
  if (!keys.some(isPersonalKey)) return (key) => key;
  const fingerprint = await personalOf(db).fingerprints();
  return (key) => (isPersonalKey(key) ? `${key.slice(0, key.indexOf(':'))}:${fingerprint(key)}` : key);
}

const subjectOf = (text: string): string => text.slice(0, text.indexOf('.'));

const boundTo = (subject: string, place: string): Buffer => Buffer.from(`${subject} ${place}`);

/**
 * AES-256-GCM. The vector is not random but a keyed hash of what is sealed and where (as in RFC 8452 and RFC 5297), so that equal contents
 * give equal texts: an unchanged record is then seen to be unchanged by comparing what is stored. All that gives away is that two texts
 * of one subject at one place are equal. Different contents share a vector with a chance of 2^-96, and a subject has a few dozen.
 */
function sealed(key: SubjectKey, { subject, place, fields }: Plain): string {
  const inOrder = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const plain = Buffer.from(JSON.stringify(Object.fromEntries(inOrder)));
  const aad = boundTo(subject, place);
  const vector = createHmac('sha256', key.vector)
    .update(String(aad.length))
    .update(aad)
    .update(plain)
    .digest()
    .subarray(0, vectorBytes);
  const cipher = createCipheriv('aes-256-gcm', key.content, vector).setAAD(aad);
  const bytes = Buffer.concat([vector, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `${subject}.${bytes.toString('base64url')}`;
}

function opened(key: SubjectKey, text: string, place: string): Fields {
  const subject = subjectOf(text);
  const bytes = Buffer.from(text.slice(subject.length + 1), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key.content, bytes.subarray(0, vectorBytes), {
    authTagLength: tagBytes,
  })
    .setAAD(boundTo(subject, place))
    .setAuthTag(bytes.subarray(-tagBytes));
  const plain = Buffer.concat([decipher.update(bytes.subarray(vectorBytes, -tagBytes)), decipher.final()]);
  return JSON.parse(plain.toString('utf8')) as Fields;
}
