import { describe, expect, test } from 'vitest';
import { base, insideCrm, organisation } from './support/salesforce.ts';
import type { Entry } from './support/salesforce.ts';

const { call, control, login, names, signIn, simulator, soql } = organisation();

describe('login', () => {
  test('gives an opaque token without a lifetime, and says which part of the credentials is wrong', async () => {
    const { status, body } = await login();
    expect(status).toBe(200);
    expect(body).toMatchObject({ instance_url: simulator().url, token_type: 'Bearer' });
    expect(body).not.toHaveProperty('expires_in');
    expect(body).not.toHaveProperty('refresh_token');
    expect((await login({ client_secret: 'wrong' })).body.error).toBe('invalid_client');
    expect((await login({ client_id: 'wrong' })).body.error).toBe('invalid_client_id');
    expect(await login({ grant_type: 'password' })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
  });

  test('a session ends with the clock', async () => {
    expect((await call('GET', 'limits')).status).toBe(200);
    await control('clock', { advanceMs: 3 * 3_600_000 });
    const { status, body } = await call('GET', 'limits');
    expect(status).toBe(401);
    expect(body).toEqual([{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
  });

  test('the versions are public, and one that does not exist is not found', async () => {
    const { list } = await call('GET', '/services/data/', undefined, { authorization: '' });
    expect(list.at(-1)).toEqual({ label: "Winter '27", url: '/services/data/v68.0', version: '68.0' });
    expect(list.at(-2)!.label).toBe("Summer '26");
    expect((await call('GET', '/services/data/v99.0/limits')).status).toBe(404);
  });
});

describe('rows', () => {
  test('are made, read, changed and deleted, and remembered as deleted', async () => {
    const made = await call('POST', 'sobjects/Account', { Name: 'Acme', AnnualRevenue: 1.5 });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ id: expect.stringMatching(/^001\w{15}$/), success: true, errors: [] });
    const path = `sobjects/Account/${made.body.id}`;
    expect((await call('GET', `${path}?fields=Name,AnnualRevenue,OwnerId`)).body).toMatchObject({
      Id: made.body.id,
      Name: 'Acme',
      AnnualRevenue: 1.5,
    });
    expect((await call('PATCH', path, { Name: 'Acme 2' })).status).toBe(204);
    expect((await call('GET', path)).body.Name).toBe('Acme 2');
    expect((await call('DELETE', path)).status).toBe(204);
    const gone = await call('GET', path);
    expect([gone.status, gone.list[0]!.errorCode]).toEqual([404, 'ENTITY_IS_DELETED']);
    const all = await soql("SELECT IsDeleted FROM Account WHERE Name = 'Acme 2'", {}, 'queryAll');
    expect(all.body.records[0]!.IsDeleted).toBe(true);
    const span = new URLSearchParams({
      start: new Date(Date.now() - 60_000).toISOString(),
      end: new Date(Date.now() + 60_000).toISOString(),
    });
    const deleted = await call('GET', `sobjects/Account/deleted?${span.toString()}`);
    expect(deleted.body.deletedRecords).toMatchObject([{ id: made.body.id }]);
  });

  test.each([
    [{ Industry: 'Steel' }, 'REQUIRED_FIELD_MISSING', ['Name']],
    [{ Name: 'A', Foo: 1 }, 'INVALID_FIELD', undefined],
    [{ Name: 'A', CreatedDate: '2020-01-01T00:00:00Z' }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['CreatedDate']],
    [{ Name: 'x'.repeat(256) }, 'STRING_TOO_LONG', ['Name']],
    [{ Name: 'A', ParentId: 'nonsense' }, 'MALFORMED_ID', ['ParentId']],
    [{ Name: 'A', ParentId: '0015g0000ZZZZZZ' }, 'INVALID_CROSS_REFERENCE_KEY', ['ParentId']],
    [{ Name: 'A', NumberOfEmployees: 'many' }, 'JSON_PARSER_ERROR', undefined],
  ])('a row that breaks a rule is refused: %o', async (row, errorCode, fields) => {
    const { status, list } = await call('POST', 'sobjects/Account', row);
    expect(status).toBe(400);
    expect(list[0]!.errorCode).toBe(errorCode);
    expect(list[0]!.fields).toEqual(fields);
  });

  test('an upsert by external id makes once and changes after, and answers 300 when the value is doubled', async () => {
    const path = 'sobjects/Account/Isthmus_Id__c/cus_1';
    const first = await call('PATCH', path, { Name: 'One' });
    expect([first.status, first.body.created]).toEqual([201, true]);
    const second = await call('PATCH', path, { Name: 'Two' });
    expect([second.status, second.body]).toEqual([
      200,
      { id: first.body.id, success: true, errors: [], created: false },
    ]);
    expect((await call('GET', path)).body.Name).toBe('Two');
    expect(
      (await call('PATCH', 'sobjects/Account/Isthmus_Id__c/cus_2?updateOnly=true', { Name: 'X' })).status,
    ).toBe(404);
    const taken = await call('POST', 'sobjects/Account', { Name: 'Three', Isthmus_Id__c: 'cus_1' });
    expect(taken.list[0]!).toMatchObject({ errorCode: 'DUPLICATE_VALUE' });
    const doubled = insideCrm.find((company) => company.crmDuplicate && company.taxId)!;
    const both = await call('PATCH', `sobjects/Account/Tax_Id__c/${encodeURIComponent(doubled.taxId!)}`, {
      Phone: '1',
    });
    expect(both.status).toBe(300);
    expect(JSON.parse(both.text) as string[]).toEqual(
      [doubled.crm!.id, doubled.crmDuplicate!.id].sort().map((id) => `${base}/sobjects/Account/${id}`),
    );
    expect((await call('PATCH', 'sobjects/Account/Industry/x', { Name: 'X' })).status).toBe(404);
  });
});

describe('collections', () => {
  test('a read keeps the order of the ids and leaves holes; an unknown field fails it whole', async () => {
    const [a, b] = insideCrm.map((company) => company.crm!);
    const { list } = await call('POST', 'composite/sobjects/Account', {
      ids: [b!.id, '0015g0000ZZZZZZ', a!.id],
      fields: ['Name'],
    });
    expect((list as readonly (Entry | null)[]).map((each) => each?.Name ?? null)).toEqual([
      b!.name,
      null,
      a!.name,
    ]);
    const wrong = await call('POST', 'composite/sobjects/Account', { ids: [a!.id], fields: ['Nope'] });
    expect([wrong.status, wrong.list[0]!.errorCode]).toEqual([400, 'INVALID_FIELD']);
    const many = Array.from({ length: 2001 }, () => a!.id);
    const over = await call('POST', 'composite/sobjects/Account', { ids: many, fields: ['Name'] });
    expect(over.list[0]!.errorCode).toBe('EXCEEDED_ID_LIMIT');
  });

  test('a write answers 200 with a result for each row, and undoes all when it was all or none', async () => {
    const attributes = { type: 'Account' };
    const records = [{ attributes, Name: 'Good' }, { attributes }];
    const some = await call('POST', 'composite/sobjects', { allOrNone: false, records });
    expect(some.status).toBe(200);
    expect(some.list[0]!).toMatchObject({ success: true, errors: [] });
    expect(some.list[1]!).toEqual({
      success: false,
      errors: [
        {
          statusCode: 'REQUIRED_FIELD_MISSING',
          message: 'Required fields are missing: [Name]',
          fields: ['Name'],
        },
      ],
    });
    const none = await call('POST', 'composite/sobjects', { allOrNone: true, records });
    expect(none.list[0]!.errors[0]!.statusCode).toBe('ALL_OR_NONE_OPERATION_ROLLED_BACK');
    expect(await names("SELECT Name FROM Account WHERE Name = 'Good'")).toEqual(['Good']);
  });

  test('rows are upserted, changed and deleted in one call each', async () => {
    const attributes = { type: 'Account' };
    const upsert = (Name: string) =>
      call('PATCH', 'composite/sobjects/Account/Isthmus_Id__c', {
        records: ['a', 'b'].map((key) => ({ attributes, Name: Name + key, Isthmus_Id__c: key })),
      });
    const made = await upsert('One ');
    expect(made.list.map((each) => each.created)).toEqual([true, true]);
    expect((await upsert('Two ')).list.map((each) => each.created)).toEqual([false, false]);
    const ids = made.list.map((each) => each.id);
    const changed = await call('PATCH', 'composite/sobjects', {
      records: [{ attributes, id: ids[0], Phone: '7' }],
    });
    expect(changed.body).toEqual([{ id: ids[0], success: true, errors: [] }]);
    const removed = await call('DELETE', `composite/sobjects?ids=${ids.join(',')}&allOrNone=true`);
    expect(removed.list.map((each) => each.success)).toEqual([true, true]);
  });

  test('what the simulator does not speak is not found', async () => {
    const { status, list } = await call('POST', 'composite/graph', { graphs: [] });
    expect([status, list[0]!.errorCode]).toEqual([404, 'NOT_FOUND']);
  });
});

test('the daily limit is told with every answer, and passing it is a 403 without a time to come back', async () => {
  await control('state', { settings: { dailyLimit: 3 } });
  expect((await call('GET', 'limits')).headers.get('sforce-limit-info')).toBe('api-usage=1/3');
  await call('GET', 'limits');
  await call('GET', 'limits');
  const { status, body, headers } = await call('GET', 'limits');
  expect(status).toBe(403);
  expect(body).toEqual([{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }]);
  expect(headers.get('retry-after')).toBeNull();
  const journal = (await (await fetch(`${simulator().url}/__sim/journal`)).json()) as Entry[];
  expect(journal.at(-1)).toMatchObject({
    outcome: 'THROTTLED',
    credentialId: simulator().credentials.clientId,
  });
  await control('clock', { advanceMs: 25 * 3_600_000 });
  await signIn();
  expect((await call('GET', 'limits')).headers.get('sforce-limit-info')).toBe('api-usage=1/3');
});
