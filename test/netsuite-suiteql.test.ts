import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import { cause, items, type Netsuite, startNetsuite, suiteqlPath } from './support/netsuite.ts';

const seed = { n: 40, seed: 7, today: '2026-10-01' };
const world = makeWorld(seed);
let erp: Netsuite;

beforeAll(async () => {
  erp = await startNetsuite(seed);
});

afterAll(() => erp.close());

describe('SuiteQL', () => {
  it.each([
    ['a list of columns', 'SELECT id, entityid FROM customer'],
    ['everything', 'SELECT * FROM subsidiary'],
    ['everything of one table of a join', 'SELECT c.* FROM customer c JOIN currency x ON x.id = c.currency'],
    ['keywords and names in any case', 'select ID, EntityId from CUSTOMER order by Id desc'],
    ['comments', 'SELECT id /* the id */ FROM customer -- all of them\nORDER BY id'],
    ['text with an apostrophe', "SELECT id FROM customer WHERE companyname = 'O''Hara'"],
    ['every comparison', 'SELECT id FROM customer WHERE id = 1 OR id <> 2 AND id != 3 OR id < 4 OR id >= 5'],
    ['NOT, brackets and nulls', 'SELECT id FROM customer WHERE NOT (terms IS NULL) AND url IS NOT NULL'],
    [
      'NOT IN, NOT LIKE, NOT BETWEEN',
      "SELECT id FROM item WHERE id NOT IN (1) AND itemid NOT LIKE 'X%' AND id NOT BETWEEN 1 AND 2",
    ],
    ['a subquery in IN', 'SELECT id FROM customer WHERE id IN (SELECT custbody_customer FROM transaction)'],
    ['a derived table', 'SELECT n.total FROM (SELECT COUNT(*) AS total FROM customer) n'],
    ['a left outer join', 'SELECT c.id FROM customer c LEFT OUTER JOIN term t ON t.id = c.terms'],
    [
      'groups with folds',
      'SELECT currency, COUNT(DISTINCT terms), SUM(balancesearch), MIN(id), MAX(id) FROM customer GROUP BY currency ORDER BY 2',
    ],
    [
      'dates',
      "SELECT id FROM transaction WHERE trandate BETWEEN TO_DATE('2026-01-01', 'YYYY-MM-DD') AND TO_DATE('31.12.2026', 'DD.MM.YYYY')",
    ],
    ['display values', 'SELECT BUILTIN.DF(currency), BUILTIN.DF(entitystatus) FROM customer'],
    ['joined text', "SELECT entityid || ' ' || companyname AS label, UPPER(entityid) FROM customer"],
    ['distinct rows', 'SELECT DISTINCT currency FROM customer'],
  ])('takes %s', async (_what, statement) => {
    const answer = await erp.suiteql(statement);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  });

  it.each([
    ['LIMIT', 'SELECT id FROM customer LIMIT 5', 'unsupported'],
    ['FETCH NEXT', 'SELECT id FROM customer FETCH NEXT 5 ROWS ONLY', 'unsupported'],
    ['TOP', 'SELECT TOP 5 id FROM customer', 'unsupported'],
    ['ROWNUM', 'SELECT id FROM customer WHERE ROWNUM <= 5', 'unsupported'],
    ['a semicolon', 'SELECT id FROM customer;', 'unsupported'],
    ['two statements', 'SELECT id FROM customer; DELETE FROM customer', 'unsupported'],
    ['writing', "UPDATE customer SET companyname = 'x'", 'unsupported'],
    ['square brackets', 'SELECT [id] FROM customer', 'unsupported'],
    ['an open text', "SELECT id FROM customer WHERE url = 'x", 'unsupported'],
    ['UNION', 'SELECT id FROM customer UNION SELECT id FROM item', 'unsupported'],
    ['a function it does not have', 'SELECT sqlite_version() FROM customer', 'unsupported'],
    ['a table it does not have', 'SELECT name FROM sqlite_schema', "Record 'sqlite_schema' was not found"],
    ['tables of its own house', 'SELECT token FROM oauth_token', "Record 'oauth_token' was not found"],
    [
      'an unknown column',
      'SELECT nope FROM customer',
      "Unknown identifier 'nope'. Available identifiers are: {customer=customer}",
    ],
    [
      'a column that SuiteQL does not expose',
      'SELECT c.subsidiary FROM customer c',
      "Field 'subsidiary' for record 'customer' was not found",
    ],
    ['a name of two tables', 'SELECT id FROM customer c JOIN item i ON i.id = c.id', 'ambiguous'],
    ['a value that is not grouped', 'SELECT entityid, COUNT(*) FROM customer', 'unsupported'],
    ['a fold in WHERE', 'SELECT id FROM customer WHERE COUNT(*) > 1', 'unsupported'],
    ['a date compared with text', "SELECT id FROM transaction WHERE trandate > '2026-01-01'", 'Invalid date'],
    ['a number compared with letters', "SELECT id FROM customer WHERE id = 'abc'", 'invalid number'],
    [
      'a date that does not exist',
      "SELECT id FROM transaction WHERE trandate = TO_DATE('2026-02-30', 'YYYY-MM-DD')",
      'Invalid date',
    ],
    ['a value where a condition is due', 'SELECT id FROM customer WHERE id', 'unsupported'],
    [
      'more than 1,000 in a list',
      `SELECT id FROM customer WHERE id IN (${Array.from({ length: 1001 }, (_, i) => i).join()})`,
      'maximum number of expressions',
    ],
  ])('refuses %s', async (_what, statement, why) => {
    const answer = await erp.suiteql(statement);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ title: 'Bad Request', status: 400 });
    expect(cause(answer).code).toBe('INVALID_PARAMETER');
    expect(cause(answer).detail).toContain('Search error occurred: ');
    expect(cause(answer).detail).toContain(why);
  });

  it('answers lower-case names, texts for all values, and leaves null columns out', async () => {
    const parentless = world.companies.find((company) => company.erp && company.parent === null)!.erp!;
    const q = `SELECT ID, EntityID AS Number, parent, COUNT(*) FROM customer WHERE id = ${parentless.id} GROUP BY id, entityid, parent`;
    expect(items(await erp.suiteql(q))).toEqual([
      { links: [], id: parentless.id, number: parentless.entityId, expr4: '1' },
    ]);
  });

  it('shows dates by user preference and in the zone of the account unless asked otherwise', async () => {
    const { id } = world.companies.find((company) => company.erp)!.erp!;
    await erp.control('state', { object: 'customer', id, set: { lastmodifieddate: '2026-07-01T03:30:00Z' } });
    const format = `'YYYY-MM-DD"T"HH24:MI:SS'`;
    const q = `SELECT lastmodifieddate, TO_CHAR(lastmodifieddate, ${format}) AS there, TO_CHAR(SYS_EXTRACT_UTC(lastmodifieddate), ${format}) AS utc FROM customer WHERE id = ${id}`;
    expect(items(await erp.suiteql(q))).toEqual([
      { links: [], lastmodifieddate: '6/30/2026', there: '2026-06-30T20:30:00', utc: '2026-07-01T03:30:00' },
    ]);
  });

  it('compares text with case, and sorts nulls last', async () => {
    const { erp: known } = world.companies.find((company) => company.erp)!;
    const upper = known!.name.toUpperCase();
    expect(items(await erp.suiteql(`SELECT id FROM customer WHERE companyname LIKE '${upper}'`))).toEqual([]);
    const parents = items(await erp.suiteql('SELECT parent FROM customer ORDER BY parent')).map(
      (row) => row.parent,
    );
    expect(parents.at(0)).toBeDefined();
    expect(parents.at(-1)).toBeUndefined();
  });

  it('wants the Prefer header, at most 1,000 rows, and an offset that is a multiple of the limit', async () => {
    const without = await erp.send('POST', suiteqlPath, { body: { q: 'SELECT id FROM customer' } });
    expect([without.status, cause(without).code]).toEqual([400, 'INVALID_HEADER']);
    for (const page of ['?limit=1001', '?limit=0', '?limit=x', '?limit=10&offset=5', '?offset=100000']) {
      const answer = await erp.suiteql('SELECT id FROM customer', page);
      expect([page, answer.status, cause(answer).code]).toEqual([page, 400, 'INVALID_PARAMETER']);
    }
    const first = await erp.suiteql('SELECT id FROM customer ORDER BY id', '?limit=10');
    const second = await erp.suiteql('SELECT id FROM customer ORDER BY id', '?limit=10&offset=10');
    expect(first.body).toMatchObject({ count: 10, hasMore: true, offset: 0 });
    expect(second.body).toMatchObject({ offset: 10, totalResults: first.body.totalResults });
    const ids = [...items(first), ...items(second)].map((row) => Number(row.id));
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(new Set(ids).size).toBe(20);
  });
});
