import jsforce from 'jsforce';
import { describe, expect, test } from 'vitest';
import { accounts, insideCrm, organisation } from './support/salesforce.ts';

const { control, simulator, token } = organisation();

describe('jsforce, a client that does not know us,', () => {
  const connect = () =>
    new jsforce.Connection({ instanceUrl: simulator().url, accessToken: token(), version: '68.0' });

  test('queries over pages, retrieves and describes', async () => {
    const connection = connect();
    const pages: number[] = [];
    let result = await connection.query('SELECT Id, Name, Owner.Name FROM Account', {
      headers: { 'Sforce-Query-Options': 'batchSize=200' },
    });
    const records = [...result.records];
    pages.push(result.records.length);
    while (!result.done) {
      result = await connection.queryMore(result.nextRecordsUrl!);
      pages.push(result.records.length);
      records.push(...result.records);
    }
    expect(pages).toEqual([200, accounts - 200]);
    expect(new Set(records.map((record) => record.Id)).size).toBe(accounts);

    const { id, name } = insideCrm[0]!.crm!;
    expect(await connection.sobject('Account').retrieve(id)).toMatchObject({ Id: id, Name: name });
    const both = await connection.sobject('Account').retrieve([id, insideCrm[1]!.crm!.id]);
    expect(both.map((record) => record.Name)).toEqual([name, insideCrm[1]!.crm!.name]);

    const description = await connection.describe('Account');
    const field = description.fields.find((each) => each.name === 'Isthmus_Id__c');
    expect(field).toMatchObject({ externalId: true, unique: true, type: 'string' });
    expect((await connection.describeGlobal()).sobjects.map((each) => each.name)).toContain('Contract');
    expect(connection.limitInfo?.apiUsage?.limit).toBe(100_000);
  });

  test('creates, upserts by external id and deletes', async () => {
    const sobject = connect().sobject('Account');
    const made = await sobject.upsert({ Isthmus_Id__c: 'cus_9', Name: 'Nine' }, 'Isthmus_Id__c');
    expect(made).toMatchObject({ success: true, created: true });
    const again = await sobject.upsert({ Isthmus_Id__c: 'cus_9', Name: 'Neuf' }, 'Isthmus_Id__c');
    expect(again).toMatchObject({ success: true, created: false, id: made.id });
    const many = await sobject.create([{ Name: 'A' }, {}], { allOrNone: false });
    expect(many.map((each) => each.success)).toEqual([true, false]);
    expect(await sobject.destroy(made.id!)).toMatchObject({ success: true });
    expect(await sobject.find({ Name: { $like: 'Neu%' } }, ['Id', 'Name'])).toEqual([]);
  });

  test('understands our errors', async () => {
    const connection = connect();
    await expect(connection.query('SELECT Foo FROM Account')).rejects.toMatchObject({
      name: 'INVALID_FIELD',
      errorCode: 'INVALID_FIELD',
    });
    await expect(connection.sobject('Account').create({})).rejects.toMatchObject({
      errorCode: 'REQUIRED_FIELD_MISSING',
      data: { fields: ['Name'] },
    });
    await control('clock', { advanceMs: 3 * 3_600_000 });
    await expect(connection.query('SELECT Id FROM User')).rejects.toMatchObject({
      errorCode: 'INVALID_SESSION_ID',
    });
  });
});
