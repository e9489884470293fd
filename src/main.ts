#!/usr/bin/env node
import type { Logger } from 'pino';
import { createApp, type App } from './app.ts';
import { checkKeyFiles, refuseBlindTls, refuseLockedOut, refuseUnsafeDurability } from './cli/safety.ts';
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
import { startTracing } from './telemetry/tracing.ts';

/** How long a drain may take before the process ends all the same. */
const drainMs = 30_000;

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
  refuseBlindTls(config, env);
  await checkKeyFiles(config);
  const services = await openServices(config);
  try {
    const databases = [services.databaseUrl, ...Object.values(services.tenantDatabases)];
    await refuseUnsafeDurability(config, env, databases, logger);
    await refuseLockedOut(config, databases);
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
  const { otlpUrl } = config.telemetry;
  const endTracing = otlpUrl === null ? undefined : startTracing({ ...config.telemetry, otlpUrl });
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
    // A collector that is away keeps nobody.
    await endTracing?.().catch(() => {});
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
