import Big from 'big.js';
import { Problem } from '../../canonical/problem.ts';
import type { Ledger, LedgerEntry } from '../ledger.ts';
import type { Applied, WriteOptions } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import type { Row } from '../http/reader.ts';
import { exactNumber } from '../http/json.ts';
import { type Body, ref } from './body.ts';
import type { Desk } from './desk.ts';
import { periodOf } from './ledger-period.ts';
import { dimensionsOf, entityOf } from './order-write.ts';
import { given } from './outcome.ts';

type Made = { readonly id: string; readonly number: string };

/** A line of an entry in internal ids. */
interface Line {
  readonly account: string;
  readonly debit: string | null;
  readonly credit: string | null;
  readonly department: string | null;
  readonly class: string | null;
  readonly location: string | null;
  readonly memo: string | null;
}

/** An entry as it is sent: in internal ids. */
interface Draft {
  readonly externalId: string;
  readonly subsidiary: string;
  readonly currency: string;
  readonly date: string;
  readonly memo: string;
  readonly sourceDocument: string | null;
  readonly customer: string | null;
  readonly lines: readonly Line[];
}

const idOf = (row: Row, name: string): string | null => row.rowOrNull(name)?.id('id') ?? null;

function lineOf(row: Row): Line {
  return {
    account: row.row('account').id('id'),
    debit: row.decimalOrNull('debit'),
    credit: row.decimalOrNull('credit'),
    department: idOf(row, 'department'),
    class: idOf(row, 'class'),
    location: idOf(row, 'location'),
    memo: row.textOrNull('memo'),
  };
}

async function draftOf(desk: Desk, entry: LedgerEntry, call: CallOptions): Promise<Draft> {
  const { names, need } = desk;
  const { customer } = entry;
  const [subsidiaries, currencies, accounts, dimensions, entity] = await Promise.all([
    names.ids('subsidiary', [entry.legalEntity], call),
    names.ids('currency', [entry.currency], call),
    names.ids(
      'account',
      entry.lines.map(({ account }) => account),
      call,
    ),
    dimensionsOf(desk, entry.lines, call),
    customer === null ? null : entityOf(desk, customer, call),
  ]);
  return {
    externalId: entry.externalId,
    subsidiary: need(subsidiaries, entry.legalEntity, 'LEGAL_ENTITY_MISSING', 'legalEntity'),
    currency: need(currencies, entry.currency, 'SOURCE_REJECTED', 'currency'),
    date: entry.date,
    memo: entry.memo,
    sourceDocument: entry.sourceDocument,
    customer: entity,
    lines: entry.lines.map(({ account, debit, credit, memo }, index) => ({
      account: need(accounts, account, 'ACCOUNT_MAPPING_MISSING', `lines[${index}].account`),
      debit,
      credit,
      memo,
      ...dimensions[index]!,
    })),
  };
}

function bodyOf({ account: { options } }: Desk, draft: Draft): Body {
  const items = draft.lines.map((line): Body => ({
    account: ref(line.account),
    ...(line.debit !== null && { debit: exactNumber(line.debit) }),
    ...(line.credit !== null && { credit: exactNumber(line.credit) }),
    ...(line.department !== null && { department: ref(line.department) }),
    ...(line.class !== null && { class: ref(line.class) }),
    ...(line.location !== null && { location: ref(line.location) }),
    ...(line.memo !== null && { memo: line.memo }),
    // A line on receivables must name whose they are.
    ...(draft.customer !== null && { entity: ref(draft.customer) }),
  }));
  return {
    externalId: draft.externalId,
    subsidiary: ref(draft.subsidiary),
    currency: ref(draft.currency),
    tranDate: draft.date,
    memo: draft.memo,
    ...(draft.sourceDocument !== null && { [options.sourceDocument]: draft.sourceDocument }),
    ...(draft.customer !== null && { [options.journalCustomer]: ref(draft.customer) }),
    line: { items },
  };
}

/** What of a line must be the same for it to be that line; a memo may have been changed by a script of the account. */
function signOf({ account, debit, credit, department, class: kind, location }: Line): string {
  const amount = new Big(debit ?? 0).minus(credit ?? 0).toFixed();
  return JSON.stringify([account, amount, department, kind, location]);
}

function isSame(record: Row, draft: Draft): boolean {
  const lines = record.row('line').rows('items').map(lineOf);
  return (
    idOf(record, 'subsidiary') === draft.subsidiary &&
    idOf(record, 'currency') === draft.currency &&
    record.date('tranDate') === draft.date &&
    JSON.stringify(lines.map(signOf).toSorted()) === JSON.stringify(draft.lines.map(signOf).toSorted())
  );
}

