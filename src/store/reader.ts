import type { Kind, SystemKind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { Link } from '../canonical/record.ts';
import { readPeriods, readPrices } from './catalogue.ts';
import type { Database } from './database.ts';
import { deadLettersById } from './dead-letter.ts';
import { entitiesById, entitiesOfCustomers, entitiesOfKind, type EntityRow } from './entity.ts';
import { mergesOf } from './event.ts';
import { readEvents } from './event-list.ts';
import { readFeeds } from './feed.ts';
import { readSummaries, readUltimateParents } from './figures.ts';
import { entitiesByKeys, instancesNamed } from './key.ts';
import { createLists } from './lists.ts';
import type { Memory } from './memory.ts';
import { type OriginDeps, readOrigins, readReferences } from './origin.ts';
import { parameters, readPage } from './page.ts';
import type { MatchCandidate, Reader, Stored, Summary } from './read.ts';
import { readSyncStates } from './sync-status.ts';

export interface ReaderDeps extends OriginDeps {
  readonly database: Database;
  readonly memory: Memory;
  readonly reportingCurrency: string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The copy, read through the memory of the process where it is hot and in one statement per kind where it is not. */
export function createReader(deps: ReaderDeps): Reader {
  const { database: db, memory, instances } = deps;
  const today = (): string => new Date(deps.now()).toISOString().slice(0, 10);

  const peekSummary = (customerId: string): Summary | undefined => {
    const kept = memory.summary(customerId);
    return kept && summaryDay.get(kept) === today() ? kept : undefined;
  };
  // What is overdue changes at midnight: a summary is good for the day it was read on.
  const summaryDay = new WeakMap<Summary, string>();

  async function records(ids: readonly string[]): Promise<(Stored | null)[]> {
    const found = new Map<string, Stored>();
    const missing = new Set<string>();
    for (const id of ids) {
      const kept = memory.record(id);
      if (kept) found.set(id, kept);
      else missing.add(id);
    }
    if (missing.size > 0) {
      const since = memory.epoch();
      for (const row of await entitiesById(db, [...missing]))
        found.set(row.asked, memory.keepRecord(row, since));
    }
    return ids.map((id) => found.get(id) ?? null);
  }

  async function lists(kind: Kind, customerIds: readonly string[]): Promise<(readonly Stored[])[]> {
    const found = new Map<string, readonly Stored[]>();
    const missing = [...new Set(customerIds)].filter((id) => {
      const kept = memory.list(kind, id);
      if (kept) found.set(id, kept);
      return !kept;
    });
    if (missing.length > 0) {
      const since = memory.epoch();
      const rows = Map.groupBy(await entitiesOfCustomers(db, kind, missing), (row) => row.customer_id!);
      for (const id of missing)
        found.set(id, memory.keepList(kind, id, rows.get(id) ?? ([] as EntityRow[]), since));
    }
    return customerIds.map((id) => found.get(id)!);
  }

  async function summaries(customerIds: readonly string[]): Promise<(Summary | null)[]> {
    const found = new Map<string, Summary>();
    const missing = [...new Set(customerIds)].filter((id) => {
      const kept = peekSummary(id);
      if (kept) found.set(id, kept);
      return !kept;
    });
    if (missing.length > 0) {
      const since = memory.epoch();
      const day = today();
      for (const summary of await readSummaries(db, missing, day)) {
        summaryDay.set(summary, day);
        memory.keepSummary(summary, since);
        found.set(summary.customerId, summary);
      }
    }
    return customerIds.map((id) => found.get(id) ?? null);
  }

  async function resolve(links: readonly Link[]): Promise<(string | null)[]> {
    const found = new Map<string, string>();
    const since = memory.epoch();
    const groups = Map.groupBy(links, (link) => link.kind);
    await Promise.all(
      [...groups].map(async ([kind, group]) => {
        const byKey = await entitiesByKeys(db, instances, kind, [...new Set(group.map((link) => link.key))]);
        for (const [key, [id]] of byKey) if (id) found.set(`${kind} ${key}`, id);
      }),
    );
    return links.map((link) => {
      const id = found.get(`${link.kind} ${link.key}`) ?? null;
      if (id !== null) memory.keepTarget(link, id, since);
      return id;
    });
  }

  return {
    ...createLists(deps, null),
    records,
    lists,
    summaries,
    resolve,
    peek: (id) => memory.record(id),
    peekList: (kind, customerId) => memory.list(kind, customerId),
    peekSummary,
    peekLink: (link) => memory.target(link),
    async ultimateParents(customerIds) {
      const found = await readUltimateParents(db, customerIds);
      return customerIds.map((id) => found.get(id) ?? null);
    },
    references: (ids) => readReferences(db, deps, ids),
    origins: (ids, paths) => readOrigins(db, deps, ids, paths, deps.now()),
    async byReference(system, object, externalId) {
      if (instancesNamed(instances, system).length === 0)
        throw new Problem(
          'INVALID_INPUT',
          `No source is called ${system}; name an instance or a kind of system.`,
          { path: 'externalRef.system' },
        );
      const { rows } = await db.query<{ entity_id: string }>({
        name: 'reader-by-reference',
        text: `select entity_id from facet where instance = any($1) and object = $2 and external_id = $3 and deleted_at is null limit 1`,
        values: [instancesNamed(instances, system), object, externalId],
      });
      return rows[0]?.entity_id ?? null;
    },
    products: (unmappedIn, page) =>
      readPage(db, productList(unmappedIn, instances.systemOf(unmappedIn ?? '')), page),
    prices: (productIds) => readPrices(db, instances, productIds),
    periods: (legalEntityIds) => readPeriods(db, legalEntityIds),
    async legalEntities() {
      return (await entitiesOfKind(db, 'LegalEntity')).map((row) => row.id);
    },
    eventsById: (ids) => readEvents(db, ids),
    syncStates: (ids) => readSyncStates(db, deps, ids),
    merges: (customerId) => mergesOf(db, customerId),
    async deadLettersById(ids) {
      const found = new Map((await deadLettersById(db, ids)).map((letter) => [letter.id, letter]));
      return ids.map((id) => found.get(id) ?? null);
    },
    feeds: (instances) => readFeeds(db, instances, deps.now()),
    async matchCandidatesById(ids) {
      const { rows } = await db.query<MatchCandidate>({
        name: 'reader-candidates',
        text: `select id, left_id as "leftId", right_id as "rightId", score, reasons, status from match_candidate where id = any($1)`,
        values: [ids],
      });
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => found.get(id) ?? null);
    },
  };
}

function productList(unmappedIn: string | null, system: SystemKind | undefined) {
  if (unmappedIn !== null && !system)
    throw new Problem('INVALID_INPUT', `No source is called ${unmappedIn}.`, { path: 'unmappedIn' });
  const params = parameters();
  const where = [`e.kind = 'Product' and e.deleted_at is null and e.merged_into is null`];
  if (unmappedIn !== null)
    where.push(
      `not exists (select from facet f where f.entity_id = e.id and f.deleted_at is null and f.instance = ${params.add(unmappedIn, 'text')})`,
    );
  const order = [{ sql: `coalesce(e.body->>'sku', '')`, type: 'text', descending: false }] as const;
  return {
    name: 'products',
    from: 'entity e',
    where: where.join(' and '),
    id: 'e.id',
    order,
    parameters: params,
  };
}
