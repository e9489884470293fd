import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceRecord } from '../src/canonical/record.ts';
import type { Stored } from '../src/store/read.ts';
import { openDatabase } from '../src/store/database.ts';
import { createMemory } from '../src/store/memory.ts';
import { createReader } from '../src/store/reader.ts';
import { ingest } from '../src/sync/ingest.ts';
import { createTestCopy, record, type TestCopy, usd } from './support/copy.ts';

let copy: TestCopy;
beforeAll(async () => {
  copy = await createTestCopy();
});
afterAll(() => copy.close());
beforeEach(() =>
  copy.database.query(
    'truncate entity, facet, identity_key, match_candidate, list_sync, customer_summary cascade',
  ),
);

const account = (id: string, more: Parameters<typeof record>[3] = {}): SourceRecord =>
  record('Customer', `salesforce/${id}`, { name: `Company ${id}`, status: 'ACTIVE', currency: 'USD' }, more);
const of = (id: string) => ({ customer: { kind: 'Customer', key: `ref:crm:Account:${id}` } }) as const;
const invoice = (id: string, customer: string, balance = '10.00'): SourceRecord =>
  record(
    'Invoice',
    `zuora/${id}`,
    {
      number: id,
      status: 'POSTED',
      issueDate: '2026-01-01',
      dueDate: '2026-02-01',
      total: usd(balance),
      balance: usd(balance),
    },
    { links: of(customer) },
  );
const supportCase = (id: string, customer: string): SourceRecord =>
  record(
    'SupportCase',
    `zendesk/${id}`,
    { number: id, status: 'OPEN', priority: 'P1', openedAt: '2026-01-01T00:00:00Z' },
    { links: of(customer) },
  );
const idOf = async (id: string): Promise<string> => (await copy.reader.byReference('CRM', 'Account', id))!;
const numbersOf = async (id: string): Promise<(string | undefined)[]> =>
  (await copy.reader.lists('Invoice', [await idOf(id)]))[0]!.map(
    (each) => (each as Stored<'Invoice'>).number,
  );

/** Holds a transaction open just before it commits, until it is let go. */
function gate(): { within: () => Promise<void>; reached: Promise<void>; open: () => void } {
  let open = (): void => {};
  let arrive = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  return {
    reached,
    open,
    within: () => {
      arrive();
      return opened;
    },
  };
}

/** Waits until a connection of the copy's database waits for a lock; false when `work` ended without waiting. */
async function untilBlocked(work: Promise<unknown>): Promise<boolean> {
  let ended = false;
  void work.finally(() => (ended = true)).catch(() => {});
  for (;;) {
    const { rows } = await copy.database.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]!.n > 0) return true;
    if (ended) return false;
  }
}

