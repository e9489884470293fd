import type { Kind, SystemKind } from '../../src/canonical/kind.ts';
import type { Problem } from '../../src/canonical/problem.ts';
import type { SourceRecord } from '../../src/canonical/record.ts';
import type { Source } from '../../src/sources/source.ts';

/** A source whose records lie on a shelf in memory: what it is asked is written down, and it can be told to fail. */
export interface Shelf extends Source {
  readonly records: SourceRecord[];
  /** One line for each call: `fetch Invoice 2`, `list Contact 1`. */
  readonly calls: string[];
  /** Set to make every call fail. */
  fault: Problem | null;
  probes: number;
}

/** An empty shelf that plays one vendor account. */
export function createShelf(instance: string, system: SystemKind, objectOf: (kind: Kind) => string): Shelf {
  const answer = (what: string, found: readonly SourceRecord[]): Promise<readonly SourceRecord[]> => {
    shelf.calls.push(what);
    return shelf.fault ? Promise.reject(shelf.fault) : Promise.resolve(found);
  };
  const shelf: Shelf = {
    instance,
    vendor: instance,
    system,
    region: 'eu-west',
    records: [],
    calls: [],
    fault: null,
    probes: 0,
    get kinds() {
      return [...new Set(shelf.records.map((record) => record.kind))];
    },
    get listable() {
      return [...new Set(shelf.records.filter((each) => each.links.customer).map((each) => each.kind))];
    },
    objectOf,
    fetch: (kind, ids) =>
      answer(
        `fetch ${kind} ${ids.length}`,
        shelf.records.filter((record) => record.kind === kind && ids.includes(record.externalId)),
      ),
    list(kind, customerIds) {
      const keys = customerIds.map((id) => `ref:${instance}:${objectOf('Customer')}:${id}`);
      const found = shelf.records.filter(
        (record) => record.kind === kind && keys.includes(record.links.customer?.key ?? ''),
      );
      return answer(`list ${kind} ${customerIds.length}`, found);
    },
    scan: async (kind) => ({ records: shelf.records.filter((record) => record.kind === kind), next: null }),
    async changes(kind, cursor) {
      const now = new Date().toISOString();
      const records = await answer(
        `changes ${kind}`,
        shelf.records.filter((record) => record.kind === kind && (record.sourceTime ?? now) >= cursor),
      );
      return { records, gone: [], cursor: now, position: now, more: false };
    },
    changesFrom: (_kind, since) => since,
    async probe() {
      shelf.probes++;
      if (shelf.fault) throw shelf.fault;
    },
    status: () => ({
      state: shelf.fault ? 'DOWN' : 'UP',
      circuit: 'CLOSED',
      p95Ms: 12,
      errorRate: shelf.fault ? 1 : 0,
      since: '2026-11-01T00:00:00.000Z',
      lastSuccessAt: null,
      quotas: [
        { name: 'calls per day', used: 12, limit: 15_000, resetAt: '2026-11-22T00:00:00.000Z' },
        { name: 'calls at once, bulk', used: 1, limit: 3, resetAt: null, lane: 'bulk' },
      ],
      inFlight: 0,
      totals: { succeeded: 0, failed: 0, throttled: 0 },
    }),
    url: (object, id) => `https://${instance}.example/${object}/${id}`,
    close: async () => undefined,
  };
  return shelf;
}
