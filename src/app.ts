import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Hub } from './context.ts';
import { createCopy } from './copy.ts';
import { openBroker } from './events/broker.ts';
import { createLog } from './events/log.ts';
import { createStreams } from './events/streams.ts';
import { createServer } from './http/server.ts';
import { startIntake } from './intake.ts';
import type { Source } from './sources/source.ts';
import { createAnswering } from './store/answering.ts';
import { createMemory } from './store/memory.ts';
import { listen } from './store/notice.ts';
import { createReader } from './store/reader.ts';
import { sharedSecret } from './store/secret.ts';
import { createFresh } from './sync/fresh.ts';
import { createReplays } from './sync/replay.ts';

export interface AppOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly logger: Logger;
}

export interface App {
  readonly url: string;
  readonly wsUrl: string;
  close(): Promise<void>;
}

/** How long an answer of the probes is good for. */
const probeEveryMs = 2_000;

/** Puts the hub together and starts to serve. The database must be migrated; the broker may be down. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, databaseUrl, natsUrl, logger } = options;
  const copy = createCopy(config, databaseUrl);
  const memory = createMemory(config.hotCache.maxMegabytes);
  const notices = listen(databaseUrl, {
    onNotice: (notice) => memory.forget(notice),
    onGap: () => memory.trust(false),
    onReady: () => memory.trust(true),
  });
  const broker = openBroker(natsUrl, (connected) => logger.info({ connected }, 'broker'));
  const { namespace } = config.nats;
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
    reader,
    fresh: createFresh(deps),
    streams: createStreams({ log, secret, heartbeatMs: config.streams.heartbeatMs }),
    replays,
    sources: copy.sources,
    probe: probeOf(copy.sources),
  };
  const intake = config.roles.includes('ingest')
    ? startIntake({ deps, databaseUrl, broker, config, logger, onTrouble })
    : undefined;
  const answering = createAnswering(databaseUrl);
  const server = await createServer({
    hub,
    config,
    logger,
    ready: answering.now,
    ...(intake && { webhooks: { ...config.webhooks, receive: intake.receive } }),
  });
  return {
    url: server.url,
    wsUrl: server.wsUrl,
    async close() {
      await server.close();
      await Promise.all([intake?.close(), replays.close()]);
      await Promise.all([log.close(), notices.close(), answering.close()]);
      await broker.close();
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
