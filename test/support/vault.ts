import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credential } from '../../src/secrets/credential.ts';

/** A folder of files with one secret each, as an orchestrator provides them. */
export interface Vault {
  /** References to a file for each credential. */
  readonly references: Readonly<Record<string, Credential>>;
  path(name: string): string;
  /** Replaces secrets as an orchestrator does: by a rename. */
  put(secrets: Readonly<Record<string, string>>): void;
  remove(name: string): void;
  close(): void;
}

/** Puts secrets into files of a new folder. */
export function createVault(secrets: Readonly<Record<string, string>>): Vault {
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-vault-'));
  const path = (name: string): string => join(folder, name);
  const put: Vault['put'] = (changed) => {
    for (const [name, text] of Object.entries(changed)) {
      writeFileSync(`${path(name)}.new`, `${text}\n`, { mode: 0o600 });
      renameSync(`${path(name)}.new`, path(name));
    }
  };
  put(secrets);
  return {
    references: Object.fromEntries(Object.keys(secrets).map((name) => [name, { file: path(name) }])),
    path,
    put,
    remove: (name) => rmSync(path(name)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
