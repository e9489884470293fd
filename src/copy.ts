import { systemOfRecord } from './canonical/authority.ts';
import type { Config } from './config.ts';
import type { Keyring } from './secrets/keyring.ts';
import { createSource } from './sources/index.ts';
import { openDatabase } from './store/database.ts';
import type { FreshDeps } from './sync/fresh.ts';

/** The database and the sources, and the rules between them: everything that keeps the copy true, and nothing that serves it. */
export interface Copy extends FreshDeps {
  readonly keyring: Keyring;
  close(): Promise<void>;
}

/** Opens the database and every configured source. The command line ingests with this alone. */
export function createCopy(config: Config, databaseUrl: string, keyring: Keyring): Copy {
  const database = openDatabase(databaseUrl);
  const sources = config.sources.map(createSource);
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
    now: Date.now,
    async close() {
      await Promise.all(sources.map((source) => source.close()));
      await database.close();
    },
  };
}

function withOverrides(config: Config): typeof systemOfRecord {
  const table = { ...systemOfRecord };
  for (const [kind, rows] of Object.entries(config.systemOfRecord))
    table[kind as keyof typeof table] = { ...table[kind as keyof typeof table], ...rows };
  return table;
}
