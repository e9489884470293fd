import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeyring, type Keyring } from './keyring.ts';

/** Where the master keys are. */
export interface MasterKeyPlace {
  /** Base64 or any text of 16 bytes or more; several separated by commas, the newest first. Null: in a file. */
  readonly masterKey: string | null;
  /** A file that holds the same. Null: one that the hub makes in its data directory, for development. */
  readonly masterKeyFile: string | null;
}

/** The file of a hub that was given no key. */
export const ownKeyFile = (dataDir: string): string => join(dataDir, 'master.key');

/** The keyring of this hub. A hub that was given no key makes one at first use, readable by its user alone. */
export async function openKeyring(place: MasterKeyPlace, dataDir: string): Promise<Keyring> {
  const text =
    place.masterKey ?? (await readFile(place.masterKeyFile ?? (await makeOwn(ownKeyFile(dataDir))), 'utf8'));
  return createKeyring(
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map((each) => Buffer.from(each)),
  );
}

/** Makes the file unless it is there; returns its path. */
async function makeOwn(file: string): Promise<string> {
  await mkdir(join(file, '..'), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  // Linked, not written: of several that start at once all get the key of the first.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  return file;
}
