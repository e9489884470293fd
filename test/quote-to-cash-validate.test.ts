import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Landscape, type RunningHub, startLandscape } from './support/hub.ts';
import {
  type Counter,
  counterOf,
  openShop,
  sellingSettings,
  type Shop,
  type SoldRun,
  usualLines,
} from './support/selling.ts';

// What keeps a deal from being carried out, found by a run before its first write.

let land: Landscape;
let hub: RunningHub;
let shop: Shop;
let counter: Counter;
/** The ledger's item of analytics, which has no rule by which revenue is recognised in this world. */
const unruled = 'ANLY-PRO-Y';

beforeAll(async () => {
  land = await startLandscape({ n: 30, seed: 5 });
  const { erpId } = land.world.products.find(({ sku }) => sku === unruled)!;
  await land.change('netsuite', 'item', erpId!, {
    revenuerecognitionrule: null,
    deferredrevenueaccount: null,
  });
  await land.backfill();
  hub = await land.serve(
    {},
    { roles: ['api', 'worker'], workflows: { quoteToCash: sellingSettings }, approvals: { rules: [] } },
  );
  shop = await openShop(land);
  counter = counterOf(hub);
}, 240_000);
afterAll(async () => {
  await shop?.close();
  await hub?.close();
  await land?.close();
});

const codes = ({ exception }: SoldRun): readonly string[] =>
  [...new Set(exception!.findings.map(({ code }) => code))].toSorted();

/** Starts a deal that is broken and gives the run as it stopped; no system was changed and the ledger was not asked. */
async function broken(opportunityId: string): Promise<SoldRun> {
  const { result: run, calls } = await land.callsOf(() => counter.carry(opportunityId, 'PAUSED'));
  const changed = Object.values(calls)
    .flat()
    .filter(({ outcome }) => outcome === 'APPLIED');
  expect(changed).toEqual([]);
  expect(calls.netsuite).toEqual([]);
  expect(run.steps.find(({ status }) => status === 'FAILED')?.name).toBe('validate');
  return run;
}

const none = {} as const;
const line = (sku: string, unitPrice = 7200) => ({ sku, quantity: 1, unitPrice });

describe('a deal that is broken in one way', () => {
  const fixtures = [
    ['lacks its lines', 'DEAL_INCOMPLETE', none, { lines: [] }],
    ['is of a customer on hold', 'HIERARCHY_INVALID', { Type: 'On Hold' }, none],
    [
      'is of a country that no company of ours sells to',
      'LEGAL_ENTITY_MISSING',
      { BillingCountry: 'JP' },
      none,
    ],
    ['sells what the ledger does not know', 'PRODUCT_UNMAPPED', none, { lines: [line('SEC-AUDIT-M', 80)] }],
    ['gives something away', 'PRICE_INELIGIBLE', none, { lines: [line('PLAT-BASE-Y', 0)] }],
    [
      'lacks a tax id',
      'TAX_PROFILE_INCOMPLETE',
      { BillingCountry: 'DE', BillingState: null, Tax_Id__c: null },
      none,
    ],
    [
      'has a tax id that is none',
      'TAX_PROFILE_INCOMPLETE',
      { BillingCountry: 'DE', BillingState: null, Tax_Id__c: 'DE12345' },
      none,
    ],
    [
      'starts on two days',
      'TERMS_INVALID',
      none,
      { lines: usualLines.map((each, nth) => ({ ...each, start: `2030-0${nth + 1}-01` })) },
    ],
    ['earns what nobody can recognise', 'REVENUE_RULE_MISSING', none, { lines: [line(unruled)] }],
  ] as const;

  it.each(fixtures)('because it %s stops with %s', async (_what, code, account, deal) => {
    const buyer = await shop.stranger(account);
    const { id } = await shop.sell(buyer, deal);
    const run = await broken(id);
    expect(codes(run)).toEqual([code]);
    expect(run.exception).toMatchObject({ code, status: 'OPEN' });
  });
});

