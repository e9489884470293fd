import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventTypes } from '../src/canonical/event-filter.ts';
import type { Kind } from '../src/canonical/kind.ts';
import { givePositions } from '../src/store/event.ts';
import type { EventView } from '../src/store/read.ts';
import { createTestCopy, record, type TestCopy, usd } from './support/copy.ts';

let copy: TestCopy;
beforeEach(async () => {
  copy = await createTestCopy({ now: () => Date.parse('2026-11-21T12:00:00Z') });
});
afterEach(() => copy.close());

const of = (n = 1) => ({ customer: { kind: 'Customer' as Kind, key: `ref:zuora:Account:z${n}` } });
const account = (n: number, more: { keys?: string[] } = {}) =>
  record('Customer', `zuora/z${n}`, { name: `Company ${n}` }, more);
const invoice = (number: string, status: string, issueDate: string, more: { n?: number; at?: string } = {}) =>
  record(
    'Invoice',
    `zuora/${number}`,
    { number, status, issueDate, total: usd('5.00') },
    { links: of(more.n), ...(more.at ? { sourceTime: more.at } : {}) },
  );
const supportCase = (number: string, openedAt: string, n = 1) =>
  record(
    'SupportCase',
    `zendesk/${number}`,
    { number, status: 'OPEN', priority: 'P3', openedAt },
    { links: of(n) },
  );
const before = { silent: true };

const idOf = async (n = 1): Promise<string> =>
  (await copy.reader.byReference('zuora', 'Account', `z${n}`)) ?? '';
async function history(customerId: string, first = 200): Promise<EventView[]> {
  const [timeline] = await copy.reader.timelines([customerId], { first });
  expect(await timeline!.page.total()).toBeGreaterThanOrEqual(timeline!.entries.length);
  return timeline!.entries.map((entry) => entry!);
}
const typesOf = (events: readonly EventView[]): string[] => events.map(({ type }) => type);
const positions = () => copy.database.transaction((db) => givePositions(db, 1000));

