import pg from 'pg';
import type { Logger } from 'pino';
import type { Config, Environment } from '../config.ts';
import { readTls } from '../http/tls.ts';
import { messageOf, ProvisionError } from '../provision/error.ts';
import { openKeyring } from '../secrets/master-key.ts';

async function ask<T extends pg.QueryResultRow>(databaseUrl: string, sql: string): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The settings of a database that lose what was committed when the power fails. */
export async function unsafeDurability(databaseUrl: string): Promise<readonly string[]> {
  const rows = await ask<{ name: string }>(
    databaseUrl,
    `select name from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name`,
  );
  return rows.map(({ name }) => name);
}

/** Whether a tenant has a service account that may come in. */
export async function hasServiceAccounts(databaseUrl: string): Promise<boolean> {
  const rows = await ask(databaseUrl, 'select 1 from service_account where disabled_at is null limit 1');
  return rows.length > 0;
}

/** Throws a ProvisionError when the files that the hub needs to be reached safely, and to open what it sealed, cannot be used. */
export async function checkKeyFiles({
  http: { tls },
  secrets,
  dataDir,
}: Pick<Config, 'http' | 'secrets' | 'dataDir'>): Promise<void> {
  try {
    if (tls) readTls(tls);
  } catch (error) {
    throw new ProvisionError(
      `TLS cannot be offered: ${messageOf(error)}.`,
      'http.tls.certFile and http.tls.keyFile name a certificate in force and its key, in PEM form.',
    );
  }
  if (secrets.masterKey === null && secrets.masterKeyFile === null) return;
  try {
    await openKeyring(secrets, dataDir);
  } catch (error) {
    throw new ProvisionError(
      `The master key cannot be read: ${messageOf(error)}.`,
      'ISTHMUS_MASTER_KEY, or the file of ISTHMUS_MASTER_KEY_FILE, holds 16 characters or more, several keys separated by commas.',
    );
  }
}

/** Throws a ProvisionError when a hub in production would run on databases that lose what they committed; elsewhere a warning is enough. */
export async function refuseUnsafeDurability(
  config: Config,
  env: Environment,
  databases: readonly string[],
  logger: Logger,
): Promise<void> {
  const production = config.production || env['NODE_ENV'] === 'production';
  const unsafe = new Set((await Promise.all(databases.map(unsafeDurability))).flat());
  if (unsafe.size > 0) {
    const message = `The database would lose committed data on a power cut: ${[...unsafe].join(', ')} is off.`;
    if (production) throw new ProvisionError(message, 'Turn it on in postgresql.conf and reload.');
    logger.warn(message);
  }
}

/** Throws a ProvisionError when a hub in production would believe whoever answers in a vendor's place. */
export function refuseBlindTls({ production }: Pick<Config, 'production'>, env: Environment): void {
  if (production && env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    throw new ProvisionError(
      'No certificate of a vendor would be checked: NODE_TLS_REJECT_UNAUTHORIZED is 0.',
      'Take it out of the environment; NODE_EXTRA_CA_CERTS names further authorities to trust.',
    );
}

/** Throws a ProvisionError when nobody could come into a hub in production: it has neither an issuer nor a service account. */
export async function refuseLockedOut(config: Config, databases: readonly string[]): Promise<void> {
  if (!config.production || config.access.issuers.length > 0) return;
  const accounts = await Promise.all(databases.map(hasServiceAccounts));
  if (!accounts.includes(true))
    throw new ProvisionError(
      'Nobody could come in: no issuer is configured and there is no service account.',
      'Name your identity provider in access.issuers, or make an account: isthmus service-account --help.',
    );
}
