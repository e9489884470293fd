import { randomBytes } from 'node:crypto';
import type { Kind } from '../../src/canonical/kind.ts';
import type { Hub } from '../../src/context.ts';
import { createStreams } from '../../src/events/streams.ts';
import { createMemory } from '../../src/store/memory.ts';
import { createReader } from '../../src/store/reader.ts';
import { createFresh } from '../../src/sync/fresh.ts';
import { createReplays } from '../../src/sync/replay.ts';
import { ingest } from '../../src/sync/ingest.ts';
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
  /** The hub's id of a record that a source knows. */
  idOf(instance: string, object: string, externalId: string): Promise<string>;
  close(): Promise<void>;
}

/** The hub with the Acme group read into its copy. */
export async function createTestHub({ heartbeatMs = 60_000 } = {}): Promise<TestHub> {
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
  const reader = createReader({
    ...copy,
    memory,
    staleAfterMs: 86_400_000,
    isDown: (instance) => shelves[instance as keyof typeof shelves].fault !== null,
    urlOf: (instance, object, id) => shelves[instance as keyof typeof shelves].url(object, id),
    now: Date.now,
  });
  const replays = createReplays({ ...deps, sources, now: Date.now });
  return {
    tenant: 'main',
    copy,
    shelves,
    log,
    replays,
    streams: createStreams({ log, secret: randomBytes(32), heartbeatMs }),
    sources,
    reader,
    fresh: createFresh({ ...deps, sources, now: Date.now }),
    async probe() {
      await Promise.allSettled(sources.map((source) => source.probe()));
    },
    async idOf(instance, object, externalId) {
      const id = await reader.byReference(instance, object, externalId);
      if (id === null) throw new Error(`${instance} ${object} ${externalId} is not in the copy`);
      return id;
    },
    async close() {
      await replays.close();
      await copy.close();
    },
  };
}
