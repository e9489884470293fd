#!/usr/bin/env node
import pg from 'pg';
import type { Logger } from 'pino';
import { createApp, type App } from './app.ts';
import { openServices, type Services } from './cli/services.ts';
import {
  ConfigError,
  configFile,
  loadConfig,
  readEnvironment,
  type Config,
  type Environment,
} from './config.ts';
import { messageOf, ProvisionError } from './provision/error.ts';
import { isFree } from './provision/port.ts';
import { vendors } from './sources/index.ts';
import { createLogger } from './telemetry.ts';

/** How long a drain may take before the process ends all the same. */
const drainMs = 30_000;

/** The settings of the database that lose what was committed when the power fails. */
async function unsafeSettings(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'`,
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

interface Running {
  readonly services: Services;
  readonly app: App;
}

async function start(env: Environment, config: Config, logger: Logger): Promise<Running> {
  const { host, port } = config.http;
  if (port !== 0 && !(await isFree(port, host))) {
    throw new ProvisionError(
      `Another program listens on ${host}:${port}.`,
      'End it, or set ISTHMUS_HTTP_PORT.',
    );
  }
  const services = await openServices(config);
  try {
    const unsafe = await unsafeSettings(services.databaseUrl);
    if (unsafe.length > 0) {
      const message = `The database would lose committed data on a power cut: ${unsafe.join(', ')} is off.`;
      if (env['NODE_ENV'] === 'production')
        throw new ProvisionError(message, 'Turn it on in postgresql.conf and reload.');
      logger.warn(message);
    }
    return { services, app: await createApp({ ...services, config, logger }) };
  } catch (error) {
    await services.stop();
    throw error;
  }
}

async function main(): Promise<void> {
  const env = readEnvironment();
  const config = loadConfig(env, configFile(env), vendors);
  const logger = createLogger(config.logLevel);
  const starting = start(env, config, logger);
  let ending = false;
  const end = async (why: string): Promise<void> => {
    if (ending) return;
    ending = true;
    logger.info({ why }, 'draining');
    setTimeout(() => process.exit(1), drainMs).unref();
    const { app, services } = await starting;
    await app.close();
    await services.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(signal));
  // Started by another program that talks to it, the hub ends with that program.
  process.once('disconnect', () => void end('disconnect'));
  const { url, wsUrl } = (await starting).app;
  process.send?.({ url, wsUrl });
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof ProvisionError;
  process.stderr.write(
    `${expected ? messageOf(error) : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