describe('two sources that speak at the same time', () => {
  it('an invoice stored while its customer is being stored belongs to that customer', async () => {
    const held = gate();
    const first = copy.give('zuora', 'Invoice', [invoice('I1', '001')], { within: held.within });
    await held.reached;
    const second = copy.give('salesforce', 'Customer', [account('001')]);
    await untilBlocked(second);
    held.open();
    await Promise.all([first, second]);
    expect(await numbersOf('001')).toEqual(['I1']);
  });

  it('an invoice stored while its customer is absorbed by another belongs to the survivor', async () => {
    await copy.give('salesforce', 'Customer', [account('001')]);
    await copy.give('zuora', 'Customer', [record('Customer', 'zuora/z1', { name: 'Somebody' })]);
    const held = gate();
    const bill = {
      ...invoice('I1', ''),
      links: { customer: { kind: 'Customer', key: 'ref:zuora:Account:z1' } },
    } as const;
    const first = copy.give('zuora', 'Invoice', [bill], { within: held.within });
    await held.reached;
    const second = copy.give('zuora', 'Customer', [
      record('Customer', 'zuora/z1', { name: 'Somebody' }, { keys: ['ref:crm:Account:001'] }),
    ]);
    await untilBlocked(second);
    held.open();
    await Promise.all([first, second]);
    expect(await numbersOf('001')).toEqual(['I1']);
  });

  it('an invoice and a case stored together are both counted', async () => {
    await copy.give('salesforce', 'Customer', [account('001')]);
    const held = gate();
    const first = copy.give('zuora', 'Invoice', [invoice('I1', '001')], { within: held.within });
    await held.reached;
    const second = copy.give('zendesk', 'SupportCase', [supportCase('T1', '001')]);
    await untilBlocked(second);
    held.open();
    await Promise.all([first, second]);
    const [summary] = await copy.reader.summaries([await idOf('001')]);
    expect(summary).toMatchObject({ open: usd('10.00'), openCases: 1 });
  });

  it('everything at once ends with every record counted once and nothing lost', async () => {
    const customers = Array.from({ length: 12 }, (_, n) => `C${n}`);
    const shuffled = (seed: number): string[] =>
      customers
        .map((id, n) => [id, (n * seed) % 13] as const)
        .toSorted((a, b) => a[1] - b[1])
        .map(([id]) => id);
    await Promise.all([
      copy.give(
        'salesforce',
        'Customer',
        shuffled(3).map((id) => account(id)),
      ),
      ...[2, 5, 7].flatMap((seed) => [
        copy.give(
          'zuora',
          'Invoice',
          shuffled(seed).map((id) => invoice(`I${seed}${id}`, id)),
        ),
        copy.give(
          'zendesk',
          'SupportCase',
          shuffled(seed + 4).map((id) => supportCase(`T${seed}${id}`, id)),
        ),
        copy.give(
          'salesforce',
          'Customer',
          shuffled(seed + 1).map((id) => account(id, { version: `${seed}` })),
        ),
      ]),
    ]);
    const ids = await Promise.all(customers.map(idOf));
    for (const summary of await copy.reader.summaries(ids))
      expect(summary).toMatchObject({ open: usd('30.00'), openCases: 3 });
  });

  it('answers that say nothing new, in any order, are all taken without complaint', async () => {
    const bills = Array.from({ length: 200 }, (_, n) => invoice(`I${n}`, '001'));
    await copy.give('salesforce', 'Customer', [account('001')]);
    await copy.give('zuora', 'Invoice', bills);
    const again = Array.from({ length: 24 }, (_, n) =>
      copy.give('zuora', 'Invoice', n % 2 === 0 ? bills : bills.toReversed(), { listOf: [] }),
    );
    for (const { unchanged } of await Promise.all(again)) expect(unchanged).toBe(200);
  });

  it('an answer asked for earlier, but arriving later, does not undo a newer one', async () => {
    const at = (second: number): string => `2026-01-01T00:00:0${second}.000Z`;
    await copy.give('salesforce', 'Customer', [account('001')], { askedAt: at(0) });
    await copy.give('zuora', 'Invoice', [invoice('I1', '001', '20.00')], { askedAt: at(2) });
    await copy.give('zuora', 'Invoice', [invoice('I1', '001', '10.00')], { askedAt: at(1) });
    const id = await idOf('001');
    expect((await copy.reader.lists('Invoice', [id]))[0]).toMatchObject([{ balance: usd('20.00') }]);
    await copy.give('zuora', 'Invoice', [], {
      askedAt: at(1),
      askedFor: { object: 'Invoice', externalIds: ['I1'] },
    });
    expect(await numbersOf('001')).toEqual(['I1']);
  });

  it('a transaction chosen to end a deadlock is done again', async () => {
    await copy.give('salesforce', 'Customer', [account('001'), account('002')]);
    const [one, two] = [await idOf('001'), await idOf('002')];
    const touch = (db: pg.PoolClient, id: string) =>
      db.query('update entity set version = version + 1 where id = $1', [id]);
    let runs = 0;
    const both = (
      first: string,
      second: string,
      own: ReturnType<typeof gate>,
      other: ReturnType<typeof gate>,
    ) =>
      copy.database.transaction(async (db) => {
        runs++;
        await touch(db, first);
        void own.within();
        await other.reached;
        await touch(db, second);
      });
    const [a, b] = [gate(), gate()];
    await Promise.all([both(one, two, a, b), both(two, one, b, a)]);
    expect(runs).toBeGreaterThan(2);
    const records = await copy.reader.records([one, two]);
    expect(records.map((each) => each!.version)).toEqual([3, 3]);
  });
});

describe('what is served while much is stored', () => {
  it('readers are answered although more writers wait than there are connections', async () => {
    await copy.give('salesforce', 'Customer', [account('001')]);
    const held = gate();
    const first = copy.give('zuora', 'Invoice', [invoice('I0', '001')], { within: held.within });
    await held.reached;
    const waiting = Array.from({ length: 20 }, (_, n) =>
      copy.give('zuora', 'Invoice', [invoice(`I${n}`, '001')]),
    );
    await untilBlocked(waiting[0]!);
    expect(await idOf('001')).not.toBeNull();
    held.open();
    await Promise.all([first, ...waiting]);
    expect(await numbersOf('001')).toHaveLength(20);
  });
});

