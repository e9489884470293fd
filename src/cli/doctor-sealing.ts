import { existsSync } from 'node:fs';
import pg from 'pg';
import type { Config } from '../config.ts';
import { openKeyring, ownKeyFile } from '../secrets/master-key.ts';
import { openDatabase } from '../store/database.ts';
import { countFormer } from '../store/reseal.ts';
import { failed, ill, well, type Check } from './check.ts';
import { countsText } from './reseal.ts';
import { placesOf, type TenantPlace } from './tenants.ts';

/** SQLSTATE undefined_table and invalid_catalog_name: the hub was never started on it. */
const unborn = new Set(['42P01', '3D000']);

/** Whether everything in each tenant's database is sealed under the newest master key. Nothing while there is no database or no key. */
export async function sealingChecks(config: Config, databaseUrl: string | null): Promise<readonly Check[]> {
  const { secrets, dataDir } = config;
  const isMade =
    secrets.masterKey !== null || secrets.masterKeyFile !== null || existsSync(ownKeyFile(dataDir));
  if (databaseUrl === null || !isMade) return [];
  return Promise.all(placesOf(config, databaseUrl).map((place) => sealingCheck(config, place)));
}

async function sealingCheck(
  { secrets, dataDir }: Pick<Config, 'secrets' | 'dataDir'>,
  { name: tenant, databaseUrl }: Pick<TenantPlace, 'name' | 'databaseUrl'>,
): Promise<Check> {
  const name = `sealing ${tenant}`;
  const database = openDatabase(databaseUrl, 1);
  try {
    const keyring = await openKeyring(secrets, dataDir);
    const [newest] = keyring.sealIds;
    const left = await countFormer(database, keyring, tenant);
    if (left.keys.length === 0) return well(name, `everything under the newest master key, ${newest}`);
    const lost = left.keys.filter((id) => !keyring.sealIds.includes(id));
    const detail = `${countsText(left)} under another master key than the newest: ${left.keys.join(', ')}`;
    return lost.length === 0
      ? ill(name, detail, 'Seal it anew before that key is taken out: isthmus secret reseal.')
      : ill(
          name,
          `${detail}; ${lost.join(', ')} not listed, so nobody can open that`,
          'List that master key again, behind the newest, and seal anew: isthmus secret reseal.',
        );
  } catch (error) {
    if (error instanceof pg.DatabaseError && unborn.has(error.code ?? ''))
      return well(name, 'nothing is stored yet');
    return failed(name, error, 'Mend the database and the master key first.');
  } finally {
    await database.close();
  }
}
