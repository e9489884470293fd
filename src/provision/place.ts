import { createHash } from 'node:crypto';
import { chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mayEnter, type Account } from './account.ts';
import { messageOf, ProvisionError } from './error.ts';

/** Refuses what somebody else put there: in a shared folder a name that can be guessed is no proof of ownership. */
async function refuseForeign(place: string, account: Account): Promise<void> {
  const found = await lstat(place).catch(() => null);
  if (found === null) return;
  const owners = [0, process.getuid?.(), account.uid];
  if (!found.isDirectory() || !owners.includes(found.uid))
    throw new Error(`${place} belongs to somebody else`);
}

/**
 * A folder that the account owns and can reach, made when it is not there: inside the data directory when its parents can be
 * entered, else under /var/lib or the temporary folder, named after the data directory so that the next start finds it again.
 */
export async function makePlace(
  account: Account,
  dataDir: string,
  remembered: string | null,
): Promise<string> {
  const name = `isthmus-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12)}`;
  const places = [
    ...(remembered === null ? [] : [remembered]),
    join(resolve(dataDir), 'postgres'),
    join('/var/lib', name),
    join(tmpdir(), name),
    join('/tmp', name),
  ];
  const refusals: string[] = [];
  for (const place of places) {
    try {
      if (!mayEnter(account, place)) throw new Error(`${place} is in a folder that its user may not enter`);
      await refuseForeign(place, account);
      await mkdir(place, { recursive: true, mode: 0o700 });
      if (account.uid !== undefined) await chown(place, account.uid, account.gid ?? account.uid);
      return place;
    } catch (error) {
      refusals.push(messageOf(error));
    }
  }
  throw new ProvisionError(
    `There is no folder for the database: ${refusals.join('; ')}.`,
    'Set ISTHMUS_DATA_DIR to a folder that may be written, or DATABASE_URL to a running PostgreSQL.',
  );
}
