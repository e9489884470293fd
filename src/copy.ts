import { openAllowances, sharing } from './allowances.ts';
import { systemOfRecord } from './canonical/authority.ts';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { literalSource, openCredentials } from './credentials.ts';
import type { Keyring } from './secrets/keyring.ts';
import { createSource } from './sources/index.ts';
import type { SourceConfig } from './sources/source.ts';
import { type Database, openDatabase } from './store/database.ts';
import { readVendorSecret } from './store/vendor-secret.ts';
import type { FreshDeps } from './sync/fresh.ts';
import { elsewhere, residencyIn } from './sync/residency.ts';

/** The database and the sources, and the rules between them: everything that keeps the copy true, and nothing that serves it. */
export interface Copy extends FreshDeps {
  readonly keyring: Keyring;
  close(): Promise<void>;
}

/**
 * Opens the database and every configured source, with credentials that are looked at again while the copy is open. The command line
 * ingests with this alone. Throws ConfigError when credentials are missing.
 */
export async function openCopy(
  config: Config,
  databaseUrl: string,
  keyring: Keyring,
  logger?: Logger,
): Promise<Copy> {
  const database = openDatabase(databaseUrl, undefined, keyring);
  const tenant = config.sources[0]?.tenant ?? '';
  const own = (name: string): Promise<string | null> => readVendorSecret(database, keyring, tenant, name);
  try {
    const here = readHere(config, logger);
    const current = await openCredentials(here, { env: process.env, own }, logger);
    return assemble(here, database, keyring, current.sources, current.close, logger);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The same for a configuration that holds its credentials as text, which are never looked at again. */
export function createCopy(config: Config, databaseUrl: string, keyring: Keyring): Copy {
  const here = readHere(config);
  const sources = here.sources.map(literalSource);
  return assemble(here, openDatabase(databaseUrl, undefined, keyring), keyring, sources, () => {});
}

function assemble(
  config: Config,
  database: Database,
  keyring: Keyring,
  configs: readonly SourceConfig[],
  end: () => void,
  logger?: Logger,
): Copy {
  const allowances = openAllowances(database.url, (message, detail) => logger?.warn(detail, message));
  const sources = configs.map((source) => createSource(sharing(source, allowances)));
  return {
    database,
    keyring,
    sources,
    instances: {
      systemOf: (instance) => sources.find((source) => source.instance === instance)?.system,
      ofSystem: (system) =>
        sources.filter((source) => source.system === system).map((source) => source.instance),
    },
    authority: withOverrides(config),
    reportingCurrency: config.reportingCurrency,
    residency: residencyIn(config.region, config.residency),
    now: Date.now,
    async close() {
      end();
      await allowances.close();
      await Promise.all(sources.map((source) => source.close()));
      await database.close();
    },
  };
}

/** The configuration without the sources that may be read in other regions only. */
function readHere(config: Config, logger?: Logger): Config {
  const residency = residencyIn(config.region, config.residency);
  const sources = config.sources.filter(({ instance }) => {
    const regions = elsewhere(residency, instance);
    if (regions)
      logger?.warn(
        { instance, regions, region: config.region },
        'a source is left out, because residency pins it to other regions',
      );
    return regions === null;
  });
  return { ...config, sources };
}

function withOverrides(config: Config): typeof systemOfRecord {
  const table = { ...systemOfRecord };
  for (const [kind, rows] of Object.entries(config.systemOfRecord))
    table[kind as keyof typeof table] = { ...table[kind as keyof typeof table], ...rows };
  return table;
}
