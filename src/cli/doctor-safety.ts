import { X509Certificate } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { ConfigError, type Config, type Environment } from '../config.ts';
import { openCredentials } from '../credentials.ts';
import { readTls } from '../http/tls.ts';
import { messageOf } from '../provision/error.ts';
import { referredTo } from '../secrets/credential.ts';
import { openKeyring, ownKeyFile } from '../secrets/master-key.ts';
import { createSource } from '../sources/index.ts';
import { openDatabase } from '../store/database.ts';
import { readVendorSecret } from '../store/vendor-secret.ts';
import { failed, ill, well, type Check } from './check.ts';
import { hasServiceAccounts } from './safety.ts';
import { tenantDatabases } from './tenants.ts';

/** Earlier than this a certificate that runs out is told. */
const soonMs = 14 * 86_400_000;

/** Who may come in. `databaseUrl` is null while the database cannot be asked. */
export async function accessCheck(config: Config, databaseUrl: string | null): Promise<Check> {
  const { required, issuers } = config.access;
  if (!required)
    return well('access', `open: everybody on this machine has every right (${config.http.host} only)`);
  const known = `a token is required; ${issuers.length} issuers`;
  if (issuers.length > 0 || databaseUrl === null) return well('access', known);
  const found = await hasServiceAccounts(databaseUrl).catch(() => false);
  if (found) return well('access', `${known}, service accounts only`);
  const fix =
    'Name your identity provider in access.issuers, or make an account: isthmus service-account --help.';
  if (!config.production) return well('access', `${known}: development tokens and service accounts`);
  return ill('access', `${known} and no service account: nobody can come in`, fix);
}

/** How the hub is reached. That it is not reached in clear from elsewhere is checked with the configuration. */
export function transportCheck({ host, tls, behindTls }: Config['http']): Check {
  if (!tls) return well('transport', behindTls ? 'TLS ends at a proxy' : `in clear, on ${host} only`);
  try {
    const { validTo, subjectAltName = 'nobody' } = new X509Certificate(readTls(tls).cert);
    const detail = `TLS 1.2 or later, for ${subjectAltName}, until ${new Date(validTo).toISOString()}`;
    return Date.parse(validTo) - Date.now() < soonMs
      ? ill(
          'transport',
          detail,
          `Renew the certificate; the hub takes the new ${tls.certFile} without a restart.`,
        )
      : well('transport', detail);
  } catch (error) {
    return failed('transport', error, 'Check http.tls.certFile and http.tls.keyFile.');
  }
}

/** Where the master key is, and whether only the hub's user can read it. */
export async function masterKeyCheck({
  secrets,
  dataDir,
}: Pick<Config, 'secrets' | 'dataDir'>): Promise<Check> {
  const { masterKey, masterKeyFile } = secrets;
  const own = ownKeyFile(dataDir);
  const file = masterKey === null ? (masterKeyFile ?? own) : null;
  try {
    if (file === own && !existsSync(own)) return well('master key', `the first start makes one in ${own}`);
    await openKeyring(secrets, dataDir);
    if (file !== null && (statSync(file).mode & 0o007) !== 0)
      return ill('master key', `everybody on this machine can read ${file}`, `Mend it: chmod o-rwx ${file}`);
    if (file === own) return well('master key', `of the hub’s own making, in ${own}; production refuses it`);
    return well('master key', file === null ? 'given by the environment' : `given by ${file}`);
  } catch (error) {
    return failed(
      'master key',
      error,
      'Set ISTHMUS_MASTER_KEY, or ISTHMUS_MASTER_KEY_FILE to a file that holds it.',
    );
  }
}

/** Whether a source answers, with the credentials where the configuration says that they are. */
export async function sourceCheck(
  config: Config,
  source: Config['sources'][number],
  env: Environment,
  databaseUrl: string | null,
): Promise<Check> {
  const name = `source ${source.instance}`;
  const own = (secret: string): Promise<string | null> =>
    ownSecret(config, source.tenant, databaseUrl, secret);
  let current;
  try {
    current = await openCredentials({ sources: [source], secrets: config.secrets }, { env, own });
  } catch (error) {
    const said =
      error instanceof ConfigError ? error.wrong.map(({ message }) => message).join('; ') : messageOf(error);
    return ill(
      name,
      said,
      `Put the credentials of ${source.instance} where the configuration says they are.`,
    );
  }
  const kept = referredTo(source.credentials).length;
  const opened = createSource(current.sources[0]!);
  try {
    await opened.probe({ signal: AbortSignal.timeout(source.deadlineMs * 2) });
    const where =
      kept === 0 ? '' : `; ${kept} credentials are kept elsewhere and can be changed while it runs`;
    return well(name, `${source.vendor} at ${source.url} answers${where}`);
  } catch (error) {
    return failed(
      name,
      error,
      `Check url and credentials of ${source.instance} in the configuration, and that ${source.url} can be reached.`,
    );
  } finally {
    await opened.close();
    current.close();
  }
}

async function ownSecret(
  config: Config,
  tenant: string,
  databaseUrl: string | null,
  name: string,
): Promise<string | null> {
  if (databaseUrl === null) throw new Error('the database does not run');
  const { secrets, dataDir } = config;
  // Without a key nothing can have been sealed; and nothing is made here.
  if (secrets.masterKey === null && secrets.masterKeyFile === null && !existsSync(ownKeyFile(dataDir)))
    return null;
  const database = openDatabase(tenantDatabases(config, databaseUrl)[tenant] ?? databaseUrl, 1);
  try {
    return await readVendorSecret(database, await openKeyring(secrets, dataDir), tenant, name);
  } finally {
    await database.close();
  }
}
