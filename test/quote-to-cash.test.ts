import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Landscape, type RunningHub, startLandscape, type VendorCall } from './support/hub.ts';
import {
  type Counter,
  counterOf,
  openShop,
  sellingSettings,
  type Shop,
  type SoldRun,
  stepOf,
  usualLines,
} from './support/selling.ts';

// The whole way: the graph, the engine and the simulators of all four vendors.

let land: Landscape;
let hub: RunningHub;
let shop: Shop;
let counter: Counter;

beforeAll(async () => {
  land = await startLandscape({ n: 40, seed: 77 });
  await land.backfill();
  hub = await land.serve(
    {},
    {
      roles: ['api', 'worker'],
      workflows: { quoteToCash: sellingSettings, retryAfterMs: 20 },
      approvals: { rules: [] },
    },
  );
  shop = await openShop(land);
  counter = counterOf(hub);
}, 240_000);
afterAll(async () => {
  await shop?.close();
  await hub?.close();
  await land?.close();
});

const today = new Date().toISOString().slice(0, 10);
const written = (calls: readonly VendorCall[]): string[] =>
  calls
    .filter(({ outcome }) => outcome === 'APPLIED')
    .map(({ method, objectType }) => `${method} ${objectType}`);
const statuses = ({ steps }: SoldRun): Record<string, string> =>
  Object.fromEntries(steps.map(({ name, status }) => [name, status]));
const role = <K extends 'billing' | 'ledger' | 'support' | 'crm'>(instance: string, name: K) =>
  shop.copy.sources.find((source) => source.instance === instance)!.roles![name]!;
const sent = (run: SoldRun, name: string) => stepOf(run, name).input!;

describe('carrying out a deal', () => {
  it('makes a customer that nobody but the CRM knows, and serves it', async () => {
    const company = await shop.stranger();
    const { id, crmId } = await shop.sell(company);
    const run = await counter.carry(id);
    expect(run.checkpoints.map(({ name }) => name)).toEqual([
      'validated',
      'approved',
      'billed',
      'booked',
      'entitled',
      'activated',
    ]);
    const { subscriptionNumber, orderNumber } = stepOf(run, 'subscription').output as Record<string, string>;
    const deal = await role('salesforce', 'crm').deal(crmId);
    expect(deal).toMatchObject({ orderStatus: 'ACTIVATED', orderNumber });
    const contract = await role('salesforce', 'crm').contract(deal!.contractExternalId!);
    expect(contract).toMatchObject({ status: 'ACTIVE', tcv: '9203.0', termMonths: 12 });
    expect(await role('zuora', 'billing').subscription(subscriptionNumber!)).toMatchObject({
      status: 'ACTIVE',
    });
    const order = await role('netsuite', 'ledger').order(subscriptionNumber!);
    expect(order!.lines.map(({ amount }) => amount).toSorted()).toEqual(['4415.00', '4788.00']);
    const revenue = await role('netsuite', 'ledger').revenue(subscriptionNumber!);
    const cents = revenue.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0);
    expect(cents).toBe(920_300);
    expect(stepOf(run, 'entitlement').input).toMatchObject({
      entitlement: { tier: 'premium', status: 'ACTIVE', subscriptionNumber },
    });
  });

  it('shows who says each value that finance adds', async () => {
    const { id } = await shop.sell(await shop.stranger());
    const run = await counter.carry(id);
    const { enrichment, revenueRules, currency } = stepOf(run, 'enrich').output!;
    expect(enrichment).toMatchObject({
      legalEntity: { source: expect.stringMatching(/^rule (america|europe)$/) as unknown },
      paymentTerms: { value: 'Net 30', source: 'rule standard' },
      department: { value: 'Sales', source: 'setting amendments.dimensions.department' },
      class: { source: 'segment of the customer' },
      taxId: { source: 'record of the customer' },
    });
    expect(revenueRules).toMatchObject({ 'PLAT-SEAT-Y': { source: 'item of netsuite' } });
    expect(currency).toMatchObject({ source: 'system salesforce' });
  });

  it('keeps who gets the invoice sealed, in no result of a step', async () => {
    const company = await shop.stranger();
    const { id } = await shop.sell(company);
    const run = await counter.carry(id);
    const { email, lastName } = company.contact;
    expect(sent(run, 'billing-account')).toMatchObject({ billTo: company.contact });
    const { rows } = await shop.copy.database.query<{ text: string }>(
      `select r.input::text || coalesce(s.results, '') || coalesce(e.effects, '') as text from run r,
         lateral (select string_agg(result::text, '') as results from run_step where run_id = r.id) s,
         lateral (select string_agg(input::text || coalesce(result::text, ''), '') as effects from effect where run_id = r.id) e
       where r.id = $1`,
      [run.id],
    );
    expect(rows[0]!.text).toContain('accountNumber');
    expect(rows[0]!.text).not.toContain(email);
    expect(rows[0]!.text).not.toContain(lastName);
  });

  it('uses the customer and the account that billing and the ledger know', async () => {
    const company = land.world.companies.find(
      ({ crm, billing, erp, status, crmDuplicate, taxId }) =>
        crm && billing?.crmId && erp?.billingNumber && status === 'ACTIVE' && !crmDuplicate && taxId,
    )!;
    const { id } = await shop.sell({ crmId: company.crm!.id, currency: company.currency });
    const { result: run, calls } = await land.callsOf(() => counter.carry(id));
    expect(statuses(run)).toMatchObject({ 'ledger-customer': 'SKIPPED', 'billing-account': 'SKIPPED' });
    expect(sent(run, 'subscription')).toMatchObject({ accountNumber: company.billing!.number });
    expect(sent(run, 'ledger-order')).toMatchObject({ customer: `id:${company.erp!.id}` });
    expect(written(calls.zuora).filter((what) => what.endsWith('Account'))).toEqual([]);
    expect(written(calls.netsuite).filter((what) => /customer/i.test(what))).toEqual([]);
  });
});

