import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { ulid } from './canonical/id.ts';
import { Problem } from './canonical/problem.ts';
import { type Config, ConfigError } from './config.ts';
import { createEnds } from './ends.ts';
import { openBroker } from './events/broker.ts';
import { type Access, openAccess } from './http/access.ts';
import { createAccess } from './http/identity.ts';
import { createServer } from './http/server.ts';
import { emergencyRights } from './auth/emergency.ts';
import { rightsFor } from './auth/policy.ts';
import { isLoopback } from './settings.ts';
import { meterHub } from './meters.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { knownDevelopmentSecret } from './secrets/development.ts';
import type { Keyring } from './secrets/keyring.ts';
import { openKeyring } from './secrets/master-key.ts';
import type { Receive } from './sync/receive.ts';
import { openTenant, refuseOtherKey, type Tenant } from './tenant.ts';
import { openHost } from './workflows/host.ts';

export interface AppOptions {
  readonly config: Config;
  /** The database of the first tenant. */
  readonly databaseUrl: string;
  /** The databases of the others, by name. */
  readonly tenantDatabases?: Readonly<Record<string, string>>;
  readonly natsUrl: string;
  readonly logger: Logger;
}

export interface App {
  readonly url: string;
  readonly wsUrl: string;
  close(): Promise<void>;
}

/** Puts the hub together and starts to serve. The databases must be migrated; the broker may be down. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, natsUrl, logger } = options;
  refuseOpenDoors(config);
  const keyring = await openKeyring(config.secrets, config.dataDir);
  const broker = openBroker(natsUrl, (connected) => logger.info({ connected }, 'broker'));
  const ends = createEnds();
  ends.add(() => broker.close());
  let draining = false;
  const close = async (): Promise<void> => {
    draining = true;
    await ends.close();
  };
  try {
    for (const [index, { name }] of config.tenants.entries())
      await refuseOtherKey({ name, databaseUrl: databaseOf(options, name, index), keyring });
    const host = config.roles.includes('worker') ? await openHost(hostOptions(options)) : undefined;
    if (host) ends.add(() => host.close());
    const tenants: Tenant[] = [];
    for (const [index, { name }] of config.tenants.entries()) {
      const tenant = await openTenant({
        name,
        config: { ...config, sources: config.sources.filter((source) => source.tenant === name) },
        databaseUrl: databaseOf(options, name, index),
        namespace: namespaceOf(config, name, index),
        broker,
        keyring,
        logger,
        ...(host && { worker: { host, nodeName: nodeNameOf(config) } }),
      });
      ends.add(() => tenant.close());
      tenants.push(tenant);
    }
    const metrics = createMetrics(config.telemetry.serviceName, config.telemetry.otlpUrl);
    ends.add(() => metrics.close());
    const hubs = new Map(tenants.map(({ name, hub }) => [name, hub]));
    const server = await createServer({
      hubs,
      access: accessTo(config, tenants, keyring, logger),
      config,
      logger,
      metrics: { meter: metrics.meter, text: metrics.text, token: config.telemetry.metricsToken },
      ready: async () =>
        !draining && (await Promise.all(tenants.map((tenant) => tenant.ready()))).every(Boolean),
      ...(config.roles.includes('ingest') && {
        webhooks: { ...config.webhooks, receive: receiveFor(config, tenants) },
      }),
    });
    ends.add(() => server.close());
    const endMeters = meterHub(metrics.meter, tenants, server.streams);
    ends.add(async () => endMeters());
    return { url: server.url, wsUrl: server.wsUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The durable engine's tables are in the first tenant's database. */
function hostOptions({ config, databaseUrl, logger }: AppOptions): Parameters<typeof openHost>[0] {
  const { concurrency, pollMs } = config.workflows;
  return { databaseUrl, concurrency, pollMs, onTrouble: (message, detail) => logger.warn(detail, message) };
}

/** Of two nodes at one address the later one follows the earlier; where any port is taken, each node is another. */
function nodeNameOf({ workflows, http }: Config): string {
  return workflows.nodeName ?? `${hostname()}:${http.port === 0 ? ulid() : `${http.host}:${http.port}`}`;
}

/** Who may come in. */
function accessTo(
  { access, dataDir, production }: Config,
  tenants: readonly Tenant[],
  keyring: Keyring,
  logger: Logger,
): Access {
  if (!access.required) return openAccess(tenants[0]!.name);
  return createAccess({
    config: access,
    tenants: new Map(tenants.map(({ name, standing }) => [name, standing])),
    rightsOf: rightsFor,
    emergencyRightsOf: emergencyRights,
    serviceKeys: new Map(keyring.verifying('service-account').map(({ id, publicKey }) => [id, publicKey])),
    developmentKey: production ? null : () => knownDevelopmentSecret(dataDir),
    logger,
  });
}

/** What is started from a file was asked this before; nobody starts an open hub past that. */
function refuseOpenDoors({ access, http, production }: Config): void {
  if (access.required || (!production && isLoopback(http.host))) return;
  const message = 'lets everybody in with every right: only on loopback, and never in production';
  throw new ConfigError('the configuration', [{ path: 'access.required', message }]);
}

function databaseOf({ databaseUrl, tenantDatabases = {} }: AppOptions, name: string, index: number): string {
  const url = index === 0 ? databaseUrl : tenantDatabases[name];
  if (url === undefined) throw new Error(`no database was opened for the tenant ${name}`);
  return url;
}

/** The first tenant's stream has the name that a hub with one tenant gives it. */
function namespaceOf({ nats }: Config, name: string, index: number): string {
  return index === 0 ? nats.namespace : `${nats.namespace}_${name}`;
}

/** Hands a webhook to the tenant whose source it comes from. */
function receiveFor({ sources }: Config, tenants: readonly Tenant[]): Receive {
  const byInstance = new Map(
    sources.map(({ instance, tenant }) => [instance, tenants.find(({ name }) => name === tenant)!.receive!]),
  );
  return (instance, delivery, correlationId) => {
    const receive = byInstance.get(instance);
    if (!receive) throw new Problem('NOT_FOUND', `No source is called ${instance.slice(0, 100)}.`);
    return receive(instance, delivery, correlationId);
  };
}
