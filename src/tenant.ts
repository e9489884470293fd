import type { Logger } from 'pino';
import { type Config, ConfigError } from './config.ts';
import type { Hub } from './context.ts';
import { openCopy } from './copy.ts';
import type { Broker } from './events/broker.ts';
import { createEnds, type Ends } from './ends.ts';
import { createLog } from './events/log.ts';
import { createStreams } from './events/streams.ts';
import { consoleOperations, ownOperations, readOperations } from './http/operation-files.ts';
import { startIntake } from './intake.ts';
import type { MeteredTenant } from './meters.ts';
import type { Keyring } from './secrets/keyring.ts';
import type { Standing } from './auth/standing.ts';
import type { Source } from './sources/source.ts';
import { createAnswering } from './store/answering.ts';
import { readBacklog } from './store/backlog.ts';
import { openAuditChain } from './store/audit.ts';
import { createAuditor } from './store/auditor.ts';
import { openDatabase } from './store/database.ts';
import { isSealedByOther, provesMasterKey } from './store/master-key-proof.ts';
import { createMemory } from './store/memory.ts';
import { listen } from './store/notice.ts';
import { followOperations } from './store/operation.ts';
import { sealExisting } from './store/sealing.ts';
import { personalOf } from './store/personal.ts';
import { createPeople } from './store/person.ts';
import { openStanding } from './standing.ts';
import { createReader, type ReaderDeps } from './store/reader.ts';
import { createFresh } from './sync/fresh.ts';
import type { Receive } from './sync/receive.ts';
import { createReplays } from './sync/replay.ts';
import { scopable } from './within.ts';
import { createExceptions } from './workflows/exception.ts';
import { fixEffect } from './workflows/exception-approval.ts';
import { createGovernance } from './workflows/governance.ts';
import { createAmendments } from './workflows/amendment.ts';
import { amendmentEffect } from './workflows/amendment-effect.ts';
import { createBell } from './workflows/bell.ts';
import { startEngine } from './workflows/engine.ts';
import { createOpenException } from './workflows/exception-open.ts';
import type { Host } from './workflows/host.ts';
import { createOrders } from './workflows/orders.ts';
import { createRegistry } from './workflows/registry.ts';
import { sagasOf } from './workflows/sagas.ts';
import { createQuoteToCash } from './workflows/quote-to-cash.ts';
import { startTrigger } from './workflows/trigger.ts';
import { createLineages } from './workflows/lineage.ts';
import { createRuns } from './workflows/run.ts';

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
  /** On a node with the role `worker`: the durable engine of the process, and what the node is called. */
  readonly worker?: { readonly host: Host; readonly nodeName: string };
}

