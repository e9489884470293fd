import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ConfigError, configFile, loadConfig, type Config, type Environment } from '../config.ts';
import { isFree } from '../provision/port.ts';
import { findPostgres } from '../provision/postgres.ts';
import { vendors } from '../sources/index.ts';
import { failed, ill, well, type Check } from './check.ts';
import { brokerChecks } from './doctor-broker.ts';
import { databaseChecks } from './doctor-database.ts';
import { accessCheck, masterKeyCheck, sourceCheck, transportCheck } from './doctor-safety.ts';
import { sealingChecks } from './doctor-sealing.ts';

/** Less free space than this is reported: a database that runs out of it stops. */
const leastFreeBytes = 500_000_000;

function nodeCheck(version = process.versions.node): Check {
  return Number(version.split('.')[0]) >= 24
    ? well('node', `Node ${version}`)
    : ill(
        'node',
        `Node ${version} is too old`,
        'Start it by `npm run`, which uses the Node 24 that `npm ci` installs.',
      );
}

async function diskCheck(dataDir: string): Promise<Check> {
  const path = resolve(dataDir);
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(path);
    const free = bavail * bsize;
    const detail = `${path}, ${Math.floor(free / 1_000_000)} MB free`;
    return free < leastFreeBytes
      ? ill('data directory', detail, 'Free some space, or set ISTHMUS_DATA_DIR to another disk.')
      : well('data directory', detail);
  } catch (error) {
    return failed('data directory', error, 'Set ISTHMUS_DATA_DIR to a folder that this user may write.');
  }
}

/** Whether a hub answers there, with whatever certificate: nothing is sent to it. */
async function isHub(url: string): Promise<boolean> {
  const { get } = await (url.startsWith('https:') ? import('node:https') : import('node:http'));
  return new Promise((resolve) => {
    const request = get(url, { rejectUnauthorized: false, timeout: 2000 }, (response) => {
      text(response).then(
        (said) => resolve(said.trim() === 'alive'),
        () => resolve(false),
      );
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

async function portCheck({ host, port, tls }: Pick<Config['http'], 'host' | 'port' | 'tls'>): Promise<Check> {
  if (port === 0) return well('port', 'any free one');
  if (await isFree(port, host)) return well('port', `${host}:${port} is free`);
  return (await isHub(`${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/livez`))
    ? well('port', `a hub serves on ${host}:${port}`)
    : ill('port', `another program listens on ${host}:${port}`, 'End it, or set ISTHMUS_HTTP_PORT.');
}

/** What keeps strangers out and secrets in, and whether the sources take our credentials. */
async function safetyChecks(config: Config, env: Environment): Promise<readonly Check[]> {
  const databaseUrl =
    config.database.url ?? (await findPostgres(config.dataDir).catch(() => null))?.url ?? null;
  const [access, masterKey, sealing, ...sources] = await Promise.all([
    accessCheck(config, databaseUrl),
    masterKeyCheck(config),
    sealingChecks(config, databaseUrl),
    ...config.sources.map((source) => sourceCheck(config, source, env, databaseUrl)),
  ]);
  return [access, transportCheck(config.http), masterKey, ...sealing, ...sources];
}

/**
 * Looks at everything the hub needs and changes nothing. Without a usable configuration the rest is judged by its defaults,
 * and there are no sources to ask.
 */
export async function examine(env: Environment): Promise<readonly Check[]> {
  const file = configFile(env);
  let config: Config | null = null;
  let configuration: Check;
  try {
    config = loadConfig(env, file, vendors);
    configuration = well('configuration', `${file}, ${config.sources.length} sources`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    configuration = ill(
      'configuration',
      error.wrong.map(({ path, message }) => `${path}${path === '' ? '' : ': '}${message}`).join('; '),
      `Mend ${file} or the environment; isthmus.example.yaml shows every setting.`,
    );
  }
  const dataDir = config?.dataDir ?? (env['ISTHMUS_DATA_DIR'] || '.isthmus');
  const http = config?.http ?? { host: '127.0.0.1', port: 4000, tls: null };
  const rest = await Promise.all([
    diskCheck(dataDir).then((check) => [check]),
    databaseChecks(dataDir, config === null ? env['DATABASE_URL'] || null : config.database.url),
    brokerChecks(dataDir, config === null ? env['NATS_URL'] || null : config.nats.url),
    portCheck(http).then((check) => [check]),
    config === null ? [] : safetyChecks(config, env),
  ]);
  return [nodeCheck(), configuration, ...rest.flat()];
}
