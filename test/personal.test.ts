import { isObjectType } from 'graphql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kinds } from '../src/canonical/kind.ts';
import { personalFields, withoutAddresses } from '../src/canonical/personal.ts';
import { loadSchema } from '../src/http/schema.ts';
import { createKeyring } from '../src/secrets/keyring.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { createPersonal } from '../src/store/personal.ts';
import { readEvents } from '../src/store/event-list.ts';
import { sealExisting } from '../src/store/sealing.ts';
import { bury } from '../src/store/dead-letter.ts';
import { createTestCopy, record, type TestCopy } from './support/copy.ts';
import { dumpOf, foundIn } from './support/dump.ts';
import { testKeyring } from './support/keyring.ts';

const account = record('Customer', 'salesforce/001', { name: 'Acme', currency: 'USD' });
const customer = { customer: { kind: 'Customer', key: 'ref:salesforce:Account:001' } } as const;
const kim = (fields: object = {}, more: object = {}) =>
  record(
    'Contact',
    'salesforce/003',
    { name: 'Kimberly Quark', email: 'kq@acme.example', role: 'Buyer', ...fields },
    { keys: ['email:kq@acme.example'], links: customer, ...more },
  );
const said = ['Kimberly', 'Quark', 'kq@acme.example', 'Robin Seller'];

let copy: TestCopy;
let db: Database;
beforeEach(async () => {
  copy = await createTestCopy();
  db = copy.database;
  await copy.give('salesforce', 'User', [record('User', 'salesforce/005', { name: 'Robin Seller' })]);
  await copy.give('salesforce', 'Customer', [account]);
  await copy.give('salesforce', 'Contact', [kim()]);
});
afterEach(() => copy.close());

const idOf = async (externalId = '003', object = 'Contact'): Promise<string> =>
  (await copy.reader.byReference('salesforce', object, externalId))!;
const contact = async (): Promise<Record<string, unknown> | null> =>
  (await copy.reader.records([await idOf()]))[0] as Record<string, unknown> | null;
const eventsOf = async (id: string) => {
  const { rows } = await db.query<{ id: string }>('select id from event where subject_id = $1 order by seq', [
    id,
  ]);
  return readEvents(
    db,
    rows.map((row) => row.id),
  );
};

describe('the graph', () => {
  it('marks with @pii exactly the fields that say who a person is', () => {
    const schema = loadSchema();
    const marked = kinds.flatMap((kind) => {
      const type = schema.getType(kind);
      const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
      return fields
        .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === 'pii'))
        .map(({ name }) => `${kind}.${name}`);
    });
    expect(marked).toEqual(
      Object.entries(personalFields).flatMap(([kind, fields]) => fields.map((name) => `${kind}.${name}`)),
    );
  });
});

