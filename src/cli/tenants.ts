import type { Config } from '../config.ts';
import { ProvisionError } from '../provision/error.ts';
import { ensureDatabase } from '../provision/database.ts';
import { openAuditChain } from '../store/audit.ts';
import { openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';

/** One tenant, as commands work on it: its own sources and its own database. */
export interface TenantPlace {
  readonly name: string;
  readonly config: Config;
  readonly databaseUrl: string;
}

/** The database of each tenant but the first: the one that is named, else one beside the first's. */
export function tenantDatabases(
  { tenants }: Pick<Config, 'tenants'>,
  databaseUrl: string,
): Record<string, string> {
  return Object.fromEntries(
    tenants.slice(1).map(({ name, database }) => {
      if (database !== null) return [name, database];
      const url = new URL(databaseUrl);
      url.pathname = `${url.pathname}_${name}`;
      return [name, url.href];
    }),
  );
}

/** Makes the databases of the tenants, where they are not there yet, brings each to the newest schema and opens its audit chain. */
export async function openTenantDatabases(
  config: Pick<Config, 'tenants'>,
  databaseUrl: string,
): Promise<Record<string, string>> {
  const databases = tenantDatabases(config, databaseUrl);
  for (const url of Object.values(databases)) {
    await ensureDatabase(url);
    await migrate(url);
  }
  for (const [index, { name }] of config.tenants.entries())
    await openChain(index === 0 ? databaseUrl : databases[name]!, name);
  return databases;
}

/** A command may change something before the hub was ever started. */
async function openChain(databaseUrl: string, tenant: string): Promise<void> {
  const database = openDatabase(databaseUrl, 1);
  try {
    await openAuditChain(database, tenant);
  } finally {
    await database.close();
  }
}

/** Every tenant. */
export function placesOf(config: Config, databaseUrl: string): readonly TenantPlace[] {
  const databases = tenantDatabases(config, databaseUrl);
  return config.tenants.map(({ name }, index) => ({
    name,
    config: { ...config, sources: config.sources.filter(({ tenant }) => tenant === name) },
    databaseUrl: index === 0 ? databaseUrl : databases[name]!,
  }));
}

/** The tenant of this name, or the first; throws when there is none. */
export function placeOf(config: Config, databaseUrl: string, name?: string): TenantPlace {
  const places = placesOf(config, databaseUrl);
  const found = name === undefined ? places[0] : places.find((place) => place.name === name);
  if (!found)
    throw new ProvisionError(
      `No tenant is called ${name}.`,
      `Known: ${places.map((place) => place.name).join(', ')}.`,
    );
  return found;
}
