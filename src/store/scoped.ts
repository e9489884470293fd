import type { RowScope } from '../canonical/scope.ts';
import { instancesNamed } from './key.ts';
import { createLists } from './lists.ts';
import type { EventView, Reader, Stored } from './read.ts';
import type { ReaderDeps } from './reader.ts';
import { showable } from './shown.ts';
import type { Sight } from './sight.ts';

/** What a scoped reader is made of. */
export interface ScopedDeps {
  readonly deps: ReaderDeps;
  /** The reader of everything. */
  readonly reader: Reader;
  readonly scope: RowScope;
  readonly sight: Sight;
}

/**
 * The reader for callers with a scope. What lies outside answers as what does not exist: a record is null, a list is empty, a sum leaves
 * it out, a page and its total know nothing of it. A record is asked for its scope by what it belongs to (store/belongs.ts), never by
 * how the caller came to it.
 */
export function createScopedReader({ deps, reader, scope, sight }: ScopedDeps): Reader {
  const lists = createLists(deps, scope);

  /** Answers for those of these ids that are within the scope, and with `absent` for the others. */
  async function each<T>(
    ids: readonly string[],
    ask: (ids: readonly string[]) => Promise<readonly T[]>,
    absent: T,
  ): Promise<T[]> {
    const seen = await sight.among(ids);
    const found = await ask(ids.filter((id) => seen.has(id)));
    let next = 0;
    return ids.map((id) => (seen.has(id) ? found[next++]! : absent));
  }

  async function records(ids: readonly string[]): Promise<(Stored | null)[]> {
    const found = await reader.records(ids);
    const seen = await sight.records(found.filter((record) => record !== null));
    return found.map((record) => (record && seen.has(record) ? record : null));
  }

  async function events(views: readonly (EventView | null)[]): Promise<(EventView | null)[]> {
    const given = views.filter((view) => view !== null);
    const shown = new Map((await showable(sight, given)).map((view) => [view.id, view]));
    return views.map((view) => (view && shown.get(view.id)) ?? null);
  }

  const visible = <T>(id: string, found: T | undefined): T | undefined =>
    found !== undefined && sight.peek(id) === true ? found : undefined;
  const visibleRecord = (found: Stored | undefined): Stored | undefined =>
    found && sight.peekRecord(found) === true ? found : undefined;

  return {
    ...lists,
    records,
    async resolve(links) {
      const ids = await reader.resolve(links);
      const seen = await sight.among(ids.filter((id) => id !== null));
      return ids.map((id) => (id !== null && seen.has(id) ? id : null));
    },
    async lists(kind, customerIds) {
      const found = await each(customerIds, (ids) => reader.lists(kind, ids), []);
      if (kind !== 'Customer' && kind !== 'LedgerPosting') return found;
      const seen = await sight.records(found.flat());
      return found.map((rows) => rows.filter((row) => seen.has(row)));
    },
    peek: (id) => visibleRecord(reader.peek(id)),
    peekList(kind, customerId) {
      const rows = visible(customerId, reader.peekList(kind, customerId));
      if (!rows || (kind !== 'Customer' && kind !== 'LedgerPosting')) return rows;
      const seen = rows.map((row) => sight.peekRecord(row));
      return seen.includes(undefined) ? undefined : rows.filter((_, index) => seen[index]);
    },
    peekSummary: (customerId) => visible(customerId, reader.peekSummary(customerId)),
    peekLink: (link) => visibleRecord(reader.peekLink(link)),
    summaries: (ids) => each(ids, reader.summaries, null),
    // Seen from below, the first one outside the scope is where the group ends.
    async ultimateParents(customerIds) {
      const tops = new Map(customerIds.map((id) => [id, id]));
      const met = new Map(customerIds.map((id) => [id, new Set([id])]));
      for (let open = [...tops.keys()]; open.length > 0;) {
        const found = await records(open.map((id) => tops.get(id)!));
        const parents = await records(found.map((record) => record?.customerId ?? ''));
        open = open.filter((id, index) => {
          const parent = parents[index]?.id;
          if (parent === undefined) return false;
          // A hierarchy that runs in a circle has no top.
          if (met.get(id)!.has(parent)) return void tops.delete(id);
          met.get(id)!.add(parent);
          tops.set(id, parent);
          return true;
        });
      }
      return customerIds.map((id) => (tops.get(id) === id ? null : (tops.get(id) ?? null)));
    },
    references: (ids) => each(ids, reader.references, []),
    origins: (ids, paths) => each(ids, (seen) => reader.origins(seen, paths), []),
    async byReference(system, object, externalId) {
      // Of several accounts one may show what another one hides.
      for (const instance of instancesNamed(deps.instances, system)) {
        const id = await reader.byReference(instance, object, externalId);
        if (id !== null && (await sight.among([id])).has(id)) return id;
      }
      await reader.byReference(system, object, externalId);
      return null;
    },
    products: reader.products,
    async legalEntities() {
      const ids = await reader.legalEntities();
      const seen = await sight.among(ids);
      return ids.filter((id) => seen.has(id));
    },
    prices: reader.prices,
    periods: (ids) => each(ids, reader.periods, []),
    async timelines(customerIds, page, types) {
      const seen = await sight.among(customerIds);
      const found = await lists.timelines(
        customerIds.filter((id) => seen.has(id)),
        page,
        types,
      );
      let next = 0;
      const nothing = {
        page: { ids: [], cursors: [], hasNextPage: false, hasPreviousPage: false, total: async () => 0 },
        entries: [],
      };
      return Promise.all(
        customerIds.map(async (id) => {
          if (!seen.has(id)) return nothing;
          const history = found[next++]!;
          return { ...history, entries: await events(history.entries) };
        }),
      );
    },
    merges: async (customerId) =>
      (await sight.among([customerId])).has(customerId) ? reader.merges(customerId) : [],
    eventsById: async (ids) => events(await reader.eventsById(ids)),
    syncStates: (ids) => each(ids, reader.syncStates, []),
    async deadLettersById(ids) {
      const found = await reader.deadLettersById(ids);
      const shown = await sight.events(found.flatMap((letter) => letter?.event ?? []));
      return found.map((letter) => (letter && shown.has(letter.event.id) ? letter : null));
    },
    feeds: reader.feeds,
    async matchCandidatesById(ids) {
      const found = await reader.matchCandidatesById(ids);
      const seen = await sight.among(found.flatMap((pair) => (pair ? [pair.leftId, pair.rightId] : [])));
      return found.map((pair) => (pair && seen.has(pair.leftId) && seen.has(pair.rightId) ? pair : null));
    },
  };
}
