import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bury } from '../src/store/dead-letter.ts';
import { settle } from '../src/sync/settle.ts';
import { ownCause } from '../src/sync/tell.ts';
import { startFeeding } from './support/feeding.ts';
import {
  eventually,
  type Landscape,
  type RunningHub,
  startLandscape,
  type VendorName,
  vendorNames,
} from './support/hub.ts';

const hour = 3_600_000;
const day = 24 * hour;

let land: Landscape;
let hub: RunningHub;
let client: pg.Pool;
let accountId: string;
beforeAll(async () => {
  land = await startLandscape({ n: 10, seed: 29 });
  await land.backfill();
  client = new pg.Pool({ connectionString: land.databaseUrl });
  hub = await land.serve();
  accountId = land.world.companies.find(({ crm, support, billing, erp }) => crm && support && billing && erp)!
    .crm!.id;
});
afterAll(async () => {
  await hub?.close();
  await client?.end();
  await land?.close();
});

/** Lets the copy be three days old. */
const age = async (): Promise<void> => {
  await client.query(`update facet set observed_at = now() - interval '3 days'`);
  await client.query(`update coverage set synced_at = now() - interval '3 days'`);
  await client.query('delete from list_sync');
};
const isPast =
  (least: number, most = Infinity) =>
  (at: string) =>
    Date.now() - Date.parse(at) >= least && Date.now() - Date.parse(at) < most;

interface Origin {
  readonly path: string;
  readonly observedAt: string;
  readonly ageMs: number;
  readonly stale: boolean;
  readonly system: { readonly name: VendorName };
}
interface Customer {
  readonly provenance: readonly Origin[];
  readonly externalRefs: readonly {
    readonly instance: { readonly name: string };
    readonly observedAt: string;
  }[];
}
const told = async (): Promise<Customer> =>
  (
    await hub.data<{ customer: Customer }>(
      `query($ref: ExternalRefInput!) { customer(externalRef: $ref) {
         provenance(paths: ["name", "legalName", "billingAddress"]) { path observedAt ageMs stale system { name } }
         externalRefs { observedAt instance { name } } } }`,
      { ref: { system: 'salesforce', object: 'Account', externalId: accountId } },
    )
  ).customer;
/** How many calls each vendor saw when the customer's `fields` were asked for at an age. */
const callsFor = async (fields: string, maxAgeMs: number): Promise<Record<VendorName, number>> => {
  const { calls } = await land.callsOf(() =>
    hub.data(
      `query($ref: ExternalRefInput!) @freshness(maxAgeMs: ${maxAgeMs}, onError: FAIL) { customer(externalRef: $ref) { ${fields} } }`,
      { ref: { system: 'salesforce', object: 'Account', externalId: accountId } },
    ),
  );
  return Object.fromEntries(vendorNames.map((vendor) => [vendor, calls[vendor].length])) as Record<
    VendorName,
    number
  >;
};
const none = { salesforce: 0, zuora: 0, zendesk: 0, netsuite: 0 };
const cases = 'cases(first: 1) { edges { node { subject } } }';
const invoices = 'invoices(first: 1) { edges { node { number } } }';

describe('the age of what the hub knows', () => {
  it('is that of the last answer while nobody polls', async () => {
    await age();
    const { provenance, externalRefs } = await told();
    expect(provenance.map(({ path }) => path)).toEqual(['name', 'legalName', 'billingAddress']);
    for (const { stale, ageMs, observedAt } of provenance) {
      expect(stale).toBe(true);
      expect(ageMs).toBeGreaterThanOrEqual(3 * day);
      expect(observedAt).toSatisfy(isPast(3 * day));
    }
    for (const { observedAt } of externalRefs) expect(observedAt).toSatisfy(isPast(3 * day));
    expect(await callsFor('name', hour)).toEqual({ ...none, salesforce: 1 });
    expect(await callsFor(cases, hour)).toEqual({ ...none, zendesk: 1 });
  });

  it('is that of the last poll of its kind, which saw every change, once there is one', async () => {
    const node = startFeeding(land.config(), land.databaseUrl);
    await eventually('all polls are live', async () => {
      const { rows } = await client.query<{ polled: boolean }>(
        `select count(*) > 0 and bool_and(state = 'LIVE') as polled from feed where mode = 'POLL'`,
      );
      return rows[0]!.polled;
    });
    await node.close();
    await age();
    const { provenance, externalRefs } = await told();
    for (const { stale, ageMs, observedAt } of provenance) {
      expect(stale).toBe(false);
      expect(ageMs).toBeLessThan(hour);
      expect(observedAt).toSatisfy(isPast(0, hour));
    }
    expect(externalRefs.length).toBeGreaterThanOrEqual(4);
    for (const { observedAt } of externalRefs) expect(observedAt).toSatisfy(isPast(0, hour));
    expect(await callsFor('name legalName billingAddress { city }', hour)).toEqual(none);
    // Zendesk tells which tickets were deleted, so the list is known to be complete as well.
    expect(await callsFor(cases, hour)).toEqual(none);
  });

  it('is that of the last list, where polls do not tell what was deleted', async () => {
    await age();
    expect(await callsFor(invoices, hour)).toEqual({ ...none, zuora: 1 });
    expect(await callsFor(invoices, hour)).toEqual(none);
  });

  it('stays what it was when polls fail from then on', async () => {
    await age();
    await client.query(`update feed set state = 'FAILED', error_code = 'SOURCE_UNAVAILABLE', failures = 9`);
    expect((await told()).provenance.map(({ stale }) => stale)).toEqual([false, false, false]);
    expect(await callsFor(`name ${cases}`, hour)).toEqual(none);
  });

  it('is its own for a record that was refused, and for the lists that it may belong to', async () => {
    await age();
    const cause = ownCause(new Date().toISOString());
    const account = { instance: 'salesforce', object: 'Account', externalId: accountId } as const;
    const ticket = { instance: 'zendesk', object: 'ticket', externalId: '999' } as const;
    const common = { feed: 'poll', code: 'SOURCE_DRIFTED', reason: 'odd', attempts: 1, cause };
    await bury(client, { ...common, ...account, system: 'CRM', kind: 'Customer' });
    await bury(client, { ...common, ...ticket, system: 'SUPPORT', kind: 'SupportCase' });
    expect((await told()).provenance.map(({ path, stale }) => [path, stale])).toEqual([
      ['name', true],
      ['legalName', false],
      ['billingAddress', false],
    ]);
    expect(await callsFor(`name ${cases}`, hour)).toEqual({ ...none, salesforce: 1, zendesk: 1 });
    await age();
    for (const { instance, object, externalId } of [account, ticket])
      await settle(client, instance, object, [externalId], cause);
    expect(await callsFor(`name ${cases}`, hour)).toEqual(none);
  });

  it('is never from the future, and a bound of 0 asks whatever the clocks say', async () => {
    await age();
    const before = await told();
    await client.query(`update feed set position_at = now() + interval '1 day'`);
    const { provenance } = await told();
    for (const [i, { observedAt }] of provenance.entries()) {
      expect(observedAt).toSatisfy(isPast(0));
      expect(Date.parse(observedAt)).toBeGreaterThanOrEqual(Date.parse(before.provenance[i]!.observedAt));
    }
    await client.query(`update feed set last_success_at = now() + interval '1 day'`);
    expect(await callsFor(`name ${cases}`, 0)).toEqual({ ...none, salesforce: 1, zendesk: 1 });
  });
});
