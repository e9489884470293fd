import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The system user that runs the database server; undefined ids mean the user of this process. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

const numberFrom = (text: string): number | null => (/^\d+$/.test(text.trim()) ? Number(text) : null);

function idsOf(name: string): Account | null {
  const ask = (flag: string): number | null => {
    const answer = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return answer.status === 0 ? numberFrom(answer.stdout) : null;
  };
  const uid = ask('-u');
  const gid = ask('-g');
  return uid !== null && gid !== null && uid !== 0 ? { uid, gid } : null;
}

/**
 * Who runs the server. PostgreSQL refuses to run as root, so root lends it to the owner of an existing data directory,
 * else to the system user `postgres`, else to `nobody`; every other user runs it as itself.
 */
export function accountFor(existing: string | null): Account {
  if (process.getuid?.() !== 0) return {};
  if (existing !== null) {
    const owner = statSync(existing, { throwIfNoEntry: false });
    if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  return idsOf('postgres') ?? idsOf('nobody') ?? { uid: 65_534, gid: 65_534 };
}

/** Whether the account may enter the folder, or the nearest parent of it that exists. */
export function mayEnter(account: Account, folder: string): boolean {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) {
    return dirname(folder) !== folder && mayEnter(account, dirname(folder));
  }
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/' }).status === 0;
}

/** Whether the user database knows the account; `initdb` refuses to run as one that it does not know. */
export function isNamed(account: Account): boolean {
  const uid = account.uid ?? process.getuid?.() ?? 0;
  return spawnSync('id', ['-un', String(uid)], { stdio: 'ignore' }).status === 0;
}
