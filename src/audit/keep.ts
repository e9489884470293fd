import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditGenesis, auditHash } from '../canonical/audit.ts';
import { Problem } from '../canonical/problem.ts';
import type { SigningKey } from '../secrets/keyring.ts';
import { type AuditChain, readChain } from '../store/audit-chain.ts';
import type { Database } from '../store/database.ts';
import {
  type Checkpoint,
  checkpointDigest,
  parseCheckpoint,
  prefixBytes,
  signCheckpoint,
} from './checkpoint.ts';

/** Where the checkpoints of a tenant are. */
export function checkpointFolder(
  config: { readonly dataDir: string; readonly audit: { readonly checkpointDir: string | null } },
  tenant: string,
): string {
  return join(config.audit.checkpointDir ?? join(config.dataDir, 'audit'), tenant);
}

/** The checkpoints in a folder, or the one in a file, in the order of what they cover. Throws INVALID_INPUT when one of them is none. */
export async function readCheckpoints(path: string): Promise<readonly Checkpoint[]> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') return null;
    throw error;
  });
  const files = names?.filter((name) => name.endsWith('.json')).map((name) => join(path, name)) ?? [path];
  const read = await Promise.all(
    files.map(async (file) => parseCheckpoint(await readFile(file, 'utf8'), file)),
  );
  return read.toSorted((a, b) => a.seq - b.seq);
}

/** Writes a checkpoint whole or not at all, and so that a power cut does not lose it; in the place of one that was there. */
export async function writeCheckpoint(file: string, checkpoint: Checkpoint): Promise<void> {
  await rename(await draftOf(file, checkpoint), file);
}

async function draftOf(file: string, checkpoint: Checkpoint): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  const handle = await open(draft, 'wx');
  try {
    await handle.writeFile(`${JSON.stringify(checkpoint, null, 1)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

/** Writes it as above unless the file is there; whether it was written. */
async function writeNew(file: string, checkpoint: Checkpoint): Promise<boolean> {
  const draft = await draftOf(file, checkpoint);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * A checkpoint of the chain as it is now: of everything, or of what came since `before`. Throws CONFLICT when the chain does not
 * follow from there, because what is signed must not have been tampered with; null when nothing came.
 */
export function takeCheckpoint(
  database: Database,
  key: SigningKey,
  before: Checkpoint | null,
): Promise<Checkpoint | null> {
  // One entry earlier, to see that it still is what was signed.
  const from = before ? Math.max(0, before.seq - 1) : 0;
  return readChain(database, from, async (chain) => {
    const at = new Date().toISOString();
    const after = before?.seq ?? 0;
    const { head } = chain;
    if (before && before.tenant !== head.tenant)
      throw new Problem(
        'CONFLICT',
        `The checkpoints are of ${before.tenant}, the chain is of ${head.tenant}.`,
      );
    if (before && head.seq === after && head.hash === before.hash) return null;
    const prefixes = await prefixesOf(chain, before);
    const previous = before ? checkpointDigest(before) : null;
    return signCheckpoint({ ...head, at, after, prefixes, previous }, key);
  });
}

async function prefixesOf({ head, chunks }: AuditChain, before: Checkpoint | null): Promise<Buffer> {
  const after = before?.seq ?? 0;
  const parts: Buffer[] = [];
  let last = before && after > 0 ? before.hash : auditGenesis(head.tenant);
  let seq = after;
  for await (const rows of chunks) {
    const fresh = rows.filter((row) => row.seq > after);
    if (rows.some((row) => row.seq === after && row.hash !== last))
      throw new Problem('CONFLICT', `Entry ${after} of the audit trail is not the one that was signed.`);
    const hashes = fresh.map((row) => {
      seq += 1;
      const hash = row.seq === seq && row.prevHash === last ? auditHash(head.tenant, last, row) : null;
      if (hash === null || hash !== row.hash)
        throw new Problem('CONFLICT', `Entry ${seq} of the audit trail does not follow the one before it.`);
      last = hash;
      return Buffer.from(hash.slice(0, prefixBytes * 2), 'hex');
    });
    parts.push(Buffer.concat(hashes));
  }
  if (head.seq !== seq || head.hash !== last)
    throw new Problem('CONFLICT', `The audit trail ends at entry ${seq}, and its head says ${head.seq}.`);
  return Buffer.concat(parts);
}

/**
 * Adds a checkpoint of what came since the last one to a folder; returns its file, or null when nothing came. A file is called after the
 * first entry that it may hold, so that there is one place for what follows a checkpoint: of several who sign at the same moment, another
 * node or a command, one takes it and the others go on behind.
 */
export async function addCheckpoint(
  database: Database,
  key: SigningKey,
  folder: string,
): Promise<string | null> {
  await mkdir(folder, { recursive: true });
  for (;;) {
    const before = (await readCheckpoints(folder)).at(-1) ?? null;
    const checkpoint = await takeCheckpoint(database, key, before);
    if (!checkpoint) return null;
    const first = before ? before.seq + 1 : 0;
    const file = join(folder, `${String(first).padStart(12, '0')}.json`);
    if (await writeNew(file, checkpoint)) return file;
  }
}

export interface KeepParts {
  readonly database: Database;
  readonly key: SigningKey;
  readonly folder: string;
  readonly everyMs: number;
  readonly onTrouble: (message: string, detail: object) => void;
}

const retryMs = 60_000;

/** The work of the one node that signs the audit trail: at once, then every so often, as long as something came. Runs until the signal. */
export function createKeeping(parts: KeepParts): (signal: AbortSignal) => Promise<void> {
  const { database, key, folder, everyMs, onTrouble } = parts;
  return async (signal) => {
    while (!signal.aborted) {
      let waitMs = everyMs;
      try {
        await addCheckpoint(database, key, folder);
      } catch (error) {
        onTrouble('the audit trail was not signed', { reason: String(error) });
        waitMs = Math.min(everyMs, retryMs);
      }
      await sleep(waitMs, null, { signal, ref: false }).catch(() => {});
    }
  };
}