describe('a deal of which the term begins later', () => {
  it('is entered everywhere and served from its first day on', async () => {
    const start = `${Number(today.slice(0, 4)) + 1}-03-01`;
    const { id } = await shop.sell(await shop.stranger(), {
      lines: usualLines.map((each) => ({ ...each, start })),
    });
    const run = await counter.carry(id);
    expect(run.checkpoints.map(({ name }) => name)).toEqual([
      'validated',
      'approved',
      'billed',
      'booked',
      'entitled',
      'scheduled',
    ]);
    expect(statuses(run)).toMatchObject({ activated: 'SKIPPED', scheduled: 'SUCCEEDED' });
    const { customerExternalId } = sent(run, 'entitlement') as { customerExternalId: string };
    expect(await role('zendesk', 'support').entitlement(customerExternalId)).toMatchObject({
      tier: 'premium',
      status: null,
      validFrom: start,
    });
  });
});

describe('the approval of the CRM', () => {
  it('is waited for without a call of the ledger, and the run goes on by itself when it is there', async () => {
    const { id, crmId } = await shop.sell(await shop.stranger(), { approve: false });
    const workitem = await shop.desk.submit(crmId);
    const { result: waiting, calls } = await land.callsOf(() => counter.carry(id, 'PAUSED'));
    expect(waiting.exception).toMatchObject({ code: 'APPROVAL_REQUIRED', category: 'POLICY' });
    expect(calls.netsuite).toEqual([]);
    expect(Object.values(calls).flatMap(written)).toEqual([]);
    await shop.desk.decide(workitem, 'Approve');
    const run = await counter.until(waiting.id, 'COMPLETED');
    expect((await counter.run(run.id)).exception).toMatchObject({ status: 'AUTO_RESOLVED' });
  });

  it('that is refused ends the run before anything was written', async () => {
    const { id, crmId } = await shop.sell(await shop.stranger(), { approve: false });
    await shop.desk.decide(await shop.desk.submit(crmId), 'Reject');
    const { result: run, calls } = await land.callsOf(() => counter.carry(id, 'FAILED'));
    expect(run.reason).toContain('rejected');
    expect(Object.values(calls).flatMap(written)).toEqual([]);
    expect(calls.netsuite).toEqual([]);
  });
});

describe('a ledger that refuses', () => {
  it('halts the entitlement; what a person mends lets it go on, and nothing is done a second time', async () => {
    const { id } = await shop.sell(await shop.stranger());
    const period = land.world.periods.find(({ start }) => start.startsWith(today.slice(0, 7)))!;
    await land.change('netsuite', 'accountingperiod', period.erpId, { closed: 'T' });
    try {
      const { result: all, calls } = await land.callsOf(async () => {
        const stopped = await counter.carry(id, 'PAUSED');
        expect(stopped.exception).toMatchObject({ code: 'PERIOD_CLOSED' });
        expect(statuses(stopped)).toMatchObject({ 'ledger-order': 'PENDING', entitlement: 'PENDING' });
        const [suggestion] = stopped.exception!.suggestions;
        await counter.fix(stopped.exception!.id, suggestion!.patch as object);
        return counter.until(stopped.id, 'COMPLETED');
      });
      const once = (vendor: 'zuora' | 'netsuite', path: RegExp): number =>
        calls[vendor].filter(({ method, path: at }) => method !== 'GET' && path.test(at)).length;
      expect(once('zuora', /\/v1\/accounts$/)).toBe(1);
      expect(once('zuora', /\/v1\/orders$/)).toBe(1);
      expect(once('netsuite', /\/customer/)).toBe(1);
      expect(sent(all, 'ledger-posting')['date']).not.toBe(today);
    } finally {
      await land.change('netsuite', 'accountingperiod', period.erpId, { closed: 'F' });
    }
  });
});

