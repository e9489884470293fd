import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Hub } from './context.ts';
import { createCopy } from './copy.ts';
import type { Broker } from './events/broker.ts';
import { createLog } from './events/log.ts';
import { createStreams } from './events/streams.ts';
import { startIntake } from './intake.ts';
import type { Keyring } from './secrets/keyring.ts';
import type { Source } from './sources/source.ts';
import { createAnswering } from './store/answering.ts';
import { createMemory } from './store/memory.ts';
import { listen } from './store/notice.ts';
import { createReader } from './store/reader.ts';
import { sharedSecret } from './store/secret.ts';
import { createFresh } from './sync/fresh.ts';
import type { Receive } from './sync/receive.ts';
import { createReplays } from './sync/replay.ts';

export interface TenantParts {
  readonly name: string;
  /** The hub's configuration with this tenant's sources alone. */
  readonly config: Config;
  /** A database of its own: what tenants share is the process and the broker, never a table. */
  readonly databaseUrl: string;
  /** What its stream and subjects at the broker begin with. */
  readonly namespace: string;
  readonly broker: Broker;
  readonly keyring: Keyring;
  readonly logger: Logger;
}

/** One tenant at work: its copy, its log and streams, its sources, and what takes their changes in. */
export interface Tenant {
  readonly name: string;
  readonly hub: Hub;
  /** Takes webhooks; absent on a node without the role `ingest`. */
  readonly receive?: Receive;
  /** Whether its database answers. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** How long an answer of the probes is good for. */
const probeEveryMs = 2_000;

/** Puts one tenant together. Its database must be migrated; the broker may be down. */
export async function openTenant(parts: TenantParts): Promise<Tenant> {
  const { name, config, databaseUrl, namespace, broker } = parts;
  const logger = parts.logger.child({ tenant: name });
  const copy = createCopy(config, databaseUrl, parts.keyring);
  const memory = createMemory(config.hotCache.maxMegabytes / config.tenants.length);
  const notices = listen(databaseUrl, {
    onNotice: (notice) => memory.forget(notice),
    onGap: () => memory.trust(false),
    onReady: () => memory.trust(true),
  });
  const onTrouble = (message: string, detail: object): void => logger.warn(detail, message);
  const log = createLog({ database: copy.database, broker, namespace, onTrouble });
  // An event may be heard before the notice of the same commit; whoever is told of a change must not be shown what was before it.
  log.follow(({ subjectId, customerId }) =>
    memory.forget({ customers: customerId ? [customerId] : [], records: [subjectId] }),
  );
  const sourceOf = (instance: string): Source | undefined =>
    copy.sources.find((source) => source.instance === instance);
  const reader = createReader({
    database: copy.database,
    memory,
    instances: copy.instances,
    authority: copy.authority,
    reportingCurrency: config.reportingCurrency,
    staleAfterMs: config.freshness.staleAfterMs,
    isDown: (instance) => sourceOf(instance)?.status().state === 'DOWN',
    urlOf: (instance, object, externalId) => sourceOf(instance)?.url(object, externalId) ?? null,
    now: Date.now,
  });
  const deps = { ...copy, changed: memory.forget };
  const secret = await sharedSecret(copy.database, 'event-cursor');
  const replays = createReplays(deps);
  const hub: Hub = {
    tenant: name,
    reader,
    fresh: createFresh(deps),
    streams: createStreams({ log, secret, heartbeatMs: config.streams.heartbeatMs }),
    replays,
    sources: copy.sources,
    probe: probeOf(copy.sources),
  };
  const intake = config.roles.includes('ingest')
    ? startIntake({ deps, databaseUrl, broker, namespace, config, logger, onTrouble })
    : undefined;
  const answering = createAnswering(databaseUrl);
  return {
    name,
    hub,
    ...(intake && { receive: intake.receive }),
    ready: async () => answering.now(),
    async close() {
      await Promise.all([intake?.close(), replays.close()]);
      await Promise.all([log.close(), notices.close(), answering.close()]);
      await copy.close();
    },
  };
}

/** Probes every source at once, at most once in a while; how each one answers is in its status. */
function probeOf(sources: readonly Source[]): Hub['probe'] {
  let last = 0;
  let underWay: Promise<void> | undefined;
  return () => {
    if (underWay) return underWay;
    if (Date.now() - last < probeEveryMs) return Promise.resolve();
    underWay = Promise.allSettled(sources.map((source) => source.probe({ lane: 'interactive' }))).then(() => {
      last = Date.now();
      underWay = undefined;
    });
    return underWay;
  };
}
