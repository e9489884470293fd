import { watch } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, isAbsolute } from 'node:path';
import { z } from 'zod';
import type { SecretStore, SecretStoreModule } from './store.ts';

/** A secret is a password or a key: what is longer is another file. */
const mostBytes = 64 * 1024;

/** The text of a file without its last line break; null when there is no such file, or nothing in it. */
async function read(path: string): Promise<string | null> {
  let file;
  try {
    file = await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(mostBytes + 1), 0, mostBytes + 1, 0);
    if (bytesRead > mostBytes) throw new Error(`longer than ${mostBytes} bytes`);
    return buffer.toString('utf8', 0, bytesRead).replace(/\r?\n$/, '') || null;
  } finally {
    await file.close();
  }
}

/** Watches the folder, because a secret is mostly changed by a rename: of the file, or of what its folder links to (`..data`). */
const watchFile: SecretStore['watch'] = (path, changed) => {
  try {
    const watcher = watch(dirname(path), { persistent: false }, (_event, name) => {
      if (name === null || name === basename(path) || name.startsWith('..')) changed();
    });
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    // Not every file system tells of changes.
    return () => {};
  }
};

/** Files that hold one secret each, as Docker, Kubernetes and systemd provide them. */
export const fileStore: SecretStoreModule = {
  reference: 'file',
  names: z.string().refine(isAbsolute),
  remedy: () => 'write the secret into the file, and nothing else',
  open: () => ({ read, watch: watchFile }),
};