describe('what says who a person is', () => {
  it('is in no table in clear, and is shown as it was', async () => {
    await copy.give('salesforce', 'Contact', [kim({ name: 'Kimberly Q. Quark' })]);
    expect(foundIn(await dumpOf(db), said)).toEqual([]);
    expect(await contact()).toMatchObject({
      name: 'Kimberly Q. Quark',
      email: 'kq@acme.example',
      role: 'Buyer',
    });
    expect((await copy.reader.records([await idOf('005', 'User')]))[0]).toMatchObject({
      name: 'Robin Seller',
    });
    const [list] = await copy.reader.lists('Contact', [await idOf('001', 'Account')]);
    expect(list).toMatchObject([{ name: 'Kimberly Q. Quark' }]);
  });

  it('is told by events with what it was before', async () => {
    await copy.give('salesforce', 'Contact', [kim({ email: 'kim@acme.example' })]);
    const [created, updated] = await eventsOf(await idOf());
    expect(created?.data['record']).toMatchObject({ name: 'Kimberly Quark', email: 'kq@acme.example' });
    expect(updated?.data).toMatchObject({
      record: { name: 'Kimberly Quark', email: 'kim@acme.example', version: 2 },
      changed: ['email'],
      previous: { email: 'kq@acme.example' },
    });
  });

  it('makes no new version and no event when a source gives it again, also with another stamp', async () => {
    expect(await copy.give('salesforce', 'Contact', [kim()])).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await copy.give('salesforce', 'Contact', [kim({}, { version: '2' })])).toMatchObject({
      unchanged: 0,
      updated: 0,
    });
    expect(await contact()).toMatchObject({ version: 1 });
    expect(await eventsOf(await idOf())).toHaveLength(1);
  });

  it('still tells that two sources speak of the same person at a customer, by the address', async () => {
    await copy.give('zendesk', 'Contact', [
      record(
        'Contact',
        'zendesk/77',
        { name: 'K. Quark', email: 'kq@acme.example', role: null },
        { keys: ['email:kq@acme.example'], links: customer },
      ),
    ]);
    expect(await copy.reader.byReference('zendesk', 'Contact', '77')).toBe(await idOf());
    const [origins] = await copy.reader.origins([await idOf()], ['name']);
    expect(origins).toMatchObject([
      { instance: 'salesforce', alternatives: [{ instance: 'zendesk', value: 'K. Quark' }] },
    ]);
    expect(await copy.reader.outOfStep(10)).toEqual([await idOf()]);
    expect(foundIn(await dumpOf(db), said)).toEqual([]);
  });

  it('is left out of what a vendor says is wrong with a record', async () => {
    const cause = {
      correlationId: 'cor_1',
      causationId: null,
      receivedAt: new Date().toISOString(),
      attempts: 1,
    };
    const place = {
      instance: 'salesforce',
      system: 'CRM',
      kind: 'Contact',
      object: 'Contact',
      externalId: '003',
    } as const;
    const reason = 'HTTP 400 duplicate of <kq@acme.example>, merge them';
    await db.transaction((tx) =>
      bury(tx, { ...place, feed: 'poll:Contact', code: 'SOURCE_REJECTED', reason, attempts: 1, cause }),
    );
    expect(foundIn(await dumpOf(db), said)).toEqual([]);
    expect(withoutAddresses(reason)).toBe('HTTP 400 duplicate of <<address>>, merge them');
  });

  it('cannot be read with another master key, nor without one', async () => {
    const id = await idOf();
    const other = openDatabase(db.url, 2, createKeyring([Buffer.from('a master key of somebody else')]));
    const none = openDatabase(db.url, 2);
    const { rows } = await db.query<{ text: string }>(
      `select body ->> '$sealed' as text from entity where id = $1`,
      [id],
    );
    const sealed = [{ text: rows[0]!.text, place: 'record' }];
    expect(await db.personal!.open(sealed)).toEqual([{ name: 'Kimberly Quark', email: 'kq@acme.example' }]);
    await expect(other.personal!.open(sealed)).rejects.toThrow('does not have');
    await expect(db.personal!.open([{ ...sealed[0]!, place: 'event' }])).rejects.toThrow('authenticate');
    expect(none.personal).toBeUndefined();
    await Promise.all([other.close(), none.close()]);
  });

  it('is sealed once with the key that whoever came first has made', async () => {
    const subjects = Array.from({ length: 50 }, (_, i) => `con_${i}`);
    const nodes = [createPersonal(db, testKeyring), createPersonal(db, testKeyring)];
    const fields = { name: 'Kimberly Quark' };
    const texts = await Promise.all(
      nodes.map((node) => node.seal(subjects.map((subject) => ({ subject, place: 'record', fields })))),
    );
    expect(texts[0]).toEqual(texts[1]);
    expect(new Set(texts[0]).size).toBe(50);
    const { rows } = await db.query<{ count: number }>(
      `select count(*)::int as count from subject_key where subject_id like 'con\\__' or subject_id like 'con\\___'`,
    );
    expect(rows).toEqual([{ count: 50 }]);
  });
});

describe('a database from before there were keys', () => {
  it('is sealed once, and nothing of it changes for readers', async () => {
    const id = await idOf();
    await db.query(
      `update entity set body = body - '$sealed' || '{"name": "Kimberly Quark", "email": "kq@acme.example"}' where id = $1`,
      [id],
    );
    await db.query(
      `update facet set fields = fields - '$sealed' || '{"name": "Kimberly Quark", "email": "kq@acme.example"}',
         keys = '{email:kq@acme.example}' where entity_id = $1`,
      [id],
    );
    await db.query(
      `update identity_key set key = 'email:${await idOf('001', 'Account')}:kq@acme.example' where entity_id = $1`,
      [id],
    );
    await db.query(
      `update event set data = jsonb_set(data - '$sealed', '{record,name}', '"Kimberly Quark"') where subject_id = $1`,
      [id],
    );
    await db.query('update sealing set done_at = null');
    expect(foundIn(await dumpOf(db), said)).toHaveLength(3);
    await sealExisting(db);
    expect(foundIn(await dumpOf(db), said)).toEqual([]);
    expect(await contact()).toMatchObject({ name: 'Kimberly Quark', email: 'kq@acme.example', version: 1 });
    expect((await eventsOf(id))[0]?.data['record']).toMatchObject({ name: 'Kimberly Quark' });
    expect(await copy.give('salesforce', 'Contact', [kim()])).toMatchObject({ updated: 0 });
    await copy.give('zendesk', 'Contact', [
      record(
        'Contact',
        'zendesk/77',
        { name: 'K. Quark' },
        { keys: ['email:kq@acme.example'], links: customer },
      ),
    ]);
    expect(await copy.reader.byReference('zendesk', 'Contact', '77')).toBe(id);
  });
});
