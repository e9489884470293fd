import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const fileIn = (dataDir: string): string => join(dataDir, 'token.secret');

/** The secret that signs development tokens, made at first use and readable by its user alone. */
export async function developmentSecret(dataDir: string): Promise<Uint8Array> {
  await mkdir(dataDir, { recursive: true });
  const file = fileIn(dataDir);
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  // Linked, not written: of several that start at once all get the secret of the first.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft, { force: true });
  return new TextEncoder().encode(await readFile(file, 'utf8'));
}

/** The same secret, if it was made: a hub alone needs none. One that is shorter than what the hub makes is not believed. */
export async function knownDevelopmentSecret(dataDir: string): Promise<Uint8Array | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '');
  return text.length >= 43 ? new TextEncoder().encode(text) : null;
}
