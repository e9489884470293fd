import { beforeEach, describe, expect, test } from 'vitest';
import { centsOf, sum } from '../sandbox/world/cents.ts';
import { salesDesk, type SalesDesk } from './support/deals.ts';
import { base, insideCrm, organisation, world } from './support/salesforce.ts';

const { call, control, simulator, soql } = organisation();
let desk: SalesDesk;

beforeEach(async () => {
  desk = await salesDesk(simulator());
});

const company = insideCrm.find(
  ({ currency, contracts }) => currency === 'USD' && contracts.some(({ status }) => status === 'Activated'),
)!;
const account = company.crm!.id;
const lines = [
  { sku: 'PLAT-SEAT-Y', quantity: 10, unitPrice: 441 },
  { sku: 'ANLY-PRO-Y', quantity: 1, unitPrice: 7200 },
];
const errorsOf = async (work: Promise<{ status: number; list: readonly { errorCode: string }[] }>) => {
  const { status, list } = await work;
  return [status, list[0]?.errorCode];
};

describe('the products of a deal', () => {
  test('are of the catalogue and sum to the amount, for every deal of the world', () => {
    const deals = insideCrm.flatMap(({ opportunities }) => opportunities);
    const known = new Map(world.products.map((product) => [product.sku, product]));
    for (const { amount, lines: sold } of deals) {
      const worth = sum(sold.map(({ quantity, unitPrice }) => Number(quantity) * centsOf(unitPrice)));
      expect(worth).toBe(centsOf(amount));
      for (const { sku } of sold)
        expect([known.get(sku)?.interval, known.get(sku)?.crmId]).toEqual(['YEAR', expect.any(String)]);
    }
    expect(deals.length).toBeGreaterThan(300);
  });

  test('are shown by the API as the world has them', async () => {
    const deal = company.opportunities[0]!;
    const { body } = await soql(
      `SELECT Amount, (SELECT Quantity, UnitPrice, TotalPrice, Product2.ProductCode FROM OpportunityLineItems ORDER BY Id) FROM Opportunity WHERE Id = '${deal.crmId}'`,
    );
    const [{ Amount, OpportunityLineItems }] = body.records as unknown as [
      { Amount: number; OpportunityLineItems: { records: Record<string, unknown>[] } },
    ];
    expect(Amount).toBe(Number(deal.amount));
    expect(
      OpportunityLineItems.records.map(({ Quantity, UnitPrice, Product2 }) => ({
        quantity: Quantity,
        unitPrice: UnitPrice,
        sku: (Product2 as { ProductCode: string }).ProductCode,
      })),
    ).toEqual(
      deal.lines.map(({ quantity, unitPrice, sku }) => ({
        quantity: Number(quantity),
        unitPrice: Number(unitPrice),
        sku,
      })),
    );
  });

  test('decide what it is worth: an amount that is set beside them is ignored', async () => {
    const id = await desk.deal({ accountId: account, currency: 'USD', lines });
    const amount = async () => (await desk.query(`SELECT Amount FROM Opportunity WHERE Id = '${id}'`))[0];
    expect(await amount()).toMatchObject({ Amount: 11_610 });
    await desk.set('Opportunity', id, { Amount: 1 });
    expect(await amount()).toMatchObject({ Amount: 11_610 });
    const [line] = await desk.query(
      `SELECT Id FROM OpportunityLineItem WHERE OpportunityId = '${id}' AND ProductCode = 'PLAT-SEAT-Y'`,
    );
    await desk.set('OpportunityLineItem', String(line!['Id']), { Discount: 10 });
    expect(await amount()).toMatchObject({ Amount: 11_169 });
    await call('DELETE', `sobjects/OpportunityLineItem/${String(line!['Id'])}`);
    expect(await amount()).toMatchObject({ Amount: 7200 });
  });

  test('have the currency and the price book of their deal, and one price', async () => {
    const id = await desk.deal({ accountId: account, currency: 'USD', lines });
    const [foreign] = await desk.query(
      "SELECT Id FROM PricebookEntry WHERE Product2.ProductCode = 'PLAT-SEAT-Y' AND CurrencyIsoCode = 'EUR'",
    );
    const [own] = await desk.query(
      "SELECT Id FROM PricebookEntry WHERE Product2.ProductCode = 'PLAT-SEAT-Y' AND CurrencyIsoCode = 'USD'",
    );
    const add = (more: object) =>
      errorsOf(call('POST', 'sobjects/OpportunityLineItem', { OpportunityId: id, Quantity: 1, ...more }));
    expect(await add({ PricebookEntryId: foreign!['Id'], UnitPrice: 1 })).toEqual([
      400,
      'FIELD_INTEGRITY_EXCEPTION',
    ]);
    expect(await add({ PricebookEntryId: own!['Id'], UnitPrice: 1, TotalPrice: 1 })).toEqual([
      400,
      'FIELD_INTEGRITY_EXCEPTION',
    ]);
    expect(await add({ PricebookEntryId: own!['Id'] })).toEqual([400, 'REQUIRED_FIELD_MISSING']);
    expect(await add({ UnitPrice: 1 })).toEqual([400, 'REQUIRED_FIELD_MISSING']);
    expect(await errorsOf(call('PATCH', `sobjects/Opportunity/${id}`, { CurrencyIsoCode: 'EUR' }))).toEqual([
      400,
      'FIELD_INTEGRITY_EXCEPTION',
    ]);
  });
});

