import { afterEach, expect } from 'vitest';
import { Problem } from '../../src/canonical/problem.ts';
import type { Crm } from '../../src/sources/crm.ts';
import { salesforceVendor } from '../../src/sources/salesforce/index.ts';
import type { Source } from '../../src/sources/source.ts';
import { organisation } from './salesforce.ts';

/** A call as the vendor's journal tells it. */
export interface Journalled {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly outcome: string | null;
  readonly objectType: string | null;
  readonly objectId: string | null;
}

/** The Problem that work ends with. */
export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Problem);
  return error as Problem;
}

/** An organisation, and connectors to it as the CRM that the hub writes to. */
export function crmRole() {
  const org = organisation();
  const opened: Source[] = [];

  afterEach(async () => {
    for (const source of opened.splice(0)) await source.close();
    await fetch(`${org.simulator().url}/__sim/faults`, { method: 'DELETE' });
  });

  const journal = async (after: number): Promise<readonly Journalled[]> => {
    const response = await fetch(`${org.simulator().url}/__sim/journal?after=${after}`);
    const rows = (await response.json()) as Journalled[];
    return rows.filter(({ path }) => !path.includes('oauth'));
  };

  const source = (options: Record<string, unknown> = {}): Source => {
    const made = salesforceVendor.create({
      instance: 'crm-us',
      vendor: 'salesforce',
      url: org.simulator().url,
      region: 'US',
      credentials: salesforceVendor.credentials.parse(org.simulator().credentials),
      deadlineMs: 30_000,
      limits: {},
      options: salesforceVendor.options.parse(options),
    });
    opened.push(made);
    return made;
  };

  return {
    ...org,
    crm: (options?: Record<string, unknown>): Crm => source(options).roles!.crm!,
    fault: (act: object, match: object) => org.control('faults', { match, act }),
    /** Does the work and tells the calls that the vendor saw meanwhile, logins left out. */
    async callsOf<T>(work: () => Promise<T>): Promise<{ result: T; calls: readonly Journalled[] }> {
      const before = (await journal(0)).at(-1)?.seq ?? 0;
      const result = await work();
      return { result, calls: await journal(before) };
    },
  };
}