/** One tenant at work: its copy, its log and streams, its sources, and what takes their changes in. */
export interface Tenant extends MeteredTenant {
  readonly hub: Hub;
  /** What it holds against whom. */
  readonly standing: Standing;
  /** Takes webhooks; absent on a node without the role `ingest`. */
  readonly receive?: Receive;
  /** Whether its database answers. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

const otherKey =
  'not the master key with which this database was sealed; give the hub that key, after the new one if it is being replaced';
const otherKeyOf = (tenant: string): ConfigError =>
  new ConfigError(`the database of the tenant ${tenant}`, [{ path: 'secrets.masterKey', message: otherKey }]);

/**
 * Throws ConfigError when a tenant's database was sealed by a master key that the hub was not given. To be asked of all tenants before one
 * is opened, because an open one is at work: it changes its database and uses secrets that the right key alone opens.
 */
export async function refuseOtherKey({
  name,
  databaseUrl,
  keyring,
}: Pick<TenantParts, 'name' | 'databaseUrl' | 'keyring'>): Promise<void> {
  const database = openDatabase(databaseUrl, 1);
  try {
    if (await isSealedByOther(database, keyring)) throw otherKeyOf(name);
  } finally {
    await database.close();
  }
}

/** How long an answer of the probes is good for. */
const probeEveryMs = 2_000;

/** Puts one tenant together. Its database must be migrated; the broker may be down. */
export async function openTenant(parts: TenantParts): Promise<Tenant> {
  const ends = createEnds();
  try {
    return { ...(await assemble(parts, ends)), close: ends.close };
  } catch (error) {
    await ends.close();
    throw error;
  }
}

async function assemble(parts: TenantParts, ends: Ends): Promise<Omit<Tenant, 'close'>> {
  const { name, config, databaseUrl, namespace, broker } = parts;
  const logger = parts.logger.child({ tenant: name });
  const copy = await openCopy(config, databaseUrl, parts.keyring, logger);
  ends.add(() => copy.close());
  if (!(await provesMasterKey(copy.database, parts.keyring))) throw otherKeyOf(name);
  const memory = createMemory(config.hotCache.maxMegabytes / config.tenants.length);
  const personal = personalOf(copy.database);
  const trust = (trusted: boolean): void => {
    memory.trust(trusted);
    personal.trust(trusted);
  };
  trust(false);
  const notices = listen(databaseUrl, {
    onNotice(notice) {
      memory.forget(notice);
      personal.forget(notice.erased ?? []);
      // Records may have been removed with what the log told of them.
      if (notice.all) log.forget();
    },
    onGap: () => trust(false),
    onReady: () => trust(true),
  });
  ends.add(() => notices.close());
  const onTrouble = (message: string, detail: object): void => logger.warn(detail, message);
  const log = createLog({ database: copy.database, broker, namespace, onTrouble });
  ends.add(() => log.close());
  // An event may be heard before the notice of the same commit; whoever is told of a change must not be shown what was before it.
  log.follow(({ subjectId, customerId }) =>
    memory.forget({ customers: customerId ? [customerId] : [], records: [subjectId] }),
  );
  const sourceOf = (instance: string): Source | undefined =>
    copy.sources.find((source) => source.instance === instance);
  const readerDeps: ReaderDeps = {
    database: copy.database,
    memory,
    instances: copy.instances,
    authority: copy.authority,
    reportingCurrency: config.reportingCurrency,
    staleAfterMs: config.freshness.staleAfterMs,
    isDown: (instance) => sourceOf(instance)?.status().state === 'DOWN',
    urlOf: (instance, object, externalId) => sourceOf(instance)?.url(object, externalId) ?? null,
    now: Date.now,
  };
  const deps = {
    ...copy,
    changed: memory.forget,
    residency: copy.residency && {
      ...copy.residency,
      onWithheld: (counts: object) =>
        logger.info(counts, 'records that may not be in this region were left out'),
    },
  };
  await openAuditChain(copy.database, name);
  await sealExisting(copy.database);
  const [secret, ...formerSecrets] = parts.keyring.derive(`event-cursor ${name}`);
  const replays = createReplays(deps);
  ends.add(() => replays.close());
  const standing = await openStanding({
    database: copy.database,
    pollMs: config.access.revocationPollMs,
    onTrouble,
  });
  const sagas = createRegistry(sagasOf());
  const bell = createBell();
  const orders = createOrders({ bell, sagas });
  const exceptions = createExceptions({
    database: copy.database,
    orders,
    settings: config.exceptions,
    rules: config.approvals.rules,
    reportingCurrency: config.reportingCurrency,
    onTrouble,
  });
  ends.add(() => exceptions.close());
  const governance = createGovernance({
    ...deps,
    effects: { DATA_FIX: fixEffect(orders), AMENDMENT: amendmentEffect(orders) },
    onGranted: standing.caughtUp,
    rules: config.approvals.rules,
    breakGlassMinutes: config.access.breakGlassMinutes,
    onTrouble,
  });
  ends.add(() => governance.close());
  const reader = createReader(readerDeps);
  const amendments = createAmendments({
    database: copy.database,
    reader,
    sources: copy.sources,
    orders,
    rules: config.approvals.rules,
    reportingCurrency: config.reportingCurrency,
    settings: config.amendments,
    now: Date.now,
    onTrouble,
  });
  ends.add(() => amendments.close());
  const quoteToCash = createQuoteToCash({
    tenant: name,
    database: copy.database,
    sources: copy.sources,
    orders,
    settings: config.workflows.quoteToCash,
    common: config.amendments,
  });
  const files = [...consoleOperations(), ...config.operations.files];
  const given = readOperations(files).map(({ document }) => document);
  const operations = await followOperations(copy.database, [...ownOperations, ...given], onTrouble);
  ends.add(() => operations.close());
  const whole: Omit<Hub, 'within'> = {
    tenant: name,
    operations,
    reader,
    amendments,
    quoteToCash,
    fresh: createFresh(deps),
    streams: createStreams({ log, secret, formerSecrets, heartbeatMs: config.streams.heartbeatMs }),
    replays,
    governance,
    exceptions,
    lineage: createLineages({ database: copy.database, instances: copy.instances }),
    runs: createRuns({ database: copy.database, hours: config.runs.slaHours, orders }),
    sources: copy.sources,
    probe: probeOf(copy.sources),
    erasures: personal.erasures,
    audit: createAuditor(copy.database),
    people: createPeople(copy.database),
  };
  const hub = scopable(whole, readerDeps);
  ends.add(() => standing.close());
  const intake = config.roles.includes('ingest')
    ? startIntake({ ...parts, tenant: name, deps, databaseUrl, broker, namespace, config, logger, onTrouble })
    : undefined;
  if (intake) ends.add(() => intake.close());
  const engine =
    parts.worker &&
    (await startEngine({
      ...config.workflows,
      ...deps,
      ...parts.worker,
      name: parts.worker.nodeName,
      databaseUrl,
      bell,
      sagas,
      reader,
      ingest: deps,
      patience: config.workflows,
      openException: createOpenException({ ...config, settings: config.exceptions }),
      onTrouble,
    }));
  if (engine) ends.add(() => engine.close());
  if (engine) {
    const { quoteToCash: settings } = config.workflows;
    const trigger = startTrigger({ ...deps, reader, orders, quoteToCash, settings, onTrouble });
    ends.add(() => trigger.close());
  }
  const answering = createAnswering(databaseUrl);
  ends.add(() => answering.close());
  return {
    name,
    hub,
    standing,
    sources: copy.sources,
    backlog: () => readBacklog(copy.database),
    ...(engine && { engine: engine.counts }),
    ...(intake && { receive: intake.receive }),
    ready: async () => answering.now(),
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
