import type { Keyring } from '../secrets/keyring.ts';
import type { Database } from '../store/database.ts';
import type { Leadership } from '../store/lead.ts';
import { checkpointFolder, createKeeping } from './keep.ts';
import { createSealing } from './seal.ts';

export interface AuditWork {
  readonly tenant: string;
  readonly database: Database;
  readonly keyring: Keyring;
  readonly config: {
    readonly dataDir: string;
    readonly audit: { readonly checkpointDir: string | null; readonly checkpointEveryMs: number };
  };
  readonly onTrouble: (message: string, detail: object) => void;
}

/** Has one node take the event log into the audit trail, and one sign the trail. Returns what ends each. */
export function leadAudit(leadership: Leadership, work: AuditWork): (() => Promise<void>)[] {
  const { tenant, database, keyring, config, onTrouble } = work;
  const everyMs = config.audit.checkpointEveryMs;
  const ends = [leadership.lead('audit-seal', createSealing(database, onTrouble))];
  if (everyMs === 0) return ends;
  const folder = checkpointFolder(config, tenant);
  const key = keyring.signing('audit');
  const keeping = createKeeping({ database, key, folder, everyMs, onTrouble });
  return [...ends, leadership.lead('audit-checkpoint', keeping)];
}
