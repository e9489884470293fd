import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyChain } from '../src/audit/verify.ts';
import { readChain } from '../src/store/audit-chain.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { givePositions } from '../src/store/event.ts';
import { readEvents } from '../src/store/event-list.ts';
import { createMemory } from '../src/store/memory.ts';
import { listen } from '../src/store/notice.ts';
import { eraseSubject } from '../src/sync/erase.ts';
import { createTestCopy, record, type TestCopy, usd } from './support/copy.ts';
import { dumpOf, foundIn } from './support/dump.ts';
import { eventually } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

const account = (id: string, name: string) =>
  record('Customer', `salesforce/${id}`, { name, currency: 'USD' });
const customer = { customer: { kind: 'Customer', key: 'ref:salesforce:Account:001' } } as const;
const kim = (fields: object = {}, version = '1') =>
  record(
    'Contact',
    'salesforce/003',
    { name: 'Kimberly Quark', email: 'kq@acme.example', role: 'Buyer', ...fields },
    { keys: ['email:kq@acme.example'], links: customer, version },
  );
const sameAtSupport = record(
  'Contact',
  'zendesk/77',
  { name: 'K. Quark', email: 'kq@acme.example', role: null },
  { keys: ['email:kq@acme.example'], links: customer },
);
const lou = record(
  'Contact',
  'salesforce/004',
  { name: 'Lou Quiet', email: 'lou@acme.example' },
  { links: customer },
);
const posting = record(
  'LedgerPosting',
  'netsuite/9',
  {
    number: 'JE-9',
    status: 'POSTED',
    rawStatus: 'Approved',
    date: '2026-01-31',
    memo: null,
    lines: [
      {
        account: '1100',
        debit: usd('10.00'),
        credit: null,
        memo: null,
        dimensions: { account: '1100', department: null, costCenter: null, class: null, location: null },
      },
    ],
  },
  { links: customer },
);
const said = ['Kimberly', 'Quark', 'kq@acme.example'];
const actor = { person: 'ada@hub.example', account: 'cli|ada', actors: [] };
const request = { reason: 'request 4711', actor };

let copy: TestCopy;
let db: Database;
let id: string;
beforeEach(async () => {
  copy = await createTestCopy();
  db = copy.database;
  await copy.give('salesforce', 'Customer', [account('001', 'Acme'), account('002', 'Other')]);
  await copy.give('salesforce', 'Contact', [kim(), lou]);
  await copy.give('zendesk', 'Contact', [sameAtSupport]);
  await copy.give('salesforce', 'Contact', [
    kim({ email: 'kq@acme.example', role: 'Chief Buyer' }, '2'),
    lou,
  ]);
  id = await idOf('003');
});
afterEach(() => copy.close());

const idOf = async (externalId: string, object = 'Contact'): Promise<string> =>
  (await copy.reader.byReference('salesforce', object, externalId))!;
const shown = async (each: string) => (await copy.reader.records([each]))[0] as unknown;
const eventsOf = async (subject: string) => {
  const { rows } = await db.query<{ id: string }>(
    `select id from event where subject_id = $1 and type like 'contact.%' order by seq`,
    [subject],
  );
  return readEvents(
    db,
    rows.map((row) => row.id),
  );
};
const chain = () => readChain(db, 0, (read) => verifyChain({ tenant: 'main', proof: null, ...read }));

