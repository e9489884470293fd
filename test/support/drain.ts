import type { Kind } from '../../src/canonical/kind.ts';
import { Problem } from '../../src/canonical/problem.ts';
import type { Hint, Source } from '../../src/sources/source.ts';
import { createDrain, type Drain, type DrainDeps } from '../../src/sync/drain.ts';
import { accept } from '../../src/sync/inbox.ts';
import type { TestCopy } from './copy.ts';
import { createShelf, type Shelf } from './shelf.ts';

/** A shelf of which some records cannot be fetched, and that writes down which were asked for together. */
export interface Account extends Shelf {
  /** The record ids of each fetch that ended or is under way. */
  readonly fetches: string[][];
  /** A fetch of one of these is refused whole, for this reason. */
  readonly poison: Map<string, Problem>;
  /** How many fetches of one record were under way at once, at most. */
  readonly mostAtOnce: () => number;
  /** Awaited in each fetch. */
  pause: () => Promise<void>;
}

const systems = { salesforce: 'CRM', zuora: 'BILLING', zendesk: 'SUPPORT', netsuite: 'ERP' } as const;

const objectOf =
  (instance: string) =>
  (kind: Kind): string =>
    kind !== 'Customer' ? kind : ({ zendesk: 'organization', netsuite: 'customer' }[instance] ?? 'Account');

/** A vendor account in memory, under one of the usual names. */
export function openAccount(instance: keyof typeof systems): Account {
  const shelf = createShelf(instance, systems[instance], objectOf(instance));
  const plain = shelf.fetch.bind(shelf);
  const open = new Map<string, number>();
  const fetches: string[][] = [];
  const poison = new Map<string, Problem>();
  let most = 0;
  const account = Object.assign(shelf, {
    fetches,
    poison,
    mostAtOnce: () => most,
    pause: async () => undefined,
    fetch: async (...[kind, ids, options]: Parameters<Source['fetch']>) => {
      fetches.push([...ids]);
      for (const id of ids) open.set(id, (open.get(id) ?? 0) + 1);
      most = Math.max(most, ...open.values());
      try {
        await account.pause();
        for (const id of ids) if (poison.has(id)) throw poison.get(id)!;
        return await plain(kind, ids, options);
      } finally {
        for (const id of ids) open.set(id, open.get(id)! - 1);
      }
    },
  }) as Account;
  return account;
}

/** A problem that says that a record's shape is not what was agreed. */
export const drift = (path: string): Problem =>
  new Problem('SOURCE_DRIFTED', `gave what does not fit: ${path}`, { path });

/** Waits that a test does not notice. */
export const quick = {
  patience: { maxAttempts: 3, retryAfterMs: 20 },
  timing: { lookEveryMs: 100, leaseMs: 10_000 },
} satisfies Partial<DrainDeps>;

/** A drain of these accounts into a copy. */
export function drainOf(copy: TestCopy, sources: readonly Source[], more: Partial<DrainDeps> = {}): Drain {
  return createDrain({ ...copy, sources, now: Date.now, ...quick, ...more });
}

/** Puts what an account says into the inbox, each hint as a delivery of its own. */
export async function tell(copy: TestCopy, instance: string, hints: readonly Hint[]): Promise<void> {
  for (const each of hints)
    await accept(copy.database, {
      instance,
      feed: 'webhook',
      hints: [each],
      receivedAt: new Date().toISOString(),
    });
}
