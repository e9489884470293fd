import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Landscape,
  type RunningHub,
  startLandscape,
  type VendorCall,
  type VendorName,
  vendorNames,
} from './support/hub.ts';

/** A page of fifty customers with everything of theirs, as a person's screen would show it. */
const page = (freshness: string): string => `
  query LivePage ${freshness} { customers(first: 50) { edges { node {
    id name legalName creditLimit { amount } billingAddress { city }
    invoices(first: 200) { edges { node { number total { amount } balance { amount }
      lines { description amount { amount } taxes { amount { amount } } }
      postings { number lines { debit { amount } credit { amount } } } } } }
    cases(first: 200) { edges { node { number subject status } } }
    balances { open { amount } overdue { amount } unapplied { amount } credit { amount } }
    subscriptions(first: 200) { edges { node { number status mrr { amount } } } }
    payments(first: 200) { edges { node { amount { amount } status } } }
    contacts(first: 200) { edges { node { name email } } } } } } }`;

/** What the page needs of each source: the vendor's objects, each of which one call can give for fifty customers. */
const needed: Readonly<Record<VendorName, readonly string[]>> = {
  salesforce: ['Account', 'Contact'],
  zuora: ['Account', 'Subscription', 'Invoice', 'Payment', 'CreditMemo'],
  zendesk: ['ticket', 'user'],
  netsuite: ['customer', 'transaction'],
};

const objectsOf = (calls: readonly VendorCall[]): string[] =>
  calls.map((call) => call.objectType ?? call.path).toSorted();

describe('a live page of fifty customers', () => {
  let land: Landscape;
  let hub: RunningHub;
  beforeAll(async () => {
    land = await startLandscape({ n: 60, seed: 11 });
    await land.backfill();
    // Lists of two hundred for each of fifty customers cost more than is usually allowed.
    hub = await land.serve({}, { limits: { maxCost: 1_000_000 } });
  });
  afterEach(() => land.mend());
  afterAll(async () => {
    await hub?.close();
    await land?.close();
  });

  const edgesOf = (answer: unknown): readonly unknown[] =>
    (answer as { customers: { edges: readonly unknown[] } }).customers.edges;

  it('is answered from the copy without a call when it asks for no freshness', async () => {
    const { result, calls } = await land.callsOf(() => hub.data(page('')));
    expect(edgesOf(result)).toHaveLength(50);
    for (const vendor of vendorNames) expect(objectsOf(calls[vendor])).toEqual([]);
  });

  it('costs one batched call for each source and kind, and nothing when it is asked again within the age', async () => {
    const live = await land.callsOf(() => hub.data(page('@freshness(maxAgeMs: 0, onError: FAIL)')));
    expect(edgesOf(live.result)).toHaveLength(50);
    for (const vendor of vendorNames) {
      expect(objectsOf(live.calls[vendor]), vendor).toEqual(needed[vendor].toSorted());
      expect(live.calls[vendor].map(({ outcome }) => outcome)).toEqual(needed[vendor].map(() => 'READ'));
    }
    const again = await land.callsOf(() => hub.data(page('@freshness(maxAgeMs: 60000, onError: FAIL)')));
    expect(again.result).toEqual(live.result);
    for (const vendor of vendorNames) expect(objectsOf(again.calls[vendor]), vendor).toEqual([]);
  });

  it('is asked for by ten at once at about the price of one', async () => {
    // Held long enough for all ten to be waiting when the first answer comes.
    for (const vendor of vendorNames)
      await land.simulator(vendor).fault({ match: {}, act: 'delay', ms: 1_500 });
    const live = page('@freshness(maxAgeMs: 0, onError: FAIL)');
    const { result, calls } = await land.callsOf(() =>
      Promise.all(Array.from({ length: 10 }, () => hub.data(live))),
    );
    for (const answer of result) expect(answer).toEqual(result[0]);
    for (const vendor of vendorNames)
      expect(calls[vendor].length, vendor).toBeLessThanOrEqual(needed[vendor].length * 2);
  });
});
