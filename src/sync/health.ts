import { schemaVersion } from '../canonical/event.ts';
import { ulid } from '../canonical/id.ts';
import type { Source, SourceStatus } from '../sources/source.ts';
import type { Database } from '../store/database.ts';
import { appendEvents } from '../store/event.ts';
import { retellHealth, type ToldHealth, toldHealth } from '../store/source-health.ts';

export interface HealthDeps {
  readonly database: Database;
  readonly sources: readonly Pick<Source, 'instance' | 'system' | 'status'>[];
  /** How often the sources are looked at, in this process; no call is made. */
  readonly everyMs?: number;
  readonly onError?: (error: unknown) => void;
}

type Watched = HealthDeps['sources'][number];

/** How many looks without news pass between two readings of what other nodes told. */
const looksPerReading = 10;

/**
 * Writes one event `source.health_changed` for each real change of a source's state or circuit, whichever node notices it first: what
 * was told last is in the database. A node tells what it saw change; and that a source is well again, once a call of its own succeeded
 * after the trouble was told, because whoever told of the trouble may be gone. A circuit that only lets one call try is not worth an
 * event. What could not be written is told at a later look.
 */
export function watchHealth(deps: HealthDeps): { close(): Promise<void> } {
  const { database, sources, everyMs = 500, onError = () => {} } = deps;
  const seen = new Map<string, SourceStatus>();
  const trying = new Set<string>();
  let looks = 0;

  /** Whether a source is other than at the last look; a half-open circuit counts when it is so for the second time. */
  const isNews = ({ instance }: Watched, now: SourceStatus): boolean => {
    const before = seen.get(instance);
    if (before && sameHealth(before, now)) {
      trying.delete(instance);
      return false;
    }
    if (now.circuit !== 'HALF_OPEN' || trying.delete(instance)) return true;
    trying.add(instance);
    return false;
  };

  const look = async (): Promise<void> => {
    const statuses = sources.map((source) => ({ source, now: source.status() }));
    const news = new Set(
      statuses.filter(({ source, now }) => isNews(source, now)).map(({ source }) => source),
    );
    if (news.size === 0 && looks++ % looksPerReading !== 0) return;
    const rows = await toldHealth(
      database,
      sources.map(({ instance }) => instance),
    );
    const told = new Map(rows.map((row) => [row.instance, row]));
    for (const { source, now } of statuses) {
      const known = told.get(source.instance);
      const noticed = news.has(source) && (seen.has(source.instance) || !known);
      if (noticed || isBetter(now, known)) await tell(database, source, now);
      if (news.has(source)) seen.set(source.instance, now);
    }
  };

  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    underWay ??= look()
      .catch(onError)
      .finally(() => {
        underWay = null;
      });
  }, everyMs);
  return {
    async close() {
      clearInterval(timer);
      await underWay;
    },
  };
}

const sameHealth = (
  left: Pick<SourceStatus, 'state' | 'circuit'>,
  right: Pick<SourceStatus, 'state' | 'circuit'>,
): boolean => left.state === right.state && left.circuit === right.circuit;

/** Whether this process knows from a call of its own that the trouble that was told is over. */
function isBetter(now: SourceStatus, told: ToldHealth | undefined): boolean {
  if (!told || sameHealth(now, told) || now.state !== 'UP' || now.lastSuccessAt === null) return false;
  return Date.parse(now.lastSuccessAt) > Date.parse(told.since);
}

async function tell(database: Database, { instance, system }: Watched, now: SourceStatus): Promise<void> {
  const { state, circuit, since } = now;
  await database.transaction(async (db) => {
    const replaced = await retellHealth(db, { instance, state, circuit, since });
    // That a source is well when it is first looked at is no news.
    if (!replaced || (replaced.previous === null && state === 'UP')) return;
    const at = new Date().toISOString();
    const { previous } = replaced;
    await appendEvents(db, [
      {
        id: `evt_${ulid()}`,
        type: 'source.health_changed',
        schemaVersion: schemaVersion['source']!,
        change: 'UPDATED',
        subjectId: `src_${instance}`,
        customerId: null,
        entityVersion: null,
        source: null,
        correlationId: `cor_${ulid()}`,
        causationId: null,
        occurredAt: previous === state ? at : since,
        receivedAt: at,
        processedAt: at,
        attempts: 1,
        data: { instance, system, state, circuit, previous, since },
      },
    ]);
  });
}