describe('the history of a customer', () => {
  it('has the dated facts of records that were there before the log began', async () => {
    await copy.give('zuora', 'Customer', [account(1)], before);
    await copy.give('zuora', 'Invoice', [invoice('A', 'POSTED', '2026-03-01')], before);
    const id = await idOf();
    const [fact, ...others] = await history(id);
    expect(others).toEqual([]);
    const [invoiceId] = (await copy.reader.lists('Invoice', [id]))[0]!.map((each) => each.id);
    expect(fact).toMatchObject({
      id: `evt_${invoiceId}`,
      type: 'invoice.issued',
      schemaVersion: '1',
      change: 'CREATED',
      subjectId: invoiceId,
      customerId: id,
      entityVersion: null,
      source: 'zuora',
      correlationId: `evt_${invoiceId}`,
      causationId: null,
      occurredAt: '2026-03-01T00:00:00.000Z',
      attempts: 1,
      position: null,
      state: 'APPLIED',
      data: {
        record: { id: invoiceId, kind: 'Invoice', version: 1, customerId: id, number: 'A', status: 'POSTED' },
        changed: [],
        previous: {},
      },
    });
    expect(await copy.reader.eventsById([fact!.id, 'evt_nothing', 'nothing'])).toEqual([fact, null, null]);
  });

  it('goes on in the log, and tells nothing twice', async () => {
    await copy.give('zuora', 'Customer', [account(1)], before);
    await copy.give('zuora', 'Invoice', [invoice('A', 'POSTED', '2026-03-01')], before);
    // What is new may come as issued or as posted; both are how an invoice begins.
    await copy.give('zuora', 'Invoice', [
      invoice('B', 'POSTED', '2026-04-01', { at: '2026-04-01T09:00:00Z' }),
      invoice('C', 'ISSUED', '2026-04-02', { at: '2026-04-02T09:00:00Z' }),
      invoice('D', 'DRAFT', '2026-04-03', { at: '2026-04-03T09:00:00Z' }),
    ]);
    await copy.give('zuora', 'Invoice', [invoice('A', 'PAID', '2026-03-01', { at: '2026-05-01T09:00:00Z' })]);
    await copy.give('zendesk', 'SupportCase', [supportCase('1', '2026-06-01T08:00:00Z')]);
    await positions();
    const told = (await history(await idOf())).map(
      ({ type, data, position }) =>
        `${type} ${(data['record'] as { number?: string }).number ?? ''} ${position === null ? 'before' : 'logged'}`,
    );
    expect(told.toSorted()).toEqual([
      'case.opened 1 logged',
      'invoice.created D logged',
      'invoice.issued A before',
      'invoice.issued C logged',
      'invoice.paid A logged',
      'invoice.posted B logged',
    ]);
  });

  it('does not date an invoice that was imported as a draft before it was posted', async () => {
    await copy.give('zuora', 'Customer', [account(1)], before);
    await copy.give('zuora', 'Invoice', [invoice('A', 'DRAFT', '2026-03-01')], before);
    expect(await history(await idOf())).toEqual([]);
    await copy.give('zuora', 'Invoice', [
      invoice('A', 'POSTED', '2026-03-01', { at: '2026-05-01T09:00:00Z' }),
    ]);
    expect(typesOf(await history(await idOf()))).toEqual(['invoice.posted']);
    await copy.give('zuora', 'Invoice', [invoice('A', 'PAID', '2026-03-01', { at: '2026-06-01T09:00:00Z' })]);
    expect(typesOf(await history(await idOf()))).toEqual(['invoice.paid', 'invoice.posted']);
  });

  it('is ordered by when things happened, whatever the hub heard first', async () => {
    await copy.give('zuora', 'Customer', [account(1)], before);
    await copy.give(
      'zuora',
      'Invoice',
      [invoice('A', 'POSTED', '2026-03-01'), invoice('B', 'POSTED', '2026-06-01')],
      before,
    );
    await copy.give('zendesk', 'SupportCase', [supportCase('1', '2026-05-31T23:59:59.5Z')], before);
    await copy.give('zuora', 'Invoice', [
      invoice('C', 'PAID', '2026-01-01', { at: '2026-06-01T00:00:00.001Z' }),
    ]);
    await copy.give('zuora', 'Invoice', [invoice('D', 'VOID', '2026-01-01', { at: '2026-04-01T00:00:00Z' })]);
    const events = await history(await idOf());
    expect(typesOf(events)).toEqual([
      'invoice.paid',
      'invoice.issued',
      'case.opened',
      'invoice.voided',
      'invoice.issued',
      'invoice.issued',
    ]);
    const times = events.map(({ occurredAt }) => Date.parse(occurredAt));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('is walked page after page without a gap or a repetition, while the log grows', async () => {
    await copy.give('zuora', 'Customer', [account(1), account(2)], before);
    const days = Array.from({ length: 9 }, (_, i) => `2026-03-0${(i % 3) + 1}`);
    await copy.give(
      'zuora',
      'Invoice',
      days.map((day, i) => invoice(`I${i}`, 'POSTED', day)),
      before,
    );
    await copy.give(
      'zuora',
      'Invoice',
      days.map((day, i) => invoice(`J${i}`, 'PAID', day, { at: `${day}T00:00:00Z` })),
    );
    const id = await idOf();
    const all = (await history(id)).map((event) => event.id);
    expect(all).toHaveLength(27);
    expect(new Set(all).size).toBe(27);
    for (const size of [1, 2, 5, 26, 27]) {
      const walked: string[] = [];
      for (let after: string | null = null; ;) {
        const [timeline] = await copy.reader.timelines([id], { first: size, after });
        walked.push(...timeline!.page.ids);
        expect(await timeline!.page.total()).toBeGreaterThanOrEqual(27);
        if (!timeline!.page.hasNextPage) break;
        after = timeline!.page.cursors.at(-1)!;
        if (size === 5 && walked.length === 5)
          await copy.give('zuora', 'Invoice', [invoice('new', 'PAID', '2026-11-20')]);
      }
      // The invoice that came in while pages of five were read was paid before them, and issued before all others.
      expect(walked.filter((each) => all.includes(each))).toEqual(all);
    }
  });

  it('is read for many customers at once as for each alone', async () => {
    const numbers = [1, 2, 3, 4];
    await copy.give(
      'zuora',
      'Customer',
      numbers.map((n) => account(n)),
      before,
    );
    await copy.give(
      'zuora',
      'Invoice',
      numbers.flatMap((n) =>
        Array.from({ length: n }, (_, i) => invoice(`${n}-${i}`, 'POSTED', '2026-03-01', { n })),
      ),
      before,
    );
    await copy.give(
      'zendesk',
      'SupportCase',
      numbers.map((n) => supportCase(`${n}`, '2026-06-01T08:00:00Z', n)),
    );
    const ids = await Promise.all(numbers.map(idOf));
    const together = await copy.reader.timelines([...ids, ids[0]!], { first: 3 });
    for (const [index, id] of [...ids, ids[0]!].entries()) {
      const [alone] = await copy.reader.timelines([id], { first: 3 });
      expect(together[index]!.entries).toEqual(alone!.entries);
      const total = numbers[index % 4]! + 1;
      expect(await together[index]!.page.total()).toBe(total);
      expect(together[index]!.page.hasNextPage).toBe(total > 3);
    }
  });

  it('keeps what is still to come for its day', async () => {
    await copy.give('zuora', 'Customer', [account(1)], before);
    await copy.give(
      'zuora',
      'Invoice',
      [invoice('today', 'POSTED', '2026-11-21'), invoice('tomorrow', 'POSTED', '2026-11-22')],
      before,
    );
    expect((await history(await idOf())).map(({ occurredAt }) => occurredAt)).toEqual([
      '2026-11-21T00:00:00.000Z',
    ]);
  });

  it('takes over what was told of a customer that turned out to be the same', async () => {
    await copy.give('salesforce', 'Customer', [record('Customer', 'salesforce/1', { name: 'Company 1' })]);
    await copy.give('zuora', 'Customer', [account(1)]);
    await copy.give('zuora', 'Invoice', [invoice('A', 'PAID', '2026-03-01', { at: '2026-05-01T09:00:00Z' })]);
    const absorbed = await idOf();
    const survivor = (await copy.reader.byReference('salesforce', 'Account', '1'))!;
    expect(absorbed).not.toBe(survivor);
    await copy.give('zuora', 'Customer', [account(1, { keys: ['ref:crm:Account:1'] })]);
    expect(await idOf()).toBe(survivor);
    const types = typesOf(await history(survivor));
    expect(types.filter((type) => type === 'invoice.paid')).toHaveLength(1);
    expect(types).toEqual(expect.arrayContaining(['customer.merged', 'invoice.issued', 'customer.created']));
    expect(types.filter((type) => type === 'customer.created')).toHaveLength(2);
  });

  it('has only types that the log has', async () => {
    const kinds: [string, Kind, string, object][] = [
      ['salesforce', 'Opportunity', 'stage', { name: 'O', closeDate: '2026-01-01' }],
      ['salesforce', 'Contract', 'status', { number: 'C', termStart: '2026-01-01' }],
      ['zuora', 'BillingSubscription', 'status', { number: 'S', termStart: '2026-01-01' }],
      ['zuora', 'Invoice', 'status', { number: 'I', issueDate: '2026-01-01' }],
      ['zuora', 'CreditMemo', 'status', { number: 'M', issueDate: '2026-01-01' }],
      ['zuora', 'Payment', 'status', { number: 'P', receivedAt: '2026-01-01' }],
      ['zendesk', 'SupportCase', 'status', { number: 'T', openedAt: '2026-01-01T00:00:00Z' }],
      ['zendesk', 'Entitlement', 'status', { feature: 'support', validFrom: '2026-01-01' }],
      ['netsuite', 'LedgerPosting', 'status', { number: 'J', date: '2026-01-01' }],
    ];
    await copy.give('zuora', 'Customer', [account(1)], before);
    const states = [
      'CLOSED_WON',
      'ACTIVE',
      'ACTIVE',
      'POSTED',
      'ISSUED',
      'SETTLED',
      'OPEN',
      'ACTIVE',
      'POSTED',
    ];
    for (const [index, [instance, kind, field, fields]] of kinds.entries())
      await copy.give(
        instance,
        kind,
        [record(kind, `${instance}/1`, { ...fields, [field]: states[index] }, { links: of() })],
        before,
      );
    const types = typesOf(await history(await idOf()));
    expect(types).toHaveLength(kinds.length);
    for (const type of types) expect(eventTypes).toContain(type);
  });
});