describe('a deal that is broken in every way', () => {
  it('is told everything at once', async () => {
    const buyer = await shop.stranger({
      Type: 'On Hold',
      BillingCountry: 'PL',
      BillingState: null,
      Tax_Id__c: null,
    });
    const { id } = await shop.sell(buyer, {
      win: false,
      lines: [
        { ...line('SEC-AUDIT-M', 80), start: '2030-01-01' },
        { ...line('PLAT-BASE-Y', 0), start: '2030-02-01' },
        line(unruled),
      ],
    });
    const run = await broken(id);
    expect(codes(run)).toEqual([
      'DEAL_INCOMPLETE',
      'HIERARCHY_INVALID',
      'LEGAL_ENTITY_MISSING',
      'PRICE_INELIGIBLE',
      'PRODUCT_UNMAPPED',
      'REVENUE_RULE_MISSING',
      'TAX_PROFILE_INCOMPLETE',
      'TERMS_INVALID',
    ]);
    const paths = run.exception!.editableFields.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'legalEntity',
        'ledgerItem.SEC-AUDIT-M',
        `ledgerItem.${unruled}`,
        'unitPrice.PLAT-BASE-Y',
        'taxId',
        'termStart',
      ]),
    );
    expect(run.exception!.suggestions.map(({ label }) => label)).toContain('Start everything on 2030-01-01');
  });

  it('goes on when a person has mended what a person can', async () => {
    const buyer = await shop.stranger({ BillingCountry: 'PL', BillingState: null, Tax_Id__c: null });
    const { id } = await shop.sell(buyer, {
      lines: [{ ...line('SEC-AUDIT-M', 80) }, { ...line('PLAT-BASE-Y', 0) }],
    });
    const stopped = await broken(id);
    await counter.fix(stopped.exception!.id, {
      legalEntity: 'EU01',
      'ledgerItem.SEC-AUDIT-M': 'API-PACK-M',
      'unitPrice.PLAT-BASE-Y': '2990.00',
      taxId: 'PL5260001246',
    });
    const run = await counter.until(stopped.id, 'COMPLETED');
    const enriched = run.steps.find(({ name }) => name === 'enrich')!.output!;
    expect(enriched['enrichment']).toMatchObject({
      legalEntity: { value: 'EU01', source: 'person' },
      taxId: { value: 'PL5260001246', source: 'person' },
    });
    expect(enriched['revenueRules']).toMatchObject({
      'SEC-AUDIT-M': { source: 'item API-PACK-M of netsuite, chosen by a person' },
    });
  });
});

describe('a tax id', () => {
  it('that has not the form of the country is asked for where it came from, and so is the next one', async () => {
    const buyer = await shop.stranger({ BillingCountry: 'FR', BillingState: null, Tax_Id__c: 'FR1234' });
    const { id } = await shop.sell(buyer);
    const stopped = await broken(id);
    expect(stopped.exception!.findings[0]!.message).toContain('in the CRM');
    await counter.fix(stopped.exception!.id, { taxId: 'none' });
    await eventually('the fix to have been tried', async () => {
      const { exception } = await counter.run(stopped.id);
      return exception?.status === 'OPEN' && !exception.findings[0]!.message.includes('in the CRM');
    });
    await counter.fix(stopped.exception!.id, { taxId: 'FR 12 345678901' });
    await counter.until(stopped.id, 'COMPLETED');
  });
});

describe('a number', () => {
  it('may be given for what is a decimal', async () => {
    const { id } = await shop.sell(await shop.stranger(), { lines: [line('PLAT-BASE-Y', 0)] });
    const stopped = await broken(id);
    await expect(counter.fix(stopped.exception!.id, { 'unitPrice.PLAT-BASE-Y': 1e21 })).rejects.toThrow(
      'INVALID_INPUT',
    );
    await counter.fix(stopped.exception!.id, { 'unitPrice.PLAT-BASE-Y': 2990.5 });
    const run = await counter.until(stopped.id, 'COMPLETED');
    expect(run.steps.find(({ name }) => name === 'subscription')!.input).toMatchObject({
      actions: [{ items: [{ unitPrice: '2990.5' }] }],
    });
  });
});

describe('a customer who may be there already', () => {
  it('is not entered a second time, until somebody says that it is another company', async () => {
    const twin = land.world.companies.find(
      ({ crm, billing, erp, status, taxId, address }) =>
        crm && billing && erp && status === 'ACTIVE' && taxId && address.country === 'US',
    )!;
    const buyer = await shop.stranger({ Name: 'Quite another name', Website: `https://${twin.domain}` });
    const { id } = await shop.sell(buyer);
    const stopped = await broken(id);
    expect(stopped.exception).toMatchObject({ code: 'CONFLICT', category: 'PROCESS' });
    await counter.fix(stopped.exception!.id, { separateCompany: true });
    await counter.until(stopped.id, 'COMPLETED');
  });
});