describe('an approval', () => {
  const state = async (id: string) =>
    (
      await desk.query(
        `SELECT Status FROM ProcessInstance WHERE TargetObjectId = '${id}' ORDER BY CreatedDate DESC, Id DESC`,
      )
    ).map((each) => each['Status']);

  test('is asked for once at a time, locks the record, and is given by the one who was asked', async () => {
    const id = await desk.deal({ accountId: account, currency: 'USD', lines });
    const submit = { requests: [{ actionType: 'Submit', contextId: id }] };
    const asked = await call('POST', 'process/approvals', submit);
    expect(asked.list[0]).toMatchObject({ instanceStatus: 'Pending', success: true, entityId: id });
    expect(await errorsOf(call('POST', 'process/approvals', submit))).toEqual([400, 'ALREADY_IN_PROCESS']);
    expect(await errorsOf(call('PATCH', `sobjects/Opportunity/${id}`, { Name: 'Other' }))).toEqual([
      400,
      'ENTITY_IS_LOCKED',
    ]);
    const [workitem] = (asked.list[0] as unknown as { newWorkitemIds: string[] }).newWorkitemIds;
    const approve = { requests: [{ actionType: 'Approve', contextId: workitem }] };
    // Somebody else was asked.
    await control('state', {
      object: 'ProcessInstanceWorkitem',
      id: workitem,
      set: { ActorId: world.reps[0]!.crmId },
    });
    expect(await errorsOf(call('POST', 'process/approvals', approve))).toEqual([
      400,
      'INSUFFICIENT_ACCESS_OR_READONLY',
    ]);
    await desk.decide(workitem!, 'Removed');
    expect(await state(id)).toEqual(['Removed']);
    await desk.decide(await desk.submit(id), 'Reject');
    await desk.decide(await desk.submit(id), 'Approve');
    expect(await state(id)).toEqual(['Approved', 'Rejected', 'Removed']);
    await desk.win(id);
  });

  test('cannot be written by hand, nor asked for of what has no process', async () => {
    expect(await errorsOf(call('POST', 'sobjects/ProcessInstance', { TargetObjectId: account }))).toEqual([
      400,
      'INVALID_TYPE_FOR_OPERATION',
    ]);
    const submit = { requests: [{ actionType: 'Submit', contextId: account }] };
    expect(await errorsOf(call('POST', 'process/approvals', submit))).toEqual([400, 'NO_APPLICABLE_PROCESS']);
  });
});

