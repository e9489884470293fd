import { LRUCache } from 'lru-cache';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import type { Link } from '../canonical/record.ts';
import type { EntityRow } from './entity.ts';
import type { Notice } from './notice.ts';
import type { IdPage, Stored, Summary } from './read.ts';
import { createPool } from './share.ts';

/** What is remembered of one customer; parts are filled as they are asked for. */
interface Shelf {
  record: Stored | undefined;
  summary: Summary | undefined;
  /** To which legal entities it belongs: see store/belongs.ts. */
  belongs: readonly string[] | undefined;
  readonly lists: Map<Kind, readonly Stored[]>;
  size: number;
}

/**
 * The hot part of the copy, held in the process: one shelf a customer, and single records that belong to none. It is coherent because
 * every commit that changes the copy sends a notice (store/notice.ts), and it is not trusted while notices cannot be heard.
 */
export interface Memory {
  record(id: string): Stored | undefined;
  list(kind: Kind, customerId: string): readonly Stored[] | undefined;
  summary(customerId: string): Summary | undefined;
  /** The record that a link was last seen to point to, if that record is in memory. */
  target(link: Link): Stored | undefined;
  /** To which legal entities a customer belongs; undefined where that must be read. */
  belongs(customerId: string): readonly string[] | undefined;
  /** What a scope allows; undefined where that must be read. */
  allowed(scope: string): ReadonlySet<string> | undefined;
  /** A page of a list that was read since anything last changed. */
  page(key: string): IdPage | undefined;
  /** A mark to take before reading from the database; what was read is kept only when nothing changed since. */
  epoch(): number;
  keepRecord(row: EntityRow, since: number): Stored;
  keepList(kind: Kind, customerId: string, rows: readonly EntityRow[], since: number): readonly Stored[];
  keepSummary(summary: Summary, since: number): void;
  keepTarget(link: Link, id: string, since: number): void;
  keepBelongs(customerId: string, belongs: readonly string[], since: number): void;
  keepAllowed(scope: string, allowed: ReadonlySet<string>, since: number): void;
  keepPage(key: string, page: IdPage, since: number): void;
  forget(notice: Notice): void;
  /** Whether what is read may be kept and served: false while notices cannot be heard. */
  trust(trusted: boolean): void;
  readonly bytes: number;
}

/** What a record takes as objects, from the length of its JSON; measured on the benchmark's data. */
const objectFactor = 0.7;
const overhead = 200;

/** A record as it is served, from a row of the database. */
export function storedOf(row: EntityRow): Stored {
  return {
    id: row.id,
    kind: row.kind,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    customerId: row.customer_id,
    links: JSON.parse(row.links) as Stored['links'],
    ...(JSON.parse(row.body) as object),
  };
}

const sizeOf = (row: EntityRow): number =>
  Math.ceil((row.body.length + row.links.length) * objectFactor) + overhead;

/** An empty memory that holds at most about `maxMegabytes`; the least recently used customers go first. */
export function createMemory(maxMegabytes: number): Memory {
  const maxSize = Math.max(1, Math.floor(maxMegabytes * 1024 * 1024));
  const shelves = new LRUCache<string, Shelf>({ maxSize, sizeCalculation: (shelf) => shelf.size });
  const singles = new LRUCache<string, Stored>({ max: 20_000 });
  // Once known, a link's target stays: an id that a merge absorbs resolves to its survivor when it is read.
  const targets = new LRUCache<string, string>({ max: 50_000 });
  // Any change may move a customer to another page, so all pages are forgotten together.
  const pages = new LRUCache<string, IdPage>({ max: 500 });
  // A change of a legal entity makes everything be forgotten.
  const scopes = new LRUCache<string, ReadonlySet<string>>({ max: 1000 });
  const share = createPool();
  let epoch = 0;
  let trusted = false;

  const shelfOf = (customerId: string): Shelf =>
    shelves.get(customerId) ?? {
      record: undefined,
      summary: undefined,
      belongs: undefined,
      lists: new Map(),
      size: overhead,
    };
  const put = (customerId: string, shelf: Shelf, more: number): void => {
    shelves.set(customerId, { ...shelf, size: shelf.size + more });
  };
  const keepable = (since: number): boolean => trusted && since === epoch;
  const clear = (): void => {
    shelves.clear();
    singles.clear();
    targets.clear();
    pages.clear();
    scopes.clear();
  };
  const record = (id: string): Stored | undefined =>
    kindOfId(id) === 'Customer' ? shelves.get(id)?.record : singles.get(id);

  return {
    record,
    list: (kind, customerId) => shelves.get(customerId)?.lists.get(kind),
    summary: (customerId) => shelves.get(customerId)?.summary,
    belongs: (customerId) => shelves.get(customerId)?.belongs,
    allowed: (scope) => scopes.get(scope),
    target(link) {
      const id = targets.get(`${link.kind} ${link.key}`);
      return id === undefined ? undefined : record(id);
    },
    page: (key) => pages.get(key),
    epoch: () => epoch,
    keepRecord(row, since) {
      if (!keepable(since)) return storedOf(row);
      const record = share(storedOf(row)) as Stored;
      if (row.kind === 'Customer') put(row.id, { ...shelfOf(row.id), record }, sizeOf(row));
      // A record that belongs to a customer is remembered in that customer's lists alone.
      else if (row.customer_id === null) singles.set(row.id, record);
      return record;
    },
    keepList(kind, customerId, rows, since) {
      if (!keepable(since)) return rows.map(storedOf);
      const list = rows.map((row) => share(storedOf(row)) as Stored);
      const shelf = shelfOf(customerId);
      shelf.lists.set(kind, list);
      put(
        customerId,
        shelf,
        rows.reduce((total, row) => total + sizeOf(row), 0),
      );
      return list;
    },
    keepSummary(summary, since) {
      if (keepable(since)) put(summary.customerId, { ...shelfOf(summary.customerId), summary }, overhead);
    },
    keepPage(key, page, since) {
      if (keepable(since)) pages.set(key, page);
    },
    keepTarget(link, id, since) {
      if (keepable(since)) targets.set(`${link.kind} ${link.key}`, id);
    },
    keepBelongs(customerId, belongs, since) {
      if (!keepable(since)) return;
      put(customerId, { ...shelfOf(customerId), belongs: share(belongs) as readonly string[] }, 0);
    },
    keepAllowed(scope, allowed, since) {
      if (keepable(since)) scopes.set(scope, allowed);
    },
    forget({ customers, records, all, confirmed = [] }) {
      epoch += 1;
      if (customers.length + records.length > 0) pages.clear();
      if (all) clear();
      for (const id of confirmed) {
        const shelf = shelves.peek(id);
        if (shelf) shelf.summary = undefined;
      }
      for (const id of customers) shelves.delete(id);
      for (const id of records) singles.delete(id);
    },
    trust(next) {
      trusted = next;
      epoch += 1;
      clear();
    },
    get bytes() {
      return shelves.calculatedSize;
    },
  };
}
