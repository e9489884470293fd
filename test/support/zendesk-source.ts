import { expect } from 'vitest';
import { Problem } from '../../src/canonical/problem.ts';
import type { Source, SourceConfig } from '../../src/sources/source.ts';
import { zendeskVendor } from '../../src/sources/zendesk/index.ts';
import type { Account, JournalRow } from './zendesk.ts';

const generous = { perMinute: 100_000, exportsPerMinute: 1000, searchesPerMinute: 1000 };

/** Connectors to an account that keep no limits unless a test sets them. */
export function connectorsTo(zd: Account) {
  const sources: Source[] = [];
  return {
    open(config: Partial<SourceConfig> = {}): Source {
      const { email, apiToken } = zd.credentials;
      const source = zendeskVendor.create({
        instance: 'helpdesk',
        vendor: 'zendesk',
        url: zd.url,
        region: 'US',
        credentials: { email: email!, apiToken: apiToken! },
        deadlineMs: 20_000,
        limits: {},
        ...config,
        options: { ...generous, ...config.options },
      });
      sources.push(source);
      return source;
    },
    /** Does the work and tells the calls that the vendor saw meanwhile. */
    async callsOf<T>(work: () => Promise<T>): Promise<{ result: T; calls: readonly JournalRow[] }> {
      const before = (await zd.journal()).at(-1)?.seq ?? 0;
      const result = await work();
      return { result, calls: await zd.journal(before) };
    },
    /** Closes the connectors, and gives the account its generous limits and no faults. */
    async tidy(): Promise<void> {
      await zd.mend();
      await zd.settings({ perMinute: 100_000, incrementalPerMinute: 1000, searchExportPerMinute: 1000 });
      for (const source of sources.splice(0)) await source.close();
    },
  };
}

export type Connectors = ReturnType<typeof connectorsTo>;

/** The Problem that work ends with, which must say where it comes from. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`expected a Problem, got ${String(error)}`);
  expect(error.detail).toMatchObject({ source: 'helpdesk', system: 'SUPPORT' });
  return error;
}
