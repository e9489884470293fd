import { createPublicKey, type KeyObject } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command } from 'commander';
import type { Checkpoint } from '../audit/checkpoint.ts';
import { type Examination, examineTrail } from '../audit/examine.ts';
import { exportLines, readExport } from '../audit/export.ts';
import {
  addCheckpoint,
  checkpointFolder,
  readCheckpoints,
  takeCheckpoint,
  writeCheckpoint,
} from '../audit/keep.ts';
import { verifyLog } from '../audit/verify-log.ts';
import { Problem } from '../canonical/problem.ts';
import type { Config } from '../config.ts';
import { ProvisionError } from '../provision/error.ts';
import { openKeyring } from '../secrets/master-key.ts';
import { auditRows, readChain } from '../store/audit-chain.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { eventImages } from '../store/seal.ts';
import { openServices } from './services.ts';
import { placeOf } from './tenants.ts';

interface VerifyFlags {
  readonly checkpoint?: string;
  readonly entries?: string;
  readonly key?: string[];
  readonly tenant?: string;
  readonly events?: boolean;
  readonly json?: boolean;
}

/** Where a command reads and what it says. */
interface Desk {
  readonly configuration: () => Config;
  readonly say: (text: string) => void;
}

/** The commands over the audit trail: sign it, verify it, take it out, and show the key that signs. */
export function auditCommand({ configuration, say }: Desk): Command {
  const command = new Command('audit').description('sign, verify and export the proof of what was done');
  command
    .command('checkpoint')
    .description('sign what the audit trail is now')
    .option('--out <file>', 'all of it in this file; otherwise what came since the last one, in the folder')
    .option('--tenant <tenant>', 'whose; the first tenant when omitted')
    .action(({ out, tenant }: { out?: string; tenant?: string }) =>
      withTrail(configuration(), tenant, async ({ database, config, name }) => {
        const key = (await openKeyring(config.secrets, config.dataDir)).signing('audit');
        let file = out ?? null;
        if (out === undefined) file = await addCheckpoint(database, key, checkpointFolder(config, name));
        else await writeCheckpoint(out, (await takeCheckpoint(database, key, null))!);
        say(
          file === null ? 'Nothing came since the last checkpoint.' : `Wrote ${file}, signed by ${key.id}.`,
        );
      }),
    );
  command
    .command('verify')
    .description(
      'hold the audit trail against what was signed, and name the first entry that is not what it was',
    )
    .option('--checkpoint <path>', "a checkpoint, or a folder of them; the hub's own when omitted")
    .option('--entries <file>', 'an export instead of the database; then nothing of the hub is needed')
    .option(
      '--key <file...>',
      'the public keys that may have signed, PEM; those of the listed master keys when omitted',
    )
    .option('--events', 'the event log too')
    .option('--tenant <tenant>', 'whose; the first tenant when omitted')
    .option('--json', 'for machines: {"ok", "tenant", "entries", "signedUpTo", "fault", "message"}')
    .action(async (flags: VerifyFlags) => {
      const found =
        flags.entries === undefined ? await verifyHere(configuration(), flags) : await verifyFile(flags);
      const { seals: _seals, ...told } = found;
      say(flags.json ? JSON.stringify(told, null, 2) : found.message);
      process.exitCode = found.ok ? 0 : 1;
    });
  command
    .command('export')
    .description('write every entry as a line of JSON')
    .option('--out <file>', 'where to; otherwise to the standard output')
    .option('--tenant <tenant>', 'whose; the first tenant when omitted')
    .action(({ out, tenant }: { out?: string; tenant?: string }) =>
      withTrail(configuration(), tenant, ({ database }) =>
        readChain(database, 0, async (chain) => {
          const lines = Readable.from(exportLines(chain));
          if (out !== undefined) await pipeline(lines, createWriteStream(out, { mode: 0o600 }));
          else await pipeline(lines, process.stdout, { end: false });
        }),
      ),
    );
  command
    .command('key')
    .description(
      'print the public key that signs checkpoints, then those of former master keys that are listed; to be kept by whoever verifies',
    )
    .action(async () => {
      const { secrets, dataDir } = configuration();
      for (const { publicKey } of (await openKeyring(secrets, dataDir)).verifying('audit'))
        say(publicKey.export({ format: 'pem', type: 'spki' }).toString().trim());
    });
  return command;
}