function done(record: Row, httpStatus: number | null): Applied<Made> {
  const id = record.id('id');
  return {
    result: { id, number: record.text('tranId') },
    object: 'journalentry',
    externalId: id,
    found: httpStatus === null,
    httpStatus,
  };
}

/**
 * The entry that stands under the draft's external id; null: none. Throws SOURCE_REJECTED when it is another one: then two writes claim one
 * id, and neither may be taken for the other.
 */
async function findEntry(
  { client, entries }: Desk,
  draft: Draft,
  call: CallOptions,
): Promise<Applied<Made> | null> {
  const record = await entries.read({ externalId: draft.externalId }, call);
  if (record === null) return null;
  if (isSame(record, draft)) return done(record, null);
  throw client.http.problem(
    'SOURCE_REJECTED',
    `entry ${record.text('tranId')} has the same external id and other lines`,
    { path: 'externalId', outcome: 'NOT_APPLIED' },
  );
}

/**
 * Posts an entry. NetSuite refuses a second one with the external id, and tells most refusals as a text in the language of a user: why it
 * was refused is therefore looked up, and not read.
 */
async function postEntry(desk: Desk, draft: Draft, options: WriteOptions): Promise<Applied<Made>> {
  const { client, entries } = desk;
  let status: number;
  try {
    ({ status } = await entries.write({ method: 'POST', body: bodyOf(desk, draft) }, options));
  } catch (error) {
    if (!(error instanceof Problem) || error.detail.httpStatus !== 400) throw error;
    const found = await given('UNKNOWN', findEntry(desk, draft, options));
    if (found) return found;
    if (error.code !== 'SOURCE_REJECTED') throw error;
    const period = await given('NOT_APPLIED', periodOf(client, draft.date, options));
    if (period && !period.closed) throw error;
    const why = period ? `the period ${period.name} is closed` : `no period is set up for ${draft.date}`;
    throw client.http.problem('PERIOD_CLOSED', why, {
      path: 'date',
      outcome: 'NOT_APPLIED',
      httpStatus: 400,
    });
  }
  const record = await given('UNKNOWN', entries.read({ externalId: draft.externalId }, options));
  if (record) return done(record, status);
  throw client.http.problem('SOURCE_DRIFTED', 'the entry was posted and is not there', {
    outcome: 'UNKNOWN',
  });
}

/**
 * Posts a balanced entry under our external id (class C): whether it was posted is told by looking for that id, in the record itself.
 * Source: Oracle, "Journal Entry", "Using External IDs".
 */
export function post(desk: Desk): Ledger['post'] {
  return {
    name: 'entry.post',
    class: 'C',
    keyLifetimeMs: null,
    perform: async (entry, options) =>
      postEntry(desk, await given('NOT_APPLIED', draftOf(desk, entry, options)), options),
    look: async (entry, options) => findEntry(desk, await draftOf(desk, entry, options), options),
  };
}

/** The opposite of an entry, as a further one. Throws SOURCE_REJECTED when there is no such entry. */
async function turnedOf(
  { client, entries, account: { options } }: Desk,
  { entryExternalId, ...own }: Parameters<Ledger['reverse']['perform']>[0],
  call: CallOptions,
): Promise<Draft> {
  const record = await entries.read({ externalId: entryExternalId }, call);
  if (record === null)
    throw client.http.problem('SOURCE_REJECTED', 'there is no such entry to be reversed', {
      path: 'entryExternalId',
      outcome: 'NOT_APPLIED',
    });
  const lines = record.row('line').rows('items').map(lineOf);
  return {
    ...own,
    subsidiary: record.row('subsidiary').id('id'),
    currency: record.row('currency').id('id'),
    sourceDocument: record.textOrNull(options.sourceDocument),
    customer: idOf(record, options.journalCustomer),
    lines: lines.map((line) => ({ ...line, debit: line.credit, credit: line.debit })),
  };
}

/** Posts the opposite of an entry under an external id of its own (class C); the entry stays as it is. */
export function reverse(desk: Desk): Ledger['reverse'] {
  return {
    name: 'entry.reverse',
    class: 'C',
    keyLifetimeMs: null,
    perform: async (reversal, options) =>
      postEntry(desk, await given('NOT_APPLIED', turnedOf(desk, reversal, options)), options),
    look: async (reversal, options) => findEntry(desk, await turnedOf(desk, reversal, options), options),
  };
}
