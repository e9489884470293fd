import type { Config } from '../config.ts';
import { ensureNats } from '../provision/nats.ts';
import { ensurePostgres } from '../provision/postgres.ts';
import { migrate } from '../store/migrate.ts';
import { openTenantDatabases } from './tenants.ts';

export interface Services {
  /** The database of the first tenant, and of the others by name. */
  readonly databaseUrl: string;
  readonly tenantDatabases: Readonly<Record<string, string>>;
  readonly natsUrl: string;
  /** The processes of servers of our own; null for servers that were named. */
  readonly pids: { readonly postgres: number | null; readonly nats: number | null };
  /** Gives the servers up; those of our own stop when no other process uses them. */
  stop(): Promise<void>;
}

/** The database at the newest schema and the broker that the configuration names, else ones of our own. */
export async function openServices(
  config: Pick<Config, 'dataDir' | 'database'> &
    Partial<Pick<Config, 'tenants'>> & { readonly nats: Pick<Config['nats'], 'url'> },
): Promise<Services> {
  const { dataDir } = config;
  const started = await Promise.allSettled([
    ensurePostgres({ dataDir, url: config.database.url }),
    ensureNats({ dataDir, url: config.nats.url }),
  ]);
  const [postgres, nats] = started;
  const stop = async (): Promise<void> => {
    for (const one of started) if (one.status === 'fulfilled') await one.value.stop();
  };
  try {
    if (postgres.status === 'rejected') throw postgres.reason;
    if (nats.status === 'rejected') throw nats.reason;
    await migrate(postgres.value.url);
    const { tenants = [] } = config;
    const { url: databaseUrl, pid } = postgres.value;
    return {
      databaseUrl,
      tenantDatabases: await openTenantDatabases({ tenants }, databaseUrl),
      natsUrl: nats.value.url,
      pids: { postgres: pid, nats: nats.value.pid },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