describe('a person who is erased', () => {
  it('is nobody in the copy, in the log and in what is left of the keys; others stay', async () => {
    const { subjects } = await eraseSubject(copy, { ...request, id });
    expect(subjects).toEqual([id]);
    expect(await shown(id)).toMatchObject({ id, version: 3, role: 'Chief Buyer' });
    expect(await shown(id)).not.toMatchObject({ name: expect.anything() });
    expect(await shown(id)).not.toMatchObject({ email: expect.anything() });
    expect(await shown(await idOf('004'))).toMatchObject({ name: 'Lou Quiet', email: 'lou@acme.example' });
    const events = await eventsOf(id);
    expect(events.map((each) => [each?.type, each?.entityVersion])).toEqual([
      ['contact.created', 1],
      ['contact.updated', 2],
      ['contact.updated', 3],
    ]);
    expect(events.at(-1)).toMatchObject({
      source: null,
      data: { changed: ['name', 'email'], previous: { name: null, email: null } },
    });
    expect(foundIn(JSON.stringify(events), said)).toEqual([]);
    // Another process, which never had the key in memory.
    const other = openDatabase(db.url, 2, testKeyring);
    const { rows } = await db.query<{ id: string; text: string }>(
      `select id, data ->> '$sealed' as text from event where subject_id = $1 and data ? '$sealed'`,
      [id],
    );
    expect(rows).toHaveLength(2);
    expect(
      await other.personal!.open(rows.map((row) => ({ text: row.text, place: `event ${row.id}` }))),
    ).toEqual([null, null]);
    await other.close();
    expect(foundIn(await dumpOf(db), said)).toEqual([]);
    expect(await db.query('select key from identity_key where entity_id = $1', [id])).toMatchObject({
      rows: [],
    });
  });

  it('leaves the books and the audit chain as they were, with an entry that says who did it and why', async () => {
    await copy.give('netsuite', 'LedgerPosting', [posting]);
    const books = `select md5(string_agg(t::text, '' order by t::text)) as sum from entity t where kind in ('LedgerPosting', 'Customer')`;
    const before = await db.query(books);
    const { correlationId } = await eraseSubject(copy, { ...request, id });
    expect((await db.query(books)).rows).toEqual(before.rows);
    const { rows } = await db.query('select subject, action, person, after, correlation_id from audit_entry');
    expect(rows).toEqual([
      {
        subject: id,
        action: 'subject.erased',
        person: 'ada@hub.example',
        after: JSON.stringify({ asked: id, reason: 'request 4711' }),
        correlation_id: correlationId,
      },
    ]);
    expect(await chain()).toMatchObject({ entries: 1, fault: null });
  });

  it('stays erased when every source is read again, and a change beside the person is still taken in', async () => {
    await eraseSubject(copy, { ...request, id });
    for (const nth of ['3', '4']) {
      await copy.give('salesforce', 'Contact', [kim({ role: 'Chief Buyer' }, nth), lou]);
      await copy.give('zendesk', 'Contact', [sameAtSupport]);
    }
    expect(await shown(id)).toMatchObject({ version: 3 });
    const listOf = [await idOf('001', 'Account')];
    const again = { listOf, complete: true };
    expect(await copy.give('salesforce', 'Contact', [kim({ role: 'Chief Buyer' }, '4'), lou], again)).toEqual(
      {
        created: 0,
        updated: 0,
        unchanged: 2,
        rejected: [],
      },
    );
    await copy.give('salesforce', 'Contact', [kim({ name: 'Kimberly Q. Quark', role: 'None' }, '5')]);
    expect(await shown(id)).toMatchObject({ version: 4, role: 'None' });
    expect(await shown(id)).not.toMatchObject({ name: expect.anything() });
    expect(foundIn(JSON.stringify(await eventsOf(id)), said)).toEqual([]);
    expect(foundIn(await dumpOf(db), said)).toEqual([]);
  });

  it('is not found by the address any more: whoever comes with it is somebody new', async () => {
    await eraseSubject(copy, { ...request, id });
    await copy.give('salesforce', 'Contact', [{ ...kim(), externalId: '00N' }]);
    const anew = await idOf('00N');
    expect(anew).not.toBe(id);
    expect(await shown(anew)).toMatchObject({ name: 'Kimberly Quark' });
    expect(await shown(id)).not.toMatchObject({ name: expect.anything() });
  });

  it('is erased once: a second time changes nothing and adds no entry', async () => {
    await eraseSubject(copy, { ...request, id });
    expect(await eraseSubject(copy, { ...request, id })).toMatchObject({ subjects: [], before: 1 });
    expect(await shown(id)).toMatchObject({ version: 3 });
    expect(await eventsOf(id)).toHaveLength(3);
    expect(await chain()).toMatchObject({ entries: 1, fault: null });
  });

  it('is forgotten by a node that had the person and the key in memory', async () => {
    const node = openDatabase(db.url, 4, testKeyring);
    const memory = createMemory(4);
    const heard: string[] = [];
    const listener = listen(db.url, {
      onNotice(notice) {
        memory.forget(notice);
        node.personal!.forget(notice.erased ?? []);
        heard.push(...(notice.erased ?? []));
      },
      onGap: () => {},
      onReady: () => heard.push('ready'),
    });
    await eventually('the listener', async () => heard.includes('ready'));
    const [created] = await eventsOf(id);
    const read = async () => JSON.stringify(await readEvents(node, [created!.id]));
    expect(foundIn(await read(), said)).toEqual(said);
    const before = node.personal!.erasures();
    await eraseSubject(copy, { ...request, id });
    await eventually('the notice', async () => heard.includes(id));
    expect(foundIn(await read(), said)).toEqual([]);
    expect(node.personal!.erasures()).not.toBe(before);
    await listener.close();
    await node.close();
  });

  it('stays readable and whole when the erasure fails half way', async () => {
    await db.query('alter table audit_head rename to audit_head_away');
    await expect(eraseSubject(copy, { ...request, id })).rejects.toThrow('audit_head');
    await db.query('alter table audit_head_away rename to audit_head');
    expect(await shown(id)).toMatchObject({ name: 'Kimberly Quark', version: 2 });
  });
});

