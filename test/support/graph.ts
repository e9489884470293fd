import { randomBytes } from 'node:crypto';
import type { ApprovalRule } from '../../src/auth/rule.ts';
import type { Kind } from '../../src/canonical/kind.ts';
import type { SourceRecord } from '../../src/canonical/record.ts';
import type { Hub } from '../../src/context.ts';
import { approvalSettings } from '../../src/settings/approval.ts';
import { createStreams } from '../../src/events/streams.ts';
import { openAuditChain } from '../../src/store/audit.ts';
import { createAuditor } from '../../src/store/auditor.ts';
import { createMemory } from '../../src/store/memory.ts';
import { fixedOperations } from '../../src/store/operation.ts';
import { createPeople } from '../../src/store/person.ts';
import { createReader, type ReaderDeps } from '../../src/store/reader.ts';
import { createFresh } from '../../src/sync/fresh.ts';
import { createReplays } from '../../src/sync/replay.ts';
import { ingest } from '../../src/sync/ingest.ts';
import { quoteToCashSettings } from '../../src/settings/quote-to-cash.ts';
import { runSettings } from '../../src/settings/run.ts';
import { exceptionSettings } from '../../src/settings/exceptions.ts';
import { createExceptions } from '../../src/workflows/exception.ts';
import { fixEffect } from '../../src/workflows/exception-approval.ts';
import { createGovernance } from '../../src/workflows/governance.ts';
import { amendmentSettings } from '../../src/settings/amendments.ts';
import { amendmentSagas, createAmendments } from '../../src/workflows/amendment.ts';
import { amendmentEffect } from '../../src/workflows/amendment-effect.ts';
import { createBell } from '../../src/workflows/bell.ts';
import { createOrders } from '../../src/workflows/orders.ts';
import { createRegistry } from '../../src/workflows/registry.ts';
import { createLineages } from '../../src/workflows/lineage.ts';
import { createQuoteToCash } from '../../src/workflows/quote-to-cash.ts';
import { createRuns } from '../../src/workflows/run.ts';
import type { Orders } from '../../src/workflows/saga.ts';
import { scopable } from '../../src/within.ts';
import { acme } from './acme.ts';
import { createTestCopy, type TestCopy } from './copy.ts';
import { createShelf, type Shelf } from './shelf.ts';
import { createTestLog, type TestLog } from './test-log.ts';

const objects: Readonly<Record<string, string>> = {
  'zendesk Customer': 'organization',
  'netsuite Customer': 'customer',
};
const objectOf = (instance: string) => (kind: Kind) =>
  objects[`${instance} ${kind}`] ?? (kind === 'Customer' ? 'Account' : kind);

/** A hub over a real copy, whose four sources are shelves that hold the Acme group. */
export interface TestHub extends Hub {
  readonly copy: TestCopy;
  /** What the streams follow. */
  readonly log: TestLog;
  readonly shelves: Readonly<Record<'salesforce' | 'zuora' | 'zendesk' | 'netsuite', Shelf>>;
  /** Takes records of one kind from one source, as it would come upon them, and lets the log tell of it. */
  give(instance: string, kind: Kind, records: readonly SourceRecord[]): Promise<void>;
  /** What was told to the log of the process as needing somebody's attention. */
  readonly warnings: readonly string[];
  /** The hub's id of a record that a source knows. */
  idOf(instance: string, object: string, externalId: string): Promise<string>;
  close(): Promise<void>;
}

/** The hub with the Acme group read into its copy. */
export async function createTestHub({
  heartbeatMs = 60_000,
  rules = approvalSettings.parse({}).rules,
  orders = createOrders({ bell: createBell(), sagas: createRegistry(amendmentSagas) }),
}: {
  readonly heartbeatMs?: number;
  readonly rules?: readonly ApprovalRule[];
  readonly orders?: Orders;
} = {}): Promise<TestHub> {
  const shelves = {
    salesforce: createShelf('salesforce', 'CRM', objectOf('salesforce')),
    zuora: createShelf('zuora', 'BILLING', objectOf('zuora')),
    zendesk: createShelf('zendesk', 'SUPPORT', objectOf('zendesk')),
    netsuite: createShelf('netsuite', 'ERP', objectOf('netsuite')),
  };
  const sources = Object.values(shelves);
  const copy = await createTestCopy();
  const memory = createMemory(16);
  memory.trust(true);
  const deps = { ...copy, changed: memory.forget };
  for (const [instance, kind, records] of acme) {
    shelves[instance as keyof typeof shelves].records.push(...records);
    await ingest(deps, { instance, kind, records, askedAt: new Date().toISOString() });
  }
  const log = createTestLog(copy.database);
  await log.ready;
  await log.advance();
  const readerDeps: ReaderDeps = {
    ...copy,
    memory,
    staleAfterMs: 86_400_000,
    isDown: (instance) => shelves[instance as keyof typeof shelves].fault !== null,
    urlOf: (instance, object, id) => shelves[instance as keyof typeof shelves].url(object, id),
    now: Date.now,
  };
  const reader = createReader(readerDeps);
  const replays = createReplays({ ...deps, sources, now: Date.now });
  await openAuditChain(copy.database, 'main');
  const warnings: string[] = [];
  const exceptions = createExceptions({
    database: copy.database,
    orders,
    settings: exceptionSettings.parse({}),
    rules,
    reportingCurrency: copy.reportingCurrency,
    onTrouble: (message) => void warnings.push(message),
    // Tests say when it is time.
    sweepEveryMs: 86_400_000,
  });
  const governance = createGovernance({
    ...deps,
    effects: { DATA_FIX: fixEffect(orders), AMENDMENT: amendmentEffect(orders) },
    rules,
    breakGlassMinutes: 60,
    onGranted: async () => {},
    onTrouble: (message) => void warnings.push(message),
  });
  const amendments = createAmendments({
    database: copy.database,
    reader,
    sources,
    orders,
    rules,
    reportingCurrency: copy.reportingCurrency,
    settings: amendmentSettings.parse({}),
    now: Date.now,
  });
  const whole: Omit<Hub, 'within'> = {
    amendments,
    governance,
    exceptions,
    lineage: createLineages(copy),
    quoteToCash: createQuoteToCash({
      tenant: 'main',
      database: copy.database,
      sources,
      orders,
      settings: quoteToCashSettings.parse({}),
      common: amendmentSettings.parse({}),
    }),
    runs: createRuns({ database: copy.database, hours: runSettings.parse({}).slaHours, orders }),
    tenant: 'main',
    operations: fixedOperations([]),
    replays,
    audit: createAuditor(copy.database),
    people: createPeople(copy.database),
    streams: createStreams({ log, secret: randomBytes(32), heartbeatMs }),
    sources,
    reader,
    fresh: createFresh({ ...deps, sources, now: Date.now }),
    erasures: copy.database.personal!.erasures,
    async probe() {
      await Promise.allSettled(sources.map((source) => source.probe()));
    },
  };
  return {
    ...scopable(whole, readerDeps),
    copy,
    shelves,
    log,
    warnings,
    async give(instance, kind, records) {
      await ingest(deps, { instance, kind, records, askedAt: new Date().toISOString() });
      await log.advance();
    },
    async idOf(instance, object, externalId) {
      const id = await reader.byReference(instance, object, externalId);
      if (id === null) throw new Error(`${instance} ${object} ${externalId} is not in the copy`);
      return id;
    },
    async close() {
      await exceptions.close();
      await amendments.close();
      await governance.close();
      await replays.close();
      await copy.close();
    },
  };
}
