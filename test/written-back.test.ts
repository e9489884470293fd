import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Company } from '../sandbox/world/types.ts';
import { type Copy, createCopy } from '../src/copy.ts';
import type { Roles } from '../src/sources/roles.ts';
import { salesDesk } from './support/deals.ts';
import { wellKnown } from './support/edit.ts';
import { testKeyring } from './support/keyring.ts';
import { type Landscape, type RunningHub, startLandscape, type VendorName } from './support/hub.ts';

let land: Landscape;
let hub: RunningHub;
let company: Company;
let copy: Copy;
const rolesOf = (vendor: VendorName): Roles =>
  copy.sources.find((source) => source.vendor === vendor)!.roles!;

beforeAll(async () => {
  land = await startLandscape({ n: 12, seed: 3 });
  await land.backfill();
  hub = await land.serve();
  company = wellKnown(land.world);
  copy = createCopy(land.config(), land.databaseUrl, testKeyring);
}, 120_000);
afterAll(async () => {
  await copy.close();
  await hub.close();
  await land.close();
});

interface Seen {
  readonly syncStatus: readonly { readonly status: string }[];
  readonly entitlements: { readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[] };
  readonly opportunities: { readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[] };
  readonly contracts: { readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[] };
}
const seen = async (): Promise<Seen> => {
  const { customer } = await hub.data<{ customer: Seen }>(
    `query ($ref: ExternalRefInput!) @freshness(maxAgeMs: 0, onError: FAIL) { customer(externalRef: $ref) {
       syncStatus { status }
       entitlements { edges { node { tier status validFrom validTo source { number } } } }
       opportunities { edges { node { name stage amount { amount } contract { number } } } }
       contracts { edges { node { number status autoRenew paymentTerms tcv { amount currency } } } } } }`,
    { ref: { system: 'salesforce', object: 'Account', externalId: company.crm!.id } },
  );
  return customer;
};
const nodes = (connection: Seen['contracts']) => connection.edges.map(({ node }) => node);

describe('what the hub has written comes back by reading', () => {
  test('an entitlement, set and undone, without being taken for drift', async () => {
    const role = rolesOf('zendesk').support!;
    const customerExternalId = company.support!.id;
    const before = await seen();
    const former = (await role.entitlement(customerExternalId))!;
    const [subscription] = company.subscriptions;
    const entitlement = {
      tier: 'enterprise',
      status: 'GRACE',
      validFrom: '2026-01-01',
      validTo: '2035-12-31',
      subscriptionNumber: subscription!.number,
      features: ['feature_audit'],
    } as const;
    await role.setEntitlement.perform({ customerExternalId, entitlement }, { key: 'k' });
    const after = await seen();
    expect(nodes(after.entitlements)).toEqual([
      {
        tier: 'enterprise',
        status: 'GRACE',
        validFrom: '2026-01-01T00:00:00Z',
        validTo: '2035-12-31T00:00:00Z',
        source: { number: subscription!.number },
      },
    ]);
    expect(after.syncStatus.map(({ status }) => status)).not.toContain('DRIFTED');
    await role.setEntitlement.perform({ customerExternalId, entitlement: former }, { key: 'k.undo' });
    expect(await seen()).toEqual(before);
  });

  test('a contract that was made, and one that was changed', async () => {
    const role = rolesOf('salesforce').crm!;
    const before = await seen();
    const made = await role.putContract.perform(
      {
        key: 'run_01JDWRITTEN',
        customerExternalId: company.crm!.id,
        start: '2026-12-01',
        termMonths: 12,
        autoRenew: true,
        paymentTerms: 'Net 60',
        tcv: { amount: '1234.5', currency: company.currency },
        status: 'ACTIVE',
      },
      { key: 'k' },
    );
    const number = made.result.number;
    const shown = { number, autoRenew: true, paymentTerms: 'Net 60' };
    const tcv = { amount: expect.stringMatching(/^1234\.50?$/) as string, currency: company.currency };
    expect(nodes((await seen()).contracts)).toContainEqual({ ...shown, status: 'ACTIVE', tcv });
    const nothing = { termMonths: null, autoRenew: null, tcv: null, paymentTerms: null };
    for (const status of ['AMENDING', 'RENEWED', 'TERMINATED'] as const) {
      await role.setContract.perform({ externalId: made.externalId, ...nothing, status }, { key: 'k' });
      expect(nodes((await seen()).contracts)).toContainEqual({ ...shown, status, tcv });
    }
    expect((await seen()).contracts.edges).toHaveLength(before.contracts.edges.length + 1);
  });

  test('a deal that was won, with what it became', async () => {
    const role = rolesOf('salesforce').crm!;
    const desk = await salesDesk(land.simulator('salesforce'));
    const externalId = await desk.deal({
      accountId: company.crm!.id,
      currency: company.currency,
      lines: [{ sku: 'PLAT-BASE-Y', quantity: 1, unitPrice: 2500 }],
    });
    await desk.win(externalId);
    const contractExternalId = company.contracts[0]!.crmId;
    await role.setDeal.perform(
      { externalId, orderStatus: 'DONE', orderNumber: 'ISO-1', contractExternalId },
      { key: 'k' },
    );
    expect(nodes((await seen()).opportunities)).toContainEqual({
      name: 'A deal',
      stage: 'CLOSED_WON',
      amount: { amount: expect.stringMatching(/^2500(\.00?)?$/) as string },
      contract: { number: company.contracts[0]!.number },
    });
  });
});