describe('a deal that cannot be finished', () => {
  const refusals = [
    ['billing-account', 'zuora', { method: 'POST', path: '/v1/accounts' }],
    ['subscription', 'zuora', { method: 'POST', path: '/v1/orders$' }],
    ['ledger-order', 'netsuite', { path: '/salesOrder', method: 'PUT' }],
    ['ledger-posting', 'netsuite', { path: '/journalEntry', method: 'POST' }],
    ['entitlement', 'zendesk', { path: '/api/v2/organizations/\\d', method: 'PUT' }],
    ['contract', 'salesforce', { path: '/composite', method: 'POST' }],
    ['deal', 'salesforce', { path: '/sobjects/Opportunity/', method: 'PATCH' }],
  ] as const;

  it.each(refusals)('at %s is undone as a whole', async (step, vendor, match) => {
    const company = await shop.stranger();
    const { id, crmId } = await shop.sell(company);
    await land.simulator(vendor).fault({ match, act: { act: 'status', status: 400, body: {} } });
    try {
      const stopped = await counter.carry(id, 'PAUSED');
      expect(stopped.steps.find(({ status }) => status === 'FAILED')?.name).toBe(step);
      await land.simulator(vendor).calm();
      await counter.undo(stopped.id);
      const run = await counter.until(stopped.id, 'COMPENSATED');
      const done = run.steps.filter(({ status }) => status === 'SUCCEEDED').map(({ name }) => name);
      expect(done.filter((name) => ['subscription', 'ledger-order', 'entitlement'].includes(name))).toEqual(
        [],
      );
      const deal = await role('salesforce', 'crm').deal(crmId);
      expect(deal).toMatchObject({ orderStatus: null, orderNumber: null });
      const accounts = await land.simulator('zuora').rows('Account');
      expect(accounts.filter(({ name, status }) => name === company.name && status === 'Active')).toEqual([]);
    } finally {
      await land.simulator(vendor).calm();
    }
  });
});

describe('a deal that was undone', () => {
  it('has its entry in the ledger still, with another one that reverses it, and may be started again', async () => {
    const { id } = await shop.sell(await shop.stranger());
    const match = { path: '/sobjects/Opportunity/', method: 'PATCH' };
    await land.simulator('salesforce').fault({ match, act: { act: 'status', status: 400, body: {} } });
    const stopped = await counter.carry(id, 'PAUSED');
    await land.simulator('salesforce').calm();
    const { calls } = await land.callsOf(async () => {
      await counter.undo(stopped.id);
      await counter.until(stopped.id, 'COMPENSATED');
    });
    const { id: entry } = stepOf(stopped, 'ledger-posting').output as { id: string };
    const ledger = shop.copy.sources.find(({ instance }) => instance === 'netsuite')!;
    expect(await ledger.fetch('LedgerPosting', [entry], {})).toHaveLength(1);
    expect(calls.netsuite.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect(
      calls.netsuite.filter(({ method, path }) => method === 'POST' && /journalEntry/.test(path)),
    ).toHaveLength(1);
    expect((await counter.carry(id)).id).not.toBe(stopped.id);
  });
});

describe('starting a deal', () => {
  it('answers at once, with the same run for the same key, and names the run that is there', async () => {
    const { id } = await shop.sell(await shop.stranger());
    const answers = await Promise.all(Array.from({ length: 20 }, () => counter.start(id, 'the same key')));
    const [first] = answers;
    expect(new Set(answers.map(({ run }) => run!.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const other = await counter.start(id);
    expect(other.userErrors[0]).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(first!.run!.id) as unknown,
    });
    await counter.until(first!.run!.id, 'COMPLETED');
    expect((await counter.start(id)).userErrors[0]).toMatchObject({ code: 'CONFLICT' });
    expect(await counter.runFor(id)).toBe(first!.run!.id);
  });

  it('answers while the ledger takes long', async () => {
    const { id } = await shop.sell(await shop.stranger());
    await land.simulator('netsuite').fault({ match: {}, act: { act: 'hold', when: 'before' } });
    try {
      const { run } = await counter.start(id);
      expect((await counter.run(run!.id)).status).toMatch(/QUEUED|RUNNING/);
      await land.simulator('netsuite').calm();
      await counter.until(run!.id, 'COMPLETED');
    } finally {
      await land.simulator('netsuite').calm();
    }
  });

  it('is refused for what is no deal', async () => {
    expect((await counter.start('opp_unknown')).userErrors[0]).toMatchObject({ code: 'NOT_FOUND' });
  });
});