describe('a contract', () => {
  const make = (fields: object) => call('POST', 'sobjects/Contract', { AccountId: account, ...fields });

  test('begins as a draft, is activated when it is complete, and never is a draft again', async () => {
    expect(await errorsOf(make({ Status: 'Activated', StartDate: '2026-12-01', ContractTerm: 12 }))).toEqual([
      400,
      'FAILED_ACTIVATION',
    ]);
    const { body } = await make({});
    const path = `sobjects/Contract/${body.id}`;
    const incomplete = await call('PATCH', path, { Status: 'Activated', StartDate: '2026-12-01' });
    expect(incomplete.list[0]).toMatchObject({
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      fields: ['ContractTerm'],
    });
    const complete = { Status: 'Activated', StartDate: '2026-12-01', ContractTerm: 12 };
    expect((await call('PATCH', path, complete)).status).toBe(204);
    expect((await call('GET', path)).body).toMatchObject({
      EndDate: '2027-11-30',
      StatusCode: 'Activated',
      ActivatedDate: expect.any(String),
    });
    expect(await errorsOf(call('PATCH', path, { Status: 'Draft' }))).toEqual([400, 'FAILED_ACTIVATION']);
    expect((await call('PATCH', path, { Status: 'Terminated' })).status).toBe(204);
    expect(await errorsOf(call('DELETE', path))).toEqual([400, 'DELETE_FAILED']);
  });

  test.each([
    [{ EndDate: '2027-01-01' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    [{ Status: 'Signed' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    [{ Payment_Terms__c: 'Net 90' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
    [{ ContractTerm: 0 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
  ])('with %o is refused', async (fields, errorCode) => {
    expect(await errorsOf(make(fields))).toEqual([400, errorCode]);
  });

  test('that another transaction holds cannot be written', async () => {
    const { crmId } = company.contracts[0]!;
    await control('state', { settings: { lockedRows: [crmId] } });
    expect(await errorsOf(call('PATCH', `sobjects/Contract/${crmId}`, { AutoRenew__c: true }))).toEqual([
      400,
      'UNABLE_TO_LOCK_ROW',
    ]);
    const { body } = await call('PATCH', 'composite/sobjects', {
      records: [{ attributes: { type: 'Contract' }, id: crmId, AutoRenew__c: true }],
    });
    expect(body).toMatchObject([{ success: false, errors: [{ statusCode: 'UNABLE_TO_LOCK_ROW' }] }]);
  });
});

describe('a call of several parts', () => {
  const part = (referenceId: string, method: string, path: string, body?: object) => ({
    referenceId,
    method,
    url: `${base}/${path}`,
    body,
  });
  const parts = (status: string) => [
    part('contract', 'PATCH', 'sobjects/Contract/Isthmus_Id__c/run_1', {
      AccountId: account,
      StartDate: '2026-12-01',
      ContractTerm: 12,
    }),
    part('status', 'PATCH', 'sobjects/Contract/@{contract.id}', { Status: status }),
    part('read', 'GET', 'sobjects/Contract/@{contract.id}?fields=ContractNumber,Status'),
  ];
  const send = (compositeRequest: readonly object[], allOrNone = true) =>
    call('POST', 'composite', { allOrNone, compositeRequest });
  const statuses = (text: string) =>
    (
      JSON.parse(text) as { compositeResponse: { httpStatusCode: number; body: unknown }[] }
    ).compositeResponse.map(({ httpStatusCode }) => httpStatusCode);

  test('does them in turn, each with what came before, and counts as one call', async () => {
    const { status, text } = await send(parts('Activated'));
    expect([status, statuses(text)]).toEqual([200, [201, 204, 200]]);
    expect(text).toMatch(/"ContractNumber":"\d{8}","Status":"Activated"/);
    expect(statuses((await send(parts('Activated'))).text)).toEqual([200, 204, 200]);
    const journal = (await (await fetch(`${simulator().url}/__sim/journal`)).json()) as object[];
    expect(journal.slice(-2)).toMatchObject(
      Array.from({ length: 2 }, () => ({
        method: 'POST',
        outcome: 'APPLIED',
        objectType: 'Contract',
        externalId: 'run_1',
      })),
    );
  });

  test('undoes all when one is refused, and says so under 200', async () => {
    const { status, text } = await send(parts('Signed'));
    expect([status, statuses(text)]).toEqual([200, [400, 400, 400]]);
    const bodies = (JSON.parse(text) as { compositeResponse: { body: { errorCode: string }[] }[] })
      .compositeResponse;
    expect(bodies.map(({ body }) => body[0]!.errorCode)).toEqual([
      'PROCESSING_HALTED',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'PROCESSING_HALTED',
    ]);
    expect(await desk.query("SELECT Id FROM Contract WHERE Isthmus_Id__c = 'run_1'")).toEqual([]);
    expect(statuses((await send(parts('Signed'), false)).text)).toEqual([201, 400, 200]);
  });

  test('is refused as a whole where it cannot be read', async () => {
    expect(await errorsOf(send([]))).toEqual([400, 'REQUIRED_FIELD_MISSING']);
    expect(await errorsOf(send([...parts('Draft'), ...parts('Draft')]))).toEqual([400, 'JSON_PARSER_ERROR']);
    expect(await errorsOf(send(Array.from({ length: 26 }, () => parts('Draft')[0]!)))).toEqual([
      400,
      'LIMIT_EXCEEDED',
    ]);
    expect(statuses((await send([part('a', 'GET', 'composite')])).text)).toEqual([404]);
    expect(statuses((await send([part('a', 'GET', 'sobjects/Contract/@{b.id}')])).text)).toEqual([400]);
  });
});
