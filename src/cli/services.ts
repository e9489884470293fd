import type { Config } from '../config.ts';
import { ensureNats } from '../provision/nats.ts';
import { ensurePostgres } from '../provision/postgres.ts';
import { migrate } from '../store/migrate.ts';

export interface Services {
  readonly databaseUrl: string;
  readonly natsUrl: string;
  /** The processes of servers of our own; null for servers that were named. */
  readonly pids: { readonly postgres: number | null; readonly nats: number | null };
  /** Gives the servers up; those of our own stop when no other process uses them. */
  stop(): Promise<void>;
}

/** The database at the newest schema and the broker that the configuration names, else ones of our own. */
export async function openServices(
  config: Pick<Config, 'dataDir' | 'database'> & { readonly nats: Pick<Config['nats'], 'url'> },
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
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    databaseUrl: postgres.value.url,
    natsUrl: nats.value.url,
    pids: { postgres: postgres.value.pid, nats: nats.value.pid },
    stop,
  };
}