describe('a database that goes away', () => {
  it('in the middle of a transaction fails that transaction and nothing else', async () => {
    const database = openDatabase(copy.database.url);
    try {
      await expect(
        database.transaction(async (db) => {
          const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
          const gone = new Promise((resolve) => db.once('end', resolve));
          await copy.database.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
          await gone;
          await db.query('select 1');
        }),
      ).rejects.toThrow();
      expect((await database.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await database.close();
    }
  });
});

describe('the memory of the process', () => {
  /** A reader whose memory hears of every commit of this process. */
  function remembered() {
    const memory = createMemory(4);
    memory.trust(true);
    const reader = createReader({
      ...copy,
      memory,
      staleAfterMs: 86_400_000,
      isDown: () => false,
      urlOf: () => null,
      now: Date.now,
    });
    const give = (
      instance: string,
      kind: SourceRecord['kind'],
      records: readonly SourceRecord[],
      more: Partial<Parameters<typeof ingest>[1]> = {},
    ) =>
      ingest(
        { ...copy, changed: memory.forget },
        { instance, kind, records, askedAt: new Date().toISOString(), ...more },
      );
    return { memory, reader, give };
  }
  const invoices = async (reader: TestCopy['reader'], customer: string) =>
    (await reader.lists('Invoice', [await idOf(customer)]))[0]!.map(
      (each) => (each as Stored<'Invoice'>).number,
    );

  it('forgets the list of a customer whose invoice now belongs to another', async () => {
    const { reader, give } = remembered();
    await give('salesforce', 'Customer', [account('001'), account('002')]);
    await give('zuora', 'Invoice', [invoice('I1', '001')]);
    expect(await invoices(reader, '001')).toEqual(['I1']);
    expect((await reader.summaries([await idOf('001')]))[0]!.open).toEqual(usd('10.00'));
    await give('zuora', 'Invoice', [invoice('I1', '002')]);
    expect(await invoices(reader, '002')).toEqual(['I1']);
    expect(await invoices(reader, '001')).toEqual([]);
    expect((await reader.summaries([await idOf('001')]))[0]!.open).toEqual(usd('0.00'));
  });

  it.each<[string, (give: ReturnType<typeof remembered>['give']) => Promise<unknown>]>([
    ['is deleted', (give) => give('zuora', 'Invoice', [{ ...invoice('I1', '001'), deleted: true }])],
    [
      'was asked for and not found',
      (give) => give('zuora', 'Invoice', [], { askedFor: { object: 'Invoice', externalIds: ['I1'] } }),
    ],
  ])('forgets an invoice that %s, in the list and in the figures of its customer', async (_, remove) => {
    const { reader, give } = remembered();
    await give('salesforce', 'Customer', [account('001')]);
    await give('zuora', 'Invoice', [invoice('I1', '001')]);
    expect(await invoices(reader, '001')).toEqual(['I1']);
    await reader.summaries([await idOf('001')]);
    await remove(give);
    expect(await invoices(reader, '001')).toEqual([]);
    expect((await reader.summaries([await idOf('001')]))[0]!.open).toEqual(usd('0.00'));
  });

  it('learns whose an invoice is that waited for its customer, and counts it', async () => {
    const { reader, give } = remembered();
    await give('zuora', 'Invoice', [invoice('I1', '001')]);
    const id = (await reader.byReference('zuora', 'Invoice', 'I1'))!;
    expect((await reader.records([id]))[0]).toMatchObject({ customerId: null });
    await give('salesforce', 'Customer', [account('001')]);
    expect((await reader.records([id]))[0]).toMatchObject({ customerId: await idOf('001') });
    expect((await reader.summaries([await idOf('001')]))[0]!.open).toEqual(usd('10.00'));
  });

  it('counts an invoice that a new key, and nothing else, makes a known customer’s', async () => {
    const { reader, give } = remembered();
    await give('salesforce', 'Customer', [account('001')]);
    await give('zuora', 'Invoice', [
      { ...invoice('I1', ''), links: { customer: { kind: 'Customer', key: 'number:billing:A1' } } },
    ]);
    await give('salesforce', 'Customer', [account('001', { keys: ['number:billing:A1'] })]);
    expect(await invoices(reader, '001')).toEqual(['I1']);
    expect((await reader.summaries([await idOf('001')]))[0]!.open).toEqual(usd('10.00'));
  });

  it('moves a company from the children of one parent to those of another', async () => {
    const { reader, give } = remembered();
    const under = (parent: string) => account('003', { links: { parent: of(parent).customer } });
    await give('salesforce', 'Customer', [account('001'), account('002')]);
    await give('salesforce', 'Customer', [under('001')]);
    const children = async (id: string) => (await reader.lists('Customer', [await idOf(id)]))[0]!.length;
    expect([await children('001'), await children('002')]).toEqual([1, 0]);
    await give('salesforce', 'Customer', [under('002')]);
    expect([await children('001'), await children('002')]).toEqual([0, 1]);
  });

  it('shows the survivor under the id of a product that was absorbed', async () => {
    const { reader, give } = remembered();
    const product = (place: string, name: string, keys: string[]) =>
      record('Product', place, { sku: 'CARE', name, active: true }, { keys });
    await give('zuora', 'Product', [product('zuora/p1', 'Care', ['sku:CARE'])]);
    await give('netsuite', 'Product', [product('netsuite/9', 'Care of the ERP', ['sku:OTHER'])]);
    const ids = [
      (await reader.byReference('zuora', 'Product', 'p1'))!,
      (await reader.byReference('netsuite', 'Product', '9'))!,
    ];
    await reader.records(ids);
    await give('netsuite', 'Product', [product('netsuite/9', 'Care of the ERP', ['sku:CARE'])]);
    const shown = (ids: readonly string[]) => ids.map((id) => reader.peek(id)?.id);
    await reader.records(ids);
    expect(new Set(shown(ids).filter(Boolean)).size).toBe(1);
    expect((await reader.records(ids)).map((each) => (each as Stored<'Product'>).name)).toEqual([
      'Care',
      'Care',
    ]);
  });
});
