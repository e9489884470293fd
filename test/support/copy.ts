import { systemOfRecord } from '../../src/canonical/authority.ts';
import type { Kind, SystemKind } from '../../src/canonical/kind.ts';
import type { Link, SourceRecord } from '../../src/canonical/record.ts';
import { openAuditChain } from '../../src/store/audit.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createMemory } from '../../src/store/memory.ts';
import { createReader } from '../../src/store/reader.ts';
import type { Reader } from '../../src/store/read.ts';
import { ingest, type IngestDeps, type Ingested } from '../../src/sync/ingest.ts';
import { createTestDatabase } from './database.ts';
import { testKeyring } from './keyring.ts';

const systems: Readonly<Record<string, SystemKind>> = {
  salesforce: 'CRM',
  zuora: 'BILLING',
  zendesk: 'SUPPORT',
  netsuite: 'ERP',
};

/** A copy on a database of its own, with the four usual instances and no vendor behind them: records are given by hand. */
export interface TestCopy extends IngestDeps {
  readonly reader: Reader;
  /** Takes records of one kind from one instance, as its connector would have given them. */
  give(
    instance: string,
    kind: Kind,
    records: readonly SourceRecord[],
    more?: Partial<Parameters<typeof ingest>[1]>,
  ): Promise<Ingested>;
  close(): Promise<void>;
}

export async function createTestCopy(
  options: { now?: () => number; overrides?: Partial<typeof systemOfRecord> } = {},
): Promise<TestCopy> {
  const { url, drop } = await createTestDatabase();
  const database = openDatabase(url, undefined, testKeyring);
  await openAuditChain(database, 'main');
  const deps: IngestDeps = {
    database,
    instances: {
      systemOf: (instance) => systems[instance],
      ofSystem: (system) => Object.keys(systems).filter((instance) => systems[instance] === system),
    },
    authority: { ...systemOfRecord, ...options.overrides },
    reportingCurrency: 'USD',
  };
  const reader = createReader({
    ...deps,
    memory: createMemory(16),
    staleAfterMs: 86_400_000,
    isDown: () => false,
    urlOf: () => null,
    now: options.now ?? Date.now,
  });
  return {
    ...deps,
    reader,
    give: (instance, kind, records, more) =>
      ingest(deps, { instance, kind, records, askedAt: new Date().toISOString(), ...more }),
    async close() {
      await database.close();
      await drop();
    },
  };
}

const objects: Readonly<Record<string, string>> = {
  'salesforce Customer': 'Account',
  'zuora Customer': 'Account',
  'zendesk Customer': 'organization',
  'netsuite Customer': 'customer',
};

/** A record of a kind as a connector gives it. */
export function record(
  kind: Kind,
  place: string,
  fields: Readonly<Record<string, unknown>>,
  more: {
    keys?: readonly string[];
    links?: Readonly<Record<string, Link>>;
    sourceTime?: string;
    version?: string;
  } = {},
): SourceRecord {
  const [instance = '', externalId = ''] = place.split('/');
  return {
    kind,
    object: objects[`${instance} ${kind}`] ?? kind,
    externalId,
    version: more.version ?? null,
    sourceTime: more.sourceTime ?? null,
    fields,
    keys: more.keys ?? [],
    links: more.links ?? {},
  };
}

export const usd = (amount: string) => ({ amount, currency: 'USD' });
export const eur = (amount: string) => ({ amount, currency: 'EUR' });
