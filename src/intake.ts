import type { Logger } from 'pino';
import { leadAudit } from './audit/lead.ts';
import type { Config } from './config.ts';
import type { Broker } from './events/broker.ts';
import { createRelay } from './events/relay.ts';
import { createRetention } from './events/retention.ts';
import type { Keyring } from './secrets/keyring.ts';
import { createLeadership } from './store/lead.ts';
import { createDrain } from './sync/drain.ts';
import { createFeeds } from './sync/feeds.ts';
import type { FreshDeps } from './sync/fresh.ts';
import { watchHealth } from './sync/health.ts';
import { createReceive, type Receive } from './sync/receive.ts';

export interface IntakeParts {
  readonly deps: FreshDeps;
  readonly databaseUrl: string;
  readonly broker: Broker;
  /** What the tenant's stream and subjects begin with. */
  readonly namespace: string;
  readonly config: Pick<Config, 'audit' | 'dataDir' | 'events' | 'feeds'>;
  readonly tenant: string;
  readonly keyring: Keyring;
  readonly logger: Logger;
  readonly onTrouble: (message: string, detail: object) => void;
}

export interface Intake {
  /** Takes webhooks. */
  readonly receive: Receive;
  /** Finishes or gives back what is in hand; another node goes on with it. */
  close(): Promise<void>;
}

/**
 * What a node with the role `ingest` does: takes changes in by every way there is, and, when it leads, polls the sources and gives
 * events their positions. Several nodes may do so side by side.
 */
export function startIntake(parts: IntakeParts): Intake {
  const { deps, databaseUrl, broker, namespace, config, logger, onTrouble } = parts;
  const { database, sources } = deps;
  const { brokerMessages, retentionDays } = config.events;
  const leadership = createLeadership(databaseUrl, {
    onError: (name, error) => logger.error({ name, err: error }, 'what this node leads has failed'),
  });
  const ends = [
    leadership.lead('relay', createRelay({ databaseUrl, broker, brokerMessages, namespace, onTrouble })),
    leadership.lead('retention', createRetention({ database, retentionDays, onTrouble })),
    ...leadAudit(leadership, { ...parts, database }),
  ];
  const drain = createDrain({
    ...deps,
    patience: config.feeds,
    onTrouble: ({ instance, error }) => logger.warn({ instance, err: error }, 'messages of a source wait'),
  });
  const feeds = createFeeds({
    ...deps,
    leadership,
    feeds: config.feeds,
    onFailure: ({ instance, feed, error }) =>
      logger.warn({ instance, feed, err: error }, 'a feed has failed'),
  });
  const health = watchHealth({
    database,
    sources,
    onError: (error) => logger.warn({ err: error }, 'the health of the sources could not be told'),
  });
  return {
    receive: createReceive({ database, sources }),
    async close() {
      await Promise.all([feeds.close(), drain.close(), health.close(), ...ends.map((end) => end())]);
      await leadership.close();
    },
  };
}