interface Trail {
  readonly database: Database;
  readonly config: Config;
  readonly name: string;
}

async function withTrail<T>(
  config: Config,
  tenant: string | undefined,
  work: (trail: Trail) => Promise<T>,
): Promise<T> {
  const services = await openServices(config);
  try {
    const { databaseUrl, name } = placeOf(config, services.databaseUrl, tenant);
    const database = openDatabase(databaseUrl, 2);
    try {
      return await work({ database, config, name });
    } finally {
      await database.close();
    }
  } finally {
    await services.stop();
  }
}

/** Verifies the trail in the database. */
function verifyHere(config: Config, flags: VerifyFlags): Promise<Examination> {
  return withTrail(config, flags.tenant, async ({ database, name }) => {
    const checkpoints = await checkpointsOf(flags, checkpointFolder(config, name));
    const own = (await openKeyring(config.secrets, config.dataDir)).verifying('audit');
    const trusted = (await keysOf(flags)) ?? own.map(({ publicKey }) => publicKey);
    return readChain(database, 0, async ({ head, chunks }, db) => {
      const found = await examineTrail({ tenant: name, head, chunks, checkpoints, trusted });
      if (!flags.key && checkpoints.some(({ keyId }) => !own.some(({ id }) => id === keyId)))
        return { ...found, message: `${found.message} ${formerKey}` };
      if (!found.ok || !flags.events) return found;
      const { events, fault } = await verifyLog({
        seals: found.seals,
        entry: async (seq) => (await auditRows(db, 'seq', [seq]))[0]!,
        images: (from, to) => eventImages(db, from, to),
        retentionDays: config.events.retentionDays,
        now: Date.now(),
      });
      if (!fault) return { ...found, message: `${found.message} The event log holds: ${events} events.` };
      const message = `The event log of ${name} does not hold. ${fault.message} Entry ${fault.seq} of the audit trail vouches for what it was.`;
      return { ...found, ok: false, message };
    });
  });
}

/** Verifies an export, with nothing but the files that are named. */
async function verifyFile(flags: VerifyFlags): Promise<Examination> {
  if (flags.events)
    throw new ProvisionError('The event log is not in an export.', 'Leave out --entries, or --events.');
  const checkpoints = await checkpointsOf(flags, null);
  const { head, chunks } = await readExport(flags.entries!);
  const tenant = flags.tenant ?? null;
  return examineTrail({ tenant, head, chunks, checkpoints, trusted: await keysOf(flags) });
}

const formerKey =
  'If a former master key of the hub signed it, name the public keys, that one and today’s: --key former.pem today.pem.';

/** What was named must be there; the hub's own may be missing yet. */
async function checkpointsOf(
  { checkpoint }: VerifyFlags,
  own: string | null,
): Promise<readonly Checkpoint[]> {
  const path = checkpoint ?? own;
  const found = path === null ? [] : await readCheckpoints(path);
  if (checkpoint !== undefined && found.length === 0)
    throw new Problem('INVALID_INPUT', `There is no checkpoint at ${checkpoint}.`);
  return found;
}

async function keysOf({ key }: VerifyFlags): Promise<readonly KeyObject[] | null> {
  if (!key) return null;
  const found = key.map(async (file) => {
    try {
      return keysIn(await readFile(file, 'utf8'));
    } catch (cause) {
      throw new Problem('INVALID_INPUT', `${file} holds no public key in PEM.`, { cause });
    }
  });
  return (await Promise.all(found)).flat();
}

/** Every key of a file: `isthmus audit key` prints several while a master key is being replaced. */
const keysIn = (text: string): readonly KeyObject[] =>
  (text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [text]).map((pem) => createPublicKey(pem));
