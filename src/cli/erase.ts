import type { Config } from '../config.ts';
import { openKeyring } from '../secrets/master-key.ts';
import { openDatabase } from '../store/database.ts';
import { type Erasure, eraseSubject } from '../sync/erase.ts';
import { operator } from './operator.ts';

/** Erases the people that an id of a tenant stands for, in the name of whoever runs the command. Running nodes hear of it. */
export async function eraseFrom(
  config: Pick<Config, 'dataDir' | 'secrets'>,
  databaseUrl: string,
  id: string,
  reason: string,
): Promise<Erasure> {
  const keyring = await openKeyring(config.secrets, config.dataDir);
  const database = openDatabase(databaseUrl, undefined, keyring);
  try {
    return await eraseSubject({ database }, { id, reason, actor: operator() });
  } finally {
    await database.close();
  }
}
