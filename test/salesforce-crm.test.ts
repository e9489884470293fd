import { beforeEach, describe, expect, test } from 'vitest';
import type { Deal } from '../src/sources/crm.ts';
import { crmRole, problemOf } from './support/crm-role.ts';
import { salesDesk, type SalesDesk } from './support/deals.ts';
import { insideCrm, world } from './support/salesforce.ts';

const { callsOf, control, crm, fault, simulator } = crmRole();
let desk: SalesDesk;

beforeEach(async () => {
  desk = await salesDesk(simulator());
});

const company = insideCrm.find(
  ({ currency, contracts }) => currency === 'EUR' && contracts.some(({ status }) => status === 'Activated'),
)!;
const account = company.crm!.id;
const product = (sku: string) => world.products.find((each) => each.sku === sku)!;

describe('a deal', () => {
  test('is told as it is now, with its lines to the cent, in one call', async () => {
    const deals = insideCrm
      .flatMap((each) => each.opportunities.map((deal) => ({ each, deal })))
      .slice(0, 25);
    const role = crm();
    for (const { each, deal } of deals) {
      const { result, calls } = await callsOf(() => role.deal(deal.crmId));
      expect(calls).toHaveLength(1);
      expect(result).toEqual<Deal>({
        externalId: deal.crmId,
        name: deal.name,
        stage: ({
          'Closed Won': 'CLOSED_WON',
          'Closed Lost': 'CLOSED_LOST',
          'Negotiation/Review': 'NEGOTIATION',
        }[deal.stage as string] ?? 'OPEN') as Deal['stage'],
        closeDate: deal.closeDate,
        currency: each.currency,
        amount: expect.any(String) as string,
        approval: 'NONE',
        customerExternalId: each.crm!.id,
        contractExternalId: each.contracts[deal.contract ?? -1]?.crmId ?? null,
        orderStatus: null,
        orderNumber: null,
        lines: deal.lines
          .map(({ crmId, sku, quantity, unitPrice }) => ({
            lineId: crmId,
            sku,
            productExternalId: product(sku).crmId!,
            quantity: `${quantity}.0`,
            unitPrice: String(Number(unitPrice)),
            start: null,
          }))
          .toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1)),
      });
      expect(Number(result!.amount)).toBe(Number(deal.amount));
    }
  });

  test('has prices after discount, and the day on which a line begins', async () => {
    const id = await desk.deal({
      accountId: account,
      currency: 'EUR',
      lines: [
        { sku: 'PLAT-SEAT-Y', quantity: 7, unitPrice: 450, discount: 12.5, start: '2026-12-01' },
        { sku: 'SEC-AUDIT-M', quantity: 1, unitPrice: 73.95 },
      ],
    });
    const deal = await crm().deal(id);
    expect(deal!.lines.map(({ unitPrice, start }) => [unitPrice, start])).toEqual([
      ['393.75', '2026-12-01'],
      ['73.95', null],
    ]);
  });

  test('has the state of its last approval', async () => {
    const id = await desk.deal({ accountId: account, currency: 'EUR' });
    const role = crm();
    const approval = async () => (await role.deal(id))!.approval;
    const first = await desk.submit(id);
    expect(await approval()).toBe('PENDING');
    await desk.decide(first, 'Removed');
    expect(await approval()).toBe('NONE');
    await desk.decide(await desk.submit(id), 'Reject');
    expect(await approval()).toBe('REJECTED');
    await desk.decide(await desk.submit(id), 'Approve');
    expect(await approval()).toBe('APPROVED');
    await control('state', {
      object: 'ProcessInstance',
      id: String((await desk.query(`SELECT Id FROM ProcessInstance ORDER BY Id DESC LIMIT 1`))[0]!['Id']),
      set: { Status: 'Mislaid' },
    });
    expect(await problemOf(role.deal(id))).toMatchObject({ code: 'SOURCE_DRIFTED' });
  });

  test('that is not there is null, and one that nobody completed says what it lacks', async () => {
    const role = crm();
    expect(await role.deal('0065g0000ZZZZZZ')).toBeNull();
    expect(await role.deal("' OR Id != '")).toBeNull();
    const bare = await desk.deal({ accountId: null, currency: 'EUR' });
    expect(await role.deal(bare)).toMatchObject({ customerExternalId: null, amount: null, lines: [] });
  });

  test('of many lines is read to its last page', async () => {
    const id = await desk.deal({
      accountId: account,
      currency: 'EUR',
      lines: [{ sku: 'PLAT-SEAT-Y', quantity: 1, unitPrice: 450 }],
    });
    const role = crm();
    // The vendor ends the list of children early and leads to the rest.
    const page = '/services/data/v68.0/query/01g000000000001-200';
    await fault(
      {
        act: 'patch',
        set: { 'OpportunityLineItems.done': false, 'OpportunityLineItems.nextRecordsUrl': page },
      },
      { path: 'OpportunityLineItems' },
    );
    const { calls } = await callsOf(() => problemOf(role.deal(id)));
    expect(calls.map(({ path }) => path)).toEqual(['/services/data/v68.0/query', page]);
  });
});

