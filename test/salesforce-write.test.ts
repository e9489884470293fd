import { beforeEach, describe, expect, test } from 'vitest';
import { crmRole, problemOf } from './support/crm-role.ts';
import { givenUp, lost } from './support/lost.ts';
import { salesDesk, type SalesDesk } from './support/deals.ts';
import { startOrganisation } from './support/salesforce-stream.ts';
import { insideCrm } from './support/salesforce.ts';

const { callsOf, control, crm, fault, simulator } = crmRole();
let desk: SalesDesk;

beforeEach(async () => {
  desk = await salesDesk(simulator());
});

const company = insideCrm.find(
  ({ currency, contracts }) => currency === 'USD' && contracts.some(({ status }) => status === 'Activated'),
)!;
const { crmId: contractId } = company.contracts.find(({ status }) => status === 'Activated')!;
const dealId = company.opportunities[0]!.crmId;
const nothing = { status: null, termMonths: null, autoRenew: null, tcv: null, paymentTerms: null };
const put = {
  key: 'run_01JDLOST',
  customerExternalId: company.crm!.id,
  start: '2026-12-01',
  termMonths: 12,
  autoRenew: false,
  paymentTerms: 'Net 30',
  tcv: { amount: '99.90', currency: 'USD' },
  status: 'ACTIVE',
} as const;

/** Each operation with the same input every time, and how to see that it was done once. */
const operations = {
  'deal.set': {
    perform: (role: ReturnType<typeof crm>, signal?: AbortSignal) =>
      role.setDeal.perform(
        { externalId: dealId, orderStatus: 'BILLED', orderNumber: 'ISO-1', contractExternalId: null },
        { key: 'run.1.1', ...(signal && { signal }) },
      ),
    path: '/sobjects/Opportunity/',
    seen: `SELECT Id FROM Opportunity WHERE Isthmus_Order_Number__c = 'ISO-1'`,
  },
  'contract.put': {
    perform: (role: ReturnType<typeof crm>, signal?: AbortSignal) =>
      role.putContract.perform(put, { key: 'run.2.1', ...(signal && { signal }) }),
    path: '/composite',
    seen: `SELECT Id FROM Contract WHERE Isthmus_Id__c = 'run_01JDLOST' AND Status = 'Activated'`,
  },
  'contract.set': {
    perform: (role: ReturnType<typeof crm>, signal?: AbortSignal) =>
      role.setContract.perform(
        { ...nothing, externalId: contractId, tcv: '77.77' },
        { key: 'run.3.1', ...(signal && { signal }) },
      ),
    path: '/sobjects/Contract/',
    seen: `SELECT Id FROM Contract WHERE TCV__c = 77.77`,
  },
} as const;
const names = Object.keys(operations) as (keyof typeof operations)[];

describe.each(names)('%s', (name) => {
  const { perform, path, seen } = operations[name];

  test.each(lost)(
    'that %s is of unknown outcome, and doing it again has no second effect',
    async (_, act, applied) => {
      const role = crm();
      await role.deal(dealId);
      await fault(act, { path, count: 1 });
      const { result: problem, calls } = await callsOf(() =>
        problemOf(givenUp(simulator().url, (signal) => perform(role, signal))),
      );
      expect(problem).toMatchObject({ detail: { outcome: 'UNKNOWN', source: 'crm-us', system: 'CRM' } });
      expect(calls).toHaveLength(1);
      expect((await desk.query(seen)).length).toBe(Number(applied));
      const { result, calls: again } = await callsOf(() => perform(role));
      expect(again.map(({ outcome }) => outcome)).toEqual(['APPLIED']);
      expect((await desk.query(seen)).map((each) => each['Id'])).toEqual([result.externalId]);
    },
  );

  test('that meets a locked row was not applied, and may be tried again', async () => {
    const role = crm();
    const { externalId } = await perform(role);
    await control('state', { settings: { lockedRows: [externalId] } });
    const { result: problem, calls } = await callsOf(() => problemOf(perform(role)));
    expect(problem).toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      retryable: true,
      message: expect.stringContaining('UNABLE_TO_LOCK_ROW'),
      detail: { outcome: 'NOT_APPLIED' },
    });
    expect(calls).toHaveLength(1);
  });

  test('beyond the daily limit was not applied', async () => {
    await control('state', { settings: { dailyLimit: 0 } });
    const problem = await problemOf(perform(crm({ limitPauseMs: 60_000 })));
    expect(problem).toMatchObject({
      code: 'RATE_LIMITED',
      retryable: true,
      detail: { outcome: 'NOT_APPLIED' },
    });
    await control('state', { settings: { dailyLimit: 100_000 } });
    expect(await desk.query(seen)).toEqual([]);
  });
});

