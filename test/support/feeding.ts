import type { Config } from '../../src/config.ts';
import { createCopy, type Copy } from '../../src/copy.ts';
import type { Source } from '../../src/sources/source.ts';
import { createLeadership } from '../../src/store/lead.ts';
import { createFeeds } from '../../src/sync/feeds.ts';
import { testKeyring } from './keyring.ts';

/** A node that does nothing but run the feeds of its sources. */
export interface FeedingNode extends Copy {
  /** Failures of feeds, as the log would show them. */
  readonly failures: { readonly instance: string; readonly feed: string; readonly error: unknown }[];
}

/** Feeds that a test need not wait for: they poll many times a second, and what is read by the clock is never due. */
export const quickFeeds = {
  pollEveryMs: 150,
  batchSchedule: '0 3 1 1 *',
  wholeSchedule: '0 4 1 1 *',
  timeZone: 'UTC',
  retryAfterMs: 50,
};

/** Starts the feeds of a configuration on a database. `outfit` may put something of the test's own around a source. */
export function startFeeding(
  config: Config,
  databaseUrl: string,
  feeds: Partial<typeof quickFeeds> = {},
  outfit: (source: Source) => Source = (source) => source,
): FeedingNode {
  const copy = createCopy(config, databaseUrl, testKeyring);
  const leadership = createLeadership(databaseUrl);
  const failures: FeedingNode['failures'] = [];
  const running = createFeeds({
    ...copy,
    sources: copy.sources.map(outfit),
    leadership,
    feeds: { ...quickFeeds, ...feeds },
    onFailure: (failure) => failures.push(failure),
  });
  return {
    ...copy,
    failures,
    async close() {
      await running.close();
      await leadership.close();
      await copy.close();
    },
  };
}
