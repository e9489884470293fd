import { describe, expect, test } from 'vitest';
import { accounts, base, insideCrm, organisation, world } from './support/salesforce.ts';

const { call, control, names, signIn, soql } = organisation();

describe('SOQL', () => {
  test('answers with parents, children and values in the forms of Salesforce', async () => {
    const company = insideCrm.find((each) => each.opportunities.length > 1 && each.contracts.length > 0)!;
    const { body, text } = await soql(
      `SELECT Id, Name, Owner.Name, CreatedDate, (SELECT Id, Amount, IsWon FROM Opportunities ORDER BY Id) FROM Account WHERE Id = '${company.crm!.id}'`,
    );
    const record = body.records[0]!;
    expect(record.attributes).toEqual({
      type: 'Account',
      url: `${base}/sobjects/Account/${company.crm!.id}`,
    });
    expect(record.Owner.Name).toBe(world.reps[company.owner]!.name);
    expect(record.CreatedDate).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.000\+0000$/);
    expect(record.Opportunities.totalSize).toBe(company.opportunities.length);
    expect(text).toMatch(/"Amount":\d+\.\d+/);
    const parentless = insideCrm.find((each) => each.parent === null)!;
    const answer = await soql(`SELECT Parent.Name FROM Account WHERE Id = '${parentless.crm!.id}'`);
    expect(answer.body.records[0]!.Parent).toBeNull();
  });

  test('an id is found by its 15 characters and by its 18 in another case', async () => {
    const { id, name } = insideCrm[0]!.crm!;
    for (const form of [id, id.slice(0, 15), id.toLowerCase()]) {
      expect(await names(`SELECT Name FROM Account WHERE Id = '${form}'`)).toEqual([name]);
    }
    const { list } = await soql("SELECT Id FROM Account WHERE Id = 'abc'");
    expect(list[0]!.errorCode).toBe('INVALID_QUERY_FILTER_OPERATOR');
  });

  test('conditions mean what they mean in Salesforce', async () => {
    const add = (Name: string, more: Record<string, unknown> = {}) =>
      call('POST', 'sobjects/Account', { Name, Phone: 'here', ...more });
    await add('Alpha', { Industry: 'Steel', NumberOfEmployees: 5 });
    await add("beta's 50% \\ more", { NumberOfEmployees: 50 });
    await add('Gamma', { Industry: 'Wood' });
    const where = (condition: string) =>
      names(`SELECT Name FROM Account WHERE Phone = 'here' AND (${condition}) ORDER BY Name`);
    expect(await where("Name = 'ALPHA'")).toEqual(['Alpha']);
    expect(await where("Name LIKE '%A'")).toEqual(['Alpha', 'Gamma']);
    expect(await where("Name LIKE '%50\\% %'")).toEqual(["beta's 50% \\ more"]);
    expect(await where("Name = 'beta\\'s 50% \\\\ more'")).toEqual(["beta's 50% \\ more"]);
    expect(await where("Industry != 'Steel'")).toEqual(["beta's 50% \\ more", 'Gamma']);
    expect(await where("Industry NOT IN ('Steel', 'Wood')")).toEqual(["beta's 50% \\ more"]);
    expect(await where("NOT (Industry IN ('Steel'))")).toEqual(["beta's 50% \\ more", 'Gamma']);
    expect(await where('Industry = null')).toEqual(["beta's 50% \\ more"]);
    expect(await where('NOT (NumberOfEmployees > 10)')).toEqual(['Alpha', 'Gamma']);
    expect(await where('NumberOfEmployees >= 5 AND NumberOfEmployees < 5e1')).toEqual(['Alpha']);
    expect(await where('IsDeleted = TRUE')).toEqual([]);
    expect(await where('CreatedDate > 2020-01-01T00:00:00+01:00')).toHaveLength(3);
    expect(
      await names(
        "SELECT Name FROM Account WHERE Phone = 'here' ORDER BY Industry DESC NULLS LAST, Name LIMIT 2 OFFSET 1",
      ),
    ).toEqual(['Alpha', "beta's 50% \\ more"]);
  });

  test.each([
    ['SELECT Foo FROM Account', 'INVALID_FIELD', "No such column 'Foo' on entity 'Account'", 8],
    ['SELECT Id FROM Nothing', 'INVALID_TYPE', "sObject type 'Nothing' is not supported", 16],
    ['SELECT Boss.Name FROM Account', 'INVALID_FIELD', "Didn't understand relationship 'Boss'", 8],
    ["SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", 'MALFORMED_QUERY', "'OR'", 56],
    ['SELECT Id FROM Account WHERE Name = 5', 'INVALID_FIELD', 'should be enclosed in quotes', 37],
    [
      "SELECT Id FROM Opportunity WHERE Amount > '5'",
      'INVALID_FIELD',
      'should not be enclosed in quotes',
      43,
    ],
    ['SELECT Id, COUNT(Id) FROM Account GROUP BY Id', 'MALFORMED_QUERY', "unexpected token: '('", 17],
    ['SELECT Id FROM Account FOR VIEW', 'MALFORMED_QUERY', "unexpected token: 'FOR'", 24],
    ['UPDATE Account', 'MALFORMED_QUERY', "unexpected token: 'UPDATE'", 1],
    ["SELECT Id FROM Account WHERE Name = 'x", 'MALFORMED_QUERY', 'mismatched character', 37],
    ['SELECT Id, Name, name FROM Account', 'INVALID_FIELD', 'duplicate field selected: Name', 18],
  ])('%s is refused as Salesforce refuses it', async (statement, errorCode, message, column) => {
    const { status, list } = await soql(statement);
    expect(status).toBe(400);
    expect(list).toHaveLength(1);
    expect(list[0]!.errorCode).toBe(errorCode);
    expect(list[0]!.message).toContain(message);
    expect(list[0]!.message).toContain(`ERROR at Row:1:Column:${column}\n`);
  });

  test('a large result comes in pages of the size asked for, by a locator that ends after two days', async () => {
    const first = await soql('SELECT Id FROM Account ORDER BY Id', {
      'sforce-query-options': 'batchSize=200',
    });
    expect(first.body).toMatchObject({ totalSize: accounts, done: false });
    expect(first.body.records).toHaveLength(200);
    const next = await call('GET', first.body.nextRecordsUrl);
    expect(next.body).toMatchObject({ totalSize: accounts, done: true });
    const ids = [...first.body.records, ...next.body.records].map((record) => record.Id);
    expect(new Set(ids).size).toBe(accounts);
    await control('clock', { advanceMs: 49 * 3_600_000 });
    await signIn();
    const gone = await call('GET', first.body.nextRecordsUrl);
    expect([gone.status, gone.list[0]!.errorCode]).toEqual([400, 'INVALID_QUERY_LOCATOR']);
  });

  test('a statement too long for a URL is refused by the server in front', async () => {
    const list = insideCrm.flatMap((each) => Array.from({ length: 4 }, () => `'${each.crm!.id}'`)).join(',');
    const { status, text } = await soql(`SELECT Id FROM Account WHERE Id IN (${list})`);
    expect([status, text]).toEqual([414, '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>']);
  });

  test('counts agree with the world', async () => {
    const count = async (object: string) => (await soql(`SELECT COUNT() FROM ${object}`)).body.totalSize;
    const sum = (of: (company: (typeof insideCrm)[number]) => number) =>
      insideCrm.reduce((total, company) => total + of(company), 0);
    expect(await count('Account')).toBe(accounts);
    expect(await count('Contact')).toBe(sum((each) => each.contacts.filter((one) => one.crmId).length));
    expect(await count('Opportunity')).toBe(sum((each) => each.opportunities.length));
    expect(await count('Contract')).toBe(sum((each) => each.contracts.length));
    expect(await count('Product2')).toBe(world.products.filter((each) => each.crmId).length);
    expect(await count('User')).toBe(world.reps.length + 1);
  });
});