describe('what is erased by an id', () => {
  it('is every contact of a customer, also those that are gone, and of no other customer', async () => {
    await copy.give('salesforce', 'Contact', [{ ...lou, deleted: true, version: '2' }]);
    const away = { customer: { kind: 'Customer', key: 'ref:salesforce:Account:002' } } as const;
    await copy.give('salesforce', 'Contact', [{ ...lou, externalId: '009', links: away }]);
    const { subjects } = await eraseSubject(copy, { ...request, id: await idOf('001', 'Account') });
    expect(subjects).toHaveLength(2);
    expect(subjects).toContain(id);
    expect(await shown(await idOf('009'))).toMatchObject({ name: 'Lou Quiet' });
    const { rows } = await db.query<{ text: string }>(
      `select body::text as text from entity where kind = 'Contact' and body ? '$sealed'`,
    );
    expect(rows).toHaveLength(1);
  });

  it('is a user of our own company', async () => {
    await copy.give('salesforce', 'User', [record('User', 'salesforce/005', { name: 'Robin Seller' })]);
    const user = await idOf('005', 'User');
    await eraseSubject(copy, { ...request, id: user });
    await copy.give('salesforce', 'User', [record('User', 'salesforce/005', { name: 'Robin Seller' })]);
    expect(await shown(user)).not.toMatchObject({ name: expect.anything() });
    expect(foundIn(await dumpOf(db), ['Robin'])).toEqual([]);
  });

  it('is also what was found to be the same person', async () => {
    const { rows } = await db.query<{ id: string }>(
      `insert into entity (id, kind, body, links, version, created_at, updated_at, merged_into)
       values ('con_absorbed', 'Contact', '{}', '{}', 1, now(), now(), $1) returning id`,
      [id],
    );
    expect((await eraseSubject(copy, { ...request, id: rows[0]!.id })).subjects).toEqual(
      [id, 'con_absorbed'].toSorted(),
    );
  });

  it('is nothing for an id that no record has, for what is not about people, or without a reason', async () => {
    const erased = (each: string, reason = 'r') => eraseSubject(copy, { ...request, reason, id: each });
    await expect(erased('con_nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(erased('inv_1')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(erased('nonsense')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(erased(id, ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await db.query(`update entity set merged_into = $2 where id = $1`, [
      await idOf('002', 'Account'),
      await idOf('001', 'Account'),
    ]);
    await expect(erased(await idOf('002', 'Account'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('was merged into'),
    });
  });

  it('has its place in the log like every other change', async () => {
    await eraseSubject(copy, { ...request, id });
    const events = await db.transaction((tx) => givePositions(tx, 100));
    expect(events.at(-1)).toMatchObject({ type: 'contact.updated', subjectId: id });
    expect(foundIn(JSON.stringify(events), said)).toEqual([]);
  });
});