describe('a refusal', () => {
  const refused = async (work: Promise<unknown>) => {
    const { code, detail, message } = await problemOf(work);
    expect(detail.outcome).toBe('NOT_APPLIED');
    return { code, path: detail.path, message };
  };

  test('of a contract names its field, and leaves nothing behind', async () => {
    const role = crm();
    const make = (more: object) => refused(role.putContract.perform({ ...put, ...more }, { key: 'k' }));
    expect(await make({ paymentTerms: 'Net 90' })).toMatchObject({
      code: 'SOURCE_REJECTED',
      path: 'Payment_Terms__c',
    });
    expect(await make({ termMonths: 0 })).toMatchObject({ code: 'TERMS_INVALID', path: 'ContractTerm' });
    expect(await make({ customerExternalId: '0015g0000ZZZZZZ' })).toMatchObject({
      code: 'SOURCE_REJECTED',
      path: 'AccountId',
    });
    expect(await make({ key: 'a/b' })).toMatchObject({ code: 'SOURCE_REJECTED', path: 'Isthmus_Id__c' });
    expect(await make({ tcv: { amount: '12345678901234567.89', currency: 'USD' } })).toMatchObject({
      code: 'SOURCE_REJECTED',
      path: 'TCV__c',
    });
    expect(await desk.query(`SELECT Id FROM Contract WHERE Isthmus_Id__c = '${put.key}'`)).toEqual([]);
  });

  test('of a status that cannot follow another is about the terms', async () => {
    const set = { ...nothing, externalId: contractId, status: 'DRAFT' } as const;
    expect(await refused(crm().setContract.perform(set, { key: 'k' }))).toMatchObject({
      code: 'TERMS_INVALID',
      path: 'Status',
    });
  });

  test('of a record that waits for an approval says that somebody must agree', async () => {
    await desk.submit(dealId);
    expect(await refused(operations['deal.set'].perform(crm()))).toMatchObject({ code: 'APPROVAL_REQUIRED' });
  });

  test('of a doubled external id is one of the data', async () => {
    const { result: first } = await crm().putContract.perform(put, { key: 'k' });
    // The organisation forgot to make the field unique.
    await control('state', { object: 'Contract', id: contractId, set: { Isthmus_Id__c: put.key } });
    expect(await refused(crm().putContract.perform(put, { key: 'k' }))).toMatchObject({
      code: 'SOURCE_REJECTED',
      message: expect.stringContaining('the external id is not unique'),
    });
    expect(await crm().contract(first.externalId)).toMatchObject({ status: 'ACTIVE' });
  });

  test('of a field that is hidden from us is drift', async () => {
    const role = crm({ fields: { orderNumber: 'Order_Number__c' } });
    expect(await refused(operations['deal.set'].perform(role))).toMatchObject({ code: 'SOURCE_DRIFTED' });
  });

  test('of what is not there, or cannot be an id, costs no more than a call', async () => {
    const deal = { orderStatus: null, orderNumber: null, contractExternalId: null };
    const role = crm();
    await refused(role.setDeal.perform({ ...deal, externalId: '0065g0000ZZZZZZ' }, { key: 'k' }));
    const { calls } = await callsOf(() =>
      refused(role.setDeal.perform({ ...deal, externalId: '../Account/1' }, { key: 'k' })),
    );
    expect(calls).toEqual([]);
  });
});

test('what the hub writes comes back by the change stream as its own', async () => {
  const org = await startOrganisation();
  const source = org.connect();
  const following = await org.follow(source, null);
  const role = source.roles!.crm!;
  const own = await salesDesk(org.simulator());
  const [deal] = await own.query('SELECT Id FROM Opportunity WHERE IsWon = true LIMIT 1');
  const externalId = String(deal!['Id']);
  await role.setDeal.perform(
    { externalId, orderStatus: 'BILLED', orderNumber: null, contractExternalId: null },
    { key: 'k' },
  );
  const [account] = await own.query('SELECT Id FROM Account LIMIT 1');
  const made = await role.putContract.perform(
    { ...put, customerExternalId: String(account!['Id']) },
    { key: 'k' },
  );
  expect((await following.toldOf(externalId)).own).toBe(true);
  expect((await following.toldOf(made.externalId)).own).toBe(true);
  await following.stop();
  await org.close();
});