test('a contract is told as it is now', async () => {
  const [contract] = company.contracts;
  const role = crm();
  expect(await role.contract(contract!.crmId)).toEqual({
    externalId: contract!.crmId,
    number: contract!.number,
    status: 'ACTIVE',
    start: contract!.start,
    termMonths: contract!.termMonths,
    autoRenew: contract!.autoRenew,
    paymentTerms: contract!.paymentTerms,
    tcv: expect.stringMatching(/^\d+\.\d+$/),
  });
  expect(await role.contract('8005g0000ZZZZZZ')).toBeNull();
  await control('state', { object: 'Contract', id: contract!.crmId, set: { Status: 'Signed' } });
  expect(await problemOf(role.contract(contract!.crmId))).toMatchObject({ code: 'SOURCE_DRIFTED' });
});

describe('what is written', () => {
  test('to a deal is read again, and undone by what was read before', async () => {
    const id = await desk.deal({ accountId: account, currency: 'EUR' });
    const role = crm();
    const before = (await role.deal(id))!;
    const set = {
      externalId: id,
      orderStatus: 'BILLED',
      orderNumber: 'ISO-01JD-1',
      contractExternalId: company.contracts[0]!.crmId,
    };
    const applied = await role.setDeal.perform(set, { key: 'run.5.1' });
    expect(applied).toEqual({
      result: { externalId: id },
      object: 'Opportunity',
      externalId: id,
      found: false,
      httpStatus: 204,
    });
    expect(await role.deal(id)).toMatchObject(set);
    await role.setDeal.perform(before, { key: 'run.5.1.undo' });
    expect(await role.deal(id)).toEqual(before);
  });

  test('as a contract is made once under our id, and set after that', async () => {
    const role = crm();
    const contract = {
      key: 'run_01JDCONTRACT',
      customerExternalId: account,
      start: '2026-12-01',
      termMonths: 24,
      autoRenew: true,
      paymentTerms: 'Net 45',
      tcv: { amount: '123456.78', currency: 'EUR' },
      status: 'ACTIVE',
    } as const;
    const { result: made, calls } = await callsOf(() => role.putContract.perform(contract, { key: 'k' }));
    expect(calls).toMatchObject([{ method: 'POST', outcome: 'APPLIED', objectType: 'Contract' }]);
    expect(made).toMatchObject({ object: 'Contract', found: false, httpStatus: 201 });
    expect(await role.contract(made.externalId)).toEqual({
      externalId: made.externalId,
      number: made.result.number,
      status: 'ACTIVE',
      start: '2026-12-01',
      termMonths: 24,
      autoRenew: true,
      paymentTerms: 'Net 45',
      tcv: '123456.78',
    });
    const again = await role.putContract.perform({ ...contract, termMonths: 36 }, { key: 'k' });
    expect(again).toMatchObject({ result: made.result, found: true, httpStatus: 200 });
    expect(await role.contract(made.externalId)).toMatchObject({ termMonths: 36, status: 'ACTIVE' });
    const ended = await role.putContract.perform({ ...contract, status: 'TERMINATED' }, { key: 'k.undo' });
    expect(ended.found).toBe(true);
    expect(await role.contract(made.externalId)).toMatchObject({ termMonths: 24, status: 'TERMINATED' });
  });

  test('of a contract leaves alone what is not named, and is undone by what was read before', async () => {
    const role = crm();
    const { crmId } = company.contracts.find(({ status }) => status === 'Activated')!;
    const before = (await role.contract(crmId))!;
    const nothing = { status: null, termMonths: null, autoRenew: null, tcv: null, paymentTerms: null };
    const set = (more: object) =>
      role.setContract.perform({ externalId: crmId, ...nothing, ...more }, { key: 'k' });
    for (const status of ['AMENDING', 'RENEWED', 'EXPIRED', 'ACTIVE'] as const) {
      await set({ status });
      expect(await role.contract(crmId)).toEqual({ ...before, status });
    }
    await set({ tcv: '0.1', termMonths: 48 });
    expect(await role.contract(crmId)).toEqual({ ...before, tcv: '0.1', termMonths: 48 });
    expect(await callsOf(() => set({}))).toMatchObject({
      result: { found: true, httpStatus: null },
      calls: [],
    });
    await role.setContract.perform(before, { key: 'k.undo' });
    expect(await role.contract(crmId)).toEqual(before);
  });
});

test('every operation sets what it sets: class B, without a key that would expire', () => {
  const { setDeal, putContract, setContract } = crm();
  expect(
    [setDeal, putContract, setContract].map((each) => [each.name, each.class, each.keyLifetimeMs]),
  ).toEqual([
    ['deal.set', 'B', null],
    ['contract.put', 'B', null],
    ['contract.set', 'B', null],
  ]);
});
